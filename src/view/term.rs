//! What templates see of taxonomies and their terms.

use tera::Value;

use super::Views;
use super::value::Object;
use crate::config::Taxonomy;
use crate::index::Term;

impl Views<'_> {
    /// Path of the page that lists a taxonomy's terms.
    #[must_use]
    pub fn taxonomy_path(&self, taxonomy: &Taxonomy) -> String {
        format!("{}/{}/", self.material.config.base_path, taxonomy.slug)
    }

    /// Path of a term's page.
    #[must_use]
    pub fn term_path(&self, taxonomy: &Taxonomy, term: &Term) -> String {
        format!("{}/{}/{}/", self.material.config.base_path, taxonomy.slug, term.slug)
    }

    /// `{name, path}` of a taxonomy.
    #[must_use]
    pub fn taxonomy(&self, taxonomy: &Taxonomy) -> Value {
        self.taxonomy_object(taxonomy).done()
    }

    /// A taxonomy with its terms, and those with their pages.
    #[must_use]
    pub fn whole_taxonomy(&self, taxonomy: &Taxonomy, terms: &[Term]) -> Value {
        let items = terms.iter().map(|term| self.term_page(taxonomy, term, &term.pages));
        self.taxonomy_object(taxonomy).with_list("items", items).done()
    }

    fn taxonomy_object(&self, taxonomy: &Taxonomy) -> Object {
        let path = self.taxonomy_path(taxonomy);
        Object::new()
            .with("name", taxonomy.name.as_str())
            .with("slug", taxonomy.slug.as_str())
            .with("permalink", self.absolute(&path))
            .with("path", path)
    }

    /// A term without its pages.
    #[must_use]
    pub fn term(&self, taxonomy: &Taxonomy, term: &Term) -> Object {
        let path = self.term_path(taxonomy, term);
        Object::new()
            .with("name", term.name.as_str())
            .with("slug", term.slug.as_str())
            .with("permalink", self.absolute(&path))
            .with("path", path)
            .with("page_count", term.pages.len())
    }

    /// A term with those of its pages that are to be listed.
    #[must_use]
    pub fn term_page(&self, taxonomy: &Taxonomy, term: &Term, pages: &[usize]) -> Value {
        let pages = pages.iter().map(|&page| self.page_card(page));
        self.term(taxonomy, term).with_list("pages", pages).done()
    }
}
