//! `ibid publish`, `retract` and `move` as they are called: alone, at once, killed, and on two branches.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "the tests look at what the program did")]

#[cfg(feature = "newsletters")]
#[path = "publish/letters.rs"]
mod letters;
#[path = "publish/listed.rs"]
mod listed;
#[path = "publish/names.rs"]
mod names;
#[cfg(feature = "newsletters")]
#[path = "publish/week.rs"]
mod week;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use ibid::diagnostic::TextFile;
use ibid::ledger::{self, Ledger};
use tempfile::TempDir;

fn ibid(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
    command
        .current_dir(folder)
        .args(arguments)
        .env_remove("RUST_BACKTRACE")
        .output()
        .expect("the program runs")
}

#[track_caller]
fn done(folder: &Path, arguments: &[&str]) -> String {
    let output = ibid(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[track_caller]
fn refused(folder: &Path, arguments: &[&str], code: i32) -> String {
    let output = ibid(folder, arguments);
    let aside = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {aside}");
    aside
}

#[track_caller]
fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command
        .current_dir(folder)
        .args(["-c", "user.name=Desk", "-c", "user.email=desk@example.org"])
        .args(arguments);
    let output = command.output().expect("git is there");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(output.status.success(), "git {arguments:?}: {said}");
    said
}

fn desk() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    done(folder.path(), &["init", "."]);
    folder
}

fn text(folder: &Path) -> String {
    fs::read_to_string(folder.join("ibid.lock")).unwrap_or_default()
}

#[track_caller]
fn ledger(text: &str) -> Ledger {
    let mut found = Vec::new();
    let ledger = ledger::read(&TextFile::new("ibid.lock", text), &mut found);
    assert!(found.is_empty(), "{found:?}");
    ledger
}

fn briefing(folder: &Path, name: &str) {
    let body = format!(
        "+++\ntitle = \"{name}\"\n+++\n\nOf :cite[the {name}]{{#{name} src=railway-notice quote=\"on Tuesdays, Thursdays and Saturdays\"}}.\n"
    );
    fs::write(folder.join(format!("content/briefings/{name}.md")), body).expect("it is written");
}

#[test]
fn publishing_records_and_a_build_alone_does_not() {
    let folder = desk();
    done(folder.path(), &["build"]);
    assert!(!folder.path().join("ibid.lock").exists());
    let said = done(folder.path(), &["publish", "--dry-run"]);
    assert!(
        said.contains("+ way-out  a promise with a way out") && said.contains("would be recorded"),
        "{said}"
    );
    assert!(!folder.path().join("ibid.lock").exists());
    let aside = refused(folder.path(), &["build", "--locked"], 1);
    assert!(aside.contains("error[ledger-behind]") && aside.contains("3 new annotations"), "{aside}");
    let said = done(folder.path(), &["publish"]);
    assert!(said.contains("ledger  3 new annotations, 4 new pages in ibid.lock"), "{said}");
    assert!(said.contains("`.gitattributes` now has the line"), "{said}");
    done(folder.path(), &["build", "--locked"]);
    let before = text(folder.path());
    let said = done(folder.path(), &["publish"]);
    assert!(said.contains("nothing new, 3 permalinks"), "{said}");
    assert_eq!(text(folder.path()), before);
}

#[test]
fn what_is_not_sound_is_not_published() {
    let folder = desk();
    fs::write(folder.path().join("content/broken.md"), "+++\ntitel = \"x\"\n+++\n").expect("it is written");
    refused(folder.path(), &["publish"], 1);
    refused(folder.path(), &["publish", "--dry-run"], 1);
    assert!(!folder.path().join("ibid.lock").exists() && !folder.path().join("public/index.html").exists());
}

#[test]
fn a_damaged_ledger_is_never_written_over() {
    let folder = desk();
    done(folder.path(), &["publish"]);
    let whole = text(folder.path());
    for damaged in [
        whole[..whole.len() / 2].to_owned(),
        whole.replacen("{\"ibid.lock\":1}", "{\"ibid.lock\":7}", 1),
        whole.replacen("\"since\"", "\"sincs\"", 1),
        format!("<<<<<<< ours\n{whole}"),
        String::new(),
    ] {
        fs::write(folder.path().join("ibid.lock"), &damaged).expect("it is written");
        let aside = refused(folder.path(), &["publish"], 1);
        assert!(aside.contains("ibid.lock"), "{aside}");
        refused(folder.path(), &["build"], 1);
        refused(folder.path(), &["retract", "way-out", "--reason", "x"], 2);
        refused(folder.path(), &["move", "way-out", "--to", "y"], 2);
        assert_eq!(text(folder.path()), damaged);
    }
}

