//! What the pages of a source show: its document, and who cites it.

use tera::Value;

use super::Views;
use super::document::{Backlink, Further, Highlight, document};
use super::paginator::{Pager, pagers};
use super::value::Object;
use crate::archive::{Kind, Publish, Source};
use crate::config::Pagination;
use crate::index::{Citation, CitedPassage, percent};

/// So many uses of a source stand on one page; where there are more, further pages go on with the list.
const LISTED: usize = 200;
/// So many links back follow a passage; where there are more, a link to the list stands for the rest.
const BACKLINKS: usize = 20;
/// The same where the list has further pages, so that a document of a thousand cited sentences can still be read.
const FEW_BACKLINKS: usize = 5;

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Html => "html",
        Kind::Pdf => "pdf",
        Kind::Transcript => "transcript",
    }
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
        SourcePages { pagination: Pagination { by: LISTED, path: "page".to_owned() }, uses, path }
    }

    /// A source as one of its pages shows it, the one that lists these of its uses; `content` is its document as HTML.
    #[must_use]
    pub fn source_page(&self, number: usize, uses: &[usize], content: &str) -> Value {
        let source = &self.material.sources[number];
        let uses = self.uses(number, uses);
        let annotations = uses.iter().filter_map(|citation| {
            citation.annotation.map(|annotation| self.annotation_item(citation.draft, annotation))
        });
        let empty = || tera::Value::from(tera::Map::default());
        self.source_card(number)
            .with_html("content", content)
            .with("kind", kind(source.kind))
            .with_option("sha256", source.metadata.sha256.as_deref())
            .with("text_hash", source.text_hash.as_str())
            .with("word_count", source.word_count)
            .with("paragraph_count", source.paragraphs.len())
            .with("original", self.original(source, number))
            .with_list("annotations", annotations)
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

    /// The pages that some uses of a source stand on, each with the number of all of its uses.
    fn citing_pages<'a>(&'a self, number: usize, uses: &'a [Citation]) -> impl Iterator<Item = Value> + 'a {
        let all = &self.index.cited[number].citations;
        uses.chunk_by(|one, next| one.draft == next.draft).map(move |uses| {
            let draft = uses[0].draft;
            let start = all.partition_point(|citation| citation.draft < draft);
            let count = all[start..].partition_point(|citation| citation.draft == draft);
            self.link_with_count(self.index.page_of_draft[draft], count)
        })
    }

    /// A source's document as HTML: its paragraphs, the cited passages marked, the rest as `publish` says.
    #[must_use]
    pub fn document(&self, number: usize) -> String {
        let cited = &self.index.cited[number];
        let most = if cited.citations.len() > LISTED { FEW_BACKLINKS } else { BACKLINKS };
        let highlights: Vec<Highlight> =
            cited.passages.iter().map(|passage| self.highlight(passage, most)).collect();
        let source = &self.material.sources[number];
        let mut out = String::with_capacity(2 * source.text.len());
        document(source, &highlights, Some(self.cut(number)), &mut out);
        out
    }

    fn highlight(&self, passage: &CitedPassage, most: usize) -> Highlight {
        let all = &passage.citations;
        // A link to one other would take the place of a link to that.
        let shown = if all.len() > most + 1 { most } else { all.len() };
        let (shown, rest) = all.split_at(shown);
        Highlight {
            range: passage.range.clone(),
            backlinks: shown.iter().map(|citation| self.backlink(citation)).collect(),
            further: (!rest.is_empty()).then(|| self.further(rest)),
        }
    }

    fn backlink(&self, citation: &Citation) -> Backlink {
        let page = self.index.page_of_draft[citation.draft];
        let title = &self.index.pages[page].title;
        match citation.annotation {
            Some(annotation) => Backlink {
                href: self.in_page(citation.draft, annotation),
                title: self.material.words.of(0).fill(
                    "note_in_page",
                    &[("page", title.as_str()), ("number", &(annotation + 1).to_string())],
                ),
            },
            None => Backlink { href: self.page_path(page), title: title.clone() },
        }
    }

    fn further(&self, rest: &[Citation]) -> Further {
        let is_annotation = |citation: &Citation| citation.annotation.is_some();
        Further {
            href: if rest.iter().any(is_annotation) { "#_cited-as" } else { "#_cited-by" },
            title: self.material.words.of(0).count("further_citations", rest.len()),
            count: rest.len(),
        }
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
