//! What has ended and stands in the text all the same.

use std::collections::HashMap;

use super::super::said::{Candidate, Said, said_of};
use super::super::{Entry, Ledger, State};

/// What was retracted or moved, by what it said.
pub(super) struct Ended<'l> {
    ledger: &'l Ledger,
    /// By what they said, wherever; none where several said it.
    by_content: HashMap<Said<'l>, Option<&'l Entry>>,
}

impl<'l> Ended<'l> {
    pub(super) fn of(ledger: &'l Ledger) -> Self {
        // What was redacted says nothing by which it could be known.
        let is_known =
            |entry: &&Entry| !matches!(entry.state, State::Live | State::Retracted { redacted: true, .. });
        let ended = ledger.annotations.values().filter(is_known);
        let mut by_content: HashMap<Said<'_>, Option<&Entry>> = HashMap::new();
        for entry in ended {
            for version in ledger.versions(&entry.id) {
                let said = Said { nth: 0, file: "", ..said_of(version) };
                let known = by_content.entry(said).or_insert(Some(entry));
                *known = known.filter(|known| known.id == entry.id);
            }
        }
        Self { ledger, by_content }
    }

    /// The entry of one that has ended and stands in the text all the same.
    pub(super) fn find(&self, candidate: &Candidate<'_>) -> Option<&'l Entry> {
        if candidate.is_named {
            return self.ledger.annotations.get(candidate.id).filter(|entry| !entry.state.is_live());
        }
        if self.by_content.is_empty() {
            return None;
        }
        // A derived id says what was said, also where that is kept no longer.
        let first = candidate.id.split('-').next().unwrap_or_default();
        let by_id = self.ledger.annotations.get(first).filter(|entry| !entry.state.is_live());
        let said = Said { nth: 0, file: "", ..candidate.said.clone() };
        by_id.or_else(|| self.by_content.get(&said).copied().flatten())
    }
}
