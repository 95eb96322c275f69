//! One line for each finding, which editors and `grep` understand.

use std::fmt::Write;

use super::{Diagnostic, Position, Severity};

pub(super) fn render(diagnostics: &[&Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        if let Some(label) = diagnostic.labels.first() {
            let Position { line, column } = label.file.position(label.range.start);
            // Writing to a string cannot fail.
            let _ = write!(out, "{}:{line}:{column}: ", one_line(&label.file.path));
        }
        let severity = severity_name(diagnostic.severity);
        let _ = writeln!(out, "{severity}[{}]: {}", diagnostic.code, one_line(&diagnostic.message));
    }
    out
}

/// The word for a severity, as most formats have it.
pub(super) fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The text on one line, without what a terminal would take for a command: an archived source may be hostile.
pub(super) fn one_line(text: &str) -> String {
    harmless(text).replace('\n', " ")
}

/// The text with pictures of control characters in place of them, line ends excepted.
pub(super) fn harmless(text: &str) -> String {
    annotate_snippets::normalize_untrusted_str(&text.replace("\r\n", "\n"))
}
