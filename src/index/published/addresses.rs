//! What stands at which address, and who has taken over which.

use std::collections::{BTreeMap, HashMap};

use super::super::{Index, Material, Target, percent};
use super::source_path;

/// What stands at which address, and who has taken over which.
pub(super) struct Addresses<'a> {
    /// Pages by their paths.
    pages: HashMap<&'a str, usize>,
    /// Sources by their paths.
    sources: HashMap<String, usize>,
    /// The pages that have taken over an address, or the part of it behind an anchor.
    aliases: HashMap<String, BTreeMap<Option<&'a str>, usize>>,
}

impl<'a> Addresses<'a> {
    pub(super) fn new(index: &'a Index, material: &'a Material) -> Self {
        let pages = index.pages.iter().enumerate().map(|(number, page)| (page.path.as_str(), number));
        let sources = material.sources.iter().enumerate();
        let mut aliases: HashMap<String, BTreeMap<Option<&str>, usize>> = HashMap::new();
        for (draft, page) in material.drafts.iter().zip(index.page_of_draft.iter()) {
            for alias in &draft.front_matter.aliases {
                if let Some(path) = &alias.path {
                    aliases.entry(percent(path)).or_default().insert(alias.fragment.as_deref(), *page);
                }
            }
        }
        Self {
            pages: pages.collect(),
            sources: sources.map(|(number, source)| (source_path(&source.id), number)).collect(),
            aliases,
        }
    }

    /// The page, or the source, that stands at an address.
    pub(super) fn at(&self, path: &str) -> Option<Target> {
        let source = || self.sources.get(path).map(|source| Target::Source(*source, None));
        self.pages.get(path).map(|page| Target::Page(*page, None)).or_else(source)
    }

    /// The page that has taken over an address, or the part of it behind an anchor.
    pub(super) fn taken_over(&self, path: &str, anchor: Option<&str>) -> Option<usize> {
        self.takers(path).find_map(|takers| takers.get(&anchor).copied())
    }

    /// Whether pages have taken over an address, or parts of it.
    pub(super) fn is_divided(&self, path: &str) -> bool {
        self.takers(path).next().is_some()
    }

    fn takers(&self, path: &str) -> impl Iterator<Item = &BTreeMap<Option<&'a str>, usize>> {
        // Most sites have no aliases, and most addresses none that lead on from them.
        let known = (!self.aliases.is_empty()).then(|| [path, path.trim_end_matches('/')]);
        known.into_iter().flatten().filter_map(|path| self.aliases.get(path))
    }
}
