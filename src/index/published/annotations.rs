//! What became of published annotations.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::super::{Destination, Withheld};
use super::{Tombstone, Work, permalink_path};
use crate::ledger::{Entry, State, faults};

/// What stands on pages that are not public: by id, the page and the place in its list.
type Withholding<'a> = HashMap<&'a str, (usize, usize)>;

impl<'a> Work<'a> {
    pub(super) fn annotations(&mut self) {
        let Self { ledger, .. } = *self;
        if !self.material.config.annotation_pages {
            if !ledger.annotations.is_empty() {
                self.diagnostics.push(faults::no_pages(ledger, ledger.annotations.len()));
            }
            return;
        }
        let withheld = OnceCell::new();
        for entry in ledger.annotations.values() {
            self.note_home(entry);
            if ledger.has_versions(&entry.id) {
                ledger.versions(&entry.id).skip(1).for_each(|version| self.note_home(version));
            }
            match &entry.state {
                // What nobody answers to was told when it was looked for.
                // What stands in the text although it has ended is told there as well.
                _ if self.index.annotations.contains_key(&entry.id) => {}
                State::Live => self.withheld(entry, withheld.get_or_init(|| self.withholding())),
                State::Retracted { on, reason, redacted } => {
                    let page = self.index.by_file.get(&entry.file).copied();
                    let shown = (!redacted).then(|| entry.clone());
                    let path = permalink_path(&entry.id);
                    let reason = Some(reason.clone());
                    self.found.tombstones.push(Tombstone {
                        path,
                        on: Some(*on),
                        reason,
                        annotation: shown,
                        title: None,
                        page,
                    });
                }
                State::Moved { .. } => self.moved(entry),
            }
        }
    }

    fn withholding(&self) -> Withholding<'a> {
        let of_draft = |number: usize| {
            let annotations = self.material.withheld[number].0.annotations.list.iter().enumerate();
            annotations.map(move |(place, annotation)| (annotation.id.as_str(), (number, place)))
        };
        // Of two of one name the first counts.
        (0..self.material.withheld.len()).rev().flat_map(of_draft).collect()
    }

    /// A published annotation of a page that is not public: it may have expired, and nothing else may be.
    fn withheld(&mut self, entry: &Entry, withheld: &Withholding<'_>) {
        let Some(&(number, place)) = withheld.get(entry.id.as_str()) else { return };
        let (draft, reason) = &self.material.withheld[number];
        if *reason == Withheld::Expired {
            let path = permalink_path(&entry.id);
            let annotation = Some(entry.clone());
            self.found.tombstones.push(Tombstone {
                path,
                on: draft.front_matter.expires,
                reason: None,
                annotation,
                title: None,
                page: None,
            });
            return;
        }
        let range = draft.annotations.list[place].range.clone();
        let spot = faults::Spot { file: draft.file.clone(), range };
        self.diagnostics.push(faults::withheld(self.ledger, &entry.id, &spot, reason.words()));
    }

    fn moved(&mut self, entry: &Entry) {
        let Some(to) = self.ledger.destination(&entry.id) else {
            return self.diagnostics.push(faults::circle(self.ledger, &entry.id));
        };
        let destination = if let Some(target) = self.index.annotation(self.material, to) {
            Destination::Target(target)
        } else if self.ledger.annotations.contains_key(to) {
            // It has expired and says so, or has a finding of its own.
            Destination::Address(permalink_path(to))
        } else {
            return self.diagnostics.push(faults::leads_nowhere(self.ledger, &entry.id, to));
        };
        self.found.redirects.push((permalink_path(&entry.id), destination));
    }
}
