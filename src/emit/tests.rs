use proptest::prelude::*;

use super::*;
use crate::world::{Disk, Memory};

fn site(files: &[(&str, &str)]) -> Vec<Artifact> {
    files.iter().map(|(path, text)| Artifact::new(*path, *text)).collect()
}

fn put(out: &dyn World, files: &[(&str, &str)]) -> Result<Report, Vec<Diagnostic>> {
    emit(out, &site(files), Options::default())
}

fn force(out: &dyn World, files: &[(&str, &str)]) -> Result<Report, Vec<Diagnostic>> {
    emit(out, &site(files), Options { force: true })
}

fn counts(report: &Report) -> (usize, usize, usize) {
    (report.written.len(), report.unchanged, report.removed.len())
}

fn codes(result: Result<Report, Vec<Diagnostic>>) -> Vec<Code> {
    result.unwrap_err().into_iter().map(|found| found.code).collect()
}

/// What is in the folder apart from the manifest.
fn there(out: &dyn World) -> Vec<String> {
    let mut files = out.files("").unwrap().to_vec();
    files.retain(|path| path != manifest::PATH);
    files
}

fn both(test: impl Fn(&dyn World)) {
    let folder = tempfile::tempdir().unwrap();
    test(&Disk::new(folder.path().join("public")));
    test(&Memory::new());
}

#[test]
fn only_changed_bytes_are_written() {
    both(|out| {
        let first = [("index.html", "1"), ("a/index.html", "2"), ("b/index.html", "3")];
        assert_eq!(counts(&put(out, &first).unwrap()), (3, 0, 0));
        assert_eq!(counts(&put(out, &first).unwrap()), (0, 3, 0));
        let second = [("index.html", "1"), ("a/index.html", "changed"), ("c/index.html", "4")];
        let report = put(out, &second).unwrap();
        assert_eq!(report.written, ["a/index.html", "c/index.html"]);
        assert_eq!(report.removed, ["b/index.html"]);
        assert_eq!(report.unchanged, 1);
        assert_eq!(there(out), ["a/index.html", "c/index.html", "index.html"]);
        assert_eq!(out.read("a/index.html").unwrap(), b"changed");
    });
}

#[test]
fn a_build_that_changes_nothing_touches_nothing() {
    let out = Memory::new();
    put(&out, &[("a", "1"), ("b", "2")]).unwrap();
    let writes = out.writes();
    put(&out, &[("b", "2"), ("a", "1")]).unwrap();
    assert_eq!(out.writes(), writes);
}

#[test]
fn what_somebody_did_to_the_output_is_put_right() {
    both(|out| {
        let files = [("a", "one"), ("b", "two"), ("c", "six")];
        put(out, &files).unwrap();
        out.write("a", b"ONE").unwrap();
        out.remove("b").unwrap();
        assert_eq!(put(out, &files).unwrap().written, ["a", "b"]);
        // Written again with the same bytes: nothing to do but to note the new time.
        out.write("c", b"six").unwrap();
        assert_eq!(counts(&put(out, &files).unwrap()), (0, 3, 0));
    });
}

#[test]
fn files_of_others_are_neither_removed_nor_overwritten() {
    both(|out| {
        out.write("thesis.doc", b"years of work").unwrap();
        assert_eq!(codes(put(out, &[("index.html", "")])), [Code::ForeignOutput]);
        assert_eq!(there(out), ["thesis.doc"]);
        force(out, &[("index.html", "")]).unwrap();
        assert_eq!(there(out), ["index.html", "thesis.doc"]);
        // From here on the folder is known, and only what is in the way is a reason to stop.
        put(out, &[("index.html", "2")]).unwrap();
        assert_eq!(codes(put(out, &[("thesis.doc", "")])), [Code::ForeignOutput]);
        assert_eq!(codes(put(out, &[("thesis.doc/x", "")])), [Code::ForeignOutput]);
        assert_eq!(out.read("thesis.doc").unwrap(), b"years of work");
        assert_eq!(out.read("index.html").unwrap(), b"2");
        force(out, &[("thesis.doc", "")]).unwrap();
        assert_eq!(there(out), ["thesis.doc"]);
    });
}

