//! What of a source may be shown: all, the sentences that hold cited passages, or the passages alone.

use std::collections::BTreeMap;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::sentence;
use crate::archive::{Publish, Source};
use crate::config::Context;
use crate::words::{nth, nth_from_end};

#[cfg(test)]
#[path = "excerpt_tests.rs"]
mod tests;

/// How many characters on each side of a passage show where it stands.
const AROUND: usize = 300;

/// The stretches of a source's text that may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// Bytes of the text, in order and apart.
    shown: Vec<Range<usize>>,
    /// Nothing was cut.
    whole: bool,
    /// Words only: no address, no description of a picture.
    words_only: bool,
}

impl Cut {
    /// The stretches that may be shown, in order; there is text between each and the next.
    #[must_use]
    pub fn shown(&self) -> &[Range<usize>] {
        &self.shown
    }

    /// Whether everything is shown.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// The stretch that holds the whole of `range`.
    #[must_use]
    pub fn around(&self, range: &Range<usize>) -> Option<&Range<usize>> {
        let next = self.shown.partition_point(|shown| shown.start <= range.start);
        let shown = &self.shown[next.checked_sub(1)?];
        (range.end <= shown.end).then_some(shown)
    }

    /// The parts of `range` that may be shown.
    pub(super) fn pieces(&self, range: &Range<usize>) -> impl Iterator<Item = Range<usize>> + use<'_> {
        let range = range.clone();
        let first = self.shown.partition_point(|shown| shown.end <= range.start);
        let pieces = self.shown[first..].iter().take_while({
            let end = range.end;
            move |shown| shown.start < end
        });
        pieces.map(move |shown| shown.start.max(range.start)..shown.end.min(range.end))
    }

    /// Whether something that stands at this byte and is not text may be shown.
    pub(super) fn shows_aside(&self, at: usize) -> bool {
        let next = self.shown.partition_point(|shown| shown.start < at);
        let inside = next.checked_sub(1).is_some_and(|shown| at < self.shown[shown].end);
        self.whole || (inside && !self.words_only)
    }

    /// Whether the address of a link with these words may be shown.
    pub(super) fn shows_link(&self, range: &Range<usize>) -> bool {
        self.whole || (!self.words_only && self.around(range).is_some())
    }
}

/// What may be shown of a source of which these passages are cited; the source's `publish` decides.
#[must_use]
pub fn cut(source: &Source, passages: &[Range<usize>], context: Context) -> Cut {
    if source.publish == Publish::Full {
        let all = 0..source.text.len();
        return Cut { shown: vec![all], whole: true, words_only: false };
    }
    let mut sentences = Sentences { source, bounds: BTreeMap::new() };
    let passages = passages.iter().map(|passage| trimmed(&source.text, passage)).filter(|p| !p.is_empty());
    let stretches = passages.map(|passage| match source.publish {
        Publish::Full | Publish::Excerpt => {
            sentences.before(passage.start, context)..sentences.after(passage.end, context)
        }
        Publish::None => passage,
    });
    let shown = merged(&source.text, stretches.collect());
    Cut { shown, whole: false, words_only: source.publish == Publish::None }
}

/// The words before and after a passage, within its paragraphs, that may be shown; of a source that is shown
/// whole, at most 300 characters on each side. Of the passage itself a part may be cut.
#[must_use]
pub fn context<'a>(source: &'a Source, passage: &Range<usize>, cut: &Cut) -> (&'a str, &'a str) {
    let passage = trimmed(&source.text, passage);
    let here = |at: usize| at..at;
    let start = cut.around(&here(passage.start)).map_or(passage.start, |shown| shown.start);
    let end = cut.around(&here(passage.end)).map_or(passage.end, |shown| shown.end);
    let range = |number: usize| number.checked_sub(1).map_or(0..0, |at| source.paragraphs[at].range.clone());
    let first = source.paragraph_at(passage.start).unwrap_or_default();
    let last = source.paragraph_near(first, passage.end.saturating_sub(1)).unwrap_or_default();
    let start = start.max(range(first).start).min(passage.start);
    let end = end.min(range(last).end).max(passage.end);
    let (before, after) = (&source.text[start..passage.start], &source.text[passage.end..end]);
    if !cut.whole {
        return (before, after);
    }
    (&before[last_words(before, AROUND)..], &after[..first_words(after, AROUND)])
}

/// The prefix and suffix of a passage for a W3C `TextQuoteSelector`: at most 32 characters of whole words, and
/// nothing that may not be shown.
#[must_use]
pub fn selector<'a>(source: &'a Source, passage: &Range<usize>, cut: &Cut) -> (&'a str, &'a str) {
    nearest(context(source, passage, cut))
}

/// The prefix and suffix for a selector, of a passage with this [`context`].
pub(super) fn nearest<'a>((before, after): (&'a str, &'a str)) -> (&'a str, &'a str) {
    const LONGEST: usize = 32;
    (&before[last_words(before, LONGEST)..], &after[..first_words(after, LONGEST)])
}

