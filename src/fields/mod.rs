//! Front matter and configuration: the values of a TOML or YAML table with their places.
//!
//! A phase takes the values it knows one by one; what is left over at the end is unknown and reported with the
//! nearest key that would have been taken. So one run tells all that is wrong with a table, each at its place.

mod csv;
mod data;
mod front_matter;
mod json;
mod texts;
mod tree;
mod yaml;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, TextFile};
pub use data::{Format, data};
pub use texts::{Text, TextForm};
pub use tree::calendar_date;
use tree::{Entry, Node, Value};

#[cfg(test)]
mod tests;

/// One of several values in a list.
#[derive(Debug)]
pub enum Item {
    /// A string with its place.
    Text(String, Range<usize>),
    /// A table; its own [`finish`](Fields::finish) has to be called.
    Table(Fields),
}

/// The values of a table with their places, taken one by one.
#[derive(Debug)]
pub struct Fields {
    file: Arc<TextFile>,
    /// Where the table stands; labels of missing keys point to its first line.
    place: Range<usize>,
    entries: Vec<Entry>,
    taken: Vec<(&'static str, Range<usize>)>,
    asked: Vec<Cow<'static, str>>,
    diagnostics: Vec<Diagnostic>,
}

impl Fields {
    /// The front matter of a content file (TOML between `+++`, YAML between `---`, or none), and the byte at
    /// which the body begins.
    #[must_use]
    pub fn of_content(file: &Arc<TextFile>) -> (Self, usize) {
        let (block, body) = front_matter::split(file);
        let mut fields = Self::empty(file, 0..0);
        match block {
            front_matter::Block::None => {}
            front_matter::Block::Unclosed(diagnostic) => fields.diagnostics.push(*diagnostic),
            front_matter::Block::Toml(range) => fields.read_toml(range),
            front_matter::Block::Yaml(range) => fields.read_yaml(range),
        }
        (fields, body)
    }

    /// A whole TOML file.
    #[must_use]
    pub fn of_toml(file: &Arc<TextFile>) -> Self {
        let mut fields = Self::empty(file, 0..0);
        fields.read_toml(0..file.text.len());
        fields
    }

    /// A whole YAML file, which may be a JSON file.
    #[must_use]
    pub fn of_yaml(file: &Arc<TextFile>) -> Self {
        let mut fields = Self::empty(file, 0..0);
        fields.read_yaml(0..file.text.len());
        fields
    }

    /// A whole CSV file, its lines as a list of tables under `key`.
    #[must_use]
    pub fn of_csv(file: &Arc<TextFile>, key: &str) -> Self {
        let mut fields = Self::empty(file, 0..0);
        let lines = csv::parse(file, &mut fields.diagnostics);
        let node = Node { value: Value::List(lines), range: 0..0 };
        fields.entries.push(Entry { key: key.to_owned(), key_range: 0..0, node });
        fields
    }

