//! Findings as the overlay and the status pages show them.

use std::ops::Range;

use serde::Serialize;

use crate::diagnostic::{Code, Diagnostic, Severity, sorted};
use crate::verify::Cause;

/// Findings that are told in full; of more, only their number.
pub const MOST: usize = 200;
/// Characters of a message, a hint or a frame. A site's own words come into them, and those may be endless.
const LONGEST: usize = 4000;
/// Hints of one finding.
const HINTS: usize = 12;

/// What was found wrong, errors first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Findings {
    /// Whether there are errors that keep the site from being shown as it is.
    pub blocked: bool,
    /// How many errors there are, quotations that fail included.
    pub errors: usize,
    /// How many warnings there are.
    pub warnings: usize,
    /// The first of them, by file and place.
    pub findings: Vec<Finding>,
    /// How many there are beside these.
    #[serde(skip_serializing_if = "is_none")]
    pub more: usize,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// The name of its code.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// The file, where it has a place.
    pub file: Option<String>,
    /// Line, from 1.
    pub line: Option<usize>,
    /// Column in code points, from 1.
    pub column: Option<usize>,
    /// The lines of the file with the place marked.
    pub frame: String,
    /// What to do.
    pub hints: Vec<String>,
    /// Whether it is a quotation that fails, which is shown in the text itself.
    pub quotation: bool,
}

impl Findings {
    /// What a browser is told of `diagnostics`, at most `most` of them in full.
    #[must_use]
    pub fn of(diagnostics: &[Diagnostic], most: usize) -> Self {
        let all = errors_first(diagnostics);
        let count = |severity| all.iter().filter(|found| found.severity == severity).count();
        Self {
            blocked: all.iter().any(|found| stands_in_the_way(found)),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            findings: all.iter().take(most).map(|found| Finding::of(found)).collect(),
            more: all.len().saturating_sub(most),
        }
    }
}

impl Findings {
    /// Some of all findings, in the order in which [`Findings::of`] has them.
    #[must_use]
    pub fn part(diagnostics: &[Diagnostic], part: Range<usize>) -> Vec<Finding> {
        let all = errors_first(diagnostics);
        let part = part.start.min(all.len())..part.end.min(all.len());
        all[part].iter().map(|found| Finding::of(found)).collect()
    }
}

fn errors_first(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    let mut all = sorted(diagnostics);
    all.sort_by_key(|found| found.severity);
    all
}

impl Finding {
    fn of(diagnostic: &Diagnostic) -> Self {
        let label = diagnostic.labels.first();
        let place = label.map(|label| label.file.position(label.range.start));
        Self {
            severity: diagnostic.severity,
            code: diagnostic.code.name(),
            message: cut(&diagnostic.message),
            file: label.map(|label| label.file.path.clone()),
            line: place.map(|place| place.line),
            column: place.map(|place| place.column),
            frame: cut(&diagnostic.frame()),
            hints: diagnostic.hints.iter().take(HINTS).map(|hint| cut(hint)).collect(),
            quotation: is_quotation(diagnostic.code),
        }
    }
}

/// Whether a finding keeps the site from being shown as its files are. A quotation that fails does not, for it is marked in
/// the text; nor does a published address that would die: a paragraph that is being rewritten may be without its
/// annotations for a while.
#[must_use]
pub fn stands_in_the_way(found: &Diagnostic) -> bool {
    let is_of_address =
        matches!(found.code, Code::LostPermalink | Code::UnclearPermalink | Code::RetractedPermalink);
    found.severity == Severity::Error && !is_of_address && !is_quotation(found.code)
}

/// Whether a code says that a quotation fails.
#[must_use]
pub fn is_quotation(code: Code) -> bool {
    Cause::ALL.iter().any(|cause| cause.code() == code)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::diagnostic::TextFile;

    fn findings(diagnostics: &[Diagnostic]) -> serde_json::Value {
        serde_json::to_value(Findings::of(diagnostics, 3)).expect("JSON")
    }

    #[test]
    fn a_finding_says_what_and_where() {
        let file = TextFile::new("content/a.md", "one\n<b>Ґґ [x](y)\n");
        let found = Diagnostic::error(Code::BrokenLink, "there is no `y`")
            .at(&file, 15..16, "leads nowhere")
            .hint("write another address");
        let told = findings(&[found]);
        let expected = json!({
            "blocked": true, "errors": 1, "warnings": 0,
            "findings": [{
                "severity": "error", "code": "broken-link", "message": "there is no `y`",
                "file": "content/a.md", "line": 2, "column": 10,
                "frame": " --> content/a.md:2:10\n  |\n2 | <b>Ґґ [x](y)\n  |          ^ leads nowhere",
                "hints": ["write another address"], "quotation": false,
            }],
        });
        assert_eq!(told, expected);
    }

    #[test]
    fn errors_come_first_and_what_is_too_much_is_counted() {
        let file = TextFile::new("content/a.md", "abc");
        let warning = |at: usize| Diagnostic::warning(Code::Untranslated, "w").at(&file, at..at, "");
        let error = Diagnostic::error(Code::Altered, "e").at(&file, 2..3, "");
        let told = findings(&[warning(0), warning(1), warning(1), error, warning(2)]);
        let codes: Vec<&str> = told["findings"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|one| one["code"].as_str())
            .collect();
        assert_eq!(codes, ["quotation-altered", "untranslated", "untranslated"]);
        assert_eq!((&told["more"], &told["errors"], &told["warnings"]), (&json!(1), &json!(1), &json!(3)));
    }

    #[test]
    fn quotations_that_fail_do_not_block() {
        let told =
            findings(&[Diagnostic::error(Code::NotFound, "e"), Diagnostic::warning(Code::Syntax, "w")]);
        assert_eq!((&told["blocked"], &told["findings"][0]["quotation"]), (&json!(false), &json!(true)));
        assert!(!is_quotation(Code::TooShort) && !is_quotation(Code::UnknownSource));
        assert_eq!(findings(&[Diagnostic::error(Code::UnknownSource, "e")])["blocked"], true);
    }

    #[test]
    fn what_has_no_place_has_no_frame() {
        let told = findings(&[Diagnostic::error(Code::MissingConfig, "there is no `ibid.toml`")]);
        assert_eq!(told["findings"][0]["file"], json!(null));
        assert_eq!(told["findings"][0]["line"], json!(null));
        assert_eq!(told["findings"][0]["frame"], "");
    }

    #[test]
    fn nothing_is_endless() {
        let text = "ж".repeat(1 << 20);
        let file = TextFile::new("a.md", text.as_str());
        let found = Diagnostic::error(Code::Internal, text.as_str()).at(&file, 0..text.len(), text.as_str());
        let found = (0..100).fold(found, |found, _| found.hint(text.as_str()));
        let told = findings(&[found]).to_string();
        assert!(told.len() < 200_000, "{}", told.len());
    }

    #[test]
    fn the_frame_shows_the_change_that_settles_it() {
        use crate::diagnostic::{Edit, Fix};
        let file = TextFile::new("a.md", "lost three vehicles");
        let edits =
            vec![Edit { file: std::sync::Arc::clone(&file), range: 5..10, replacement: "two".into() }];
        let fix = Fix { title: "write the source's own words".into(), edits };
        let found = Diagnostic::error(Code::Altered, "e").at(&file, 0..19, "").fixed_by(fix);
        let frame = Finding::of(&found).frame;
        assert!(
            frame.contains("write the source's own words") && frame.contains("lost two vehicles"),
            "{frame}"
        );
        assert!(!frame.starts_with("error"), "{frame}");
    }
}
