//! `ibid newsletter` as it is called.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use ibid::config::Settings;
use ibid::world::Memory;
use tempfile::TempDir;

use super::golden::full;
use super::{LETTER, letter, mail, publish, site};

fn ibid(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
    command
        .current_dir(folder)
        .args(arguments)
        .env_remove("RUST_BACKTRACE")
        .output()
        .expect("the program runs")
}

/// A site in a folder.
fn folder(world: &Memory) -> TempDir {
    publish(world, &Settings::default());
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, bytes) in world.all() {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        fs::write(path, bytes).expect("it can be written");
    }
    folder
}

fn told(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn it_writes_five_files_and_names_them() {
    let folder = folder(&full());
    let expected = mail(&full(), LETTER);
    for file in [LETTER, "./content/newsletters/2026-01-09.md", "@/newsletters/2026-01-09.md"] {
        let output = ibid(folder.path(), &["newsletter", file, "-o", "out", "--date", "2026-01-09"]);
        let names =
            ["html", "txt", "eml", "paste.html", "md"].map(|ending| format!("out/2026-01-09.{ending}\n"));
        assert_eq!(told(&output), (Some(0), names.concat(), String::new()));
    }
    for (name, bytes) in expected.files() {
        assert_eq!(fs::read(folder.path().join("out").join(name)).expect("it is there"), bytes);
    }
    let output = ibid(folder.path(), &["newsletter", LETTER, "--date", "2026-01-09"]);
    assert!(told(&output).1.starts_with("newsletters/2026-01-09.html\n"), "{output:?}");
    assert!(!folder.path().join("public").exists());
}

#[test]
fn what_is_wrong_writes_nothing() {
    let world = site(&[
        (LETTER, &letter("See [it](http://localhost/).")),
        ("content/newsletters/2026-01-10.md", &letter("Tomorrow.")),
    ]);
    let folder = folder(&world);
    let day = ["--date", "2026-01-09"];
    let call = |file: &str, more: &[&str]| {
        told(&ibid(folder.path(), &[&["newsletter", file], &day[..], more].concat()))
    };
    let (code, out, aside) = call(LETTER, &[]);
    assert!(code == Some(1) && out.is_empty() && aside.contains("error[unmailable-link]"), "{aside}");
    assert!(aside.ends_with("Nothing was written.\n"), "{aside}");
    for (file, more, expected) in [
        (
            "content/newsletters/2026-01-08.md",
            &[][..],
            "there is no page `content/newsletters/2026-01-08.md`; did you mean",
        ),
        (
            "content/newsletters/2026-01-10.md",
            &[],
            "is dated after today and is not public; `--date` makes the letter",
        ),
        (LETTER, &["-o", "content/x"], "is where the site itself is written"),
    ] {
        let (code, out, aside) = call(file, more);
        assert!(code == Some(2) && out.is_empty() && aside.contains(expected), "{file}: {aside}");
    }
    let output =
        ibid(folder.path(), &["newsletter", "content/newsletters/2026-01-10.md", "--date", "2026-01-10"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    fs::write(folder.path().join("content/briefings/x.md"), "+++\ntitle = \"X\"\n+++\nSee [it](a:nope).\n")
        .expect("written");
    let (code, out, aside) = call(LETTER, &[]);
    assert!(code == Some(1) && out.is_empty() && aside.contains("The site has errors"), "{aside}");
}

#[test]
fn a_letter_is_found_from_its_folder_and_never_written_over() {
    let folder = folder(&full());
    let here = folder.path().join("content/newsletters");
    let call = |more: &[&str]| {
        told(&ibid(
            &here,
            &[&["newsletter", "--root", "../..", "2026-01-09.md", "--date", "2026-01-09"], more].concat(),
        ))
    };
    let (code, out, aside) = call(&["-o", "../../out"]);
    assert!(code == Some(0) && out.starts_with("../../out/2026-01-09.html\n"), "{out}{aside}");
    for inside in [".", "../newsletters/x", "../../templates"] {
        let (code, _, aside) = call(&["-o", inside]);
        assert!(
            code == Some(2) && aside.contains("is where the site itself is written"),
            "{inside}: {aside}"
        );
    }
    assert!(fs::read_to_string(here.join("2026-01-09.md")).expect("it is there").starts_with("+++"));
}

#[test]
fn what_is_no_letter_is_told_with_what_it_is() {
    let world = site(&[(LETTER, &letter("Text."))]);
    let folder = folder(&world);
    fs::write(folder.path().join("content/newsletters/2026-01-08.md"), "").expect("written");
    let call =
        |file: &str| told(&ibid(folder.path(), &["newsletter", file, "--date", "2026-01-09", "-o", "out"]));
    let (code, _, aside) = call(LETTER);
    assert!(
        code == Some(1) && aside.contains("2026-01-08.md") && aside.contains("`subject` is missing"),
        "{aside}"
    );
    fs::write(folder.path().join("content/newsletters/2026-01-08.md"), "+++\nsubject = \"A\"\n+++\n\n")
        .expect("written");
    let (code, out, aside) = call("content/newsletters/2026-01-08.md");
    let message = "error[empty-newsletter]: there is nothing in this letter";
    assert!(code == Some(1) && out.is_empty() && aside.contains(message), "{aside}");
    for (file, expected) in [
        (
            "content/newsletters",
            "`content/newsletters` is a folder; name one letter of it, such as `content/newsletters/2026-01-09.md`",
        ),
        ("newsletters/", "name one letter of it"),
        (
            "content/sources/minutes.md",
            "is a source; what can be mailed is a letter, a briefing or another page",
        ),
        ("two", "`two` is an annotation: what can be mailed is its page, `content/briefings/minutes.md`"),
        (
            "letter.md",
            "there is no page `content/letter.md`; did you mean `content/newsletters/2026-01-09.md`?",
        ),
    ] {
        let (code, out, aside) = call(file);
        assert!(code == Some(2) && out.is_empty() && aside.contains(expected), "{file}: {aside}");
    }
    for address in
        ["https://example.org/desk/newsletters/2026-01-09/?utm_source=x", "/newsletters/2026-01-09"]
    {
        let (code, out, aside) = call(address);
        assert!(code == Some(0) && out.starts_with("out/2026-01-09.html\n"), "{address}: {aside}");
    }
}

#[test]
fn a_folder_that_can_not_be_written_to_is_named() {
    let folder = folder(&site(&[(LETTER, &letter("Text."))]));
    fs::write(folder.path().join("file"), "").expect("written");
    let call =
        |out: &str| told(&ibid(folder.path(), &["newsletter", LETTER, "--date", "2026-01-09", "-o", out]));
    for (out, code, expected) in [
        ("file", 2, "error[unwritable]: `file/` cannot be written: this is a file where a folder has to be"),
        (
            "file/in",
            2,
            "error[unwritable]: `file/in/` cannot be written: this is a file where a folder has to be",
        ),
        ("public", 2, "error: `public` is put online with the site; name another folder"),
        ("public/letters", 2, "error: `public/letters` is put online with the site"),
    ] {
        let (is, _, aside) = call(out);
        assert!(is == Some(code) && aside.contains(expected), "{out}: {aside}");
    }
}

#[test]
fn a_letter_whose_own_page_is_not_online_is_written_with_a_word_of_that() {
    let world = site(&[]);
    super::publish(&world, &Settings::default());
    world.insert(LETTER, letter("Text."));
    let folder = folder(&world);
    let (code, out, aside) =
        told(&ibid(folder.path(), &["newsletter", LETTER, "--date", "2026-01-09", "-o", "out"]));
    assert!(code == Some(0) && out.lines().count() == 5, "{aside}");
    assert!(aside.contains("Its own page, `/newsletters/2026-01-09/`, is not published yet"), "{aside}");
}