/// A range that lies in the text, on characters, without white space at its ends.
pub(super) fn trimmed(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start.min(text.len()));
    let end = text.floor_char_boundary(range.end.clamp(start, text.len()));
    let words = text[start..end].trim_start();
    let start = end - words.len();
    start..start + words.trim_end().len()
}

/// The stretches in order, those that touch or have only white space between them put together.
fn merged(text: &str, mut stretches: Vec<Range<usize>>) -> Vec<Range<usize>> {
    stretches.sort_by_key(|stretch| (stretch.start, stretch.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for stretch in stretches {
        match merged.last_mut() {
            Some(last) if stretch.start <= last.end || text[last.end..stretch.start].trim().is_empty() => {
                last.end = last.end.max(stretch.end);
            }
            _ => merged.push(stretch),
        }
    }
    merged
}

/// The sentences of those paragraphs that were asked for.
struct Sentences<'a> {
    source: &'a Source,
    bounds: BTreeMap<usize, Vec<usize>>,
}

impl Sentences<'_> {
    /// Where to begin showing for a passage that begins at `at`.
    fn before(&mut self, at: usize, context: Context) -> usize {
        let Some((paragraph, bounds)) = self.paragraph(at, context) else { return at };
        let next = bounds.partition_point(|bound| paragraph.start + bound <= at);
        let start = next.checked_sub(1).map_or(at, |bound| paragraph.start + bounds[bound]).min(at);
        let words = &self.source.text[start..at];
        match context {
            Context::Characters(most) => start + last_words(words, most),
            Context::Sentence | Context::Paragraph => start,
        }
    }

    /// Where to end showing for a passage that ends at `at`.
    fn after(&mut self, at: usize, context: Context) -> usize {
        let Some((paragraph, bounds)) = self.paragraph(at.saturating_sub(1), context) else { return at };
        let next = bounds.partition_point(|bound| paragraph.start + bound < at);
        let end = bounds.get(next).map_or(at, |bound| paragraph.start + bound).max(at);
        let words = &self.source.text[at..end];
        match context {
            Context::Characters(most) => at + first_words(words, most),
            Context::Sentence | Context::Paragraph => end,
        }
    }

    /// The paragraph that holds a byte, and where its sentences (or it as a whole) begin and end.
    fn paragraph(&mut self, at: usize, context: Context) -> Option<(Range<usize>, &[usize])> {
        let number = self.source.paragraph_at(at)?;
        let range = self.source.paragraphs[number - 1].range.clone();
        let bounds = self.bounds.entry(number).or_insert_with(|| match context {
            Context::Paragraph => vec![0, range.len()],
            Context::Characters(_) | Context::Sentence => sentence::bounds(&self.source.text[range.clone()]),
        });
        Some((range, bounds))
    }
}

/// Where the last whole words of at most `most` characters begin.
fn last_words(words: &str, most: usize) -> usize {
    let first = nth_from_end(words, most);
    if first == 0 {
        return 0;
    }
    let begins_a_word = words[..first].ends_with(char::is_whitespace);
    let start = if begins_a_word { first } else { first + first_bound(&words[first..]) };
    words.len() - words[start..].trim_start().len()
}

/// Where the first whole words of at most `most` characters end.
fn first_words(words: &str, most: usize) -> usize {
    let Some(end) = nth(words, most) else { return words.len() };
    let start = sure_bound(words, end);
    let mut last = start;
    let bytes = words.as_bytes();
    if bytes[start..end].iter().all(u8::is_ascii_alphanumeric) {
        // Mostly a word goes on there, or is over.
        match bytes.get(end) {
            Some(byte) if byte.is_ascii_alphanumeric() => return words[..start].trim_end().len(),
            Some(b' ') => return words[..end].trim_end().len(),
            _ => {}
        }
    }
    for word in words[start..words.ceil_char_boundary(end + 64).min(words.len())].split_word_bounds() {
        if last + word.len() > end {
            break;
        }
        last += word.len();
    }
    words[..last].trim_end().len()
}

/// Where the first word of a text ends, or what it begins with instead of one.
fn first_bound(words: &str) -> usize {
    let letters = words.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if letters > 0 && words.as_bytes().get(letters) == Some(&b' ') {
        return letters;
    }
    words.split_word_bounds().next().map_or(0, str::len)
}

/// A place up to `end` where a word begins, whatever stands before it: most often the last one. Finding bounds from there on
/// spares looking at all the words before.
fn sure_bound(words: &str, end: usize) -> usize {
    let bytes = words.as_bytes();
    let is_sure = |at: &usize| bytes[at - 1] == b' ' && bytes.get(*at).is_some_and(u8::is_ascii_alphanumeric);
    (1..=end).rev().find(is_sure).unwrap_or(0)
}
