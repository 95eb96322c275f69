//! The search index: what readers' browsers look words up in.
//!
//! Not the pages are indexed but their own words: title, text, notes and passages, each with the place that a result
//! leads to. So navigation, furniture and what a page says twice are left out, and of a source nothing is found that
//! is not shown.

mod blocks;
mod briefing;
mod bundle;
mod record;

use rayon::prelude::*;
use tera::Value;
use tera::value::Key;

use self::record::Record;
use crate::diagnostic::{Code, Diagnostic};
use crate::emit::Artifact;
use crate::render::Renderer;
use crate::words::long_date;

/// Where the index lies in the output.
pub(super) const FOLDER: &str = "pagefind";

/// All files of the index.
pub fn search_index(renderer: &Renderer<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Artifact> {
    let views = renderer.views;
    let pages =
        (0..views.index.pages.len()).into_par_iter().filter_map(|page| briefing::page(renderer, page));
    let mut records: Vec<Record> = pages.collect();
    records.par_extend(
        (0..views.material.sources.len()).into_par_iter().filter_map(|number| source(renderer, number)),
    );
    bundle::bundle(&records).unwrap_or_else(|message| {
        let message = format!("this is a fault of ibid's own: the search index could not be made: {message}");
        let hint = "`[search]` with `enabled = false` in `ibid.toml` builds the site without search";
        diagnostics.push(Diagnostic::error(Code::Internal, message).hint(hint));
        Vec::new()
    })
}

/// A field of a value that templates see.
fn field<'a>(value: &'a Value, key: &'static str) -> Option<&'a Value> {
    value.as_map()?.get(&Key::Str(key))
}

fn text<'a>(value: &'a Value, key: &'static str) -> &'a str {
    field(value, key).and_then(Value::as_str).unwrap_or_default()
}

/// What can be found of a source: the words that its page shows, each paragraph with its own place.
fn source(renderer: &Renderer<'_>, number: usize) -> Option<Record> {
    let views = renderer.views;
    let source = &views.material.sources[number];
    let data = &source.metadata;
    let mut record = Record {
        path: views.source_path(number).strip_prefix(&views.material.config.base_path)?.to_owned(),
        language: views.material.config.default_language.clone(),
        kind: "source",
        title: data.title.clone(),
        date: data.issued.map(|date| long_date(views.material.words.of(0), date)),
        lead: data.authors.iter().chain(&data.publisher).chain(&data.container_title).cloned().collect(),
        blocks: Vec::new(),
    };
    for (paragraph, words) in views.shown_paragraphs(number) {
        record.add(format!("p{paragraph}"), format!("¶ {paragraph}"), words);
    }
    Some(record)
}
