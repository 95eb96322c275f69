//! Tables whose keys are the writer's own: texts by name, tables by name.

use std::ops::Range;

use super::Fields;
use super::tree::{Entry, Node, Value};
use crate::diagnostic::{Code, Diagnostic};

/// A text under a name, in one form or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The name.
    pub key: String,
    /// Where the name stands.
    pub key_range: Range<usize>,
    /// One form without a name, or any number with names.
    pub forms: Vec<TextForm>,
}

/// One form of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextForm {
    /// Its name where there are several: `one`, `other`.
    pub name: Option<String>,
    /// The text.
    pub text: String,
    /// Where the text stands.
    pub range: Range<usize>,
}

impl Fields {
    /// All that is left, each a string or a table of strings; nothing is unknown afterwards.
    pub fn texts(&mut self) -> Vec<Text> {
        let entries = std::mem::take(&mut self.entries);
        entries.into_iter().filter_map(|entry| self.text(entry)).collect()
    }

    fn text(&mut self, entry: Entry) -> Option<Text> {
        let Entry { key, key_range, node } = entry;
        let forms = match node.value {
            Value::Table(forms) => {
                forms.into_iter().filter_map(|form| self.form(Some(form.key), form.node)).collect()
            }
            _ => self.form(None, node).into_iter().collect::<Vec<_>>(),
        };
        if forms.is_empty() {
            return None;
        }
        Some(Text { key, key_range, forms })
    }

    fn form(&mut self, name: Option<String>, node: Node) -> Option<TextForm> {
        match node.value {
            Value::String(text) => Some(TextForm { name, text, range: node.range }),
            other => {
                let message = format!("a word must be a string, not {}", other.kind());
                let found = Diagnostic::error(Code::InvalidValue, message)
                    .at(&self.file, node.range, "expected a string")
                    .hint("forms for numbers are a table: `pages = { one = \"{count} page\", other = \"{count} pages\" }`");
                self.diagnostics.push(found);
                None
            }
        }
    }

    /// All that is left, each a table under a name, with the place of the name; nothing is unknown afterwards. Each one's
    /// [`finish`](Self::finish) has to be called.
    pub fn tables_by_name(&mut self) -> Vec<(String, Range<usize>, Self)> {
        let entries = std::mem::take(&mut self.entries);
        let mut tables = Vec::with_capacity(entries.len());
        for Entry { key, key_range, node } in entries {
            match node.value {
                Value::Table(entries) => {
                    let table = Self { entries, ..Self::empty(&self.file, node.range) };
                    tables.push((key, key_range, table));
                }
                _ => self.report_type(&key, "a table", &node),
            }
        }
        tables
    }
}
