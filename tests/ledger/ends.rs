//! What is taken back, or leads on.

use ibid::diagnostic::Code;
use ibid::ledger::State;

use super::desk::{Desk, Found, TODAY, shown};

const PAUSE: &str =
    ":cite[It will last a month]{#month src=minutes quote=\"a pause of thirty days\"} at least.";
const ONCE: &str = "It :cite[can be longer]{#longer src=minutes quote=\"The pause may be prolonged once\"}.";

fn published() -> Desk {
    let desk = Desk::new(&[("briefings/talks.md", &format!("{PAUSE}\n\n{ONCE}"))]);
    desk.publish();
    desk
}

#[test]
fn what_is_gone_is_an_error_with_three_ways_out() {
    let desk = published();
    desk.page("briefings/talks.md", ONCE);
    let built = desk.build();
    assert!(built.files.is_empty());
    let found = built.diagnostics;
    assert_eq!(found.len(), 1, "{}", shown(&found));
    assert_eq!(found[0].code, Code::LostPermalink);
    let text = shown(&found);
    for words in [
        "the published annotation `month` (“It will last a month”) is gone from `content/briefings/talks.md`",
        "ibid.lock:",
        "bring it back",
        "ibid retract month --reason",
        "ibid move month --to",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[test]
fn a_retracted_annotation_still_shows_what_it_said_and_why_it_went() {
    let desk = published();
    desk.page("briefings/talks.md", ONCE);
    desk.retract("month", "The council has corrected its <minutes>.");
    let built = desk.build().sound();
    assert!(matches!(built.at("/a/month/"), Found::Tombstone(_)));
    let html = built.text("/a/month/");
    for words in [
        "The council has corrected its &lt;minutes&gt;.",
        "It will last a month",
        "a pause of thirty days",
        ">Minutes</a>",
        "9 January 2026",
        "content=\"noindex\"",
    ] {
        assert!(html.contains(words), "{words} in {html}");
    }
    assert!(!String::from_utf8_lossy(&built.files["sitemap.xml"]).contains("/a/month/"));
}

#[test]
fn a_redacted_one_does_not() {
    let desk = published();
    desk.page("briefings/talks.md", ONCE);
    desk.end(
        "month",
        State::Retracted { on: TODAY, reason: "It named somebody.".to_owned(), redacted: true },
    );
    let html = desk.build().sound().text("/a/month/");
    assert!(
        html.contains("It named somebody.") && !html.contains("last a month") && !html.contains("thirty"),
        "{html}"
    );
}

#[test]
fn what_is_retracted_cannot_stand_in_the_text() {
    let desk = published();
    desk.retract("month", "It is wrong.");
    assert_eq!(desk.errors().iter().map(|(code, _)| *code).collect::<Vec<_>>(), [Code::RetractedPermalink]);
    // Without a name it is known all the same.
    let unnamed = PAUSE.replace("#month ", "");
    desk.page("briefings/talks.md", &format!("{unnamed}\n\n{ONCE}"));
    assert_eq!(desk.errors().iter().map(|(code, _)| *code).collect::<Vec<_>>(), [Code::RetractedPermalink]);
    // Nor in a file of another name.
    desk.page("briefings/talks.md", ONCE);
    desk.page("briefings/other.md", &unnamed);
    assert_eq!(desk.errors().iter().map(|(code, _)| *code).collect::<Vec<_>>(), [Code::RetractedPermalink]);
    desk.delete("briefings/other.md");
    desk.build().sound();
    desk.end("month", State::Live);
    assert_eq!(desk.errors().len(), 1, "it is expected again");
}

#[test]
fn moves_lead_on_to_the_end_of_the_way() {
    let desk = published();
    desk.page("briefings/talks.md", ONCE);
    desk.move_to("month", "longer");
    assert_eq!(desk.at("month"), Found::Leads("/a/longer/".to_owned()));
    let built = desk.build().sound();
    assert!(String::from_utf8_lossy(&built.files["_redirects"]).contains("/a/month/ /a/longer/ 301"));
    desk.page("briefings/talks.md", &ONCE.replace("#longer", "#longest"));
    desk.move_to("longer", "longest");
    assert_eq!(desk.at("month"), Found::Leads("/a/longest/".to_owned()));
    assert_eq!(desk.at("longer"), Found::Leads("/a/longest/".to_owned()));
    // Where it ends with a retraction, readers are led to that.
    desk.publish();
    desk.page("briefings/talks.md", "Nothing is left.");
    desk.retract("longest", "It is wrong.");
    assert_eq!(desk.at("month"), Found::Leads("/a/longest/".to_owned()));
    assert!(matches!(desk.at("longest"), Found::Tombstone(_)));
}

#[test]
fn moves_that_lead_nowhere_or_in_a_circle_are_told() {
    let desk = published();
    desk.page("briefings/talks.md", "Nothing is left.");
    desk.move_to("month", "nowhere");
    desk.move_to("longer", "month");
    let found = desk.errors();
    assert!(found.iter().all(|(code, _)| *code == Code::LostPermalink) && found.len() == 2, "{found:?}");
    desk.move_to("month", "longer");
    let found = desk.errors();
    assert!(found.iter().all(|(_, message)| message.contains("leads back")) && found.len() == 2, "{found:?}");
}

#[test]
fn what_expires_says_so_and_what_is_withheld_otherwise_is_an_error() {
    let desk = Desk::new(&[]);
    let keys = "title = \"talks\"\ndate = 2026-01-05";
    desk.page_with("briefings/talks.md", keys, PAUSE);
    desk.publish();
    desk.page_with("briefings/talks.md", &format!("{keys}\nexpires = 2026-01-08"), PAUSE);
    let built = desk.build().sound();
    assert!(matches!(built.at("/a/month/"), Found::Tombstone(_)));
    assert!(matches!(built.at("/briefings/talks/"), Found::Tombstone(_)));
    assert!(built.text("/a/month/").contains("2026-01-08"));
    desk.page_with("briefings/talks.md", &format!("{keys}\ndraft = true"), PAUSE);
    let found = desk.errors();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found.iter().all(|(code, message)| *code == Code::LostPermalink && message.contains("is a draft")),
        "{found:?}"
    );
}

#[test]
fn without_pages_of_annotations_none_is_published() {
    let desk = Desk::new(&[("briefings/talks.md", PAUSE)]);
    let config = desk.file("ibid.toml");
    desk.world.insert("ibid.toml", format!("annotation_pages = false\n{config}"));
    let ledger = desk.publish();
    assert!(ledger.annotations.is_empty() && ledger.pages.contains_key("/briefings/talks/"));
    assert_eq!(desk.errors(), []);
    desk.world.insert("ibid.toml", config);
    assert!(desk.publish().annotations.contains_key("month"));
}

#[test]
fn pages_of_annotations_cannot_be_turned_off_any_more() {
    let desk = published();
    let config = desk.file("ibid.toml");
    desk.world.insert("ibid.toml", format!("annotation_pages = false\n{config}"));
    assert_eq!(desk.errors().len(), 1);
}
