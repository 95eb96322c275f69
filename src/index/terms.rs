//! Terms: the pages that are listed under a word.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::{Index, order};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::{Draft, SortBy};

/// A word that pages are listed under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The word as it was first written.
    pub name: String,
    /// The word in URLs.
    pub slug: String,
    /// The pages, newest first.
    pub pages: Vec<usize>,
    /// In a series, the pages as they are to be read: the oldest first, those of one day by weight.
    pub sequence: Vec<usize>,
    /// Each page of the sequence with its place in it, by pages.
    places: Vec<(usize, usize)>,
}

impl Term {
    fn new(name: &str, slug: &str) -> Self {
        Self {
            name: name.to_owned(),
            slug: slug.to_owned(),
            pages: Vec::new(),
            sequence: Vec::new(),
            places: Vec::new(),
        }
    }

    /// Where in the sequence a page stands.
    #[must_use]
    pub fn place_of(&self, page: usize) -> Option<usize> {
        let found = self.places.binary_search_by_key(&page, |&(page, _)| page).ok()?;
        Some(self.places[found].1)
    }
}

/// The terms of one taxonomy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    /// In the order of their slugs.
    pub list: Vec<Term>,
    /// By all spellings that pages use.
    by_name: HashMap<String, usize>,
}

impl Terms {
    /// The term that a page wrote under this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Term> {
        self.by_name.get(name).map(|&number| &self.list[number])
    }
}

/// Collects the terms of every language and each of its taxonomies; two words that would share an address are reported.
pub(super) fn terms(
    config: &Config,
    drafts: &[Arc<Draft>],
    index: &Index,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Vec<Terms>> {
    let mut found = Vec::with_capacity(config.languages.len());
    for (language, declared) in config.languages.iter().enumerate() {
        let all = declared.taxonomies.iter().map(|taxonomy| {
            let mut terms = of(language, &taxonomy.name, drafts, index, diagnostics);
            for term in terms.list.iter_mut().filter(|_| taxonomy.sequence) {
                term.sequence.clone_from(&term.pages);
                term.sequence.sort_by_key(|&page| {
                    (index.pages[page].date, order::weight(&index.pages[page], drafts), page)
                });
                let places = term.sequence.iter().enumerate().map(|(place, &page)| (page, place));
                term.places = places.collect();
                term.places.sort_unstable();
            }
            terms
        });
        found.push(all.collect());
    }
    found
}

fn of(
    language: usize,
    taxonomy: &str,
    drafts: &[Arc<Draft>],
    index: &Index,
    diagnostics: &mut Vec<Diagnostic>,
) -> Terms {
    let mut found: BTreeMap<String, Term> = BTreeMap::new();
    // Thousands of pages use the same few words.
    let mut slugs: HashMap<&str, String> = HashMap::new();
    for (number, page) in index.pages.iter().enumerate() {
        let Some(draft) = page.draft.map(|draft| &drafts[draft]) else { continue };
        if page.language != language {
            continue;
        }
        for used in draft.front_matter.taxonomies.get(taxonomy).into_iter().flatten() {
            let slug = slugs.entry(&used.name).or_insert_with(|| slug::slugify(&used.name));
            if !found.contains_key(slug) {
                found.insert(slug.clone(), Term::new(&used.name, slug));
            }
            let Some(term) = found.get_mut(slug) else { continue };
            if term.name != used.name {
                let message = format!("\"{}\" and \"{}\" would be one page", used.name, term.name);
                let problem = Diagnostic::warning(Code::DuplicateUrl, message)
                    .at(&draft.file, used.range.clone(), format!("the other spelling of \"{}\"", term.name))
                    .hint(format!("write \"{}\" everywhere", term.name));
                diagnostics.push(problem);
            }
            if term.pages.last() != Some(&number) {
                term.pages.push(number);
            }
        }
    }
    let mut list: Vec<Term> = found.into_values().collect();
    for term in &mut list {
        order::sort(&mut term.pages, &index.pages, drafts, SortBy::Date);
    }
    let number = |slug: &str| list.binary_search_by(|term| term.slug.as_str().cmp(slug)).ok();
    let by_name = slugs.into_iter().filter_map(|(name, slug)| Some((name.to_owned(), number(&slug)?)));
    Terms { by_name: by_name.collect(), list }
}
