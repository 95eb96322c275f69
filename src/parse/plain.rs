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

/// Counts words: runs of anything but white space.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Words {
    pub count: usize,
    within: bool,
}

impl Words {
    /// Text that goes on where the last one ended.
    pub(super) fn text(&mut self, text: &str) {
        if text.is_ascii() {
            for byte in text.bytes() {
                self.step(byte.is_ascii_whitespace());
            }
        } else {
            for character in text.chars() {
                self.step(character.is_whitespace());
            }
        }
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
