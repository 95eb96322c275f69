//! The template engine's reports on names that it does not know, read back from its text: it gives them no other way.

use std::ops::Range;

/// One report.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Report<'a> {
    /// What is wrong, in the engine's words.
    pub message: &'a str,
    /// The name of the template.
    pub template: &'a str,
    /// Line and column, both from 1; columns count characters.
    place: (usize, usize),
}

impl Report<'_> {
    /// The name that is meant: it stands in backticks.
    pub(super) fn name(&self) -> &str {
        self.message.split('`').nth(1).unwrap_or_default()
    }

    /// The place in the template's text: the name where it stands there, else the place alone.
    pub(super) fn range(&self, text: &str) -> Range<usize> {
        let (line, column) = self.place;
        let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let rest = text[before..].split('\n').next().unwrap_or_default();
        let within = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
        let named = rest[within..].find(self.name()).map_or(within..within, |at| {
            let start = within + at;
            start..start + self.name().len()
        });
        before + named.start..before + named.end
    }
}

/// All reports in a message of the engine.
pub(super) fn reports(message: &str) -> Vec<Report<'_>> {
    let mut found = Vec::new();
    let mut lines = message.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(message) = line.strip_prefix("error: ") else { continue };
        let place = lines.peek().and_then(|next| next.trim_start().strip_prefix("--> "));
        found.extend(place.and_then(|place| report(message, place)));
    }
    found
}

/// `place` is `name:line:column`.
fn report<'a>(message: &'a str, place: &'a str) -> Option<Report<'a>> {
    let (place, column) = place.rsplit_once(':')?;
    let (template, line) = place.rsplit_once(':')?;
    Some(Report { message, template, place: (line.parse().ok()?, column.parse().ok()?) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_report_is_read_with_its_place() {
        let message = "error: Unknown filter `f`\n --> a.html:2:6\n  |\n2 | é {{ 1 | f }}\n  |      ^\n\n\
                       error: Unknown component `c`\n   --> b:c.html:101:5\n    |\n101 | {{<c />}}\n    |   ^";
        let found = reports(message);
        assert_eq!(
            (found[0].message, found[0].template, found[0].name()),
            ("Unknown filter `f`", "a.html", "f")
        );
        assert_eq!(found[0].range("x\né {{ 1 | f }}\n"), 12..13);
        assert_eq!((found[1].template, found[1].place), ("b:c.html", (101, 5)));
        assert_eq!(found[1].range("x"), 1..1);
        assert_eq!(reports("Component `a` is defined in both `b` and `c`"), []);
    }
}
