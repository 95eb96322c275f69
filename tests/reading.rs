//! What a reader does with the pages of the built-in theme, in a real Chromium: with eyes that see other colours or none, with a
//! keyboard, a mouse, a finger, on paper, without scripts.
#![expect(clippy::disallowed_methods, reason = "the tests start a browser and read what it writes")]
#![expect(clippy::print_stderr, reason = "a test that is left out says so")]

#[path = "reading/appearance.rs"]
mod appearance;
#[path = "reading/axe.rs"]
mod axe;
#[path = "reading/budgets.rs"]
mod budgets;
#[path = "devtools/chromium.rs"]
mod chromium;
#[path = "reading/faults.rs"]
mod faults;
#[path = "reading/keyboard.rs"]
mod keyboard;
#[path = "reading/kinds.rs"]
mod kinds;
#[path = "reading/paper.rs"]
mod paper;
#[path = "reading/places.rs"]
mod places;
#[path = "reading/pointer.rs"]
mod pointer;
#[path = "browser/program.rs"]
mod program;
#[path = "reading/reader.rs"]
mod reader;
#[path = "browser/sample.rs"]
mod sample;
#[path = "reading/scriptless.rs"]
mod scriptless;
#[path = "browser/server.rs"]
mod server;
#[path = "browser/site.rs"]
mod site;
#[path = "devtools/tab.rs"]
mod tab;

/// A page is ready once all of it is there.
const IS_READY: &str = "document.readyState === 'complete'";

/// The checks of a page, by name.
const NAMES: &str = include_str!("reading/page.js");

/// The widths of a large screen, a tablet, a telephone and a small one; the last is also that of a large screen at 400 %.
const WIDTHS: [u32; 4] = [1440, 768, 375, 320];

/// Asserts that nothing was found.
#[track_caller]
fn none(found: &[String]) {
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
}
