//! What is known of something that was published.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What became of something that was published.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum State {
    /// It is there.
    #[default]
    Live,
    /// It was taken back: its address says so.
    Retracted {
        /// The day.
        on: Date,
        /// Why, for readers.
        reason: String,
        /// Whether the address no longer shows what it said.
        #[serde(default, skip_serializing_if = "is_false")]
        redacted: bool,
    },
    /// Its address leads to another one.
    Moved {
        /// The day.
        on: Date,
        /// The id of the other annotation, or the path of the other page.
        to: String,
    },
}

impl State {
    /// Whether it is there.
    #[must_use]
    pub fn is_live(&self) -> bool {
        *self == State::Live
    }
}

/// A published annotation: as much of it as it takes to know it again, and to say what it said once it is retracted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its id.
    #[serde(rename = "annotation")]
    pub id: String,
    /// The file that it stood in, from `content/`.
    pub file: String,
    /// `cite`, `quote`, `translation`, `note` or `footnote`.
    pub kind: String,
    /// The phrase; of a footnote, what the note says.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The sources that it rests on, each with the words that were quoted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rests: Vec<(String, String)>,
    /// Which one it is of several in its file that say the same and rest on the same, from 1.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub nth: usize,
    /// The day of its publication.
    pub since: Date,
    /// What became of it.
    #[serde(default, skip_serializing_if = "State::is_live")]
    pub state: State,
}

/// A published page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageEntry {
    /// Its path in the site, `/briefings/x/`.
    #[serde(rename = "page")]
    pub path: String,
    /// The file that it was made from, from `content/`.
    pub file: String,
    /// Its title.
    pub title: String,
    /// A hash of its text, by which it is known again under another name.
    pub text: String,
    /// The places in it that links can name: ids of headings, of corrections, of cited passages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub anchors: Vec<String>,
    /// Of a source, how many paragraphs it had at most: `#p1`, `#p2` and so on.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub paragraphs: usize,
    /// The day of its publication.
    pub since: Date,
    /// What became of it.
    #[serde(default, skip_serializing_if = "State::is_live")]
    pub state: State,
}

/// A newsletter that was sent: its links can never be edited again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    /// Path of its page in the site, `/newsletters/2026-01-09/`.
    #[serde(rename = "newsletter")]
    pub path: String,
    /// The file that it was made from, from `content/`.
    pub file: String,
    /// Its subject.
    pub subject: String,
    /// The day that it bears.
    pub on: Date,
    /// The ids of the annotations and the paths of the pages that it links to, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<String>,
}

impl Sent {
    /// `“Grain & ports” of 2026-01-09`.
    #[must_use]
    pub fn words(&self) -> String {
        format!("“{}” of {}", self.subject, self.on)
    }
}

fn one() -> usize {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_one(number: &usize) -> bool {
    *number == 1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}
