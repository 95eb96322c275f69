//! What stands at which address, and of which file it is made.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::{Index, Material, percent};
use super::source_path;
use crate::parse::Draft;
use crate::world::below_content;

/// What stands at which address, and of which file it is made.
pub(super) struct Addresses<'a> {
    /// Pages by their paths.
    pub(super) pages: HashMap<&'a str, usize>,
    /// Pages by their files.
    pub(super) by_file: HashMap<&'a str, usize>,
    /// Sources by their paths.
    pub(super) sources: HashMap<String, usize>,
    /// Addresses that pages have taken over, and those of which they took over parts: with the anchors.
    pub(super) aliases: BTreeMap<String, BTreeSet<Option<&'a str>>>,
    /// By page file: where its published annotations are now.
    pub(super) homes: BTreeMap<&'a str, BTreeSet<usize>>,
}

impl<'a> Addresses<'a> {
    pub(super) fn new(index: &'a Index, material: &'a Material) -> Self {
        let pages =
            index.pages.iter().enumerate().map(|(number, page)| (page.path.as_str(), number)).collect();
        let file = |draft: &'a Draft| below_content(&draft.file.path);
        let by_file = (material.drafts.iter().zip(index.page_of_draft.iter()))
            .map(|(draft, page)| (file(draft), *page));
        let sources = material.sources.iter().enumerate();
        let aliases = material.drafts.iter().flat_map(|draft| &draft.front_matter.aliases);
        let mut taken: BTreeMap<String, BTreeSet<Option<&str>>> = BTreeMap::new();
        for alias in aliases {
            if let Some(path) = &alias.path {
                taken.entry(percent(path)).or_default().insert(alias.fragment.as_deref());
            }
        }
        let mut homes: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for entry in material.ledger.annotations.values() {
            if let Some((draft, _)) = index.annotations.get(&entry.id) {
                for version in material.ledger.versions(&entry.id) {
                    homes.entry(&version.file).or_default().insert(index.page_of_draft[*draft]);
                }
            }
        }
        Self {
            pages,
            by_file: by_file.collect(),
            sources: sources.map(|(number, source)| (source_path(&source.id), number)).collect(),
            aliases: taken,
            homes,
        }
    }
}
