//! Dates, places and verdicts in words.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::RangeInclusive;

use jiff::civil::Date;

use crate::archive::PartialDate;
use crate::archive::clock;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(number: i8) -> &'static str {
    usize::try_from(number)
        .ok()
        .and_then(|number| MONTHS.get(number.wrapping_sub(1)))
        .copied()
        .unwrap_or_default()
}

/// `9 January 2026`.
#[must_use]
pub(super) fn date(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date.month()), date.year())
}

/// `9 January 2026`, `January 2026` or `2026`, as much of it as is known.
#[must_use]
pub(super) fn partial_date(date: PartialDate) -> String {
    match (date.month, date.day) {
        (Some(number), Some(day)) => format!("{day} {} {}", month(number), date.year),
        (Some(number), None) => format!("{} {}", month(number), date.year),
        (None, _) => date.year.to_string(),
    }
}

/// `A`, `A and B`, `A, B and C`.
#[must_use]
pub(super) fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `p12` or `p12–p14`.
#[must_use]
pub(super) fn paragraphs(range: &RangeInclusive<usize>) -> String {
    let (first, last) = (range.start(), range.end());
    if first == last { format!("p{first}") } else { format!("p{first}–p{last}") }
}

/// `page 4, paragraph 12`, `at 12:03`, `paragraphs 12–14`: the nearest that the source itself knows comes first.
#[must_use]
pub(super) fn place(range: &RangeInclusive<usize>, page: Option<&str>, time: Option<u32>) -> String {
    let mut words = String::new();
    if let Some(page) = page {
        let _ = write!(words, "page {page}, ");
    }
    if let Some(time) = time {
        let _ = write!(words, "at {}, ", clock(time));
    }
    let (first, last) = (range.start(), range.end());
    let _ = if first == last {
        write!(words, "paragraph {first}")
    } else {
        write!(words, "paragraphs {first}–{last}")
    };
    words
}

/// A text of at most `limit` characters, cut between words, the cut shown by `…`.
#[must_use]
pub fn shortened(text: &str, limit: usize) -> Cow<'_, str> {
    let Some((end, _)) = text.char_indices().nth(limit) else { return Cow::Borrowed(text) };
    // A cut in the last third of the limit is worth a whole word.
    let space = text[..end].rfind(char::is_whitespace).filter(|space| *space > end / 3 * 2);
    Cow::Owned(format!("{}…", text[..space.unwrap_or(end)].trim_end()))
}

/// `1 omission`, `2 omissions`, `2 changes of case`.
#[must_use]
pub(super) fn count(number: usize, one: &str) -> String {
    match one.split_once(" of ") {
        _ if number == 1 => format!("1 {one}"),
        Some((noun, rest)) => format!("{number} {noun}s of {rest}"),
        None => format!("{number} {one}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_say_what_is_known() {
        let full = PartialDate { year: 2026, month: Some(1), day: Some(9) };
        assert_eq!(partial_date(full), "9 January 2026");
        assert_eq!(partial_date(PartialDate { day: None, ..full }), "January 2026");
        assert_eq!(partial_date(PartialDate { month: None, day: None, ..full }), "2026");
    }

    #[test]
    fn places_say_where() {
        assert_eq!(place(&(12..=12), Some("4"), None), "page 4, paragraph 12");
        assert_eq!(place(&(12..=14), None, Some(723)), "at 12:03, paragraphs 12–14");
        assert_eq!(list(&["A".into(), "B".into(), "C".into()]), "A, B and C");
    }
}
