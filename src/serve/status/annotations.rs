//! All annotations with what the check of their quotations said.

use super::Page;
use super::html::{Html, short, words};
use super::parts::{Asked, LENGTH, kinds};
use crate::diagnostic::Position;
use crate::serve::facts::verdict;
use crate::site::Site;
use crate::words::shortened;

const LIST: &str = "annotations";
/// Characters of a phrase that are shown.
const PHRASE: usize = 160;

/// What may be said of an annotation: the name in the address, the words for it.
const VERDICTS: [(&str, &str); 10] = [
    ("", "All"),
    ("fail", "Fail"),
    ("unverifiable", "Unverifiable"),
    ("exact", "Exact"),
    ("folded", "Folded"),
    ("edited", "Edited"),
    ("translated", "Translated"),
    ("place", "Place only"),
    ("source", "Source only"),
    ("note", "Note only"),
];

pub(super) fn page(site: Option<&Site>, asked: Asked<'_>) -> Option<Page> {
    let title = "Annotations";
    if !VERDICTS.iter().any(|(name, _)| *name == asked.kind) {
        return None;
    }
    let Some(site) = site else { return Some(Page { title, content: Html::new() }) };
    let all: Vec<(usize, usize, &'static str)> = (site.material().evidence.iter().enumerate())
        .flat_map(|(draft, evidence)| {
            let numbered = evidence.annotations.iter().enumerate();
            numbered.map(move |(number, findings)| (draft, number, verdict(findings)))
        })
        .collect();
    let is_of = |said: &str, kind: &str| kind.is_empty() || said == kind;
    let counts =
        VERDICTS.map(|(name, words)| (name, words, all.iter().filter(|line| is_of(line.2, name)).count()));
    let lines: Vec<_> = all.iter().filter(|line| is_of(line.2, asked.kind)).collect();
    let range = asked.range(lines.len(), LENGTH)?;
    let columns = [words("Phrase"), short("Verdict"), words("Sources"), words("Page"), words("Place")];
    let rows = lines[range].iter().map(|(draft, number, verdict)| row(site, *draft, *number, verdict));
    let content = kinds(LIST, asked.kind, &counts).table(title, &columns, rows);
    Some(Page { title, content: content.and(&asked.links(LIST, lines.len(), LENGTH)) })
}

fn row(site: &Site, draft: usize, number: usize, verdict: &'static str) -> Vec<Html> {
    let (views, material) = (&site.views, site.material());
    let of = &material.drafts[draft];
    let annotation = &of.annotations.list[number];
    let page = site.index().page_of_draft[draft];
    let language = Some(material.config.languages[of.language].tag.as_str());
    let phrase = shortened(views.annotation_text(draft, number), PHRASE);
    let title = &site.index().pages[page].title;
    let Position { line, column } = of.file.position(annotation.range.start);
    vec![
        Html::new().link_in(language, &views.annotation_path(draft, number), &phrase),
        said(verdict),
        sources(site, draft, number),
        Html::new().link_in(language, &views.in_page(draft, number), title).tags(", ").number(number + 1),
        Html::new().place(&of.file.path, line, column),
    ]
}

fn said(verdict: &str) -> Html {
    let words = VERDICTS.iter().find(|(name, _)| *name == verdict).map_or(verdict, |(_, words)| words);
    let out = Html::new().tags(match verdict {
        "fail" => "<strong class=\"bad\">",
        "unverifiable" => "<strong class=\"doubtful\">",
        _ => "<strong>",
    });
    out.text(words).tags("</strong>")
}

/// The sources that an annotation rests on, each once.
fn sources(site: &Site, draft: usize, number: usize) -> Html {
    let findings = &site.material().evidence[draft].annotations[number];
    let mut named: Vec<usize> = findings.iter().filter_map(|finding| finding.source).collect();
    named.sort_unstable();
    named.dedup();
    let mut out = Html::new();
    for source in named {
        out = if out.is_empty() { out } else { out.tags("<br>") };
        let metadata = &site.material().sources[source].metadata;
        out = out.link_in(metadata.language.as_deref(), site.views.source_path(source), &metadata.title);
    }
    out
}
