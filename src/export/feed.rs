//! The feeds of the site, its sections, people and terms: Atom, and the same as JSON Feed.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;
use tera::Value;

use super::feed_json::{self, Author, Item};
use crate::diagnostic::Diagnostic;
use crate::emit::Artifact;
use crate::render::Renderer;
use crate::view::{ATOM, Category, Feed, JSON, Object, Views};

/// An entry, for both forms of a feed.
pub(super) struct Entry {
    /// For templates, its text included.
    value: Value,
    /// For JSON.
    pub(super) item: Item,
    /// The day of its last change.
    updated: Date,
}

/// What an entry is made from.
pub(super) struct Parts {
    /// The id, which is also the address.
    pub(super) permalink: String,
    pub(super) title: String,
    /// HTML with whole addresses.
    pub(super) content: String,
    pub(super) summary: Option<String>,
    /// The whole address of a picture.
    pub(super) image: Option<String>,
    pub(super) published: Date,
    pub(super) updated: Date,
    /// Names, with the address of each one's page.
    pub(super) authors: Vec<(String, Option<String>)>,
    pub(super) categories: Vec<Category>,
    pub(super) language: String,
}

impl Entry {
    /// An entry; for templates `value` may say more of it.
    pub(super) fn new(parts: Parts, value: Object) -> Self {
        let authors = parts.authors.iter().map(|(name, url)| {
            Object::new().with("name", name.as_str()).with_option("permalink", url.as_deref()).done()
        });
        let categories = parts.categories.iter().map(|category| {
            Object::new()
                .with("slug", category.slug.as_str())
                .with("name", category.name.as_str())
                .with("taxonomy", category.taxonomy.as_str())
                .done()
        });
        let value = value
            .with("title", parts.title.as_str())
            .with("permalink", parts.permalink.as_str())
            .with("lang", parts.language.as_str())
            .with_option("description", parts.summary.as_deref())
            .with("date", parts.published.to_string())
            .with("updated", parts.updated.to_string())
            .with_list("authors", authors)
            .with_list("categories", categories)
            .with("content_absolute", parts.content.as_str())
            .done();
        let item = Item {
            id: parts.permalink.clone(),
            url: parts.permalink,
            title: parts.title,
            content_html: parts.content,
            summary: parts.summary,
            image: parts.image,
            date_published: moment(parts.published),
            date_modified: moment(parts.updated),
            authors: parts.authors.into_iter().map(|(name, url)| Author { name, url }).collect(),
            tags: parts.categories.into_iter().map(|category| category.name).collect(),
            language: parts.language,
        };
        Self { value, item, updated: parts.updated }
    }
}

/// All feeds. What several of them hold is rendered once.
pub(super) fn feeds(renderer: &Renderer<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Artifact> {
    let mut feeds = renderer.views.feeds();
    feeds.retain(|feed| is_wanted(renderer, feed));
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
            (write(renderer, feed, &entries, &mut found), found)
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

/// Whether either form of a feed is.
pub(super) fn is_wanted(renderer: &Renderer<'_>, feed: &Feed) -> bool {
    [ATOM, JSON].iter().any(|name| renderer.wanted.file(&file(feed, name)))
}

/// Both forms of a feed.
pub(super) fn write(
    renderer: &Renderer<'_>,
    feed: &Feed,
    entries: &[&Entry],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Artifact> {
    let atom = atom(renderer, feed, entries, diagnostics);
    let json = Artifact::new(file(feed, JSON), feed_json::feed(renderer.views, feed, entries));
    atom.into_iter().chain([json]).collect()
}

/// Path of a feed in the output.
fn file(feed: &Feed, name: &str) -> String {
    format!("{}{name}", feed.home.trim_start_matches('/'))
}

/// The whole URL of a feed.
pub(super) fn url(views: &Views, feed: &Feed, name: &str) -> String {
    format!("{}{}{name}", views.material.config.base_url, feed.home)
}

/// A page as feeds show it.
fn entry(renderer: &Renderer<'_>, page: usize, diagnostics: &mut Vec<Diagnostic>) -> Option<Entry> {
    let views = renderer.views;
    let draft = views.index.pages[page].draft?;
    let published = views.index.pages[page].date?;
    let matter = &views.material.drafts[draft].front_matter;
    let parts = Parts {
        // An id has to stay the same for ever, and so have addresses here: what moves keeps an alias.
        permalink: views.absolute(&views.page_path(page)),
        title: views.index.pages[page].title.clone(),
        content: renderer.elsewhere(draft, diagnostics),
        summary: matter.description.clone(),
        image: renderer.image(page),
        published,
        updated: published.max(matter.updated.unwrap_or(published)),
        authors: views.authors_elsewhere(page),
        categories: views.categories(page),
        language: views.language_of(page).to_owned(),
    };
    Some(Entry::new(parts, views.page_item(page)))
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
    let mut variables = renderer.variables_in(feed.language, &feed.home);
    let pages: Vec<Value> = entries.iter().map(|entry| entry.value.clone()).collect();
    variables.insert_value("pages", Value::from(pages));
    variables.insert_value("updated", Value::from(updated.to_string()));
    variables.insert_value("feed_title", Value::from(feed.title.as_str()));
    let description = feed.description.as_deref();
    variables.insert_value("feed_description", description.map_or_else(Value::none, Value::from));
    variables.insert_value("feed_url", Value::from(url(renderer.views, feed, ATOM)));
    let path = file(feed, ATOM);
    let rendered = renderer.render("atom.xml", &variables, &path, &path, diagnostics)?;
    Some(Artifact::new(path, without_control_characters(rendered.text)))
}

/// XML 1.0 has no way to write most control characters, and a feed that holds one is refused whole.
fn without_control_characters(xml: String) -> String {
    let is_refused = |letter: char| {
        letter < ' ' && !matches!(letter, '\t' | '\n' | '\r') || matches!(letter, '\u{fffe}' | '\u{ffff}')
    };
    if xml.contains(is_refused) { xml.replace(is_refused, "") } else { xml }
}
