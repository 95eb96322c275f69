//! Addresses: those that authors give, and what stands at those that were published.

use ibid::diagnostic::Code;
use ibid::ledger::State;
use ibid::world::World;

use super::desk::{Desk, Found, TODAY};

fn leads(to: &str) -> Found {
    Found::Leads(to.to_owned())
}

fn retracted() -> State {
    State::Retracted { on: TODAY, reason: "It is wrong.".to_owned(), redacted: false }
}

#[test]
fn an_alias_is_public_and_leads_on_when_it_is_taken_out() {
    let desk = Desk::new(&[]);
    let aliases = "title = \"one\"\naliases = [\"old\", \"2019/one.html\"]";
    desk.page_with("notes/one.md", aliases, "A text.");
    let ledger = desk.publish();
    assert_eq!(ledger.pages["/old/"].state, State::Moved { on: TODAY, to: "/notes/one/".to_owned() });
    desk.page("notes/one.md", "A text.");
    let built = desk.build().sound();
    assert_eq!(built.at("/old/"), leads("/notes/one/"));
    assert!(String::from_utf8_lossy(&built.files["_redirects"]).contains("/2019/one.html /notes/one/ 301"));
    assert!(built.files.contains_key("2019/one.html"));
    // It follows the page, and another page may have it.
    desk.delete("notes/one.md");
    desk.page("notes/two.md", "A text.");
    assert_eq!(desk.build().sound().at("/old/"), leads("/notes/two/"));
    desk.publish();
    assert_eq!(desk.build().sound().at("/old/"), leads("/notes/two/"));
    desk.page_with("notes/three.md", "title = \"three\"\naliases = [\"old\"]", "Another text.");
    desk.publish();
    desk.page("notes/three.md", "Another text.");
    assert_eq!(desk.build().sound().at("/old/"), leads("/notes/three/"));
    assert_eq!(desk.publish().pages.len(), desk.ledger().pages.len());
}

#[test]
fn an_address_that_was_divided_leads_on_when_its_parts_are_taken_out() {
    let desk = Desk::new(&[]);
    desk.page_with("notes/one.md", "title = \"one\"\naliases = [\"old/#a\"]", "A text.");
    desk.page_with("notes/two.md", "title = \"two\"\naliases = [\"old/#b\"]", "Another text.");
    desk.publish();
    assert!(desk.build().sound().text("/old/").contains("id=\"b\""));
    desk.page("notes/one.md", "A text.");
    desk.page("notes/two.md", "Another text.");
    assert_eq!(desk.build().sound().at("/old/"), leads("/notes/one/"));
}

#[test]
fn an_old_anchor_that_an_alias_kept_is_kept() {
    let desk = Desk::new(&[]);
    desk.page_with(
        "notes/one.md",
        "title = \"one\"\naliases = [\"#gains=#profits\"]",
        "## Profits\n\nA text.",
    );
    desk.publish();
    desk.page("notes/one.md", "## Profits\n\nA text.");
    assert!(desk.build().sound().text("/notes/one/").contains("<span id=\"gains\"></span>"));
}

#[test]
fn what_stands_at_an_address_is_there_whatever_made_it() {
    let desk = Desk::new(&[]);
    desk.page_with("tags/grain.md", "title = \"Grain\"", "About grain.");
    desk.page_with("tags/_index.md", "title = \"Tags\"", "All tags.");
    desk.page("notes/report.md", "A report.");
    desk.publish();
    desk.delete("tags/grain.md");
    desk.delete("tags/_index.md");
    desk.delete("notes/report.md");
    assert_eq!(desk.errors().len(), 3);
    let config = desk.file("ibid.toml");
    desk.world.insert("ibid.toml", format!("taxonomies = [{{ name = \"tags\" }}]\n{config}"));
    // A term and the list of all terms stand there now, and a file that is copied.
    desk.page_with("notes/one.md", "title = \"one\"\ntags = [\"grain\"]", "A text.");
    desk.world.insert("static/notes/report/index.html", "<title>Report</title>");
    for state in [State::Live, retracted(), State::Moved { on: TODAY, to: "/notes/one/".to_owned() }] {
        for path in ["/tags/grain/", "/tags/", "/notes/report/"] {
            desk.end(path, state.clone());
        }
        let built = desk.build().sound();
        assert!(built.text("/notes/report/").contains("<title>Report</title>"), "{state:?}");
        assert!(built.text("/tags/grain/").contains("/notes/one/"), "{state:?}");
        assert!(!built.files.contains_key("_redirects"), "{state:?}");
    }
    // Without them, what was recorded holds.
    desk.world.remove("static/notes/report/index.html").expect("it is there");
    assert_eq!(desk.build().sound().at("/notes/report/"), leads("/notes/one/"));
}

#[test]
fn a_section_that_nobody_wrote_stands_where_one_was_retracted() {
    let desk = Desk::new(&[("people/_index.md", "Who we are.")]);
    desk.publish();
    desk.delete("people/_index.md");
    desk.end("/people/", retracted());
    assert!(matches!(desk.build().sound().at("/people/"), Found::Tombstone(_)));
    desk.page("people/olena.md", "An invented person.");
    assert!(desk.build().sound().text("/people/").contains("/people/olena/"));
}

#[test]
fn a_page_that_comes_back_to_its_address_is_back() {
    let desk = Desk::new(&[("notes/one.md", "A text.")]);
    desk.publish();
    desk.delete("notes/one.md");
    desk.page("notes/two.md", "A text.");
    desk.publish();
    desk.delete("notes/two.md");
    desk.page("notes/one.md", "A text.");
    let built = desk.build().sound();
    assert_eq!(built.at("/notes/two/"), leads("/notes/one/"));
    let ledger = desk.publish();
    assert!(ledger.pages["/notes/one/"].state.is_live());
    assert_eq!(desk.build().sound().at("/notes/two/"), leads("/notes/one/"));
    // Another page at an address that leads on has to be meant.
    desk.page("notes/two.md", "Another text.");
    assert_eq!(desk.errors().iter().map(|(code, _)| *code).collect::<Vec<_>>(), [Code::RetractedPermalink]);
}

#[test]
fn a_section_may_lead_elsewhere_for_a_while() {
    let desk = Desk::new(&[("notes/_index.md", "Notes."), ("notes/one.md", "A text.")]);
    desk.publish();
    desk.page_with("notes/_index.md", "title = \"Notes\"\nredirect_to = \"@/notes/one.md\"", "Notes.");
    assert_eq!(desk.build().sound().at("/notes/"), leads("/notes/one/"));
    let ledger = desk.publish();
    assert!(ledger.pages["/notes/"].state.is_live());
    desk.page("notes/_index.md", "Notes.");
    desk.build().sound();
}
