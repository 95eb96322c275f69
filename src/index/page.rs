//! The pages of the site: which are public, where they stand, how they hang together.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::address::{Place, place, url_path};
use crate::config::Settings;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::{Draft, SortBy};

/// What kind of page it is; each has a template of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    /// The first page of the site.
    Home,
    /// The page of a folder.
    Section,
    /// A page below `briefings/`.
    Briefing,
    /// A page below `people/`.
    Person,
    /// Any other page.
    Page,
}

/// A page of the site.
#[derive(Debug, Clone)]
pub struct Page {
    /// What it was made from; none for a section whose folder has no `_index.md`.
    pub draft: Option<usize>,
    /// What kind it is.
    pub kind: PageKind,
    /// The folder below `content/` that it belongs to (a section: its own folder).
    pub folder: String,
    /// Path of its URL, with a slash on both ends, without the path of `base_url`.
    pub path: String,
    /// The last part of the path.
    pub slug: String,
    /// Its title; a section without one is called like its folder.
    pub title: String,
    /// Day of publication, from the front matter or the file's name.
    pub date: Option<Date>,
    /// The section that it is listed in.
    pub section: Option<usize>,
    /// Sections: their pages, in the section's order.
    pub pages: Vec<usize>,
    /// Sections: the sections below, by weight and title.
    pub subsections: Vec<usize>,
    /// The page before it in its section's order.
    pub higher: Option<usize>,
    /// The page after it in its section's order.
    pub lower: Option<usize>,
}

/// Why a page is not built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withheld {
    /// It is marked as a draft.
    Draft,
    /// Its day is still to come.
    Future,
    /// Its day is over.
    Expired,
}

impl Withheld {
    /// The reason, to follow the name of a page.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Withheld::Draft => "is a draft and is not public",
            Withheld::Future => "is dated after today and is not public",
            Withheld::Expired => "has expired and is not public",
        }
    }
}

/// Whether a page is kept back as of `today`.
#[must_use]
pub fn withheld(draft: &Draft, today: Date, settings: &Settings) -> Option<Withheld> {
    let matter = &draft.front_matter;
    let date = matter.date.or(place(&draft.file.path).date);
    if matter.draft && !settings.drafts {
        Some(Withheld::Draft)
    } else if date.is_some_and(|date| date > today) && !settings.future {
        Some(Withheld::Future)
    } else if matter.expires.is_some_and(|day| day < today) && !settings.expired {
        Some(Withheld::Expired)
    } else {
        None
    }
}

/// All pages, the home page first; the others in the order of their files.
pub(super) fn pages(drafts: &[Draft], has_sources: bool, diagnostics: &mut Vec<Diagnostic>) -> Vec<Page> {
    let mut pages: Vec<Page> = drafts.iter().enumerate().map(|(number, draft)| page(number, draft)).collect();
    add_missing_sections(&mut pages, has_sources);
    pages.sort_by_key(|page| (page.kind != PageKind::Home, page.draft.is_none(), page.draft));
    for page in &pages {
        let Some(draft) = page.draft.map(|number| &drafts[number]) else { continue };
        if page.slug.is_empty() && !matches!(page.kind, PageKind::Home | PageKind::Section) {
            let found = Diagnostic::error(Code::InvalidValue, "no address can be made from this file's name")
                .at(&draft.file, 0..0, "")
                .hint("give the page a `slug` in its front matter");
            diagnostics.push(found);
        }
    }
    let sections: BTreeMap<String, usize> = (pages.iter().enumerate())
        .filter(|(_, page)| matches!(page.kind, PageKind::Home | PageKind::Section))
        .map(|(number, page)| (page.folder.clone(), number))
        .collect();
    for number in 0..pages.len() {
        hang(&mut pages, &sections, number);
    }
    for section in sections.into_values() {
        order(&mut pages, drafts, section);
    }
    pages
}

fn page(number: usize, draft: &Draft) -> Page {
    let place = place(&draft.file.path);
    let path = url_path(&place, &draft.front_matter);
    let slug = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
    let folder_name = place.folder.rsplit('/').next().unwrap_or_default();
    let title = draft.front_matter.title.clone().unwrap_or_else(|| capitalised(folder_name));
    Page {
        title,
        date: draft.front_matter.date.or(place.date),
        ..empty(kind(&place), Some(number), place.folder, path, slug)
    }
}

fn empty(kind: PageKind, draft: Option<usize>, folder: String, path: String, slug: String) -> Page {
    let (title, date) = (String::new(), None);
    let (pages, subsections) = (Vec::new(), Vec::new());
    Page {
        draft,
        kind,
        folder,
        path,
        slug,
        title,
        date,
        section: None,
        pages,
        subsections,
        higher: None,
        lower: None,
    }
}

