//! Addresses of pages and places in them.

use ibid::diagnostic::Code;
use ibid::ledger::State;

use super::desk::{Desk, Found, TODAY};

const TEXT: &str = "## Losses\n\nThe council said :cite[a month]{#month src=minutes quote=\"a pause of thirty days\"}.\n\n## Gains\n\nNone.";

fn published() -> Desk {
    let desk = Desk::new(&[("briefings/talks.md", TEXT)]);
    desk.publish();
    desk
}

#[test]
fn a_renamed_briefing_leaves_a_redirect_for_ever() {
    let desk = published();
    desk.delete("briefings/talks.md");
    desk.page("briefings/pause.md", TEXT);
    assert_eq!(desk.build().sound().at("/briefings/talks/"), Found::Leads("/briefings/pause/".to_owned()));
    desk.publish();
    desk.delete("briefings/pause.md");
    desk.page("archive/break.md", TEXT);
    desk.publish();
    let built = desk.build().sound();
    assert_eq!(built.at("/briefings/talks/"), Found::Leads("/archive/break/".to_owned()));
    assert_eq!(built.at("/briefings/pause/"), Found::Leads("/archive/break/".to_owned()));
}

#[test]
fn another_slug_leaves_one_as_well() {
    let desk = published();
    desk.page_with("briefings/talks.md", "title = \"talks\"\nslug = \"pause\"", TEXT);
    assert_eq!(desk.build().sound().at("/briefings/talks/"), Found::Leads("/briefings/pause/".to_owned()));
}

#[test]
fn a_page_without_annotations_is_known_by_its_text_or_its_title() {
    let desk = Desk::new(&[]);
    desk.page_with("notes/one.md", "title = \"One\"", "The text of the page.");
    desk.page_with("notes/two.md", "title = \"Two\"", "Another text.");
    desk.publish();
    desk.delete("notes/one.md");
    desk.page_with("other/first.md", "title = \"First\"", "The text of the page.");
    desk.delete("notes/two.md");
    desk.page_with("notes/second.md", "title = \"Two\"", "Edited.");
    let built = desk.build().sound();
    assert_eq!(built.at("/notes/one/"), Found::Leads("/other/first/".to_owned()));
    assert_eq!(built.at("/notes/two/"), Found::Leads("/notes/second/".to_owned()));
}

#[test]
fn a_page_that_is_gone_is_an_error_with_the_ways_out() {
    let desk = Desk::new(&[("notes/one.md", "A text."), ("notes/two.md", "Another text.")]);
    desk.publish();
    desk.delete("notes/one.md");
    let found = desk.errors();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, Code::LostPermalink);
    assert!(found[0].1.contains("`/notes/one/`"), "{found:?}");
    desk.end("/notes/one/", State::Moved { on: TODAY, to: "/notes/two/".to_owned() });
    assert_eq!(desk.build().sound().at("/notes/one/"), Found::Leads("/notes/two/".to_owned()));
    desk.end(
        "/notes/one/",
        State::Retracted { on: TODAY, reason: "It was a test.".to_owned(), redacted: false },
    );
    let built = desk.build().sound();
    assert!(matches!(built.at("/notes/one/"), Found::Tombstone(_)));
    assert!(built.text("/notes/one/").contains("It was a test."));
    // What stands there again has to be meant.
    desk.page("notes/one.md", "A new text.");
    assert_eq!(desk.errors().iter().map(|(code, _)| *code).collect::<Vec<_>>(), [Code::RetractedPermalink]);
    desk.end("/notes/one/", State::Live);
    let ledger = desk.publish();
    assert!(ledger.pages["/notes/one/"].state.is_live());
    // An alias of the author's own does as well.
    desk.delete("notes/one.md");
    desk.page_with("notes/two.md", "title = \"two\"\naliases = [\"notes/one\"]", "Another text.");
    desk.publish();
    assert_eq!(desk.build().sound().at("/notes/one/"), Found::Leads("/notes/two/".to_owned()));
    // And need not be kept once it is recorded.
    desk.page("notes/two.md", "Another text.");
    assert_eq!(desk.build().sound().at("/notes/one/"), Found::Leads("/notes/two/".to_owned()));
}

#[test]
fn pages_that_take_over_the_parts_of_an_address_take_it_over() {
    let desk = Desk::new(&[("notes/one.md", "A text.")]);
    desk.publish();
    desk.delete("notes/one.md");
    desk.page_with("notes/two.md", "title = \"two\"\naliases = [\"notes/one/#losses\"]", "Another text.");
    desk.page_with("notes/three.md", "title = \"three\"\naliases = [\"notes/one/#gains\"]", "A third text.");
    desk.publish();
    assert!(desk.build().sound().text("/notes/one/").contains("id=\"gains\""));
    // Whoever retracted it first is not in the way.
    desk.end(
        "/notes/one/",
        State::Retracted { on: TODAY, reason: "It is gone.".to_owned(), redacted: false },
    );
    assert!(desk.build().sound().text("/notes/one/").contains("id=\"gains\""));
}

#[test]
fn places_in_a_page_keep_their_names() {
    let desk = published();
    let passage = desk.ledger().pages["/sources/minutes/"].anchors[0].clone();
    desk.page(
        "briefings/talks.md",
        &TEXT
            .replace("## Gains", "## What was won")
            .replace("a pause of thirty days", "to a pause of thirty"),
    );
    let ledger = desk.publish();
    let built = desk.build().sound();
    assert!(built.text("/briefings/talks/").contains("<span id=\"gains\"></span>"));
    assert!(built.text("/briefings/talks/").contains("id=\"what-was-won\""));
    assert!(built.text("/sources/minutes/").contains(&format!("<span id=\"{passage}\"></span>")));
    assert_eq!(ledger.pages["/briefings/talks/"].anchors, ["gains", "losses", "what-was-won"]);
    // Back again, it is what it was.
    desk.page("briefings/talks.md", TEXT);
    let html = desk.build().sound().text("/briefings/talks/");
    assert_eq!(html.matches("id=\"gains\"").count(), 1);
}

#[test]
fn a_source_under_another_id_leaves_a_redirect() {
    let desk = published();
    let text = desk.file("content/sources/minutes.md");
    desk.delete("sources/minutes.md");
    desk.world.insert("content/sources/protocol.md", text);
    desk.page("briefings/talks.md", &TEXT.replace("src=minutes", "src=protocol"));
    let built = desk.build().sound();
    assert_eq!(built.at("/sources/minutes/"), Found::Leads("/sources/protocol/".to_owned()));
    desk.publish();
    assert_eq!(desk.build().sound().at("/sources/minutes/"), Found::Leads("/sources/protocol/".to_owned()));
}
