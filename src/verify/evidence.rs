//! What the annotations of a draft rest on: each request × the sources → a passage and a verdict.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Check, Folded, Passage, Rules, Wanted, check, passage_at};
use crate::archive::{Source, clock};
use crate::diagnostic::{Code, Diagnostic, Suggestions, TextFile};
use crate::parse::{Draft, Request, Role};

/// What became of one request.
#[derive(Debug, Clone, Default)]
pub struct Finding {
    /// The source, by its place in the list; none where there is no such source.
    pub source: Option<usize>,
    /// What the check of the words said; none where no words were given.
    pub check: Option<Check>,
    /// The passage that was given by its place, without words.
    place: Option<Box<Passage>>,
}

impl Finding {
    /// The passage, found by its words or given by its place; none for a source as a whole, and for words that fail.
    #[must_use]
    pub fn passage(&self) -> Option<&Passage> {
        match &self.check {
            Some(check) => check.passage.as_ref().filter(|_| check.passes()),
            None => self.place.as_deref(),
        }
    }
}

/// What all requests of a draft came to, in the order of the draft's lists.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// For each annotation, its requests.
    pub annotations: Vec<Vec<Finding>>,
    /// Passages that are set as block quotations.
    pub blocks: Vec<Finding>,
}

/// The sources, ready to be searched; sorted by id.
pub struct Library<'a> {
    /// The sources.
    pub sources: &'a [Arc<Source>],
    /// Their folded texts, in the same order.
    pub folded: &'a [Arc<Folded>],
    /// The lists of words that must not be left out.
    pub rules: &'a Rules,
    /// What may be meant by ids of sources that are not there.
    near: Suggestions,
}

impl<'a> Library<'a> {
    /// A library of these sources.
    #[must_use]
    pub fn new(sources: &'a [Arc<Source>], folded: &'a [Arc<Folded>], rules: &'a Rules) -> Self {
        Self { sources, folded, rules, near: Suggestions::default() }
    }

    fn find(&self, id: &str) -> Option<usize> {
        self.sources.binary_search_by(|source| source.id.as_str().cmp(id)).ok()
    }
}

/// Checks everything that a draft asks for.
#[must_use]
pub fn evidence(draft: &Draft, library: &Library<'_>) -> (Evidence, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut find = |request: &Request| finding(&draft.file, request, library, &mut diagnostics);
    let annotations = &draft.annotations;
    let evidence = Evidence {
        annotations: annotations
            .list
            .iter()
            .map(|one| one.requests.iter().map(&mut find).collect())
            .collect(),
        blocks: annotations.blocks.iter().map(|block| find(&block.request)).collect(),
    };
    (evidence, diagnostics)
}

/// Checks again what a draft asks of the sources that changed, given by their numbers. `before` is what all of it came to
/// with the sources of before, and nothing was wrong with it.
#[must_use]
pub fn evidence_of(
    draft: &Draft,
    library: &Library<'_>,
    before: &Evidence,
    changed: &BTreeSet<usize>,
) -> (Evidence, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut again = |finding: &mut Finding, request: &Request| {
        if finding.source.is_some_and(|source| changed.contains(&source)) {
            *finding = self::finding(&draft.file, request, library, &mut diagnostics);
        }
    };
    let mut evidence = before.clone();
    let of_annotations = draft.annotations.list.iter().flat_map(|annotation| &annotation.requests);
    let of_blocks = draft.annotations.blocks.iter().map(|block| &block.request);
    let findings = evidence.annotations.iter_mut().flatten().chain(&mut evidence.blocks);
    for (finding, request) in findings.zip(of_annotations.chain(of_blocks)) {
        again(finding, request);
    }
    (evidence, diagnostics)
}

