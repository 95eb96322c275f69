//! SARIF 2.1.0 (OASIS Standard, 2020-03-27), which code scanning services read.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Map, Value, json};

use super::json::pretty;
use super::short::severity_name;
use super::{Code, Diagnostic, Edit, Fix, Label, TextFile};
use crate::embedded;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// The base that paths are relative to (SARIF 3.4.4); whoever reads the file knows where ibid was called.
const ROOT: &str = "SRCROOT";

pub(super) fn render(diagnostics: &[&Diagnostic]) -> String {
    let mut codes: Vec<Code> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let results: Vec<Value> = diagnostics.iter().map(|diagnostic| result(diagnostic, &codes)).collect();
    pretty(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "ibid",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().copied().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { ROOT: { "description": { "text": "the folder in which ibid was called" } } },
            "results": results,
        }],
    }))
}

fn rule(code: Code) -> Value {
    let mut rule = json!({ "id": code.name() });
    if let Some(page) = embedded::explanation(code) {
        rule["shortDescription"] = json!({ "text": page.description });
        rule["help"] = json!({ "text": page.body, "markdown": page.body });
    }
    rule
}

fn result(diagnostic: &Diagnostic, codes: &[Code]) -> Value {
    let mut locations: Vec<Value> = diagnostic.labels.iter().take(1).map(location).collect();
    if locations.is_empty() {
        // Code scanning of GitHub refuses a whole file for one result without a place.
        let config = json!({ "uriBaseId": ROOT, "uri": "ibid.toml" });
        locations.push(json!({ "physicalLocation": { "artifactLocation": config } }));
    }
    let mut result = json!({
        "ruleId": diagnostic.code.name(),
        "ruleIndex": codes.iter().position(|code| *code == diagnostic.code),
        "level": severity_name(diagnostic.severity),
        "message": { "text": message(diagnostic) },
        "locations": locations,
    });
    let related: Vec<Value> = diagnostic.labels.iter().skip(1).map(location).collect();
    if !related.is_empty() {
        result["relatedLocations"] = Value::from(related);
    }
    // A fix that changes nothing is not allowed by the schema.
    if let Some(fix) = diagnostic.fix.as_ref().filter(|fix| !fix.edits.is_empty()) {
        result["fixes"] = json!([change(fix)]);
    }
    result
}

fn message(diagnostic: &Diagnostic) -> String {
    diagnostic.hints.iter().fold(diagnostic.message.clone(), |text, hint| text + "\n" + hint)
}

fn location(label: &Label) -> Value {
    let mut physical = json!({ "artifactLocation": artifact(&label.file) });
    // A file that is no text has no lines to point at.
    if !label.file.text.is_empty() {
        physical["region"] = region(&label.file, &label.range);
    }
    let mut location = json!({ "physicalLocation": physical });
    if !label.message.is_empty() {
        location["message"] = json!({ "text": label.message });
    }
    location
}

fn change(fix: &Fix) -> Value {
    let mut by_file: BTreeMap<&str, (&TextFile, Vec<Value>)> = BTreeMap::new();
    for edit in &fix.edits {
        let file: &TextFile = &edit.file;
        by_file.entry(&file.path).or_insert_with(|| (file, Vec::new())).1.push(replacement(edit));
    }
    let changes: Vec<Value> = by_file
        .into_values()
        .map(|(file, replacements)| json!({ "artifactLocation": artifact(file), "replacements": replacements }))
        .collect();
    json!({ "description": { "text": fix.title }, "artifactChanges": changes })
}

fn replacement(edit: &Edit) -> Value {
    json!({
        "deletedRegion": region(&edit.file, &edit.range),
        "insertedContent": { "text": edit.replacement },
    })
}

fn artifact(file: &TextFile) -> Value {
    let mut artifact = Map::new();
    let uri = if let Some(name) = file.path.strip_prefix("builtin:") {
        format!("ibid:{}", encoded(name))
    } else if file.path.starts_with('/') {
        format!("file://{}", encoded(&file.path))
    } else {
        artifact.insert("uriBaseId".to_owned(), Value::from(ROOT));
        encoded(&file.path)
    };
    artifact.insert("uri".to_owned(), Value::from(uri));
    Value::Object(artifact)
}

/// A path as a relative reference of RFC 3986.
fn encoded(path: &str) -> String {
    const KEPT: &percent_encoding::AsciiSet =
        &percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    percent_encoding::utf8_percent_encode(path, KEPT).to_string()
}

fn region(file: &TextFile, range: &Range<usize>) -> Value {
    let (start, end) = file.positions(range);
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}
