//! `sitemap.xml` and `robots.txt`.

use tera::Value;

use crate::archive::Publish;
use crate::diagnostic::Diagnostic;
use crate::emit::Artifact;
use crate::index::Page;
use crate::render::Renderer;
use crate::view::{Object, Views, pagers};

/// What the protocol allows one file (<https://www.sitemaps.org/protocol.html>).
const MOST_ENTRIES: usize = 50_000;
/// Bytes; the frame of the file is small beside it.
const MOST_BYTES: usize = 50 * 1024 * 1024 - 4096;

/// A page that search engines may show.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    /// Its URL.
    permalink: String,
    /// The day of its last change.
    updated: Option<String>,
    /// Its versions in all languages, itself included: tag and URL; none where it is the only one.
    versions: Vec<(String, String)>,
}

impl Entry {
    fn new(permalink: String, updated: Option<String>) -> Self {
        Self { permalink, updated, versions: Vec::new() }
    }

    /// More bytes than it takes in a file: tags, a date, and every character as an entity.
    fn width(&self) -> usize {
        const FRAME: usize = 100;
        const WIDEST: usize = 6;
        let versions = self.versions.iter().map(|(tag, url)| FRAME + (tag.len() + url.len()) * WIDEST);
        FRAME + self.permalink.len() * WIDEST + versions.sum::<usize>()
    }
}

/// `sitemap.xml`: every page that search engines may show, once. Where they are too many for one file, it lists the files
/// `sitemap-1.xml` and so on, which hold them.
pub(super) fn sitemap(renderer: &Renderer<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Artifact> {
    let entries = entries(renderer.views);
    let parts = parts(&entries, MOST_ENTRIES, MOST_BYTES);
    if let [only] = parts.as_slice() {
        return part(renderer, "sitemap.xml", only, diagnostics).into_iter().collect();
    }
    let mut artifacts = Vec::with_capacity(1 + parts.len());
    let mut listed = Vec::with_capacity(parts.len());
    for (place, entries) in parts.iter().enumerate() {
        let name = format!("sitemap-{}.xml", place + 1);
        let newest = entries.iter().filter_map(|entry| entry.updated.clone()).max();
        let url = format!("{}/{name}", renderer.views.material.config.base_url);
        listed.push(value(&Entry::new(url, newest)));
        artifacts.extend(part(renderer, &name, entries, diagnostics));
    }
    let mut variables = renderer.variables("/sitemap.xml");
    variables.insert_value("sitemaps", Value::from(listed));
    let template = "split_sitemap_index.xml";
    let index = renderer.render(template, &variables, "/sitemap.xml", template, diagnostics);
    artifacts.extend(index.map(|page| Artifact::new("sitemap.xml", page.text)));
    artifacts
}

fn part(
    renderer: &Renderer<'_>,
    name: &str,
    entries: &[Entry],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Artifact> {
    let path = format!("/{name}");
    let mut variables = renderer.variables(&path);
    variables.insert_value("entries", Value::from(entries.iter().map(value).collect::<Vec<_>>()));
    let page = renderer.render("sitemap.xml", &variables, &path, "sitemap.xml", diagnostics)?;
    Some(Artifact::new(name, page.text))
}

fn value(entry: &Entry) -> Value {
    let version = |(lang, permalink): &(String, String)| {
        Object::new().with("lang", lang.as_str()).with("permalink", permalink.as_str()).done()
    };
    Object::new()
        .with("permalink", entry.permalink.as_str())
        .with_option("updated", entry.updated.as_deref())
        .with_list("versions", entry.versions.iter().map(version))
        .done()
}

/// The public versions of a page in all languages; none where it is the only one.
fn versions(views: &Views, page: &Page) -> Vec<(String, String)> {
    let is_public = |page: &&usize| {
        views.index.pages[**page].withheld.is_none() && !views.index.moves.sections.contains(page)
    };
    let version =
        |&page: &usize| (views.language_of(page).to_owned(), views.absolute(&views.page_path(page)));
    let found: Vec<_> = page.translations.iter().filter(is_public).map(version).collect();
    if found.len() > 1 { found } else { Vec::new() }
}

/// All pages that are public and no redirects, sorted by their URLs.
fn entries(views: &Views) -> Vec<Entry> {
    let mut entries = Vec::new();
    let base_path = &views.material.config.base_path;
    let absolute = |path: &str| views.absolute(&format!("{base_path}{path}"));
    for (number, page) in views.index.pages.iter().enumerate() {
        if page.withheld.is_some() || views.index.moves.sections.contains(&number) {
            continue;
        }
        let matter = page.draft.map(|draft| &views.material.drafts[draft].front_matter);
        let updated = matter.and_then(|matter| matter.updated).or(page.date);
        for pager in pagers(&page.path, &page.pages, views.pagination(number)) {
            let entry = Entry::new(absolute(&pager.path), updated.map(|date| date.to_string()));
            let versions = if pager.number == 1 { versions(views, page) } else { Vec::new() };
            entries.push(Entry { versions, ..entry });
        }
    }
    for (number, source) in views.material.sources.iter().enumerate() {
        if source.publish == Publish::Full {
            let pages = views.source_pages(number);
            entries.extend(pages.pagers().iter().map(|pager| Entry::new(absolute(&pager.path), None)));
        }
    }
    for (language, taxonomy, terms) in views.index.taxonomies(&views.material.config) {
        if !taxonomy.render || terms.list.is_empty() && language > 0 {
            continue;
        }
        let base = views.material.config.taxonomy_address(language, taxonomy);
        entries.push(Entry::new(absolute(&base), None));
        for term in &terms.list {
            let path = format!("{base}{}/", term.slug);
            let pagers = pagers(&path, &term.pages, taxonomy.pagination.as_ref());
            entries.extend(pagers.iter().map(|pager| Entry::new(absolute(&pager.path), None)));
        }
    }
    entries.sort();
    entries
}

/// Cuts the list where a file would hold too much; at least one part, be it empty.
fn parts(entries: &[Entry], most: usize, bytes: usize) -> Vec<&[Entry]> {
    let mut parts = Vec::new();
    let (mut start, mut size) = (0, 0);
    for (place, entry) in entries.iter().enumerate() {
        let width = entry.width();
        if place - start == most || place > start && size + width > bytes {
            parts.push(&entries[start..place]);
            (start, size) = (place, 0);
        }
        size += width;
    }
    parts.push(&entries[start..]);
    parts
}

/// `robots.txt`.
pub(super) fn robots(renderer: &Renderer<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Artifact> {
    renderer
        .plain("robots.txt", "/robots.txt", diagnostics)
        .map(|page| Artifact::new("robots.txt", page.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_cut_where_a_file_would_hold_too_much() {
        let entries: Vec<Entry> =
            (0..5).map(|n| Entry::new(format!("https://example.org/{n}/"), None)).collect();
        let lengths =
            |most, bytes| parts(&entries, most, bytes).iter().map(|part| part.len()).collect::<Vec<_>>();
        assert_eq!(lengths(5, 10_000), [5]);
        assert_eq!(lengths(2, 10_000), [2, 2, 1]);
        assert_eq!(lengths(9, 500), [2, 2, 1]);
        assert_eq!(lengths(9, 1), [1, 1, 1, 1, 1]);
        assert_eq!(parts(&[], 9, 9), [&[] as &[Entry]]);
    }
}
