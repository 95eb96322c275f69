//! Which page took over what stood at an address.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::Target;
use super::{Work, source_path};
use crate::ledger::{PageEntry, language_of, text_hash};
use crate::world::below_content;

/// By what the heirs of pages are known; most of it is gathered for the first page that is looked for.
#[derive(Default)]
pub(super) struct Heirs<'a> {
    /// By file that is gone: where its published annotations are now, with how many of them.
    pub(super) homes: HashMap<&'a str, BTreeMap<usize, usize>>,
    new: OnceCell<New<'a>>,
    found: HashMap<&'a str, Option<Target>>,
}

impl Heirs<'_> {
    /// Whether any page was looked for by its text.
    pub(super) fn rest_on_texts(&self) -> bool {
        self.new.get().is_some()
    }
}

/// Pages and sources that were not published where they are now; none where several are alike.
#[derive(Default)]
struct New<'a> {
    /// Pages by language and hash of their texts.
    by_text: HashMap<(&'a str, String), Option<usize>>,
    /// Pages by language, folder and title.
    by_title: HashMap<[&'a str; 3], Option<usize>>,
    /// Sources by the hash of their texts.
    sources: HashMap<String, Option<usize>>,
}

impl<'a> Work<'a> {
    /// The one page that took over what stood at an address: it is made of the same file, all the annotations went there, or
    /// it has the same text or, in the same folder, the same title. Of a page that is recorded in several versions, any of
    /// them counts.
    pub(super) fn heir(&mut self, entry: &'a PageEntry) -> Option<Target> {
        if let Some(known) = self.heirs.found.get(entry.path.as_str()) {
            return known.clone();
        }
        let found = self.ledger.page_versions(&entry.path).find_map(|version| self.heir_of(version));
        self.heirs.found.insert(&entry.path, found.clone());
        found
    }

    fn heir_of(&self, entry: &PageEntry) -> Option<Target> {
        if let Some(page) = self.index.by_file.get(&entry.file) {
            return Some(Target::Page(*page, None));
        }
        let new = || self.heirs.new.get_or_init(|| self.unpublished());
        // What was archived is itself: of two press releases neither stands for the other.
        if entry.file.starts_with("sources/") {
            let source = new().sources.get(&entry.text).copied().flatten();
            return source.map(|source| Target::Source(source, None));
        }
        if let Some(homes) = self.heirs.homes.get(entry.file.as_str()) {
            // Where it was divided, most of it went somewhere.
            return most(homes).map(|page| Target::Page(page, None));
        }
        let language = language_of(&entry.file);
        let by_text = new().by_text.get(&(language, entry.text.clone())).copied().flatten();
        let title = [language, folder(&entry.file), &entry.title];
        let page = by_text.or_else(|| new().by_title.get(&title).copied().flatten());
        page.map(|page| Target::Page(page, None))
    }

    fn unpublished(&self) -> New<'a> {
        let standing = |page: &&PageEntry| {
            page.state.is_live() && matches!(self.addresses.at(&page.path), Some(Target::Page(..)))
        };
        let published: HashSet<&str> =
            self.ledger.pages.values().filter(standing).map(|page| page.file.as_str()).collect();
        // Files without a text of their own are all alike.
        let nothing = text_hash("");
        let mut new = New::default();
        for (draft, page) in self.material.drafts.iter().zip(self.index.page_of_draft.iter()) {
            let file = below_content(&draft.file.path);
            if published.contains(file) {
                continue;
            }
            let text = text_hash(&draft.file.text[draft.body_start..]);
            if text != nothing {
                add(&mut new.by_text, (language_of(file), text), *page);
            }
            let title = [language_of(file), folder(file), self.index.pages[*page].title.as_str()];
            add(&mut new.by_title, title, *page);
        }
        for (number, source) in self.material.sources.iter().enumerate() {
            if !self.ledger.pages.contains_key(&source_path(&source.id)) {
                add(&mut new.sources, text_hash(&source.text), number);
            }
        }
        new
    }
}

/// The folder of a file.
fn folder(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Adds something under a key that only one may have.
fn add<K: std::hash::Hash + Eq>(map: &mut HashMap<K, Option<usize>>, key: K, number: usize) {
    map.entry(key).and_modify(|known| *known = None).or_insert(Some(number));
}

/// Of several pages that took over a page's annotations, the one that took most of them.
fn most(homes: &BTreeMap<usize, usize>) -> Option<usize> {
    let most = homes.values().max()?;
    let mut first = homes.iter().filter(|(_, count)| *count == most);
    let (page, _) = first.next()?;
    first.next().is_none().then_some(*page)
}
