//! Places in words.

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
