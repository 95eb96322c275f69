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
    assert!(aside.contains("error[unpublished]: 1 annotation and 1 page are not published yet"), "{aside}");
    assert!(aside.contains("2026-01-09.md:6:6") && !root.join("newsletters").exists(), "{aside}");
    done(root, &["publish"]);
    let said = done(root, &["newsletter", letter]);
    assert!(!said.contains("ledger") && ledger(&text_of_ledger(root)).newsletters.is_empty(), "{said}");
    let said = done(root, &["newsletter", letter, "--sent"]);
    assert!(said.contains("ledger  sent, with links to 1 annotation and 1 page\n"), "{said}");
    let sent = &ledger(&text_of_ledger(root)).newsletters["/newsletters/2026-01-09/"];
    assert_eq!(
        (sent.subject.as_str(), sent.links.as_slice()),
        ("Trains & tariffs", &["/briefings/tariff/".to_owned(), "tariff".to_owned()][..])
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
    let text = text.replace(" and [that](@/briefings/tariff.md)", "");
    fs::write(root.join(letter), text).expect("it is written");
    done(root, &["move", "/briefings/tariff/", "--to", "/briefings/"]);
    let aside = refused(root, &["newsletter", letter], 1);
    assert!(aside.contains("`tariff` was retracted on"), "{aside}");
}

/// A briefing `NAME`, and a letter of this day with this body, published and sent.
fn sent(day: &str, body: &str, names: &[&str]) -> tempfile::TempDir {
    let folder = desk();
    let root = folder.path();
    for name in names {
        briefing(root, name);
    }
    fs::create_dir_all(root.join("content/newsletters")).expect("a folder");
    let letter = format!("content/newsletters/{day}.md");
    fs::write(root.join(&letter), format!("+++\nsubject = \"Trains\"\n+++\n\n{body}\n"))
        .expect("it is written");
    done(root, &["publish"]);
    done(root, &["newsletter", &letter, "--sent"]);
    folder
}

fn correct(root: &std::path::Path, name: &str, keys: &str) {
    let path = root.join(format!("content/briefings/{name}.md"));
    let before = fs::read_to_string(&path).expect("it is there");
    let correction = format!(
        "[[corrections]]\ndate = 2026-01-12\nkind = \"correction\"\ntext = \"It was wrong.\"\n{keys}\n+++\n\nOf"
    );
    fs::write(&path, before.replace("+++\n\nOf", &correction)).expect("it is written");
}

#[test]
fn a_correction_tells_the_letters_that_link_to_what_it_is_about() {
    let folder = sent("2026-01-09", "Read [this](a:tariff).", &["tariff", "harbour"]);
    let root = folder.path();
    correct(root, "tariff", "annotation = \"tariff\"");
    correct(root, "harbour", "");
    let listed = done(root, &["publish", "--dry-run"]);
    let line =
        "  ~ /briefings/tariff/  correction of 2026-01-12 on `tariff`; sent with “Trains” of 2026-01-09\n";
    assert!(listed.contains(line), "{listed}");
    assert!(listed.contains("  ~ /briefings/harbour/  correction of 2026-01-12\n"), "{listed}");
    let said = done(root, &["publish"]);
    assert!(said.contains("2 pages edited, 2 corrections in ibid.lock"), "{said}");
    let line =
        "/briefings/tariff/ has a correction of 2026-01-12 on `tariff`; sent with “Trains” of 2026-01-09\n";
    assert!(said.contains(line) && !said.contains("/briefings/harbour/ has"), "{said}");
    // It is told once.
    assert!(done(root, &["publish"]).contains("nothing new"));
    let page = fs::read_to_string(root.join("public/briefings/tariff/index.html")).expect("a page");
    assert_eq!(page.matches("id=\"_correction-2026-01-12\"").count(), 1);
    // What was said at an address of its own can still be linked when it is taken out again.
    let path = root.join("content/briefings/harbour.md");
    briefing(root, "harbour");
    done(root, &["publish"]);
    assert!(!fs::read_to_string(&path).expect("it is there").contains("corrections"));
    let page = fs::read_to_string(root.join("public/briefings/harbour/index.html")).expect("a page");
    assert_eq!(page.matches("id=\"_correction-2026-01-12\"").count(), 1);
}

#[test]
fn a_correction_of_a_whole_page_tells_the_letters_that_link_to_any_part_of_it() {
    for body in [
        "Read [this](a:tariff).",
        "Read [all](@/briefings/tariff.md).",
        "::briefing{path=\"@/briefings/tariff.md\"}",
    ] {
        let folder = sent("2026-01-09", body, &["tariff"]);
        let root = folder.path();
        correct(root, "tariff", "");
        let at = |name: &str| root.join(format!("content/briefings/{name}.md"));
        // Its new address is told, whatever address the letter has.
        let letter = root.join("content/newsletters/2026-01-09.md");
        let text = fs::read_to_string(&letter).expect("it is there").replace("tariff.md", "duty.md");
        fs::write(letter, text).expect("it is written");
        fs::rename(at("tariff"), at("duty")).expect("it is there");
        let said = done(root, &["publish"]);
        let line = "/briefings/duty/ has a correction of 2026-01-12; sent with “Trains” of 2026-01-09\n";
        assert!(said.contains(line), "{body}: {said}");
    }
}

#[test]
fn a_page_that_a_letter_links_to_is_not_lost_without_a_word_of_it() {
    let folder = sent("2026-01-09", "Read [all](@/briefings/tariff.md).", &["tariff"]);
    let root = folder.path();
    for file in ["briefings/tariff.md", "newsletters/2026-01-09.md"] {
        fs::remove_file(root.join("content").join(file)).expect("it was there");
    }
    let aside = refused(root, &["build"], 1);
    assert!(aside.contains("“Trains” of 2026-01-09 was sent with a link to it"), "{aside}");
    let said = done(root, &["retract", "/briefings/tariff/", "--reason", "It is wrong."]);
    assert!(
        said.contains("It was linked in newsletters that were sent:\n  “Trains” of 2026-01-09"),
        "{said}"
    );
}

#[test]
fn a_letter_that_is_sent_again_keeps_the_links_that_it_had() {
    let folder = sent("2026-01-09", "Read [this](a:tariff).", &["tariff", "harbour"]);
    let root = folder.path();
    let letter = "content/newsletters/2026-01-09.md";
    let said = done(root, &["newsletter", letter, "--sent"]);
    assert!(said.contains("ledger  was recorded as sent before, and links to nothing new\n"), "{said}");
    fs::write(root.join(letter), "+++\nsubject = \"Trains\"\n+++\n\nRead [that](a:harbour).\n")
        .expect("it is written");
    let said = done(root, &["newsletter", letter, "--sent"]);
    assert!(said.contains("ledger  sent again, with links to 1 annotation\n"), "{said}");
    let ledger = ledger(&text_of_ledger(root));
    assert_eq!(ledger.newsletters["/newsletters/2026-01-09/"].links, ["harbour", "tariff"]);
}
