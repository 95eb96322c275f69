//! Bytes of a text → line and column.

use std::ops::Range;

use super::TextFile;

/// A place in a text as editors count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1; lines end with `\n` or `\r\n`.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
}

impl TextFile {
    /// The position of a byte. A byte past the end stands for the end, one inside a character for its beginning.
    #[must_use]
    pub fn position(&self, byte: usize) -> Position {
        self.lines.position(&self.text, byte)
    }

    /// The positions of both ends of a range.
    #[must_use]
    pub fn positions(&self, range: &Range<usize>) -> (Position, Position) {
        let range = clamp(&self.text, range);
        (self.position(range.start), self.position(range.end))
    }

    /// The line that holds a byte, without its line end.
    pub(super) fn line_at(&self, byte: usize) -> Range<usize> {
        self.lines.line_at(&self.text, byte)
    }
}

/// The nearest range that lies in the text, on character boundaries, with its start before its end.
pub(super) fn clamp(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start);
    let end = text.ceil_char_boundary(range.end.max(start));
    start..end
}
