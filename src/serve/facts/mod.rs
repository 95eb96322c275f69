//! What the tab of a page is told of it: its file, its annotations, which of its quotations fail and what would mend them.

use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Fix, Position, TextFile};
use crate::index::{Withheld, folder_of};
use crate::parse::Request;
use crate::site::{Permalink, Site};
use crate::verify::{Finding, Verdict};
use crate::view::Views;
use crate::words::shortened;

/// Characters of a passage that are shown.
const PASSAGE: usize = 1200;

/// What is told of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page<'a> {
    /// The file that it was made from.
    pub file: &'a str,
    /// The tag of its language.
    pub language: &'a str,
    /// Why it is not public, to follow "this page".
    pub withheld: Option<&'static str>,
    /// Its annotations, in reading order.
    pub annotations: Vec<Marked<'a>>,
    /// The passages that are set as block quotations of its text and fail, in reading order.
    pub passages: Vec<Passage<'a>>,
}

/// A passage of the text that fails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passage<'a> {
    /// The anchor of the last heading or annotation before it; none where it comes before them all.
    pub after: Option<String>,
    /// What is wrong.
    pub failure: Failure<'a>,
}

/// An annotation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Marked<'a> {
    /// Its id; the phrase has the anchor `a-ID`.
    pub id: &'a str,
    /// Its number on the page.
    pub number: usize,
    /// Where it stands in the file.
    pub line: usize,
    /// The column, in code points.
    pub column: usize,
    /// Its permalink at the public address.
    pub permalink: String,
    /// The phrase as a link in Markdown.
    pub markdown: String,
    /// The words with who said them.
    pub quotation: String,
    /// What the check said of its evidence, the worst of it; `place` and `source` where no words are given, `note` where
    /// there is no evidence.
    pub verdict: &'static str,
    /// What fails first.
    pub failure: Option<Failure<'a>>,
}

/// Words that are not their source's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure<'a> {
    /// The file that they stand in.
    pub file: &'a str,
    /// Where in it.
    pub line: usize,
    /// The column, in code points.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// The name of the cause, as `altered`.
    pub cause: &'static str,
    /// The source's words that come nearest.
    pub nearest: Option<String>,
    /// Title of the source.
    pub source: &'a str,
    /// What differs.
    pub difference: Option<String>,
    /// The change that would settle it.
    pub fix: Option<Offer>,
}

/// A change of a file that a page may ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Offer {
    /// What it does.
    pub title: String,
    /// The file.
    pub file: String,
    /// The first byte to replace.
    pub start: usize,
    /// After the last byte to replace.
    pub end: usize,
    /// What comes in their place.
    pub replacement: String,
    /// What stands there.
    pub before: String,
}

/// What is known of the page at a path of the output; none where it is made from no file. `public` is the address of the
/// site for its readers, without a slash at the end.
#[must_use]
pub fn page<'a>(site: &'a Site, public: &str, path: &str) -> Option<Page<'a>> {
    let folder = path.strip_suffix("index.html").unwrap_or(path);
    let (views, index, material) = (&*site.views, site.index(), site.material());
    if let Some(page) = index.pages.iter().find(|page| folder_of(&page.path) == folder) {
        let draft = page.draft?;
        let count = material.drafts[draft].annotations.list.len();
        let annotations = (0..count).map(|number| marked(views, public, draft, number));
        return Some(Page {
            file: &material.drafts[draft].file.path,
            language: &material.config.languages[page.language].tag,
            withheld: page.withheld.map(Withheld::words),
            annotations: annotations.collect(),
            passages: passages(views, draft),
        });
    }
    let name = folder.strip_suffix('/')?;
    if let Some(&(draft, number)) = name.strip_prefix("a/").and_then(|id| index.annotations.get(id)) {
        let page = &index.pages[index.page_of_draft[draft]];
        return Some(Page {
            file: &material.drafts[draft].file.path,
            language: &material.config.languages[page.language].tag,
            withheld: page.withheld.map(Withheld::words),
            annotations: vec![marked(views, public, draft, number)],
            passages: Vec::new(),
        });
    }
    let source = views.source_by_id(name.strip_prefix("sources/")?)?;
    Some(Page {
        file: &material.sources[source].file.path,
        language: &material.config.languages[0].tag,
        withheld: None,
        annotations: Vec::new(),
        passages: Vec::new(),
    })
}

