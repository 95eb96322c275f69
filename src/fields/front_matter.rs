//! Where front matter begins and ends.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, TextFile};

pub(super) enum Block {
    None,
    Unclosed(Box<Diagnostic>),
    Toml(Range<usize>),
    Yaml(Range<usize>),
}

/// The range of the front matter between its fences, and the byte at which the body begins.
pub(super) fn split(file: &Arc<TextFile>) -> (Block, usize) {
    let start = if file.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let text = &file.text[start..];
    let first = text.lines().next().unwrap_or_default();
    let fence = first.trim_end();
    if fence != "+++" && fence != "---" {
        return (Block::None, start);
    }
    let inner = start + text.find('\n').map_or(text.len(), |at| at + 1);
    let mut at = inner;
    for line in file.text[inner..].split_inclusive('\n') {
        if line.trim_end() == fence {
            let block = if fence == "+++" { Block::Toml(inner..at) } else { Block::Yaml(inner..at) };
            return (block, at + line.len());
        }
        at += line.len();
    }
    // A lone `---` opens many a Markdown file as a thematic break; without a key below it, it is one.
    if fence == "---" && !file.text[inner..].lines().next().is_some_and(|line| line.contains(": ")) {
        return (Block::None, start);
    }
    let found = Diagnostic::error(Code::UnclosedFrontMatter, "the front matter never ends")
        .at(file, start..start + fence.len(), "begins here")
        .hint(format!("put a line `{fence}` after the last key"));
    (Block::Unclosed(Box::new(found)), file.text.len())
}