#[test]
fn retracting_and_moving_say_what_they_did_and_what_they_cannot() {
    let folder = desk();
    let aside = refused(folder.path(), &["retract", "way-out", "--reason", "It is wrong."], 2);
    assert!(aside.contains("`way-out` is not in the ledger"), "{aside}");
    briefing(folder.path(), "tariff");
    done(folder.path(), &["publish"]);
    let aside = refused(folder.path(), &["retract", "tarif", "--reason", "It is wrong."], 2);
    assert!(aside.contains("did you mean `tariff`?"), "{aside}");
    refused(folder.path(), &["retract", "tariff"], 2);
    refused(folder.path(), &["retract", "tariff", "--reason", " "], 2);
    refused(folder.path(), &["retract", "tariff", "--undo"], 2);
    refused(folder.path(), &["move", "tariff", "--to", "tariff"], 2);
    refused(folder.path(), &["move", "tariff", "--to", "/briefings/tariff/"], 2);
    let aside = refused(folder.path(), &["move", "tariff", "--to", "way-uot"], 2);
    assert!(aside.contains("did you mean `way-out`?"), "{aside}");
    let before = text(folder.path());

    fs::remove_file(folder.path().join("content/briefings/tariff.md")).expect("it was there");
    let aside = refused(folder.path(), &["build"], 1);
    assert!(
        aside.contains("ibid retract tariff --reason")
            && aside.contains("ibid retract /briefings/tariff/ --reason"),
        "{aside}"
    );
    assert_eq!(text(folder.path()), before);
    done(
        folder.path(),
        &["retract", "https://example.org/a/tariff/?utm_source=mail", "--reason", "It is wrong."],
    );
    done(folder.path(), &["move", "/briefings/tariff", "--to", "/briefings/"]);
    done(folder.path(), &["publish"]);
    let page = fs::read_to_string(folder.path().join("public/a/tariff/index.html")).expect("a page");
    assert!(page.contains("It is wrong.") && page.contains("the tariff"), "{page}");
    let page = fs::read_to_string(folder.path().join("public/briefings/tariff/index.html")).expect("a page");
    assert!(page.contains("url=https://example.org/briefings/\""), "{page}");

    done(folder.path(), &["retract", "tariff", "--reason", "It named somebody.", "--redact"]);
    let ledger = text(folder.path());
    let line = ledger.lines().find(|line| line.starts_with("{\"annotation\":\"tariff\"")).unwrap_or_default();
    let (said, state) = line.split_once(",\"since\"").unwrap_or_default();
    // Nothing is left that tells what it said, where that stood or on what it rested.
    assert_eq!(said, "{\"annotation\":\"tariff\",\"file\":\"\",\"kind\":\"cite\"");
    assert!(state.contains("\"redacted\":true"), "{line}");
    refused(folder.path(), &["retract", "tariff", "--undo"], 2);
    done(folder.path(), &["build"]);
    let page = fs::read_to_string(folder.path().join("public/a/tariff/index.html")).expect("a page");
    assert!(page.contains("It named somebody.") && !page.contains("the tariff"), "{page}");
    assert!(done(folder.path(), &["publish"]).contains("nothing new"));

    let page = &["retract", "/sources/railway-notice/", "--reason", "It named somebody.", "--redact"];
    assert!(done(folder.path(), page).contains("version control still has"));
    let ledger = text(folder.path());
    let line = ledger
        .lines()
        .find(|line| line.starts_with("{\"page\":\"/sources/railway-notice/\""))
        .unwrap_or_default();
    assert!(line.contains("\"file\":\"\",\"title\":\"\",\"text\":\"\",\"since\""), "{line}");
}

#[test]
fn two_branches_that_publish_merge_by_themselves() {
    let folder = desk();
    let root = folder.path();
    git(root, &["init", "--quiet", "--initial-branch=main"]);
    done(root, &["publish"]);
    git(root, &["add", "-A"]);
    git(root, &["commit", "--quiet", "-m", "The first issue"]);
    git(root, &["branch", "other"]);
    for (branch, names) in [("main", ["harbour", "tariff"]), ("other", ["ferry", "yard"])] {
        git(root, &["checkout", "--quiet", branch]);
        for name in names {
            briefing(root, name);
        }
        done(root, &["publish"]);
        git(root, &["add", "-A"]);
        git(root, &["commit", "--quiet", "-m", branch]);
    }
    git(root, &["merge", "--no-edit", "main"]);
    done(root, &["build", "--locked"]);
    let merged = ledger(&text(root));
    for id in ["harbour", "tariff", "ferry", "yard", "way-out"] {
        assert!(
            merged.annotations.contains_key(id) && root.join(format!("public/a/{id}/index.html")).exists(),
            "{id}"
        );
    }
    // Publishing puts the lines in order again.
    briefing(root, "zone");
    done(root, &["publish"]);
    assert_eq!(ledger::write(&ledger(&text(root))), text(root));
}

