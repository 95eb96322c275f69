//! One page's draft × index × configuration → the value that its template sees.

mod address;
mod annotation;
pub mod asked;
mod card;
mod cited_by;
mod context;
mod direction;
pub mod document;
mod escape;
mod evidence;
pub mod excerpt;
mod feed;
mod furniture;
mod gist;
mod list;
mod numbered;
mod page;
mod paginator;
mod person;
mod redirect;
mod schema;
mod sentence;
mod series;
mod shelf;
mod source;
mod source_page;
mod summary;
mod sweep;
mod table;
mod term;
mod toc;
mod tombstone;
mod value;
mod words;

#[cfg(test)]
mod markup;

use std::sync::Arc;

use tera::Value;

use crate::index::{Index, Material};

pub use asked::Asked;
pub use card::CARD;
pub(crate) use escape::escape;
pub use feed::{ATOM, Category, Feed, JSON};
pub use furniture::Shown;
pub use gist::{Gist, Origin};
pub use paginator::{Pager, pagers};
use shelf::Shelf;
pub use source_page::SourcePages;
pub(crate) use value::joined;
pub use value::{Object, field, text_of};

/// Everything that views look into. What many pages show is made once, for the first page that asks for it: values share
/// their tables.
pub struct Views {
    /// What was read.
    pub material: Arc<Material>,
    /// How it hangs together.
    pub index: Arc<Index>,
    /// `base_url` without its path.
    pub origin: String,
    links: Shelf<Value>,
    page_cards: Shelf<Value>,
    source_cards: Shelf<Value>,
    source_paths: Shelf<String>,
    /// What search engines are told of sources, as JSON.
    works: Shelf<String>,
    /// What they are told of any words of a source.
    quoted: Shelf<String>,
    /// What they are told of who publishes the site, by language.
    publishers: Shelf<String>,
    cuts: Shelf<excerpt::Cut>,
    people: Shelf<Option<Value>>,
    /// By language.
    numbers: Vec<Shelf<numbered::Numbered>>,
    /// By page, those of sections alone.
    sections: Shelf<Value>,
    /// By language and place in it.
    taxonomies: Vec<Shelf<Value>>,
    /// What every head says of the site's own feeds.
    site_feeds: Shelf<Vec<Value>>,
}

impl Views {
    /// Nothing is made yet.
    #[must_use]
    pub fn new(material: Arc<Material>, index: Arc<Index>) -> Self {
        let config = &material.config;
        let origin = config.base_url.strip_suffix(config.base_path.as_str()).unwrap_or(&config.base_url);
        let (pages, sources) = (index.pages.len(), material.sources.len());
        Self {
            origin: origin.to_owned(),
            links: Shelf::new(pages),
            page_cards: Shelf::new(pages),
            source_cards: Shelf::new(sources),
            source_paths: Shelf::new(sources),
            works: Shelf::new(sources),
            quoted: Shelf::new(sources),
            publishers: Shelf::new(config.languages.len()),
            cuts: Shelf::new(sources),
            people: Shelf::new(pages),
            numbers: config.languages.iter().map(|_| numbered::shelf()).collect(),
            sections: Shelf::new(pages),
            taxonomies: config
                .languages
                .iter()
                .map(|language| Shelf::new(language.taxonomies.len()))
                .collect(),
            site_feeds: Shelf::new(config.languages.len()),
            material,
            index,
        }
    }

    /// The place of a source in the list.
    #[must_use]
    pub fn source_by_id(&self, id: &str) -> Option<usize> {
        self.material.sources.binary_search_by(|source| source.id.as_str().cmp(id)).ok()
    }

    /// A page as lists show it.
    #[must_use]
    pub fn page_card(&self, page: usize) -> Value {
        asked::text_of(page);
        self.page_cards.get(page, || self.make_card(page).done()).clone()
    }

    /// A source as lists show it.
    #[must_use]
    pub fn card_of_source(&self, source: usize) -> Value {
        self.source_cards.get(source, || self.source_card(source).done()).clone()
    }

    /// A section with all its pages and the sections below.
    #[must_use]
    pub fn whole_section(&self, page: usize) -> Value {
        asked::texts();
        self.sections.get(page, || self.section(page, &self.index.pages[page].pages).done()).clone()
    }

    /// `{title, path}` and what else a link to a page may want to say.
    fn page_link(&self, page: usize) -> Value {
        self.links.get(page, || self.make_link(page)).clone()
    }

    /// What may be shown of a source: made of all passages of it that are cited anywhere.
    fn cut(&self, source: usize) -> &excerpt::Cut {
        self.cuts.get(source, || evidence::cut(self, source))
    }

    /// The person that a page is about.
    fn person_of(&self, page: usize) -> Option<Value> {
        self.people.get(page, || self.make_person(page)).clone()
    }

    fn feeds_in_heads(&self, language: usize) -> &[Value] {
        self.site_feeds.get(language, || self.feeds_of_site(language))
    }
}
