//! Where words begin and end, and how many there are.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::fold::Folded;
use super::fold::letters::{is_digit, is_hyphen, is_letter, is_unspaced};

/// Whether a quotation may begin or end here. Between letters of a script without spaces it may anywhere.
pub(super) fn is_boundary(folded: &Folded, at: usize) -> bool {
    is_text_boundary(folded.text(), at) || folded.has_hyphen_at(at)
}

/// [`is_boundary`] in a text as it is. The rules are those of Unicode's word segmentation (UAX #29, WB4–WB12)
/// except that a full stop between a small and a capital letter ends a sentence whose space was lost.
pub(super) fn is_text_boundary(text: &str, at: usize) -> bool {
    let (Some(head), Some(tail)) = (text.get(..at), text.get(at..)) else { return false };
    let (Some(before), Some(after)) = (head.chars().next_back(), tail.chars().next()) else { return true };
    if before.is_whitespace() || after.is_whitespace() {
        return true;
    }
    let plain = before.is_ascii() && after.is_ascii();
    if !plain && !is_character_boundary(text, at) {
        return false;
    }
    if is_unspaced(before) || is_unspaced(after) {
        return true;
    }
    match (is_letter(before), is_letter(after)) {
        (true, true) => false,
        (true, false) => !joins(before, after, tail.chars().nth(1)),
        (false, true) => !is_sign(head, after) && (!joins_back(head, before, after) || is_elision(head)),
        (false, false) => true,
    }
}

fn is_character_boundary(text: &str, at: usize) -> bool {
    GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

/// Whether `middle` stands within a word: `don't`, `U.S`, `1,000`.
fn joins(before: char, middle: char, after: Option<char>) -> bool {
    let Some(after) = after.filter(|c| is_letter(*c) && !is_unspaced(*c)) else { return false };
    let digits = is_digit(before) && is_digit(after);
    match middle {
        '\'' | '·' => true,
        '.' => {
            digits || !(is_digit(before) || is_digit(after) || before.is_lowercase() && after.is_uppercase())
        }
        ',' => digits,
        _ => false,
    }
}

fn joins_back(head: &str, middle: char, after: char) -> bool {
    head.chars()
        .rev()
        .nth(1)
        .is_some_and(|before| is_letter(before) && !is_unspaced(before) && joins(before, middle, Some(after)))
}

/// Whether a text ends with the minus of a figure: `5 degrees` are not `-5 degrees`.
fn is_sign(head: &str, after: char) -> bool {
    let Some((at, sign)) = head.char_indices().next_back() else { return false };
    is_digit(after) && is_hyphen(sign) && head[..at].ends_with(char::is_whitespace)
}

/// Whether a text ends with an article or preposition cut short, as French and Italian set before a vowel:
/// the word after it stands on its own.
fn is_elision(head: &str) -> bool {
    const SHORT: [&str; 20] = [
        "l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "dell", "all",
        "dall", "nell", "sull", "un", "gl",
    ];
    let Some(word) = head.strip_suffix('\'') else { return false };
    let start =
        word.char_indices().rev().take_while(|(_, c)| is_letter(*c)).last().map_or(word.len(), |(at, _)| at);
    SHORT.contains(&word[start..].to_lowercase().as_str())
}

/// How many words a text has, times two: a letter of a script without spaces counts for half a word
/// (rule L1: three words, or six such letters).
pub(super) fn half_words(text: &str) -> usize {
    half_words_each(text).sum()
}

/// [`half_words`] word by word, so that who asks only whether they are enough need not count them all.
pub(super) fn half_words_each(text: &str) -> impl Iterator<Item = usize> {
    // Words never reach over a space, and most of what stands between two needs no rules to be one.
    text.split(' ').flat_map(|part| {
        let is_word = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let rest = if is_word { "" } else { part };
        is_word.then_some(2).into_iter().chain(rest.unicode_words().map(half_words_of))
    })
}

fn half_words_of(word: &str) -> usize {
    let unspaced = word.chars().filter(|c| is_unspaced(*c)).count();
    if unspaced > 0 { unspaced } else { 2 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn words_are_those_of_unicode(text in "[ab1 '._,  \\u{301}\\u{200d}\\u{ad}äїㄱカー漢。ℹ🇺🇦-]{0,24}") {
            prop_assert_eq!(half_words(&text), text.unicode_words().map(half_words_of).sum::<usize>());
        }
    }
}
