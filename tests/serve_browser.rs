//! The dev server as an analyst sees it: a real Chromium looks at a site while its files change.
#![cfg(feature = "serve")]
#![expect(clippy::disallowed_methods, reason = "the tests start a browser and a server, and edit files")]
#![expect(clippy::print_stderr, reason = "a test that is left out says so")]

#[path = "serve_browser/annotations.rs"]
mod annotations;
#[path = "serve_browser/changes.rs"]
mod changes;
#[path = "devtools/chromium.rs"]
mod chromium;
#[path = "serve_browser/findings.rs"]
mod findings;
#[path = "browser/program.rs"]
mod program;
#[path = "serve_browser/project.rs"]
mod project;
#[path = "serve_browser/seen.rs"]
mod seen;
#[path = "devtools/tab.rs"]
mod tab;

use seen::{IS_READY, NAMES};
use tab::Tab;

/// A claim with its evidence.
const CLAIM: &str =
    "It :cite[went badly]{#loss src=minutes quote=\"lost two vehicles and withdrew\"} for them.";
/// A quotation that is not quite the source's.
const ALTERED: &str =
    "They say that :quote[“the enemy lost three vehicles and withdrew”]{#loss src=minutes} there.";

/// Asserts that nothing went wrong in the pages of a tab.
#[track_caller]
fn quiet(tab: &Tab) {
    assert_eq!(tab.faults(), Vec::<String>::new());
}
