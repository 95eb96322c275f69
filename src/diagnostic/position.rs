//! Bytes of a text → line and column.

use std::ops::Range;

/// A place in a text as editors count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1; lines end with `\n` or `\r\n`.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
}

impl Position {
    /// The position of a byte. A byte past the end stands for the end, one inside a character for its beginning.
    #[must_use]
    pub fn of(text: &str, byte: usize) -> Self {
        let before = &text[..text.floor_char_boundary(byte)];
        let line_start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |newline| newline + 1);
        let line = memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1;
        Self { line, column: before[line_start..].chars().count() + 1 }
    }

    /// The positions of both ends of a range.
    #[must_use]
    pub fn of_range(text: &str, range: &Range<usize>) -> (Self, Self) {
        let range = clamp(text, range);
        (Self::of(text, range.start), Self::of(text, range.end))
    }
}

/// The nearest range that lies in the text, on character boundaries, with its start before its end.
pub(super) fn clamp(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start);
    let end = text.ceil_char_boundary(range.end.max(start));
    start..end
}
