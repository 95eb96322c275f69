//! Where a stretch of a source stands, and whether that is the place that was given (rules L2, L3).

use std::ops::{Range, RangeInclusive};

use super::Wanted;
use super::fold::Folded;
use super::outcome::Passage;
use crate::archive::{Source, clock};

/// Characters of context on each side of a passage.
const CONTEXT: usize = 32;

/// The passage that a stretch of a source's text is.
pub(super) fn passage(source: &Source, range: Range<usize>) -> Passage {
    Passage {
        paragraphs: paragraphs(source, &range),
        page: source.page_at(range.start).map(str::to_owned),
        time: source.time_at(range.start),
        parts: Vec::new(),
        range,
    }
}

/// A passage from its segments, which are bytes of the source's text in order and not empty.
pub(super) fn passage_of(source: &Source, segments: Vec<Range<usize>>) -> Passage {
    match segments.as_slice() {
        [] => passage(source, 0..0),
        [only] => passage(source, only.clone()),
        [first, .., last] => {
            let whole = first.start..last.end;
            Passage { parts: segments, ..passage(source, whole) }
        }
    }
}

impl Passage {
    /// About 32 characters of the source's text before it, from the beginning of a word.
    #[must_use]
    pub fn prefix<'t>(&self, text: &'t str) -> &'t str {
        text.get(..self.range.start).map(last_words).unwrap_or_default()
    }

    /// About 32 characters of the source's text after it, to the end of a word.
    #[must_use]
    pub fn suffix<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.range.end..).map(first_words).unwrap_or_default()
    }
}

fn paragraphs(source: &Source, range: &Range<usize>) -> RangeInclusive<usize> {
    let first = source.paragraph_at(range.start).unwrap_or(1);
    let end = range.end.saturating_sub(1).max(range.start);
    let last = source.paragraph_near(first, end).unwrap_or(first);
    first..=last.max(first)
}

/// The last characters of a text, without the half of a word.
fn last_words(head: &str) -> &str {
    let Some((start, _)) = head.char_indices().rev().nth(CONTEXT - 1) else { return head };
    let cut = &head[start..];
    let whole = head[..start].ends_with(char::is_whitespace) || cut.starts_with(char::is_whitespace);
    match cut.find(char::is_whitespace) {
        Some(space) if !whole => cut[space..].trim_start(),
        _ => cut.trim_start(),
    }
}

/// The first characters of a text, without the half of a word.
fn first_words(tail: &str) -> &str {
    let Some((end, _)) = tail.char_indices().nth(CONTEXT) else { return tail };
    let cut = &tail[..end];
    let whole = tail[end..].starts_with(char::is_whitespace) || cut.ends_with(char::is_whitespace);
    match cut.rfind(char::is_whitespace) {
        Some(space) if !whole => cut[..space].trim_end(),
        _ => cut.trim_end(),
    }
}

/// Whether a stretch of the text stands where it is said to.
pub(super) fn is_wanted(wanted: &Wanted, source: &Source, folded: &Folded, range: &Range<usize>) -> bool {
    let in_paragraphs = |given: &RangeInclusive<usize>| {
        let found = paragraphs(source, range);
        given.contains(found.start()) && given.contains(found.end())
    };
    wanted.paragraphs.as_ref().is_none_or(in_paragraphs)
        && wanted.page.is_none_or(|page| source.pages_of(range).contains(&page.trim()))
        && wanted.time.is_none_or(|time| is_at_time(source, range, time))
        && wanted.prefix.is_none_or(|prefix| follows(source, folded, range.start, prefix))
        && wanted.suffix.is_none_or(|suffix| precedes(source, folded, range.end, suffix))
}

/// Whether a stretch touches what is said between the last mark up to a time and the next mark. A paragraph
/// within which the mark stands counts whole.
fn is_at_time(source: &Source, range: &Range<usize>, time: u32) -> bool {
    let Some(mark) = source.times.iter().rposition(|(_, marked)| *marked <= time) else { return false };
    let start = source.times[mark].0;
    let end = source.times.get(mark + 1).map_or(source.text.len(), |(next, _)| *next);
    range.start < end.max(start + 1) && range.end > start
}

fn follows(source: &Source, folded: &Folded, at: usize, prefix: &str) -> bool {
    let wanted = Folded::quotation(prefix, source.kind);
    let head = &folded.text()[..folded.folded_offset(at)];
    head.trim_end().ends_with(wanted.text().trim())
}

fn precedes(source: &Source, folded: &Folded, at: usize, suffix: &str) -> bool {
    let wanted = Folded::quotation(suffix, source.kind);
    // The folded offset of what vanishes after the words is that of what comes next.
    let tail = &folded.text()[folded.folded_offset(at)..];
    tail.trim_start().starts_with(wanted.text().trim())
}

/// A place in words: `p3, page 4, 0:12`.
pub(super) fn describe(passage: &Passage) -> String {
    let mut parts = Vec::new();
    let (first, last) = (passage.paragraphs.start(), passage.paragraphs.end());
    parts.push(if first == last { format!("p{first}") } else { format!("p{first}-p{last}") });
    parts.extend(passage.page.as_ref().map(|page| format!("page {page}")));
    parts.extend(passage.time.map(clock));
    parts.join(", ")
}
