use super::*;
use crate::world::{Disk, Memory};

fn command(line: &str) -> Vec<String> {
    Editor::of(line).expect("an editor").command("/site/a b.md", 12, 5)
}

#[test]
fn each_editor_is_told_the_place_in_its_way() {
    for (line, expected) in [
        ("code", &["code", "-g", "/site/a b.md:12:5"][..]),
        ("/usr/bin/codium --wait", &["/usr/bin/codium", "-g", "/site/a b.md:12:5"]),
        ("Cursor.exe", &["Cursor.exe", "-g", "/site/a b.md:12:5"]),
        ("zed -w", &["zed", "/site/a b.md:12:5"]),
        ("mate", &["mate", "-l", "12:5", "/site/a b.md"]),
        ("idea", &["idea", "--line", "12", "--column", "5", "/site/a b.md"]),
        ("gvim -f", &["gvim", "+call cursor(12,5)", "/site/a b.md"]),
        ("emacsclient -c", &["emacsclient", "-c", "-n", "+12:5", "/site/a b.md"]),
        ("unknown -x", &["unknown", "-x", "/site/a b.md"]),
        ("code -r {file} {line}{column}", &["code", "-r", "/site/a b.md", "125"]),
        ("x 'a {file} {b} {' {column}", &["x", "a /site/a b.md {b} {", "5"]),
    ] {
        assert_eq!(command(line), expected, "{line}");
    }
    let odd = Editor::of("x {file}:{line}").expect("an editor");
    assert_eq!(odd.command("/{line}/{file}.md", 1, 1), ["x", "/{line}/{file}.md:1"]);
    assert!(Editor::of("").is_err() && Editor::of(" 'x").is_err());
}

#[test]
fn what_is_asked_for_comes_before_the_environment() {
    let choose = |given: Option<&str>, variables: &[(&str, &str)]| {
        let variable = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        Editor::choose(given, variable).map(|editor| editor.map(|editor| editor.words[0].clone()))
    };
    let program = |name: &str| Ok(Some(name.to_owned()));
    let all = [("IBID_EDITOR", "b"), ("VISUAL", "code"), ("EDITOR", "zed")];
    assert_eq!(choose(Some("a"), &all), program("a"));
    assert_eq!(choose(None, &all), program("b"));
    assert_eq!(
        choose(None, &[("IBID_EDITOR", " "), ("VISUAL", "code --wait"), ("EDITOR", "zed")]),
        program("code")
    );
    assert_eq!(choose(None, &[("VISUAL", "vim"), ("EDITOR", "subl -w")]), program("subl"));
    for terminal in ["vim", "nano", "hx", "emacs -nw", "emacsclient -t", "emacsclient -nw", "vi'", ""] {
        assert_eq!(choose(None, &[("EDITOR", terminal)]), Ok(None), "{terminal}");
    }
    assert!(choose(Some("'"), &all).is_err());
    assert!(choose(None, &[("IBID_EDITOR", "\"")]).is_err());
}

#[test]
fn only_files_of_the_site_are_opened() {
    let world = Memory::with([("content/a.md", "")]);
    let editor = Editor::of("no-such-program-anywhere {file}").expect("an editor");
    let open = |file: &str| {
        let body = json!({ "file": file, "line": 1, "column": 1 }).to_string();
        open(&world, Path::new("/site"), Some(&editor), body.as_bytes()).expect_err("it is refused")
    };
    for file in [
        "",
        "/etc/passwd",
        "../a.md",
        "content/../../a.md",
        "content",
        "content/b.md",
        "builtin:page.html",
        "a\0b",
    ] {
        assert_eq!(open(file).status, 404, "{file}");
    }
    let words = "there is no program `no-such-program-anywhere` to open the file with";
    assert_eq!(open("content/a.md"), Refusal::new(409, words));
    for body in
        ["", "{}", "{\"file\":\"content/a.md\",\"line\":-1}", "{\"file\":\"content/a.md\",\"line\":\"1;x\"}"]
    {
        let refused = super::open(&world, Path::new("/site"), Some(&editor), body.as_bytes());
        assert_eq!(refused.map_err(|refusal| refusal.status), Err(400), "{body}");
    }
    let refused = super::open(&world, Path::new("/site"), None, b"{\"file\":\"content/a.md\"}");
    assert!(refused.is_err_and(|refusal| refusal.status == 409 && refusal.words.contains("--editor")));
}

#[cfg(unix)]
#[test]
#[expect(clippy::disallowed_methods, reason = "a program is put on disk, and what it wrote is read")]
fn the_editor_gets_the_whole_path_and_is_not_waited_for() {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("my site");
    let world = Disk::new(&root);
    world.write("content/a b.md", b"text").expect("written");
    let program = folder.path().join("fake editor");
    let script = "#!/bin/sh\nprintf '%s\\n' \"$@\" > ../told\necho noise\necho noise >&2\nread -r line || exec sleep \"$4\"\n";
    fs::write(&program, script).expect("written");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("made runnable");
    let editor = |nap: &str| {
        let line = format!("'{}' {{file}} -l {{line}}:{{column}} {nap}", program.display());
        Editor::of(&line).expect("an editor")
    };
    let body = br#"{"file":"content/a b.md","line":3,"column":7}"#;

    // It naps for longer than anybody waits for it.
    let answer = open(&world, &root, Some(&editor("2")), body);
    assert_eq!(answer.as_deref(), Ok(r#"{"file":"content/a b.md"}"#));
    let told = fs::read_to_string(folder.path().join("told")).expect("it was started");
    assert_eq!(told, format!("{}\n-l\n3:7\n2\n", root.join("content/a b.md").display()));

    // One that fails at once is told: `sleep` takes no such time.
    let failed = open(&world, &root, Some(&editor("x")), body).expect_err("it fails");
    assert!(failed.words.contains("could not open the file"), "{}", failed.words);

    symlink("/etc/passwd", root.join("content/link.md")).expect("linked");
    let refused = open(&world, &root, Some(&editor("0")), br#"{"file":"content/link.md"}"#);
    assert_eq!(refused.map_err(|refusal| refusal.status), Err(404));
}
