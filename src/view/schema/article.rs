//! What has a headline and authors: briefings and newsletters.

use super::write::{block, list, object, text};
use crate::furniture::Correction;
use crate::parse::{plain_text, prose};
use crate::view::Views;

impl Views {
    /// A page as a kind of article (<https://schema.org/Article>) with its authors, the sources that it cites and its
    /// corrections. One with a number is a report as well. What it is about stands in the head already.
    pub(super) fn article(&self, page: usize, kind: &str, image: Option<&str>) -> Option<String> {
        let draft_number = self.index.pages[page].draft?;
        let draft = &self.material.drafts[draft_number];
        let matter = &draft.front_matter;
        let authors = matter.authors.iter().zip(&self.index.authors[page]);
        let authors = authors.map(|(name, person)| self.author(name, *person, draft.language));
        let cited = self.cited_by(draft_number);
        let number = matter.number.as_deref();
        let kind = match number {
            Some(_) => list([text(kind), text("Report")].iter()),
            None => Some(text(kind)),
        };
        Some(block(&object(&[
            ("@type", kind),
            ("author", list(authors)),
            ("citation", list(cited.into_iter().map(|source| self.work(source)))),
            ("correction", list(self.corrections(page).iter().map(|found| self.comment(page, found)))),
            ("dateModified", matter.updated.map(|date| text(&date.to_string()))),
            ("datePublished", self.index.pages[page].date.map(|date| text(&date.to_string()))),
            ("headline", Some(text(&self.index.pages[page].title))),
            ("image", image.map(text)),
            ("inLanguage", Some(text(self.language_of(page)))),
            ("publisher", self.publisher(draft.language).map(str::to_owned)),
            ("reportNumber", number.map(text)),
            ("url", Some(text(&self.absolute(&self.page_path(page))))),
            ("wordCount", Some(draft.parsed.word_count.to_string())),
        ])))
    }

    /// A correction of a page (<https://schema.org/correction>).
    fn comment(&self, page: usize, correction: &Correction) -> String {
        let place = format!("{}#{}", self.page_path(page), correction.anchor());
        object(&[
            ("@type", Some(text("CorrectionComment"))),
            ("datePublished", Some(text(&correction.date.to_string()))),
            ("text", Some(text(&plain_text(&prose(&correction.text.text, |_| None))))),
            ("url", Some(text(&self.absolute(&place)))),
        ])
    }

    /// A source, as all pages that cite it tell of it.
    pub(super) fn work(&self, number: usize) -> &str {
        self.works.get(number, || {
            let data = &self.material.sources[number].metadata;
            object(&[
                ("@type", Some(text("CreativeWork"))),
                ("datePublished", data.issued.map(|date| text(&date.to_string()))),
                ("name", Some(text(&data.title))),
                ("sameAs", data.url.as_deref().map(text)),
                ("url", Some(text(&self.absolute(self.source_path(number))))),
            ])
        })
    }
}
