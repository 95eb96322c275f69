//! Places in words, and texts cut to a length.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use crate::archive::clock;
use crate::words::Dictionary;

/// `p12–p14`.
#[must_use]
pub(super) fn paragraphs(range: &RangeInclusive<usize>) -> String {
    format!("p{}–p{}", range.start(), range.end())
}

/// `p12`.
#[must_use]
pub(super) fn paragraph(number: usize) -> String {
    ["p", &number.to_string()].concat()
}

/// `paragraphs 12–14`.
#[must_use]
pub(super) fn place(words: &Dictionary, range: &RangeInclusive<usize>) -> String {
    let (first, last) = (range.start().to_string(), range.end().to_string());
    words.fill("place_paragraphs", &[("first", &first), ("last", &last)])
}

/// `page 4, paragraph 12`, `at 12:03, paragraphs 12–14`: the nearest that the source itself knows comes before the
/// paragraphs.
#[must_use]
pub(super) fn nearer(words: &Dictionary, page: Option<&str>, time: Option<u32>, paragraphs: &str) -> String {
    let before = [
        page.map(|page| words.fill("place_page", &[("page", page)])),
        time.map(|time| words.fill("place_time", &[("time", &clock(time))])),
    ];
    before.into_iter().flatten().rev().fold(paragraphs.to_owned(), |after, place| [place, after].join(", "))
}

/// Where the character of a number begins, counted from 0.
#[must_use]
pub(super) fn nth(text: &str, number: usize) -> Option<usize> {
    match text.as_bytes().get(..number) {
        // Each byte is a character.
        Some(before) if before.is_ascii() => (number < text.len()).then_some(number),
        Some(_) => text.char_indices().nth(number).map(|(at, _)| at),
        None => None,
    }
}

/// Where the last so many characters begin.
#[must_use]
pub(super) fn nth_from_end(text: &str, number: usize) -> usize {
    let Some(start) = text.len().checked_sub(number) else { return 0 };
    if text.as_bytes()[start..].is_ascii() {
        return start;
    }
    text.char_indices().rev().take(number).last().map_or(text.len(), |(at, _)| at)
}

/// A text of at most `limit` characters, cut between words, the cut shown by `…`.
#[must_use]
pub fn shortened(text: &str, limit: usize) -> Cow<'_, str> {
    let Some(end) = nth(text, limit) else { return Cow::Borrowed(text) };
    // A cut in the last third of the limit is worth a whole word.
    let space = text[..end].rfind(char::is_whitespace).filter(|space| *space > end / 3 * 2);
    Cow::Owned(format!("{}…", text[..space.unwrap_or(end)].trim_end()))
}
