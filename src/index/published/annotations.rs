//! What became of published annotations.

use super::super::{Destination, Target, Withheld};
use super::{Tombstone, Work, permalink_path};
use crate::ledger::{Entry, State, faults};
use crate::parse::Draft;

impl Work<'_> {
    pub(super) fn annotations(&mut self) {
        let Self { ledger, .. } = *self;
        if !self.material.config.annotation_pages {
            if !ledger.annotations.is_empty() {
                self.diagnostics.push(faults::no_pages(ledger, ledger.annotations.len()));
            }
            return;
        }
        for entry in ledger.annotations.values() {
            match &entry.state {
                // What nobody answers to was told when it was looked for.
                // What stands in the text although it has ended is told there as well.
                _ if self.index.annotations.contains_key(&entry.id) => {}
                State::Live => self.withheld(entry),
                State::Retracted { on, reason, redacted } => {
                    let page = self.files.by_file.get(entry.file.as_str()).copied();
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

    /// A published annotation of a page that is not public: it may have expired, and nothing else may be.
    fn withheld(&mut self, entry: &Entry) {
        let holds =
            |draft: &Draft| draft.annotations.list.iter().position(|annotation| annotation.id == entry.id);
        let mut all = self.material.withheld.iter();
        let Some((draft, reason, place)) =
            all.find_map(|(draft, reason)| Some((draft, *reason, holds(draft)?)))
        else {
            return;
        };
        if reason == Withheld::Expired {
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
        let destination = if self.index.annotations.contains_key(to) {
            Destination::Target(Target::Annotation(to.to_owned()))
        } else if self.ledger.annotations.contains_key(to) {
            // It has a page that says what became of it, or a finding of its own.
            Destination::Address(permalink_path(to))
        } else {
            return self.diagnostics.push(faults::leads_nowhere(self.ledger, &entry.id, to));
        };
        self.found.redirects.push((permalink_path(&entry.id), destination));
    }
}
