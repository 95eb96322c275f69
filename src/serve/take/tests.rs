use std::fs;

use super::*;
use crate::config::Settings;
use crate::site;
use crate::world::{Disk, Memory};

const PAGE: &str = "content/briefings/loss.md";
const SOURCE: &str = "+++\ntitle = \"Minutes\"\n+++\nThe enemy lost two vehicles. Nobody was hurt.\n";
const TEXT: &str = "+++\ntitle = \"Loss\"\n+++\nIt :quote[lost three vehicles]{src=minutes}, and :quote[nobody is hurt]{src=minutes}.\n";

fn files(text: &str) -> [(&str, String); 3] {
    [
        ("ibid.toml", "base_url = \"https://example.org\"".to_owned()),
        ("content/sources/minutes.md", SOURCE.to_owned()),
        (PAGE, text.to_owned()),
    ]
}

fn found(world: &dyn World) -> Vec<Diagnostic> {
    site::build(world, &Settings::default()).diagnostics
}

/// The change that the finding of that number offers, as a page asks for it.
fn ask(diagnostics: &[Diagnostic], number: usize) -> serde_json::Value {
    let edit = &diagnostics[number].fix.as_ref().expect("a fix").edits[0];
    let range = edit.range.clone();
    json!({
        "file": edit.file.path, "start": range.start, "end": range.end, "replacement": edit.replacement,
        "before": edit.file.text[range],
    })
}

fn text_of(world: &dyn World) -> String {
    String::from_utf8(world.read(PAGE).expect("it is there")).expect("text")
}

fn status(result: Result<String, Refusal>) -> u16 {
    result.expect_err("it is refused").status
}

#[test]
fn words_are_taken_and_given_back() {
    let bom = format!("\u{feff}{}", TEXT.replace('\n', "\r\n"));
    for text in [TEXT, &bom] {
        let world = Memory::with(files(text));
        let mut taken = Taken::new();
        let diagnostics = found(&world);
        let answer = taken.take(&world, ask(&diagnostics, 0).to_string().as_bytes(), &diagnostics);
        assert_eq!(answer, Ok(format!("{{\"file\":\"{PAGE}\",\"undo\":\"1\"}}")));
        assert_eq!(text_of(&world), text.replace("three", "two"));
        assert_eq!(taken.last().map(|last| last.title), Some("write the source's own words"));

        let diagnostics = found(&world);
        assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
        taken.take(&world, ask(&diagnostics, 0).to_string().as_bytes(), &diagnostics).expect("taken");
        assert!(found(&world).is_empty());

        taken.undo(&world).expect("undone");
        taken.undo(&world).expect("undone");
        assert_eq!(text_of(&world), text);
        assert_eq!(taken.last(), None);
        assert_eq!(status(taken.undo(&world)), 409);
    }
}

#[test]
fn only_what_is_offered_is_written() {
    let world = Memory::with(files(TEXT));
    let diagnostics = found(&world);
    let right = ask(&diagnostics, 0);
    let with = |key: &str, value: serde_json::Value| {
        let mut asked = right.clone();
        asked[key] = value;
        asked.to_string()
    };
    let start = right["start"].as_u64().expect("a number");
    for asked in [
        with("replacement", json!("anything else")),
        with("replacement", json!("")),
        with("start", json!(0)),
        with("start", json!(start + 1)),
        with("end", json!(u64::MAX)),
        with("before", json!("lost four vehicles")),
        with("file", json!("content/sources/minutes.md")),
        with("file", json!("ibid.toml")),
        with("file", json!("../outside.md")),
        with("file", json!("/etc/passwd")),
        with("file", json!("content/../ibid.toml")),
        with("file", json!("content//briefings/loss.md")),
        with("file", json!("content/briefings/loss.md\0")),
        with("file", json!("")),
        ask(&diagnostics, 1).to_string().replace("nobody", "Nobody"),
    ] {
        assert_eq!(status(Taken::new().take(&world, asked.as_bytes(), &diagnostics)), 409, "{asked}");
    }
    for asked in ["", "{}", "[]", "null", "{\"file\": 1}", "\u{1}", &with("start", json!(-1))] {
        assert_eq!(status(Taken::new().take(&world, asked.as_bytes(), &diagnostics)), 400, "{asked}");
    }
    let asked = right.to_string();
    assert_eq!(status(Taken::new().take(&world, asked.as_bytes(), &[])), 409);
    assert_eq!(world.writes(), 0);
}

#[test]
fn a_fix_of_another_kind_is_not_written() {
    let world = Memory::with(files(TEXT));
    let mut diagnostics = found(&world);
    let asked = ask(&diagnostics, 0).to_string();
    diagnostics[0].code = crate::diagnostic::Code::Syntax;
    assert_eq!(status(Taken::new().take(&world, asked.as_bytes(), &diagnostics)), 409);
}

