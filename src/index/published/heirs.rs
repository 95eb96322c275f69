//! Which page took over what stood at an address.

use std::collections::BTreeSet;

use super::super::Target;
use super::{Work, source_path};
use crate::ledger::{PageEntry, language_of, text_hash};
use crate::parse::Draft;
use crate::world::below_content;

impl Work<'_> {
    /// The one page that took over what stood at an address: it is made of the same file, all the annotations went there, or
    /// it has the same text or, in the same folder, the same title. Of a page that is recorded in several versions, any of
    /// them counts.
    pub(super) fn heir(&self, entry: &PageEntry) -> Option<Target> {
        self.ledger.page_versions(&entry.path).find_map(|version| self.heir_of(version))
    }

    fn heir_of(&self, entry: &PageEntry) -> Option<Target> {
        if let Some(page) = self.files.by_file.get(entry.file.as_str()) {
            return Some(Target::Page(*page, None));
        }
        if entry.file.starts_with("sources/") {
            return self.source_heir(entry);
        }
        if let Some(pages) = self.files.homes.get(entry.file.as_str()) {
            // Where it was divided, most of it went somewhere.
            return self.most(entry, pages).map(|page| Target::Page(page, None));
        }
        let standing = self.ledger.pages.values();
        let standing = standing.filter(|page| self.files.pages.contains_key(page.path.as_str()));
        let published: BTreeSet<&str> = standing.map(|page| page.file.as_str()).collect();
        let drafts = || self.material.drafts.iter().zip(self.index.page_of_draft.iter());
        let language = language_of(&entry.file);
        let new = || {
            let is_new = |draft: &Draft| !published.contains(below_content(&draft.file.path));
            drafts().filter(move |(draft, _)| is_new(draft) && language_of(&draft.file.path) == language)
        };
        // Files without a text of their own are all alike.
        let nothing = text_hash("");
        let has_same_text = |draft: &Draft| {
            entry.text != nothing && text_hash(&draft.file.text[draft.body_start..]) == entry.text
        };
        let folder = |file: &str| file.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        let by_text = only(new().filter(|(draft, _)| has_same_text(draft)).map(|(_, page)| *page));
        let by_title = || {
            let is_same = |draft: &Draft, page: usize| {
                self.index.pages[page].title == entry.title
                    && folder(below_content(&draft.file.path)) == folder(&entry.file)
            };
            only(new().filter(|(draft, page)| is_same(draft, **page)).map(|(_, page)| *page))
        };
        by_text.or_else(by_title).map(|page| Target::Page(page, None))
    }

    /// Of several pages that took over a page's annotations, the one that took most of them.
    fn most(&self, entry: &PageEntry, pages: &BTreeSet<usize>) -> Option<usize> {
        let took = |page: usize| {
            let was_there = |id: &str| self.ledger.versions(id).any(|version| version.file == entry.file);
            let annotations = self.ledger.annotations.values().filter(|other| was_there(&other.id));
            let there = annotations.filter_map(|other| self.index.annotations.get(&other.id));
            there.filter(|(draft, _)| self.index.page_of_draft[*draft] == page).count()
        };
        let mut counted: Vec<(usize, usize)> = pages.iter().map(|&page| (took(page), page)).collect();
        counted.sort_unstable();
        let (most, page) = *counted.last()?;
        let is_clear = counted.iter().rev().nth(1).is_none_or(|(second, _)| *second < most);
        is_clear.then_some(page)
    }

    fn source_heir(&self, entry: &PageEntry) -> Option<Target> {
        let is_new = |id: &str| !self.ledger.pages.contains_key(&source_path(id));
        let new = || self.material.sources.iter().enumerate().filter(|(_, source)| is_new(&source.id));
        // What was archived is itself: of two press releases neither stands for the other.
        let by_text =
            only(new().filter(|(_, source)| text_hash(&source.text) == entry.text).map(|(number, _)| number));
        by_text.map(|source| Target::Source(source, None))
    }
}

/// The only one of several; none where there are more, or none.
fn only(mut found: impl Iterator<Item = usize>) -> Option<usize> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}
