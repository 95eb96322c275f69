//! Links to annotations that were retracted: they lead to the page that says so.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::index::{Index, Material, permalink_path};

/// What is told of such a link. A letter that was sent is as it was sent, and nothing is told of that.
pub(super) fn found(
    index: &Index,
    material: &Material,
    number: usize,
    id: &str,
    range: Range<usize>,
) -> Option<Diagnostic> {
    let draft = &material.drafts[number];
    let page = &index.pages[index.page_of_draft[number]];
    let message = material.no_annotation(id);
    let found = if draft.front_matter.letter.is_none() {
        let address = format!("{}{}", material.config.base_path, permalink_path(id));
        Diagnostic::warning(Code::RetractedLink, message)
            .hint("readers are led to the page that says why: say so as well, or take the link out")
            .hint(format!("if just that page is meant, link to its address: `[…]({address})`"))
    } else if material.ledger.newsletters.contains_key(&page.path) {
        return None;
    } else {
        Diagnostic::error(Code::RetractedLink, message)
            .hint("the letter is not sent yet: link to another one, or take the link out")
    };
    Some(found.at(&draft.file, range, "linked here"))
}
