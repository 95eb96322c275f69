//! Workflow commands of GitHub Actions, which become annotations beside the changed lines.
//!
//! The form is the one of GitHub's page "Workflow commands for GitHub Actions".

use std::fmt::Write;

use super::short::severity_name;
use super::{Diagnostic, Severity};

pub(super) fn render(diagnostics: &[&Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let command = match diagnostic.severity {
            Severity::Note => "notice",
            other => severity_name(other),
        };
        let _ = write!(out, "::{command} ");
        if let Some(label) = diagnostic.labels.first() {
            let (start, end) = label.file.positions(&label.range);
            let _ = write!(out, "file={},line={},", property(&label.file.path), start.line);
            // GitHub refuses columns for a place that spans lines.
            if start.line == end.line {
                let _ = write!(out, "col={},endColumn={},", start.column, end.column);
            } else {
                let _ = write!(out, "endLine={},", end.line);
            }
        }
        let title = property(diagnostic.code.name());
        let _ = writeln!(out, "title={title}::{}", data(&message(diagnostic)));
    }
    out
}

fn message(diagnostic: &Diagnostic) -> String {
    let label = diagnostic.labels.first().map(|label| &label.message).filter(|message| !message.is_empty());
    let fix = diagnostic.fix.as_ref().map(|fix| &fix.title);
    let parts = label.into_iter().chain(&diagnostic.hints).chain(fix);
    parts.fold(diagnostic.message.clone(), |text, part| text + "\n" + part)
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
