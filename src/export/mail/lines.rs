//! Lines of a plain text.

use unicode_width::UnicodeWidthStr;

/// Columns of a line.
pub(super) const WIDTH: usize = 72;

/// Stands for a line end that the author wrote.
pub(super) const BREAK: char = '\n';

/// Words broken into lines of at most so many columns. A word that is longer stands on a line of its own; a space that
/// doesn't break holds its words together.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for part in text.split(BREAK) {
        let mut line = String::new();
        for word in part.split([' ', '\t']).filter(|word| !word.is_empty()) {
            if !line.is_empty() && line.width() + 1 + word.width() > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines.iter().map(|line| line.replace('\u{a0}', " ")).collect()
}

/// Lines with something before each: `first` before the first one, `others` before those that follow.
pub(super) fn indented(lines: Vec<String>, first: &str, others: &str) -> Vec<String> {
    let with = |(number, line): (usize, String)| {
        let before = if number == 0 { first } else { others };
        format!("{before}{line}").trim_end().to_owned()
    };
    lines.into_iter().enumerate().map(with).collect()
}

/// A line of one letter as long as the longest of these lines.
pub(super) fn rule(lines: &[String], letter: &str) -> String {
    letter.repeat(lines.iter().map(|line| line.width()).max().unwrap_or_default())
}

/// How the blocks of a text follow one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// With an empty line between them.
    Wide,
    /// Line after line, as in a list of short items.
    None,
}

/// Adds a block to others.
pub(super) fn add(blocks: &mut Vec<String>, block: Vec<String>, gap: Gap) {
    if gap == Gap::Wide && !blocks.is_empty() && !block.is_empty() {
        blocks.push(String::new());
    }
    blocks.extend(block);
}
