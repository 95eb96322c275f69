//! With a mouse or a finger.

use crate::chromium::Chromium;
use crate::kinds::{Site, difficult, repository};
use crate::reader::tab;
use crate::tab::Tab;

/// A phrase with a note of its own beside it, its number and its note.
const CHOOSE: &str = "globalThis.note = all('.annotation + .noteref + .margin-note').find((one) => !one.closest('td, th, pre, .card'));
    globalThis.number = note.previousElementSibling; globalThis.phrase = number.previousElementSibling;";

/// A page of a site that is built when it is asked for.
type Page = (fn() -> &'static Site, &'static str);

const PAGES: [Page; 3] = [
    (repository, "/briefings/paris-guarantees/"),
    (difficult, "/briefings/verdicts/"),
    (difficult, "/ar/briefings/talks/"),
];

fn open(tab: &Tab, site: &Site, path: &str, width: u32) -> String {
    tab.screen(width);
    tab.go(&site.at(path));
    tab.leave();
    tab.value(CHOOSE);
    format!("{path} at {width}")
}

#[test]
fn a_phrase_and_its_note_in_the_margin_mark_each_other() {
    let Some(chromium) = Chromium::start() else { return };
    let tab = tab(&chromium);
    for (site, path) in PAGES {
        let at = open(&tab, site(), path, 1440);
        let looks = ["noteLooks(note)", "phraseLooks(note)"];
        let quiet = looks.map(|look| tab.value(look));
        for (from, look) in
            [("phrase", 0), ("number.querySelector('a')", 0), ("note", 1), ("number.querySelector('a')", 1)]
        {
            tab.hover(from);
            tab.wait(&format!("{} !== {}", looks[look], quiet[look]));
            tab.leave();
            tab.wait(&format!("{} === {}", looks[look], quiet[look]));
        }
        // The same with the focus.
        tab.value("number.querySelector('a').focus({ focusVisible: true })");
        tab.wait(&format!("{} !== {} && {} !== {}", looks[0], quiet[0], looks[1], quiet[1]));
        tab.value("note.querySelector('a').focus()");
        tab.wait(&format!("{} !== {}", looks[1], quiet[1]));
        assert!(!tab.is("openNote()"), "{at}: what stands in the margin doesn't open");
    }
    assert_eq!(tab.faults(), Vec::<String>::new());
}

#[test]
fn a_phrase_under_the_mouse_opens_its_note_where_there_is_no_margin() {
    let Some(chromium) = Chromium::start() else { return };
    let tab = tab(&chromium);
    for (site, path) in PAGES {
        let at = open(&tab, site(), path, 768);
        let quiet = tab.value("phraseLooks(note)");
        tab.hover("phrase");
        tab.wait("openNote() === note");
        tab.wait(&format!("phraseLooks(note) !== {quiet}"));
        // The mouse may go into the note; when it leaves both, the note goes.
        let into = "note.querySelector('.note-body')";
        tab.hover(into);
        tab.value("new Promise((done) => setTimeout(done, 500))");
        assert!(tab.is("openNote() === note"), "{at}: the note is gone before it is read");
        tab.leave();
        tab.wait("!openNote()");
    }
    assert_eq!(tab.faults(), Vec::<String>::new());
}

#[test]
fn a_finger_opens_a_note_by_its_phrase_and_its_number() {
    let Some(chromium) = Chromium::start() else { return };
    let tab = tab(&chromium);
    for (site, path) in PAGES {
        let at = open(&tab, site(), path, 375);
        tab.touch(true);
        for from in ["phrase", "number.querySelector('button')"] {
            tab.tap(from);
            tab.wait("openNote() === note");
            // Beside the note, it closes.
            tab.tap("one('h1')");
            tab.wait("!openNote()");
        }
        tab.tap("phrase");
        tab.wait("openNote() === note");
        tab.tap("note.querySelector('.close')");
        tab.wait("!openNote()");
        assert!(tab.is("all('.margin-note').every((one) => !isShown(one))"), "{at}");
        // A part of the text that was selected isn't tapped.
        tab.value("getSelection().selectAllChildren(phrase)");
        tab.value("phrase.click()");
        assert!(!tab.is("openNote()"), "{at}: whoever selects words is in nobody's way");
        tab.touch(false);
    }
}

#[test]
fn a_link_is_copied() {
    let Some(chromium) = Chromium::start() else { return };
    let tab = tab(&chromium);
    open(&tab, repository(), "/briefings/paris-guarantees/", 1440);
    tab.click("one('.endnotes .copy-link')");
    tab.wait(
        "one('.endnotes .copy-link').textContent !== one('.endnotes li:nth-child(2) .copy-link').textContent",
    );
    let permalink = tab.text("one('.endnotes .permalink').href");
    assert!(permalink.contains("/a/"), "{permalink}");
    assert_eq!(tab.text("navigator.clipboard.readText()"), permalink);
    assert_eq!(tab.faults(), Vec::<String>::new());
}