fn kind(place: &Place) -> PageKind {
    let first = place.folder.split('/').next().unwrap_or_default();
    match (place.is_section, first) {
        (true, "") => PageKind::Home,
        (true, _) => PageKind::Section,
        (false, "briefings") => PageKind::Briefing,
        (false, "people") => PageKind::Person,
        (false, _) => PageKind::Page,
    }
}

/// Home, briefings, people and sources have their pages even where nobody wrote an `_index.md`.
fn add_missing_sections(pages: &mut Vec<Page>, has_sources: bool) {
    for folder in ["", "briefings", "people", "sources"] {
        let is_there = pages
            .iter()
            .any(|page| page.folder == folder && matches!(page.kind, PageKind::Home | PageKind::Section));
        let inside = |page: &Page| page.folder == folder || page.folder.starts_with(&format!("{folder}/"));
        let wanted = folder.is_empty() || pages.iter().any(inside) || folder == "sources" && has_sources;
        if !is_there && wanted {
            let kind = if folder.is_empty() { PageKind::Home } else { PageKind::Section };
            let path = if folder.is_empty() { "/".to_owned() } else { format!("/{folder}/") };
            let mut section = empty(kind, None, folder.to_owned(), path, folder.to_owned());
            section.title = capitalised(folder);
            pages.push(section);
        }
    }
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Puts a page into the nearest section above it.
fn hang(pages: &mut [Page], sections: &BTreeMap<String, usize>, number: usize) {
    let is_section = matches!(pages[number].kind, PageKind::Home | PageKind::Section);
    if pages[number].kind == PageKind::Home {
        return;
    }
    let mut folder = pages[number].folder.as_str();
    if is_section {
        folder = parent(folder);
    }
    loop {
        if let Some(&section) = sections.get(folder) {
            pages[number].section = Some(section);
            let list = if is_section { &mut pages[section].subsections } else { &mut pages[section].pages };
            list.push(number);
            return;
        }
        if folder.is_empty() {
            return;
        }
        folder = parent(folder);
    }
}

fn parent(folder: &str) -> &str {
    folder.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// Sorts a section's pages and links each with its neighbours.
fn order(pages: &mut [Page], drafts: &[Draft], section: usize) {
    let sort_by = pages[section].draft.map(|draft| drafts[draft].front_matter.sort_by).unwrap_or_default();
    let mut list = std::mem::take(&mut pages[section].pages);
    sort(&mut list, pages, drafts, sort_by);
    for pair in list.windows(2) {
        pages[pair[0]].lower = Some(pair[1]);
        pages[pair[1]].higher = Some(pair[0]);
    }
    pages[section].pages = list;
    let mut below = std::mem::take(&mut pages[section].subsections);
    below.sort_by_key(|&number| (weight(&pages[number], drafts), pages[number].title.clone(), number));
    pages[section].subsections = below;
}

fn weight(page: &Page, drafts: &[Draft]) -> i64 {
    page.draft.map_or(0, |draft| drafts[draft].front_matter.weight)
}

/// Sorts pages; those alike stay in the order of their files.
pub(super) fn sort(list: &mut [usize], pages: &[Page], drafts: &[Draft], sort_by: SortBy) {
    let updated =
        |page: &Page| page.draft.and_then(|draft| drafts[draft].front_matter.updated).max(page.date);
    match sort_by {
        SortBy::Date => list.sort_by(|&a, &b| pages[b].date.cmp(&pages[a].date)),
        SortBy::UpdateDate => list.sort_by(|&a, &b| updated(&pages[b]).cmp(&updated(&pages[a]))),
        SortBy::Title => {
            let key = |&number: &usize| pages[number].title.to_lowercase();
            let mut keyed: Vec<(String, usize)> = list.iter().map(|number| (key(number), *number)).collect();
            keyed.sort_by(|a, b| alphanumeric_sort::compare_str(&a.0, &b.0));
            for (place, (_, number)) in list.iter_mut().zip(keyed) {
                *place = number;
            }
        }
        SortBy::TitleBytes => list.sort_by(|&a, &b| pages[a].title.cmp(&pages[b].title)),
        SortBy::None => {}
        SortBy::Weight => list.sort_by_key(|&number| weight(&pages[number], drafts)),
        SortBy::Slug => list.sort_by(|&a, &b| pages[a].slug.cmp(&pages[b].slug)),
    }
}
