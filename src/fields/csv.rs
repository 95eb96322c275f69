//! CSV as a list of tables: the first line has the names, every other line is a table.

use std::ops::Range;
use std::sync::Arc;

use super::data::wrong_row;
use super::tree::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, TextFile};

/// Reads the lines of a file; a table's values all have the place of their line. What is empty is left out, and
/// `true` and `false` are truth values.
pub(super) fn parse(file: &Arc<TextFile>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Node> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(file.text.as_bytes());
    let names = match reader.headers() {
        Ok(names) => names.clone(),
        Err(error) => {
            diagnostics.push(wrong_row(file, 0..file.text.len(), &error));
            return Vec::new();
        }
    };
    let mut lines = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let start = record.position().map_or(0, |place| to_place(place.byte()));
                let range = line(&file.text, start);
                let values = names.iter().zip(&record).filter(|(_, value)| !value.is_empty());
                let entries = values.map(|(name, text)| entry(name, text, &range)).collect();
                lines.push(Node { value: Value::Table(entries), range });
            }
            Err(error) => diagnostics.push(wrong_row(file, 0..file.text.len(), &error)),
        }
    }
    lines
}

fn entry(name: &str, text: &str, range: &Range<usize>) -> Entry {
    let value = match text {
        "true" => Value::Boolean(true),
        "false" => Value::Boolean(false),
        _ => Value::String(text.to_owned()),
    };
    let node = Node { value, range: range.clone() };
    Entry { key: name.to_owned(), key_range: range.clone(), node }
}

fn to_place(byte: u64) -> usize {
    usize::try_from(byte).unwrap_or_default()
}

/// The line that begins at or, after line ends, behind a byte.
fn line(text: &str, start: usize) -> Range<usize> {
    let rest = text.get(start..).unwrap_or_default();
    let skipped = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    let start = (start + skipped).min(text.len());
    let length = text[start..].find(['\r', '\n']).unwrap_or(text.len() - start);
    start..start + length
}
