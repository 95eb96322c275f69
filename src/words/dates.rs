//! Dates and lists in words.

use std::borrow::Cow;

use jiff::civil::Date;

use super::Dictionary;
use crate::archive::PartialDate;

/// The words for months beside a day.
const IN_DATES: [&str; 12] = [
    "date_month_1",
    "date_month_2",
    "date_month_3",
    "date_month_4",
    "date_month_5",
    "date_month_6",
    "date_month_7",
    "date_month_8",
    "date_month_9",
    "date_month_10",
    "date_month_11",
    "date_month_12",
];

/// The word for a month beside a day, from 1.
fn month_in_date(words: &Dictionary, month: i8) -> &str {
    let place = usize::try_from(month).unwrap_or_default().wrapping_sub(1);
    IN_DATES.get(place).map(|key| words.say(key)).unwrap_or_default()
}

/// `9 January 2026`, `January 2026` or `2026`, as much of it as is known.
#[must_use]
pub fn long_date(words: &Dictionary, date: PartialDate) -> String {
    let year = date.year.to_string();
    match (date.month, date.day) {
        (Some(month), Some(day)) => {
            let month = month_in_date(words, month);
            words.fill("date", &[("day", &day.to_string()), ("month", month), ("year", &year)])
        }
        (Some(month), None) => {
            let month = words.say(&format!("month_{month}"));
            words.fill("date_without_day", &[("month", month), ("year", &year)])
        }
        (None, _) => year,
    }
}

/// A format of dates with the names of months and weekdays put in: `%B`, `%b`, `%A` and `%a` are words of a language,
/// everything else is left for who writes the numbers. A month beside a day has the form that it has in a date.
#[must_use]
pub fn named_date(words: &Dictionary, format: &str, date: Date) -> String {
    let month = date.month();
    let weekday = date.weekday().to_monday_one_offset();
    let has_day = ["%d", "%e", "%-d", "%_d", "%-e"].iter().any(|day| format.contains(day));
    let mut out = String::with_capacity(format.len());
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            out.push(letter);
            continue;
        }
        let key = match letters.next() {
            Some('B') if has_day => format!("date_month_{month}"),
            Some('B') => format!("month_{month}"),
            Some('b' | 'h') => format!("month_short_{month}"),
            Some('A') => format!("weekday_{weekday}"),
            Some('a') => format!("weekday_short_{weekday}"),
            other => {
                out.push('%');
                out.extend(other);
                continue;
            }
        };
        out.push_str(&words.say(&key).replace('%', "%%"));
    }
    out
}

/// `A`, `A and B`, `A, B and C`.
#[must_use]
pub fn list<'a>(words: &Dictionary, names: &[Cow<'a, str>]) -> Cow<'a, str> {
    match names {
        [] => Cow::Borrowed(""),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), words.say("and")).into(),
    }
}
