//! What the pages of a source show: its document, and who cites it.

use tera::Value;

use super::Views;
use super::direction::{direction, direction_of_text};
use super::document::{Highlight, Marks, document};
use super::paginator::{Pager, pagers};
use super::value::Object;
use crate::archive::{Kind, Publish, Source};
use crate::config::Pagination;
use crate::index::{Citation, percent};

/// So many uses of a source stand on one page; where there are more, further pages go on with the list.
const LISTED: usize = 200;
/// So many notes that cite a passage are linked beside it; where there are more, a link to the list stands for the rest.
const BACKLINKS: usize = 12;
/// The same where the list has further pages, so that a document of a thousand cited sentences can still be read.
const FEW_BACKLINKS: usize = 5;

/// How the list of a source's uses is cut.
pub(super) fn pagination() -> Pagination {
    Pagination { by: LISTED, path: "page".to_owned() }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Html => "html",
        Kind::Pdf => "pdf",
        Kind::Transcript => "transcript",
    }
}

/// In which direction a document runs.
fn dir(source: &Source) -> &'static str {
    source.metadata.language.as_deref().map_or_else(|| direction_of_text(&source.text), direction)
}

/// The pages of a source: each lists a part of its uses, the first one holds the document as well.
#[derive(Debug)]
pub struct SourcePages {
    /// How they are cut.
    pub pagination: Pagination,
    uses: Vec<usize>,
    path: String,
}

impl SourcePages {
    /// Each page with the uses that it lists, by their places in [`crate::index::Cited::citations`].
    #[must_use]
    pub fn pagers(&self) -> Vec<Pager<'_>> {
        pagers(&self.path, &self.uses, Some(&self.pagination))
    }
}

impl Views {
    /// How the page of a source is cut.
    #[must_use]
    pub fn source_pages(&self, number: usize) -> SourcePages {
        let uses = (0..self.index.cited[number].citations.len()).collect();
        let path = self.source_address(number).to_owned();
        SourcePages { pagination: pagination(), uses, path }
    }

    /// A source as one of its pages shows it, the one that lists these of its uses; `content` is its document as HTML.
    #[must_use]
    pub fn source_page(&self, number: usize, uses: &[usize], content: &str) -> Value {
        let source = &self.material.sources[number];
        let uses = self.uses(number, uses);
        let empty = || tera::Value::from(tera::Map::default());
        self.source_card(number)
            .with_html("content", content)
            .with("kind", kind(source.kind))
            .with("dir", dir(source))
            .with_option("language_words", self.language_words(source))
            .with_option("sha256", source.metadata.sha256.as_deref())
            .with("text_hash", source.text_hash.as_str())
            .with("word_count", source.word_count)
            .with("paragraph_count", source.paragraphs.len())
            .with("original", self.original(source, number))
            .with_list("cited_by", self.citing_pages(number, uses))
            .with("noindex", source.publish != Publish::Full)
            .with("extra", source.metadata.extra.clone().unwrap_or_else(empty))
            .done()
    }

    /// What a source's template sees of its pages when it renders the one at `place`; none where there is only one.
    #[must_use]
    pub fn source_paginator(
        &self,
        number: usize,
        pagers: &[Pager<'_>],
        place: usize,
        pagination: &Pagination,
    ) -> Option<Value> {
        let pager = pagers.get(place).filter(|_| pagers.len() > 1)?;
        let citing = self.citing_pages(number, self.uses(number, pager.pages)).collect();
        Some(self.paginator_of(pagers, place, pagination, citing))
    }

    /// Uses of a source that come one after the other.
    fn uses(&self, number: usize, uses: &[usize]) -> &[Citation] {
        let start = uses.first().copied().unwrap_or_default();
        &self.index.cited[number].citations[start..start + uses.len()]
    }

    /// A source's document as HTML: its paragraphs, the cited passages marked, the rest as `publish` says.
    #[must_use]
    pub fn document(&self, number: usize) -> String {
        let cited = &self.index.cited[number];
        let most = if cited.citations.len() > LISTED { FEW_BACKLINKS } else { BACKLINKS };
        let highlights = cited.passages.iter().map(|passage| self.highlight(number, passage, most));
        let highlights: Vec<Highlight> = highlights.collect();
        let marks = Marks { highlights: &highlights, most, words: self.material.words.of(0) };
        let source = &self.material.sources[number];
        let mut out = String::with_capacity(2 * source.text.len());
        document(source, &marks, Some(self.cut(number)), &mut out);
        out
    }

    /// The language of a source in words, as far as they are known: `English`, `Chinese (Hant)`.
    fn language_words(&self, source: &Source) -> Option<String> {
        let tag = source.metadata.language.as_deref()?;
        let (first, further) = tag.split_once('-').unwrap_or((tag, ""));
        let name = self.material.words.of(0).say(&["language_", &first.to_ascii_lowercase()].concat());
        Some(match (name, further) {
            ("", _) => tag.to_owned(),
            (name, "") => name.to_owned(),
            (name, further) => format!("{name} ({further})"),
        })
    }

    fn original(&self, source: &Source, number: usize) -> Value {
        if source.original.is_none() && source.metadata.url.is_none() {
            return Value::none();
        }
        let name = source.original.as_ref().map(|original| original.file.as_str());
        let shown = name.filter(|_| source.publish == Publish::Full);
        let path = shown.map(|name| format!("{}{}", self.source_path(number), percent(name)));
        Object::new()
            .with_option("name", name)
            .with_option("path", path)
            .with_option("url", source.metadata.url.as_deref())
            .done()
    }
}
