//! What stands where something stood that was published.

use super::page::{Rendered, Renderer};
use crate::diagnostic::Diagnostic;
use crate::index::Tombstone;

impl Renderer<'_> {
    /// The page that says what became of something that was published.
    pub fn tombstone(&self, tombstone: &Tombstone, diagnostics: &mut Vec<Diagnostic>) -> Option<Rendered> {
        if !self.wanted.page(&tombstone.path) {
            return None;
        }
        let language = tombstone.page.map_or(0, |page| self.views.index.pages[page].language);
        let mut variables = self.variables_in(language, &tombstone.path);
        variables.insert_value("retraction", self.views.retraction(tombstone));
        self.render("retracted.html", &variables, &tombstone.path, crate::ledger::FILE, diagnostics)
    }
}

/// Empty elements with the ids that a page had when links to them were published, before what it has now.
pub(super) fn with_old_anchors(anchors: Option<&Vec<String>>, content: String) -> String {
    let Some(anchors) = anchors else { return content };
    let mut html = String::new();
    for anchor in anchors {
        html.push_str("<span id=\"");
        crate::view::escape(anchor, &mut html);
        html.push_str("\"></span>");
    }
    html + &content
}
