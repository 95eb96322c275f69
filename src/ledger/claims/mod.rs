//! Which annotation of the content each entry of the ledger means.
//!
//! A name that was written is what it says. An unnamed annotation is known by its content: first by all of it, then by
//! what an edit leaves as it was. Where two could be meant nobody guesses: the author is asked.

mod matching;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use self::matching::Matching;
use super::faults::{self, Spot};
use super::{Entry, Ledger};
use crate::diagnostic::Diagnostic;
use crate::parse::{Annotation, Draft, Request, plain_text};

/// Of so many that are gone the nearest annotation is looked for.
const NEAREST: usize = 50;

/// Sources, each with the words that were quoted.
pub(super) type Rests<'a> = Vec<(&'a str, Cow<'a, str>)>;

/// What an annotation says, as far as it is known by that.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Said<'a> {
    pub file: &'a str,
    pub kind: &'a str,
    pub text: Cow<'a, str>,
    pub rests: Rests<'a>,
    pub nth: usize,
}

/// An annotation of the content.
pub(super) struct Candidate<'a> {
    /// The draft and the place in its list.
    pub at: (usize, usize),
    pub id: &'a str,
    pub is_named: bool,
    pub is_in_draft: bool,
    pub said: Said<'a>,
}

/// What the ledger says of the annotations of all drafts.
#[derive(Debug, Default)]
pub struct Claims {
    /// By draft: annotations that have other ids than those that were derived for them.
    pub ids: BTreeMap<usize, Vec<(usize, String)>>,
    /// Published annotations that nobody answers to, or more than one.
    pub diagnostics: Vec<Diagnostic>,
}

/// Finds the annotation that each entry means. `drafts` are all that the content has, the ones that are not public too.
#[must_use]
pub fn claims(ledger: &Ledger, drafts: &[Arc<Draft>]) -> Claims {
    if ledger.annotations.is_empty() {
        return Claims::default();
    }
    let candidates = candidates(drafts);
    let live: Vec<&Entry> = ledger.annotations.values().filter(|entry| entry.state.is_live()).collect();
    let mut matching = Matching::new(&live, &candidates, drafts);
    matching.run();
    let mut claims = Claims::default();
    let spot = |candidate: usize| Spot::of(drafts, candidates[candidate].at);
    let mut looked_for = 0;
    for (number, entry) in live.iter().enumerate() {
        if matching.answers[number].is_some() {
            continue;
        }
        let rivals = matching.rivals(number);
        claims.diagnostics.push(if rivals.is_empty() {
            looked_for += 1;
            // Whoever loses so many at once has not edited them one by one.
            let nearest = if looked_for <= NEAREST { matching.nearest(number) } else { None };
            let renamed = nearest.filter(|&near| candidates[near].is_named).map(|near| candidates[near].id);
            faults::gone(ledger, entry, nearest.map(spot), renamed)
        } else {
            faults::unclear(ledger, entry, rivals.into_iter().map(spot))
        });
    }
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    taken.extend(candidates.iter().map(|candidate| candidate.id));
    taken.extend(ledger.annotations.keys().map(String::as_str));
    let ended = Ended::of(ledger);
    for (number, candidate) in candidates.iter().enumerate() {
        let id = if let Some(entry) = matching.owners[number] {
            Cow::Borrowed(live[entry].id.as_str())
        } else {
            if let Some(entry) = ended.find(candidate) {
                claims.diagnostics.push(faults::back(entry, &spot(number)));
            }
            free_id(candidate, &taken, ledger)
        };
        if id != candidate.id {
            let (draft, annotation) = candidate.at;
            claims.ids.entry(draft).or_default().push((annotation, id.into_owned()));
        }
    }
    claims
}

/// The id of an annotation that is new: one that was derived must not be that of another that was published.
fn free_id<'a>(candidate: &Candidate<'a>, taken: &BTreeSet<&str>, ledger: &Ledger) -> Cow<'a, str> {
    if candidate.is_named || !ledger.annotations.contains_key(candidate.id) {
        return Cow::Borrowed(candidate.id);
    }
    let mut numbers = 2..;
    let numbered = numbers.find_map(|number: usize| {
        let id = format!("{}-{number}", candidate.id);
        (!taken.contains(id.as_str())).then_some(id)
    });
    numbered.map_or(Cow::Borrowed(candidate.id), Cow::Owned)
}

