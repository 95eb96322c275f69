//! Words on one line.

use std::borrow::Cow;

/// A text with single spaces for all white space in it, and none at its ends. Most are so already, and are not copied.
#[must_use]
pub fn flat(text: &str) -> Cow<'_, str> {
    let is_flat = if text.is_ascii() { is_flat_ascii(text) } else { is_flat(text) };
    if is_flat {
        return Cow::Borrowed(text);
    }
    let mut flat = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !flat.is_empty() {
            flat.push(' ');
        }
        flat.push_str(word);
    }
    Cow::Owned(flat)
}

fn is_flat_ascii(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        if byte <= b' ' && (before == b' ' || byte != b' ') {
            return false;
        }
        before = byte;
    }
    before != b' ' || text.is_empty()
}

fn is_flat(text: &str) -> bool {
    let mut before = ' ';
    for letter in text.chars() {
        if letter.is_whitespace() && (before == ' ' || letter != ' ') {
            return false;
        }
        before = letter;
    }
    before != ' ' || text.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_becomes_single_spaces() {
        for text in [
            "",
            " ",
            "a",
            "a b",
            " a b",
            "a b ",
            "a  b",
            "a\nb",
            "a\u{1}b",
            "ä b",
            "ä\u{a0}b",
            "ä  b ",
            "\tä",
            "a’s b",
        ] {
            let slow = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(flat(text), slow, "{text:?}");
        }
        assert!(matches!(flat("as it’s written"), Cow::Borrowed(_)));
    }
}
