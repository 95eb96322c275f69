//! Who wrote what: the pages of people, and those of what they wrote.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::{Page, PageKind, order};
use crate::parse::{Draft, SortBy};

/// For each page the person pages of its authors, and for each person page what they wrote.
pub(super) type People = (Vec<Vec<Option<usize>>>, BTreeMap<usize, Vec<usize>>);

/// Finds the pages of the people who wrote each page; names are compared as they stand in URLs.
pub(super) fn people(pages: &[Page], drafts: &[Arc<Draft>]) -> People {
    let people: BTreeMap<(usize, &str), usize> = (pages.iter().enumerate())
        .filter(|(_, page)| page.kind == PageKind::Person)
        .map(|(number, page)| ((page.language, page.slug.as_str()), number))
        .collect();
    let mut authors = Vec::with_capacity(pages.len());
    let mut written_by: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    // Thousands of pages are by the same few people.
    let mut slugs: HashMap<&str, String> = HashMap::new();
    for (number, page) in pages.iter().enumerate() {
        let names = page.draft.map(|draft| &drafts[draft].front_matter.authors[..]).unwrap_or_default();
        // The person's page in the language of the page, or else in the default one.
        let mut person = |name| {
            let slug = slugs.entry(name).or_insert_with(|| slug::slugify(name)).as_str();
            let own = people.get(&(page.language, slug));
            own.or_else(|| people.get(&(0, slug))).copied()
        };
        let found: Vec<Option<usize>> = names.iter().map(|name| person(name.as_str())).collect();
        for person in found.iter().flatten() {
            written_by.entry(*person).or_default().push(number);
        }
        authors.push(found);
    }
    for list in written_by.values_mut() {
        order::sort(list, pages, drafts, SortBy::Date);
    }
    (authors, written_by)
}
