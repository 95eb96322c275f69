//! This repository's own site: every link leads somewhere, every id is there once.

use std::collections::{BTreeMap, BTreeSet};

use ibid::config::Settings;
use ibid::site::update;
use ibid::world::Disk;

/// The values of an attribute in HTML of our own making (always double-quoted).
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.match_indices(&start)
        .map(|(at, _)| &html[at + start.len()..])
        .map(|rest| &rest[..rest.find('"').unwrap_or(0)])
        .collect()
}

#[test]
fn no_link_of_this_site_is_dead_and_no_id_stands_twice() {
    let root = env!("CARGO_MANIFEST_DIR");
    let outcome = update(&Disk::new(root), &Settings::default());
    assert!(outcome.diagnostics.is_empty(), "{}", super::short(&outcome.diagnostics));
    let base = outcome.config.base_url.clone();
    let files: BTreeMap<&str, &[u8]> =
        outcome.artifacts.iter().map(|file| (file.path.as_str(), &file.bytes[..])).collect();
    let mut ids: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).expect("text");
        let all = values(html, "id");
        let unique: BTreeSet<&str> = all.iter().copied().collect();
        let twice: Vec<_> =
            unique.iter().filter(|id| all.iter().filter(|one| one == id).count() > 1).collect();
        assert!(twice.is_empty(), "{path}: {twice:?}");
        ids.insert(path, unique);
    }
    let mut checked = 0;
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).expect("text");
        for link in values(html, "href").into_iter().chain(values(html, "src")) {
            let link = link.strip_prefix(&base).unwrap_or(link).replace("&amp;", "&");
            let (target, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = target.split('?').next().unwrap_or_default();
            let file = match target {
                "" => (*path).to_owned(),
                _ if !target.starts_with('/') => continue,
                _ if target.ends_with('/') => format!("{}index.html", &target[1..]),
                _ => target[1..].to_owned(),
            };
            assert!(files.contains_key(file.as_str()), "{path} links to {link}");
            let is_there = |ids: &BTreeSet<&str>| ids.contains(anchor);
            // `#t=112` and `#page=4` are places in an original, not elements of a page.
            let is_element = file.ends_with(".html") && !anchor.is_empty();
            assert!(!is_element || ids.get(file.as_str()).is_some_and(is_there), "{path} links to {link}");
            checked += 1;
        }
    }
    assert!(checked > 1000, "{checked} links");
}

#[test]
fn names_of_files_that_mean_something_in_an_address_are_escaped_in_links() {
    let cites: String = ["c#d", "x?y", "100%", "a b", "їжак"]
        .map(|id| format!(":cite[claim]{{src=\"{id}\" at=p1}}\n"))
        .concat();
    let source = "+++\ntitle = \"S\"\n+++\nHello dear world.\n";
    let page = super::briefing(&cites);
    let files = super::built(&super::site(&[
        ("content/sources/c#d.md", source),
        ("content/sources/x?y.md", source),
        ("content/sources/100%.md", source),
        ("content/sources/a b.md", source),
        ("content/sources/їжак.md", source),
        ("content/briefings/b.md", &page),
    ]));
    let html = files.text("briefings/b/index.html");
    for (link, file) in [
        ("/sources/c%23d/#passage-0-17", "sources/c#d/index.html"),
        ("/sources/x%3Fy/#passage-0-17", "sources/x?y/index.html"),
        ("/sources/100%25/#passage-0-17", "sources/100%/index.html"),
        ("/sources/a%20b/#passage-0-17", "sources/a b/index.html"),
        ("/sources/%D1%97%D0%B6%D0%B0%D0%BA/#passage-0-17", "sources/їжак/index.html"),
    ] {
        assert!(values(html, "href").contains(&link), "{link}: {:?}", values(html, "href"));
        let address = link.split('#').next().unwrap_or_default();
        files.holds(file, &format!("<link rel=\"canonical\" href=\"https://example.org{address}\">"));
    }
}

#[test]
fn an_anchor_in_the_author_s_own_html_is_found() {
    let page = super::briefing(
        "<a id=\"terms\"></a> [to the terms](#terms) and [from afar](@/briefings/b.md#terms)",
    );
    super::built(&super::site(&[("content/briefings/b.md", &page)]));
}
