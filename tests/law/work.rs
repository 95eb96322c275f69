//! How much of a site is worked out anew after one edit.

use std::sync::Arc;

use ibid::diagnostic::Format;
use ibid::site::{Past, Site, update};
use ibid::world::{Changes, Memory, Watched, World};

use crate::compare::settings;
use crate::counting::Counting;
use crate::desk::Desk;

/// What one edit made anew: the files below `content/` and `static/` that were read, the drafts and the sources that were
/// parsed, and the pages whose quotations were checked.
#[derive(Debug, Default, PartialEq, Eq)]
struct Work {
    read: Vec<String>,
    parsed: Vec<String>,
    checked: Vec<String>,
}

/// Edits a file of the first site, and tells what follows.
fn work(path: &str, from: &str, to: &str) -> Work {
    let mut desk = Desk::first();
    let folder = Memory::new();
    desk.save(&folder);
    let world = Counting::new(&folder);
    let watched = Watched::new(world.share());
    let mut past = Past::default();
    let before = update(&watched, &settings(), &mut past, &Changes::All);
    assert!(!before.outcome().has_errors());
    desk.change(path, |text| text.replacen(from, to, 1));
    desk.save(&folder);
    let changes = Changes::from_iter([path]);
    watched.forget(&changes);
    world.take();
    let after = update(&watched, &settings(), &mut past, &changes);
    // What is only copied is read when it is asked for.
    let read = world.take().read;
    assert!(!after.outcome().has_errors());
    let is_counted = |path: &String| path.starts_with("content/") || path.starts_with("static/");
    Work {
        read: read.into_keys().filter(is_counted).collect(),
        parsed: parsed(&before, &after),
        checked: checked(&before, &after),
    }
}

/// The files whose drafts or sources are other values than before.
fn parsed(before: &Site, after: &Site) -> Vec<String> {
    let (before, after) = (before.material(), after.material());
    let drafts = before.drafts.iter().zip(&after.drafts).filter(|(one, other)| !Arc::ptr_eq(one, other));
    let sources = before.sources.iter().zip(&after.sources).filter(|(one, other)| !Arc::ptr_eq(one, other));
    drafts
        .map(|(one, _)| one.file.path.clone())
        .chain(sources.map(|(one, _)| one.file.path.clone()))
        .collect()
}

/// The files whose evidence is another value than before.
fn checked(before: &Site, after: &Site) -> Vec<String> {
    let (before, after) = (before.material(), after.material());
    let pairs = before.evidence.iter().zip(&after.evidence).zip(&after.drafts);
    let checked = pairs.filter(|((one, other), _)| !Arc::ptr_eq(one, other));
    checked.map(|(_, draft)| draft.file.path.clone()).collect()
}

#[test]
fn after_an_edit_of_prose_one_page_is_read_parsed_and_checked() {
    let path = "content/briefings/loss.md";
    let work = work(path, "nobody says more", "nobody says less");
    assert_eq!(work, Work { read: vec![path.into()], parsed: vec![path.into()], checked: vec![path.into()] });
}

#[test]
fn after_an_edit_of_a_source_the_pages_that_cite_it_are_checked() {
    let path = "content/sources/minutes.md";
    let work = work(path, "The road stays closed", "The road is closed");
    let cites = "content/briefings/loss.md";
    assert_eq!(
        work,
        Work { read: vec![path.into()], parsed: vec![path.into()], checked: vec![cites.into()] }
    );
}

#[test]
fn after_an_edit_of_a_template_nothing_is_parsed_or_checked() {
    assert_eq!(work("templates/section.html", "<p>", "<p id=\"ports\">"), Work::default());
    assert_eq!(work("data/ports.csv", "North,4", "North,5"), Work::default());
    let style = "static/own.css";
    assert_eq!(work(style, "#7a1f3d", "#7a1f3e"), Work { read: vec![style.into()], ..Work::default() });
}

#[test]
fn what_is_kept_of_the_findings_names_places_as_they_are_now() {
    let path = "content/briefings/loss.uk.md";
    let world = Memory::new();
    let mut desk = Desk::first();
    desk.change(path, |text| format!("{text}\n:cite[Again]{{#loss src=minutes at=p1}}.\n"));
    desk.save(&world);
    let mut past = Past::default();
    let told = |past: &mut Past, changes: &Changes| {
        let site = update(&world, &settings(), past, changes);
        Format::Short.render(&site.diagnostics, false)
    };
    let cold = told(&mut past, &Changes::All);
    assert!(cold.contains("loss.uk.md:11:15: error[duplicate-id]"), "{cold}");
    desk.change(path, |text| text.replace("[Again]", "[Once again]"));
    desk.save(&world);
    let warm = told(&mut past, &Changes::from_iter([path]));
    assert!(warm.contains("loss.uk.md:11:20: error[duplicate-id]"), "{warm}");
}

#[test]
fn a_link_to_an_anchor_that_is_kept_is_broken_when_it_is_kept_no_longer() {
    let (path, alias) = ("content/briefings/loss.md", "aliases = [\"#counting=#count\"]");
    let world = Memory::new();
    let mut desk = Desk::first();
    desk.change(path, |text| text.replacen("aliases = [\"old/loss\", \"old/all/#loss\"]", alias, 1));
    desk.change("content/about.md", |text| format!("{text}\nSee [who](@/briefings/loss.md#counting).\n"));
    desk.save(&world);
    let mut past = Past::default();
    let told = |past: &mut Past, changes: &Changes| {
        let site = update(&world, &settings(), past, changes);
        Format::Short.render(&site.diagnostics, false)
    };
    let cold = told(&mut past, &Changes::All);
    assert!(!cold.contains("counting"), "{cold}");
    desk.change(path, |text| text.replacen(alias, "weight = 3", 1));
    desk.save(&world);
    let warm = told(&mut past, &Changes::from_iter([path]));
    assert!(warm.contains("`content/briefings/loss.md` has no anchor `#counting`"), "{warm}");
    desk.change(path, |text| text.replacen("weight = 3", alias, 1));
    desk.save(&world);
    let mended = told(&mut past, &Changes::from_iter([path]));
    assert!(!mended.contains("counting"), "{mended}");
}
