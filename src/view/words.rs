//! Places in words, and texts cut to a length.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use crate::archive::clock;
use crate::words::Dictionary;

/// `p12` or `p12–p14`.
#[must_use]
pub(super) fn paragraphs(range: &RangeInclusive<usize>) -> String {
    let (first, last) = (range.start(), range.end());
    if first == last { format!("p{first}") } else { format!("p{first}–p{last}") }
}

/// `page 4, paragraph 12`, `at 12:03, paragraphs 12–14`: the nearest that the source itself knows comes first.
#[must_use]
pub(super) fn place(
    words: &Dictionary,
    range: &RangeInclusive<usize>,
    page: Option<&str>,
    time: Option<u32>,
) -> String {
    let mut parts = Vec::with_capacity(3);
    parts.extend(page.map(|page| words.fill("place_page", &[("page", page)])));
    parts.extend(time.map(|time| words.fill("place_time", &[("time", &clock(time))])));
    let (first, last) = (range.start().to_string(), range.end().to_string());
    parts.push(if first == last {
        words.fill("place_paragraph", &[("first", &first)])
    } else {
        words.fill("place_paragraphs", &[("first", &first), ("last", &last)])
    });
    parts.join(", ")
}

/// A text of at most `limit` characters, cut between words, the cut shown by `…`.
#[must_use]
pub fn shortened(text: &str, limit: usize) -> Cow<'_, str> {
    let Some((end, _)) = text.char_indices().nth(limit) else { return Cow::Borrowed(text) };
    // A cut in the last third of the limit is worth a whole word.
    let space = text[..end].rfind(char::is_whitespace).filter(|space| *space > end / 3 * 2);
    Cow::Owned(format!("{}…", text[..space.unwrap_or(end)].trim_end()))
}