    /// A table without values, for a file that is not there.
    #[must_use]
    pub fn empty(file: &Arc<TextFile>, place: Range<usize>) -> Self {
        Self {
            file: Arc::clone(file),
            place,
            entries: Vec::new(),
            taken: Vec::new(),
            asked: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    fn read_toml(&mut self, range: Range<usize>) {
        self.place = range.clone();
        self.entries = tree::parse_toml(&self.file, range, &mut self.diagnostics);
    }

    fn read_yaml(&mut self, range: Range<usize>) {
        self.place = range.clone();
        self.entries = yaml::parse(&self.file, range, &mut self.diagnostics);
    }

    /// Whether the file could be read so badly that its values mean nothing: a missing key is then no news.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.diagnostics.iter().any(|found| matches!(found.code, Code::Syntax | Code::UnclosedFrontMatter))
    }

    fn take(&mut self, key: &'static str) -> Option<Node> {
        self.asked.push(key.into());
        let at = self.entries.iter().position(|entry| entry.key == key)?;
        let entry = self.entries.remove(at);
        self.taken.push((key, entry.node.range.clone()));
        Some(entry.node)
    }

    fn take_as<T>(
        &mut self,
        key: &'static str,
        wanted: &str,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Option<T> {
        let node = self.take(key)?;
        let value = read(&node.value);
        if value.is_none() {
            self.report_type(key, wanted, &node);
        }
        value
    }

    fn report_type(&mut self, key: &str, wanted: &str, node: &Node) {
        let message = format!("`{key}` must be {wanted}, not {}", node.value.kind());
        let found = Diagnostic::error(Code::InvalidValue, message);
        self.diagnostics.push(found.at(&self.file, node.range.clone(), format!("expected {wanted}")));
    }

    /// A string.
    pub fn string(&mut self, key: &'static str) -> Option<String> {
        self.take_as(key, "a string", Value::string)
    }

    /// A string, or a whole number as one.
    pub fn string_or_number(&mut self, key: &'static str) -> Option<String> {
        self.take_as(key, "a string or a whole number", |value| match value {
            Value::Integer(number) => Some(number.to_string()),
            one => one.string(),
        })
    }

    /// A list of strings, or one string as a list of one.
    pub fn strings(&mut self, key: &'static str) -> Option<Vec<String>> {
        let found = self.take_strings(key)?;
        Some(found.into_iter().map(|(text, _)| text).collect())
    }

    /// A list of strings (or one string), each with its place.
    pub fn strings_with_places(&mut self, key: &'static str) -> Vec<(String, Range<usize>)> {
        self.take_strings(key).unwrap_or_default()
    }

    fn take_strings(&mut self, key: &'static str) -> Option<Vec<(String, Range<usize>)>> {
        let node = self.take(key)?;
        let found = strings_of(&node);
        found.map_err(|wrong| self.report_type(key, "a string or a list of strings", wrong)).ok()
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, key: &'static str) -> Option<bool> {
        self.take_as(key, "`true` or `false`", |value| match value {
            Value::Boolean(is) => Some(*is),
            _ => None,
        })
    }

    /// A whole number.
    pub fn integer(&mut self, key: &'static str) -> Option<i64> {
        self.take_as(key, "a whole number", |value| match value {
            Value::Integer(number) => Some(*number),
            _ => None,
        })
    }

    /// A calendar date: a TOML date or date-time, or a string that begins with one (`2026-01-09`).
    pub fn date(&mut self, key: &'static str) -> Option<Date> {
        self.take_as(key, "a date such as 2026-01-09", |value| match value {
            Value::Datetime(text) | Value::String(text) => calendar_date(text),
            _ => None,
        })
    }

    /// A date as it was written: a TOML date, or a string such as `2026-01` (checked by the caller).
    pub fn date_text(&mut self, key: &'static str) -> Option<String> {
        self.take_as(key, "a date such as 2026-01-09", |value| match value {
            Value::Datetime(text) | Value::String(text) => Some(text.clone()),
            Value::Integer(year) => Some(year.to_string()),
            _ => None,
        })
    }

    /// One of the given words.
    pub fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
        let node = self.take(key)?;
        let word = node.value.string();
        let found = choices.iter().find(|(name, _)| Some(*name) == word.as_deref());
        if let Some((_, value)) = found {
            return Some(*value);
        }
        let names = choices.iter().map(|(name, _)| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        let problem = Diagnostic::error(Code::InvalidValue, format!("`{key}` must be one of {names}"))
            .at(&self.file, node.range, "not one of them")
            .suggest(word.as_deref().unwrap_or_default(), choices.iter().map(|(name, _)| *name));
        self.diagnostics.push(problem);
        None
    }

    /// A table; its own [`finish`](Self::finish) has to be called.
    pub fn table(&mut self, key: &'static str) -> Option<Self> {
        let node = self.take(key)?;
        let Value::Table(entries) = node.value else {
            self.report_type(key, "a table", &node);
            return None;
        };
        Some(Self { entries, ..Self::empty(&self.file, node.range) })
    }

    /// A list of tables; each one's [`finish`](Self::finish) has to be called.
    pub fn tables(&mut self, key: &'static str) -> Option<Vec<Self>> {
        let node = self.take(key)?;
        let Value::List(nodes) = node.value else {
            self.report_type(key, "a list of tables", &node);
            return None;
        };
        let mut tables = Vec::new();
        for item in nodes {
            match item.value {
                Value::Table(entries) => tables.push(Self { entries, ..Self::empty(&self.file, item.range) }),
                _ => self.report_type(key, "a list of tables", &item),
            }
        }
        Some(tables)
    }

    /// A list of words and tables, each with its place; one word or table alone is a list of one.
    pub fn items(&mut self, key: &'static str) -> Option<Vec<Item>> {
        const WANTED: &str = "a list of strings or tables";
        let node = self.take(key)?;
        let nodes = match node.value {
            Value::List(nodes) => nodes,
            Value::String(_) | Value::Table(_) => vec![node],
            _ => {
                self.report_type(key, WANTED, &node);
                return None;
            }
        };
        let mut items = Vec::with_capacity(nodes.len());
        for item in nodes {
            match item.value {
                Value::String(text) => items.push(Item::Text(text, item.range)),
                Value::Table(entries) => {
                    items.push(Item::Table(Self { entries, ..Self::empty(&self.file, item.range) }));
                }
                _ => self.report_type(key, WANTED, &item),
            }
        }
        Some(items)
    }

    /// A string, or a table of strings by language; the string alone stands under an empty language.
    pub fn by_language(&mut self, key: &'static str) -> Option<Vec<(String, String)>> {
        self.take_as(key, "a string or a table of strings by language", |value| match value {
            Value::Table(entries) => {
                let pair = |entry: &Entry| Some((entry.key.clone(), entry.node.value.string()?));
                entries.iter().map(pair).collect()
            }
            one => one.string().map(|text| vec![(String::new(), text)]),
        })
    }

    /// Any value, as templates see it.
    pub fn value(&mut self, key: &'static str) -> Option<tera::Value> {
        self.take(key).map(|node| node.value.to_template())
    }

    /// A table that may hold anything, as templates see it.
    pub fn free_table(&mut self, key: &'static str) -> Option<tera::Value> {
        self.take_as(key, "a table", |value| match value {
            Value::Table(_) => Some(value.to_template()),
            _ => None,
        })
    }

    /// The keys that nobody has taken yet.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        self.entries.iter().map(|entry| entry.key.clone()).collect()
    }

    /// All texts that nobody has taken yet, in inner tables and lists as well, each with the key nearest to it and its
    /// place.
    #[must_use]
    pub fn all_texts(&self) -> Vec<(&str, &str, Range<usize>)> {
        let mut found = Vec::new();
        self.entries.iter().for_each(|entry| gather(&entry.key, &entry.node, &mut found));
        found
    }

    /// All that is left, as templates see it; nothing is unknown afterwards.
    pub fn rest(&mut self) -> Vec<(String, tera::Value)> {
        let entries = std::mem::take(&mut self.entries);
        entries.into_iter().map(|entry| (entry.key, entry.node.value.to_template())).collect()
    }

    /// A list of strings (or one string) under a key that only the site's configuration knows, with its place.
    pub fn strings_under(&mut self, key: &str) -> Option<(Vec<String>, Range<usize>)> {
        let Some(at) = self.entries.iter().position(|entry| entry.key == key) else {
            self.asked.push(key.to_owned().into());
            return None;
        };
        let entry = self.entries.remove(at);
        match strings_of(&entry.node) {
            Ok(words) => Some((words.into_iter().map(|(text, _)| text).collect(), entry.node.range)),
            Err(wrong) => {
                self.report_type(key, "a list of strings", wrong);
                None
            }
        }
    }

    /// The place of a key's value; the table's first line where the key is not there.
    #[must_use]
    pub fn range(&self, key: &str) -> Range<usize> {
        let taken = self.taken.iter().find(|(name, _)| *name == key).map(|(_, range)| range.clone());
        let left =
            || self.entries.iter().find(|entry| entry.key == key).map(|entry| entry.node.range.clone());
        taken.or_else(left).unwrap_or_else(|| self.first_line())
    }

    fn first_line(&self) -> Range<usize> {
        let text = &self.file.text;
        let end = text[self.place.start..].find('\n').map_or(text.len(), |at| self.place.start + at);
        self.place.start..end.min(self.place.end.max(self.place.start))
    }

    /// Reports that a key which has to be there is not.
    pub fn require(&mut self, key: &'static str) {
        self.asked.push(key.into());
        let present = self.taken.iter().any(|(name, _)| *name == key)
            || self.entries.iter().any(|entry| entry.key == key);
        if present || self.is_broken() {
            return;
        }
        let found = Diagnostic::error(Code::MissingKey, format!("`{key}` is missing"))
            .at(&self.file, self.first_line(), "")
            .hint(format!("add `{key} = …`"));
        self.diagnostics.push(found);
    }

    /// Reports a value that has the right type and is wrong all the same.
    pub fn invalid(&mut self, key: &'static str, message: impl Into<String>) {
        let found = Diagnostic::error(Code::InvalidValue, message);
        self.diagnostics.push(found.at(&self.file, self.range(key), ""));
    }

    /// Takes over a finding about the table.
    pub fn report(&mut self, found: Diagnostic) {
        self.diagnostics.push(found);
    }

    /// Reports a wrong value at a place of the file.
    pub fn invalid_at(&mut self, range: Range<usize>, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::error(Code::InvalidValue, message).at(&self.file, range, ""));
    }

