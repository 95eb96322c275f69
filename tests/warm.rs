//! A site that is brought up to date, and made file by file: the same bytes as a build from nothing.

use std::path::Path;

use ibid::config::Settings;
use ibid::diagnostic::{Code, Format};
use ibid::site::{self, Past, Site};
use ibid::world::{Changes, Disk, Memory, World};
use jiff::civil::date;

fn cold(world: &dyn World) -> Site {
    site::update(world, &Settings::default(), &mut Past::default(), &Changes::All)
}

fn publication() -> Disk {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/publication/site");
    Disk::new(root).with_today(Some(date(2026, 1, 9)))
}

/// A site in memory, which can be edited.
fn copy(world: &Disk) -> Memory {
    let files = world.files("").expect("a folder");
    Memory::with(files.iter().map(|path| (path.clone(), world.read(path).expect("a file"))))
}

#[track_caller]
fn each_alone(world: &dyn World) {
    let site = cold(world);
    let outcome = site.outcome();
    assert!(outcome.artifacts.len() > 50, "{}", Format::Short.render(&outcome.diagnostics, false));
    for artifact in &outcome.artifacts {
        let (alone, found) = site.file(&artifact.path);
        assert_eq!(alone.as_ref(), Some(artifact), "{}", artifact.path);
        assert!(found.is_empty(), "{}", Format::Short.render(&found, false));
    }
}

#[test]
fn a_file_that_is_made_alone_is_the_one_of_the_whole() {
    each_alone(&publication());
    each_alone(&Disk::new(env!("CARGO_MANIFEST_DIR")));
}

#[test]
fn what_the_site_does_not_have_is_not_made() {
    let site = cold(&publication());
    for path in [
        "",
        "index",
        "nothing.html",
        "briefings",
        "briefings/",
        "a//index.html",
        "../ibid.toml",
        "a/x/index.html",
    ] {
        assert_eq!(site.file(path).0, None, "{path}");
    }
}

#[test]
fn an_update_comes_to_what_a_build_from_nothing_does() {
    let world = copy(&publication());
    let mut past = Past::default();
    let settings = Settings::default();
    let _ = site::update(&world, &settings, &mut past, &Changes::All).outcome();
    let pages = world.files("content").expect("a folder");
    for path in pages.iter().filter(|path| path.ends_with(".md")) {
        let before = String::from_utf8(world.read(path).expect("a file")).expect("text");
        world.insert(path.clone(), format!("{before}\nOne more paragraph.\n"));
        let warm = site::update(&world, &settings, &mut past, &Changes::from_iter([path.as_str()])).outcome();
        let cold = cold(&world).outcome();
        assert_eq!(warm.diagnostics, cold.diagnostics, "{path}");
        assert_eq!(warm.artifacts, cold.artifacts, "{path}");
        assert_eq!(warm.summary, cold.summary, "{path}");
    }
}

#[test]
fn a_look_at_the_whole_site_finds_what_was_not_known() {
    let world = copy(&publication());
    world.insert("content/stray.txt", "Nothing is made of it.");
    assert_eq!(cold(&world).findings(&|| false).as_deref(), Some(&[][..]));
    world.insert("templates/briefing.html", "{{ page.extra.nowhere }}");
    let site = cold(&world);
    let found = site.findings(&|| false).expect("nobody stopped it");
    assert!(!found.is_empty() && found.iter().all(|one| one.code == Code::TemplateFailed), "{found:?}");
    assert!(!site.diagnostics.is_empty() && found.iter().all(|one| !site.diagnostics.contains(one)));
    assert!(site.findings(&|| true).is_none());
}
