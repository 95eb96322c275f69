//! Letters that link to what is published, and what is told of them once they were sent.

use std::fs;

use super::{briefing, desk, done, ledger, refused, text as text_of_ledger};

#[test]
fn letters_link_to_what_is_published_and_what_was_sent_is_remembered() {
    let folder = desk();
    let root = folder.path();
    briefing(root, "tariff");
    let letter = "content/newsletters/2026-01-09.md";
    fs::create_dir_all(root.join("content/newsletters")).expect("a folder");
    let text = "+++\nsubject = \"Trains & tariffs\"\nfrom = \"Desk <desk@example.org>\"\n+++\n\nRead [this](a:tariff) and [that](@/briefings/tariff.md).\n";
    fs::write(root.join(letter), text).expect("it is written");
    let aside = refused(root, &["newsletter", letter], 1);
    assert!(aside.contains("error[unpublished]: the annotation `tariff` is not published yet"), "{aside}");
    assert!(aside.contains("the page `/briefings/tariff/` is not published yet"), "{aside}");
    assert!(aside.contains("2026-01-09.md:6:6") && !root.join("newsletters").exists(), "{aside}");
    done(root, &["publish"]);
    let said = done(root, &["newsletter", letter]);
    assert!(!said.contains("ledger") && ledger(&text_of_ledger(root)).newsletters.is_empty(), "{said}");
    let said = done(root, &["newsletter", letter, "--sent"]);
    assert!(said.contains("ledger  sent, with links to 1 annotation\n"), "{said}");
    let sent = &ledger(&text_of_ledger(root)).newsletters["/newsletters/2026-01-09/"];
    assert_eq!(
        (sent.subject.as_str(), sent.links.as_slice()),
        ("Trains & tariffs", &["tariff".to_owned()][..])
    );

    // Whoever changes, removes or retracts what it links to is told.
    let path = root.join("content/briefings/tariff.md");
    let edited = fs::read_to_string(&path).expect("it is there").replace("[the tariff]", "[the new tariff]");
    fs::write(&path, edited).expect("it is written");
    let said = done(root, &["publish"]);
    assert!(
        said.contains("tariff now says “the new tariff”; sent with “Trains & tariffs” of 2026-01-09"),
        "{said}"
    );
    fs::remove_file(&path).expect("it was there");
    fs::remove_file(root.join(letter)).expect("it was there");
    let aside = refused(root, &["build"], 1);
    assert!(aside.contains("“Trains & tariffs” of 2026-01-09 was sent with a link to it"), "{aside}");
    let said = done(root, &["retract", "tariff", "--reason", "It is wrong."]);
    assert!(
        said.contains("It was linked in newsletters that were sent:\n  “Trains & tariffs” of 2026-01-09"),
        "{said}"
    );
    fs::write(root.join(letter), text).expect("it is written");
    done(root, &["move", "/briefings/tariff/", "--to", "/briefings/"]);
    let aside = refused(root, &["newsletter", letter], 1);
    assert!(aside.contains("`tariff` was retracted on"), "{aside}");
}
