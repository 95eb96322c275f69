//! Whole sites before independent judges: every page before the Nu Html Checker, every feed before feedparser and
//! the rules of JSON Feed.
#![expect(clippy::disallowed_methods, reason = "the tests start other programs and read what they write")]
#![expect(clippy::print_stderr, reason = "a test that is left out says so")]

#[path = "validators/feedparser.rs"]
mod feedparser;
#[path = "validators/json_feed.rs"]
mod json_feed;
#[path = "validators/sites.rs"]
mod sites;
#[cfg(feature = "serve")]
#[path = "validators/status.rs"]
mod status;
#[path = "validators/tools.rs"]
mod tools;
#[path = "validators/vnu.rs"]
mod vnu;

use std::path::PathBuf;

use sites::Sites;

#[test]
fn every_page_and_style_sheet_is_valid() {
    let Some(vnu) = vnu::Vnu::find() else { return };
    let sites = Sites::written();
    // The search library's own files are checked by those who write them.
    let is_ours = |path: &PathBuf| !path.components().any(|part| part.as_os_str() == "pagefind");
    let is_wanted =
        |path: &&PathBuf| path.extension().is_some_and(|end| end == "html" || end == "css") && is_ours(path);
    let files: Vec<&PathBuf> = sites.files.iter().filter(is_wanted).collect();
    assert!(files.len() > 200, "{} files", files.len());
    let faults = vnu.faults(sites.folder.path(), &files);
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[cfg(feature = "serve")]
#[test]
fn every_page_of_the_dev_server_is_valid() {
    let Some(vnu) = vnu::Vnu::find() else { return };
    let pages = status::Pages::written();
    let files: Vec<&PathBuf> = pages.files.iter().collect();
    assert_eq!(files.len(), 14);
    let faults = vnu.faults(pages.folder.path(), &files);
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_judge_of_pages_finds_faults() {
    let Some(vnu) = vnu::Vnu::find() else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let page = folder.path().join("bad.html");
    let style = folder.path().join("bad.css");
    std::fs::write(&page, "<!doctype html><html lang=en><title>x</title><p><div id=a></div><b id=a></p>")
        .expect("a file");
    std::fs::write(&style, "p { colour: red }").expect("a file");
    let faults = vnu.faults(folder.path(), &[&page, &style]).join("\n");
    assert!(faults.contains(": error: Duplicate ID") && faults.contains("bad.html"), "{faults}");
    assert!(faults.contains("bad.css:1: error: CSS: “colour”"), "{faults}");
}

#[test]
fn every_feed_is_read_without_complaint() {
    let Some(parser) = feedparser::Feedparser::find() else { return };
    let sites = Sites::written();
    let feeds: Vec<&PathBuf> =
        sites.files.iter().filter(|path| path.file_name().is_some_and(|name| name == "atom.xml")).collect();
    assert!(feeds.len() > 10, "{feeds:?}");
    let faults = parser.faults(sites.folder.path(), &feeds);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_judge_of_feeds_finds_faults() {
    let Some(parser) = feedparser::Feedparser::find() else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let feed = folder.path().join("atom.xml");
    let entry = "<entry><id>https://example.org/a/</id><title>T</title><updated>soon</updated></entry>";
    let text = format!("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>T</title>{entry}{entry}");
    std::fs::write(&feed, text).expect("a file");
    let faults = parser.faults(folder.path(), &[&feed]).join("\n");
    for fault in
        ["is not well-formed", "has no id", "two entries", "has no date", "has no content", "has no link"]
    {
        assert!(faults.contains(fault), "{fault}: {faults}");
    }
}

#[test]
fn every_json_feed_keeps_the_rules() {
    let sites = Sites::written();
    let feeds: Vec<&PathBuf> =
        sites.files.iter().filter(|path| path.file_name().is_some_and(|name| name == "feed.json")).collect();
    assert!(feeds.len() > 10, "{feeds:?}");
    let faults: Vec<String> = feeds.iter().flat_map(|path| json_feed::faults(path)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
