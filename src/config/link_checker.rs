//! `[link_checker]`: how links out of the site are checked.

use std::ops::Range;
use std::time::Duration;

use crate::diagnostic::Severity;
use crate::fields::Fields;

/// How links out of the site are checked (`ibid check --external`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkChecker {
    /// Addresses that are not asked for.
    pub ignore: Vec<Pattern>,
    /// Addresses whose anchors are not looked for.
    pub ignore_anchors: Vec<Pattern>,
    /// How long it is remembered that a link was fine; other answers are remembered for a day at most.
    pub max_age: Duration,
    /// Whether addresses inside private networks are asked.
    pub allow_private: bool,
    /// How long one answer may take.
    pub timeout: Duration,
    /// How much a dead link matters.
    pub level: Severity,
}

impl Default for LinkChecker {
    fn default() -> Self {
        Self {
            ignore: Vec::new(),
            ignore_anchors: Vec::new(),
            max_age: days(7),
            allow_private: false,
            timeout: Duration::from_secs(20),
            level: Severity::Error,
        }
    }
}

/// A form of addresses in which `*` stands for any characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(String);

impl Pattern {
    /// All addresses that begin like this.
    #[must_use]
    pub fn prefix(start: &str) -> Self {
        Self(format!("{start}*"))
    }

    /// Addresses of exactly this form.
    #[must_use]
    pub fn new(form: &str) -> Self {
        Self(form.to_owned())
    }

    /// Whether an address has this form.
    #[must_use]
    pub fn fits(&self, address: &str) -> bool {
        let mut parts = self.0.split('*');
        let Some(mut rest) = parts.next().and_then(|first| address.strip_prefix(first)) else { return false };
        let Some(last) = parts.next_back() else { return rest.is_empty() };
        for part in parts {
            let Some(at) = rest.find(part) else { return false };
            rest = &rest[at + part.len()..];
        }
        rest.ends_with(last)
    }
}

/// Reads the table.
pub(super) fn read(fields: &mut Fields) -> LinkChecker {
    let mut checker = LinkChecker::default();
    let Some(mut table) = fields.table("link_checker") else { return checker };
    checker.ignore = patterns(&mut table, "skip_prefixes", Pattern::prefix);
    checker.ignore.extend(patterns(&mut table, "ignore", Pattern::new));
    checker.ignore_anchors = patterns(&mut table, "skip_anchor_prefixes", Pattern::prefix);
    checker.max_age = number(&mut table, "max_age_days", 0..3651).map_or(checker.max_age, days);
    checker.timeout = number(&mut table, "timeout", 1..301).map_or(checker.timeout, Duration::from_secs);
    checker.allow_private = table.boolean("allow_private").unwrap_or_default();
    let levels = [("error", Severity::Error), ("warn", Severity::Warning)];
    checker.level = table.choice("external_level", &levels).unwrap_or(checker.level);
    fields.adopt(table);
    checker
}

fn days(count: u64) -> Duration {
    Duration::from_hours(24 * count)
}

/// Forms of addresses. One that begins with neither scheme would never fit, or fit everything.
fn patterns(table: &mut Fields, key: &'static str, make: fn(&str) -> Pattern) -> Vec<Pattern> {
    let forms = table.strings(key).unwrap_or_default();
    let is_sound = |form: &&String| form.starts_with("https://") || form.starts_with("http://");
    if let Some(wrong) = forms.iter().find(|form| !is_sound(form)) {
        table.invalid(key, format!("`{wrong}` in `{key}` must begin with `https://` or `http://`"));
    }
    forms.iter().filter(is_sound).map(|form| make(form)).collect()
}

fn number(table: &mut Fields, key: &'static str, allowed: Range<u64>) -> Option<u64> {
    let number = table.integer(key)?;
    let fitting = u64::try_from(number).ok().filter(|number| allowed.contains(number));
    if fitting.is_none() {
        let last = allowed.end - 1;
        table.invalid(key, format!("`{key}` must be a whole number from {} to {last}", allowed.start));
    }
    fitting
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        for (form, address, fits) in [
            ("https://a.org/*", "https://a.org/", true),
            ("https://a.org/*", "https://a.org/b/c", true),
            ("https://a.org/*", "https://a.org.evil/", false),
            ("https://*.a.org/*.pdf", "https://www.a.org/x/y.pdf", true),
            ("https://*.a.org/*.pdf", "https://www.a.org/x/y.html", false),
            ("https://a.org/", "https://a.org/b", false),
            ("https://a*a", "https://a", false),
            ("https://a**b", "https://a1b", true),
        ] {
            assert_eq!(Pattern::new(form).fits(address), fits, "{form} {address}");
        }
        assert!(Pattern::prefix("https://a.org").fits("https://a.org/b"));
    }
}
