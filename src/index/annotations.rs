//! Annotations by their ids, which are unique in the site.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::Draft;

/// All annotations by id; an id that is taken twice is reported at both places.
pub(super) fn by_id(
    drafts: &[Arc<Draft>],
    diagnostics: &mut Vec<Diagnostic>,
) -> HashMap<String, (usize, usize)> {
    let count = drafts.iter().map(|draft| draft.annotations.list.len()).sum();
    let mut ids: HashMap<String, (usize, usize)> = HashMap::with_capacity(count);
    for (number, draft) in drafts.iter().enumerate() {
        for (place, annotation) in draft.annotations.list.iter().enumerate() {
            let (other, first) = match ids.entry(annotation.id.clone()) {
                Entry::Vacant(free) => {
                    free.insert((number, place));
                    continue;
                }
                Entry::Occupied(taken) => *taken.get(),
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
