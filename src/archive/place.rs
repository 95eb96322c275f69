//! Marks of pages and times: `<!-- page 4 -->`, `<!-- t 00:12:03 -->`.

/// A place in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// A page begins, with its number or name.
    Page(String),
    /// A time is reached, in seconds.
    Time(u32),
}

/// What is wrong with a comment that was meant as a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BadMark {
    NoPage,
    ManyWords,
    NoTime,
}

impl BadMark {
    pub(super) fn message(self) -> &'static str {
        match self {
            BadMark::NoPage => "this page mark names no page",
            BadMark::ManyWords => "this page mark names more than one page",
            BadMark::NoTime => "this time mark names no time that can be read",
        }
    }

    pub(super) fn hint(self) -> &'static str {
        match self {
            BadMark::NoPage | BadMark::ManyWords => {
                "write one word after `page`, as in `<!-- page 4 -->` or `<!-- page iv -->`"
            }
            BadMark::NoTime => {
                "write minutes and seconds or hours, minutes and seconds, as in `<!-- t 12:03 -->` or `<!-- t 1:12:03 -->`"
            }
        }
    }
}

/// The mark in an HTML comment (`<!--` and `-->` included); nothing where the comment is an ordinary one.
pub(super) fn mark(comment: &str) -> Option<Result<Mark, BadMark>> {
    let inner = comment.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    let mut words = inner.split_whitespace();
    let name = words.next()?;
    let (first, second) = (words.next(), words.next());
    if name.eq_ignore_ascii_case("page") {
        Some(match (first, second) {
            (None, _) => Err(BadMark::NoPage),
            (Some(label), None) => Ok(Mark::Page(label.to_owned())),
            (Some(_), Some(_)) => Err(BadMark::ManyWords),
        })
    } else if name.eq_ignore_ascii_case("t") {
        let time = first.filter(|_| second.is_none()).and_then(seconds);
        Some(time.map(Mark::Time).ok_or(BadMark::NoTime))
    } else {
        None
    }
}

/// The seconds in `M:SS`, `H:MM:SS` or either with a fraction (which is dropped).
#[must_use]
pub fn seconds(time: &str) -> Option<u32> {
    let whole = match time.split_once('.') {
        Some((whole, fraction)) if is_number(fraction) => whole,
        Some(_) => return None,
        None => time,
    };
    let parts: Vec<u32> = whole
        .split(':')
        .map(|part| if is_number(part) { part.parse().ok() } else { None })
        .collect::<Option<_>>()?;
    match parts[..] {
        [minutes, seconds] if seconds < 60 => minutes.checked_mul(60)?.checked_add(seconds),
        [hours, minutes, seconds] if minutes < 60 && seconds < 60 => {
            hours.checked_mul(3600)?.checked_add(minutes * 60 + seconds)
        }
        _ => None,
    }
}

/// A time as `H:MM:SS`, or `M:SS` below one hour.
#[must_use]
pub fn clock(seconds: u32) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

fn is_number(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}
