//! Dates and lists in words.

use super::Dictionary;
use crate::archive::PartialDate;

/// `9 January 2026`, `January 2026` or `2026`, as much of it as is known.
#[must_use]
pub fn long_date(words: &Dictionary, date: PartialDate) -> String {
    let year = date.year.to_string();
    match (date.month, date.day) {
        (Some(month), Some(day)) => {
            let month = words.say(&format!("date_month_{month}"));
            words.fill("date", &[("day", &day.to_string()), ("month", month), ("year", &year)])
        }
        (Some(month), None) => {
            let month = words.say(&format!("month_{month}"));
            words.fill("date_without_day", &[("month", month), ("year", &year)])
        }
        (None, _) => year,
    }
}

/// `A`, `A and B`, `A, B and C`.
#[must_use]
pub fn list(words: &Dictionary, names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), words.say("and")),
    }
}
