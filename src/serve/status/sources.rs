//! All sources with who uses them.

use super::Page;
use super::html::{Html, grouped, numbers, short, words};
use super::parts::{Asked, LENGTH, kinds};
use crate::archive::Publish;
use crate::site::Site;

const LIST: &str = "sources";
/// Pages that are named beside a source.
const NAMED: usize = 3;

/// The kinds of sources: the name in the address, the words for it.
const KINDS: [(&str, &str); 4] =
    [("", "All"), ("used", "Used"), ("unused", "Not used"), ("empty", "Without text")];

pub(super) fn page(site: Option<&Site>, asked: Asked<'_>) -> Option<Page> {
    let title = "Sources";
    if !KINDS.iter().any(|(name, _)| *name == asked.kind) {
        return None;
    }
    let Some(site) = site else { return Some(Page { title, content: Html::new() }) };
    let of_kind = |kind: &str| {
        (0..site.material().sources.len()).filter(|source| is_of(site, *source, kind)).collect::<Vec<usize>>()
    };
    let counts = KINDS.map(|(name, words)| (name, words, of_kind(name).len()));
    let lines = of_kind(asked.kind);
    let range = asked.range(lines.len(), LENGTH)?;
    let columns = [
        words("Source"),
        numbers("Cited"),
        numbers("Passages"),
        words("By"),
        short("Shown"),
        numbers("Words"),
        words("File"),
    ];
    let rows = lines[range].iter().map(|source| row(site, *source));
    let content = kinds(LIST, asked.kind, &counts).table(title, &columns, rows);
    Some(Page { title, content: content.and(&asked.links(LIST, lines.len(), LENGTH)) })
}

fn is_of(site: &Site, source: usize, kind: &str) -> bool {
    let is_used = !site.index().cited[source].citations.is_empty();
    match kind {
        "used" => is_used,
        "unused" => !is_used,
        "empty" => site.material().sources[source].text.trim().is_empty(),
        _ => true,
    }
}

fn row(site: &Site, number: usize) -> Vec<Html> {
    let source = &site.material().sources[number];
    let cited = &site.index().cited[number];
    let language = source.metadata.language.as_deref();
    let title = Html::new().link_in(language, site.views.source_path(number), &source.metadata.title);
    let shown = match source.publish {
        Publish::Full => "all",
        Publish::Excerpt => "excerpts",
        Publish::None => "passages",
    };
    vec![
        title.tags("<br><code>").text(&source.id).tags("</code>"),
        Html::new().number(cited.citations.len()),
        Html::new().number(cited.passages.len()),
        used_by(site, number),
        Html::new().text(shown),
        Html::new().number(source.word_count),
        Html::new().place(&source.file.path, 1, 1),
    ]
}

/// The pages that cite a source, the first few of them.
fn used_by(site: &Site, source: usize) -> Html {
    let mut drafts: Vec<usize> =
        site.index().cited[source].citations.iter().map(|citation| citation.draft).collect();
    drafts.sort_unstable();
    drafts.dedup();
    if drafts.is_empty() {
        return Html::new().tags("<em>nobody</em>");
    }
    let mut out = Html::new();
    for draft in drafts.iter().take(NAMED) {
        let page = site.index().page_of_draft[*draft];
        out = if out.is_empty() { out } else { out.tags("<br>") };
        let language = site.views.language_of(page);
        out = out.link_in(Some(language), &site.views.page_path(page), &site.index().pages[page].title);
    }
    match drafts.len().saturating_sub(NAMED) {
        0 => out,
        more => out.text(&format!(" and {} more", grouped(more))),
    }
}
