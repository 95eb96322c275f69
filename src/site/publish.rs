//! What `ibid publish` records: the ledger of a site as it is now.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::furniture::Correction;
use crate::index::{Destination, Index, Material, Target, passage_id, source_path};
use crate::ledger::{Entry, Ledger, PageEntry, State, entries, text_hash};
use crate::parse::Draft;
use crate::world::below_content;

use super::News;

/// The ledger after what is public now was published: nothing that was in it before is left out, and each has one line, which
/// says what the site says.
pub(super) fn record(material: &Material, index: &Index) -> Ledger {
    let before = &*material.ledger;
    let mut now = Ledger::empty();
    now.annotations.clone_from(&before.annotations);
    // Without pages of their own, annotations have no addresses to keep.
    let drafts = if material.config.annotation_pages { material.drafts.as_slice() } else { &[] };
    for entry in entries(drafts, material.config.today) {
        let known = before.annotations.get(&entry.id);
        let since = known.map_or(entry.since, |known| known.since);
        now.annotations.insert(entry.id.clone(), Entry { since, ..entry });
    }
    now.newsletters.clone_from(&before.newsletters);
    now.pages.clone_from(&before.pages);
    for page in pages(material, index) {
        let page = match before.pages.get(&page.path) {
            Some(known) => {
                let anchors: BTreeSet<String> = known.anchors.iter().cloned().chain(page.anchors).collect();
                let paragraphs = known.paragraphs.max(page.paragraphs);
                PageEntry { since: known.since, anchors: anchors.into_iter().collect(), paragraphs, ..page }
            }
            None => page,
        };
        now.pages.insert(page.path.clone(), page);
    }
    for redirect in &index.moves.redirects {
        let Some(known) = now.pages.get_mut(&redirect.from).filter(|known| known.state.is_live()) else {
            continue;
        };
        let whole = redirect.leads.iter().find(|lead| lead.fragment.is_none());
        if let Some(Destination::Target(target)) = whole.map(|lead| &lead.to)
            && let Some(to) = path_of(material, index, target)
        {
            known.state = State::Moved { on: material.config.today, to };
        }
    }
    now
}

fn path_of(material: &Material, index: &Index, target: &Target) -> Option<String> {
    match target {
        Target::Page(page, _) => Some(index.pages[*page].path.clone()),
        Target::Source(source, _) => Some(source_path(&material.sources[*source].id)),
        Target::Annotation(_) => None,
    }
}

/// The pages that somebody wrote, and those of sources.
fn pages(material: &Material, index: &Index) -> Vec<PageEntry> {
    let since = material.config.today;
    let file = |path: &str| below_content(path).to_owned();
    let is_public =
        |page: usize| index.pages[page].withheld.is_none() && !index.moves.sections.contains(&page);
    let of_draft = |(number, draft): (usize, &std::sync::Arc<Draft>)| {
        let page = index.page_of_draft[number];
        let corrections = draft.front_matter.furniture.corrections.iter().map(Correction::anchor);
        let anchors: BTreeSet<String> =
            index.headings[number].ids.iter().cloned().chain(corrections).collect();
        let found = &index.pages[page];
        is_public(page).then(|| PageEntry {
            path: found.path.clone(),
            file: file(&draft.file.path),
            title: found.title.clone(),
            text: text_hash(&draft.file.text[draft.body_start..]),
            anchors: anchors.into_iter().collect(),
            paragraphs: 0,
            since,
            state: State::Live,
        })
    };
    let mut pages: Vec<PageEntry> = material.drafts.iter().enumerate().filter_map(of_draft).collect();
    for (number, source) in material.sources.iter().enumerate() {
        let passages = index.cited[number].passages.iter();
        let anchors: BTreeSet<String> = passages.map(|passage| passage_id(&passage.range)).collect();
        pages.push(PageEntry {
            path: source_path(&source.id),
            file: file(&source.file.path),
            title: source.metadata.title.clone(),
            text: text_hash(&source.text),
            anchors: anchors.into_iter().collect(),
            paragraphs: source.paragraphs.len(),
            since,
            state: State::Live,
        });
    }
    pages
}

/// What is told where the ledger does not say what the site is, and has to.
pub(super) fn behind(material: &Material, index: &Index) -> Option<Diagnostic> {
    if !material.ledger.is_sound {
        // That was told.
        return None;
    }
    let now = record(material, index);
    let news = News::of(&material.ledger, &now);
    if news.is_none() {
        return None;
    }
    let found =
        Diagnostic::error(Code::LedgerBehind, format!("the ledger is behind the site: {}", news.words()));
    let drafts = if material.config.annotation_pages { material.drafts.as_slice() } else { &[] };
    let new = drafts.iter().find_map(|draft| {
        let is_new = |id: &str| !material.ledger.annotations.contains_key(id);
        let annotation = draft.annotations.list.iter().find(|annotation| is_new(&annotation.id))?;
        Some((draft, annotation.range.clone()))
    });
    let found = match new {
        Some((draft, range)) => found.at(&draft.file, range, "not published yet"),
        None => found,
    };
    Some(found.hint("`ibid publish` records it, and `ibid publish --dry-run` lists it; the ledger belongs into version control"))
}
