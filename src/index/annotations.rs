//! Annotations by their ids, which are unique in the site.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::Draft;

/// All annotations by id; an id that is taken twice is reported at both places.
pub(super) fn by_id(
    drafts: &[Arc<Draft>],
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, (usize, usize)> {
    let mut ids: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (number, draft) in drafts.iter().enumerate() {
        for (place, annotation) in draft.annotations.list.iter().enumerate() {
            let Some(&(other, first)) = ids.get(&annotation.id) else {
                ids.insert(annotation.id.clone(), (number, place));
                continue;
            };
            let (other, first) = (&drafts[other], &drafts[other].annotations.list[first]);
            let range = annotation.id_range.clone().unwrap_or_else(|| annotation.range.clone());
            let first_range = first.id_range.clone().unwrap_or_else(|| first.range.clone());
            let message = format!("two annotations are called `{}`", annotation.id);
            let found = Diagnostic::error(Code::DuplicateId, message)
                .at(&draft.file, range, "the second one")
                .at(&other.file, first_range, "the first one")
                .hint("ids are unique in the whole site: permalinks are made of them");
            diagnostics.push(found);
        }
    }
    ids
}