#[test]
fn the_message_about_files_of_others_names_some_and_the_way_out() {
    let out = Memory::with([("a", ""), ("b", ""), ("c", ""), ("d", ""), ("e", "")]);
    let found = put(&out, &[]).unwrap_err();
    assert!(found[0].message.ends_with("`a`, `b`, `c` and 2 more"), "{}", found[0].message);
    assert!(found[0].hints.iter().any(|hint| hint.contains("--force")));
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    both(|out| {
        put(out, &[("a", "1"), ("b/c/d", "2")]).unwrap();
        let report = put(out, &[("a/x", "1"), ("b", "2")]).unwrap();
        assert_eq!(report.removed, ["a", "b/c/d"]);
        assert_eq!(there(out), ["a/x", "b"]);
        put(out, &[("a", "1"), ("b/c/d", "2")]).unwrap();
        assert_eq!(there(out), ["a", "b/c/d"]);
    });
}

#[test]
fn artifacts_in_each_others_way_are_told_before_anything_is_written() {
    let out = Memory::new();
    assert_eq!(codes(put(&out, &[("a", ""), ("a", "")])), [Code::Internal]);
    assert_eq!(codes(put(&out, &[("a/B/c", ""), ("a/b/c", "")])), [Code::DuplicateUrl]);
    assert_eq!(codes(put(&out, &[("a", ""), ("a/b/c", "")])), [Code::DuplicateUrl]);
    assert_eq!(codes(put(&out, &[("a", ""), ("a-b", ""), ("A/b", "")])), [Code::DuplicateUrl]);
    assert_eq!(codes(put(&out, &[(manifest::PATH, "")])), [Code::DuplicateUrl]);
    assert_eq!(codes(put(&out, &[("a", ""), ("../out", "")])), [Code::Unwritable]);
    assert_eq!(codes(put(&out, &[("a", ""), ("b//c", "")])), [Code::Unwritable]);
    let long = format!("b/{}/index.html", "ж".repeat(128));
    assert_eq!(codes(put(&out, &[("a", ""), (&long, "")])), [Code::Unwritable]);
    assert_eq!(there(&out), Vec::<String>::new());
}

#[test]
fn a_folder_is_named_as_it_is_written_however_long_its_small_letters_are() {
    let found = paths::clashes(&site(&[("static/İİİ", "a file"), ("static/İİİ/a", "in a folder")]));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].message, "`static/İİİ` would have to be a file and the folder of `static/İİİ/a`");
}

#[test]
fn a_full_disk_names_the_file_and_the_next_build_goes_on() {
    let names: Vec<String> = (0..200).map(|number| format!("page-{number:03}/index.html")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "text")).collect();
    for room in [0, 1, 2, 50, 199, 200, 201] {
        let out = Memory::new();
        out.fail_writes_after(room);
        let found = put(&out, &files).unwrap_err();
        assert!(found.iter().all(|found| found.code == Code::Unwritable), "{found:?}");
        assert!(found[0].message.contains("index.html") || found[0].message.contains(manifest::PATH));
        out.fail_writes_after(None);
        let report = put(&out, &files).unwrap();
        assert_eq!(report.written.len() + report.unchanged, 200);
        assert_eq!(there(&out).len(), 200);
        assert_eq!(counts(&put(&out, &files).unwrap()), (0, 200, 0));
    }
}

#[test]
fn a_failed_build_keeps_the_pages_that_it_would_have_removed() {
    let out = Memory::new();
    put(&out, &[("old", "1"), ("stays", "1")]).unwrap();
    out.fail_writes_after(1);
    put(&out, &[("new", "1"), ("stays", "2")]).unwrap_err();
    assert_eq!(there(&out), ["old", "stays"]);
    out.fail_writes_after(None);
    let report = put(&out, &[("new", "1"), ("stays", "2")]).unwrap();
    assert_eq!(report.removed, ["old"]);
    assert_eq!(there(&out), ["new", "stays"]);
}

#[test]
fn a_read_only_folder_is_told_and_left_alone() {
    let out = Memory::new();
    put(&out, &[("a", "1")]).unwrap();
    out.set_read_only(true);
    assert_eq!(codes(put(&out, &[("a", "2"), ("b", "2")])), [Code::Unwritable]);
    assert_eq!(out.read("a").unwrap(), b"1");
}

#[test]
fn a_run_that_was_killed_is_recognised_and_its_leftovers_go() {
    both(|out| {
        // What a killed run leaves: the claim, one of its files, half of another under its temporary name.
        let claim = |text: &str| Entry::claim(manifest::hash(text.as_bytes()));
        let entries = [("a".to_owned(), claim("1")), ("b".to_owned(), claim("2"))].into();
        save(out, &Manifest { is_unfinished: true, entries }.to_string()).unwrap();
        out.write("a", b"1").unwrap();
        out.write(".ibid-4711-3.tmp", b"hal").unwrap();
        let report = put(out, &[("a", "1"), ("b", "2")]).unwrap();
        assert_eq!((report.written, report.unchanged), (vec!["b".to_owned()], 1));
        assert_eq!(there(out), ["a", "b"]);
    });
}

