//! The corrections of a page, and of all pages.

use tera::Value;

use crate::furniture::{Correction, Written};
use crate::index::{LOG, permalink_path};
use crate::parse::prose;
use crate::view::{Object, Views, escape};
use crate::words::long_date;

impl Views {
    /// Path of the log of a language's corrections, without `base_path`.
    #[must_use]
    pub fn log_path(&self, language: usize) -> String {
        format!("{}{LOG}", self.material.config.language_path(language))
    }

    /// Whether a page stands where its language's log does, and holds words of somebody's own for it.
    #[must_use]
    pub fn is_log(&self, page: usize) -> bool {
        let page = &self.index.pages[page];
        page.path == self.log_path(page.language)
    }

    /// Whether a language has a log: something was corrected, or a page of somebody's own stands there.
    #[must_use]
    pub fn has_log(&self, language: usize) -> bool {
        let pages = self.index.pages.iter().enumerate().filter(|(_, page)| page.language == language);
        let mut public = pages.filter(|(_, page)| page.withheld.is_none());
        public.any(|(number, _)| self.is_log(number) || !self.corrections(number).is_empty())
    }

    pub(in crate::view) fn corrections(&self, page: usize) -> &[Correction] {
        self.draft(page).map(|draft| draft.front_matter.furniture.corrections.as_slice()).unwrap_or_default()
    }

    /// The corrections of a page, the newest first.
    pub(in crate::view) fn corrections_of(&self, page: usize) -> Vec<Value> {
        self.corrections(page).iter().map(|correction| self.correction(page, correction).done()).collect()
    }

    /// The corrections of a page that are about one of its annotations, the newest first.
    pub(in crate::view) fn corrections_about(&self, draft: usize, annotation: usize) -> Vec<Value> {
        let page = self.index.page_of_draft[draft];
        let id = &self.material.drafts[draft].annotations.list[annotation].id;
        let is_about = |found: &&Correction| found.annotation.as_ref().is_some_and(|about| about.text == *id);
        let found = self.corrections(page).iter().filter(is_about);
        found.map(|correction| self.correction(page, correction).done()).collect()
    }

    fn correction(&self, page: usize, correction: &Correction) -> Object {
        let anchor = correction.anchor();
        let path = format!("{}#{anchor}", self.page_path(page));
        let place = correction.annotation.as_ref().map(|id| self.place_of(page, id));
        Object::new()
            .with("date", correction.date.to_string())
            .with("kind", correction.kind.name())
            .with_html("text", &self.text_of_correction(page, correction))
            .with("lang", self.language_of(page))
            .with("anchor", anchor)
            .with("permalink", self.absolute(&path))
            .with("path", path)
            .with(
                "log",
                format!(
                    "{}{}",
                    self.material.config.base_path,
                    self.log_path(self.index.pages[page].language)
                ),
            )
            .with_option("place", place)
    }

    /// Where the annotation stands that a correction is about; its permalink where it was retracted or moved since.
    fn place_of(&self, page: usize, id: &Written) -> String {
        if self.index.annotations.contains_key(&id.text) {
            return format!("{}#a-{}", self.page_path(page), id.text);
        }
        format!("{}{}", self.material.config.base_path, permalink_path(&id.text))
    }

    /// The mark of a corrected page in lists: kind and day of its newest correction.
    pub(in crate::view) fn corrected(&self, page: usize) -> Option<Value> {
        let newest = self.corrections(page).first()?;
        let mark = Object::new().with("kind", newest.kind.name()).with("date", newest.date.to_string());
        Some(mark.done())
    }

    /// All corrections of pages in a language, the newest first, each with its `page`.
    #[must_use]
    pub fn log_of_corrections(&self, language: usize) -> Vec<Value> {
        let mut list: Vec<(usize, &Correction)> = (0..self.index.pages.len())
            .filter(|&page| self.index.pages[page].language == language)
            .filter(|&page| self.index.pages[page].withheld.is_none())
            .flat_map(|page| self.corrections(page).iter().map(move |correction| (page, correction)))
            .collect();
        // Those of one day stand in the order of their pages, the later one of a page first.
        list.sort_by_key(|(_, correction)| std::cmp::Reverse(correction.date));
        let entry = |(page, correction): (usize, &Correction)| {
            let authors = self
                .authors_elsewhere(page)
                .into_iter()
                .map(|(name, url)| Object::new().with("name", name).with_option("permalink", url).done());
            let entry = self.correction(page, correction).with("page", self.page_link(page));
            entry.with_list("authors", authors).done()
        };
        list.into_iter().map(entry).collect()
    }

    /// The corrections of a page as HTML for readers who get its text alone: they belong to it.
    #[must_use]
    pub fn corrections_elsewhere(&self, page: usize) -> String {
        let words = self.material.words.of(self.index.pages[page].language);
        let mut out = String::new();
        for correction in self.corrections(page) {
            out.push_str("<div class=\"correction\"><strong>");
            escape(words.say(&format!("correction_{}", correction.kind.name())), &mut out);
            out.push_str(", ");
            escape(&long_date(words, correction.date.into()), &mut out);
            out.push_str(":</strong> ");
            out.push_str(&self.text_of_correction(page, correction));
            // Nobody is led by letters to what was retracted.
            let about = correction.annotation.as_ref();
            if let Some(id) = about.filter(|id| self.index.annotations.contains_key(&id.text)) {
                out.push_str(" <a href=\"");
                escape(&self.place_of(page, id), &mut out);
                out.push_str("\">");
                escape(words.say("place_in_text"), &mut out);
                out.push_str("</a>");
            }
            out.push_str("</div>\n");
        }
        out
    }

    /// The text of a correction as HTML, to be read on its page and in the log alike.
    fn text_of_correction(&self, page: usize, correction: &Correction) -> String {
        let draft = self.index.pages[page].draft;
        prose(&correction.text.text, |address| {
            self.address(address, draft, page).or_else(|| self.seen_from_anywhere(address, page))
        })
    }
}
