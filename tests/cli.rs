//! The program as it is called: what it prints, where, and the number it ends with.
#![expect(clippy::disallowed_methods, reason = "the tests look at what the program did")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

fn ibid(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("the program runs")
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
    command.current_dir(folder).args(arguments).env_remove("RUST_BACKTRACE");
    command
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn aside(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn without_arguments_it_shows_what_can_be_done() {
    let output = ibid(folder().path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(aside(&output).contains("Examples:"));
    let help = ibid(folder().path(), &["--help"]);
    assert_eq!(help.status.code(), Some(0));
    for command in ["init", "new", "build", "check", "link", "explain", "completions"] {
        assert!(out(&help).contains(&format!("\n  {command} ")), "{command}");
    }
}

#[test]
fn a_wrong_call_ends_with_2_and_writes_nothing() {
    let folder = folder();
    for arguments in
        [&["buidl"][..], &["new", "poem", "x"], &["new", "source"], &["--format", "xml", "explain"]]
    {
        let output = ibid(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(aside(&output).starts_with("error: "), "{}", aside(&output));
        assert_eq!(out(&output), "");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_wrong_address_or_folder_for_the_output_is_wrong_usage() {
    let folder = folder();
    assert!(ibid(folder.path(), &["init", "desk"]).status.success());
    let desk = folder.path().join("desk");
    for arguments in [
        &["build", "--base-url", "example.org"][..],
        &["build", "--base-url", "https://example.org/?a#b"],
        &["link", "x", "--base-url", "ftp://example.org"],
        &["build", "-o", "static"],
        &["build", "-o", "./content/x"],
    ] {
        let output = ibid(&desk, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
    assert!(!desk.join("static").exists() && !desk.join("public").exists());
    let outside = ibid(folder.path(), &["build", "--root", "desk", "-o", "static"]);
    assert!(outside.status.success(), "{}", aside(&outside));
}

#[test]
fn init_makes_a_site_and_says_what_comes_next() {
    let folder = folder();
    let output = ibid(folder.path(), &["init", "desk"]);
    assert_eq!(output.status.code(), Some(0), "{}", aside(&output));
    assert_eq!(out(&output), "A site stands in desk. Next:\n  cd desk\n  ibid serve --open\n");
    for path in ["ibid.toml", "content/_index.md", "content/sources/railway-notice.md", ".gitignore"] {
        assert!(folder.path().join("desk").join(path).is_file(), "{path}");
    }
}

#[test]
fn the_first_site_builds_and_a_second_build_changes_nothing() {
    let folder = folder();
    ibid(folder.path(), &["init", "desk"]);
    let first = ibid(folder.path(), &["build", "--root", "desk", "--date", "2026-01-09"]);
    assert_eq!((first.status.code(), aside(&first)), (Some(0), String::new()));
    let page = folder.path().join("desk/public/briefings/the-night-train/index.html");
    assert!(fs::read_to_string(&page).unwrap().contains("a trial until the end of May"));
    let time = fs::metadata(&page).unwrap().modified().unwrap();
    let second = ibid(folder.path(), &["build", "--root", "desk", "--date", "2026-01-09"]);
    assert_eq!(second.status.code(), Some(0));
    assert_eq!(fs::metadata(&page).unwrap().modified().unwrap(), time);
}

/// Makes the files of a site that were written since the last call look as if they had been written long ago, each time
/// a second later.
fn age(folder: &Path, call: u64) {
    let hour = std::time::Duration::from_hours(1);
    let hour_ago = std::time::SystemTime::now() - hour;
    let then = std::time::UNIX_EPOCH + hour + std::time::Duration::from_secs(call);
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.unwrap();
        let is_output = entry.path().components().any(|part| part.as_os_str() == "public");
        let is_old = || entry.metadata().unwrap().modified().unwrap() < hour_ago;
        if entry.file_type().is_file() && !is_output && !is_old() {
            fs::File::options().write(true).open(entry.path()).unwrap().set_modified(then).unwrap();
        }
    }
}

#[test]
fn a_build_with_nothing_to_do_tells_the_same_and_notices_whatever_changes() {
    let folder = folder();
    let desk = folder.path();
    ibid(desk, &["init", "."]);
    // A warning, which has to be told each time.
    fs::write(desk.join("content/stray.csv"), "a,b\n").unwrap();
    let calls = std::cell::Cell::new(0);
    let build = || {
        calls.set(calls.get() + 1);
        age(desk, calls.get());
        let output = ibid(desk, &["build", "--format", "short"]);
        let words = out(&output).lines().filter(|line| !line.contains("written")).collect::<String>();
        let written =
            out(&output).lines().find(|line| line.contains("written")).unwrap_or_default().to_owned();
        (words, aside(&output), written)
    };
    let records = || fs::read_dir(desk.join(".ibid/builds")).unwrap().map(|entry| entry.unwrap().path());
    let (words, warnings, written) = build();
    assert!(warnings.contains("stray.csv") && !written.contains("none changed"), "{warnings}{written}");
    assert_eq!(records().count(), 2);
    let (again, told, written) = build();
    assert_eq!((&again, &told), (&words, &warnings));
    assert!(written.contains("none changed"), "{written}");
    for record in records() {
        let mut bytes = fs::read(&record).unwrap();
        bytes.truncate(bytes.len() / 2);
        fs::write(&record, bytes).unwrap();
    }
    assert_eq!(build().1, warnings, "a damaged record is a cold build");
    fs::remove_file(desk.join("public/index.html")).unwrap();
    assert!(build().2.contains(", 1 changed, 0 removed"));
    let page = desk.join("content/briefings/the-night-train.md");
    let text = fs::read_to_string(&page).unwrap();
    fs::write(&page, text + "\nOne more line.\n").unwrap();
    let (_, told, written) = build();
    assert!(written.contains(" changed, "), "{told}{written}");
    let html = fs::read_to_string(desk.join("public/briefings/the-night-train/index.html")).unwrap();
    assert!(html.contains("One more line."));
    fs::remove_file(desk.join("content/stray.csv")).unwrap();
    assert_eq!(build().1, "");
    fs::remove_dir_all(desk.join(".ibid")).unwrap();
    assert!(build().2.contains("none changed"));
}

#[test]
fn build_leaves_a_folder_of_others_alone() {
    let folder = folder();
    ibid(folder.path(), &["init", "desk"]);
    fs::create_dir(folder.path().join("photographs")).unwrap();
    fs::write(folder.path().join("photographs/lake.jpg"), "light").unwrap();
    let output = ibid(folder.path(), &["build", "--root", "desk", "-o", "photographs", "--format", "short"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(aside(&output).starts_with("error[foreign-output]: "), "{}", aside(&output));
    assert_eq!(fs::read_dir(folder.path().join("photographs")).unwrap().count(), 1);
}

#[test]
fn a_template_that_fails_on_a_page_leaves_the_output_as_it_was() {
    let folder = folder();
    ibid(folder.path(), &["init", "."]);
    let failing = folder.path().join("templates/briefing.html");
    fs::create_dir_all(failing.parent().unwrap()).unwrap();
    fs::write(&failing, "{{ page.title.nothing.here }}").unwrap();
    assert_eq!(ibid(folder.path(), &["build"]).status.code(), Some(1));
    assert!(!folder.path().join("public").exists());
    fs::remove_file(&failing).unwrap();
    assert_eq!(ibid(folder.path(), &["build"]).status.code(), Some(0));
    let files = |name: &str| {
        let all = walkdir::WalkDir::new(folder.path().join(name)).sort_by_file_name().into_iter();
        let file = |entry: walkdir::DirEntry| (entry.path().to_owned(), fs::read(entry.path()).ok());
        all.map(|entry| file(entry.unwrap())).collect::<Vec<_>>()
    };
    let before = files("public");
    fs::write(&failing, "{{ page.title.nothing.here }}").unwrap();
    let build = ibid(folder.path(), &["build"]);
    assert!(aside(&build).ends_with("Nothing was written.\n"), "{}", aside(&build));
    assert_eq!(files("public"), before);
}

#[test]
fn findings_end_with_1_and_paths_that_can_be_opened() {
    let folder = folder();
    ibid(folder.path(), &["init", "desk"]);
    fs::write(folder.path().join("desk/content/briefings/b.md"), "+++\ntitel = \"B\"\n+++\n").unwrap();
    let short = ibid(folder.path(), &["check", "--root", "desk", "--format", "short"]);
    assert_eq!(short.status.code(), Some(1));
    let line =
        aside(&short).lines().find(|line| line.contains("[unknown-key]")).unwrap_or_default().to_owned();
    assert!(line.starts_with("desk/content/briefings/b.md:2:1: error[unknown-key]: "), "{}", aside(&short));
    let json = ibid(folder.path(), &["check", "--root", "desk", "--format", "json"]);
    assert_eq!(json.status.code(), Some(1));
    assert!(out(&json).starts_with("[\n") && out(&json).ends_with("]\n"), "{}", out(&json));
    assert!(!folder.path().join("desk/public").exists());
}

#[test]
fn what_cannot_be_written_is_a_finding_of_the_check_as_well() {
    let folder = folder();
    ibid(folder.path(), &["init", "."]);
    let name = |bytes: usize| "x".repeat(bytes);
    for (alias, code) in [("atom.xml".to_owned(), 1), ("Briefings".to_owned(), 1), (name(256), 2)] {
        let page = format!("+++\ntitle = \"P\"\naliases = [\"{alias}\"]\n+++\n");
        fs::write(folder.path().join("content/p.md"), page).unwrap();
        let check = ibid(folder.path(), &["check"]);
        assert_eq!(check.status.code(), Some(1), "{alias}: {}", aside(&check));
        let build = ibid(folder.path(), &["build"]);
        assert_eq!(build.status.code(), Some(code), "{alias}: {}", aside(&build));
        assert!(!folder.path().join("public/index.html").exists(), "{alias}");
    }
}

#[test]
fn a_file_that_the_site_asks_for_in_vain_is_a_finding() {
    let folder = folder();
    ibid(folder.path(), &["init", "."]);
    let config = "base_url = \"https://example.org\"\ntaxonomies = [{ name = \"tags\" }]\n[furniture]\nevents = \"e.toml\"\n";
    fs::write(folder.path().join("ibid.toml"), config).unwrap();
    let build = ibid(folder.path(), &["build"]);
    assert_eq!(build.status.code(), Some(1), "{}", aside(&build));
    assert!(aside(&build).contains("ibid.toml:4:10") && aside(&build).ends_with("Nothing was written.\n"));
}

#[test]
fn init_leaves_a_used_folder_alone() {
    let folder = folder();
    fs::write(folder.path().join("thesis.doc"), "years of work").unwrap();
    let output = ibid(folder.path(), &["init", "."]);
    assert_eq!(output.status.code(), Some(2));
    assert!(aside(&output).contains("`thesis.doc`"), "{}", aside(&output));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn init_takes_a_fresh_repository() {
    let folder = folder();
    fs::create_dir_all(folder.path().join(".git/refs")).unwrap();
    fs::write(folder.path().join(".gitignore"), "*.swp").unwrap();
    let output = ibid(folder.path(), &["init", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", aside(&output));
    assert_eq!(out(&output), "A site stands in this folder. Next:\n  ibid serve --open\n");
    assert_eq!(fs::read_to_string(folder.path().join(".gitignore")).unwrap(), "*.swp\n/public/\n/.ibid/\n");
}

#[test]
fn new_prints_the_file_that_it_made() {
    let folder = folder();
    ibid(folder.path(), &["init", "desk"]);
    let output = ibid(folder.path(), &["new", "briefing", "Who pays?", "--root", "desk"]);
    assert_eq!(
        out(&output).trim_end(),
        Path::new("desk/content/briefings/who-pays.md").display().to_string()
    );
    let text = fs::read_to_string(folder.path().join("desk/content/briefings/who-pays.md")).unwrap();
    assert!(text.contains("title = \"Who pays?\"\n"), "{text}");
    let again = ibid(folder.path(), &["new", "briefing", "Who pays", "--root", "desk"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(aside(&again).contains("is there already"), "{}", aside(&again));
}

#[test]
fn new_outside_a_site_says_so_in_the_wanted_format() {
    let folder = folder();
    let output = ibid(folder.path(), &["new", "source", "A", "--format", "short"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(aside(&output).starts_with("error[missing-config]: "), "{}", aside(&output));
    let nowhere = ibid(folder.path(), &["new", "source", "A", "--root", "nowhere"]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(aside(&nowhere).contains("`nowhere`"));
}

#[test]
fn explain_lists_prints_and_suggests() {
    let folder = folder();
    let list = ibid(folder.path(), &["explain"]);
    assert_eq!(list.status.code(), Some(0));
    assert!(out(&list).lines().any(|line| line.starts_with("unknown-key  ")), "{}", out(&list));
    for name in ["unknown-key", "error[unknown-key]", "[Unknown-Key]"] {
        let page = ibid(folder.path(), &["explain", name]);
        assert!(out(&page).starts_with("# unknown-key\n\n"), "{}", aside(&page));
        assert!(!out(&page).contains("+++\ntitle"));
    }
    let unknown = ibid(folder.path(), &["explain", "unknow-key"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert_eq!(aside(&unknown), "error: there is no code `unknow-key`; did you mean `unknown-key`?\n");
}

#[test]
fn completions_are_there_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = ibid(folder().path(), &["completions", shell]);
        assert_eq!(output.status.code(), Some(0));
        assert!(out(&output).contains("explain"), "{shell}");
    }
}

#[test]
fn a_reader_who_has_had_enough_is_no_trouble() {
    for arguments in [&["explain"][..], &["completions", "bash"], &["--help"]] {
        let mut child = command(folder().path(), arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!(output.status.code(), Some(0), "{}", aside(&output));
        assert_eq!(aside(&output), "");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_takes_nothing_is_told() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
    let output = command(folder().path(), &["explain"]).stdout(full).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(aside(&output).starts_with("error[unwritable]: "), "{}", aside(&output));
}

#[test]
fn colours_follow_the_argument() {
    let folder = folder();
    let plain = ibid(folder.path(), &["new", "source", "A"]);
    assert!(!aside(&plain).contains('\u{1b}'));
    let coloured = ibid(folder.path(), &["new", "source", "A", "--color", "always"]);
    assert!(aside(&coloured).contains('\u{1b}'));
}

#[cfg(unix)]
#[test]
fn links_out_of_the_site_are_told_and_not_followed() {
    use std::os::unix::fs::symlink;

    let folder = folder();
    ibid(folder.path(), &["init", "desk"]);
    let desk = folder.path().join("desk");
    fs::create_dir(folder.path().join("elsewhere")).unwrap();
    fs::write(folder.path().join("elsewhere/secret.md"), "+++\ntitle = \"Secret\"\n+++\n").unwrap();
    symlink("../../../elsewhere/secret.md", desk.join("content/briefings/link.md")).unwrap();
    symlink("../../elsewhere", desk.join("content/folder")).unwrap();
    let output = ibid(&desk, &["build"]);
    assert_eq!(output.status.code(), Some(2), "{}", aside(&output));
    let told = aside(&output);
    assert!(
        told.contains("`content/briefings/link.md` cannot be read: the link leads out of its folder"),
        "{told}"
    );
    assert!(told.contains("warning[stray-file]: `content/folder`"), "{told}");
    assert!(!desk.join("public").exists());
}

#[test]
fn annotations_are_found_by_words() {
    let folder = folder();
    assert!(ibid(folder.path(), &["init", "desk"]).status.success());
    let desk = folder.path().join("desk");
    let found = ibid(&desk, &["link", "--search", "way OUT promise"]);
    assert_eq!(found.status.code(), Some(0), "{}", aside(&found));
    let one = ibid(&desk, &["link", "way-out"]);
    assert_eq!(out(&found), format!("way-out\n{}", out(&one)));
    let none = ibid(&desk, &["link", "--search", "whale"]);
    assert_eq!((none.status.code(), out(&none).as_str()), (Some(1), ""));
    assert_eq!(aside(&none), "no annotation has the words “whale”\n");
    for wrong in [&["link"][..], &["link", "way-out", "--search", "x"]] {
        assert_eq!(ibid(&desk, wrong).status.code(), Some(2), "{wrong:?}");
    }
}

#[cfg(feature = "cards")]
#[test]
fn cards_stay_when_other_pages_change_and_come_back_when_they_are_lost() {
    let folder = folder();
    assert!(ibid(folder.path(), &["init", "desk"]).status.success());
    let desk = folder.path().join("desk");
    let config = fs::read_to_string(desk.join("ibid.toml")).unwrap() + "\n[cards]\nenabled = true\n";
    fs::write(desk.join("ibid.toml"), config).unwrap();
    let cards = || {
        let built = ibid(&desk, &["build"]);
        assert!(built.status.success(), "{}", aside(&built));
        let pages = fs::read_dir(desk.join("public/a")).unwrap().map(|page| page.unwrap().path());
        let mut cards: Vec<_> = pages
            .map(|page| (page.clone(), fs::read(page.join("card.png")).expect("every annotation has one")))
            .collect();
        cards.sort();
        cards
    };
    let first = cards();
    assert!(first.len() > 1 && first.iter().all(|(_, bytes)| bytes.starts_with(b"\x89PNG")));
    fs::write(desk.join("content/further.md"), "+++\ntitle = \"Further\"\n+++\nWords.\n").unwrap();
    assert!(cards() == first);
    fs::remove_dir_all(desk.join(".ibid/cards")).unwrap();
    fs::remove_file(first[0].0.join("card.png")).unwrap();
    assert!(cards() == first);
    // Nobody wants them any more.
    let config =
        fs::read_to_string(desk.join("ibid.toml")).unwrap().replace("enabled = true", "enabled = false");
    fs::write(desk.join("ibid.toml"), config).unwrap();
    assert!(ibid(&desk, &["build"]).status.success());
    assert!(!first[1].0.join("card.png").exists());
}
