//! What to read next: what the author picked, then what rests on the same sources and stands under the same terms.

use std::collections::{BTreeMap, BTreeSet};

use tera::Value;

use crate::furniture::Reading;
use crate::index::{From, PageKind, Target};
use crate::view::{Object, Views};

/// A source or term that more pages share says too little of each of them to be worth the walk.
const TOO_COMMON: usize = 200;

/// What a shared source is worth, divided among all that cite it; a shared term is worth less.
const SOURCE: usize = 3_000;
const TERM: usize = 1_000;

impl Views {
    /// The picked pages, all of them, and related ones until there are as many as wanted.
    pub(super) fn further_reading(&self, page: usize, limit: Option<usize>) -> Vec<Value> {
        let wanted = limit.unwrap_or(self.material.config.furniture.further_reading);
        let Some(number) = self.index.pages[page].draft else { return Vec::new() };
        let draft = &self.material.drafts[number];
        let mut seen = BTreeSet::from([page]);
        let mut found = Vec::new();
        for reading in &draft.front_matter.furniture.reading {
            match reading {
                Reading::Here(link) => {
                    let from = From { file: &draft.file, draft: Some(number) };
                    match self.index.target(&self.material, from, &link.text, link.range.clone()) {
                        Ok(Some(Target::Page(other, _))) if seen.insert(other) => {
                            found.push(self.page_card(other));
                        }
                        Ok(Some(Target::Source(source, _))) => found.push(self.card_of_source(source)),
                        _ => {}
                    }
                }
                Reading::Elsewhere { title, url, publisher, date } => found.push(
                    Object::new()
                        .with("title", title.as_str())
                        .with("path", url.as_str())
                        .with_option("publisher", publisher.as_deref())
                        .with_option("date", date.map(|date| date.to_string()))
                        .with("external", true)
                        .done(),
                ),
            }
        }
        let missing = wanted.saturating_sub(found.len());
        if missing > 0 {
            let related = self.related(page, number);
            let others = related.into_iter().filter(|other| !seen.contains(other)).take(missing);
            found.extend(others.map(|other| self.page_card(other)));
        }
        found
    }

    /// The briefings that share sources or terms with a page, the nearest first; the newer of two as near.
    fn related(&self, page: usize, draft: usize) -> Vec<usize> {
        let mut nearness: BTreeMap<usize, usize> = BTreeMap::new();
        for source in self.cited_by(draft) {
            let citing = &self.index.cited[source].citations;
            // A page cites a source more than once as a rule.
            if citing.len() > 10 * TOO_COMMON {
                continue;
            }
            let pages = citing.iter().map(|citation| self.index.page_of_draft[citation.draft]);
            add(&mut nearness, &pages.collect(), SOURCE);
        }
        let uses = &self.material.drafts[draft].front_matter.taxonomies;
        let language = self.index.pages[page].language;
        let declared = &self.material.config.languages[language].taxonomies;
        for (taxonomy, terms) in declared.iter().zip(&self.index.terms[language]) {
            for used in uses.get(&taxonomy.name).into_iter().flatten() {
                let pages = terms.get(&used.name).map(|term| term.pages.as_slice()).unwrap_or_default();
                if pages.len() <= TOO_COMMON {
                    add(&mut nearness, &pages.iter().copied().collect(), TERM);
                }
            }
        }
        nearness.remove(&page);
        nearness.retain(|&other, _| {
            let candidate = &self.index.pages[other];
            candidate.kind == PageKind::Briefing
                && candidate.withheld.is_none()
                && candidate.language == language
        });
        let mut found: Vec<(usize, usize)> = nearness.into_iter().collect();
        let date = |page: usize| self.index.pages[page].date;
        found.sort_by(|&(a, a_near), &(b, b_near)| {
            b_near.cmp(&a_near).then_with(|| date(b).cmp(&date(a))).then_with(|| a.cmp(&b))
        });
        found.into_iter().map(|(page, _)| page).collect()
    }
}

/// What few pages share brings them nearer than what many do.
fn add(nearness: &mut BTreeMap<usize, usize>, pages: &BTreeSet<usize>, worth: usize) {
    if pages.len() > TOO_COMMON {
        return;
    }
    for page in pages {
        *nearness.entry(*page).or_default() += worth / pages.len();
    }
}
