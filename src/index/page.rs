//! The pages of the site: which are public, where they stand, how they hang together.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::address::{Place, place, url_path};
use super::{Material, order};
use crate::config::{Config, Settings};
use crate::diagnostic::{Code, Diagnostic};
use crate::newsletter;
use crate::parse::Draft;

/// What kind of page it is; each has a template of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    /// The first page of the site.
    Home,
    /// The page of a folder.
    Section,
    /// A page below `briefings/`.
    Briefing,
    /// A page below `newsletters/`.
    Newsletter,
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
    /// Its language, by its place in the configuration.
    pub language: usize,
    /// Its versions in all languages, itself included, in the order of the configuration.
    pub translations: Vec<usize>,
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
    /// Why the public does not get to see it; such a page is built only for who asks for it.
    pub withheld: Option<Withheld>,
    /// The section that it is listed in.
    pub section: Option<usize>,
    /// Sections: their pages, in the section's order.
    pub pages: Vec<usize>,
    /// Sections: the sections below, by weight and title.
    pub subsections: Vec<usize>,
    /// The page before it in its section's order, as Zola calls it.
    pub lower: Option<usize>,
    /// The page after it in its section's order.
    pub higher: Option<usize>,
}

impl Page {
    /// Whether it is the page of a folder, the home page included.
    #[must_use]
    pub fn is_section(&self) -> bool {
        matches!(self.kind, PageKind::Home | PageKind::Section)
    }
}

/// Why a page is not public.
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
    // Names are read only where they may decide: this is asked of all drafts after each save.
    let date = || matter.date.or_else(|| place(&draft.name).date);
    if matter.draft && !settings.drafts {
        Some(Withheld::Draft)
    } else if !settings.future && date().is_some_and(|date| date > today) {
        Some(Withheld::Future)
    } else if matter.expires.is_some_and(|day| day < today) && !settings.expired {
        Some(Withheld::Expired)
    } else {
        None
    }
}

/// All pages, the home page first; the others in the order of their files.
pub(super) fn pages(material: &Material, diagnostics: &mut Vec<Diagnostic>) -> Vec<Page> {
    let Material { config, drafts, .. } = material;
    let mut pages: Vec<Page> =
        drafts.par_iter().enumerate().map(|(number, draft)| page(number, draft, config)).collect();
    for language in 0..config.languages.len() {
        add_missing_sections(&mut pages, material, language);
    }
    let home = |page: &Page| page.kind == PageKind::Home && page.language == 0;
    pages.sort_by_key(|page| (!home(page), page.draft.is_none(), page.draft));
    for page in &pages {
        let Some(draft) = page.draft.map(|number| &drafts[number]) else { continue };
        if page.slug.is_empty() && !page.is_section() {
            let found = Diagnostic::error(Code::InvalidValue, "no address can be made from this file's name")
                .at(&draft.file, 0..0, "")
                .hint("give the page a `slug` in its front matter");
            diagnostics.push(found);
        }
    }
    hang(&mut pages);
    order::order(&mut pages, drafts);
    translations(&mut pages, drafts, config.languages.len());
    pages
}

/// Tells every page its versions in other languages.
fn translations(pages: &mut [Page], drafts: &[Arc<Draft>], languages: usize) {
    if languages == 1 {
        pages.iter_mut().enumerate().for_each(|(number, page)| page.translations = vec![number]);
        return;
    }
    let mut versions: HashMap<Cow<'_, str>, Vec<usize>> = HashMap::with_capacity(pages.len());
    for (number, page) in pages.iter().enumerate() {
        let name = match page.draft {
            Some(draft) if !page.is_section() => Cow::from(&drafts[draft].name),
            _ => Cow::from(format!("{}/", page.folder)),
        };
        versions.entry(name).or_default().push(number);
    }
    for mut list in versions.into_values() {
        list.sort_by_key(|&number| pages[number].language);
        for &number in &list {
            pages[number].translations.clone_from(&list);
        }
    }
}

