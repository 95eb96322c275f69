//! Where pages went whose address is no longer there, so that a tab that shows one can follow.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::index::folder_of;
use crate::parse::Draft;
use crate::site::Site;

/// As many are remembered.
const MOST: usize = 1_000;

/// The new addresses by the old ones, both as folders of the output: `briefings/x/`.
#[derive(Debug, Default)]
pub(super) struct Moves(BTreeMap<String, String>);

impl Moves {
    /// Where a page is now.
    pub(super) fn get(&self, folder: &str) -> Option<&str> {
        self.0.get(folder).map(String::as_str)
    }

    /// Looks which pages of one site have another address in the next.
    pub(super) fn note(&mut self, before: &Site, after: &Site) {
        let (old, new) = (before.index(), after.index());
        if std::ptr::eq(old, new) {
            return;
        }
        let there: HashMap<&str, usize> =
            new.pages.iter().enumerate().map(|(number, page)| (page.path.as_str(), number)).collect();
        for page in old.pages.iter().filter(|page| !there.contains_key(page.path.as_str())) {
            let Some(draft) = page.draft.map(|draft| &*before.material().drafts[draft]) else { continue };
            if let Some(number) = successor(draft, before, after) {
                let path = &new.pages[new.page_of_draft[number]].path;
                self.add(folder_of(&page.path), folder_of(path));
            }
        }
        self.0.retain(|from, _| !there.contains_key(format!("/{from}").as_str()));
    }

    fn add(&mut self, from: String, to: String) {
        // Who asks for an address of long ago is led to where the page is now.
        for known in self.0.values_mut().filter(|known| **known == from) {
            known.clone_from(&to);
        }
        self.0.insert(from, to);
        while self.0.len() > MOST {
            self.0.pop_first();
        }
    }
}

/// The draft that a draft became: that of its file, or a new file that says the same, or one with the same annotations
/// or the same title.
fn successor(draft: &Draft, before: &Site, after: &Site) -> Option<usize> {
    let drafts = &after.material().drafts;
    if let Some(same) = drafts.iter().position(|other| other.file.path == draft.file.path) {
        return Some(same);
    }
    let known: HashSet<&str> =
        before.material().drafts.iter().map(|draft| draft.file.path.as_str()).collect();
    let new = || drafts.iter().enumerate().filter(|(_, other)| !known.contains(other.file.path.as_str()));
    let find =
        |is_it: &dyn Fn(&Draft) -> bool| new().find(|(_, other)| is_it(other)).map(|(number, _)| number);
    let ids = |draft: &Draft| draft.annotations.list.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
    let has_ids = !draft.annotations.list.is_empty();
    find(&|other| other.file.text == draft.file.text)
        .or_else(|| find(&|other| has_ids && ids(other) == ids(draft)))
        .or_else(|| find(&|other| other.front_matter.title == draft.front_matter.title))
}