fn finding(
    file: &Arc<TextFile>,
    request: &Request,
    library: &Library<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Finding {
    let Some(number) = library.find(&request.source) else {
        diagnostics.push(unknown(file, request, library));
        return Finding::default();
    };
    let source = &library.sources[number];
    let Some(words) = &request.words else {
        let place = by_place(file, request, source, diagnostics).map(Box::new);
        return Finding { source: Some(number), check: None, place };
    };
    let wanted = Wanted {
        words: &words.text,
        paragraphs: request.paragraphs.clone(),
        page: request.page.as_deref(),
        time: request.time,
        prefix: request.prefix.as_deref(),
        suffix: request.suffix.as_deref(),
        translated: words.role == Role::Original,
    };
    let check = check(&wanted, source, &library.folded[number], library.rules);
    diagnostics.extend(check.diagnostics(file, words, source));
    Finding { source: Some(number), check: Some(check), place: None }
}

fn unknown(file: &Arc<TextFile>, request: &Request, library: &Library<'_>) -> Diagnostic {
    let ids = library.sources.iter().map(|source| source.id.as_str());
    let found = Diagnostic::error(Code::UnknownSource, format!("there is no source `{}`", request.source))
        .at(file, request.source_range.clone(), "named here")
        .suggested(library.near.nearest(&request.source, ids));
    let path = format!("content/sources/{}.md", slug::slugify(&request.source));
    found.hint(format!("a source is a file such as `{path}`; `ibid new source TITLE` begins one"))
}

/// The passage that is given by paragraphs, a page or a time alone.
fn by_place(
    file: &Arc<TextFile>,
    request: &Request,
    source: &Source,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Passage> {
    if !request.has_place() {
        return None;
    }
    let all = 1..=source.paragraphs.len();
    let paragraphs = request.paragraphs.clone().unwrap_or(all.clone());
    let wrong = |message: String, hint: String| {
        Some(
            Diagnostic::error(Code::InvalidPlace, message)
                .at(file, request.place_range.clone(), "")
                .hint(hint),
        )
    };
    let numbers: Vec<usize> = paragraphs
        .clone()
        .filter(|number| all.contains(number))
        .filter(|&number| is_on_page(source, number, request.page.as_deref()))
        .filter(|&number| is_at_time(source, number, request.time))
        .collect();
    let problem = if !all.contains(paragraphs.end()) {
        wrong(
            format!("`{}` has no paragraph {}", source.id, paragraphs.end()),
            format!("its paragraphs are p1 to p{}", source.paragraphs.len()),
        )
    } else if numbers.is_empty() {
        let place = match (&request.page, request.time) {
            (Some(page), _) => format!("page {page}"),
            (None, Some(time)) => format!("time {}", clock(time)),
            (None, None) => "text".to_owned(),
        };
        wrong(
            format!("`{}` has no {place} there", source.id),
            "pages and times are those of the marks `<!-- page 4 -->` and `<!-- t 00:12:03 -->`".to_owned(),
        )
    } else {
        None
    };
    if let Some(problem) = problem {
        diagnostics.push(problem);
        return None;
    }
    let (first, last) = (numbers.first()? - 1, numbers.last()? - 1);
    Some(passage_at(source, source.paragraphs[first].range.start..source.paragraphs[last].range.end))
}

fn is_on_page(source: &Source, paragraph: usize, page: Option<&str>) -> bool {
    page.is_none_or(|page| source.pages_of(&source.paragraphs[paragraph - 1].range).contains(&page))
}

/// Whether a paragraph is being spoken at a time: it begins then or before, and the next one that has a time of its
/// own begins later.
fn is_at_time(source: &Source, paragraph: usize, time: Option<u32>) -> bool {
    let Some(time) = time else { return true };
    let begins = source.paragraphs[paragraph - 1].time;
    let next = source.paragraphs[paragraph..]
        .iter()
        .filter_map(|later| later.time)
        .find(|&later| Some(later) > begins);
    begins.is_some_and(|begins| begins <= time) && next.is_none_or(|next| time < next)
}
