//! What may be meant by anchors that are not there.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostic::Suggestions;
use crate::index::Headings;
use crate::parse::Draft;

/// By draft, what may be meant in it, in one update: a page may have thousands of links to its own parts.
#[derive(Debug, Default)]
pub(in crate::index) struct Anchors(Mutex<HashMap<usize, Arc<Suggestions>>>);

impl Anchors {
    /// The anchor of the draft with that number that may be meant by one that is not there.
    pub(super) fn nearest(
        &self,
        anchor: &str,
        number: usize,
        draft: &Draft,
        headings: &Headings,
    ) -> Option<String> {
        let near = {
            let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(known.entry(number).or_default())
        };
        let marks = draft.annotations.list.iter().map(|annotation| format!("a-{}", annotation.id));
        let written = draft.parsed.html_ids.iter().cloned();
        near.nearest(anchor, headings.ids.iter().cloned().chain(marks).chain(written))
    }
}
