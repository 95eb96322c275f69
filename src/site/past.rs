//! What earlier updates worked out, for the next one to take what still holds.
//!
//! Each part is kept with what it was made from. It is taken again only where all of that is the same, so that a warm
//! update comes to what a cold one does; nothing is guessed.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::{drafts, evidence, index, ledger, sources, statics, surroundings, templates};
use crate::images;
use crate::world::Changes;

/// What earlier updates worked out; empty for a site that is seen for the first time.
#[derive(Default)]
pub struct Past {
    pub(super) surroundings: surroundings::Kept,
    pub(super) sources: sources::Kept,
    pub(super) drafts: drafts::Kept,
    pub(super) ledger: ledger::Kept,
    pub(super) evidence: evidence::Kept,
    pub(super) index: index::Kept,
    pub(super) statics: statics::Kept,
    pub(super) templates: templates::Kept,
    pub(super) pictures: Option<Arc<images::Pictures>>,
}

/// Things that are made one by one of files, in the order of their names.
pub(super) struct InOrder<T> {
    names: Vec<String>,
    made: Vec<Option<T>>,
}

impl<T> Default for InOrder<T> {
    fn default() -> Self {
        Self { names: Vec::new(), made: Vec::new() }
    }
}

impl<T> InOrder<T> {
    /// Has a place for each of these names and no others; both lists are sorted. What was made of a name stays.
    pub(super) fn arrange(&mut self, names: &[String]) {
        if self.names == names {
            return;
        }
        let mut known = self.names.drain(..).zip(self.made.drain(..)).peekable();
        let mut made = Vec::with_capacity(names.len());
        for name in names {
            while known.next_if(|(other, _)| other < name).is_some() {}
            made.push(known.next_if(|(other, _)| other == name).and_then(|(_, made)| made));
        }
        drop(known);
        (self.names, self.made) = (names.to_vec(), made);
    }

    /// Nothing is made of any name.
    pub(super) fn forget_all(&mut self) {
        self.made.fill_with(|| None);
    }

    /// The places of which nothing is made, and those whose files changed, in order.
    pub(super) fn missing(&self, changes: &Changes) -> Vec<usize> {
        let Changes::Paths(paths) = changes else { return (0..self.names.len()).collect() };
        let mut places: Vec<usize> =
            (0..self.made.len()).filter(|&place| self.made[place].is_none()).collect();
        places.extend(paths.iter().flat_map(|path| self.at(path)));
        places.sort_unstable();
        places.dedup();
        places
    }

    /// The places of a file, or of all in a folder.
    fn at(&self, path: &str) -> Vec<usize> {
        let within = |folder: &str| -> Range<usize> {
            let start = self.names.partition_point(|name| name.as_str() < folder);
            let length = self.names[start..].partition_point(|name| name.starts_with(folder));
            start..start + length
        };
        if path.is_empty() {
            return (0..self.names.len()).collect();
        }
        let file = self.names.binary_search_by(|name| name.as_str().cmp(path)).ok();
        file.into_iter().chain(within(&format!("{path}/"))).collect()
    }

    pub(super) fn get(&self, place: usize) -> Option<&T> {
        self.made[place].as_ref()
    }

    pub(super) fn set(&mut self, place: usize, made: Option<T>) {
        self.made[place] = made;
    }
}

/// Things by name that are made one by one.
pub(super) struct ByName<T>(HashMap<String, T>);

impl<T> Default for ByName<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T> ByName<T> {
    pub(super) fn get(&self, name: &str) -> Option<&T> {
        self.0.get(name)
    }

    pub(super) fn keep(&mut self, name: &str, made: T) {
        self.0.insert(name.to_owned(), made);
    }

    pub(super) fn forget(&mut self, name: &str) {
        self.0.remove(name);
    }

    /// Forgets what is there no longer; `count` things are.
    pub(super) fn retain<'n>(&mut self, names: impl Iterator<Item = &'n str>, count: usize) {
        if self.0.len() > count {
            let names: std::collections::HashSet<&str> = names.collect();
            self.0.retain(|name, _| names.contains(name.as_str()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn what_was_made_of_a_name_follows_it() {
        let mut list = InOrder::default();
        list.arrange(&names(&["a", "b/1", "b/2", "c"]));
        assert_eq!(list.missing(&Changes::from_iter([""; 0])), [0, 1, 2, 3]);
        (0..4).for_each(|place| list.set(place, Some(place)));
        list.arrange(&names(&["b/2", "bb", "c", "d"]));
        assert_eq!(
            (0..4).map(|place| list.get(place).copied()).collect::<Vec<_>>(),
            [Some(2), None, Some(3), None]
        );
    }

    #[test]
    fn files_that_changed_are_made_again_and_those_in_folders() {
        let mut list = InOrder::default();
        list.arrange(&names(&["a", "b-1", "b/1", "b/2", "b0", "c"]));
        (0..6).for_each(|place| list.set(place, Some(())));
        let missing = |list: &InOrder<()>, paths: &[&str]| list.missing(&paths.iter().copied().collect());
        assert_eq!(missing(&list, &["b"]), [2, 3]);
        assert_eq!(missing(&list, &["b/2", "c", "d"]), [3, 5]);
        assert_eq!(missing(&list, &[""]), [0, 1, 2, 3, 4, 5]);
        list.set(0, None);
        assert_eq!(missing(&list, &["c"]), [0, 5]);
        assert_eq!(list.missing(&Changes::All), [0, 1, 2, 3, 4, 5]);
    }
}
