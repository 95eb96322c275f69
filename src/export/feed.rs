//! The feeds of the site, its sections, people and terms: Atom, and the same as JSON Feed.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;
use tera::Value;

use super::feed_json;
use crate::diagnostic::Diagnostic;
use crate::emit::Artifact;
use crate::render::Renderer;
use crate::view::{ATOM, Feed, JSON, Object, Views};

/// A page as feeds show it.
pub(super) struct Entry {
    /// For templates, its text included.
    value: Value,
    /// For JSON.
    pub(super) item: feed_json::Item,
    /// The day of its last change.
    updated: Date,
}

/// All feeds. What several of them hold is rendered once.
pub(super) fn feeds(renderer: &Renderer<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Artifact> {
    let feeds = renderer.views.feeds();
    let mut pages: Vec<usize> = feeds.iter().flat_map(|feed| feed.pages.iter().copied()).collect();
    pages.sort_unstable();
    pages.dedup();
    let rendered: Vec<_> = pages
        .into_par_iter()
        .map(|page| {
            let mut found = Vec::new();
            let entry = entry(renderer, page, &mut found);
            (page, entry, found)
        })
        .collect();
    let mut entries = BTreeMap::new();
    for (page, entry, found) in rendered {
        entries.extend(entry.map(|entry| (page, entry)));
        diagnostics.extend(found);
    }
    let written: Vec<_> = feeds
        .par_iter()
        .map(|feed| {
            let mut found = Vec::new();
            let entries: Vec<&Entry> = feed.pages.iter().filter_map(|page| entries.get(page)).collect();
            let atom = atom(renderer, feed, &entries, &mut found);
            let json = Artifact::new(file(feed, JSON), feed_json::feed(renderer.views, feed, &entries));
            (atom.into_iter().chain([json]).collect::<Vec<_>>(), found)
        })
        .collect();
    let mut artifacts = Vec::new();
    for (written, found) in written {
        artifacts.extend(written);
        // A template that fails in one feed fails in all.
        diagnostics.extend(found.into_iter().take(1));
    }
    artifacts
}

/// Path of a feed in the output.
fn file(feed: &Feed, name: &str) -> String {
    format!("{}{name}", feed.home.trim_start_matches('/'))
}

/// The whole URL of a feed.
pub(super) fn url(views: &Views<'_>, feed: &Feed, name: &str) -> String {
    format!("{}{}{name}", views.material.config.base_url, feed.home)
}

fn entry(renderer: &Renderer<'_>, page: usize, diagnostics: &mut Vec<Diagnostic>) -> Option<Entry> {
    let views = renderer.views;
    let draft = views.index.pages[page].draft?;
    let published = views.index.pages[page].date?;
    let updated = published.max(views.material.drafts[draft].front_matter.updated.unwrap_or(published));
    let content = renderer.elsewhere(draft, diagnostics);
    let authors = views.authors_elsewhere(page);
    let categories = views.categories(page);
    let item = feed_json::Item {
        // An id has to stay the same for ever, and so have addresses here: what moves keeps an alias.
        id: views.absolute(&views.page_path(page)),
        url: views.absolute(&views.page_path(page)),
        title: views.index.pages[page].title.clone(),
        content_html: content.clone(),
        summary: views.material.drafts[draft].front_matter.description.clone(),
        date_published: moment(published),
        date_modified: moment(updated),
        authors: authors.iter().cloned().map(|(name, url)| feed_json::Author { name, url }).collect(),
        tags: categories.iter().map(|category| category.name.clone()).collect(),
        language: views.language_of(page).to_owned(),
    };
    let authors = authors
        .into_iter()
        .map(|(name, url)| Object::new().with("name", name).with_option("permalink", url).done());
    let categories = categories.into_iter().map(|category| {
        Object::new()
            .with("slug", category.slug)
            .with("name", category.name)
            .with("taxonomy", category.taxonomy)
            .done()
    });
    let value = views
        .page_item(page)
        .with("updated", updated.to_string())
        .with_list("authors", authors)
        .with_list("categories", categories)
        .with("content_absolute", content)
        .done();
    Some(Entry { value, item, updated })
}

/// A day as the moment that feeds ask for: its first, in UTC.
fn moment(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

fn atom(
    renderer: &Renderer<'_>,
    feed: &Feed,
    entries: &[&Entry],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Artifact> {
    // A feed changes when an entry does, and not with the clock.
    let updated = entries.iter().map(|entry| entry.updated).max().unwrap_or(jiff::civil::date(1970, 1, 1));
    let mut variables = renderer.variables(&feed.home);
    let pages: Vec<Value> = entries.iter().map(|entry| entry.value.clone()).collect();
    variables.insert_value("pages", Value::from(pages));
    variables.insert_value("updated", Value::from(updated.to_string()));
    variables.insert_value("feed_title", Value::from(feed.title.as_str()));
    let description = feed.description.as_deref();
    variables.insert_value("feed_description", description.map_or_else(Value::none, Value::from));
    variables.insert_value("feed_url", Value::from(url(renderer.views, feed, ATOM)));
    let path = file(feed, ATOM);
    let rendered = renderer.render("atom.xml", &variables, &path, &path, diagnostics)?;
    Some(Artifact::new(path, without_control_characters(rendered.html)))
}

/// XML 1.0 has no way to write most control characters, and a feed that holds one is refused whole.
fn without_control_characters(xml: String) -> String {
    let is_refused = |letter: char| {
        letter < ' ' && !matches!(letter, '\t' | '\n' | '\r') || matches!(letter, '\u{fffe}' | '\u{ffff}')
    };
    if xml.contains(is_refused) { xml.replace(is_refused, "") } else { xml }
}
