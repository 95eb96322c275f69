//! The editor's marks in a quotation (rules E2, E5, E6): words that must be the source's, and what joins them.

use super::fold::letters::is_letter;

/// What a mark in square brackets, or an ellipsis, says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// `[…]`, `...`: words were left out.
    Omission,
    /// `[T]he`: letters whose case was changed; the word goes on after them.
    Case(String),
    /// `attack[ed]`: the ending was changed to these letters, none for `attack[]`.
    Ending(String),
    /// `[Putin]`: the author's words, in the place of the source's or beside them.
    Words(String),
    /// `[sic]`: stands for nothing.
    Remark,
}

/// A piece of a quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    Text(&'t str),
    /// The mark, and how it is written.
    Mark(Mark, &'t str),
}

/// Divides a quotation at its marks.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(offset) = text[at..].find(['[', '.', '…']) {
        at += offset;
        let Some((mark, length)) = mark_at(text, at) else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        if start < at {
            pieces.push(Piece::Text(&text[start..at]));
        }
        pieces.push(Piece::Mark(mark, &text[at..at + length]));
        at += length;
        start = at;
    }
    if start < text.len() {
        pieces.push(Piece::Text(&text[start..]));
    }
    pieces
}

fn mark_at(text: &str, at: usize) -> Option<(Mark, usize)> {
    if !text[at..].starts_with('[') {
        return dots(&text[at..]).map(|length| (Mark::Omission, length));
    }
    let length = bracket(&text[at..])?;
    let content = &text[at + 1..at + length - 1];
    let before = text[..at].chars().next_back().is_some_and(is_letter);
    let after = text[at + length..].chars().next().is_some_and(is_letter);
    Some((classify(content, before, after)?, length))
}

/// Characters of the longest bracket. Without an end, a text of unclosed ones would be read once for each.
const LONGEST_BRACKET: usize = 4000;

/// Bytes of the bracket that a text begins with, one within another included.
fn bracket(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().take(LONGEST_BRACKET) {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

fn classify(content: &str, before: bool, after: bool) -> Option<Mark> {
    let inner = content.trim();
    let letters = !inner.is_empty() && content.chars().all(is_letter);
    if dots(inner) == Some(inner.len()) {
        return Some(Mark::Omission);
    }
    if is_remark(inner) {
        return Some(Mark::Remark);
    }
    match (before, after) {
        // A bracket in the middle of a word is none of the marks.
        (true, true) => None,
        (false, true) => letters.then(|| Mark::Case(content.to_owned())),
        // `attack[]`: nothing took the place of the ending.
        (true, false) if letters || content.is_empty() => Some(Mark::Ending(content.to_owned())),
        _ if inner.chars().any(is_letter) => Some(Mark::Words(content.to_owned())),
        _ => None,
    }
}

/// Bytes of an ellipsis that a text begins with: `…`, `...`, `. . .`, or one dot more, the full stop's.
fn dots(text: &str) -> Option<usize> {
    let run = text.find(|c| !matches!(c, '.' | '…')).unwrap_or(text.len());
    let count: usize = text[..run].chars().map(|c| if c == '…' { 3 } else { 1 }).sum();
    if count != 1 {
        return (count >= 3).then_some(run);
    }
    let mut end = 1;
    let mut lone = 1;
    loop {
        let rest = text[end..].trim_start();
        let is_lone = rest.starts_with('.') && !rest[1..].starts_with(['.', '…']);
        if !is_lone || rest.len() == text.len() - end {
            return (lone >= 3).then_some(end);
        }
        lone += 1;
        end = text.len() - rest.len() + 1;
    }
}

/// Remarks of the editor that stand for nothing in the source.
fn is_remark(inner: &str) -> bool {
    let lower = inner.trim_end_matches(['!', '.']).to_lowercase();
    matches!(
        lower.as_str(),
        "sic"
            | "emphasis added"
            | "emphasis mine"
            | "my emphasis"
            | "our emphasis"
            | "emphasis ours"
            | "italics added"
            | "italics mine"
            | "emphasis in original"
            | "emphasis in the original"
            | "так"
            | "sic erat scriptum"
            | "курсив мій"
            | "курсив наш"
            | "виділено мною"
            | "виділено нами"
            | "курсив мой"
            | "выделено мной"
            | "выделено мною"
            | "выделено нами"
    )
}
