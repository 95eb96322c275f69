//! What search engines are told of a page: schema.org in JSON-LD (<https://schema.org>), fit to stand in a `<script>`.
//!
//! It goes out with each of thousands of pages, so it says what no other tag of the head says, and what many pages say is
//! made once.

mod article;
mod event;
mod quotation;
mod site;
mod who;
mod write;

use super::Views;
use crate::index::PageKind;

pub(super) use event::event;

impl Views {
    /// A briefing or a newsletter, the person that a page is about, or the site on its home page; none for other pages.
    /// `image` is the whole address of the picture at the top of the page.
    #[must_use]
    pub fn json_ld(&self, page: usize, image: Option<&str>) -> Option<String> {
        match self.index.pages[page].kind {
            PageKind::Home => self.site(page),
            PageKind::Briefing => self.article(page, "AnalysisNewsArticle", image),
            PageKind::Newsletter => self.article(page, "Article", image),
            PageKind::Person => self.profile(page),
            PageKind::Section | PageKind::Page => None,
        }
    }
}
