//! Where pages went whose address is no longer there, so that a tab that shows one can follow.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

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
        if Arc::ptr_eq(&old.pages, &new.pages) {
            return;
        }
        let there: HashSet<&str> = new.pages.iter().map(|page| page.path.as_str()).collect();
        let mut gone = old.pages.iter().filter(|page| !there.contains(page.path.as_str())).peekable();
        if gone.peek().is_some() {
            let heirs = Heirs::new(before, after);
            for page in gone {
                let Some(draft) = page.draft.map(|draft| &*before.material().drafts[draft]) else { continue };
                if let Some(number) = heirs.of(draft) {
                    let path = &new.pages[new.page_of_draft[number]].path;
                    self.add(folder_of(&page.path), folder_of(path));
                }
            }
        }
        self.0.retain(|from, _| !there.contains(format!("/{from}").as_str()));
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

/// What drafts became.
struct Heirs<'a> {
    by_file: HashMap<&'a str, usize>,
    /// Drafts whose files were not there before.
    new: Vec<(usize, &'a Draft)>,
}

impl<'a> Heirs<'a> {
    fn new(before: &Site, after: &'a Site) -> Self {
        let known: HashSet<&str> =
            before.material().drafts.iter().map(|draft| draft.file.path.as_str()).collect();
        let drafts = || after.material().drafts.iter().map(|draft| &**draft).enumerate();
        let is_new = |(_, draft): &(usize, &Draft)| !known.contains(draft.file.path.as_str());
        Self {
            by_file: drafts().map(|(number, draft)| (draft.file.path.as_str(), number)).collect(),
            new: drafts().filter(is_new).collect(),
        }
    }

    /// The draft of the same file, or of a new file that says the same, or has the same annotations or the same title.
    fn of(&self, draft: &Draft) -> Option<usize> {
        let find = |is_it: &dyn Fn(&Draft) -> bool| {
            self.new.iter().find(|(_, other)| is_it(other)).map(|(number, _)| *number)
        };
        let ids = |draft: &Draft| draft.annotations.list.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
        let own = ids(draft);
        let same_file = self.by_file.get(draft.file.path.as_str()).copied();
        same_file
            .or_else(|| find(&|other| other.file.text == draft.file.text))
            .or_else(|| find(&|other| !own.is_empty() && ids(other) == own))
            .or_else(|| find(&|other| other.front_matter.title == draft.front_matter.title))
    }
}
