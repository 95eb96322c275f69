//! Several lines about one thing: two branches recorded edits of it, and nobody has published since they were merged. It is
//! one entry all the same, which is known by whatever any of its lines tells.

use std::collections::BTreeMap;
use std::mem;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Entry, Ledger, PageEntry, State};

/// What the lines of annotations and of pages have in common.
pub(super) trait Recorded {
    fn since(&mut self) -> &mut Date;
    fn state(&mut self) -> &mut State;
    /// Whether both tell the same of what was published, whatever became of it.
    fn tells_the_same(&self, other: &Self) -> bool;
    /// Promises to links what another version promised.
    fn keep_promises_of(&mut self, _other: &Self) {}
}

impl Recorded for Entry {
    fn since(&mut self) -> &mut Date {
        &mut self.since
    }

    fn state(&mut self) -> &mut State {
        &mut self.state
    }

    fn tells_the_same(&self, other: &Self) -> bool {
        (&self.file, &self.kind, &self.text, &self.rests, self.nth)
            == (&other.file, &other.kind, &other.text, &other.rests, other.nth)
    }
}

impl Recorded for PageEntry {
    fn since(&mut self) -> &mut Date {
        &mut self.since
    }

    fn state(&mut self) -> &mut State {
        &mut self.state
    }

    fn tells_the_same(&self, other: &Self) -> bool {
        (&self.file, &self.title, &self.text) == (&other.file, &other.title, &other.text)
    }

    fn keep_promises_of(&mut self, other: &Self) {
        self.paragraphs = self.paragraphs.max(other.paragraphs);
        self.anchors.extend(other.anchors.iter().cloned());
        self.anchors.sort_unstable();
        self.anchors.dedup();
    }
}

/// What was added to an entry.
pub(super) enum Added {
    /// The line stands beside the one that was first.
    Beside,
    /// The line stands first from now on.
    First,
    /// The lines tell of two ends.
    TwoEnds,
}

/// Adds a further line to an entry: `first` is the one that stands for it, `others` those beside it.
pub(super) fn add<E: Recorded>(first: &mut E, others: &mut Vec<E>, mut line: E) -> Added {
    let is_live = [first.state().is_live(), line.state().is_live()];
    if is_live == [false, false] && first.state() != line.state() {
        return Added::TwoEnds;
    }
    // An end counts, for it was meant; and what was said when it ended is what is shown of it.
    let is_end = is_live == [true, false];
    if is_end {
        mem::swap(first, &mut line);
    }
    *line.state() = State::Live;
    let since = (*first.since()).min(*line.since());
    *first.since() = since;
    *line.since() = since;
    if matches!(first.state(), State::Retracted { redacted: true, .. }) {
        // What is not to be shown any more was taken out of one line, and goes with the others.
        others.clear();
    } else {
        first.keep_promises_of(&line);
        if !first.tells_the_same(&line) && !others.iter().any(|other| other.tells_the_same(&line)) {
            others.push(line);
        }
    }
    if is_end { Added::First } else { Added::Beside }
}

/// Puts another version first; what became of the entry, and what it promised, is told by the first one.
fn prefer<E: Recorded>(first: &mut E, others: &mut [E], version: usize) {
    let Some(other) = version.checked_sub(1).and_then(|place| others.get_mut(place)) else { return };
    mem::swap(first, other);
    mem::swap(first.state(), other.state());
    first.keep_promises_of(other);
}

impl Ledger {
    /// The versions in which an annotation is recorded, first the one that stands for it.
    pub fn versions(&self, id: &str) -> impl Iterator<Item = &Entry> {
        self.annotations.get(id).into_iter().chain(self.other_annotations.get(id).into_iter().flatten())
    }

    /// Likewise those of a page.
    pub fn page_versions(&self, path: &str) -> impl Iterator<Item = &PageEntry> {
        self.pages.get(path).into_iter().chain(self.other_pages.get(path).into_iter().flatten())
    }

    /// Whether there are several lines about an annotation or a page.
    #[must_use]
    pub fn has_versions(&self, name: &str) -> bool {
        self.other_annotations.contains_key(name) || self.other_pages.contains_key(name)
    }

    /// Takes out of it what is not to be shown any more: the name stays, which is the address, with its days and the reason.
    /// What it was called, where it stood and what its parts were called may tell what it said.
    pub fn redact(&mut self, name: &str) {
        if let Some(entry) = self.annotations.get_mut(name) {
            entry.file.clear();
            entry.text.clear();
            entry.rests.clear();
            entry.nth = 1;
        }
        if let Some(page) = self.pages.get_mut(name) {
            page.file.clear();
            page.title.clear();
            page.text.clear();
            page.anchors.clear();
            page.paragraphs = 0;
        }
        self.other_annotations.remove(name);
        self.other_pages.remove(name);
    }

    /// The ledger with the versions first that stand for their entries: those that annotations answered to, by their
    /// numbers, and else those whose files are there.
    #[must_use]
    pub fn settled(
        self: &Arc<Self>,
        answered: &BTreeMap<String, usize>,
        is_there: impl Fn(&str) -> bool,
    ) -> Arc<Self> {
        if self.other_annotations.is_empty() && self.other_pages.is_empty() {
            return Arc::clone(self);
        }
        let mut settled = Self::clone(self);
        for (id, others) in &mut settled.other_annotations {
            let Some(first) = settled.annotations.get_mut(id) else { continue };
            let found = answered.get(id).copied();
            let version = found.or_else(|| self.versions(id).position(|version| is_there(&version.file)));
            prefer(first, others, version.unwrap_or(0));
        }
        for (path, others) in &mut settled.other_pages {
            let Some(first) = settled.pages.get_mut(path) else { continue };
            let version = self.page_versions(path).position(|version| is_there(&version.file));
            prefer(first, others, version.unwrap_or(0));
        }
        Arc::new(settled)
    }
}
