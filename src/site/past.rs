//! What earlier updates worked out, for the next one to take what still holds.
//!
//! Each part is kept with what it was made from. It is taken again only where all of that is the same, so that a warm
//! update comes to what a cold one does; nothing is guessed.

use std::collections::HashMap;
use std::sync::Arc;

use super::{drafts, evidence, index, sources, statics, surroundings, templates};
use crate::images;

/// What earlier updates worked out; empty for a site that is seen for the first time.
#[derive(Default)]
pub struct Past {
    pub(super) surroundings: surroundings::Kept,
    pub(super) sources: sources::Kept,
    pub(super) drafts: drafts::Kept,
    pub(super) evidence: evidence::Kept,
    pub(super) index: index::Kept,
    pub(super) statics: statics::Kept,
    pub(super) templates: templates::Kept,
    pub(super) pictures: Option<Arc<images::Pictures>>,
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

    pub(super) fn forget_all(&mut self) {
        self.0.clear();
    }

    /// Forgets what is there no longer; `count` things are.
    pub(super) fn retain<'n>(&mut self, names: impl Iterator<Item = &'n str>, count: usize) {
        if self.0.len() > count {
            let names: std::collections::HashSet<&str> = names.collect();
            self.0.retain(|name, _| names.contains(name.as_str()));
        }
    }
}
