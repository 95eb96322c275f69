//! Light or dark, as the reader chose.

use serde_json::json;

use crate::chromium::Chromium;
use crate::kinds::repository;
use crate::reader::{Look, tab};
use crate::tab::Tab;

const PAPER: &str = "getComputedStyle(document.body).backgroundColor";

/// Notes when the choice is known, for `BEFORE_PAINT`.
const WATCH: &str = "new MutationObserver(() => {
        if (document.documentElement?.dataset.appearance) globalThis.chosenAt ??= performance.now();
    }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-appearance'] });";

/// Whether the choice was known before anything was shown.
const BEFORE_PAINT: &str = "globalThis.chosenAt < performance.getEntriesByName('first-paint')[0]?.startTime";

/// Opens a page; tells whether the chosen colours were known before anything of it was shown.
pub(crate) fn is_chosen_before_paint(tab: &Tab, url: &str) -> bool {
    tab.call("Page.addScriptToEvaluateOnNewDocument", &json!({"source": WATCH}));
    tab.go(url);
    tab.wait("performance.getEntriesByName('first-paint').length");
    tab.is(BEFORE_PAINT)
}

#[test]
fn the_choice_is_kept_and_there_before_anything_is_shown() {
    let Some(chromium) = Chromium::start() else { return };
    let (one, other) = (tab(&chromium), chromium.open_tab("about:blank"));
    let (briefing, source) =
        (repository().at("/briefings/paris-guarantees/"), repository().at("/sources/paris-desk-notes/"));
    for tab in [&one, &other] {
        tab.look(Look::Light);
    }
    one.go(&briefing);
    other.go(&source);
    let light = one.text(PAPER);
    one.click("one('[data-appear=dark]')");
    one.wait(&format!("{PAPER} !== '{light}'"));
    let dark = one.text(PAPER);
    assert!(one.is("one('[data-appear=dark]').getAttribute('aria-pressed') === 'true'"));
    // Another tab follows.
    other.wait(&format!(
        "{PAPER} === '{dark}' && one('[data-appear=dark]').getAttribute('aria-pressed') === 'true'"
    ));
    // A page that is loaded anew, and one of another kind.
    for url in [&briefing, &repository().at("/")] {
        assert!(
            is_chosen_before_paint(&one, url),
            "{url}: {} after {}",
            one.value("globalThis.chosenAt"),
            one.value("performance.getEntriesByName('first-paint')[0].startTime")
        );
        assert_eq!(one.text(PAPER), dark, "{url}");
    }
    // Light against a system that is dark, and the system's own again.
    one.click("one('[data-appear=light]')");
    one.look(Look::Dark);
    one.wait(&format!("{PAPER} === '{light}'"));
    one.click("one('[data-appear=\"\"]')");
    one.wait(&format!("{PAPER} === '{dark}'"));
    one.look(Look::Light);
    one.wait(&format!("{PAPER} === '{light}'"));
    assert_eq!(one.faults(), Vec::<String>::new());
    assert_eq!(other.faults(), Vec::<String>::new());
}

#[test]
fn where_a_browser_keeps_nothing_the_choice_holds_for_the_page() {
    let Some(chromium) = Chromium::start() else { return };
    let tab = tab(&chromium);
    let refuse = "Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });";
    tab.call("Page.addScriptToEvaluateOnNewDocument", &json!({"source": refuse}));
    tab.go(&repository().at("/"));
    let light = tab.text(PAPER);
    tab.click("one('[data-appear=dark]')");
    tab.wait(&format!("{PAPER} !== '{light}'"));
    assert_eq!(tab.faults(), Vec::<String>::new());
}
