//! Names within the site: the ids of annotations and of headings.

use std::collections::{BTreeMap, HashMap, HashSet};

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

/// The ids of a page's headings: their words, made unique in the page. What a page says of its annotations has ids as
/// well; those of the theme's own parts begin with `_`, which no heading's does.
pub(super) fn heading_ids(draft: &Draft) -> Vec<String> {
    let annotations = &draft.annotations.list;
    let of_annotations = ["a", "note", "end"]
        .into_iter()
        .flat_map(|part| annotations.iter().map(move |one| format!("{part}-{}", one.id)));
    let mut taken: HashSet<String> = of_annotations.collect();
    // From where to count on for headings of the same words: a long page may have thousands.
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut ids = Vec::with_capacity(draft.parsed.headings.len());
    for heading in &draft.parsed.headings {
        let slug = slug::slugify(&heading.text);
        let base = if slug.is_empty() { "section".to_owned() } else { slug };
        let mut id = base.clone();
        let times = counts.entry(base.clone()).or_default();
        while !taken.insert(id.clone()) {
            *times += 1;
            id = format!("{base}-{times}");
        }
        ids.push(id);
    }
    ids
}
