//! What templates see of taxonomies and their terms.

use tera::Value;

use super::Views;
use super::value::Object;
use crate::config::Taxonomy;
use crate::index::Term;

impl Views {
    /// Path of the page that lists a taxonomy's terms in a language.
    #[must_use]
    pub fn taxonomy_path(&self, language: usize, taxonomy: &Taxonomy) -> String {
        format!(
            "{}{}",
            self.material.config.base_path,
            self.material.config.taxonomy_address(language, taxonomy)
        )
    }

    /// Path of a term's page.
    #[must_use]
    pub fn term_path(&self, language: usize, taxonomy: &Taxonomy, term: &Term) -> String {
        format!("{}{}/", self.taxonomy_path(language, taxonomy), term.slug)
    }

    /// `{name, path}` of a taxonomy.
    #[must_use]
    pub fn taxonomy(&self, language: usize, taxonomy: &Taxonomy) -> Value {
        self.taxonomy_object(language, taxonomy).done()
    }

    /// A language's taxonomy by its place, with its terms, and those with their pages.
    #[must_use]
    pub fn whole_taxonomy(&self, language: usize, number: usize) -> Value {
        let make = || {
            let taxonomy = &self.material.config.languages[language].taxonomies[number];
            let terms = &self.index.terms[language][number].list;
            let items = terms.iter().map(|term| self.term_page(language, taxonomy, term, &term.pages));
            self.taxonomy_object(language, taxonomy).with_list("items", items).done()
        };
        super::asked::texts();
        self.taxonomies[language].get(number, make).clone()
    }

    fn taxonomy_object(&self, language: usize, taxonomy: &Taxonomy) -> Object {
        let path = self.taxonomy_path(language, taxonomy);
        Object::new()
            .with("name", taxonomy.name.as_str())
            .with("slug", taxonomy.slug.as_str())
            .with("permalink", self.absolute(&path))
            .with("path", path)
            .with("sequence", taxonomy.sequence)
    }

    /// A term without its pages.
    #[must_use]
    pub fn term(&self, language: usize, taxonomy: &Taxonomy, term: &Term) -> Object {
        let path = self.term_path(language, taxonomy, term);
        Object::new()
            .with("name", term.name.as_str())
            .with("slug", term.slug.as_str())
            .with("permalink", self.absolute(&path))
            .with("path", path)
            .with("page_count", term.pages.len())
    }

    /// A term with those of its pages that are to be listed, each part of a series with its place in it.
    #[must_use]
    pub fn term_page(&self, language: usize, taxonomy: &Taxonomy, term: &Term, pages: &[usize]) -> Value {
        let pages = pages.iter().map(|&page| match term.place_of(page).filter(|_| taxonomy.sequence) {
            Some(place) => self.page_item(page).with("position", place + 1).done(),
            None => self.page_card(page),
        });
        self.term(language, taxonomy, term).with_list("pages", pages).done()
    }
}
