//! What a letter links to and is not published yet. It is told as one finding: one command publishes all of it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, TextFile};

/// So many places are shown.
const SHOWN: usize = 20;

/// What is linked, each with the places of the links.
#[derive(Debug, Default)]
pub(super) struct Unpublished {
    annotations: BTreeMap<String, Vec<Range<usize>>>,
    pages: BTreeMap<String, Vec<Range<usize>>>,
}

impl Unpublished {
    pub(super) fn annotation(&mut self, id: &str, range: Range<usize>) {
        self.annotations.entry(id.to_owned()).or_default().push(range);
    }

    pub(super) fn page(&mut self, path: &str, range: Range<usize>) {
        self.pages.entry(path.to_owned()).or_default().push(range);
    }

    /// The finding, where there is one.
    pub(super) fn told(&self, file: &Arc<TextFile>) -> Option<Diagnostic> {
        let found = Diagnostic::error(Code::Unpublished, self.message()?);
        let mut places: Vec<&Range<usize>> =
            self.annotations.values().chain(self.pages.values()).flatten().collect();
        places.sort_by_key(|range| range.start);
        places.dedup();
        let place = |found: Diagnostic, (number, range): (usize, &&Range<usize>)| {
            found.at(file, (*range).clone(), if number == 0 { "linked here" } else { "" })
        };
        let found = places.iter().enumerate().take(SHOWN).fold(found, place);
        let found = match places.len().saturating_sub(SHOWN) {
            0 => found,
            1 => found.hint("and in 1 more place"),
            more => found.hint(format!("and in {more} more places")),
        };
        Some(found.hint("`ibid publish` records it; put the site online before the letter is sent"))
    }

    fn message(&self) -> Option<String> {
        let one = |names: &BTreeMap<String, _>| names.keys().next().cloned().unwrap_or_default();
        let counted = |count: usize, what: &str| match count {
            0 => None,
            1 => Some(format!("1 {what}")),
            count => Some(format!("{count} {what}s")),
        };
        match (self.annotations.len(), self.pages.len()) {
            (0, 0) => None,
            (1, 0) => {
                let id = one(&self.annotations);
                Some(format!("the annotation `{id}` is not published yet: the link would lead nowhere"))
            }
            (0, 1) => {
                let path = one(&self.pages);
                Some(format!("the page `{path}` is not published yet: the link would lead nowhere"))
            }
            (annotations, pages) => {
                let both = [counted(annotations, "annotation"), counted(pages, "page")];
                let both = both.into_iter().flatten().collect::<Vec<_>>().join(" and ");
                Some(format!("{both} are not published yet: the links would lead nowhere"))
            }
        }
    }
}