/// What was retracted or moved, by what it said.
struct Ended<'l> {
    ledger: &'l Ledger,
    /// By what they said, wherever; none where several said it.
    by_content: HashMap<Said<'l>, Option<&'l Entry>>,
}

impl<'l> Ended<'l> {
    fn of(ledger: &'l Ledger) -> Self {
        let ended = ledger.annotations.values().filter(|entry| !entry.state.is_live());
        let mut by_content: HashMap<Said<'_>, Option<&Entry>> = HashMap::new();
        for entry in ended {
            let said = Said { nth: 0, file: "", ..said_of(entry) };
            by_content.entry(said).and_modify(|known| *known = None).or_insert(Some(entry));
        }
        Self { ledger, by_content }
    }

    /// The entry of one that has ended and stands in the text all the same.
    fn find(&self, candidate: &Candidate<'_>) -> Option<&'l Entry> {
        if candidate.is_named {
            return self.ledger.annotations.get(candidate.id).filter(|entry| !entry.state.is_live());
        }
        if self.by_content.is_empty() {
            return None;
        }
        // A derived id says what was said, also where that is kept no longer.
        let first = candidate.id.split('-').next().unwrap_or_default();
        let by_id = self.ledger.annotations.get(first).filter(|entry| !entry.state.is_live());
        let said = Said { nth: 0, file: "", ..candidate.said.clone() };
        by_id.or_else(|| self.by_content.get(&said).copied().flatten())
    }
}

/// What an entry says.
pub(super) fn said_of(entry: &Entry) -> Said<'_> {
    let rests = entry.rests.iter().map(|(source, words)| (source.as_str(), Cow::Borrowed(words.as_str())));
    Said {
        file: &entry.file,
        kind: &entry.kind,
        text: Cow::Borrowed(&entry.text),
        rests: rests.collect(),
        nth: entry.nth,
    }
}

/// Every annotation of the drafts, in the order of files and of reading.
pub(super) fn candidates(drafts: &[Arc<Draft>]) -> Vec<Candidate<'_>> {
    let mut found = Vec::new();
    for (number, draft) in drafts.iter().enumerate() {
        let mut seen: HashMap<Said<'_>, usize> = HashMap::new();
        for (place, annotation) in draft.annotations.list.iter().enumerate() {
            let mut said = said(draft, annotation);
            // The key of the count has itself no number yet.
            said.nth = 0;
            let times = seen.entry(said.clone()).or_default();
            *times += 1;
            said.nth = *times;
            let is_named = annotation.id_range.is_some();
            let is_in_draft = draft.front_matter.draft;
            found.push(Candidate { at: (number, place), id: &annotation.id, is_named, is_in_draft, said });
        }
    }
    found
}

fn said<'a>(draft: &'a Draft, annotation: &'a Annotation) -> Said<'a> {
    let text = match &annotation.note_marks {
        // The phrase of a footnote is its number, which says nothing.
        Some(region) if annotation.text.is_empty() => {
            let body = &draft.parsed.body;
            let note = body.marks[region.start].range.end..body.marks[region.end].range.start;
            Cow::Owned(on_one_line(&plain_text(&body.html[note])))
        }
        _ => Cow::Borrowed(annotation.text.as_str()),
    };
    let rests = annotation.requests.iter().map(|request| (request.source.as_str(), words(request, &text)));
    Said { file: file_of(draft), kind: annotation.kind.word(), rests: rests.collect(), text, nth: 1 }
}

/// The path of a draft's file from `content/`.
pub(super) fn file_of(draft: &Draft) -> &str {
    draft.file.path.strip_prefix("content/").unwrap_or(&draft.file.path)
}

/// The words that were quoted, none where the phrase itself is the quotation; else the place that was named.
fn words<'a>(request: &'a Request, text: &str) -> Cow<'a, str> {
    if let Some(words) = &request.words {
        return Cow::Borrowed(if words.text == text { "" } else { &words.text });
    }
    let mut place = String::new();
    if let Some(paragraphs) = &request.paragraphs {
        place += &format!("¶{}–{}", paragraphs.start(), paragraphs.end());
    }
    if let Some(page) = &request.page {
        place += &format!(" page {page}");
    }
    if let Some(time) = request.time {
        place += &format!(" {time} s");
    }
    Cow::Owned(place)
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
