//! Names within the site: the ids of annotations and of headings.

use std::collections::{BTreeMap, HashSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::Draft;

/// All annotations by id; an id that is taken twice is reported at both places.
pub(super) fn by_id(drafts: &[Draft], diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, (usize, usize)> {
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

/// The ids of a page's headings: their words, made unique in the page.
pub(super) fn heading_ids(draft: &Draft) -> Vec<String> {
    let mut taken: HashSet<String> =
        draft.annotations.list.iter().map(|annotation| format!("a-{}", annotation.id)).collect();
    let mut ids = Vec::with_capacity(draft.parsed.headings.len());
    for heading in &draft.parsed.headings {
        let slug = slug::slugify(&heading.text);
        let base = if slug.is_empty() { "section".to_owned() } else { slug };
        let mut id = base.clone();
        let mut times = 1;
        while !taken.insert(id.clone()) {
            id = format!("{base}-{times}");
            times += 1;
        }
        ids.push(id);
    }
    ids
}
