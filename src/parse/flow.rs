//! The text of one block, line by line, without what belongs to the containers around it.

use std::ops::Range;

/// The lines of a paragraph, heading or table row: what stands after the prefixes (`> `, indentation of a
/// list item) of the containers that they are in. Line ends are part of all lines but the last.
#[derive(Clone, Copy)]
pub(super) struct Flow<'a> {
    pub text: &'a str,
    pub lines: &'a [Range<usize>],
}

/// A place in a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    /// Byte of the whole text.
    pub at: usize,
    line: usize,
}

impl<'a> Flow<'a> {
    /// Where the flow begins.
    pub(super) fn start(self) -> Spot {
        self.settle(Spot { at: self.lines.first().map_or(0, |line| line.start), line: 0 })
    }

    /// The place of a byte of the text that is part of the first line.
    pub(super) fn in_first_line(self, at: usize) -> Spot {
        self.settle(Spot { at, line: 0 })
    }

    /// Moves a place at the end of a line to the beginning of the next.
    fn settle(self, mut spot: Spot) -> Spot {
        while let Some(line) = self.lines.get(spot.line) {
            if spot.at < line.end || spot.line + 1 == self.lines.len() {
                break;
            }
            spot.line += 1;
            spot.at = self.lines[spot.line].start;
        }
        spot
    }

    /// The byte at a place; none at the end.
    pub(super) fn byte(self, spot: Spot) -> Option<u8> {
        let line = self.lines.get(spot.line)?;
        if spot.at < line.end { self.text.as_bytes().get(spot.at).copied() } else { None }
    }

    /// The character at a place, which must not lie within a character.
    pub(super) fn character(self, spot: Spot) -> Option<char> {
        self.rest_of_line(spot).chars().next()
    }

    /// What follows on the same line, its end included.
    pub(super) fn rest_of_line(self, spot: Spot) -> &'a str {
        self.lines.get(spot.line).and_then(|line| self.text.get(spot.at..line.end)).unwrap_or_default()
    }

    /// The place so many bytes further on the same line, or at the beginning of the next.
    pub(super) fn step(self, spot: Spot, bytes: usize) -> Spot {
        self.settle(Spot { at: spot.at + bytes, line: spot.line })
    }

    /// The end of what was read up to a place: after the last byte before it, so that a prefix of the
    /// place's own line is not counted.
    pub(super) fn end_before(self, spot: Spot) -> usize {
        match self.lines.get(spot.line) {
            Some(line) if spot.at == line.start && spot.line > 0 => self.lines[spot.line - 1].end,
            _ => spot.at,
        }
    }

    /// After white space, line ends included.
    pub(super) fn skip_space(self, mut spot: Spot) -> Spot {
        while self.byte(spot).is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')) {
            spot = self.step(spot, 1);
        }
        spot
    }

    /// Whether `prefix` stands at a place, on one line.
    pub(super) fn starts_with(self, spot: Spot, prefix: &str) -> bool {
        self.rest_of_line(spot).starts_with(prefix)
    }
}
