//! axe-core finds nothing on any kind of page.

use std::path::Path;
use std::sync::OnceLock;

use crate::chromium::Chromium;
use crate::kinds::{Site, difficult, repository};
use crate::program::missing;
use crate::reader::{Look, tab};
use crate::tab::Tab;
use crate::{WIDTHS, none};

/// The script of axe-core, where `.ci/test` puts it.
pub(crate) fn axe() -> Option<&'static str> {
    static AXE: OnceLock<Option<String>> = OnceLock::new();
    let axe = AXE.get_or_init(|| {
        let path = "target/validators/axe/node_modules/axe-core/axe.min.js";
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).ok()
    });
    if axe.is_none() {
        missing("axe-core");
    }
    axe.as_deref()
}

/// What is wrong with a page that is open, at all widths and in all colours. What doesn't depend on colours is the same in the light and in the
/// dark; where the system chooses the colours, they are its own matter, but shapes may differ.
pub(crate) fn judged(tab: &Tab, path: &str, widths: &[u32]) -> Vec<String> {
    let mut found = Vec::new();
    for width in widths {
        tab.screen(*width);
        for (look, what) in [(Look::Light, "all"), (Look::Dark, "colours"), (Look::Forced, "shapes")] {
            tab.look(look);
            found.extend(tab.list(&format!("axeFaults('{what}')"), &format!("{path} at {width}, {look:?}")));
        }
        found.extend(tab.list("sideways().concat(unforced())", &format!("{path} at {width}")));
    }
    tab.look(Look::Light);
    found
}

fn judge(site: &Site, kinds: &[&str]) {
    let Some(chromium) = Chromium::start() else { return };
    let Some(axe) = axe() else { return };
    let tab = tab(&chromium);
    let mut found = Vec::new();
    for path in kinds {
        tab.go(&site.at(path));
        tab.value(axe);
        found.extend(judged(&tab, path, &WIDTHS));
        // Where the list of notes is, one of them is opened as well.
        if site.briefings.contains(path) {
            for width in [768, 375] {
                tab.screen(width);
                tab.value("numbers().find((number) => number.popoverTargetElement).click()");
                tab.wait("openNote()");
                found.extend(judged(&tab, &format!("{path} with a note"), &[width]));
                tab.value("openNote().hidePopover()");
            }
        }
    }
    found.extend(tab.faults());
    none(&found);
}

#[test]
fn every_kind_of_page_of_this_repository_is_clean() {
    let (half, _) = repository().kinds.split_at(repository().kinds.len() / 2);
    judge(repository(), half);
}

#[test]
fn every_other_kind_of_page_of_this_repository_is_clean() {
    let (_, half) = repository().kinds.split_at(repository().kinds.len() / 2);
    judge(repository(), half);
}

#[test]
fn what_is_hard_to_set_is_clean() {
    judge(difficult(), difficult().kinds);
}
