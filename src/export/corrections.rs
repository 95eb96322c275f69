//! The feeds of the site's corrections, one for each language.

use tera::Value;

use super::feed::{Entry, Parts, is_wanted, write};
use crate::diagnostic::Diagnostic;
use crate::emit::Artifact;
use crate::render::Renderer;
use crate::view::{Category, Object, field, text_of};
use crate::words::Dictionary;

/// Entries of the feed; older ones are in the log.
const ENTRIES: usize = 50;

/// The newest corrections, each with an id that stays; none where there are none.
pub(super) fn feeds(renderer: &Renderer<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Artifact> {
    let languages = 0..renderer.views.material.config.languages.len();
    languages.flat_map(|language| feed(renderer, language, diagnostics)).collect()
}

fn feed(renderer: &Renderer<'_>, language: usize, diagnostics: &mut Vec<Diagnostic>) -> Vec<Artifact> {
    let views = renderer.views;
    let feed = views.feed_of_corrections(language).filter(|feed| is_wanted(renderer, feed));
    let Some(feed) = feed else { return Vec::new() };
    let words = views.material.words.of(language);
    let log = format!("{}{}", views.material.config.base_url, feed.home);
    let mut corrections = views.log_of_corrections(language);
    corrections.truncate(ENTRIES);
    let entries: Vec<Entry> =
        corrections.iter().filter_map(|correction| entry(renderer, correction, &log, words)).collect();
    write(renderer, &feed, &entries.iter().collect::<Vec<_>>(), diagnostics)
}

fn entry(renderer: &Renderer<'_>, correction: &Value, log: &str, words: &Dictionary) -> Option<Entry> {
    let day = text(correction, "date").parse().ok()?;
    let kind = text(correction, "kind");
    let name = words.say(&format!("correction_{kind}")).to_owned();
    let page = field(correction, "page")?;
    let title = words.fill("correction_of", &[("kind", &name), ("title", text_of(page, "title"))]);
    let authors = field(correction, "authors").and_then(Value::as_array).unwrap_or_default();
    let author = |author: &Value| {
        let url = Some(text(author, "permalink")).filter(|url| !url.is_empty());
        (text(author, "name"), url)
    };
    let parts = Parts {
        permalink: text(correction, "permalink"),
        title,
        content: renderer.whole(text_of(correction, "text"), text_of(page, "path")),
        summary: None,
        image: None,
        published: day,
        updated: day,
        authors: authors.iter().map(author).collect(),
        categories: vec![Category { name, slug: kind, taxonomy: log.to_owned() }],
        language: text(correction, "lang"),
    };
    Some(Entry::new(parts, Object::new()))
}

fn text(value: &Value, name: &'static str) -> String {
    text_of(value, name).to_owned()
}
