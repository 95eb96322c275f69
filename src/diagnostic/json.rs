//! An array of findings for programs: every label and edit with its bytes and its lines and columns.

use std::ops::Range;

use serde_json::{Value, json};

use super::short::severity_name;
use super::{Diagnostic, Edit, Fix, Label, TextFile, position};

pub(super) fn render(diagnostics: &[&Diagnostic]) -> String {
    let all = diagnostics.iter().copied().map(finding).collect();
    pretty(&Value::Array(all))
}

/// A value as text that ends with a line end.
pub(super) fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

fn finding(diagnostic: &Diagnostic) -> Value {
    json!({
        "code": diagnostic.code.name(),
        "severity": severity_name(diagnostic.severity),
        "message": diagnostic.message,
        "labels": diagnostic.labels.iter().map(label).collect::<Vec<_>>(),
        "hints": diagnostic.hints,
        "fix": diagnostic.fix.as_ref().map(fix),
    })
}

fn label(label: &Label) -> Value {
    let mut value = place(&label.file, &label.range);
    value["message"] = Value::from(label.message.as_str());
    value
}

fn fix(fix: &Fix) -> Value {
    json!({ "title": fix.title, "edits": fix.edits.iter().map(edit).collect::<Vec<_>>() })
}

fn edit(edit: &Edit) -> Value {
    let mut value = place(&edit.file, &edit.range);
    value["replacement"] = Value::from(edit.replacement.as_str());
    value
}

fn place(file: &TextFile, range: &Range<usize>) -> Value {
    let bytes = position::clamp(&file.text, range);
    let (start, end) = file.positions(range);
    json!({
        "file": file.path,
        "bytes": { "start": bytes.start, "end": bytes.end },
        "start": { "line": start.line, "column": start.column },
        "end": { "line": end.line, "column": end.column },
    })
}
