//! Plain text: nothing in it is markup but place marks on lines of their own.

use std::ops::Range;

use super::builder::Builder;
use super::place::{self, BadMark};
use super::{LONG_LINE, LineEnds};

/// Puts a plain text into `builder`; `start` is where it begins in its file. Returns the marks that
/// cannot be read.
pub(super) fn build(
    body: &str,
    start: usize,
    line_ends: Option<LineEnds>,
    builder: &mut Builder,
) -> Vec<(BadMark, Range<usize>)> {
    let divided = match line_ends {
        Some(line_ends) => line_ends == LineEnds::Paragraphs,
        None => body.lines().any(is_long),
    };
    let mut faults = Vec::new();
    let mut at = start;
    for line in body.split_inclusive('\n') {
        let words = line.trim_matches(|c: char| c.is_whitespace() && c != '\u{c}');
        let words_start =
            at + line.len() - line.trim_start_matches(|c: char| c.is_whitespace() && c != '\u{c}').len();
        at += line.len();
        match place::mark(words) {
            Some(Ok(mark)) => builder.mark(mark),
            Some(Err(fault)) => faults.push((fault, words_start..words_start + words.len())),
            None if words.trim().is_empty() => {
                builder.end_block();
                builder.text(words, words_start);
            }
            None => {
                if divided {
                    builder.end_block();
                }
                builder.soft_break();
                builder.ensure_block();
                builder.text(words, words_start);
            }
        }
    }
    faults
}

/// Whether a line is longer than lines that were broken by hand are. A long address is not.
pub(super) fn is_long(line: &str) -> bool {
    let line = line.trim();
    line.len() > LONG_LINE && line.contains(char::is_whitespace) && line.chars().count() > LONG_LINE
}
