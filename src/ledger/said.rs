//! What annotations say: by that they are known again.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::Entry;
use crate::parse::{Annotation, Draft, Request, plain_text};
use crate::world::below_content;

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

impl<'a> Said<'a> {
    /// The sources that it rests on.
    pub(super) fn sources(&self) -> impl Iterator<Item = &'a str> {
        self.rests.iter().map(|(source, _)| *source)
    }

    /// Whether words were quoted.
    pub(super) fn is_telling(&self) -> bool {
        self.rests.iter().any(|(_, words)| !words.is_empty())
    }

    /// Whether the phrase is long enough to be known by it alone.
    pub(super) fn has_words(&self) -> bool {
        self.text.split_whitespace().count() > 3
    }

    /// Whether both say the very same, wherever they stand.
    pub(super) fn is_as(&self, other: &Said<'_>) -> bool {
        (self.kind, &self.text, &self.rests) == (other.kind, &other.text, &other.rests)
    }
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
    let file = below_content(&draft.file.path);
    Said { file, kind: annotation.kind.word(), rests: rests.collect(), text, nth: 1 }
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