#[test]
fn two_branches_that_claim_one_id_are_told_where() {
    let folder = desk();
    let root = folder.path();
    git(root, &["init", "--quiet", "--initial-branch=main"]);
    done(root, &["publish"]);
    git(root, &["add", "-A"]);
    git(root, &["commit", "--quiet", "-m", "The first issue"]);
    git(root, &["branch", "other"]);
    for (branch, file) in [("main", "one"), ("other", "two")] {
        git(root, &["checkout", "--quiet", branch]);
        briefing(root, "tariff");
        fs::rename(
            root.join("content/briefings/tariff.md"),
            root.join(format!("content/briefings/{file}.md")),
        )
        .expect("it is there");
        done(root, &["publish"]);
        git(root, &["add", "-A"]);
        git(root, &["commit", "--quiet", "-m", branch]);
    }
    git(root, &["merge", "--no-edit", "main"]);
    let aside = refused(root, &["build"], 1);
    assert!(aside.contains("two annotations are called `tariff`"), "{aside}");
    assert!(aside.contains("briefings/one.md") && aside.contains("briefings/two.md"), "{aside}");
}

#[test]
fn nobody_who_publishes_at_the_same_time_is_lost() {
    let folder = desk();
    let root = folder.path();
    done(root, &["publish"]);
    let mut children = Vec::new();
    for number in 0..6 {
        briefing(root, &format!("name-{number}"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
        let out = format!("out-{number}");
        command.current_dir(root).args(["publish", "-o", &out]).stdout(Stdio::null()).stderr(Stdio::null());
        children.push(command.spawn().expect("the program runs"));
    }
    for mut child in children {
        assert!(child.wait().expect("it ends").success());
    }
    let ledger = ledger(&text(root));
    for number in 0..6 {
        assert!(ledger.annotations.contains_key(&format!("name-{number}")), "{number}");
    }
    done(root, &["build", "--locked"]);
}

#[test]
fn who_waits_for_somebody_else_says_so() {
    use std::io::{BufRead, BufReader};
    let folder = desk();
    let root = folder.path();
    done(root, &["publish"]);
    let somebody = fs::File::open(root.join(".ibid/ledger.lock")).expect("the file of the lock");
    somebody.lock().expect("nobody holds it");
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
    command.current_dir(root).args(["retract", "way-out", "--reason", "It is wrong."]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program runs");
    let mut said = String::new();
    let aside = child.stderr.as_mut().expect("it has one");
    BufReader::new(aside).read_line(&mut said).expect("it says something");
    assert!(said.contains("Another `ibid` is changing the ledger"), "{said}");
    assert!(!text(root).contains("It is wrong.") && child.try_wait().expect("it is there").is_none());
    drop(somebody);
    assert!(child.wait().expect("it ends").success());
    assert!(text(root).contains("It is wrong."));
}

#[test]
fn who_is_killed_while_publishing_leaves_the_old_ledger_or_the_new_one() {
    let folder = desk();
    let root = folder.path();
    done(root, &["publish"]);
    let old = text(root);
    briefing(root, "tariff");
    let new = {
        done(root, &["publish"]);
        text(root)
    };
    let (mut killed, mut finished) = (0, 0);
    for wait in 0..60 {
        fs::write(root.join("ibid.lock"), &old).expect("it is written");
        let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
        command.current_dir(root).arg("publish").stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the program runs");
        std::thread::sleep(Duration::from_millis(wait * 3));
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        let now = text(root);
        killed += usize::from(now == old);
        finished += usize::from(now == new);
        assert!(now == old || now == new, "{now}");
    }
    assert!(killed > 0 && finished > 0, "{killed} killed, {finished} finished");
    // Nobody waits for a lock of the dead, and nothing is left behind.
    done(root, &["publish"]);
    assert_eq!(text(root), new);
    done(root, &["build", "--locked"]);
    let left: Vec<_> = fs::read_dir(root)
        .expect("the folder")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    assert!(left.iter().all(|name| !name.contains("tmp")), "{left:?}");
}
