//! Furniture: what stands around an analysis and is no part of it, such as a sign-up form, coming events, further
//! reading, the authors. It is shown on the page alone: not in feeds, not on paper, and its words are not counted.
//!
//! Here are its names and its typed values, read from configuration, front matter and data files; what pages show of them is
//! made in `view`.

mod corrections;
pub mod events;
mod page;
mod settings;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::fields::{Fields, Item};

pub use corrections::{ANCHOR, Correction, CorrectionKind};
pub use events::{Agenda, Calendar, Event, Moment};
pub use page::{OfPage, Picture, Reading, of_page};
pub use settings::{Newsletter, Profile, Settings, Support, settings};

#[cfg(test)]
mod tests;

/// The directives that set furniture into a text, each with the attributes that it takes.
const BLOCKS: &[(&str, &[&str])] = &[
    ("authors", &[]),
    ("disclaimer", &[]),
    ("events", &["data", "tag", "limit"]),
    ("follow", &[]),
    ("further-reading", &["limit"]),
    ("image-credit", &[]),
    ("publisher", &[]),
    ("signup", &[]),
    ("support", &[]),
];

/// Whether a directive of this name is furniture.
#[must_use]
pub fn is_furniture(name: &str) -> bool {
    BLOCKS.iter().any(|(known, _)| *known == name)
}

/// The names of all furniture, in alphabetical order.
pub fn names() -> impl Iterator<Item = &'static str> {
    BLOCKS.iter().map(|(name, _)| *name)
}

/// The attributes that a piece of furniture takes beside `class`; none where the name is no furniture.
#[must_use]
pub fn attributes(name: &str) -> Option<&'static [&'static str]> {
    BLOCKS.iter().find(|(known, _)| *known == name).map(|(_, attributes)| *attributes)
}

/// The number of entries that a block shows at most, as `limit=` says; none where it is not between 1 and 100.
#[must_use]
pub fn limit(text: &str) -> Option<usize> {
    text.parse().ok().filter(|number| (1..=100).contains(number))
}

/// Words with their place in the file that they were written in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// The words.
    pub text: String,
    /// Bytes of the file.
    pub range: Range<usize>,
}

/// Words in one language or in several.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Texts {
    by_language: BTreeMap<String, String>,
    /// Where they stand in the file.
    pub range: Range<usize>,
}

impl Texts {
    /// The words in a language; else those without a language, else those in `other`.
    #[must_use]
    pub fn get(&self, language: &str, other: &str) -> Option<&str> {
        [language, "", other].into_iter().find_map(|key| self.by_language.get(key)).map(String::as_str)
    }

    /// The languages that there are words in; an empty one for words without a language.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.by_language.keys().map(String::as_str)
    }

    /// The words in all languages.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.by_language.values().map(String::as_str)
    }
}

fn texts(fields: &mut Fields, key: &'static str) -> Option<Texts> {
    let by_language = fields.by_language(key)?.into_iter().collect();
    Some(Texts { by_language, range: fields.range(key) })
}

fn written(fields: &mut Fields, key: &'static str) -> Option<Written> {
    let text = fields.string(key)?;
    Some(Written { text, range: fields.range(key) })
}

/// Whether this is the whole address of a page of another site.
fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || "<>\"".contains(c))
    })
}

/// The blocks that stand at the foot of a page, in their order, each once.
fn blocks(fields: &mut Fields, key: &'static str) -> Option<Vec<Written>> {
    let mut found: Vec<Written> = Vec::new();
    for item in fields.items(key)? {
        match item {
            Item::Text(text, range) if is_furniture(&text) => {
                if found.iter().any(|known| known.text == text) {
                    fields.invalid_at(range, format!("`{text}` is named twice"));
                } else {
                    found.push(Written { text, range });
                }
            }
            Item::Text(text, range) => {
                let known = names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
                let found = Diagnostic::error(Code::InvalidValue, format!("`{text}` is no furniture"))
                    .at(fields.file(), range, "")
                    .suggest(&text, names())
                    .hint(format!("there are {known}"));
                fields.report(found);
            }
            Item::Table(table) => {
                fields.invalid_at(table.place(), format!("`{key}` must be a list of names"));
            }
        }
    }
    Some(found)
}
