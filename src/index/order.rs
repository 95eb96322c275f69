//! The order of lists: the pages of sections, and what stands before and after each.

use super::{Page, PageKind};
use crate::parse::{Draft, FrontMatter, SortBy};
use std::sync::Arc;

/// Gives every section its pages in their order, and every page its neighbours. A transparent section passes its pages
/// on to the section above, which is then the one whose order says what comes before and after.
pub(super) fn order(pages: &mut [Page], drafts: &[Arc<Draft>]) {
    let mut sections: Vec<usize> = (0..pages.len()).filter(|&number| pages[number].is_section()).collect();
    // The innermost first, so that pages are passed on through several sections.
    sections.sort_by_key(|&section| std::cmp::Reverse(depth(&pages[section])));
    for section in sections {
        let is_transparent = pages[section].kind != PageKind::Home
            && matter(&pages[section], drafts).is_some_and(|matter| matter.transparent);
        if is_transparent && let Some(above) = pages[section].section {
            let list = pages[section].pages.clone();
            pages[above].pages.extend(list);
        }
        of_section(pages, drafts, section, is_transparent);
    }
}

fn depth(page: &Page) -> usize {
    page.folder.split('/').filter(|part| !part.is_empty()).count()
}

fn matter<'d>(page: &Page, drafts: &'d [Arc<Draft>]) -> Option<&'d FrontMatter> {
    page.draft.map(|draft| &drafts[draft].front_matter)
}

/// Sorts a section's pages and links each with its neighbours.
fn of_section(pages: &mut [Page], drafts: &[Arc<Draft>], section: usize, is_transparent: bool) {
    let sort_by = matter(&pages[section], drafts).map(|matter| matter.sort_by).unwrap_or_default();
    let mut list = std::mem::take(&mut pages[section].pages);
    list.sort_unstable();
    sort(&mut list, pages, drafts, sort_by);
    if !is_transparent {
        for pair in list.windows(2) {
            pages[pair[0]].higher = Some(pair[1]);
            pages[pair[1]].lower = Some(pair[0]);
        }
    }
    pages[section].pages = list;
    let mut below = std::mem::take(&mut pages[section].subsections);
    below.sort_by_key(|&number| (weight(&pages[number], drafts), pages[number].title.clone(), number));
    pages[section].subsections = below;
}

/// What a page says of its place among others.
pub(super) fn weight(page: &Page, drafts: &[Arc<Draft>]) -> i64 {
    matter(page, drafts).map_or(0, |matter| matter.weight)
}

/// Sorts pages; those alike stay in the order of their files.
pub(super) fn sort(list: &mut [usize], pages: &[Page], drafts: &[Arc<Draft>], sort_by: SortBy) {
    let updated = |page: &Page| matter(page, drafts).and_then(|matter| matter.updated).max(page.date);
    match sort_by {
        SortBy::Date => list.sort_by(|&a, &b| pages[b].date.cmp(&pages[a].date)),
        SortBy::UpdateDate => list.sort_by(|&a, &b| updated(&pages[b]).cmp(&updated(&pages[a]))),
        SortBy::Title => by_title(list, pages),
        SortBy::TitleBytes => list.sort_by(|&a, &b| pages[a].title.cmp(&pages[b].title)),
        SortBy::Weight => list.sort_by_key(|&number| weight(&pages[number], drafts)),
        SortBy::Slug => list.sort_by(|&a, &b| pages[a].slug.cmp(&pages[b].slug)),
        SortBy::None => {}
    }
}

/// As people sort: capitals like small letters, 9 before 10.
fn by_title(list: &mut [usize], pages: &[Page]) {
    let mut keyed: Vec<(String, usize)> =
        list.iter().map(|&number| (pages[number].title.to_lowercase(), number)).collect();
    keyed.sort_by(|a, b| alphanumeric_sort::compare_str(&a.0, &b.0));
    for (place, (_, number)) in list.iter_mut().zip(keyed) {
        *place = number;
    }
}
