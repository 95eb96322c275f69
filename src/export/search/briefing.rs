//! What can be found of a page: its text, and its annotations with their notes and passages.

use tera::Value;

use super::blocks::blocks;
use super::record::Record;
use crate::index::PageKind;
use crate::parse::plain_text;
use crate::render::{Renderer, Searchable};
use crate::view::{field, text_of};
use crate::words::long_date;

/// The record of a page; none for one without a text, and for one that wants to be left out.
pub(super) fn page(renderer: &Renderer<'_>, number: usize) -> Option<Record> {
    let views = renderer.views;
    let page = &views.index.pages[number];
    let draft = page.draft?;
    let matter = &views.material.drafts[draft].front_matter;
    if matter.out_of_search || matter.redirect_to.is_some() {
        return None;
    }
    let mut record = Record {
        path: page.path.clone(),
        kind: kind(page.kind),
        title: page.title.clone(),
        date: page.date.map(|date| long_date(views.material.words.of(page.language), date.into())),
        lead: matter.description.iter().chain(&matter.authors).cloned().collect(),
        blocks: Vec::new(),
    };
    let Searchable { text, annotations } = renderer.searchable(draft);
    for block in blocks(&text) {
        let title = if block.title.is_empty() { &page.title } else { &block.title };
        record.add(block.anchor(), title.clone(), &block.words);
    }
    for (number, value) in annotations.iter().enumerate() {
        let annotation = &views.material.drafts[draft].annotations.list[number];
        let title = format!("{}. {}", number + 1, annotation.text);
        record.add(format!("a-{}", annotation.id), title, words_of(value));
    }
    Some(record)
}

fn kind(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Home | PageKind::Section => "section",
        PageKind::Briefing => "briefing",
        PageKind::Newsletter => "newsletter",
        PageKind::Person => "person",
        PageKind::Page => "page",
    }
}

/// The author's comment, and each passage with the name of its source. The phrase itself stands in the text.
fn words_of(annotation: &Value) -> String {
    let mut words = plain_text(text_of(annotation, "note"));
    let evidence = field(annotation, "own_evidence").and_then(Value::as_array).unwrap_or_default();
    for evidence in evidence {
        let passage = field(evidence, "passage").map(|passage| text_of(passage, "exact"));
        let source = field(evidence, "source");
        let authors = source.and_then(|source| field(source, "author")).and_then(Value::as_array);
        let authors = authors.unwrap_or_default().iter().filter_map(Value::as_str);
        let title = source.map(|source| text_of(source, "title"));
        for part in passage.into_iter().chain(authors).chain(title).filter(|part| !part.is_empty()) {
            words.push(' ');
            words.push_str(part);
            if !part.ends_with(['.', '!', '?', '…']) {
                words.push('.');
            }
        }
    }
    words
}
