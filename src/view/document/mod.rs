//! The body of a source's page: its blocks with numbers that can be linked to, the cited passages marked, and
//! what may not be shown left out.
//!
//! Only runs of text are marked, and a run ends wherever an element or a passage does; so the HTML is well formed
//! whatever the passages cut through. What is not the source's text (numbers, links back, marks of pages and of
//! what was cut) bears the class `apart`.

mod asides;
mod marks;
mod tags;
mod writer;

use std::ops::Range;

use super::excerpt::Cut;
use crate::archive::Source;
use writer::Writer;

#[cfg(test)]
mod tests;

/// A passage to be marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Highlight {
    /// Bytes of [`Source::text`].
    pub range: Range<usize>,
    /// The annotations that cite it, in the order in which they are to be shown.
    pub backlinks: Vec<Backlink>,
    /// The way to all others, where there are too many to stand in the text.
    pub further: Option<Further>,
}

/// A link from a passage to an annotation that cites it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backlink {
    /// Address of the annotation in its briefing.
    pub href: String,
    /// What it leads to, in words: the briefing's title and the annotation's number.
    pub title: String,
}

/// A link from a passage to where all that cites it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Further {
    /// Address of the list.
    pub href: &'static str,
    /// What it leads to, in words.
    pub title: String,
    /// How many have no link of their own.
    pub count: usize,
}

/// Writes the source's text as HTML to `out`. Without a cut all of it is written.
pub fn document(source: &Source, highlights: &[Highlight], cut: Option<&Cut>, out: &mut String) {
    let mut writer = Writer::new(source, highlights, cut, out);
    for token in &source.tokens {
        writer.write(token);
    }
    writer.finish();
}