fn marked<'a>(views: &'a Views, public: &str, draft: usize, number: usize) -> Marked<'a> {
    let draft_of = &views.material.drafts[draft];
    let annotation = &draft_of.annotations.list[number];
    let findings = &views.material.evidence[draft].annotations[number];
    let Position { line, column } = draft_of.file.position(annotation.range.start);
    let permalink =
        Permalink { url: public_url(views, public, draft, number), ..Permalink::of(views, draft, number) };
    Marked {
        id: &annotation.id,
        number: number + 1,
        line,
        column,
        markdown: permalink.markdown(),
        quotation: permalink.plain(),
        permalink: permalink.url,
        verdict: verdict(findings),
        failure: (annotation.requests.iter().zip(findings))
            .find_map(|(request, finding)| failure(views, &draft_of.file, request, finding)),
    }
}

/// An annotation's permalink as readers will have it, whatever the address under which it is previewed.
#[must_use]
pub fn public_url(views: &Views, public: &str, draft: usize, number: usize) -> String {
    let path = views.annotation_path(draft, number);
    let path = path.strip_prefix(views.material.config.base_path.as_str()).unwrap_or(&path);
    format!("{public}{path}")
}

/// The worst that was said of an annotation's evidence.
#[must_use]
pub fn verdict(findings: &[Finding]) -> &'static str {
    let worst = findings.iter().filter_map(|finding| finding.check.as_ref()).map(|check| check.verdict).max();
    match worst {
        Some(verdict) => verdict.name(),
        None if findings.iter().any(|finding| finding.passage().is_some()) => "place",
        None if findings.is_empty() => "note",
        None => "source",
    }
}

/// What is wrong with words that are asked for, if they fail.
fn failure<'a>(
    views: &'a Views,
    file: &'a Arc<TextFile>,
    request: &Request,
    finding: &Finding,
) -> Option<Failure<'a>> {
    let check = finding.check.as_ref().filter(|check| check.verdict == Verdict::Fail)?;
    let (source, words) = (&views.material.sources[finding.source?], request.words.as_ref()?);
    let Diagnostic { message, fix, .. } = check.diagnostics(file, words, source).into_iter().next()?;
    let Position { line, column } = file.position(words.range.start);
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let nearest = check.passage.as_ref().map(|passage| one_line(passage.exact(&source.text)));
    Some(Failure {
        file: &file.path,
        line,
        column,
        message,
        cause: check.cause.map_or("fail", |cause| cause.code().name().trim_start_matches("quotation-")),
        nearest: nearest.map(|words| shortened(&words, PASSAGE).into_owned()),
        source: &source.metadata.title,
        difference: check.difference_words(),
        fix: fix.and_then(|fix| offer(&fix)),
    })
}

/// The passages of a draft's text that fail. They have no anchor of their own.
fn passages(views: &Views, draft: usize) -> Vec<Passage<'_>> {
    let file = &views.material.drafts[draft].file;
    let blocks = &views.material.drafts[draft].annotations.blocks;
    let found = blocks.iter().zip(&views.material.evidence[draft].blocks).filter_map(|(block, finding)| {
        let failure = failure(views, file, &block.request, finding)?;
        Some(Passage { after: anchor_before(views, draft, block.request.source_range.start), failure })
    });
    found.collect()
}

/// The anchor of the last heading or annotation before a byte of the file.
fn anchor_before(views: &Views, draft: usize, byte: usize) -> Option<String> {
    let of = &views.material.drafts[draft];
    let ids = views.index.headings[draft].ids.iter().cloned();
    let headings = of.parsed.headings.iter().map(|heading| heading.range.start).zip(ids);
    // What stands in a note is somewhere else on the page.
    let annotations = of.annotations.list.iter().filter(|annotation| annotation.parent.is_none());
    let annotations = annotations.map(|annotation| (annotation.range.start, format!("a-{}", annotation.id)));
    let before = headings.chain(annotations).filter(|(start, _)| *start < byte);
    before.max_by_key(|(start, _)| *start).map(|(_, anchor)| anchor)
}

fn offer(fix: &Fix) -> Option<Offer> {
    let [edit] = fix.edits.as_slice() else { return None };
    Some(Offer {
        title: fix.title.clone(),
        file: edit.file.path.clone(),
        start: edit.range.start,
        end: edit.range.end,
        replacement: edit.replacement.clone(),
        before: edit.file.text.get(edit.range.clone())?.to_owned(),
    })
}

#[cfg(test)]
mod tests;
