//! What `ibid publish` records: the ledger of a site as it is now.

use std::collections::BTreeSet;

use crate::archive::Source;
use crate::diagnostic::{Code, Diagnostic};
use crate::furniture::Correction;
use crate::index::{Destination, Index, Material, Target, paragraph_of, passage_id, source_path};
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
    lead_on(material, index, &mut now);
    now
}

/// The pages that somebody wrote, and those of sources.
fn pages(material: &Material, index: &Index) -> Vec<PageEntry> {
    let of_draft = |(number, draft): (usize, &std::sync::Arc<Draft>)| {
        let page = index.page_of_draft[number];
        let found = &index.pages[page];
        found.withheld.is_none().then(|| PageEntry {
            path: found.path.clone(),
            file: below_content(&draft.file.path).to_owned(),
            title: found.title.clone(),
            text: text_hash(&draft.file.text[draft.body_start..]),
            anchors: anchors(index, page, number, draft),
            paragraphs: 0,
            since: material.config.today,
            state: State::Live,
        })
    };
    let of_draft = material.drafts.iter().enumerate().filter_map(of_draft);
    let of_source = |(number, source): (usize, &std::sync::Arc<Source>)| {
        let kept = index.published.source_anchors.get(&number).into_iter().flatten();
        let (paragraphs, kept): (Vec<&String>, Vec<&String>) =
            kept.partition(|id| paragraph_of(id).is_some());
        let paragraphs = paragraphs.into_iter().filter_map(|id| paragraph_of(id)).max().unwrap_or_default();
        let passages = index.cited[number].passages.iter().map(|passage| passage_id(&passage.range));
        let anchors: BTreeSet<String> = passages.chain(kept.into_iter().cloned()).collect();
        PageEntry {
            path: source_path(&source.id),
            file: below_content(&source.file.path).to_owned(),
            title: source.metadata.title.clone(),
            text: text_hash(&source.text),
            anchors: anchors.into_iter().collect(),
            paragraphs: source.paragraphs.len().max(paragraphs),
            since: material.config.today,
            state: State::Live,
        }
    };
    of_draft.chain(material.sources.iter().enumerate().map(of_source)).collect()
}

/// What links can name in a page: headings, what has an id in HTML, corrections, and whatever it keeps of its own past or of the pages
/// that lead to it.
fn anchors(index: &Index, page: usize, number: usize, draft: &Draft) -> Vec<String> {
    let headings = &index.headings[number];
    let own = headings.ids.iter().chain(headings.kept.keys()).chain(&draft.parsed.html_ids);
    let corrections = draft.front_matter.furniture.corrections.iter().map(Correction::anchor);
    let kept = index.published.anchors.get(&page).into_iter().flatten();
    let left = index.published.left.get(&page).into_iter().flatten().map(|(id, _)| format!("a-{id}"));
    let all: BTreeSet<String> = own.chain(kept).cloned().chain(left).chain(corrections).collect();
    all.into_iter().collect()
}

/// Records where addresses lead on to: those of pages that went elsewhere, and those that authors gave as aliases.
fn lead_on(material: &Material, index: &Index, now: &mut Ledger) {
    let on = material.config.today;
    // A section that leads elsewhere says so itself.
    let sections: BTreeSet<&str> =
        index.moves.sections.iter().map(|section| index.pages[*section].path.as_str()).collect();
    for redirect in index.moves.redirects.iter().filter(|found| !sections.contains(found.from.as_str())) {
        let by_author = redirect.leads.iter().find_map(|lead| lead.origin.as_ref());
        let first = || redirect.leads.first().map(|lead| lead.to.clone());
        let Some(Destination::Target(target)) = redirect.whole().or_else(first) else { continue };
        let Some((to, file, title)) = ends_at(material, index, &target) else { continue };
        match now.pages.get_mut(&redirect.from) {
            Some(PageEntry { state: State::Retracted { .. }, .. }) => {}
            Some(PageEntry { state: State::Moved { to: known, .. }, .. })
                if by_author.is_none() || *known == to => {}
            Some(known) => known.state = State::Moved { on, to },
            None if by_author.is_some() => {
                let state = State::Moved { on, to };
                let (path, text) = (redirect.from.clone(), String::new());
                let (anchors, paragraphs) = (Vec::new(), 0);
                let page = PageEntry { path, file, title, text, anchors, paragraphs, since: on, state };
                now.pages.insert(redirect.from.clone(), page);
            }
            None => {}
        }
    }
}

/// The path of a page to which an address leads, its file and its title.
fn ends_at(material: &Material, index: &Index, target: &Target) -> Option<(String, String, String)> {
    match target {
        Target::Page(page, _) => {
            let page = &index.pages[*page];
            let file = page.draft.map(|draft| below_content(&material.drafts[draft].file.path).to_owned());
            Some((page.path.clone(), file.unwrap_or_default(), page.title.clone()))
        }
        Target::Source(source, _) => {
            let source = &material.sources[*source];
            let file = below_content(&source.file.path).to_owned();
            Some((source_path(&source.id), file, source.metadata.title.clone()))
        }
        Target::Annotation(_) | Target::Retracted(_) => None,
    }
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
