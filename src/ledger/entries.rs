//! The annotations of drafts as the ledger records them.

use std::sync::Arc;

use jiff::civil::Date;

use super::said::{Candidate, candidates};
use super::{Entry, State};
use crate::parse::Draft;

/// An entry for each annotation, published on that day.
#[must_use]
pub fn entries(drafts: &[Arc<Draft>], since: Date) -> Vec<Entry> {
    let entry = |candidate: Candidate<'_>| Entry {
        id: candidate.id.to_owned(),
        file: candidate.said.file.to_owned(),
        kind: candidate.said.kind.to_owned(),
        text: candidate.said.text.into_owned(),
        rests: candidate
            .said
            .rests
            .into_iter()
            .map(|(source, words)| (source.to_owned(), words.into_owned()))
            .collect(),
        nth: candidate.said.nth,
        since,
        state: State::Live,
    };
    candidates(drafts).into_iter().map(entry).collect()
}
