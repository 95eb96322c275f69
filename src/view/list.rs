//! What lists on several pages show.

use tera::Value;

use super::Views;
use super::value::Object;
use crate::index::{Page, PageKind};

impl Views {
    /// All briefings of a language, newest first; those of one day in the order of their files.
    #[must_use]
    pub fn briefings(&self, language: usize) -> Vec<usize> {
        let pages = &self.index.pages;
        let mut list: Vec<usize> = self.newest(language);
        list.retain(|&page| pages[page].kind == PageKind::Briefing);
        list
    }

    /// The pages right below a language's home page that say something about the site, such as who stands behind it: those
    /// without a date. Where they are many they are what the site is made of, and none is told.
    #[must_use]
    pub fn top_pages(&self, language: usize) -> Vec<Value> {
        const MANY: usize = 8;
        let pages = &self.index.pages;
        let is_home = |section: usize| pages[section].kind == PageKind::Home;
        let is_told = |&number: &usize| {
            let page = &pages[number];
            page.kind == PageKind::Page
                && page.language == language
                && page.section.is_some_and(is_home)
                && page.date.is_none()
                && page.withheld.is_none()
                && !self.is_log(number)
        };
        let list: Vec<usize> = (0..pages.len()).filter(is_told).take(MANY + 1).collect();
        if list.len() > MANY {
            Vec::new()
        } else {
            list.into_iter().map(|page| self.page_link(page)).collect()
        }
    }

    /// The taxonomies of a language that have a page with terms on it.
    #[must_use]
    pub fn used_taxonomies(&self, language: usize) -> Vec<Value> {
        let declared = self.material.config.languages[language].taxonomies.iter();
        let with_terms = declared.zip(&self.index.terms[language]);
        let used = with_terms.filter(|(taxonomy, terms)| taxonomy.render && !terms.list.is_empty());
        used.map(|(taxonomy, _)| self.taxonomy(language, taxonomy)).collect()
    }

    /// All pages of a language with a date, newest first.
    #[must_use]
    pub fn newest(&self, language: usize) -> Vec<usize> {
        let pages = &self.index.pages;
        let is_dated = |page: &usize| pages[*page].date.is_some() && pages[*page].language == language;
        let mut list: Vec<usize> = (0..pages.len()).filter(is_dated).collect();
        list.sort_by(|&a, &b| pages[b].date.cmp(&pages[a].date));
        list
    }

    /// All sources, those cited most first.
    #[must_use]
    pub fn sources_by_use(&self) -> Value {
        let cited = |source: &usize| std::cmp::Reverse(self.index.cited[*source].citations.len());
        let mut list: Vec<usize> = (0..self.material.sources.len()).collect();
        list.sort_by_key(cited);
        Value::from(list.into_iter().map(|source| self.card_of_source(source)).collect::<Vec<_>>())
    }

    /// The sections right below a language's home page, and that of the sources, which every language leads to.
    #[must_use]
    pub fn top_sections(&self, language: usize) -> Vec<Value> {
        let pages = &self.index.pages;
        let home = |language: usize| {
            let is_home = |page: &&Page| page.kind == PageKind::Home && page.language == language;
            pages.iter().find(is_home).map(|home| home.subsections.as_slice()).unwrap_or_default()
        };
        let is_sources = |section: &&usize| pages[**section].folder == "sources";
        let own = home(language);
        let shared = home(0).iter().filter(is_sources).filter(|_| !own.iter().any(|one| is_sources(&one)));
        own.iter().chain(shared).map(|&section| self.section_link(section, language)).collect()
    }

    /// A link to a section; that of the sources says its name in the language of the page where it has none of its own.
    fn section_link(&self, section: usize, language: usize) -> Value {
        let page = &self.index.pages[section];
        if page.language == language {
            return self.page_link(section);
        }
        let title = self.material.words.of(language).say("section_sources");
        Object::of(&self.page_link(section)).with("title", title).done()
    }
}
