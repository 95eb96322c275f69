//! Bytes of a source → [`Source`]: its metadata, its text, and the places in it.
//!
//! ```
//! use ibid::{archive, diagnostic::TextFile};
//!
//! let file = TextFile::new("content/sources/a.md", "+++\ntitle = \"A\"\n+++\n<!-- page 4 -->\nTwo *words*.\n");
//! let (source, diagnostics) = archive::source("a", &file, &[]);
//! assert!(diagnostics.is_empty());
//! assert_eq!(source.text, "Two words.");
//! assert_eq!(source.page_at(4), Some("4"));
//! ```

mod address;
mod builder;
mod flat;
mod html;
mod markdown;
mod masks;
mod metadata;
mod original;
mod partial_date;
mod place;
mod plain;
mod speakers;
mod token;

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, TextFile};
use crate::parse::word_count;

pub use flat::flat;
pub use metadata::Metadata;
pub use original::{Original, original_link, text_fragment};
pub use partial_date::PartialDate;
pub use place::{Mark, clock, seconds};
pub use token::{Link, Page, Tag, Token};

#[cfg(test)]
mod tests;

/// A line of more characters than this was not broken by hand: in a text that has one, each line is a
/// paragraph, as in an article that was pasted from a web page.
const LONG_LINE: usize = 200;

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

/// What a line end within a paragraph of the file means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEnds {
    /// Another paragraph begins.
    Paragraphs,
    /// No more than a space.
    Spaces,
}

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Markdown with tables, footnotes and strikethrough.
    Markdown,
    /// Text in which nothing is markup.
    Plain,
    /// HTML, of which the words are taken.
    Html,
}

impl Format {
    /// The format of a file of that name; Markdown where its extension says nothing.
    #[must_use]
    pub fn of(path: &str) -> Self {
        match original::extension(path).as_str() {
            "txt" => Format::Plain,
            "html" | "htm" | "xhtml" => Format::Html,
            _ => Format::Markdown,
        }
    }
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
    /// What is known of it.
    pub metadata: Metadata,
    /// What it was taken from.
    pub kind: Kind,
    /// What of it is shown.
    pub publish: Publish,
    /// The original, where it is kept beside the text.
    pub original: Option<Original>,
    /// What a reader sees: no markup, blocks apart by a line end, cells of a row by a tab.
    /// A line end within a block is a space, but for kind pdf, where a hyphen before it may be the layout's (N7).
    pub text: String,
    /// BLAKE3 of `text`, in hexadecimal digits.
    pub text_hash: String,
    /// How many words, apart by white space, `text` has.
    pub word_count: usize,
    /// The blocks that hold text, headings, list items and table rows included, in order; `paragraphs[0]` is `p1`.
    pub paragraphs: Vec<Paragraph>,
    /// The structure over `text`. Elements are properly nested and none is empty, except cells.
    pub tokens: Vec<Token>,
    /// The links that were found harmless.
    pub links: Vec<Link>,
    /// The descriptions of its pictures.
    pub images: Vec<String>,
    /// Where its pages begin, in order.
    pub pages: Vec<Page>,
    /// Where times are reached and which, in seconds.
    pub times: Vec<(usize, u32)>,
    /// Where pieces of `text` begin in `text` and in the file.
    origins: Vec<(usize, usize)>,
}

impl Source {
    /// The number of the paragraph that holds a byte of the text (1 for `p1`); of the one before, between two.
    #[must_use]
    pub fn paragraph_at(&self, offset: usize) -> Option<usize> {
        Some(self.paragraphs.partition_point(|paragraph| paragraph.range.start <= offset)).filter(|n| *n > 0)
    }

    /// The same, for a byte that most likely lies in a paragraph that is known already, whose number is given.
    #[must_use]
    pub fn paragraph_near(&self, number: usize, offset: usize) -> Option<usize> {
        let begins_before = |at: usize| self.paragraphs.get(at).map(|next| next.range.start <= offset);
        let is_there = number.checked_sub(1).and_then(begins_before) == Some(true);
        if is_there && begins_before(number) != Some(true) { Some(number) } else { self.paragraph_at(offset) }
    }

