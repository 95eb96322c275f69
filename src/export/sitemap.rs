//! `sitemap.xml` and `robots.txt`.

use tera::Value;

use crate::archive::Publish;
use crate::diagnostic::Diagnostic;
use crate::emit::Artifact;
use crate::render::Renderer;
use crate::view::{Object, Views, pagers};

/// What the protocol allows one file (<https://www.sitemaps.org/protocol.html>).
const MOST_ENTRIES: usize = 50_000;
/// Bytes; the frame of the file is small beside it.
const MOST_BYTES: usize = 50 * 1024 * 1024 - 4096;

/// A page that search engines may show: its URL, and the day of its last change.
type Entry = (String, Option<String>);

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
        let newest = entries.iter().filter_map(|(_, updated)| updated.clone()).max();
        listed.push(entry(&(format!("{}/{name}", renderer.views.material.config.base_url), newest)));
        artifacts.extend(part(renderer, &name, entries, diagnostics));
    }
    let mut variables = renderer.variables("/sitemap.xml");
    variables.insert_value("sitemaps", Value::from(listed));
    let template = "split_sitemap_index.xml";
    let index = renderer.render(template, &variables, "/sitemap.xml", template, diagnostics);
    artifacts.extend(index.map(|page| Artifact::new("sitemap.xml", page.html)));
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
    variables.insert_value("entries", Value::from(entries.iter().map(entry).collect::<Vec<_>>()));
    let page = renderer.render("sitemap.xml", &variables, &path, "sitemap.xml", diagnostics)?;
    Some(Artifact::new(name, page.html))
}

fn entry((permalink, updated): &Entry) -> Value {
    Object::new().with("permalink", permalink.as_str()).with_option("updated", updated.as_deref()).done()
}

/// All pages that are public and no redirects, sorted by their URLs.
fn entries(views: &Views<'_>) -> Vec<Entry> {
    let mut entries = Vec::new();
    let base_path = &views.material.config.base_path;
    let absolute = |path: &str| views.absolute(&format!("{base_path}{path}"));
    for (number, page) in views.index.pages.iter().enumerate() {
        if page.withheld.is_some() || views.index.moved.contains(&number) {
            continue;
        }
        let matter = page.draft.map(|draft| &views.material.drafts[draft].front_matter);
        let updated = matter.and_then(|matter| matter.updated).or(page.date);
        for pager in pagers(&page.path, &page.pages, views.pagination(number)) {
            entries.push((absolute(&pager.path), updated.map(|date| date.to_string())));
        }
    }
    for (number, source) in views.material.sources.iter().enumerate() {
        if source.publish == Publish::Full {
            entries.push((views.absolute(&views.source_path(number)), None));
        }
    }
    for (taxonomy, terms) in views.material.config.taxonomies.iter().zip(&views.index.terms) {
        if !taxonomy.render {
            continue;
        }
        entries.push((views.absolute(&views.taxonomy_path(taxonomy)), None));
        for term in &terms.list {
            let path = format!("/{}/{}/", taxonomy.slug, term.slug);
            let pagers = pagers(&path, &term.pages, taxonomy.pagination.as_ref());
            entries.extend(pagers.iter().map(|pager| (absolute(&pager.path), None)));
        }
    }
    entries.sort();
    entries
}

/// Cuts the list where a file would hold too much; at least one part, be it empty.
fn parts(entries: &[Entry], most: usize, bytes: usize) -> Vec<&[Entry]> {
    // Tags and a date, and every character as an entity: more than any entry takes.
    const FRAME: usize = 100;
    const WIDEST: usize = 6;
    let mut parts = Vec::new();
    let (mut start, mut size) = (0, 0);
    for (place, (permalink, _)) in entries.iter().enumerate() {
        let width = FRAME + permalink.len() * WIDEST;
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
        .map(|page| Artifact::new("robots.txt", page.html))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_cut_where_a_file_would_hold_too_much() {
        let entries: Vec<Entry> = (0..5).map(|n| (format!("https://example.org/{n}/"), None)).collect();
        let lengths =
            |most, bytes| parts(&entries, most, bytes).iter().map(|part| part.len()).collect::<Vec<_>>();
        assert_eq!(lengths(5, 10_000), [5]);
        assert_eq!(lengths(2, 10_000), [2, 2, 1]);
        assert_eq!(lengths(9, 500), [2, 2, 1]);
        assert_eq!(lengths(9, 1), [1, 1, 1, 1, 1]);
        assert_eq!(parts(&[], 9, 9), [&[] as &[Entry]]);
    }
}