#[test]
fn a_list_that_lies_does_no_harm() {
    both(|out| {
        put(out, &[("a", "1")]).unwrap();
        let lie = "ibid output 1\nnonsense\n00000000000000000000000000000000 1 1 ../../etc/passwd\n\
            00000000000000000000000000000000 1 1 a\n";
        out.write(manifest::PATH, lie.as_bytes()).unwrap();
        assert_eq!(counts(&put(out, &[("a", "1")]).unwrap()), (1, 0, 0));
        assert_eq!(there(out), ["a"]);
        out.write(manifest::PATH, b"another program's file").unwrap();
        assert_eq!(codes(put(out, &[("a", "1")])), [Code::ForeignOutput]);
    });
}

#[test]
fn the_list_is_read_as_it_was_written() {
    let stamp = Some(crate::world::Stamp { size: 5, modified: u64::MAX });
    let entries =
        [("a b/ž\\n".to_owned(), Entry { hash: 7, stamp }), ("line\nend\r\\".to_owned(), Entry::claim(0))];
    let list = Manifest { is_unfinished: true, entries: entries.into() };
    assert_eq!(Manifest::parse(&list.to_string()), Some(list));
}

/// What happens to an output folder in the course of its life.
#[derive(Debug, Clone)]
enum Event {
    Build(Vec<(usize, u8)>),
    BuildThatFailsAfter(usize, Vec<(usize, u8)>),
    Edit(usize),
    Delete(usize),
}

/// Paths that get in each other's way as files and folders, and some that do not.
const PATHS: [&str; 8] = ["a", "a/b", "a/b/c", "a.html", "d/e", "d", "B/x", "b/x"];

fn event() -> impl Strategy<Value = Event> {
    let files = || proptest::collection::vec((0..PATHS.len(), 0..3_u8), 0..6);
    prop_oneof![
        files().prop_map(Event::Build),
        (0..6_usize, files()).prop_map(|(room, files)| Event::BuildThatFailsAfter(room, files)),
        (0..PATHS.len()).prop_map(Event::Edit),
        (0..PATHS.len()).prop_map(Event::Delete),
    ]
}

/// The artifacts that can stand side by side.
fn buildable(files: &[(usize, u8)]) -> Vec<Artifact> {
    let mut artifacts: Vec<Artifact> = Vec::new();
    for (path, content) in files {
        artifacts.push(Artifact::new(PATHS[*path], vec![*content; 3]));
        if !paths::clashes(&artifacts).is_empty() {
            artifacts.pop();
        }
    }
    artifacts
}

proptest! {
    #[test]
    fn whatever_happened_the_next_build_is_right(events in proptest::collection::vec(event(), 0..12), last in event()) {
        const FOREIGN: &str = "notes/of a stranger.txt";
        let out = Memory::new();
        emit(&out, &[], Options::default()).unwrap();
        out.insert(FOREIGN, "mine");
        for event in events {
            match event {
                Event::Build(files) => {
                    let _ = emit(&out, &buildable(&files), Options::default());
                }
                Event::BuildThatFailsAfter(room, files) => {
                    out.fail_writes_after(room);
                    let _ = emit(&out, &buildable(&files), Options::default());
                    out.fail_writes_after(None);
                }
                // Only what ibid wrote: a stranger's file in the way is another test's.
                Event::Edit(path) => if out.read(PATHS[path]).is_ok() { out.insert(PATHS[path], "!!!") },
                Event::Delete(path) => drop(out.take(PATHS[path])),
            }
        }
        let (Event::Build(files) | Event::BuildThatFailsAfter(_, files)) = last else { return Ok(()) };
        let wanted = buildable(&files);
        emit(&out, &wanted, Options::default()).unwrap();
        let mut found = out.all();
        found.remove(MANIFEST);
        prop_assert_eq!(found.remove(FOREIGN), Some(b"mine".to_vec()));
        let wanted = wanted.iter().map(|artifact| (artifact.path.clone(), (*artifact.bytes).clone())).collect();
        prop_assert_eq!(found, wanted);
        let writes = out.writes();
        emit(&out, &buildable(&files), Options::default()).unwrap();
        prop_assert_eq!(out.writes(), writes, "the second build has nothing to do");
    }
}
