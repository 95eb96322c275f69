//! Place marks where Markdown would take them for blocks of HTML and tear a paragraph apart.
//!
//! A comment at the beginning of a line makes the whole line raw HTML, also where the paragraph goes on in
//! that line or the next. In a copy of the text such a mark is written as an address in angle brackets of the
//! same length, which stands within a line; every byte else stays where it is.
//!
//! Form feeds are white space to Markdown, which loses them at the edges of lines; they go through as [`FEED`].

use std::borrow::Cow;
use std::ops::Range;

use super::place;

/// A character that Markdown keeps and that is not text, in the place of a form feed.
const FEED: char = '\u{1}';

/// A text for the Markdown parser and the places in it that stand for marks.
pub(super) struct Masked<'a> {
    pub(super) text: Cow<'a, str>,
    /// The text as it is in the file.
    pub(super) original: &'a str,
    masks: Vec<Range<usize>>,
}

impl<'a> Masked<'a> {
    pub(super) fn of(original: &'a str) -> Self {
        let masks = if original.contains("<!--") { masks(original) } else { Vec::new() };
        Self { text: keep_feeds(masked(original, &masks)), original, masks }
    }

    /// The mark, as it was written, that is masked at `at`.
    pub(super) fn mark_at(&self, at: usize) -> Option<&'a str> {
        let mask = self.masks.binary_search_by_key(&at, |mask| mask.start).ok()?;
        Some(&self.original[self.masks[mask].clone()])
    }

    /// Words from `range` of the text as they were written; marks that are left in them stand in code.
    pub(super) fn restore<'c>(&self, words: &'c str, range: &Range<usize>) -> Cow<'c, str> {
        let first = self.masks.partition_point(|mask| mask.start < range.start);
        let inside = self.masks[first..].iter().take_while(|mask| mask.end <= range.end);
        let mut restored = String::new();
        let mut done = 0;
        for mask in inside {
            let address = address(mask.len());
            let Some(at) = words[done..].find(&address) else { break };
            restored.push_str(&words[done..done + at]);
            restored.push_str(&self.original[mask.clone()]);
            done += at + address.len();
        }
        let restored = if done == 0 { Cow::Borrowed(words) } else { Cow::Owned(restored + &words[done..]) };
        if restored.contains(FEED) { Cow::Owned(restored.replace(FEED, "\u{c}")) } else { restored }
    }
}

/// The marks that would tear a paragraph.
fn masks(original: &str) -> Vec<Range<usize>> {
    let mut masks = Vec::new();
    let mut at = 0;
    let mut before = "";
    let mut lines = original.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        if let Some(comment) = comment_at_start(line)
            && let Some(Ok(_)) = place::mark(&line[comment.clone()])
            && tears(before, &line[comment.end..], lines.peek().copied().unwrap_or_default())
        {
            masks.push(at + comment.start..at + comment.end);
        }
        at += line.len();
        before = line;
    }
    masks
}

fn comment_at_start(line: &str) -> Option<Range<usize>> {
    let start = line.len() - line.trim_start_matches([' ', '>', '\t']).len();
    let length = line[start..].starts_with("<!--").then(|| line[start..].find("-->"))??;
    Some(start..start + length + 3)
}

/// Whether a mark at the beginning of a line stands in a paragraph that goes on after it.
fn tears(before: &str, after: &str, next: &str) -> bool {
    let is_prose =
        |line: &str| line.trim_start().starts_with(|c: char| c.is_alphabetic() || "“„«\"'(".contains(c));
    if after.trim().is_empty() { is_prose(before) && is_prose(next) } else { place_is_words(after) }
}

/// Whether what follows a mark in its line is more than further comments.
fn place_is_words(after: &str) -> bool {
    !after.trim_start().starts_with("<!--")
}

fn masked<'a>(original: &'a str, masks: &[Range<usize>]) -> Cow<'a, str> {
    if masks.is_empty() {
        return Cow::Borrowed(original);
    }
    let mut text = String::with_capacity(original.len());
    for mask in masks {
        text.push_str(&original[text.len()..mask.start]);
        text.push_str(&address(mask.len()));
    }
    text.push_str(&original[text.len()..]);
    Cow::Owned(text)
}

fn keep_feeds(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memchr2(b'\x0c', FEED as u8, text.as_bytes()).is_none() {
        return text;
    }
    Cow::Owned(text.replace(FEED, "\u{2}").replace('\u{c}', "\u{1}"))
}

/// An address in angle brackets that is `length` bytes long.
fn address(length: usize) -> String {
    format!("<mark:{}>", "-".repeat(length.saturating_sub(7)))
}
