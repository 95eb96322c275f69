//! What templates see of an annotation.

use tera::Value;

use super::Views;
use super::value::Object;
use crate::parse::{Annotation, AnnotationKind, Draft};
use crate::words::Dictionary;

/// The word for a kind of annotation, also its class in HTML.
#[must_use]
pub(super) fn kind(kind: AnnotationKind) -> &'static str {
    match kind {
        AnnotationKind::Cite => "cite",
        AnnotationKind::Quote => "quote",
        AnnotationKind::Translation => "translation",
        AnnotationKind::Note => "note",
        AnnotationKind::Footnote => "footnote",
    }
}

/// Whether an annotation's note stands in the margin: there is none beside another note, and a heading is to hold its
/// own words alone.
fn in_margin(draft: &Draft, annotation: &Annotation) -> bool {
    let headings = &draft.parsed.headings;
    let before = headings.partition_point(|heading| heading.range.start <= annotation.range.start);
    let heading = before.checked_sub(1).map(|at| &headings[at]);
    annotation.parent.is_none() && heading.is_none_or(|heading| heading.range.end <= annotation.range.start)
}

impl Views {
    /// Path of an annotation's permalink; where these pages are not written, of its place in the text.
    #[must_use]
    pub fn annotation_path(&self, draft: usize, annotation: usize) -> String {
        let id = &self.material.drafts[draft].annotations.list[annotation].id;
        if self.material.config.annotation_pages {
            format!("{}/a/{id}/", self.material.config.base_path)
        } else {
            self.in_page(draft, annotation)
        }
    }

    /// Path of the place in the briefing where an annotation stands.
    #[must_use]
    pub fn in_page(&self, draft: usize, annotation: usize) -> String {
        let page = self.index.page_of_draft[draft];
        let id = &self.material.drafts[draft].annotations.list[annotation].id;
        format!("{}#a-{id}", self.page_path(page))
    }

    /// What an annotation is called where no markup can stand.
    #[must_use]
    pub fn annotation_text(&self, draft: usize, number: usize) -> &str {
        let draft = &self.material.drafts[draft];
        let text = draft.annotations.list[number].text.as_str();
        if text.is_empty() { self.material.words.of(draft.language).say("a_footnote") } else { text }
    }

    /// An annotation as a source's page lists it.
    pub(super) fn annotation_item(&self, draft: usize, number: usize) -> Value {
        let annotation = &self.material.drafts[draft].annotations.list[number];
        Object::new()
            .with("id", annotation.id.as_str())
            .with("number", number + 1)
            .with("kind", kind(annotation.kind))
            .with("text", self.annotation_text(draft, number))
            .with("path", self.annotation_path(draft, number))
            .with("in_page", self.in_page(draft, number))
            .with("page", self.page_link(self.index.page_of_draft[draft]))
            .done()
    }

    /// An annotation as a card on any page shows it.
    #[must_use]
    pub fn annotation_card(&self, draft: usize, number: usize, words: &Dictionary) -> Value {
        super::asked::text_of(self.index.page_of_draft[draft]);
        self.annotation(draft, number, words).done()
    }

    /// An annotation without the parts that are HTML of the page's body (`label`, `note`), in the words of the page that
    /// shows it.
    #[must_use]
    pub fn annotation(&self, draft: usize, number: usize, words: &Dictionary) -> Object {
        let annotation = &self.material.drafts[draft].annotations.list[number];
        let in_margin = in_margin(&self.material.drafts[draft], annotation);
        // From where there is no margin, the number leads to the list at the end.
        let note_place = if in_margin { "note" } else { "end" };
        let findings = &self.material.evidence[draft].annotations[number];
        let requests = &annotation.requests;
        let evidence: Vec<Value> = findings
            .iter()
            .zip(requests)
            .map(|(finding, request)| self.evidence(finding, request, words))
            .collect();
        let own = (evidence.iter().enumerate())
            .filter(|(request, _)| !self.stands_in_note(draft, number, *request))
            .map(|(_, evidence)| evidence.clone());
        let own: Vec<Value> = own.collect();
        let path = self.annotation_path(draft, number);
        let permalink = self.absolute(&path);
        let shown = (number + 1).to_string();
        let words_of = |key: &str| words.fill(key, &[("number", shown.as_str())]);
        Object::new()
            .with("id", annotation.id.as_str())
            .with("number", number + 1)
            .with("number_words", words_of("note_number"))
            .with("back_words", words_of("back_to_text"))
            .with("kind", kind(annotation.kind))
            .with("anchor", format!("a-{}", annotation.id))
            .with("note_anchor", format!("{note_place}-{}", annotation.id))
            .with("end_anchor", format!("end-{}", annotation.id))
            .with("path", path)
            .with("permalink", permalink)
            .with("text", self.annotation_text(draft, number))
            .with("nested", annotation.parent.is_some())
            .with("in_margin", in_margin)
            .with_list("evidence", evidence)
            .with_list("own_evidence", own)
            .with("page", self.page_link(self.index.page_of_draft[draft]))
            .with("in_page", self.in_page(draft, number))
    }

    /// Whether a passage is set within the annotation's note, where readers see it already.
    fn stands_in_note(&self, draft: usize, number: usize, request: usize) -> bool {
        let inner = &self.material.drafts[draft].annotations.inner;
        inner.values().any(|&found| found == (number, request))
    }
}
