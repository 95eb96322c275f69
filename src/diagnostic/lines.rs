//! Where the lines of a text are, for whoever asks many times.

use std::ops::Range;
use std::sync::OnceLock;

use super::Position;

/// Bytes between two places of a text that are remembered; so many at most are looked through for one that is asked for.
pub(super) const STRIDE: usize = 1024;

/// Where the lines of one text are, worked out when that is first asked. It follows from the text, so it takes no part in
/// comparisons.
#[derive(Debug, Clone, Default)]
pub(super) struct Lines(OnceLock<Vec<Mark>>);

/// What is known of a byte.
#[derive(Debug, Clone, Copy, Default)]
struct Mark {
    /// Line ends before it.
    lines: usize,
    /// Where its line begins.
    line_start: usize,
    /// Characters that begin between there and here.
    characters: usize,
}

impl Mark {
    /// What is known at the end of `bytes`, which begin at `at`, where this is known.
    fn after(self, bytes: &[u8], at: usize) -> Self {
        match memchr::memrchr(b'\n', bytes) {
            Some(last) => Self {
                lines: self.lines + memchr::memchr_iter(b'\n', bytes).count(),
                line_start: at + last + 1,
                characters: characters(&bytes[last + 1..]),
            },
            None => Self { characters: self.characters + characters(bytes), ..self },
        }
    }
}

/// How many characters begin in these bytes of a text.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !matches!(byte, 0x80..=0xbf)).count()
}

impl Lines {
    /// The position of a byte of `text`, which is always the same one.
    pub(super) fn position(&self, text: &str, byte: usize) -> Position {
        let mark = self.mark(text, text.floor_char_boundary(byte));
        Position { line: mark.lines + 1, column: mark.characters + 1 }
    }

    /// The line that holds a byte, without its line end.
    pub(super) fn line_at(&self, text: &str, byte: usize) -> Range<usize> {
        let byte = byte.min(text.len());
        let start = self.mark(text, byte).line_start;
        // A megabyte may stand between here and the line end: the marks that are on this line are passed by.
        let after = self.marks(text).partition_point(|mark| mark.line_start <= byte);
        let from = byte.max(after.saturating_sub(1) * STRIDE);
        let end =
            memchr::memchr(b'\n', &text.as_bytes()[from..]).map_or(text.len(), |newline| from + newline);
        let end = if text[start..end].ends_with('\r') { end - 1 } else { end };
        start..end
    }

    fn mark(&self, text: &str, byte: usize) -> Mark {
        let stretch = stretch(byte);
        let known = self.marks(text).get(byte / STRIDE).copied().unwrap_or_default();
        known.after(&text.as_bytes()[stretch.clone()], stretch.start)
    }

    /// A mark for the first byte of each stretch.
    fn marks(&self, text: &str) -> &[Mark] {
        self.0.get_or_init(|| {
            let mut mark = Mark::default();
            let mut marks = vec![mark];
            for (number, bytes) in text.as_bytes().chunks_exact(STRIDE).enumerate() {
                mark = mark.after(bytes, number * STRIDE);
                marks.push(mark);
            }
            marks
        })
    }
}

/// What lies between a byte and the last mark before it.
fn stretch(byte: usize) -> Range<usize> {
    byte / STRIDE * STRIDE..byte
}

impl PartialEq for Lines {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Lines {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What [`Lines::position`] says, counted from the beginning.
    fn counted(text: &str, byte: usize) -> Position {
        let before = &text[..text.floor_char_boundary(byte)];
        let (above, line) = before.rsplit_once('\n').unwrap_or(("", before));
        let lines = if before.contains('\n') { above.matches('\n').count() + 2 } else { 1 };
        Position { line: lines, column: line.chars().count() + 1 }
    }

    /// What [`Lines::line_at`] says, looked for in the whole text.
    fn searched(text: &str, byte: usize) -> Range<usize> {
        let bytes = text.as_bytes();
        let start = bytes[..byte].iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        let end =
            bytes[byte..].iter().position(|byte| *byte == b'\n').map_or(text.len(), |length| byte + length);
        start..if text[start..end].ends_with('\r') { end - 1 } else { end }
    }

    #[test]
    fn a_place_is_counted_from_the_last_mark_and_the_text_is_read_once() {
        let lines = Lines::default();
        let text = "\n".repeat(10 * STRIDE);
        assert_eq!(lines.position(&text, 0), Position { line: 1, column: 1 });
        // Handed another text, which nobody does, it tells what it looks at: the marks know line ends alone, and all
        // that is counted beside them are letters.
        let other = "x".repeat(text.len());
        for byte in (0..text.len()).step_by(7) {
            let (marked, counted) = (byte / STRIDE * STRIDE, byte % STRIDE);
            assert_eq!(lines.position(&other, byte), Position { line: marked + 1, column: counted + 1 });
        }
    }

    proptest! {
        #[test]
        fn places_are_those_that_are_counted(
            parts in proptest::collection::vec("[a-zé東\r\n]{0,20}|\n|\r\n|[a-zé東]{300,900}|\n{500,900}", 0..8),
            bytes in proptest::collection::vec(0..6000_usize, 0..40),
        ) {
            let text = parts.concat();
            let lines = Lines::default();
            for byte in bytes.into_iter().chain([0, STRIDE - 1, STRIDE, STRIDE + 1, 2 * STRIDE, text.len()]) {
                prop_assert_eq!(lines.position(&text, byte), counted(&text, byte));
                let byte = text.floor_char_boundary(byte);
                prop_assert_eq!(lines.line_at(&text, byte), searched(&text, byte));
            }
        }
    }
}
