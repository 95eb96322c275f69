//! A text with its typography folded away (rules N1–N9), and the way back to the text as it was.

mod event;
mod folder;
pub(super) mod letters;
mod note_marker;
mod page_break;

use std::ops::Range;

pub use event::Fold;
pub(super) use event::{Event, Hyphen};
pub(super) use folder::Options;

use crate::archive::Kind;

#[cfg(test)]
mod tests;

/// A source's text, folded once and read by all threads. It holds the folded text and, for each place where
/// that differs from the text, twenty-odd bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    text: String,
    events: Vec<Event>,
    /// Line-end hyphens are no part of the folded text.
    pages: bool,
}

impl Folded {
    /// Folds a source's text.
    #[must_use]
    pub fn new(text: &str, kind: Kind) -> Self {
        Self::with(text, Options { pages: kind == Kind::Pdf, note_markers: true })
    }

    /// Folds a quotation that is to be found in a source of that kind.
    pub(super) fn quotation(text: &str, kind: Kind) -> Self {
        Self::with(text, Options { pages: kind == Kind::Pdf, note_markers: false })
    }

    pub(super) fn with(text: &str, options: Options) -> Self {
        let (text, events) = folder::fold(text, options);
        Self { text, events, pages: options.pages }
    }

    /// The folded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the original text that a stretch of the folded one stands for; what vanished at its
    /// edges is left out.
    #[must_use]
    pub fn original(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.original_start(range.start);
        start..self.original_end(range.end).max(start)
    }

    /// Where the character at a folded offset begins in the original.
    fn original_start(&self, at: usize) -> usize {
        let next = self.events.partition_point(|event| event.at as usize <= at);
        match next.checked_sub(1).map(|last| &self.events[last]) {
            None => at,
            Some(event) if at < event.folded_end() as usize => event.from as usize,
            Some(event) => event.to as usize + (at - event.folded_end() as usize),
        }
    }

    /// Where the character before a folded offset ends in the original.
    fn original_end(&self, at: usize) -> usize {
        let next = self.events.partition_point(|event| (event.at as usize) < at);
        match next.checked_sub(1).map(|last| &self.events[last]) {
            None => at,
            Some(event) if at < event.folded_end() as usize => event.to as usize,
            Some(event) => event.to as usize + (at - event.folded_end() as usize),
        }
    }

    /// The folded offset of a byte of the original.
    pub(super) fn folded_offset(&self, original: usize) -> usize {
        let next = self.events.partition_point(|event| event.from as usize <= original);
        let at = match next.checked_sub(1).map(|last| &self.events[last]) {
            None => original,
            Some(event) if original < event.to as usize => event.at as usize,
            Some(event) => event.folded_end() as usize + (original - event.to as usize),
        };
        at.min(self.text.len())
    }

    /// The changes within a stretch of the folded text. What vanished at its edges is outside.
    pub(super) fn events_in(&self, range: &Range<usize>) -> &[Event] {
        let inside = |event: &Event| {
            let at = event.at as usize;
            at > range.start || (at == range.start && event.len > 0)
        };
        let start = self.events.partition_point(|event| !inside(event) && event.at as usize <= range.start);
        let end = self.events.partition_point(|event| (event.at as usize) < range.end);
        self.events.get(start..end).unwrap_or_default()
    }

    /// Whether a hyphen that is no part of the folded text stands at this offset.
    pub(super) fn has_hyphen_at(&self, at: usize) -> bool {
        if !self.pages {
            return false;
        }
        let first = self.events.partition_point(|event| (event.at as usize) < at);
        self.events[first..].iter().take_while(|event| event.at as usize == at).any(|e| e.hyphen.is_some())
    }
}