fn page(number: usize, draft: &Draft, config: &Config) -> Page {
    let place = place(&draft.name);
    let path = url_path(&place, &draft.front_matter, &config.language_path(draft.language));
    // One slash only: where nothing could be made of the name there are two, and no slug.
    let slug = path.strip_suffix('/').and_then(|path| path.rsplit('/').next()).unwrap_or_default().to_owned();
    let folder_name = place.folder.rsplit('/').next().unwrap_or_default();
    let title = draft.front_matter.title.clone().unwrap_or_else(|| capitalised(folder_name));
    Page {
        title,
        date: draft.front_matter.date.or(place.date),
        withheld: withheld(draft, config.today, &Settings::default()),
        language: draft.language,
        ..empty(kind(&place), Some(number), place.folder, path, slug)
    }
}

fn empty(kind: PageKind, draft: Option<usize>, folder: String, path: String, slug: String) -> Page {
    let (title, date) = (String::new(), None);
    let (pages, subsections) = (Vec::new(), Vec::new());
    Page {
        draft,
        kind,
        language: 0,
        translations: Vec::new(),
        folder,
        path,
        slug,
        title,
        date,
        withheld: None,
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
        (false, newsletter::FOLDER) => PageKind::Newsletter,
        (false, "people") => PageKind::Person,
        (false, _) => PageKind::Page,
    }
}

/// Home, briefings, newsletters, people and sources have their pages even where nobody wrote an `_index.md`; sources, which are there
/// once, in the default language.
fn add_missing_sections(pages: &mut Vec<Page>, material: &Material, language: usize) {
    let of_language = |page: &&Page| page.language == language;
    let has_sources = language == 0 && !material.sources.is_empty();
    for (folder, title) in SECTIONS {
        let mut here = pages.iter().filter(of_language);
        let is_there = here.clone().any(|page| page.folder == folder && page.is_section());
        let inside = |page: &Page| {
            let below = page.folder.strip_prefix(folder);
            below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let wanted = folder.is_empty() || here.any(inside) || folder == "sources" && has_sources;
        if !is_there && wanted {
            let kind = if folder.is_empty() { PageKind::Home } else { PageKind::Section };
            let root = material.config.language_path(language);
            let path = if folder.is_empty() { format!("{root}/") } else { format!("{root}/{folder}/") };
            let section = empty(kind, None, folder.to_owned(), path, folder.to_owned());
            let title = material.words.of(language).say(title).to_owned();
            pages.push(Page { language, title, ..section });
        }
    }
}

/// The sections that are always there, with the words for their titles.
const SECTIONS: [(&str, &str); 5] = [
    ("", "home"),
    ("briefings", "section_briefings"),
    (newsletter::FOLDER, "section_newsletters"),
    ("people", "section_people"),
    ("sources", "section_sources"),
];

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Puts every page into the nearest section above it.
fn hang(pages: &mut [Page]) {
    let sections: HashMap<(usize, &str), usize> = (pages.iter().enumerate())
        .filter(|(_, page)| page.is_section())
        .map(|(number, page)| ((page.language, page.folder.as_str()), number))
        .collect();
    let above: Vec<Option<usize>> = pages.iter().map(|page| section_above(page, &sections)).collect();
    for (number, section) in above.into_iter().enumerate() {
        let Some(section) = section else { continue };
        let is_section = pages[number].is_section();
        pages[number].section = Some(section);
        let list = if is_section { &mut pages[section].subsections } else { &mut pages[section].pages };
        list.push(number);
    }
}

fn section_above(page: &Page, sections: &HashMap<(usize, &str), usize>) -> Option<usize> {
    if page.kind == PageKind::Home {
        return None;
    }
    let mut folder = page.folder.as_str();
    if page.is_section() {
        folder = parent(folder);
    }
    loop {
        if let Some(&section) = sections.get(&(page.language, folder)) {
            return Some(section);
        }
        if folder.is_empty() {
            return None;
        }
        folder = parent(folder);
    }
}

fn parent(folder: &str) -> &str {
    folder.rsplit_once('/').map_or("", |(parent, _)| parent)
}
