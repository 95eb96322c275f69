//! Dates that may be known to the year or the month only.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// A day, a month or a year (EDTF level 0): `2026-01-09`, `2026-01`, `2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// Year, 0 to 9999.
    pub year: i16,
    /// Month, 1 to 12, where it is known.
    pub month: Option<i8>,
    /// Day of the month, where it is known; then the month is, too.
    pub day: Option<i8>,
}

impl PartialDate {
    /// The first day it may mean.
    #[must_use]
    pub fn first_day(self) -> Option<Date> {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok()
    }
}

impl From<Date> for PartialDate {
    fn from(day: Date) -> Self {
        Self { year: day.year(), month: Some(day.month()), day: Some(day.day()) }
    }
}

impl FromStr for PartialDate {
    type Err = ();

    /// Reads a date; what follows a whole date after `T` or a space is a time and is dropped.
    fn from_str(text: &str) -> Result<Self, ()> {
        let has_time = matches!(text.as_bytes().get(10), Some(b'T' | b't' | b' '));
        let day = text.get(..10).filter(|_| has_time);
        let mut parts = day.unwrap_or(text).split('-');
        let year = number(parts.next(), 4)?.ok_or(())?;
        let month = number(parts.next(), 2)?.map(|month| i8::try_from(month).map_err(|_| ())).transpose()?;
        let day = number(parts.next(), 2)?.map(|day| i8::try_from(day).map_err(|_| ())).transpose()?;
        let date = Self { year, month, day };
        if parts.next().is_none() && date.first_day().is_some() { Ok(date) } else { Err(()) }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// A number of exactly so many digits; nothing where there is no part.
fn number(part: Option<&str>, digits: usize) -> Result<Option<i16>, ()> {
    let Some(part) = part else { return Ok(None) };
    if part.len() != digits || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(());
    }
    part.parse().map(Some).map_err(|_| ())
}
