//! Texts cut to a length.

use std::borrow::Cow;

/// Where the character of a number begins, counted from 0.
#[must_use]
pub(crate) fn nth(text: &str, number: usize) -> Option<usize> {
    match text.as_bytes().get(..number) {
        // Each byte is a character.
        Some(before) if before.is_ascii() => (number < text.len()).then_some(number),
        Some(_) => text.char_indices().nth(number).map(|(at, _)| at),
        None => None,
    }
}

/// Where the last so many characters begin.
#[must_use]
pub(crate) fn nth_from_end(text: &str, number: usize) -> usize {
    let Some(start) = text.len().checked_sub(number) else { return 0 };
    if text.as_bytes()[start..].is_ascii() {
        return start;
    }
    text.char_indices().rev().take(number).last().map_or(text.len(), |(at, _)| at)
}

/// A text of at most `limit` characters, cut between words, the cut shown by `…`.
#[must_use]
pub(crate) fn shortened(text: &str, limit: usize) -> Cow<'_, str> {
    let Some(end) = nth(text, limit) else { return Cow::Borrowed(text) };
    // A cut in the last third of the limit is worth a whole word.
    let space = text[..end].rfind(char::is_whitespace).filter(|space| *space > end / 3 * 2);
    Cow::Owned(format!("{}…", text[..space.unwrap_or(end)].trim_end()))
}
