//! What a reader sees of HTML: no tags, character references resolved.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser};

/// The text of HTML that ibid wrote: tags and comments are dropped, character references decoded.
/// White space stays as it is.
///
/// ```
/// assert_eq!(ibid::parse::plain_text("<p>a <em>b</em> &amp; c</p>\n"), "a b & c\n");
/// ```
#[must_use]
pub fn plain_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = memchr::memchr(b'<', rest.as_bytes()) {
        text.push_str(&decode(&rest[..open]));
        rest = &rest[open + tag_length(&rest[open..])..];
    }
    text.push_str(&decode(rest));
    text
}

/// The length of the tag or comment at the beginning of `html`, which begins with `<`. Quotation marks in a
/// tag keep a `>` from ending it.
pub(crate) fn tag_length(html: &str) -> usize {
    if html.starts_with("<!--") {
        return html.find("-->").map_or(html.len(), |end| end + 3);
    }
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    html.len()
}

/// Decodes character references: `&amp;`, `&#8220;`, `&uuml;`. What is none stays as it is.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut decoded = String::with_capacity(text.len());
    decoded.push_str(&text[..first]);
    let mut rest = &text[first..];
    while !rest.is_empty() {
        let length = reference_length(rest);
        match length.and_then(|length| character(&rest[..length])) {
            Some(characters) => decoded.push_str(&characters),
            None => decoded.push_str(&rest[..length.unwrap_or(1)]),
        }
        rest = &rest[length.unwrap_or(1)..];
        let plain = memchr::memchr(b'&', rest.as_bytes()).unwrap_or(rest.len());
        decoded.push_str(&rest[..plain]);
        rest = &rest[plain..];
    }
    Cow::Owned(decoded)
}

/// The length of what is shaped like a character reference at the beginning of `text`, which begins with `&`.
fn reference_length(text: &str) -> Option<usize> {
    const LONGEST: usize = 34;
    let name = text.as_bytes().iter().skip(1).take(LONGEST);
    let length = name.take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
    (length > 0 && text.as_bytes().get(1 + length) == Some(&b';')).then_some(length + 2)
}

/// The characters of a reference. The names are HTML's two thousand, which the Markdown parser knows.
fn character(reference: &str) -> Option<Cow<'static, str>> {
    Some(Cow::Borrowed(match reference {
        "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        "&quot;" => "\"",
        _ => {
            let mut text = String::new();
            for event in Parser::new(reference) {
                if let Event::Text(part) = event {
                    text.push_str(&part);
                }
            }
            return (text != reference).then_some(Cow::Owned(text));
        }
    }))
}

/// How many words a text has.
pub(crate) fn word_count(text: &str) -> usize {
    let mut words = Words::default();
    words.text(text);
    words.count
}

/// Counts words: runs of anything but white space.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Words {
    pub count: usize,
    within: bool,
}

impl Words {
    /// Text that goes on where the last one ended.
    pub(super) fn text(&mut self, text: &str) {
        let bytes = text.as_bytes();
        if text.is_ascii() {
            self.bytes(bytes, |byte| is_space(byte) && byte != VERTICAL_TAB);
        } else if !holds_rare_space(bytes) {
            self.bytes(bytes, is_space);
        } else {
            for character in text.chars() {
                self.step(character.is_whitespace());
            }
        }
    }

    fn bytes(&mut self, bytes: &[u8], is_space: impl Fn(u8) -> bool) {
        let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return };
        self.count += usize::from(!self.within && !is_space(*first)) + begun(bytes, &is_space);
        self.within = !is_space(*last);
    }

    /// A block or line ends: so does a word.
    pub(super) fn stop(&mut self) {
        self.within = false;
    }

    fn step(&mut self, space: bool) {
        self.count += usize::from(!space && !self.within);
        self.within = !space;
    }
}

/// In text of nothing but ASCII this is part of a word.
const VERTICAL_TAB: u8 = 0x0b;

/// Whether a byte is white space of ASCII.
#[inline]
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// How many bytes that are no white space follow one that is.
fn begun(bytes: &[u8], is_space: impl Fn(u8) -> bool) -> usize {
    // The sum over so few bytes fits into one, so that the processor can compare sixteen or more at a time.
    const STRETCH: usize = 240;
    let mut count = 0;
    let mut rest = bytes;
    while rest.len() > 1 {
        let length = STRETCH.min(rest.len() - 1);
        let mut begun = 0_u8;
        for (before, after) in rest[..length].iter().zip(&rest[1..=length]) {
            begun += u8::from(is_space(*before) & !is_space(*after));
        }
        count += usize::from(begun);
        rest = &rest[length..];
    }
    count
}

/// Whether there may be white space beyond ASCII. Most of that begins with the byte that dashes and quotation marks begin
/// with as well.
fn holds_rare_space(bytes: &[u8]) -> bool {
    let is_rare = |at: usize| {
        matches!(bytes.get(at + 1..at + 3), Some([0x80, 0x80..=0x8a | 0xa8 | 0xa9 | 0xaf] | [0x81, 0x9f]))
    };
    memchr::memchr3(0xc2, 0xe1, 0xe3, bytes).is_some() || memchr::memchr_iter(0xe2, bytes).any(is_rare)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(parts: &[&str]) -> usize {
        let mut words = Words::default();
        for part in parts {
            words.text(part);
        }
        words.count
    }

    #[test]
    fn words_are_what_white_space_divides() {
        for space in (0..=0x3000).filter_map(char::from_u32).filter(|c| c.is_whitespace()) {
            assert_eq!(counted(&[&format!("a{space}é{space}")]), 2, "{space:?}");
        }
        for (text, count) in [("", 0), (" ", 0), ("a", 1), (" a–b ‘c’\td… ", 3), ("ä–", 1), ("\u{1680}a", 1)]
        {
            assert_eq!(counted(&[text]), count, "{text:?}");
        }
        assert_eq!(counted(&["a b", "c ", "d"]), 3);
        assert_eq!(counted(&["ab ".repeat(1000).as_str()]), 1000);
    }
}
