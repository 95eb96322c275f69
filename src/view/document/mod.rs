//! The body of a source's page: its blocks with numbers that can be linked to, the cited passages marked, and
//! what may not be shown left out.
//!
//! Only runs of text are marked, and a run ends wherever an element or a passage does; so the HTML is well formed
//! whatever the passages cut through. What is not the source's text (numbers, who cites it, marks of pages and of
//! what was cut) bears the class `apart`, and is in the page's own language.

mod asides;
mod citing;
mod marks;
mod tags;
mod writer;

use std::ops::Range;

use super::excerpt::Cut;
use crate::archive::Source;
use crate::words::Dictionary;
use writer::Writer;

#[cfg(test)]
mod tests;

/// What is marked in a document, and the words in which that is said.
#[derive(Debug, Clone, Copy)]
pub struct Marks<'a> {
    /// The passages.
    pub highlights: &'a [Highlight],
    /// So many links to notes stand beside a place; further ones are counted.
    pub most: usize,
    /// The words of the page.
    pub words: &'a Dictionary,
}

/// A passage to be marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Highlight {
    /// Bytes of [`Source::text`].
    pub range: Range<usize>,
    /// How often it is cited.
    pub count: usize,
    /// The first of these citations; [`Marks::most`] of them are enough.
    pub citations: Vec<Mention>,
    /// Address of the place in the list of all citations where those of this passage begin.
    pub list: String,
}

/// One citation of a passage.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// Address of the page.
    pub page: String,
    /// The annotation's number and the address of its place in the page; none for a passage that is set as a block
    /// quotation.
    pub note: Option<(usize, String)>,
    /// Title of the page.
    pub title: String,
    /// Language of the page.
    pub lang: String,
}

/// Writes the source's text as HTML to `out`. Without a cut all of it is written.
pub fn document(source: &Source, marks: &Marks<'_>, cut: Option<&Cut>, out: &mut String) {
    let mut writer = Writer::new(source, marks, cut, out);
    for token in &source.tokens {
        writer.write(token);
    }
    writer.finish();
}
