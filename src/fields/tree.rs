//! Values with places, whatever they were written in.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic, TextFile};

#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_range: Range<usize>,
    pub(super) node: Node,
}

#[derive(Debug)]
pub(super) struct Node {
    pub(super) value: Value,
    pub(super) range: Range<usize>,
}

#[derive(Debug)]
pub(super) enum Value {
    String(String),
    Integer(i64),
    Float(f64),
    Boolean(bool),
    /// A TOML date, time or both, as written.
    Datetime(String),
    Null,
    List(Vec<Node>),
    Table(Vec<Entry>),
}

impl Value {
    pub(super) fn string(&self) -> Option<String> {
        match self {
            Value::String(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// What it is called in a message.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Value::String(_) => "a string",
            Value::Integer(_) => "a whole number",
            Value::Float(_) => "a number with a fraction",
            Value::Boolean(_) => "`true` or `false`",
            Value::Datetime(_) => "a date or time",
            Value::Null => "nothing",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }

    pub(super) fn to_template(&self) -> tera::Value {
        match self {
            Value::String(text) | Value::Datetime(text) => tera::Value::from(text.as_str()),
            Value::Integer(number) => tera::Value::from(*number),
            Value::Float(number) => tera::Value::from(*number),
            Value::Boolean(is) => tera::Value::from(*is),
            Value::Null => tera::Value::none(),
            Value::List(nodes) => {
                tera::Value::from(nodes.iter().map(|node| node.value.to_template()).collect::<Vec<_>>())
            }
            Value::Table(entries) => {
                let mut map = tera::Map::default();
                for entry in entries {
                    map.insert(tera::value::Key::from(entry.key.clone()), entry.node.value.to_template());
                }
                tera::Value::from(map)
            }
        }
    }
}

/// The calendar date at the beginning of `text`: `2026-01-09`, or the same with a time after it.
#[must_use]
pub fn calendar_date(text: &str) -> Option<Date> {
    let day = text.get(..10)?;
    let follows = text[10..].chars().next();
    if follows.is_some_and(|next| !matches!(next, 'T' | 't' | ' ')) {
        return None;
    }
    day.parse().ok()
}

/// Reads the TOML that stands in `range` of the file; what cannot be read is reported, the rest is used.
pub(super) fn parse_toml(
    file: &Arc<TextFile>,
    range: Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Entry> {
    let start = range.start;
    let (table, errors) = DeTable::parse_recoverable(&file.text[range.clone()]);
    for error in errors {
        let span = error.span().map_or(range.clone(), |span| span.start + start..span.end + start);
        let message = format!("this TOML cannot be read: {}", error.message().trim());
        diagnostics.push(Diagnostic::error(Code::Syntax, message).at(file, span, ""));
    }
    entries(table.get_ref(), start)
}

fn entries(table: &DeTable<'_>, start: usize) -> Vec<Entry> {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_range: key.span().start + start..key.span().end + start,
            node: node(value, start),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_range.start);
    entries
}

fn node(value: &toml::Spanned<DeValue<'_>>, start: usize) -> Node {
    let range = value.span().start + start..value.span().end + start;
    let value = match value.get_ref() {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(number) => {
            let digits = number.as_str().replace('_', "");
            match i64::from_str_radix(&digits, number.radix()) {
                Ok(number) => Value::Integer(number),
                Err(_) => Value::Float(digits.parse().unwrap_or(f64::INFINITY)),
            }
        }
        DeValue::Float(number) => Value::Float(number.as_str().replace('_', "").parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(is) => Value::Boolean(*is),
        DeValue::Datetime(when) => Value::Datetime(when.to_string()),
        DeValue::Array(items) => Value::List(items.iter().map(|item| node(item, start)).collect()),
        DeValue::Table(table) => Value::Table(entries(table, start)),
    };
    Node { value, range }
}