#[test]
fn a_file_that_was_changed_meanwhile_is_left_alone() {
    let world = Memory::with(files(TEXT));
    let diagnostics = found(&world);
    let asked = ask(&diagnostics, 0).to_string();
    for other in [format!("x{TEXT}"), TEXT.replace("three", "seven"), "ж".repeat(200), String::new()] {
        world.insert(PAGE, other.as_str());
        let refusal = Taken::new().take(&world, asked.as_bytes(), &diagnostics).expect_err("refused");
        assert_eq!(refusal.words, format!("`{PAGE}` was changed meanwhile, so that nothing was written"));
        assert_eq!(text_of(&world), other);
    }
    world.take(PAGE);
    assert_eq!(status(Taken::new().take(&world, asked.as_bytes(), &diagnostics)), 409);
    world.insert(PAGE, b"\xff".to_vec());
    assert_eq!(status(Taken::new().take(&world, asked.as_bytes(), &diagnostics)), 409);
}

#[test]
fn a_change_is_not_taken_back_over_somebody_elses() {
    let world = Memory::with(files(TEXT));
    let mut taken = Taken::new();
    let diagnostics = found(&world);
    let asked = ask(&diagnostics, 0).to_string();
    taken.take(&world, asked.as_bytes(), &diagnostics).expect("taken");
    let saved = text_of(&world) + "\nMore.\n";
    world.insert(PAGE, saved.as_str());
    assert_eq!(status(taken.undo(&world)), 409);
    assert_eq!((text_of(&world), taken.last()), (saved, None));

    world.insert(PAGE, TEXT);
    taken.take(&world, asked.as_bytes(), &diagnostics).expect("taken");
    assert!(!taken.forget_old(&world));
    world.insert(PAGE, TEXT);
    assert!(taken.forget_old(&world));
    assert_eq!(taken.last(), None);
}

#[test]
fn to_look_whether_a_change_is_old_makes_nothing_new() {
    let memory = Memory::with(files(TEXT));
    let world = crate::world::Watched::new(memory.share());
    let mut taken = Taken::new();
    let diagnostics = found(&world);
    taken.take(&world, ask(&diagnostics, 0).to_string().as_bytes(), &diagnostics).expect("taken");
    let stamp = world.stamp(PAGE).expect("a stamp");
    assert!(!taken.forget_old(&world));
    assert_eq!(world.stamp(PAGE), Ok(stamp));
}

#[test]
fn what_cannot_be_written_is_said_and_can_be_tried_again() {
    let world = Memory::with(files(TEXT));
    let mut taken = Taken::new();
    let diagnostics = found(&world);
    let asked = ask(&diagnostics, 0).to_string();
    world.set_read_only(true);
    let refusal = taken.take(&world, asked.as_bytes(), &diagnostics).expect_err("refused");
    assert_eq!(refusal, Refusal::new(500, format!("`{PAGE}` cannot be written: read-only file system")));
    assert_eq!(taken.last(), None);
    world.set_read_only(false);
    taken.take(&world, asked.as_bytes(), &diagnostics).expect("taken");
    world.fail_writes_after(0);
    assert_eq!(status(taken.undo(&world)), 500);
    world.fail_writes_after(None);
    taken.undo(&world).expect("undone");
    assert_eq!(text_of(&world), TEXT);
}

#[test]
fn not_everything_is_remembered() {
    let world = Memory::with(files(TEXT));
    let mut taken = Taken::new();
    let diagnostics = found(&world);
    let asked = ask(&diagnostics, 0).to_string();
    for _ in 0..REMEMBERED + 5 {
        world.insert(PAGE, TEXT);
        taken.take(&world, asked.as_bytes(), &diagnostics).expect("taken");
    }
    assert_eq!(taken.made.len(), REMEMBERED);
    assert_eq!(taken.last().map(|last| last.id), Some(REMEMBERED as u64 + 5));
}

#[cfg(unix)]
#[test]
#[expect(clippy::disallowed_methods, reason = "a folder on disk is made")]
fn a_link_out_of_the_site_is_not_followed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (root, outside) = (folder.path().join("site"), folder.path().join("outside"));
    fs::create_dir_all(&outside).expect("made");
    let world = Disk::new(&root);
    for (path, text) in files(TEXT) {
        world.write(path, text.as_bytes()).expect("written");
    }
    let diagnostics = found(&world);
    let asked = ask(&diagnostics, 0).to_string();

    fs::write(outside.join("loss.md"), TEXT).expect("written");
    fs::remove_file(root.join(PAGE)).expect("removed");
    std::os::unix::fs::symlink(outside.join("loss.md"), root.join(PAGE)).expect("linked");
    assert_eq!(status(Taken::new().take(&world, asked.as_bytes(), &diagnostics)), 409);

    fs::remove_dir_all(root.join("content/briefings")).expect("removed");
    std::os::unix::fs::symlink(&outside, root.join("content/briefings")).expect("linked");
    assert_eq!(status(Taken::new().take(&world, asked.as_bytes(), &diagnostics)), 409);
    assert_eq!(fs::read_to_string(outside.join("loss.md")).expect("it is there"), TEXT);
}
