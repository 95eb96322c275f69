//! The beginning of a letter: what it is made from, to be written over.

use jiff::civil::Date;

use super::standing;
use crate::diagnostic::nearest;
use crate::index::{Page, PageKind};
use crate::parse::AnnotationKind;
use crate::site::Permalink;
use crate::view::Views;
use crate::words::long_date;
use crate::world::below_content;

/// What a letter begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen<'a> {
    /// Nothing.
    Nothing,
    /// Cards of these annotations, by the briefings that they stand in.
    Annotations(&'a [String]),
    /// What was published on this day or later: briefings, newest first, each with links to its new annotations.
    Since(Date),
}

/// The file of a letter of this day.
///
/// # Errors
/// What was chosen and can't be linked, each in a sentence.
pub fn begin(
    views: &Views,
    title: Option<&str>,
    day: Date,
    chosen: Chosen<'_>,
) -> Result<String, Vec<String>> {
    let body = match chosen {
        Chosen::Nothing => String::new(),
        Chosen::Annotations(ids) => of_annotations(views, ids)?,
        Chosen::Since(first) => since(views, first)?,
    };
    let usual = || {
        let site = &views.material.config.main_language().title;
        format!("{site}, {}", long_date(views.material.words.of(0), day.into()))
    };
    let subject = toml::Value::from(title.map_or_else(usual, |title| title.trim().to_owned()));
    Ok(format!(
        "+++\nsubject = {subject}\n# What inboxes show behind the subject:\n# preheader = \"\"\n+++\n\n{body}"
    ))
}

fn of_annotations(views: &Views, ids: &[String]) -> Result<String, Vec<String>> {
    let mut wrong = Vec::new();
    let mut pages: Vec<(usize, Vec<&str>)> = Vec::new();
    for id in ids.iter().map(String::as_str) {
        if let Err(why) = standing(views, id) {
            let near = nearest(id, views.index.annotations.keys().map(String::as_str));
            let near = near.filter(|_| !views.index.annotations.contains_key(id));
            wrong.push(near.map_or_else(|| why.clone(), |near| format!("{why}; did you mean `{near}`?")));
            continue;
        }
        let Some(&(draft, _)) = views.index.annotations.get(id) else { continue };
        let page = views.index.page_of_draft[draft];
        match pages.iter_mut().find(|(known, _)| *known == page) {
            Some((_, list)) if list.contains(&id) => {}
            Some((_, list)) => list.push(id),
            None => pages.push((page, vec![id])),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let block = |(page, ids): &(usize, Vec<&str>)| {
        let cards: String = ids.iter().map(|id| format!("::annotation{{id={id}}}\n\n")).collect();
        card(views, *page) + &cards
    };
    Ok(pages.iter().map(block).collect())
}

/// What the ledger says was published on that day or later: briefings, each with links to the annotations that are new.
fn since(views: &Views, first: Date) -> Result<String, Vec<String>> {
    let ledger = &views.material.ledger;
    let is_new = |id: &str| ledger.annotations.get(id).is_some_and(|entry| entry.since >= first);
    let mut blocks = String::new();
    let is_meant =
        |page: &Page| page.kind == PageKind::Briefing && page.withheld.is_none() && page.language == 0;
    let all = views.index.pages.iter().enumerate();
    let mut briefings: Vec<(usize, &Page)> = all.filter(|(_, page)| is_meant(page)).collect();
    // What has no date comes last.
    briefings.sort_by_key(|(_, page)| std::cmp::Reverse(page.date));
    for (number, page) in briefings {
        let Some(draft) = page.draft else { continue };
        let list = views.material.drafts[draft].annotations.list.iter().enumerate();
        // A footnote has no words of its own, and what stands within a note is read there.
        let own = list.filter(|(_, one)| one.kind != AnnotationKind::Footnote && one.parent.is_none());
        let new = own.filter(|(_, one)| is_new(&one.id));
        let links = new.map(|(place, _)| format!("- {}\n", Permalink::of(views, draft, place).in_site()));
        let links: String = links.collect();
        if !links.is_empty() || ledger.pages.get(&page.path).is_some_and(|entry| entry.since >= first) {
            blocks += &format!("{}{links}{}", card(views, number), if links.is_empty() { "" } else { "\n" });
        }
    }
    if blocks.is_empty() {
        let way_out = if ledger.pages.is_empty() { ": `ibid publish` records what is public" } else { "" };
        return Err(vec![format!("nothing was published on {first} or later{way_out}")]);
    }
    Ok(blocks)
}

/// The card of a page.
fn card(views: &Views, page: usize) -> String {
    let draft = views.index.pages[page].draft.map(|draft| &views.material.drafts[draft]);
    let path = draft.map_or("", |draft| draft.file.path.as_str());
    format!("::briefing{{path=\"@/{}\"}}\n\n", below_content(path))
}
