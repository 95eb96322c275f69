//! What `ibid publish --dry-run` lists.

use std::fs;
use std::path::Path;

use super::{briefing, desk, done, refused, text};

fn edit(folder: &Path, file: &str, from: &str, to: &str) {
    let path = folder.join("content").join(file);
    let before = fs::read_to_string(&path).expect("it is there");
    assert!(before.contains(from), "{before}");
    fs::write(&path, before.replace(from, to)).expect("it is written");
}

#[test]
fn each_change_is_listed_with_what_was_there_before() {
    let folder = desk();
    let root = folder.path();
    for name in ["tariff", "harbour", "ferry", "yard"] {
        briefing(root, name);
    }
    done(root, &["publish"]);
    let before = text(root);
    edit(root, "briefings/tariff.md", "[the tariff]", "[the new tariff]");
    edit(
        root,
        "briefings/harbour.md",
        "on Tuesdays, Thursdays and Saturdays",
        "a trial until the end of May",
    );
    edit(root, "briefings/yard.md", "title = \"yard\"", "title = \"The yard\"");
    let at = |name: &str| root.join(format!("content/briefings/{name}.md"));
    fs::rename(at("ferry"), at("boats")).expect("it is there");
    briefing(root, "zone");
    let said = done(root, &["publish", "--dry-run"]);
    let expected = [
        "  + zone  the zone  (briefings/zone.md)",
        "  + /briefings/zone/  zone",
        "  > /briefings/ferry/ → /briefings/boats/",
        "  > briefings/ferry.md → briefings/boats.md  (1 annotation)",
        "  ~ harbour  now rests on railway-notice, “a trial until the end of May”",
        "  ~ tariff  “the tariff” → “the new tariff”",
        "  ~ /briefings/yard/  “yard” → “The yard”",
        "      ledger  1 new annotation, 1 new page, 2 annotations reworded, 1 annotation in another file, \
         1 page moved, 3 pages edited would be recorded, 8 permalinks in all",
    ];
    assert_eq!(said.lines().collect::<Vec<_>>(), expected);
    assert_eq!(text(root), before);
    let aside = refused(root, &["build", "--locked"], 1);
    assert!(aside.contains("1 page moved") && aside.contains("`ibid publish --dry-run` lists it"), "{aside}");
    let said = done(root, &["publish"]);
    assert!(said.contains("1 new annotation, 1 new page, 2 annotations reworded"), "{said}");
    assert_eq!(done(root, &["publish", "--dry-run"]), "      ledger  nothing new, 8 permalinks\n");
}

#[test]
fn a_long_list_is_cut_unless_all_of_it_is_asked_for() {
    let folder = desk();
    let root = folder.path();
    for number in 10..40 {
        briefing(root, &format!("item-{number}"));
    }
    let lines = |arguments: &[&str]| {
        let said = done(root, arguments);
        said.lines().filter(|line| line.starts_with("  + ")).count()
    };
    assert_eq!(lines(&["publish", "--dry-run"]), 24);
    let said = done(root, &["publish", "--dry-run"]);
    assert!(said.contains("    … and 21 more new annotations\n"), "{said}");
    assert!(said.contains("33 new annotations, 34 new pages would be recorded"), "{said}");
    assert_eq!(lines(&["publish", "--dry-run", "--all"]), 67);
    refused(root, &["publish", "--all"], 2);
}
