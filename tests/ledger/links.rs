//! Links within the site to what was moved or retracted.

use ibid::diagnostic::{Code, Severity};
use ibid::ledger::Sent;

use super::desk::{Desk, TODAY, shown};

const PAUSE: &str = ":cite[a month]{#month src=minutes quote=\"a pause of thirty days\"}";
const BOATS: &str = ":cite[on weekdays]{#boats src=minutes quote=\"The ferries will run on weekdays only\"}";
const OTHER: &str = "As [we wrote](a:month) in January.";

fn desk() -> Desk {
    let both = format!("{PAUSE} {BOATS}");
    let desk = Desk::new(&[("briefings/talks.md", &both), ("briefings/other.md", OTHER)]);
    desk.publish();
    desk.page("briefings/talks.md", BOATS);
    desk
}

#[test]
fn a_link_to_what_was_moved_leads_to_where_it_went() {
    let desk = desk();
    desk.move_to("month", "boats");
    let built = desk.build().sound();
    assert!(built.diagnostics.is_empty(), "{}", shown(&built.diagnostics));
    let link = "<a href=\"/a/boats/\" class=\"to-annotation\">we wrote</a>";
    assert!(built.text("/briefings/other/").contains(link), "{}", built.text("/briefings/other/"));
    // It counts as a link to that one.
    assert!(built.text("/briefings/talks/").contains("/briefings/other/"));
}

#[test]
fn a_link_to_what_was_retracted_leads_to_the_page_that_says_so() {
    let desk = desk();
    desk.retract("month", "It is wrong.");
    let built = desk.build().sound();
    let link = "<a href=\"/a/month/\" class=\"to-annotation\">we wrote</a>";
    assert!(built.text("/briefings/other/").contains(link), "{}", built.text("/briefings/other/"));
    let [found] = built.diagnostics.as_slice() else { panic!("{}", shown(&built.diagnostics)) };
    assert_eq!((found.code, found.severity), (Code::RetractedLink, Severity::Warning));
    assert_eq!(found.message, "the annotation `month` was retracted on 2026-01-09");
    // Its address, for who means just that.
    desk.page("briefings/other.md", "We [took it back](/a/month/).");
    assert!(desk.build().sound().diagnostics.is_empty());
}

#[test]
fn a_letter_that_is_not_sent_yet_cannot_link_to_it() {
    let desk = desk();
    desk.page("briefings/other.md", "Nothing.");
    desk.page_with("newsletters/2026-01-09.md", "subject = \"News\"", OTHER);
    desk.retract("month", "It is wrong.");
    let found = desk.errors();
    assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [Code::RetractedLink]);
    // One that was sent is as it is.
    let mut ledger = desk.ledger();
    let path = "/newsletters/2026-01-09/".to_owned();
    let file = "newsletters/2026-01-09.md".to_owned();
    let sent = Sent { path, file, subject: "News".to_owned(), on: TODAY, links: vec!["month".to_owned()] };
    ledger.newsletters.insert(sent.path.clone(), sent);
    desk.write(&ledger);
    let built = desk.build().sound();
    assert!(built.diagnostics.is_empty(), "{}", shown(&built.diagnostics));
    assert!(built.text("/newsletters/2026-01-09/").contains("href=\"/a/month/\""));
}

#[test]
fn a_link_to_what_leads_nowhere_is_told() {
    let desk = desk();
    desk.move_to("month", "nowhere");
    let found = desk.errors();
    assert!(found.iter().any(|(code, _)| *code == Code::UnknownAnnotation), "{found:?}");
}
