//! What lists on several pages show.

use tera::Value;

use super::Views;
use crate::index::PageKind;

impl Views<'_> {
    /// All briefings, newest first; those of one day in the order of their files.
    #[must_use]
    pub fn briefings(&self) -> Value {
        let pages = &self.index.pages;
        let mut list: Vec<usize> = self.newest();
        list.retain(|&page| pages[page].kind == PageKind::Briefing);
        Value::from(list.into_iter().map(|page| self.page_card(page)).collect::<Vec<_>>())
    }

    /// All pages with a date, newest first.
    #[must_use]
    pub fn newest(&self) -> Vec<usize> {
        let pages = &self.index.pages;
        let mut list: Vec<usize> = (0..pages.len()).filter(|&page| pages[page].date.is_some()).collect();
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

    /// The sections right below the home page.
    #[must_use]
    pub fn top_sections(&self) -> Vec<Value> {
        let home = self.index.pages.iter().find(|page| page.kind == PageKind::Home);
        home.into_iter().flat_map(|home| &home.subsections).map(|&section| self.page_link(section)).collect()
    }
}
