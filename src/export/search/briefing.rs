//! What can be found of a page: its text, and its annotations with their notes and passages.

use jiff::civil::Date;
use tera::Value;

use super::blocks::blocks;
use super::record::Record;
use super::{field, text};
use crate::archive::PartialDate;
use crate::index::PageKind;
use crate::parse::plain_text;
use crate::render::{Renderer, Searchable};
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
        date: page.date.map(|date| long_date(views.material.words.of(page.language), partial(date))),
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

/// A day with all its parts.
fn partial(date: Date) -> PartialDate {
    PartialDate { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
}

fn kind(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Home | PageKind::Section => "section",
        PageKind::Briefing => "briefing",
        PageKind::Person => "person",
        PageKind::Page => "page",
    }
}

/// The author's comment, and each passage with the name of its source. The phrase itself stands in the text.
fn words_of(annotation: &Value) -> String {
    let mut words = plain_text(text(annotation, "note"));
    let evidence = field(annotation, "own_evidence").and_then(Value::as_array).unwrap_or_default();
    for evidence in evidence {
        let passage = field(evidence, "passage").map(|passage| text(passage, "exact"));
        let source = field(evidence, "source");
        let about = ["author_words", "title"].map(|key| source.map_or("", |source| text(source, key)));
        for part in passage.into_iter().chain(about).filter(|part| !part.is_empty()) {
            words.push(' ');
            words.push_str(part);
            if !part.ends_with(['.', '!', '?', '…']) {
                words.push('.');
            }
        }
    }
    words
}
