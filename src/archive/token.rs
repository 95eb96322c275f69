//! The structure over a source's text: what is emphasised, linked, listed; where pages begin.

use std::ops::Range;

/// One step through a source from its beginning to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// An element begins.
    Open(Tag),
    /// The element that began last ends.
    Close,
    /// Words; bytes of [`Source::text`](super::Source::text).
    Text(Range<usize>),
    /// A line end that is shown as such; the `\n` follows as text.
    Break,
    /// A line across the page.
    Rule,
    /// A picture, which is never loaded: index into [`Source::images`](super::Source::images).
    Image(usize),
    /// A reference to one of the source's own notes, by its number.
    NoteRef(u32),
    /// A page begins: index into [`Source::pages`](super::Source::pages).
    Page(usize),
    /// A time is reached, in seconds.
    Time(u32),
}

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// A block quotation.
    Quote,
    /// A list; the number of its first item where the items are numbered.
    List(Option<u32>),
    /// An item of a list, with its number where it has one.
    Item(Option<u32>),
    /// A table.
    Table,
    /// One of the source's own notes, with its number.
    Note(u32),

    /// A paragraph. This and the next four hold text and are counted: `p1`, `p2`, …
    Paragraph,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A block of code.
    CodeBlock,
    /// A row of a table; its cells are apart by a tab.
    Row,
    /// The head row of a table.
    HeadRow,

    /// A cell of a row.
    Cell,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Who speaks, with the colon, at the beginning of a paragraph of a transcript.
    Speaker,
    /// Struck out.
    Struck,
    /// Above the line.
    Superscript,
    /// Below the line.
    Subscript,
    /// Code within a line.
    Code,
    /// A link: index into [`Source::links`](super::Source::links).
    Link(usize),
    /// Markup that is not kept, such as a link to nowhere safe.
    Nothing,
}

impl Tag {
    /// Whether this is a block that holds text and has a number.
    #[must_use]
    pub fn is_counted(self) -> bool {
        matches!(self, Tag::Paragraph | Tag::Heading(_) | Tag::CodeBlock | Tag::Row | Tag::HeadRow)
    }

    /// Whether this holds blocks and no text of its own.
    #[must_use]
    pub fn is_container(self) -> bool {
        matches!(self, Tag::Quote | Tag::List(_) | Tag::Item(_) | Tag::Table | Tag::Note(_))
    }
}

/// A link out of a source; its address was found harmless.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// `http:`, `https:` or `mailto:` address.
    pub url: String,
    /// The words that are linked; bytes of [`Source::text`](super::Source::text).
    pub range: Range<usize>,
}

/// The label of a page and where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The first byte of [`Source::text`](super::Source::text) that is on it.
    pub start: usize,
    /// Its number or name, as the mark says: `4`, `iv`, `A-3`.
    pub label: String,
}
