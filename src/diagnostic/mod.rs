//! What ibid has to say about a site: one type for every phase, shown by one renderer per format.

mod code;
mod format;
mod github;
mod human;
mod json;
mod lines;
mod nearest;
mod order;
mod position;
mod sarif;
mod short;

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use self::lines::Lines;

pub use code::Code;
pub use format::Format;
pub use nearest::{Suggestions, nearest};
pub use order::sorted;
pub use position::Position;

/// A text file as it was read, shared by everything that points into it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextFile {
    /// Path from the site's root, parts divided by `/`; built-in templates begin with `builtin:`.
    pub path: String,
    /// The whole text; empty where the file could not be read as text.
    pub text: String,
    lines: Lines,
}

impl TextFile {
    /// A file that labels can share.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { path: path.into(), text: text.into(), lines: Lines::default() })
    }
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The site is not written and the exit code is 1.
    Error,
    /// The site is written; `--strict` makes it an error.
    Warning,
    /// Nothing has to be done; never an error.
    Note,
}

/// A place in a file with what is to be said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The file, with its text.
    pub file: Arc<TextFile>,
    /// Bytes of `file.text`; empty where the place lies between two characters.
    pub range: Range<usize>,
    /// What is wrong there, in a few words; may be empty.
    pub message: String,
}

/// One replacement of bytes in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The file to change.
    pub file: Arc<TextFile>,
    /// The bytes to replace.
    pub range: Range<usize>,
    /// What comes in their place.
    pub replacement: String,
}

/// A change of files that would settle the finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What the change does, as an imperative: "write `[…]` for the omitted words".
    pub title: String,
    /// The replacements; they do not overlap.
    pub edits: Vec<Edit>,
}

/// One finding: what is wrong, where, and the way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of finding this is; `ibid explain` has a page for each.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// The places; the first is the one that is named in short formats.
    pub labels: Vec<Label>,
    /// What to do, nearest names or passages, one thought each.
    pub hints: Vec<String>,
    /// A change that settles it, where one is known.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// An error without a place yet.
    #[must_use]
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// A warning without a place yet.
    #[must_use]
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// A note without a place yet.
    #[must_use]
    pub fn note(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, message)
    }

    /// The lines of the files that it is about, marked, and the change that settles it; without its message and its hints.
    /// Empty where it has no place.
    #[must_use]
    pub fn frame(&self) -> String {
        human::frame(self)
    }

    /// Whether it stands in the way: errors do and, taken strictly, warnings.
    #[must_use]
    pub fn counts(&self, strict: bool) -> bool {
        match self.severity {
            Severity::Error => true,
            Severity::Warning => strict,
            Severity::Note => false,
        }
    }

    fn new(code: Code, severity: Severity, message: impl Into<String>) -> Self {
        Self { code, severity, message: message.into(), labels: Vec::new(), hints: Vec::new(), fix: None }
    }

    /// Adds a place; the first one added is the main one.
    #[must_use]
    pub fn at(mut self, file: &Arc<TextFile>, range: Range<usize>, message: impl Into<String>) -> Self {
        self.labels.push(Label { file: Arc::clone(file), range, message: message.into() });
        self
    }

    /// Adds a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds a hint "did you mean `x`?" where one of `candidates` is near `wanted`.
    #[must_use]
    pub fn suggest<'a>(self, wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        self.suggested(nearest(wanted, candidates))
    }

    /// Adds a name that may be meant as a hint.
    #[must_use]
    pub fn suggested(self, name: Option<impl std::fmt::Display>) -> Self {
        match name {
            Some(name) => self.hint(format!("did you mean `{name}`?")),
            None => self,
        }
    }

    /// Adds the change that settles the finding.
    #[must_use]
    pub fn fixed_by(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}

#[cfg(test)]
mod tests;
