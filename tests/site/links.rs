//! This repository's own site: every link leads somewhere, every id is there once.

use std::collections::{BTreeMap, BTreeSet};

use ibid::config::Settings;
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
    let outcome = ibid::site::build(&Disk::new(root), &Settings::default());
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

/// What is said of the links of a page at line 5 and after, without the name of its file.
fn told(body: &str) -> String {
    told_in(body, &[])
}

fn told_in(body: &str, more: &[(&str, &str)]) -> String {
    let page = format!("+++\ntitle = \"Here\"\ntags = [\"grain\"]\n+++\n{body}\n");
    let other = "+++\ntitle = \"Other\"\naliases = [\"old/place\"]\n+++\n## Terms\n";
    let mut files = vec![
        ("content/briefings/here/index.md", page.as_str()),
        ("content/briefings/here/map.png", "x"),
        ("content/briefings/other.md", other),
        ("static/file.pdf", "x"),
    ];
    files.extend(more);
    let shown = super::short(&super::build(&super::site(&files)).diagnostics);
    shown.replace("content/briefings/here/index.md:5:", "")
}

#[test]
fn a_picture_that_is_not_there_is_told() {
    assert_eq!(told("![x](map.png) ![x](/file.pdf) ![x](https://example.net/x.png)"), "");
    assert_eq!(
        told("![x](mapp.png)"),
        "1: error[broken-link]: there is no file `mapp.png` beside this page\n"
    );
    assert_eq!(told("![x](/fil.pdf)"), "1: error[broken-link]: nothing of this site stands at `/fil.pdf`\n");
    assert_eq!(
        told("![x](@/briefings/here/map.png)"),
        "1: error[broken-link]: a picture is named by its path, not by `@/`\n"
    );
}

#[test]
fn paths_of_the_site_lead_to_something_that_is_made() {
    for link in [
        "/briefings/other/",
        "/briefings/other/#terms",
        "/briefings/other/?x=1#terms",
        "/briefings/here/map.png",
        "/file.pdf",
        "/tags/grain/",
        "/sources/minutes/#p1",
        "/old/place/",
        "/",
        "https://example.org",
        "https://example.org/briefings/other/#terms",
        "https://example.org.net/x/",
        "//example.org/x/",
    ] {
        assert_eq!(told(&format!("[x]({link})")), "", "{link}");
    }
    for (link, words) in [
        ("/briefings/othr/", "error[broken-link]: nothing of this site stands at `/briefings/othr/`"),
        ("/nofile.pdf", "error[broken-link]: nothing of this site stands at `/nofile.pdf`"),
        ("/tags/gran/", "error[broken-link]: nothing of this site stands at `/tags/gran/`"),
        ("/a/zz/", "error[broken-link]: nothing of this site stands at `/a/zz/`"),
        ("/briefings/other/#trems", "error[broken-link]: `/briefings/other/` has no anchor `#trems`"),
        ("/briefings/other", "warning[broken-link]: `/briefings/other` has no slash at its end"),
        (
            "https://example.org/nope/",
            "error[broken-link]: nothing of this site stands at `https://example.org/nope/`",
        ),
    ] {
        assert_eq!(told(&format!("[x]({link})")), format!("1: {words}\n"), "{link}");
    }
}

#[test]
fn what_the_site_leaves_to_others_is_not_looked_for() {
    let config = "base_url = \"https://example.org/sub\"\ntaxonomies = [{ name = \"tags\" }]\n\
        [link_checker]\nskip_prefixes = [\"https://example.org/sub/shop/\"]\n";
    let told = |link: &str| told_in(&format!("[x]({link})"), &[("ibid.toml", config)]);
    for link in ["/sub/shop/x", "https://example.org/sub/shop/", "/elsewhere/", "/sub/briefings/other/"] {
        assert_eq!(told(link), "", "{link}");
    }
    assert_eq!(
        told("/briefings/other/"),
        "1: warning[broken-link]: `/briefings/other/` leads out of this site, which stands at `/sub/`\n"
    );
}

#[test]
fn links_in_html_are_looked_at() {
    for html in [
        "<a href=\"/briefings/other/#terms\">x</a> <img src='map.png' alt>",
        "<a\nhref=/file.pdf>x</a> <a href=\"#top\">x</a> <a href>x</a>",
        "`<a href=\"/nope/\">` \\<a href=\"/nope/\"> <!-- <a href=\"/nope/\"> -->",
        "<div>\n\nhref=\"/nope/\"\n\n</div>",
        "<a data-href=\"/nope/\" title='href=\"/nope/\"'>x</a>",
    ] {
        assert_eq!(told(html), "", "{html}");
    }
    for (html, words) in [
        ("<a href=\"/nope/\">x</a>", "10: error[broken-link]: nothing of this site stands at `/nope/`"),
        (
            "<IMG SRC = 'nope.png' alt>",
            "13: error[broken-link]: there is no file `nope.png` beside this page",
        ),
        (
            "<p><a title=\"a > b\" href=\"#nope\">x</a></p>",
            "27: error[broken-link]: `content/briefings/here/index.md` has no anchor `#nope`",
        ),
        (
            "<a href=\"@/briefings/other.md\">x</a>",
            "10: error[broken-link]: `@/` and `a:` mean nothing in HTML",
        ),
        ("<a href=\"/a&amp;b/\">x</a>", "10: error[broken-link]: nothing of this site stands at `/a&b/`"),
    ] {
        assert_eq!(told(html), format!("{words}\n"), "{html}");
    }
}

#[test]
fn links_in_front_matter_are_looked_at() {
    let page = |link: &str| format!("+++\ntitle = \"X\"\n[extra]\nmore = [{{ to = \"{link}\" }}]\n+++\n");
    let told = |link: &str| {
        let page = page(link);
        told_in("", &[("content/x.md", page.as_str())])
    };
    assert_eq!(told("@/briefings/other.md#terms"), "");
    assert_eq!(
        told("@/briefings/othr.md"),
        "content/x.md:4:16: error[broken-link]: there is no page `content/briefings/othr.md`\n"
    );
    assert_eq!(
        told("@/briefings/other.md#trems"),
        "content/x.md:4:16: error[broken-link]: `content/briefings/other.md` has no anchor `#trems`\n"
    );
}

#[test]
fn a_link_to_nothing_is_told() {
    assert_eq!(told("[x]()"), "1: error[broken-link]: this link has no address\n");
    assert_eq!(told("[x](<> \"title\")"), "1: error[broken-link]: this link has no address\n");
}

#[test]
fn a_path_from_file_to_file_gets_its_form_within_the_site_as_advice() {
    let world = super::site(&[
        ("content/briefings/here.md", "+++\ntitle = \"X\"\n+++\n[x](../briefings/other.md#terms)\n"),
        ("content/briefings/other.md", "+++\ntitle = \"Other\"\n+++\n## Terms\n"),
    ]);
    let found = super::build(&world).diagnostics;
    assert_eq!(found[0].hints, ["did you mean `@/briefings/other.md#terms`?"]);
}
