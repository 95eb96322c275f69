//! Dates in other forms.

use jiff::civil::DateTime;
use tera::{Kwargs, State, TeraResult, Value};

use super::arguments::Arguments;
use super::{problem, wanted};
use crate::fields::calendar_date;

/// `date(format="%d.%m.%Y")`: a date in another form; without `format`, `2026-01-09`.
#[expect(clippy::needless_pass_by_value, reason = "the signature that the engine wants of a filter")]
pub(super) fn date(value: &Value, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    let arguments = Arguments::of("date", &["format"], &kwargs)?;
    let text = value.as_str().ok_or_else(|| wanted("date", "a date such as 2026-01-09", value))?;
    let hint = || "a date is like `2026-01-09` or `2026-01-09T14:30:00`".to_owned();
    let time = moment(text).ok_or_else(|| problem(&format!("`{text}` is not a date"), [hint()]))?;
    let format = arguments.text("format")?.unwrap_or("%Y-%m-%d");
    jiff::fmt::strtime::format(format, time).map_err(|error| {
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
