//! Files of data as templates see them: whole values, without anybody to take their keys.

use std::ops::Range;
use std::sync::Arc;

use tera::{Map, Value};

use super::json::Json;
use super::{tree, yaml};
use crate::diagnostic::{Code, Diagnostic, TextFile};

/// What a file of data is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Text as it stands.
    Plain,
    /// TOML: a table.
    Toml,
    /// YAML: any value.
    Yaml,
    /// JSON: any value.
    Json,
    /// Values divided by commas, the first line naming the columns: `{headers, records}`.
    Csv,
}

impl Format {
    /// The format that a file's name ends with; text where it says nothing.
    #[must_use]
    pub fn of_name(path: &str) -> Self {
        match path.rsplit_once('.').map(|(_, ending)| ending) {
            Some("toml") => Self::Toml,
            Some("yaml" | "yml") => Self::Yaml,
            Some("json") => Self::Json,
            Some("csv") => Self::Csv,
            _ => Self::Plain,
        }
    }
}

/// The value that a file holds, with what is wrong with it; a file with faults has no value.
#[must_use]
pub fn data(file: &Arc<TextFile>, format: Format) -> (Option<Value>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let start = if file.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let range = start..file.text.len();
    let value = match format {
        Format::Plain => Some(Value::from(&file.text[start..])),
        Format::Toml => {
            let entries = tree::parse_toml(file, range, &mut diagnostics);
            Some(tree::Value::Table(entries).to_template())
        }
        Format::Yaml => yaml::tree(file, range, &mut diagnostics).map(|node| node.value.to_template()),
        Format::Json => json(file, range, &mut diagnostics),
        Format::Csv => Some(csv(file, range, &mut diagnostics)),
    };
    (value.filter(|_| diagnostics.is_empty()), diagnostics)
}

fn json(file: &Arc<TextFile>, range: Range<usize>, diagnostics: &mut Vec<Diagnostic>) -> Option<Value> {
    let text = &file.text[range.clone()];
    match serde_json::from_str::<Json>(text) {
        Ok(Json(value)) => Some(value),
        Err(error) => {
            let line_start: usize =
                text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
            // Columns are bytes from 1; 0 is the end of the line before.
            let at = range.start + (line_start + error.column().saturating_sub(1)).min(text.len());
            let message = error.to_string();
            let words = message.split(" at line ").next().unwrap_or_default();
            let found = Diagnostic::error(Code::Syntax, format!("this JSON cannot be read: {words}"));
            diagnostics.push(found.at(file, at..at, ""));
            None
        }
    }
}

fn csv(file: &Arc<TextFile>, range: Range<usize>, diagnostics: &mut Vec<Diagnostic>) -> Value {
    let text = &file.text[range.clone()];
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for row in reader.records() {
        match row {
            Ok(row) => rows.push(Value::from(row.iter().map(Value::from).collect::<Vec<_>>())),
            Err(error) => diagnostics.push(wrong_row(file, range.clone(), &error)),
        }
    }
    let headers = if rows.is_empty() { Value::from(Vec::<Value>::new()) } else { rows.remove(0) };
    let mut table = Map::default();
    table.insert("headers".into(), headers);
    table.insert("records".into(), Value::from(rows));
    Value::from(table)
}

/// A row that has not as many values as the first.
pub(super) fn wrong_row(file: &Arc<TextFile>, range: Range<usize>, error: &csv::Error) -> Diagnostic {
    let text = &file.text[range.clone()];
    let at = error.position().and_then(|place| usize::try_from(place.byte()).ok()).unwrap_or_default();
    let at = at.min(text.len());
    let line = text[at..].trim_start_matches(['\r', '\n']);
    let at = text.len() - line.len();
    let end = at + line.find(['\r', '\n']).unwrap_or(line.len());
    let words = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("this row has {len} values and the first one {expected_len}")
        }
        _ => error.to_string(),
    };
    let found = Diagnostic::error(Code::Syntax, format!("this CSV cannot be read: {words}"));
    found.at(file, range.start + at..range.start + end, "")
}
