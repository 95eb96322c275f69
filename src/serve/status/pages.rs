//! All pages that somebody wrote.

use super::Page;
use super::html::{Html, numbers, short, words};
use super::parts::{Asked, LENGTH, kinds};
use crate::index::{PageKind, Withheld};
use crate::site::Site;

/// A line of the list.
#[derive(Clone, Copy)]
enum Line {
    /// A page, by its number.
    Shown(usize),
    /// A draft that no page is made of, by its number among those.
    Withheld(usize),
}

const LIST: &str = "pages";

/// The kinds of pages: the name in the address, the words for it.
const KINDS: [(&str, &str); 10] = [
    ("", "All"),
    ("briefings", "Briefings"),
    ("newsletters", "Newsletters"),
    ("people", "People"),
    ("sections", "Sections"),
    ("others", "Others"),
    ("withheld", "Not public"),
    ("drafts", "Drafts"),
    ("future", "Dated after today"),
    ("expired", "Expired"),
];

pub(super) fn page(site: Option<&Site>, asked: Asked<'_>) -> Option<Page> {
    let title = "Pages";
    if !KINDS.iter().any(|(name, _)| *name == asked.kind) {
        return None;
    }
    let Some(site) = site else { return Some(Page { title, content: Html::new() }) };
    let written = site.index().pages.iter().enumerate().filter(|(_, page)| page.draft.is_some());
    let all: Vec<Line> = (written.map(|(number, _)| Line::Shown(number)))
        .chain((0..site.material().withheld.len()).map(Line::Withheld))
        .collect();
    let of_kind =
        |kind: &str| all.iter().copied().filter(|line| is_of(site, *line, kind)).collect::<Vec<Line>>();
    let counts = KINDS.map(|(name, words)| (name, words, of_kind(name).len()));
    let lines = of_kind(asked.kind);
    let range = asked.range(lines.len(), LENGTH)?;
    let columns = [words("Title"), short("Kind"), short("Date"), numbers("Annotations"), words("File")];
    let rows = lines[range].iter().map(|line| row(site, *line));
    let content = kinds(LIST, asked.kind, &counts).table(title, &columns, rows);
    Some(Page { title, content: content.and(&asked.links(LIST, lines.len(), LENGTH)) })
}

fn is_of(site: &Site, line: Line, kind: &str) -> bool {
    let (page_kind, withheld) = match line {
        Line::Shown(number) => {
            let page = &site.index().pages[number];
            (Some(page.kind), page.withheld)
        }
        Line::Withheld(number) => (None, Some(site.material().withheld[number].1)),
    };
    match kind {
        "" => true,
        "briefings" => page_kind == Some(PageKind::Briefing),
        "newsletters" => page_kind == Some(PageKind::Newsletter),
        "people" => page_kind == Some(PageKind::Person),
        "sections" => matches!(page_kind, Some(PageKind::Home | PageKind::Section)),
        "others" => page_kind == Some(PageKind::Page),
        "drafts" => withheld == Some(Withheld::Draft),
        "future" => withheld == Some(Withheld::Future),
        "expired" => withheld == Some(Withheld::Expired),
        _ => withheld.is_some(),
    }
}

fn row(site: &Site, line: Line) -> Vec<Html> {
    let (views, material) = (&site.views, site.material());
    match line {
        Line::Shown(number) => {
            let page = &site.index().pages[number];
            let draft = page.draft.map(|draft| &material.drafts[draft]);
            let language = &material.config.languages[page.language].tag;
            let title = Html::new().link_in(Some(language), &views.page_path(number), &page.title);
            vec![
                title.and(&withheld(page.withheld)),
                Html::new().text(kind(page.kind)),
                Html::new().text(&page.date.map(|date| date.to_string()).unwrap_or_default()),
                Html::new().number(draft.map_or(0, |draft| draft.annotations.list.len())),
                draft.map(|draft| Html::new().place(&draft.file.path, 1, 1)).unwrap_or_default(),
            ]
        }
        Line::Withheld(number) => {
            let (draft, reason) = &material.withheld[number];
            let matter = &draft.front_matter;
            let title = matter.title.as_deref().unwrap_or("without a title");
            vec![
                Html::new().text(title).and(&withheld(Some(*reason))),
                Html::new().text("not made"),
                Html::new().text(&matter.date.map(|date| date.to_string()).unwrap_or_default()),
                Html::new().number(draft.annotations.list.len()),
                Html::new().place(&draft.file.path, 1, 1),
            ]
        }
    }
}

fn kind(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Home => "home page",
        PageKind::Section => "section",
        PageKind::Briefing => "briefing",
        PageKind::Newsletter => "newsletter",
        PageKind::Person => "person",
        PageKind::Page => "page",
    }
}

fn withheld(reason: Option<Withheld>) -> Html {
    let words = match reason {
        None => return Html::new(),
        Some(Withheld::Draft) => "draft",
        Some(Withheld::Future) => "dated after today",
        Some(Withheld::Expired) => "expired",
    };
    Html::new().tags(" <span class=\"tag\">").text(words).tags("</span>")
}
