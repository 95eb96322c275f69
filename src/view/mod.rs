//! One page's draft × index × configuration → the value that its template sees.

mod address;
mod annotation;
mod context;
pub mod document;
mod escape;
mod evidence;
pub mod excerpt;
mod feed;
mod furniture;
mod list;
mod page;
mod paginator;
mod person;
mod redirect;
mod schema;
mod sentence;
mod series;
mod source;
mod summary;
mod sweep;
mod term;
mod toc;
mod value;
mod words;

#[cfg(test)]
mod markup;

use std::collections::BTreeMap;

use tera::Value;

use crate::index::{Index, Material};

pub(crate) use escape::escape;
pub use feed::{ATOM, Category, Feed, JSON};
pub use furniture::Shown;
pub use paginator::{Pager, pagers};
pub use value::{Object, field, text_of};
pub use words::shortened;

/// Everything that views look into, with the parts that many pages show made once: values share their tables.
pub struct Views<'a> {
    /// What was read.
    pub material: Material<'a>,
    /// How it hangs together.
    pub index: &'a Index,
    /// `base_url` without its path.
    pub origin: &'a str,
    links: Vec<Value>,
    page_cards: Vec<Value>,
    source_cards: Vec<Value>,
    people: BTreeMap<usize, Value>,
    cuts: Vec<excerpt::Cut>,
    /// What every head says of the site's own feeds.
    site_feeds: Vec<Vec<Value>>,
}

impl<'a> Views<'a> {
    /// Makes the cards of all pages and sources.
    #[must_use]
    pub fn new(material: Material<'a>, index: &'a Index) -> Self {
        let config = material.config;
        let origin = config.base_url.strip_suffix(config.base_path.as_str()).unwrap_or(&config.base_url);
        let (links, page_cards, source_cards, people) = (Vec::new(), Vec::new(), Vec::new(), BTreeMap::new());
        let mut views = Self {
            material,
            index,
            origin,
            links,
            page_cards,
            source_cards,
            people,
            cuts: Vec::new(),
            site_feeds: Vec::new(),
        };
        views.cuts = evidence::cuts(&views);
        views.people = views.make_people();
        views.links = (0..index.pages.len()).map(|page| views.make_link(page)).collect();
        views.source_cards =
            (0..material.sources.len()).map(|source| views.source_card(source).done()).collect();
        views.site_feeds =
            (0..config.languages.len()).map(|language| views.feeds_of_site(language)).collect();
        views.page_cards = (0..index.pages.len()).map(|page| views.page_item(page).done()).collect();
        views
    }

    /// The place of a source in the list.
    #[must_use]
    pub fn source_by_id(&self, id: &str) -> Option<usize> {
        self.material.sources.binary_search_by(|source| source.id.as_str().cmp(id)).ok()
    }

    /// A page as lists show it.
    #[must_use]
    pub fn page_card(&self, page: usize) -> Value {
        self.page_cards[page].clone()
    }

    /// A source as lists show it.
    #[must_use]
    pub fn card_of_source(&self, source: usize) -> Value {
        self.source_cards[source].clone()
    }
}