    /// Where the table stands.
    #[must_use]
    pub fn place(&self) -> Range<usize> {
        self.place.clone()
    }

    /// The file that the table stands in.
    #[must_use]
    pub fn file(&self) -> &Arc<TextFile> {
        &self.file
    }

    /// Takes over what an inner table found wrong.
    pub fn adopt(&mut self, inner: Self) {
        inner.finish(&mut self.diagnostics);
    }

    /// Hands over what was found wrong, with the keys that nobody took.
    pub fn finish(mut self, diagnostics: &mut Vec<Diagnostic>) {
        for entry in std::mem::take(&mut self.entries) {
            let found = Diagnostic::error(Code::UnknownKey, format!("unknown key `{}`", entry.key))
                .at(&self.file, entry.key_range, "means nothing here")
                .suggest(&entry.key, self.asked.iter().map(Cow::as_ref));
            let hint = "own values belong under `[extra]`";
            self.diagnostics.push(if found.hints.is_empty() { found.hint(hint) } else { found });
        }
        self.drop_what_follows();
        diagnostics.append(&mut self.diagnostics);
    }

    /// Where a line can't be read, what it seems to say is nobody's fault.
    fn drop_what_follows(&mut self) {
        if !self.diagnostics.iter().any(|found| found.code == Code::Syntax) {
            return;
        }
        let line_ends: Vec<usize> = memchr::memchr_iter(b'\n', self.file.text.as_bytes()).collect();
        let line_of = |found: &Diagnostic| {
            let label = found.labels.first()?;
            Some(line_ends.partition_point(|end| *end < label.range.start))
        };
        let broken: BTreeSet<Option<usize>> =
            self.diagnostics.iter().filter(|found| found.code == Code::Syntax).map(line_of).collect();
        let follows =
            |found: &Diagnostic| found.code == Code::InvalidValue && broken.contains(&line_of(found));
        self.diagnostics.retain(|found| !follows(found));
    }
}

/// The strings of a list, or the one that stands alone, each with its place; else what is none.
fn strings_of(node: &Node) -> Result<Vec<(String, Range<usize>)>, &Node> {
    let text = |node: &Node| node.value.string().map(|text| (text, node.range.clone()));
    match &node.value {
        Value::List(nodes) => nodes.iter().map(|node| text(node).ok_or(node)).collect(),
        _ => text(node).map(|one| vec![one]).ok_or(node),
    }
}

fn gather<'a>(key: &'a str, node: &'a Node, found: &mut Vec<(&'a str, &'a str, Range<usize>)>) {
    match &node.value {
        Value::String(text) => found.push((key, text, node.range.clone())),
        Value::List(nodes) => nodes.iter().for_each(|node| gather(key, node, found)),
        Value::Table(entries) => entries.iter().for_each(|entry| gather(&entry.key, &entry.node, found)),
        _ => {}
    }
}
