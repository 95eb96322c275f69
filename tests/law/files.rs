//! How often a build asks for files: of the site, and of its output.

use std::collections::{BTreeMap, BTreeSet};

use ibid::config::Settings;
use ibid::emit::MANIFEST;

use crate::built::Builder;
use crate::counting::Counts;
use crate::desk::Desk;

/// What a build asked of the site and of its output.
struct Asked {
    site: Counts,
    output: Counts,
}

/// Builds as a new process does. In one thread: two that ask for the same thing at the same time may both go and look.
fn build(builder: &Builder, desk: &Desk) -> Asked {
    desk.save(&builder.folder);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let (built, _) = pool.install(|| builder.build(&Settings::default()));
    assert!(built.numbers.is_some(), "{}", built.findings);
    Asked { site: builder.asked_of_folder.take(), output: builder.asked_of_out.take() }
}

/// The paths that were asked for more often than once, with how often.
fn again(counts: &BTreeMap<String, usize>) -> Vec<(&str, usize)> {
    counts.iter().filter(|(_, times)| **times > 1).map(|(path, times)| (path.as_str(), *times)).collect()
}

/// What was asked for, without the list of the output's files and what ibid keeps for itself.
fn files(counts: &BTreeMap<String, usize>) -> BTreeSet<String> {
    counts.keys().filter(|path| *path != MANIFEST && !path.starts_with(".ibid/")).cloned().collect()
}

fn output(builder: &Builder) -> BTreeSet<String> {
    builder.files().into_keys().collect()
}

/// What is read again: a file beside a page in two languages is copied for each of them, and a picture is not kept between
/// the look at its size, its copies and its smaller versions.
const READ_AGAIN: [&str; 2] = ["content/briefings/quay/berths.csv", "content/briefings/quay/crane.png"];

fn is_read_as_often_as_needed(asked: &Counts) {
    let again = again(&asked.read);
    let unexpected: Vec<_> = again.iter().filter(|(path, _)| !READ_AGAIN.contains(path)).collect();
    assert!(unexpected.is_empty(), "read more than once: {unexpected:?}");
}

#[test]
fn a_cold_build_reads_each_file_once_and_writes_each_once() {
    let (builder, desk) = (Builder::new(), Desk::first());
    let asked = build(&builder, &desk);
    is_read_as_often_as_needed(&asked.site);
    assert_eq!(again(&asked.site.listed), []);
    let is_input = |path: &&String| path.starts_with("content/") || path.starts_with("static/");
    let unread: Vec<_> =
        desk.files.keys().filter(is_input).filter(|path| !asked.site.read.contains_key(*path)).collect();
    assert_eq!(unread, Vec::<&String>::new());
    assert_eq!(files(&asked.output.written), output(&builder));
    // The list claims all files before the first is in its place, and tells their times after the last.
    assert_eq!(again(&asked.output.written), [(MANIFEST, 2)]);
    assert_eq!(files(&asked.output.read), BTreeSet::new());
    assert_eq!(asked.output.stamped, BTreeMap::new());
    assert_eq!(asked.output.removed, BTreeMap::new());
}

#[test]
fn a_build_with_nothing_changed_reads_no_file_and_writes_none() {
    let (builder, desk) = (Builder::new(), Desk::first());
    build(&builder, &desk);
    let asked = build(&builder, &desk);
    assert_eq!(files(&asked.site.read), BTreeSet::new());
    assert_eq!(again(&asked.site.stamped), []);
    assert_eq!(again(&asked.site.listed), []);
    assert_eq!(asked.site.written, BTreeMap::new());
    assert_eq!(files(&asked.output.read), BTreeSet::new());
    assert_eq!(files(&asked.output.stamped), output(&builder));
    assert_eq!(again(&asked.output.stamped), []);
    assert_eq!(asked.output.written, BTreeMap::new());
    assert_eq!(asked.output.removed, BTreeMap::new());
}

#[test]
fn after_one_edit_only_what_says_something_else_is_written() {
    let (builder, mut desk) = (Builder::new(), Desk::first());
    build(&builder, &desk);
    let before = builder.files();
    desk.change("content/briefings/loss.md", |text| text.replacen("nobody says more", "nobody says less", 1));
    let asked = build(&builder, &desk);
    is_read_as_often_as_needed(&asked.site);
    let after = builder.files();
    let changed: BTreeSet<String> = after
        .iter()
        .filter(|(path, bytes)| before.get(*path) != Some(bytes))
        .map(|(path, _)| path.clone())
        .collect();
    assert!(changed.contains("briefings/loss/index.html") && changed.len() < before.len() / 4, "{changed:?}");
    assert_eq!(files(&asked.output.written), changed);
    // Nothing is claimed that was not there before.
    assert_eq!(again(&asked.output.written), []);
    assert_eq!(files(&asked.output.read), BTreeSet::new());
}