    /// The label of the page that a byte of the text is on.
    #[must_use]
    pub fn page_at(&self, offset: usize) -> Option<&str> {
        let next = self.pages.partition_point(|page| page.start <= offset);
        next.checked_sub(1).map(|page| self.pages[page].label.as_str())
    }

    /// The labels of the pages that a stretch of the text is on.
    #[must_use]
    pub fn pages_of(&self, range: &Range<usize>) -> Vec<&str> {
        let begun = self.pages.iter().filter(|page| range.start < page.start && page.start < range.end);
        self.page_at(range.start).into_iter().chain(begun.map(|page| page.label.as_str())).collect()
    }

    /// The last time that was marked before a byte of the text or at it, in seconds.
    #[must_use]
    pub fn time_at(&self, offset: usize) -> Option<u32> {
        let next = self.times.partition_point(|(start, _)| *start <= offset);
        next.checked_sub(1).map(|time| self.times[time].1)
    }

    /// Where a stretch of the text stands in the source's file; near it where escapes lie between.
    #[must_use]
    pub fn file_range(&self, range: &Range<usize>) -> Range<usize> {
        let file = &self.file.text;
        let found = builder::file_range(&self.origins, range);
        let start = file.floor_char_boundary(found.start.min(file.len()));
        start..file.ceil_char_boundary(found.end.min(file.len())).max(start)
    }
}

/// Reads a source; `siblings` are the names of the files beside it, if it has a folder of its own.
#[must_use]
pub fn source(id: &str, file: &Arc<TextFile>, siblings: &[String]) -> (Source, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let (metadata, reading, start) = metadata::read(id, file, &mut diagnostics);
    let original = Original::among(siblings);
    let kind = reading.kind.or_else(|| original.as_ref().map(|original| original.kind)).unwrap_or_default();
    let builder = builder::Builder::new(kind == Kind::Pdf, kind == Kind::Pdf);
    let (body, faults) = read(&file.text, start, Format::of(&file.path), reading.line_ends, builder);
    diagnostics.extend(faults.into_iter().map(|(fault, range)| metadata::bad_mark(file, fault, range)));
    let source = Source { publish: reading.publish, original, ..assemble(id, file, metadata, kind, body) };
    (source, diagnostics)
}

/// Reads a file without front matter as a source, to check words against it; `publish` is as everywhere.
#[must_use]
pub fn bare_source(file: &Arc<TextFile>, format: Format, kind: Kind) -> Source {
    let keep_line_ends = kind == Kind::Pdf || format != Format::Markdown;
    let builder = builder::Builder::new(kind == Kind::Pdf, keep_line_ends);
    let (body, _) = read(&file.text, 0, format, None, builder);
    assemble(&file.path, file, Metadata::unknown(&file.path), kind, body)
}

type Faults = Vec<(place::BadMark, Range<usize>)>;

fn read(
    text: &str,
    start: usize,
    format: Format,
    line_ends: Option<LineEnds>,
    mut builder: builder::Builder,
) -> (builder::Body, Faults) {
    let body = text.get(start..).unwrap_or_default();
    let faults = match format {
        Format::Markdown => markdown::build(body, start, line_ends, &mut builder),
        Format::Plain => plain::build(body, start, line_ends, &mut builder),
        Format::Html => {
            html::build(body, start, &mut builder);
            Faults::new()
        }
    };
    (builder.finish(), faults)
}

fn assemble(
    id: &str,
    file: &Arc<TextFile>,
    metadata: Metadata,
    kind: Kind,
    mut body: builder::Body,
) -> Source {
    if kind == Kind::Transcript {
        speakers::name(&mut body.tokens, &body.text);
    }
    Source {
        id: id.to_owned(),
        file: Arc::clone(file),
        metadata,
        kind,
        publish: Publish::default(),
        original: None,
        text_hash: blake3::hash(body.text.as_bytes()).to_hex().to_string(),
        word_count: word_count(&body.text),
        text: body.text,
        paragraphs: body.paragraphs,
        tokens: body.tokens,
        links: body.links,
        images: body.images,
        pages: body.pages,
        times: body.times,
        origins: body.origins,
    }
}
