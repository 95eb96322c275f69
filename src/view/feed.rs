//! Feeds: which there are, and what stands in each.

use tera::Value;

use super::Views;
use super::value::{Object, field};
use crate::config::Taxonomy;
use crate::index::{Page, PageKind, Term};

/// The file of the Atom feed, beside the page that it belongs to.
pub const ATOM: &str = "atom.xml";

/// The file of the JSON feed.
pub const JSON: &str = "feed.json";

/// A feed, in both of its forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Path of the page that it belongs to: a slash on both ends, without the path of `base_url`.
    pub home: String,
    /// What it is called.
    pub title: String,
    /// What it is about, in a sentence.
    pub description: Option<String>,
    /// Its language, by its place in the configuration.
    pub language: usize,
    /// The newest pages, newest first.
    pub pages: Vec<usize>,
}

/// A term that a page is listed under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// The word.
    pub name: String,
    /// The word in URLs.
    pub slug: String,
    /// The whole URL of the list of all terms.
    pub taxonomy: String,
}

impl Views {
    /// All feeds of the site: its own, and those of sections, people and terms that have dated pages.
    #[must_use]
    pub fn feeds(&self) -> Vec<Feed> {
        let of_pages = (0..self.index.pages.len()).filter_map(|page| self.feed_of_page(page));
        let mut found: Vec<Feed> = of_pages.collect();
        for (language, taxonomy, terms) in self.index.taxonomies(&self.material.config) {
            found.extend(terms.list.iter().filter_map(|term| self.feed_of_term(language, taxonomy, term)));
        }
        found
    }

    /// The feed of a page: the home page has that of the site, a section and a person that of their pages.
    #[must_use]
    pub fn feed_of_page(&self, number: usize) -> Option<Feed> {
        let page = &self.index.pages[number];
        let matter = self.draft(number).map(|draft| &draft.front_matter);
        let language = &self.material.config.languages[page.language];
        let is_wanted = matter.and_then(|matter| matter.generate_feeds).unwrap_or(language.generate_feeds);
        let leads_elsewhere = matter.is_some_and(|matter| matter.redirect_to.is_some());
        if !is_wanted || leads_elsewhere || page.withheld.is_some() {
            return None;
        }
        let description = matter.and_then(|matter| matter.description.as_deref());
        let pages = match page.kind {
            PageKind::Home => {
                let description = Some(language.description.as_str()).filter(|text| !text.is_empty());
                // A letter only says again what the site has: its readers have it already.
                let is_own = |number: &usize| {
                    let other = &self.index.pages[*number];
                    other.language == page.language && other.kind != PageKind::Newsletter
                };
                let pages = (0..self.index.pages.len()).filter(is_own);
                return Some(self.feed(page.language, &page.path, None, description, pages));
            }
            PageKind::Section => &page.pages,
            PageKind::Person => self.index.written_by.get(&number)?,
            PageKind::Briefing | PageKind::Newsletter | PageKind::Page => return None,
        };
        let feed =
            self.feed(page.language, &page.path, Some(&page.title), description, pages.iter().copied());
        (!feed.pages.is_empty()).then_some(feed)
    }

    /// The feed of the pages under a term.
    #[must_use]
    pub fn feed_of_term(&self, language: usize, taxonomy: &Taxonomy, term: &Term) -> Option<Feed> {
        let is_wanted = self.material.config.languages[language].generate_feeds;
        if !is_wanted || !taxonomy.feed || !taxonomy.render {
            return None;
        }
        let home = format!("{}{}/", self.material.config.taxonomy_address(language, taxonomy), term.slug);
        let feed = self.feed(language, &home, Some(&term.name), None, term.pages.iter().copied());
        (!feed.pages.is_empty()).then_some(feed)
    }

    /// The feed of the log of a language's corrections.
    #[must_use]
    pub fn feed_of_corrections(&self, language: usize) -> Option<Feed> {
        let config = &self.material.config;
        let is_corrected = |(number, page): (usize, &Page)| {
            page.language == language && page.withheld.is_none() && self.corrected(number).is_some()
        };
        let is_there = self.index.pages.iter().enumerate().any(is_corrected);
        let declared = &config.languages[language];
        (declared.generate_feeds && is_there).then(|| Feed {
            home: self.log_path(language),
            title: format!("{}: {}", declared.title, self.material.words.of(language).say("corrections")),
            description: None,
            language,
            pages: Vec::new(),
        })
    }

