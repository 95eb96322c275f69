//! What a ledger says that the one before it did not.

use std::collections::BTreeSet;

use crate::furniture::ANCHOR;
use crate::ledger::{Entry, Ledger, PageEntry, State};

/// The difference between two ledgers. What was there before comes first in each pair.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct News<'l> {
    /// Annotations that were not published before.
    pub annotations: Vec<&'l Entry>,
    /// Pages likewise, but for those that stood elsewhere.
    pub pages: Vec<&'l PageEntry>,
    /// Pages that stand elsewhere now, with the paths that they lead to.
    pub moved: Vec<(&'l PageEntry, &'l str)>,
    /// Annotations that say something else, or rest on something else.
    pub reworded: Vec<(&'l Entry, &'l Entry)>,
    /// Annotations that stand in another file, and say what they said.
    pub carried: Vec<(&'l Entry, &'l Entry)>,
    /// Pages at the address that they had, of which something is another.
    pub edited: Vec<(&'l PageEntry, &'l PageEntry)>,
    /// Corrections of pages that were public before, each with its page and its anchor there.
    pub corrections: Vec<(&'l PageEntry, &'l str)>,
    /// How many annotations are only counted otherwise among those that say the same.
    pub counted: usize,
    /// How many annotations and pages had a line from each of two branches, and have one again.
    pub joined: usize,
}

impl<'l> News<'l> {
    /// Compares a ledger with the one before it.
    #[must_use]
    pub fn of(before: &'l Ledger, now: &'l Ledger) -> Self {
        let mut news = Self::default();
        let is_joined = |name: &str| usize::from(before.has_versions(name) && !now.has_versions(name));
        for (id, entry) in &now.annotations {
            match before.annotations.get(id) {
                None => news.annotations.push(entry),
                Some(known) if known == entry => news.joined += is_joined(id),
                Some(known) if says(known) != says(entry) => news.reworded.push((known, entry)),
                Some(known) if known.file != entry.file => news.carried.push((known, entry)),
                Some(_) => news.counted += 1,
            }
        }
        for (path, page) in &now.pages {
            match (before.pages.get(path), &page.state) {
                (None, _) => news.pages.push(page),
                (Some(known), State::Moved { to, .. }) if known.state.is_live() => {
                    news.moved.push((known, to));
                }
                (Some(known), _) if known != page => news.edited.push((known, page)),
                (Some(_), _) => news.joined += is_joined(path),
            }
        }
        let moved = news.moved.iter().filter_map(|(known, to)| Some((*known, now.pages.get(*to)?)));
        let pairs: Vec<_> = news.edited.iter().copied().chain(moved).collect();
        news.corrections = pairs.into_iter().flat_map(|(known, page)| new_corrections(known, page)).collect();
        let ends: BTreeSet<&str> = news.moved.iter().map(|(_, to)| *to).collect();
        news.pages.retain(|page| !ends.contains(page.path.as_str()));
        news
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// `3 new annotations, 1 page moved`.
    #[must_use]
    pub fn words(&self) -> String {
        let counts = [
            (self.annotations.len(), ["new annotation", "new annotations"]),
            (self.pages.len(), ["new page", "new pages"]),
            (self.reworded.len(), ["annotation reworded", "annotations reworded"]),
            (self.carried.len(), ["annotation in another file", "annotations in other files"]),
            (self.moved.len(), ["page moved", "pages moved"]),
            (self.edited.len(), ["page edited", "pages edited"]),
            (self.corrections.len(), ["correction", "corrections"]),
            (self.joined, ["entry merged", "entries merged"]),
            (self.counted, ["annotation in another order", "annotations in another order"]),
        ];
        let words = counts.iter().filter(|(count, _)| *count > 0);
        let words =
            words.map(|(count, [one, many])| format!("{count} {}", if *count == 1 { one } else { many }));
        words.collect::<Vec<_>>().join(", ")
    }
}

/// What readers are told by an annotation.
fn says(entry: &Entry) -> (&str, &str, &[(String, String)]) {
    (&entry.kind, &entry.text, &entry.rests)
}

/// The corrections of a page that it did not have before.
fn new_corrections<'l>(before: &PageEntry, now: &'l PageEntry) -> Vec<(&'l PageEntry, &'l str)> {
    let is_new = |anchor: &&String| anchor.starts_with(ANCHOR) && !before.anchors.contains(anchor);
    now.anchors.iter().filter(is_new).map(|anchor| (now, anchor.as_str())).collect()
}
