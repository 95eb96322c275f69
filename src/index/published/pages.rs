//! What became of published pages, those of sources included.

use super::super::{Destination, Target, Withheld};
use super::{Tombstone, Work};
use crate::ledger::{PageEntry, State, faults};
use crate::world::below_content;

impl Work<'_> {
    pub(super) fn pages(&mut self) {
        let Self { ledger, .. } = *self;
        for page in ledger.pages.values() {
            let (number, source) =
                (self.files.pages.get(page.path.as_str()), self.files.sources.get(&page.path));
            match (&page.state, number, source) {
                (State::Live, Some(&number), _) => self.keep_anchors(page, number),
                (State::Live, None, Some(&source)) => self.keep_source_anchors(page, source),
                (_, Some(&number), _) => {
                    let draft = self.index.pages[number].draft.map(|draft| &self.material.drafts[draft].file);
                    self.diagnostics.push(faults::page_back(self.ledger, page, draft));
                }
                (_, None, Some(&source)) => {
                    let file = &self.material.sources[source].file;
                    self.diagnostics.push(faults::page_back(self.ledger, page, Some(file)));
                }
                // A page has taken the address over, or pages what is left of it.
                _ if self.is_taken_over(&page.path, None) => {}
                (State::Retracted { .. } | State::Moved { .. }, ..) if self.is_divided(&page.path) => {}
                (State::Live, None, None) => self.look_for(page),
                (State::Retracted { on, reason, redacted }, None, None) => {
                    let title = (!redacted).then(|| page.title.clone());
                    let (path, reason) = (page.path.clone(), Some(reason.clone()));
                    self.found.tombstones.push(Tombstone {
                        path,
                        on: Some(*on),
                        reason,
                        annotation: None,
                        title,
                        page: None,
                    });
                }
                (State::Moved { .. }, None, None) => self.page_moved(page),
            }
        }
    }

    /// Where a page went that is not where it was.
    fn look_for(&mut self, page: &PageEntry) {
        if let Some(to) = self.heir(page) {
            self.found.redirects.push((page.path.clone(), Destination::Target(to)));
            return;
        }
        if self.is_divided(&page.path) {
            // Pages have taken over its parts, and what stands there lists them.
            return;
        }
        let mut withheld = self.material.withheld.iter();
        match withheld.find(|(draft, _)| below_content(&draft.file.path) == page.file) {
            Some((draft, Withheld::Expired)) => {
                let (path, title, on) =
                    (page.path.clone(), Some(page.title.clone()), draft.front_matter.expires);
                self.found.tombstones.push(Tombstone {
                    path,
                    on,
                    reason: None,
                    annotation: None,
                    title,
                    page: None,
                });
            }
            Some((draft, reason)) => {
                let found = faults::page_withheld(self.ledger, &page.path, &draft.file, reason.words());
                self.diagnostics.push(found);
            }
            None => self.diagnostics.push(faults::page_gone(self.ledger, page)),
        }
    }

    fn page_moved(&mut self, page: &PageEntry) {
        let Some(to) = self.ledger.page_destination(&page.path) else {
            return self.diagnostics.push(faults::circle(self.ledger, &page.path));
        };
        let target = (self.files.pages.get(to).map(|page| Target::Page(*page, None)))
            .or_else(|| self.files.sources.get(to).map(|source| Target::Source(*source, None)));
        let destination = match target {
            Some(target) => Destination::Target(target),
            None => match self.ledger.pages.get(to) {
                // It leads on itself, or says what became of it.
                Some(other) => match (&other.state, self.heir(other)) {
                    (State::Live, Some(heir)) => Destination::Target(heir),
                    _ => Destination::Address(to.to_owned()),
                },
                None => return self.diagnostics.push(faults::leads_nowhere(self.ledger, &page.path, to)),
            },
        };
        self.found.redirects.push((page.path.clone(), destination));
    }
}