    fn feed(
        &self,
        language: usize,
        home: &str,
        own: Option<&str>,
        description: Option<&str>,
        pages: impl Iterator<Item = usize>,
    ) -> Feed {
        let config = &self.material.config;
        let all = &self.index.pages;
        let mut pages: Vec<usize> = pages.filter(|&page| self.is_entry(page)).collect();
        let newest_first = |a: &usize, b: &usize| {
            all[*b].date.cmp(&all[*a].date).then_with(|| all[*a].path.cmp(&all[*b].path))
        };
        // Of thousands only the newest are put in order: every page's head asks for the feed of the site.
        if pages.len() > config.feed_limit {
            pages.select_nth_unstable_by(config.feed_limit, newest_first);
            pages.truncate(config.feed_limit);
        }
        pages.sort_by(newest_first);
        let site = &config.languages[language].title;
        let title = own.map_or_else(|| site.clone(), |own| format!("{site}: {own}"));
        Feed { home: home.to_owned(), title, description: description.map(str::to_owned), language, pages }
    }

    /// Whether a page is news: dated, public, and no list of others.
    fn is_entry(&self, page: usize) -> bool {
        let page = &self.index.pages[page];
        matches!(page.kind, PageKind::Briefing | PageKind::Newsletter | PageKind::Page)
            && page.date.is_some()
            && page.draft.is_some()
            && page.withheld.is_none()
    }

    /// Who wrote a page, each with the whole URL of their page, where they have one.
    #[must_use]
    pub fn authors_elsewhere(&self, page: usize) -> Vec<(String, Option<String>)> {
        let Some(draft) = self.draft(page) else { return Vec::new() };
        let people = draft.front_matter.authors.iter().zip(&self.index.authors[page]);
        let url = |person: usize| self.absolute(&self.page_path(person));
        people.map(|(name, person)| (name.clone(), person.map(url))).collect()
    }

    /// The terms of a page, in the order of the taxonomies.
    #[must_use]
    pub fn categories(&self, page: usize) -> Vec<Category> {
        let Some(draft) = self.draft(page) else { return Vec::new() };
        let mut found = Vec::new();
        let declared = &self.material.config.languages[draft.language].taxonomies;
        for (taxonomy, terms) in declared.iter().zip(&self.index.terms[draft.language]) {
            let used = draft.front_matter.taxonomies.get(&taxonomy.name);
            for term in used.into_iter().flatten().filter_map(|used| terms.get(&used.name)) {
                found.push(Category {
                    name: term.name.clone(),
                    slug: term.slug.clone(),
                    taxonomy: self.absolute(&self.taxonomy_path(draft.language, taxonomy)),
                });
            }
        }
        found
    }

    /// What a page's head says of feeds: those of the site in the page's language, then its own.
    #[must_use]
    pub fn alternates(&self, language: usize, own: Option<&Feed>) -> Value {
        let mut found = self.feeds_in_heads(language).to_vec();
        found.extend(own.into_iter().flat_map(|feed| self.links_to(feed)));
        Value::from(found)
    }

    /// Path of the Atom feed of a language's home page, where there is one.
    pub(super) fn path_of_site_feed(&self, language: usize) -> Option<Value> {
        field(self.feeds_in_heads(language).first()?, "path").cloned()
    }

    /// What every head of a language says of the site's own feeds.
    pub(super) fn feeds_of_site(&self, language: usize) -> Vec<Value> {
        let pages = &self.index.pages;
        let is_home = |page: &usize| pages[*page].kind == PageKind::Home && pages[*page].language == language;
        let home = (0..pages.len()).find(is_home);
        let feed = home.and_then(|home| self.feed_of_page(home));
        feed.into_iter().flat_map(|feed| self.links_to(&feed)).collect()
    }

    /// `{type, title, path}` of both forms of a feed.
    fn links_to(&self, feed: &Feed) -> [Value; 2] {
        [(ATOM, "application/atom+xml"), (JSON, "application/feed+json")].map(|(file, kind)| {
            Object::new()
                .with("type", kind)
                .with("title", feed.title.as_str())
                .with("path", format!("{}{}{file}", self.material.config.base_path, feed.home))
                .done()
        })
    }
}
