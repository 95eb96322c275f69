//! What stands at which address, and who has taken over which.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::{Index, Material, Target, folder_of, percent};
use super::source_path;

/// What stands at which address, and who has taken over which.
pub(super) struct Addresses<'a> {
    /// Pages by their paths.
    pages: HashMap<&'a str, usize>,
    /// Sources by their paths.
    sources: HashMap<String, usize>,
    /// The pages that have taken over an address, or the part of it behind an anchor.
    aliases: HashMap<String, BTreeMap<Option<&'a str>, usize>>,
    /// Files of the output in which something else stands than pages and sources: terms, lists, the search.
    made: OnceCell<HashSet<String>>,
    index: &'a Index,
    material: &'a Material,
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
            made: OnceCell::new(),
            index,
            material,
        }
    }

    /// The page, or the source, that stands at an address.
    pub(super) fn at(&self, path: &str) -> Option<Target> {
        let source = || self.sources.get(path).map(|source| Target::Source(*source, None));
        self.pages.get(path).map(|page| Target::Page(*page, None)).or_else(source)
    }

    /// Whether something else stands at an address: what ibid makes itself, a static file, a file beside a page.
    pub(super) fn is_made(&self, path: &str) -> bool {
        let Material { config, drafts, copied, .. } = self.material;
        let file = file_of(path);
        let made = || self.index.made(config, drafts).map(|(address, _)| file_of(&address)).collect();
        copied.contains(&file) || self.made.get_or_init(made).contains(&file) || self.is_beside(path)
    }

    /// Whether a file beside a page stands at an address.
    fn is_beside(&self, path: &str) -> bool {
        let mut folders = path.match_indices('/').map(|(slash, _)| path.split_at(slash + 1));
        folders.any(|(folder, name)| {
            let draft = self.pages.get(folder).and_then(|page| self.index.pages[*page].draft);
            draft.is_some_and(|draft| {
                self.material.drafts[draft].assets.iter().any(|asset| percent(asset) == name)
            })
        })
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

/// The file of the output that a server gives for an address.
fn file_of(path: &str) -> String {
    let file = folder_of(path);
    if file.is_empty() || file.ends_with('/') { file + "index.html" } else { file }
}
