//! The site as a whole, on its home pages.

use super::write::{block, list, object, text, with};
use crate::view::Views;

impl Views {
    /// The site in the language of a home page (<https://schema.org/WebSite>), with who publishes it and how it is searched;
    /// none where it has no title.
    pub(super) fn site(&self, page: usize) -> Option<String> {
        let language = self.index.pages[page].language;
        let publisher = self.publisher(language)?;
        let told = &self.material.config.languages[language];
        let description = Some(told.description.as_str()).filter(|text| !text.is_empty());
        Some(block(&object(&[
            ("@type", Some(text("WebSite"))),
            ("description", description.map(text)),
            ("inLanguage", Some(text(&told.tag))),
            ("name", Some(text(&told.title))),
            ("potentialAction", self.search_action(language)),
            ("publisher", Some(self.with_profiles(publisher))),
            ("url", Some(text(&self.absolute(&self.page_path(page))))),
        ])))
    }

    /// The publication with where else it can be found.
    fn with_profiles(&self, publisher: &str) -> String {
        let profiles = self.material.config.furniture.social.iter().map(|profile| text(&profile.url));
        match list(profiles) {
            Some(profiles) => with(publisher, "sameAs", &profiles),
            None => publisher.to_owned(),
        }
    }

    /// How the search page is asked; none where there is none, or where a page of the site's own stands in its place.
    fn search_action(&self, language: usize) -> Option<String> {
        let path = self.search_path(language)?;
        if self.index.pages.iter().any(|page| page.path == path) {
            return None;
        }
        let page = self.absolute(&[&self.material.config.base_path, path.as_str()].concat());
        Some(object(&[
            ("@type", Some(text("SearchAction"))),
            ("query-input", Some(text("required name=words"))),
            ("target", Some(text(&[&page, "?q={words}"].concat()))),
        ]))
    }
}
