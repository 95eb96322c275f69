//! Dates in other forms.

use jiff::civil::Date;
use tera::{Error, Kwargs, State, TeraResult};

use crate::fields::calendar_date;

/// `date(format="%d.%m.%Y")`: a date in another form; without `format`, `2026-01-09`.
#[expect(clippy::needless_pass_by_value, reason = "the signature that the engine wants of a filter")]
pub(super) fn date(text: &str, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    let day: Date = calendar_date(text).ok_or_else(|| Error::message(format!("`{text}` is not a date")))?;
    let format = kwargs.get::<&str>("format")?.unwrap_or("%Y-%m-%d");
    jiff::fmt::strtime::format(format, day)
        .map_err(|error| Error::message(format!("the date format `{format}` cannot be used: {error}")))
}
