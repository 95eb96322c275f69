//! Folded text as words with the punctuation that clings to them, to be compared one by one.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::fold::letters::{is_digit, is_letter, is_unspaced};

/// A word of a folded text: what stands between two spaces, dashes or ellipses; one letter where the
/// script has no spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) range: Range<usize>,
}

/// The tokens of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        let alone = is_unspaced(c) || matches!(c, '—' | '…');
        if c == ' ' || alone {
            if let Some(start) = start.take() {
                tokens.push(Token { range: start..at });
            }
            if alone {
                tokens.push(Token { range: at..at + c.len_utf8() });
            }
        } else if start.is_none() {
            start = Some(at);
        }
    }
    tokens.extend(start.map(|start| Token { range: start..text.len() }));
    tokens
}

/// A word without the punctuation at its edges; empty for punctuation alone.
pub(super) fn core(word: &str) -> &str {
    word.trim_matches(|c| !is_letter(c))
}

/// A word as it is compared when case, diacritics and clinging punctuation do not count.
pub(super) fn key(word: &str, key: &mut String) {
    key.clear();
    let core = core(word);
    if core.is_ascii() {
        key.extend(core.chars().map(|c| c.to_ascii_lowercase()));
    } else {
        key.push_str(&without_diacritics(&core.to_lowercase()));
    }
}

/// A text without its diacritics, strokes through letters included. The Cyrillic ё, ї, й and ў are letters of their own,
/// not е, і, и and у with a mark, although Unicode takes them apart.
pub(super) fn without_diacritics(text: &str) -> String {
    let mut after_cyrillic = false;
    text.nfd()
        .filter(|c| {
            let is_part_of_letter = after_cyrillic && matches!(c, '\u{306}' | '\u{308}');
            after_cyrillic = matches!(c, '\u{400}'..='\u{52f}');
            is_part_of_letter || !is_combining_mark(*c)
        })
        .map(|c| match c {
            'ł' => 'l',
            'Ł' => 'L',
            'ø' => 'o',
            'Ø' => 'O',
            'đ' => 'd',
            'Đ' => 'D',
            'ħ' => 'h',
            'Ħ' => 'H',
            'ŧ' => 't',
            'Ŧ' => 'T',
            'ı' => 'i',
            c => c,
        })
        .collect()
}

/// A text with `#` for each figure, a point or comma between digits included.
pub(super) fn without_figures(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| is_digit(*c));
    let inner = |at: usize| {
        matches!(chars[at], '.' | ',' | '\'' | ':' | '-' | '/')
            && digit(at.checked_sub(1))
            && digit(Some(at + 1))
    };
    let mut plain = String::new();
    for (at, c) in chars.iter().enumerate() {
        if !(digit(Some(at)) || inner(at)) {
            plain.push(*c);
        } else if !plain.ends_with('#') {
            plain.push('#');
        }
    }
    plain
}
