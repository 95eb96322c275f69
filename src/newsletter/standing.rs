//! Whether a letter may link to an annotation.

use crate::view::Views;

/// Whether a letter may link to an annotation: readers have to find it now, and later.
///
/// # Errors
/// The reason, as a sentence.
pub fn standing(views: &Views, id: &str) -> Result<(), String> {
    let Some(&(draft, _)) = views.index.annotations.get(id) else {
        return Err(views.material.no_annotation(id));
    };
    let file = &views.material.drafts[draft].file.path;
    match views.index.pages[views.index.page_of_draft[draft]].withheld {
        Some(reason) => Err(format!("the annotation `{id}` stands in `{file}`, which {}", reason.words())),
        None => Ok(()),
    }
}
