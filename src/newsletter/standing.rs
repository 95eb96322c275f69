//! Whether a letter may link to an annotation.

use crate::ledger::State;
use crate::view::Views;

/// Whether a letter may link to an annotation: readers have to find it now, and later.
///
/// # Errors
/// The reason, as a sentence.
pub fn standing(views: &Views, id: &str) -> Result<(), String> {
    let Some(&(draft, _)) = views.index.annotations.get(id) else {
        return Err(match views.material.ledger.annotations.get(id).map(|entry| &entry.state) {
            Some(State::Retracted { on, .. }) => format!("the annotation `{id}` was retracted on {on}"),
            Some(State::Moved { to, .. }) => format!("the annotation `{id}` was moved to `{to}`"),
            _ => views.material.no_annotation(id),
        });
    };
    let file = &views.material.drafts[draft].file.path;
    match views.index.pages[views.index.page_of_draft[draft]].withheld {
        Some(reason) => Err(format!("the annotation `{id}` stands in `{file}`, which {}", reason.words())),
        None => Ok(()),
    }
}
