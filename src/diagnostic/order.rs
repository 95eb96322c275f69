//! The order in which findings are shown.

use std::cmp::Ordering;

use super::{Diagnostic, Label};

/// The findings by file, place, and code, each once. Findings without a place come first.
#[must_use]
pub fn sorted(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    let mut all: Vec<&Diagnostic> = diagnostics.iter().collect();
    all.sort_by(|a, b| compare(a, b));
    all.dedup();
    all
}

fn compare(a: &Diagnostic, b: &Diagnostic) -> Ordering {
    place(a.labels.first())
        .cmp(&place(b.labels.first()))
        .then_with(|| a.code.name().cmp(b.code.name()))
        .then_with(|| a.severity.cmp(&b.severity))
        .then_with(|| a.message.cmp(&b.message))
        .then_with(|| a.labels.iter().map(full).cmp(b.labels.iter().map(full)))
        .then_with(|| a.hints.cmp(&b.hints))
}

fn place(label: Option<&Label>) -> Option<(&str, usize, usize)> {
    label.map(|label| (label.file.path.as_str(), label.range.start, label.range.end))
}

fn full(label: &Label) -> (&str, usize, usize, &str) {
    (&label.file.path, label.range.start, label.range.end, &label.message)
}
