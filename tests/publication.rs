//! A whole publication: sections of three levels, two languages, three taxonomies.
//!
//! The site lies in `tests/publication/site/`. Its templates write facts, one a line, in place of a page's looks; feeds,
//! sitemap and redirects are the program's own. What is expected of them stands in `tests/publication/`. After an
//! intended change, `INSTA_UPDATE=always cargo test --test publication` writes it anew; read the difference.

use std::fmt::Write;
use std::path::Path;

use ibid::config::Settings;
use ibid::diagnostic::Format;
use ibid::site::{self, Outcome};
use ibid::world::Disk;
use jiff::civil::date;

fn build(settings: &Settings) -> Outcome {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/publication/site");
    let world = Disk::new(root).with_today(Some(date(2026, 1, 9)));
    let outcome = site::build(&world, settings);
    assert!(outcome.diagnostics.is_empty(), "{}", Format::Short.render(&outcome.diagnostics, false));
    outcome
}

/// The files whose paths are wanted, one below the other; of what isn't text, the path alone.
fn shown(outcome: &Outcome, wanted: impl Fn(&str) -> bool) -> String {
    let mut files: Vec<_> = outcome.artifacts.iter().filter(|file| wanted(&file.path)).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut shown = String::new();
    for file in files {
        let text = std::str::from_utf8(&file.bytes).unwrap_or("not text");
        let _ = write!(shown, "===== {}\n{text}\n", file.path);
    }
    shown
}

fn check(name: &str, shown: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("publication");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

fn is_page(path: &str) -> bool {
    path.ends_with("index.html")
}

#[test]
fn the_files_of_the_site() {
    let outcome = build(&Settings::default());
    let mut paths: Vec<&str> = outcome.artifacts.iter().map(|file| file.path.as_str()).collect();
    paths.retain(|path| !path.ends_with(".css") && !path.ends_with(".js"));
    paths.sort_unstable();
    check("files", &paths.join("\n"));
}

#[test]
fn pages_in_the_default_language() {
    check("en", &shown(&build(&Settings::default()), |path| is_page(path) && !path.starts_with("uk/")));
}

#[test]
fn pages_in_the_other_language() {
    check("uk", &shown(&build(&Settings::default()), |path| is_page(path) && path.starts_with("uk/")));
}

#[test]
fn feeds_and_maps() {
    const MAPS: [&str; 8] = [
        "_redirects",
        "atom.xml",
        "feed.json",
        "people/field-team/feed.json",
        "robots.txt",
        "sitemap.xml",
        "tags/rivers/atom.xml",
        "uk/atom.xml",
    ];
    check("maps", &shown(&build(&Settings::default()), |path| MAPS.contains(&path)));
}

#[test]
fn what_is_not_public_is_shown_when_it_is_asked_for() {
    let settings = Settings { drafts: true, future: true, expired: true, ..Settings::default() };
    let all = build(&settings);
    let usual = build(&Settings::default());
    let more = |path: &str| is_page(path) && !usual.artifacts.iter().any(|file| file.path == path);
    check("withheld", &shown(&all, more));
}

#[test]
fn the_same_bytes_again() {
    let files = |outcome: Outcome| -> Vec<_> {
        outcome.artifacts.into_iter().map(|file| (file.path, file.bytes)).collect()
    };
    assert_eq!(files(build(&Settings::default())), files(build(&Settings::default())));
}
