//! Places in pages: what links name behind `#` stays there, whatever becomes of the page.

use ibid::ledger::State;

use super::desk::{Built, Desk, Found, TODAY};

const PAUSE: &str = "The council said :cite[a month]{#month src=minutes quote=\"a pause of thirty days\"}.";
const BOATS: &str =
    "The boats go :cite[on weekdays]{#boats src=minutes quote=\"The ferries will run on weekdays only\"}.";

fn desk(body: &str) -> Desk {
    let desk = Desk::new(&[("briefings/talks.md", body)]);
    desk.publish();
    desk
}

impl Built {
    /// The note in a page at an anchor of something that stands elsewhere now.
    fn note(&self, path: &str, anchor: &str) -> String {
        let html = self.text(path);
        let note = html.split("<p class=\"site-notice moved-part\"").find(|note| {
            note.split_once('>').is_some_and(|(tag, _)| tag.contains(&format!("id=\"{anchor}\"")))
        });
        let words = note.and_then(|note| note.split_once('>')?.1.split_once("</p>"));
        words.map(|(words, _)| words.to_owned()).unwrap_or_default()
    }
}

#[test]
fn a_page_brings_its_old_anchors_along_when_it_is_renamed() {
    let desk = desk("## Losses\n\nMany.\n\n## Gains\n\nNone.");
    // Another name and another heading in the same round.
    desk.delete("briefings/talks.md");
    desk.page("briefings/pause.md", "## Losses\n\nMany.\n\n## What was won\n\nNone.");
    desk.end("/briefings/talks/", State::Moved { on: TODAY, to: "/briefings/pause/".to_owned() });
    let built = desk.build().sound();
    assert_eq!(built.at("/briefings/talks/"), Found::Leads("/briefings/pause/".to_owned()));
    assert!(built.text("/briefings/pause/").contains("<span id=\"gains\"></span>"));
    assert_eq!(built.text("/briefings/pause/").matches("id=\"losses\"").count(), 1);
    // And again.
    let ledger = desk.publish();
    assert_eq!(ledger.pages["/briefings/pause/"].anchors, ["gains", "losses", "what-was-won"]);
    desk.delete("briefings/pause.md");
    desk.page("briefings/end.md", "## What was lost\n\nMany.");
    desk.end("/briefings/pause/", State::Moved { on: TODAY, to: "/briefings/end/".to_owned() });
    let html = desk.build().sound().text("/briefings/end/");
    for id in ["gains", "losses", "what-was-won"] {
        assert!(html.contains(&format!("<span id=\"{id}\"></span>")), "{id}: {html}");
    }
    desk.publish();
    assert_eq!(desk.build().sound().text("/briefings/end/"), html);
}

#[test]
fn a_page_that_is_known_again_brings_them_as_well() {
    let desk = desk(&format!("## Losses\n\n{PAUSE}\n\n## Gains\n\nNone."));
    desk.delete("briefings/talks.md");
    desk.page("archive/pause.md", &format!("## What was lost\n\n{PAUSE}"));
    let built = desk.build().sound();
    assert_eq!(built.at("/briefings/talks/"), Found::Leads("/archive/pause/".to_owned()));
    let html = built.text("/archive/pause/");
    assert!(
        html.contains("<span id=\"gains\"></span>") && html.contains("<span id=\"losses\"></span>"),
        "{html}"
    );
}

#[test]
fn a_page_that_others_were_put_into_has_the_anchors_of_all() {
    let desk = Desk::new(&[("notes/one.md", "## Losses\n\nA."), ("notes/two.md", "## Gains\n\nB.")]);
    desk.publish();
    desk.delete("notes/one.md");
    desk.end("/notes/one/", State::Moved { on: TODAY, to: "/notes/two/".to_owned() });
    assert!(desk.build().sound().text("/notes/two/").contains("<span id=\"losses\"></span>"));
    // What went elsewhere by the author's own word does not.
    desk.page_with(
        "notes/three.md",
        "title = \"three\"\naliases = [\"notes/one/#losses\", \"notes/one/\"]",
        "C.",
    );
    assert!(!desk.build().sound().text("/notes/two/").contains("id=\"losses\""));
}

