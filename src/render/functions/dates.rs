//! Dates in other forms.

use jiff::civil::DateTime;
use tera::{Kwargs, TeraResult, Value};

use super::arguments::Arguments;
use super::words::dictionary;
use super::{problem, wanted};
use crate::fields::calendar_date;
use crate::words::{Words, named_date};

/// `date(format="%d.%m.%Y")`: a date in another form; without `format`, `2026-01-09`. Months and weekdays are words of
/// the page's language, or of `lang`.
pub(super) fn date(words: &Words, language: usize, value: &Value, kwargs: &Kwargs) -> TeraResult<String> {
    let arguments = Arguments::of("date", &["format", "lang"], kwargs)?;
    let text = value.as_str().ok_or_else(|| wanted("date", "a date such as 2026-01-09", value))?;
    let hint = || "a date is like `2026-01-09` or `2026-01-09T14:30:00`".to_owned();
    let time = moment(text).ok_or_else(|| problem(&format!("`{text}` is not a date"), [hint()]))?;
    let format = arguments.text("format")?.unwrap_or("%Y-%m-%d");
    let named = named_date(dictionary(words, language, arguments.text("lang")?)?, format, time.date());
    jiff::fmt::strtime::format(&named, time).map_err(|error| {
        let hint =
            "`%d` is the day, `%m` the month, `%Y` the year, `%B` the month in words, `%H:%M` the time";
        problem(&format!("the date format `{format}` cannot be used: {error}"), [hint.to_owned()])
    })
}

/// A day, at midnight or at the time that follows it; what is said about a time zone is left out.
fn moment(text: &str) -> Option<DateTime> {
    let day = calendar_date(text)?;
    match text.get(11..19) {
        Some(time) => Some(day.to_datetime(time.parse().ok()?)),
        None => Some(day.to_datetime(jiff::civil::Time::midnight())),
    }
}
