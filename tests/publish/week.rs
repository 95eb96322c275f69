//! A week of a desk: published on Monday, sent on Tuesday, corrected on Wednesday, retracted on Friday.

use std::fs;
use std::path::Path;

use super::{briefing, desk, done, ledger, refused, text};

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn edit(root: &Path, path: &str, from: &str, to: &str) {
    let before = read(root, path);
    assert!(before.contains(from), "{before}");
    fs::write(root.join(path), before.replace(from, to)).expect("it is written");
}

#[test]
fn a_letter_stays_true_to_its_readers() {
    let folder = desk();
    let root = folder.path();
    let file = "content/briefings/tariff.md";

    // Monday.
    briefing(root, "tariff");
    let listed = done(root, &["publish", "--dry-run"]);
    assert!(listed.contains("  + tariff  the tariff  (briefings/tariff.md)\n"), "{listed}");
    done(root, &["publish"]);

    // Tuesday.
    let begun = done(root, &["new", "newsletter", "Trains and tariffs", "--since", "2026-01-01"]);
    let letter = begun.trim();
    edit(root, letter, "# preheader = \"\"", "from = \"Desk <desk@example.org>\"");
    let said = done(root, &["newsletter", letter, "-o", "mails"]);
    let written = said.lines().find(|line| line.ends_with(".txt")).expect("a plain text");
    assert!(read(root, written).contains("https://example.org/a/tariff/\n"), "{}", read(root, written));
    done(root, &["publish"]);
    let said = done(root, &["newsletter", letter, "-o", "mails", "--sent"]);
    assert!(said.contains("ledger  sent, with links to "), "{said}");
    let sent = said.lines().find(|line| line.ends_with(".eml")).map(|path| read(root, path));
    assert!(sent.expect("a message").contains("From: \"Desk\" <desk@example.org>"));

    // Wednesday.
    edit(
        root,
        file,
        "title = \"tariff\"\n",
        "title = \"tariff\"\n\n[[corrections]]\ndate = 2026-01-07\nkind = \"correction\"\ntext = \"It is lower.\"\nannotation = \"tariff\"\n",
    );
    let said = done(root, &["publish"]);
    let line =
        "/briefings/tariff/ has a correction of 2026-01-07 on `tariff`; sent with “Trains and tariffs” of";
    assert!(said.contains(line), "{said}");
    assert!(
        read(root, "public/a/tariff/index.html").contains("It is lower."),
        "who comes from the letter is told"
    );

    // Friday.
    edit(
        root,
        file,
        ":cite[the tariff]{#tariff src=railway-notice quote=\"on Tuesdays, Thursdays and Saturdays\"}",
        "it",
    );
    let aside = refused(root, &["publish"], 1);
    assert!(
        aside.contains("“Trains and tariffs” of") && aside.contains("was sent with a link to it"),
        "{aside}"
    );
    let before = text(root);
    let reason = "The railway has withdrawn its notice.";
    let said = done(root, &["retract", "https://example.org/a/tariff/?utm_source=mail", "--reason", reason]);
    assert!(said.contains("It was linked in newsletters that were sent:\n  “Trains and tariffs”"), "{said}");
    assert_ne!(text(root), before);
    // Nobody has to touch the letter, nor the correction.
    done(root, &["publish"]);
    done(root, &["build", "--locked"]);
    let page = read(root, "public/a/tariff/index.html");
    assert!(page.contains(reason) && page.contains("the tariff"), "{page}");
    let page = read(root, "public/briefings/tariff/index.html");
    assert!(page.contains("It is lower.") && page.contains("href=\"/a/tariff/\""), "{page}");
    assert!(ledger(&text(root)).newsletters.values().all(|sent| sent.links.contains(&"tariff".to_owned())));
    // It isn't linked anew.
    let aside = refused(root, &["newsletter", letter, "-o", "mails"], 1);
    assert!(aside.contains("`tariff` was retracted on"), "{aside}");
    let said = done(root, &["newsletter", file, "-o", "mails"]);
    assert!(said.contains("mails/tariff.txt"), "{said}");
}