#[test]
fn ids_in_html_are_anchors_too() {
    let desk = desk("A <span id=\"table\">table</span> of `<b id=\"code\">`.\n\n<p id=\"map\">A map.</p>");
    let ledger = desk.ledger();
    assert_eq!(ledger.pages["/briefings/talks/"].anchors, ["map", "table"]);
    desk.page("briefings/talks.md", "A table.\n\n<p id='map'>A map.</p>");
    let html = desk.build().sound().text("/briefings/talks/");
    assert!(html.contains("<span id=\"table\"></span>") && !html.contains("id=\"map\""), "{html}");
}

#[test]
fn a_section_of_which_the_file_is_gone_keeps_them() {
    let desk = Desk::new(&[("briefings/_index.md", "## Losses\n\nMany."), ("briefings/talks.md", "A text.")]);
    desk.publish();
    desk.delete("briefings/_index.md");
    assert!(desk.build().sound().text("/briefings/").contains("<span id=\"losses\"></span>"));
}

#[test]
fn where_an_annotation_stood_it_is_said_where_it_is_now() {
    let desk = desk(&format!("{PAUSE}\n\n{BOATS}"));
    desk.page("briefings/talks.md", BOATS);
    desk.page("briefings/pause.md", PAUSE);
    let note = "What your link led to is now on another page: <a href=\"https://desk.example/a/month/\">a month</a>.";
    for anchor in ["a-month", "note-month", "end-month"] {
        assert_eq!(desk.build().sound().note("/briefings/talks/", anchor), note, "{anchor}");
    }
    // Once that is recorded, the ledger says that it stands in the other page.
    let ledger = desk.publish();
    assert_eq!(ledger.annotations["month"].file, "briefings/pause.md");
    assert_eq!(ledger.pages["/briefings/talks/"].anchors, ["a-month"]);
    assert_eq!(desk.build().sound().note("/briefings/talks/", "a-month"), note);
    // The page is renamed, and brings it along.
    desk.delete("briefings/talks.md");
    desk.page("archive/boats.md", BOATS);
    assert_eq!(desk.build().sound().note("/archive/boats/", "a-month"), note);
    // Back again, it is what it was.
    desk.publish();
    desk.delete("briefings/pause.md");
    desk.page("archive/boats.md", &format!("{PAUSE}\n\n{BOATS}"));
    let built = desk.build().sound();
    assert_eq!(built.note("/archive/boats/", "a-month"), "");
    assert_eq!(built.text("/archive/boats/").matches("id=\"a-month\"").count(), 1);
}

#[test]
fn where_a_retracted_annotation_stood_that_is_said() {
    let desk = desk(&format!("{PAUSE}\n\n{BOATS}"));
    desk.page("briefings/talks.md", BOATS);
    desk.retract("month", "It is wrong.");
    let note = "What your link led to was taken back: <a href=\"https://desk.example/a/month/\">a month</a>.";
    assert_eq!(desk.build().sound().note("/briefings/talks/", "a-month"), note);
    desk.end("month", State::Retracted { on: TODAY, reason: "It is wrong.".to_owned(), redacted: true });
    let note = desk.build().sound().note("/briefings/talks/", "a-month");
    assert!(
        note.ends_with("<a href=\"https://desk.example/a/month/\">https://desk.example/a/month/</a>."),
        "{note}"
    );
    // Its page is renamed in another round: what it was in is not in the content any more.
    desk.publish();
    desk.delete("briefings/talks.md");
    desk.page_with("archive/boats.md", "title = \"Boats\"", BOATS);
    assert_eq!(desk.build().sound().note("/archive/boats/", "a-month"), note);
    desk.publish();
    assert_eq!(desk.build().sound().note("/archive/boats/", "a-month"), note);
}

#[test]
fn where_a_moved_annotation_stood_its_heir_is_named() {
    let desk = desk(&format!("{PAUSE}\n\n{BOATS}"));
    desk.page("briefings/talks.md", BOATS);
    desk.move_to("month", "boats");
    let note = "What your link led to is now on another page: <a href=\"https://desk.example/a/boats/\">on weekdays</a>.";
    assert_eq!(desk.build().sound().note("/briefings/talks/", "a-month"), note);
}
