//! Who cites a source: beside its passages, and as a list of pages with their annotations.

use std::collections::BTreeSet;

use tera::Value;

use super::Views;
use super::document::{Highlight, Mention};
use super::source_page::pagination;
use super::value::{Object, joined};
use crate::index::{Citation, CitedPassage, passage_id};
use crate::verify::Passage;

impl Views {
    /// A passage as the document marks it; `most` of its citations are told one by one.
    pub(super) fn highlight(&self, source: usize, passage: &CitedPassage, most: usize) -> Highlight {
        let first = passage.citations.first();
        Highlight {
            range: passage.range.clone(),
            count: passage.citations.len(),
            citations: passage.citations.iter().take(most).map(|citation| self.mention(citation)).collect(),
            list: first.map(|first| self.in_list(source, *first)).unwrap_or_default(),
        }
    }

    fn mention(&self, citation: &Citation) -> Mention {
        let page = self.index.page_of_draft[citation.draft];
        Mention {
            page: self.page_path(page),
            note: citation.annotation.map(|note| (note + 1, self.in_page(citation.draft, note))),
            title: self.index.pages[page].title.clone(),
            lang: self.language_of(page).to_owned(),
        }
    }

    /// Address of a citation in the list below the document, which may go on on further pages.
    fn in_list(&self, source: usize, citation: Citation) -> String {
        let reading = |citation: &Citation| (citation.draft, citation.annotation.unwrap_or(usize::MAX));
        let all = &self.index.cited[source].citations;
        let place = all.binary_search_by_key(&reading(&citation), reading).unwrap_or_default();
        let pages = pagination();
        let page = match place / pages.by {
            0 => String::new(),
            further => pages.address(self.source_path(source), further + 1),
        };
        let anchor = match citation.annotation {
            Some(annotation) => self.annotation_anchor(citation.draft, annotation),
            None => self.page_anchor(citation.draft),
        };
        [&page, "#", &anchor].concat()
    }

    fn annotation_anchor(&self, draft: usize, annotation: usize) -> String {
        ["_cites-", &self.material.drafts[draft].annotations.list[annotation].id].concat()
    }

    /// Addresses are unique, as anchors have to be.
    fn page_anchor(&self, draft: usize) -> String {
        ["_cites-", &self.index.pages[self.index.page_of_draft[draft]].path].concat()
    }

    /// The pages that some uses of a source stand on, each with the number of all of its uses and the annotations among
    /// these.
    pub(super) fn citing_pages<'a>(
        &'a self,
        source: usize,
        uses: &'a [Citation],
    ) -> impl Iterator<Item = Value> + 'a {
        let all = &self.index.cited[source].citations;
        uses.chunk_by(|one, next| one.draft == next.draft).map(move |uses| {
            let draft = uses[0].draft;
            let start = all.partition_point(|citation| citation.draft < draft);
            let count = all[start..].partition_point(|citation| citation.draft == draft);
            let annotations = uses.iter().filter_map(|citation| citation.annotation);
            Object::of(&self.page_link(self.index.page_of_draft[draft]))
                .with("count", count)
                .with("anchor", self.page_anchor(draft))
                .with_list("annotations", annotations.map(|note| self.citing_annotation(source, draft, note)))
                .done()
        })
    }

    /// An annotation as the page of a source that it cites lists it.
    fn citing_annotation(&self, source: usize, draft: usize, number: usize) -> Value {
        let annotation = &self.material.drafts[draft].annotations.list[number];
        let in_page = self.in_page(draft, number);
        Object::new()
            .with("id", annotation.id.as_str())
            .with("number", number + 1)
            .with("kind", annotation.kind.word())
            .with("text", self.annotation_text(draft, number))
            .with("path", self.annotation_path(draft, number))
            .with("in_page", in_page)
            .with("anchor", self.annotation_anchor(draft, number))
            .with_list("passages", self.cited_places(source, draft, number))
            .done()
    }

    /// Where an annotation leads to in a source: each paragraph once, with the passage that begins in it.
    fn cited_places(&self, source: usize, draft: usize, annotation: usize) -> Vec<Value> {
        let text = &self.material.sources[source];
        let findings = self.material.evidence[draft].annotations[annotation].iter();
        let passages =
            findings.filter(|finding| finding.source == Some(source)).filter_map(|finding| finding.passage());
        let mut told = BTreeSet::new();
        let places = passages.flat_map(Passage::segments).filter_map(|segment| {
            let paragraph = text.paragraph_at(segment.start).filter(|paragraph| told.insert(*paragraph))?;
            let place = Object::new()
                .with("path", joined(&[self.source_path(source), "#", &passage_id(segment)]))
                .with("paragraph", paragraph)
                .with("place_words", self.numbered(0, paragraph).place.clone());
            Some(place.done())
        });
        places.collect()
    }
}
