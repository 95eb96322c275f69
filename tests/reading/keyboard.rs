//! With a keyboard alone.

use serde::Deserialize;

use crate::chromium::Chromium;
use crate::kinds::{Site, difficult, repository};
use crate::none;
use crate::reader::tab;
use crate::tab::Tab;

/// Where the focus is after a key was pressed.
#[derive(Debug, Deserialize)]
struct Focus {
    /// The place among all that Tab is to come by; -1 for what is not among them.
    at: i64,
    /// None for the page itself.
    name: Option<String>,
    faults: Vec<String>,
}

fn focus(tab: &Tab) -> Focus {
    let focus = tab.value("focused()");
    serde_json::from_value(focus.clone()).unwrap_or_else(|error| panic!("{error}: {focus}"))
}

/// Walks through all of a page; gives what is wrong with where the focus was.
pub(crate) fn walk(tab: &Tab, place: &str) -> Vec<String> {
    let wanted = tab.value("(globalThis.expected = stops()).length").as_u64().unwrap_or_default();
    let (mut found, mut visited) = (Vec::new(), Vec::new());
    // Some stops are none that anybody wrote: what scrolls, and links of a note that unfolds.
    for _ in 0..wanted * 2 + 20 {
        tab.press("Tab", 9);
        let mut focus = self::focus(tab);
        if !focus.faults.is_empty() {
            // What scrolls by itself may do so with the next frame.
            tab.value("drawn()");
            focus = self::focus(tab);
        }
        // Past the last stop is the browser itself, or the first one again.
        if focus.name.is_none() || (focus.at == 0 && visited.len() > 1) {
            break;
        }
        found.extend(focus.faults.into_iter().map(|fault| format!("{place}: {fault}")));
        visited.extend(u64::try_from(focus.at));
    }
    if !visited.iter().copied().eq(0..wanted) {
        found.push(format!("{place}: of {wanted} stops Tab comes by these: {visited:?}"));
    }
    found
}

#[test]
fn tab_goes_through_a_page_in_order_and_is_seen_everywhere() {
    let Some(chromium) = Chromium::start() else { return };
    let tab = tab(&chromium);
    let mut found = Vec::new();
    for (site, path, widths) in [
        (repository(), "/", [1440, 375]),
        (repository(), "/briefings/paris-guarantees/", [1440, 375]),
        (repository(), "/sources/ennadar-stock-report/", [1440, 375]),
        (repository(), "/404.html", [1440, 375]),
        (difficult(), "/briefings/everywhere/", [1440, 320]),
        (difficult(), "/briefings/crowd/", [1440, 768]),
        (difficult(), "/ar/briefings/talks/", [1440, 375]),
        (difficult(), "/a/translated/", [1440, 375]),
    ] {
        for width in widths {
            tab.screen(width);
            tab.go(&site.at(path));
            tab.value("drawn()");
            found.extend(walk(&tab, &format!("{path} at {width}")));
        }
    }
    found.extend(tab.faults());
    none(&found);
}

#[test]
fn the_first_stop_leads_past_what_all_pages_have() {
    let Some(chromium) = Chromium::start() else { return };
    let tab = tab(&chromium);
    for (site, path) in
        [(repository(), "/briefings/paris-guarantees/"), (difficult(), "/ar/briefings/talks/")]
    {
        tab.screen(375);
        tab.go(&site.at(path));
        tab.press("Tab", 9);
        assert!(tab.is("document.activeElement.matches('.skip')"), "{path}");
        let place = "document.activeElement.getBoundingClientRect()";
        assert!(tab.is(&format!("{place}.top >= 0 && {place}.width > 24 && {place}.height > 24")), "{path}");
        tab.press("Enter", 13);
        tab.wait("location.hash === '#_main'");
        tab.press("Tab", 9);
        assert!(tab.is("document.activeElement.closest('main')"), "{path}");
    }
}

const AT_NUMBER: &str = "document.activeElement === globalThis.first";

