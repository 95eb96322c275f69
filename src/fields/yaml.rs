//! YAML front matter, read into the same values.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Location, Spanned};

use super::tree::{Entry, Node, Value};
use crate::diagnostic::{Code, Diagnostic, TextFile};

/// Reads the YAML that stands in `range` of the file.
pub(super) fn parse(
    file: &Arc<TextFile>,
    range: Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Entry> {
    let text = &file.text[range.clone()];
    if text.trim().is_empty() {
        return Vec::new();
    }
    match tree(file, range.clone(), diagnostics).map(|node| node.value) {
        Some(Value::Table(entries)) => entries,
        Some(_) => {
            let found = Diagnostic::error(Code::Syntax, "YAML front matter must be a table of `key: value`");
            diagnostics.push(found.at(file, range, ""));
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// Reads any YAML that stands in `range` of the file.
pub(super) fn tree(
    file: &Arc<TextFile>,
    range: Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Node> {
    let text = &file.text[range.clone()];
    // `y` and `no` are words: only `true` and `false` are truth values, as in YAML 1.2.
    let options = serde_saphyr::options! { strict_booleans: true };
    match serde_saphyr::from_str_with_options::<Spanned<Tree>>(text, options) {
        Ok(read) => Some(node(text, range.start, read)),
        Err(error) => {
            let place = error.location().map_or(0, |location| offset(text, location));
            let message = error.without_snippet().to_string();
            // What follows is advice for whoever calls the library.
            let first = message.lines().next().unwrap_or_default().split(", set ").next().unwrap_or_default();
            // The place is told by the label.
            let first = first.split(" at line ").next().unwrap_or_default();
            let found = Diagnostic::error(Code::Syntax, format!("this YAML cannot be read: {first}"));
            let at = range.start + place;
            diagnostics.push(found.at(file, at..at, ""));
            None
        }
    }
}

enum Tree {
    Null,
    Boolean(bool),
    Integer(i64),
    Float(f64),
    String(String),
    List(Vec<Spanned<Tree>>),
    Map(Vec<(String, Spanned<Tree>)>),
}

fn entry(text: &str, start: usize, key: String, value: Spanned<Tree>) -> Entry {
    let node = node(text, start, value);
    // The library gives places for values only: the key stands before its value.
    let before = &text[..(node.range.start - start).min(text.len())];
    let at = start + before.rfind(key.as_str()).unwrap_or(0);
    Entry { key_range: at..at + key.len(), key, node }
}

fn node(text: &str, start: usize, spanned: Spanned<Tree>) -> Node {
    let at = offset(text, spanned.referenced);
    let line_end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    let range = start + at..start + line_end.max(at);
    let value = match spanned.value {
        Tree::Null => Value::Null,
        Tree::Boolean(is) => Value::Boolean(is),
        Tree::Integer(number) => Value::Integer(number),
        Tree::Float(number) => Value::Float(number),
        Tree::String(text) => Value::String(text),
        Tree::List(items) => Value::List(items.into_iter().map(|item| node(text, start, item)).collect()),
        Tree::Map(pairs) => {
            Value::Table(pairs.into_iter().map(|(key, value)| entry(text, start, key, value)).collect())
        }
    };
    Node { value, range }
}

/// Bytes before a place that is given by line and column (both from 1, columns in characters).
fn offset(text: &str, location: Location) -> usize {
    let line = usize::try_from(location.line()).unwrap_or(1).max(1);
    let column = usize::try_from(location.column()).unwrap_or(1).max(1);
    let before: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let rest = &text[before..];
    before + rest.char_indices().nth(column - 1).map_or(rest.len(), |(at, _)| at)
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_none<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        Tree::deserialize(deserializer)
    }

    fn visit_bool<E>(self, is: bool) -> Result<Tree, E> {
        Ok(Tree::Boolean(is))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Tree, E> {
        Ok(Tree::Integer(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Tree, E> {
        Ok(i64::try_from(number).map_or(Tree::String(number.to_string()), Tree::Integer))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Tree, E> {
        Ok(Tree::Float(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Tree::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Tree, A::Error> {
        let mut map = Vec::new();
        while let Some(pair) = pairs.next_entry()? {
            map.push(pair);
        }
        Ok(Tree::Map(map))
    }
}
