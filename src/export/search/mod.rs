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

use self::record::Record;
use crate::diagnostic::{Code, Diagnostic};
use crate::emit::Artifact;
use crate::render::{Renderer, SEARCH_INDEX};
use crate::words::long_date;

/// All files of the index: an index for each language of the site, beside its search page.
pub fn search_index(renderer: &Renderer<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Artifact> {
    let config = &renderer.views.material.config;
    let mut found = Vec::new();
    for (number, language) in config.languages.iter().enumerate() {
        let folder = format!("{}/{SEARCH_INDEX}", config.language_path(number));
        match bundle::bundle(&records(renderer, number), &language.tag, folder.trim_start_matches('/')) {
            Ok(files) => found.extend(files),
            Err(message) => diagnostics.push(failed(&message)),
        }
    }
    found
}

fn failed(message: &str) -> Diagnostic {
    let message = format!("this is a fault of ibid's own: the search index could not be made: {message}");
    let hint = "`[search]` with `enabled = false` in `ibid.toml` builds the site without search";
    Diagnostic::error(Code::Internal, message).hint(hint)
}

/// What can be found in one language: its pages, and the sources that they cite; in the default language all sources.
fn records(renderer: &Renderer<'_>, language: usize) -> Vec<Record> {
    let views = renderer.views;
    let drafts = &views.material.drafts;
    let is_cited_here = |number: &usize| {
        let citations = &views.index.cited[*number].citations;
        language == 0 || citations.iter().any(|citation| drafts[citation.draft].language == language)
    };
    let pages = (0..views.index.pages.len()).into_par_iter();
    let pages = pages.filter(|page| views.index.pages[*page].language == language);
    let mut records: Vec<Record> = pages.filter_map(|page| briefing::page(renderer, page)).collect();
    let sources = (0..views.material.sources.len()).into_par_iter().filter(is_cited_here);
    records.par_extend(sources.filter_map(|number| source(renderer, number, language)));
    records
}

/// What can be found of a source: the words that its page shows, each paragraph with its own place.
fn source(renderer: &Renderer<'_>, number: usize, language: usize) -> Option<Record> {
    let views = renderer.views;
    let source = &views.material.sources[number];
    let data = &source.metadata;
    let mut record = Record {
        path: views.source_path(number).strip_prefix(&views.material.config.base_path)?.to_owned(),
        kind: "source",
        title: data.title.clone(),
        date: data.issued.map(|date| long_date(views.material.words.of(language), date)),
        lead: data.authors.iter().chain(&data.publisher).chain(&data.container_title).cloned().collect(),
        blocks: Vec::new(),
    };
    for (paragraph, words) in views.shown_paragraphs(number) {
        record.add(format!("p{paragraph}"), format!("¶ {paragraph}"), words);
    }
    Some(record)
}
