use super::*;
use crate::diagnostic::{Code, Diagnostic, Fix, TextFile};
use crate::world::{Memory, Traced};

/// A site's folder with a warning in it, its output, and the record of the build.
fn built() -> (Memory, Memory, Record, Vec<Diagnostic>) {
    let folder = Memory::with([("content/a.md", "one two"), ("content/b.md", "three")]);
    let world = Traced::new(folder.share());
    let read = crate::world::text(&world, "content/a.md").unwrap();
    let builtin = TextFile::new("builtin:templates/x.html", "{{ x }}");
    let edits =
        vec![crate::diagnostic::Edit { file: Arc::clone(&read), range: 0..3, replacement: "1".into() }];
    let found = vec![
        Diagnostic::warning(Code::StrayFile, "something").at(&read, 4..7, "here").hint("a hint"),
        Diagnostic::warning(Code::StrayFile, "more")
            .at(&builtin, 0..2, "")
            .at(&TextFile::new("content/a.md", ""), 0..0, "")
            .fixed_by(Fix { title: "do it".into(), edits }),
    ];
    let out = Memory::new();
    let files = [emit::Artifact::new("index.html", "text")];
    let report = emit::emit(&out, &files, emit::Options::default()).unwrap();
    let summary = Summary { pages: 7, verdicts: [("exact".into(), 3)].into(), ..Summary::default() };
    let outcome =
        Outcome { diagnostics: found.clone(), summary, ..crate::site::build(&folder, &Settings::default()) };
    let record = Record::new(u64::MAX, world.trace(), &outcome, &report.list);
    (folder, out, record, found)
}

fn key(folder: &Memory) -> Key {
    Key::new("program", folder, &Settings::default(), "")
}

#[test]
fn what_a_build_came_to_is_told_again() {
    let (folder, out, record, found) = built();
    record.save(&Pages::default(), &folder, &key(&folder));
    let loaded = Record::load(&folder, &key(&folder)).unwrap();
    assert_eq!(loaded, record);
    let standing =
        loaded.standing(&folder, |name| if name == "public" { out.share() } else { folder.share() });
    let standing = standing.unwrap();
    assert_eq!((standing.diagnostics, standing.files), (found, 1));
    assert_eq!((standing.summary.pages, standing.summary.quotations()), (7, 3));
}

#[test]
fn anything_that_changed_makes_it_void() {
    let (folder, out, record, _) = built();
    let stands = || record.standing(&folder, |_| out.share()).is_some();
    assert!(stands());
    folder.insert("content/b.md", "another one, which nobody read");
    assert!(stands());
    out.insert("notes.txt", "a stranger's file");
    assert!(stands());
    let text = out.take("index.html").unwrap();
    assert!(!stands(), "a file of the output is gone");
    out.insert("index.html", text);
    assert!(!stands(), "somebody put it there again");
    let (folder, out, record, _) = built();
    let stands = || record.standing(&folder, |_| out.share()).is_some();
    folder.insert("content/a.md", "ONE TWO");
    assert!(!stands(), "a file was edited that is as long as before");
    let (folder, out, record, _) = built();
    let list = String::from_utf8(out.take(emit::MANIFEST).unwrap()).unwrap();
    assert!(record.standing(&folder, |_| out.share()).is_none(), "the list is gone");
    out.insert(emit::MANIFEST, list.replace("ibid output 1", "ibid output 1, unfinished"));
    assert!(record.standing(&folder, |_| out.share()).is_none(), "another build began");
}

#[test]
fn a_record_is_for_its_program_its_settings_and_its_day() {
    let (folder, _, record, _) = built();
    record.save(&Pages::default(), &folder, &key(&folder));
    let other = |key: Key| Record::load(&folder, &key).is_none();
    assert!(other(Key::new("another program", &folder, &Settings::default(), "")));
    assert!(other(Key::new("program", &folder, &Settings { drafts: true, ..Settings::default() }, "")));
    assert!(other(Key::new("program", &folder, &Settings::default(), "elsewhere")));
    folder.set_today(jiff::civil::date(2027, 1, 1));
    assert!(other(key(&folder)));
}

#[test]
fn a_damaged_record_is_none() {
    let (folder, _, record, _) = built();
    let key = key(&folder);
    record.save(&Pages::default(), &folder, &key);
    let path = kept::path(kept::BUILDS, &key.0);
    let whole = folder.read(&path).unwrap();
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        folder.insert(&path, bytes);
        assert!(Record::load(&folder, &key).is_none(), "byte {at}");
        folder.insert(&path, &whole[..at]);
        assert!(Record::load(&folder, &key).is_none(), "cut off at {at}");
    }
}

#[test]
fn builds_that_nobody_repeats_are_forgotten() {
    let (folder, _, record, _) = built();
    for number in 0..40 {
        let key = Key::new("program", &folder, &Settings::default(), &number.to_string());
        record.save(&Pages::default(), &folder, &key);
        assert!(Record::load(&folder, &key).is_some());
    }
    assert_eq!(folder.files(".ibid/builds").unwrap().len(), REMEMBERED * FILES);
}
