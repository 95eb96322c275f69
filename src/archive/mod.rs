//! Bytes of a source → [`Source`]: its metadata, its text, and the places in it.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::TextFile;

/// What a source's text was taken from; some rules of the check hold for one kind only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// Markdown or plain text that was typed or converted.
    #[default]
    Text,
    /// A web page.
    Html,
    /// A PDF or the reading of a scan: line-end hyphens and page breaks are the layout's (rules N7, N8).
    Pdf,
    /// A transcript with times.
    Transcript,
}

/// What of a source is shown on the site. The check always runs on the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Publish {
    /// All of it, and the original beside it.
    Full,
    /// The sentences that hold a cited passage, and a little around them.
    #[default]
    Excerpt,
    /// The passages' own words.
    None,
}

/// A block of text that is counted: `p1`, `p2`, …
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Bytes of [`Source::text`].
    pub range: Range<usize>,
    /// The page it begins on, as the mark says.
    pub page: Option<String>,
    /// The time it begins at, in seconds.
    pub time: Option<u32>,
}

/// An archived document.
#[derive(Debug, Clone)]
pub struct Source {
    /// The name of its file or folder in `content/sources/`.
    pub id: String,
    /// The file it was read from.
    pub file: Arc<TextFile>,
    /// What it was taken from.
    pub kind: Kind,
    /// What of it is shown.
    pub publish: Publish,
    /// What a reader sees: no markup, blocks apart by a line end.
    pub text: String,
    /// The blocks, in order; `paragraphs[0]` is `p1`.
    pub paragraphs: Vec<Paragraph>,
}