/// Opens a note in place, goes into it and leaves it.
fn in_and_out(tab: &Tab, site: &Site, path: &str, width: u32) {
    let at = format!("{path} at {width}");
    tab.screen(width);
    tab.go(&site.at(path));
    tab.value("(globalThis.first = numbers().find((number) => number.popoverTargetElement)).focus()");
    assert!(!tab.is("openNote()"), "{at}: a number that has the focus opens nothing yet");
    tab.press("Enter", 13);
    tab.wait("openNote() === first.popoverTargetElement");
    assert!(tab.is(AT_NUMBER), "{at}");
    tab.press("Tab", 9);
    assert!(tab.is("openNote().contains(document.activeElement)"), "{at}: Tab goes into the note");
    tab.press("Escape", 27);
    tab.wait("!openNote()");
    assert!(tab.is(AT_NUMBER), "{at}: Escape leads back to the number");

    // Out of the note at its end, the way goes on in the text.
    tab.press("Enter", 13);
    tab.wait("openNote()");
    tab.value("globalThis.note = openNote()");
    for _ in 0..20 {
        tab.press("Tab", 9);
        if !tab.is("note.contains(document.activeElement)") {
            break;
        }
    }
    assert!(
        tab.is("document.activeElement !== document.body && !note.contains(document.activeElement)"),
        "{at}: the note holds the focus"
    );
}

#[test]
fn a_note_is_opened_entered_and_left() {
    let Some(chromium) = Chromium::start() else { return };
    let tab = tab(&chromium);
    for width in [768, 375, 320] {
        in_and_out(&tab, repository(), "/briefings/paris-guarantees/", width);
        in_and_out(&tab, difficult(), "/ar/briefings/talks/", width);
    }
    // In a table it opens in place however wide the screen is.
    in_and_out(&tab, difficult(), "/briefings/everywhere/", 1440);
    assert_eq!(tab.faults(), Vec::<String>::new());
}

#[test]
fn a_note_is_opened_and_left_without_scripts() {
    let Some(chromium) = Chromium::start() else { return };
    let tab = tab(&chromium);
    tab.without_scripts();
    tab.screen(375);
    tab.go(&repository().at("/briefings/paris-guarantees/"));
    let button = "document.querySelector('.noteref button')";
    let open = "document.querySelector('.margin-note:popover-open')";
    tab.value(&format!("{button}.focus()"));
    tab.press("Enter", 13);
    tab.wait(open);
    tab.press("Tab", 9);
    assert!(tab.is(&format!("{open}.contains(document.activeElement)")));
    tab.press("Escape", 27);
    tab.wait(&format!("!{open}"));
    assert!(tab.is(&format!("document.activeElement === {button}")));
}

#[test]
fn arrow_keys_walk_from_note_to_note() {
    let Some(chromium) = Chromium::start() else { return };
    let tab = tab(&chromium);
    for (site, path, ahead, back) in [
        (repository(), "/briefings/paris-guarantees/", ("ArrowRight", 39), ("ArrowLeft", 37)),
        (difficult(), "/ar/briefings/talks/", ("ArrowLeft", 37), ("ArrowRight", 39)),
    ] {
        for width in [1440, 375] {
            let at = format!("{path} at {width}");
            tab.screen(width);
            tab.go(&site.at(path));
            tab.value("numbers()[0].focus()");
            let is_at = |number: usize| tab.is(&format!("document.activeElement === numbers()[{number}]"));
            tab.press(ahead.0, ahead.1);
            assert!(is_at(1), "{at}: to the next one");
            assert!(tab.is("focused().faults.length === 0"), "{at}: {}", tab.value("focused()"));
            tab.press(back.0, back.1);
            tab.press(back.0, back.1);
            assert!(is_at(0), "{at}: and back to the first one, before which there is none");
            if width == 375 {
                tab.press("Enter", 13);
                tab.wait("openNote() === numbers()[0].popoverTargetElement");
                tab.press(ahead.0, ahead.1);
                tab.wait("openNote() === numbers()[1].popoverTargetElement");
                assert!(is_at(1), "{at}: the note goes with the number");
            }
        }
    }
    assert_eq!(tab.faults(), Vec::<String>::new());
}

#[test]
fn a_number_beside_the_margin_leads_to_its_note() {
    let Some(chromium) = Chromium::start() else { return };
    let tab = tab(&chromium);
    tab.screen(1440);
    tab.go(&difficult().at("/briefings/crowd/"));
    // The last of many is folded to its first line until somebody goes there.
    let height = "one('#note-c30').offsetHeight";
    let folded = tab.value(height).as_f64();
    tab.value("numbers()[29].focus()");
    tab.press("Enter", 13);
    tab.wait("location.hash === '#note-c30'");
    assert!(tab.value(height).as_f64() > folded, "it unfolds");
    tab.press("Tab", 9);
    assert!(tab.is("one('#note-c30').contains(document.activeElement)"), "Tab goes into it");
}
