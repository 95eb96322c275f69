//! The anchors of pages to which something links that is not a heading.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::diagnostic::Suggestions;
use crate::index::Headings;
use crate::parse::Draft;

/// What is known of the drafts to whose parts links lead, in one update: a page may have thousands of links to its own.
#[derive(Debug, Default)]
pub(in crate::index) struct Anchors(Mutex<HashMap<usize, Arc<OfDraft>>>);

/// What is known of one draft.
#[derive(Debug, Default)]
pub(super) struct OfDraft {
    written: OnceLock<HashSet<String>>,
    near: Suggestions,
}

impl Anchors {
    /// Those of the draft with that number.
    pub(super) fn of(&self, draft: usize) -> Arc<OfDraft> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(draft).or_default())
    }
}

impl OfDraft {
    /// Whether the author gave this id to something in HTML.
    pub(super) fn is_written(&self, id: &str, draft: &Draft) -> bool {
        self.written.get_or_init(|| written(&draft.parsed.body.html)).contains(id)
    }

    /// The anchor that may be meant by one that is not there.
    pub(super) fn nearest(&self, anchor: &str, draft: &Draft, headings: &Headings) -> Option<String> {
        let marks = draft.annotations.list.iter().map(|annotation| format!("a-{}", annotation.id));
        self.near.nearest(anchor, headings.ids.iter().cloned().chain(marks))
    }
}

/// All ids that are written in HTML.
fn written(html: &str) -> HashSet<String> {
    let quoted = ['"', '\''].into_iter().flat_map(|quote| {
        let all =
            html.match_indices("id=").filter_map(move |(at, key)| html[at + key.len()..].strip_prefix(quote));
        all.filter_map(move |rest| rest.split_once(quote))
    });
    quoted.map(|(id, _)| id.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_in_either_quotes() {
        let html = r#"<p id="a">id="b" <i id='c d' data-id="e">id=f id="open"#;
        let mut found: Vec<String> = written(html).into_iter().collect();
        found.sort_unstable();
        assert_eq!(found, ["a", "b", "c d", "e"]);
    }
}
