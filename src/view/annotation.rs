//! What templates see of an annotation.

use tera::Value;

use super::Views;
use super::value::{Object, joined};
use crate::parse::{Annotation, Draft};

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
            [&self.material.config.base_path, "/a/", id, "/"].concat()
        } else {
            self.in_page(draft, annotation)
        }
    }

    /// Path of the place in the briefing where an annotation stands.
    #[must_use]
    pub fn in_page(&self, draft: usize, annotation: usize) -> String {
        self.parts_in_page(draft, annotation).concat()
    }

    /// The same in parts.
    fn parts_in_page(&self, draft: usize, annotation: usize) -> [&str; 4] {
        let page = self.index.page_of_draft[draft];
        let id = &self.material.drafts[draft].annotations.list[annotation].id;
        [&self.material.config.base_path, &self.index.pages[page].path, "#a-", id]
    }

    /// What an annotation is called where no markup can stand.
    #[must_use]
    pub fn annotation_text(&self, draft: usize, number: usize) -> &str {
        let draft = &self.material.drafts[draft];
        let text = draft.annotations.list[number].text.as_str();
        if text.is_empty() { self.material.words.of(draft.language).say("a_footnote") } else { text }
    }

    /// An annotation as a card on any page shows it.
    #[must_use]
    pub fn annotation_card(&self, draft: usize, number: usize, language: usize) -> Value {
        super::asked::text_of(self.index.page_of_draft[draft]);
        self.annotation(draft, number, language).done()
    }

    /// An annotation without the parts that are HTML of the page's body (`label`, `note`), in the words of the page that
    /// shows it.
    #[must_use]
    pub fn annotation(&self, draft: usize, number: usize, language: usize) -> Object {
        let annotation = &self.material.drafts[draft].annotations.list[number];
        let in_margin = in_margin(&self.material.drafts[draft], annotation);
        // From where there is no margin, the number leads to the list at the end.
        let note_place = if in_margin { "note" } else { "end" };
        let findings = &self.material.evidence[draft].annotations[number];
        let requests = &annotation.requests;
        let evidence: Vec<Value> = findings
            .iter()
            .zip(requests)
            .map(|(finding, request)| self.evidence(finding, request, language))
            .collect();
        // Readers see what is set within the note already.
        let own = requests.iter().any(|request| request.in_note).then(|| {
            let own = requests.iter().zip(&evidence).filter(|(request, _)| !request.in_note);
            Value::from(own.map(|(_, evidence)| evidence.clone()).collect::<Vec<_>>())
        });
        let evidence = Value::from(evidence);
        let own = own.unwrap_or_else(|| evidence.clone());
        let in_page = joined(&self.parts_in_page(draft, number));
        let path = self.annotation_address(draft, number, &in_page);
        let permalink = joined(&[&self.origin, path.as_str().unwrap_or_default()]);
        let words = self.numbered(language, number + 1);
        let before =
            number.checked_sub(1).map(|before| &self.material.drafts[draft].annotations.list[before]);
        let source_before =
            before.and_then(|before| before.requests.last()).map(|request| request.source.as_str());
        let value = Object::new()
            .with("id", annotation.id.as_str())
            .with("number", number + 1)
            .with("number_words", words.note.clone())
            .with("back_words", words.back.clone())
            .with("kind", annotation.kind.word())
            .with("anchor", joined(&["a-", &annotation.id]))
            .with("note_anchor", joined(&[note_place, "-", &annotation.id]))
            .with("end_anchor", joined(&["end-", &annotation.id]))
            .with("path", path)
            .with("permalink", permalink)
            .with("text", self.annotation_text(draft, number))
            .with("nested", annotation.parent.is_some())
            .with("in_margin", in_margin)
            .with_option("source_before", source_before)
            .with("evidence", evidence)
            .with("own_evidence", own)
            .with("page", self.page_link(self.index.page_of_draft[draft]))
            .with("in_page", in_page);
        self.with_letters(&annotation.id, value)
    }

    /// With the newsletters that link to the annotation, newest first; most have none.
    fn with_letters(&self, id: &str, annotation: Object) -> Object {
        match self.index.letters.get(id) {
            Some(letters) => {
                annotation.with_list("newsletters", letters.iter().map(|&page| self.page_link(page)))
            }
            None => annotation,
        }
    }

    /// The path of an annotation that stands at `in_page`.
    fn annotation_address(&self, draft: usize, number: usize, in_page: &Value) -> Value {
        if self.material.config.annotation_pages {
            Value::from(self.annotation_path(draft, number))
        } else {
            in_page.clone()
        }
    }
}
