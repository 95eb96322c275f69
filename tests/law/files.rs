//! How often a build asks for files: of the site, and of its output.

use std::collections::{BTreeMap, BTreeSet};

use ibid::emit::{MANIFEST, Options, Stage};
use ibid::site::{Past, update};
use ibid::world::{Changes, Memory};

use crate::compare::settings;
use crate::counting::{Counting, Counts};
use crate::desk::Desk;

/// A site and its output, which are built by one process after the other.
struct Builds {
    desk: Desk,
    folder: Memory,
    site: Counting,
    made: Memory,
    output: Counting,
}

/// What a build asked of the site and of its output.
struct Asked {
    site: Counts,
    output: Counts,
}

impl Builds {
    fn new() -> Self {
        let (folder, made) = (Memory::new(), Memory::new());
        let (site, output) = (Counting::new(&folder), Counting::new(&made));
        Self { desk: Desk::first(), folder, site, made, output }
    }

    /// Builds with nothing but what is in the two folders, as a new process does. In one thread: two that ask for the same
    /// thing at the same time may both go and look.
    fn build(&self) -> Asked {
        self.desk.save(&self.folder);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
        pool.install(|| {
            let site = update(&self.site, &settings(), &mut Past::default(), &Changes::All);
            let stage = Stage::open(&self.output, Options::default()).expect("an output of ibid's own");
            let (outcome, _) = site.outcome_on(&stage, None);
            assert!(!outcome.has_errors(), "{:?}", outcome.diagnostics);
            stage.commit(&outcome.artifacts).expect("an output that can be written");
        });
        Asked { site: self.site.take(), output: self.output.take() }
    }

    /// The files of the output without the list of them.
    fn output_files(&self) -> BTreeSet<String> {
        self.made.all().into_keys().filter(|path| path != MANIFEST).collect()
    }
}

/// The paths that were asked for more often than once, with how often.
fn again(counts: &BTreeMap<String, usize>) -> Vec<(&str, usize)> {
    counts.iter().filter(|(_, times)| **times > 1).map(|(path, times)| (path.as_str(), *times)).collect()
}

/// What was asked for, without the list of files.
fn files(counts: &BTreeMap<String, usize>) -> BTreeSet<String> {
    counts.keys().filter(|path| *path != MANIFEST).cloned().collect()
}

/// What is read again: a file beside a page in two languages is copied for each of them, and a picture is not kept between
/// the look at its size, its copies and its smaller versions.
const READ_AGAIN: [&str; 2] = ["content/briefings/quay/berths.csv", "content/briefings/quay/crane.png"];

fn is_read_as_often_as_needed(asked: &Counts) {
    let again = again(&asked.read);
    let unexpected: Vec<_> = again.iter().filter(|(path, _)| !READ_AGAIN.contains(path)).collect();
    assert!(unexpected.is_empty(), "read more than once: {unexpected:?}");
    assert_eq!(self::again(&asked.listed), []);
}

#[test]
fn a_cold_build_reads_each_file_once_and_writes_each_once() {
    let builds = Builds::new();
    let asked = builds.build();
    is_read_as_often_as_needed(&asked.site);
    let of_desk = |path: &&String| path.starts_with("content/") || path.starts_with("static/");
    let unread: Vec<_> = builds
        .desk
        .files
        .keys()
        .filter(of_desk)
        .filter(|path| !asked.site.read.contains_key(*path))
        .collect();
    assert_eq!(unread, Vec::<&String>::new());
    assert_eq!(files(&asked.output.written), builds.output_files());
    // The list claims all files before the first is in its place, and tells their times after the last.
    assert_eq!(again(&asked.output.written), [(MANIFEST, 2)]);
    assert_eq!(files(&asked.output.read), BTreeSet::new());
    assert_eq!(asked.output.stamped, BTreeMap::new());
    assert_eq!(asked.output.removed, BTreeMap::new());
}

#[test]
fn a_build_with_nothing_changed_asks_once_after_each_file_and_writes_none() {
    let builds = Builds::new();
    builds.build();
    let asked = builds.build();
    is_read_as_often_as_needed(&asked.site);
    assert_eq!(asked.site.written, BTreeMap::new());
    assert_eq!(files(&asked.output.read), BTreeSet::new());
    assert_eq!(files(&asked.output.stamped), builds.output_files());
    assert_eq!(again(&asked.output.stamped), []);
    assert_eq!(asked.output.written, BTreeMap::new());
    assert_eq!(asked.output.removed, BTreeMap::new());
}

#[test]
fn after_one_edit_only_what_says_something_else_is_written() {
    let mut builds = Builds::new();
    builds.build();
    let before = builds.made.all();
    builds
        .desk
        .change("content/briefings/loss.md", |text| text.replacen("nobody says more", "nobody says less", 1));
    let asked = builds.build();
    is_read_as_often_as_needed(&asked.site);
    let after = builds.made.all();
    let other = |path: &String| before.get(path) != after.get(path);
    let changed: BTreeSet<String> = builds.output_files().into_iter().filter(other).collect();
    assert!(changed.contains("briefings/loss/index.html") && changed.len() < before.len() / 4);
    assert_eq!(files(&asked.output.written), changed);
    // Nothing is claimed that was not there before.
    assert_eq!(again(&asked.output.written), []);
    assert_eq!(files(&asked.output.read), BTreeSet::new());
}
