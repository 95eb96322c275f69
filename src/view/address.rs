//! Where links within the site lead to.

use super::Views;
use crate::index::{From, SEARCH, Target, permalink_path};
use crate::parse::needs_site;

impl Views {
    /// Path of a language's search page, without `base_path`; none where the site has no search.
    #[must_use]
    pub fn search_path(&self, language: usize) -> Option<String> {
        let config = &self.material.config;
        config.search.then(|| format!("{}{SEARCH}", config.language_path(language)))
    }

    /// The path of what a link within the site leads to that stands in a draft (none: in the configuration) and is shown
    /// on a page. What the configuration names is shown in the language of the page, where there is a version in it.
    #[must_use]
    pub fn address(&self, address: &str, draft: Option<usize>, page: usize) -> Option<String> {
        let file = draft.map_or(&self.material.config.file, |draft| &self.material.drafts[draft].file);
        let mut target = self.index.target(&self.material, From { file, draft }, address, 0..0).ok()??;
        if let (None, Target::Page(other, _)) = (draft, &mut target) {
            let pages = &self.index.pages;
            let version = pages[*other]
                .translations
                .iter()
                .find(|&&version| pages[version].language == pages[page].language);
            *other = version.copied().unwrap_or(*other);
        }
        Some(self.target_path(&target))
    }

    /// An address as it has to be written to mean on any page of the site what it means on this one; none where it is
    /// the same everywhere.
    pub(super) fn seen_from_anywhere(&self, address: &str, page: usize) -> Option<String> {
        let is_relative = needs_site(address) && !address.is_empty() && !address.starts_with('/');
        is_relative.then(|| format!("{}{address}", self.page_path(page)))
    }

    /// The path of what a link leads to, `base_path` included.
    #[must_use]
    pub fn target_path(&self, target: &Target) -> String {
        let with_anchor = |path: String, anchor: &Option<String>| match anchor {
            Some(anchor) => format!("{path}#{anchor}"),
            None => path,
        };
        match target {
            Target::Page(page, anchor) => with_anchor(self.page_path(*page), anchor),
            Target::Source(source, anchor) => with_anchor(self.source_path(*source).to_owned(), anchor),
            Target::Annotation(id) => {
                let (draft, number) = self.index.annotations[id];
                self.annotation_path(draft, number)
            }
            Target::Retracted(id) => format!("{}{}", self.material.config.base_path, permalink_path(id)),
        }
    }
}
