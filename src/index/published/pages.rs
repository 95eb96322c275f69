//! What became of published pages, those of sources included.

use super::super::{Destination, Target, Withheld};
use super::{Tombstone, Work};
use crate::ledger::{PageEntry, State, faults};
use crate::world::below_content;

impl<'a> Work<'a> {
    pub(super) fn pages(&mut self) {
        let Self { ledger, .. } = *self;
        for page in ledger.pages.values() {
            if let Some(to) = self.page(page) {
                self.hand_on(page, &to);
            }
        }
    }

    /// Sees to it that something stands at an address. Gives the page, or the source, at which links to it arrive.
    fn page(&mut self, page: &'a PageEntry) -> Option<Target> {
        match (&page.state, self.addresses.at(&page.path)) {
            (State::Live, Some(here)) => return Some(here),
            (_, Some(here)) if self.is_meant(page, &here) => return Some(here),
            (_, Some(here)) => self.back(page, &here),
            (state, None) => {
                // A page has taken the address over, or pages what is left of it.
                if let Some(by) = self.addresses.taken_over(&page.path, None) {
                    return Some(Target::Page(by, None));
                }
                match state {
                    // What was really made of the site's files comes first.
                    _ if self.addresses.is_made(&page.path) => {}
                    State::Live => return self.look_for(page),
                    _ if self.addresses.is_divided(&page.path) => {}
                    State::Retracted { on, reason, redacted } => {
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
                    State::Moved { .. } => return self.page_moved(page),
                }
            }
        }
        None
    }

    /// Whether a page that has ended is back without a doubt: nobody wrote what stands there now, or what led on from there
    /// has come back, and stands where it led to no longer.
    fn is_meant(&self, page: &PageEntry, here: &Target) -> bool {
        let Target::Page(number, _) = here else { return false };
        let Some(draft) = self.index.pages[*number].draft.map(|draft| &self.material.drafts[draft]) else {
            return true;
        };
        let leads_on = draft.front_matter.redirect_to.is_some();
        let has_gone = |to: &str| self.addresses.at(to).is_none() || to == page.path;
        let is_back = matches!(page.state, State::Moved { .. })
            && below_content(&draft.file.path) == page.file
            && self.ledger.page_destination(&page.path).is_none_or(has_gone);
        leads_on || is_back
    }

    /// A page that has ended, and stands there all the same.
    fn back(&mut self, page: &PageEntry, here: &Target) {
        let file = match here {
            Target::Page(number, _) => {
                self.index.pages[*number].draft.map(|draft| &self.material.drafts[draft].file)
            }
            Target::Source(source, _) => Some(&self.material.sources[*source].file),
            Target::Annotation(_) | Target::Retracted(_) => None,
        };
        self.diagnostics.push(faults::page_back(self.ledger, page, file));
    }

    /// Where a page went that is not where it was.
    fn look_for(&mut self, page: &'a PageEntry) -> Option<Target> {
        if let Some(to) = self.heir(page) {
            self.found.redirects.push((page.path.clone(), Destination::Target(to.clone())));
            return Some(to);
        }
        if self.addresses.is_divided(&page.path) {
            // Pages have taken over its parts, and what stands there lists them.
            return None;
        }
        let of_file = |draft: &str| below_content(draft).cmp(page.file.as_str());
        let withheld = self.material.withheld.binary_search_by(|(draft, _)| of_file(&draft.file.path));
        match withheld.map(|number| &self.material.withheld[number]) {
            Ok((draft, Withheld::Expired)) => {
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
            Ok((draft, reason)) => {
                let found = faults::page_withheld(self.ledger, &page.path, &draft.file, reason.words());
                self.diagnostics.push(found);
            }
            Err(_) => self.diagnostics.push(faults::page_gone(self.ledger, page)),
        }
        None
    }

    fn page_moved(&mut self, page: &'a PageEntry) -> Option<Target> {
        let Some(to) = self.ledger.page_destination(&page.path) else {
            self.diagnostics.push(faults::circle(self.ledger, &page.path));
            return None;
        };
        let target = self.addresses.at(to).or_else(|| {
            let other = self.ledger.pages.get(to)?;
            other.state.is_live().then(|| self.heir(other)).flatten()
        });
        let destination = match &target {
            Some(target) => Destination::Target(target.clone()),
            // It says itself what became of it.
            None if self.ledger.pages.contains_key(to) => Destination::Address(to.to_owned()),
            None => {
                self.diagnostics.push(faults::leads_nowhere(self.ledger, &page.path, to));
                return None;
            }
        };
        self.found.redirects.push((page.path.clone(), destination));
        target
    }
}
