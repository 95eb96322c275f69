//! The beginning of a line: white space counted in columns, and what tells one block from another.

/// A place in the white space and container marks at the beginning of a line. A tab goes to the next column
/// that is a multiple of four and may be used up in parts.
#[derive(Clone, Copy)]
pub(super) struct Margin<'a> {
    bytes: &'a [u8],
    /// Byte of the whole text.
    pub at: usize,
    end: usize,
    column: usize,
    spare: usize,
}

impl<'a> Margin<'a> {
    /// The line from `at` to `end`, its line end excluded.
    pub(super) fn new(bytes: &'a [u8], at: usize, end: usize) -> Self {
        Self { bytes, at, end, column: 0, spare: 0 }
    }

    /// The columns of white space from here on.
    pub(super) fn width(self) -> usize {
        let mut ahead = self;
        ahead.skip(usize::MAX)
    }

    /// Skips up to so many columns of white space: how many there were.
    pub(super) fn skip(&mut self, columns: usize) -> usize {
        let mut left = columns;
        while left > 0 {
            if self.spare > 0 {
                let used = self.spare.min(left);
                self.spare -= used;
                self.column += used;
                left -= used;
                continue;
            }
            match self.bytes[..self.end].get(self.at) {
                Some(b' ') => {
                    self.column += 1;
                    left -= 1;
                }
                Some(b'\t') => self.spare = 4 - self.column % 4,
                _ => break,
            }
            self.at += 1;
        }
        columns - left
    }

    /// What follows the white space.
    pub(super) fn rest(self) -> &'a [u8] {
        let mut ahead = self;
        ahead.skip(usize::MAX);
        &self.bytes[ahead.at..self.end]
    }

    /// Where what follows the white space begins.
    pub(super) fn text_at(self) -> usize {
        self.end - self.rest().len()
    }

    pub(super) fn is_blank(self) -> bool {
        self.rest().is_empty()
    }

    /// Moves over white space and so many bytes after it, none of them a tab.
    pub(super) fn advance(&mut self, bytes: usize) {
        self.skip(usize::MAX);
        self.at += bytes;
        self.column += bytes;
    }
}

/// How a block of HTML ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum HtmlEnd {
    /// On the line with this text.
    With(&'static str),
    /// Before an empty line.
    Blank,
}

/// Whether a line is `***`, `---` or `___`; otherwise the place of the first byte that can't be part of one.
pub(super) fn rule(rest: &[u8]) -> Result<(), usize> {
    let mark = match rest.first() {
        Some(mark @ (b'*' | b'-' | b'_')) => *mark,
        _ => return Err(0),
    };
    let mut count = 0;
    for (at, byte) in rest.iter().enumerate() {
        match *byte {
            byte if byte == mark => count += 1,
            b' ' | b'\t' => {}
            _ => return Err(at),
        }
    }
    if count >= 3 { Ok(()) } else { Err(rest.len()) }
}

/// Whether a line underlines the paragraph before it.
pub(super) fn underlines(rest: &[u8]) -> bool {
    let rest = rest.trim_ascii_end();
    matches!(rest.first(), Some(mark @ (b'=' | b'-')) if rest.iter().all(|byte| byte == mark))
}

/// The length of the hashes that begin a heading; 0 for none.
pub(super) fn hashes(rest: &[u8]) -> usize {
    let count = rest.iter().take_while(|byte| **byte == b'#').count();
    let apart = matches!(rest.get(count), None | Some(b' ' | b'\t'));
    if (1..=6).contains(&count) && apart { count } else { 0 }
}

/// The character and length of a code fence.
pub(super) fn fence(rest: &[u8]) -> Option<(u8, usize)> {
    let mark = *rest.first().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = rest.iter().take_while(|byte| **byte == mark).count();
    let foreign = mark == b'`' && memchr::memchr(b'`', &rest[length..]).is_some();
    (length >= 3 && !foreign).then_some((mark, length))
}

/// The length of a list item's mark, and whether it can interrupt a paragraph.
pub(super) fn item(rest: &[u8]) -> Option<(usize, bool)> {
    let (length, first) = match rest.first()? {
        b'-' | b'+' | b'*' => (1, true),
        byte if byte.is_ascii_digit() => {
            let digits = rest.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
            if digits > 9 || !matches!(rest.get(digits), Some(b'.' | b')')) {
                return None;
            }
            let one = rest[..digits]
                .iter()
                .rev()
                .enumerate()
                .all(|(at, b)| *b == if at == 0 { b'1' } else { b'0' });
            (digits + 1, one)
        }
        _ => return None,
    };
    match rest.get(length) {
        None => Some((length, false)),
        Some(b' ' | b'\t') => Some((length, first && !rest[length..].trim_ascii().is_empty())),
        _ => None,
    }
}

/// The length of `[^label]:` and the white space after it.
pub(super) fn footnote(rest: &[u8]) -> Option<usize> {
    const LONGEST: usize = 999;
    if !rest.starts_with(b"[^") {
        return None;
    }
    let mut at = 2;
    loop {
        match rest.get(at)? {
            b']' => break,
            b'[' => return None,
            b'\\' => at += 2,
            _ => at += 1,
        }
        if at > LONGEST {
            return None;
        }
    }
    if rest[2..at].trim_ascii().is_empty() || rest.get(at + 1) != Some(&b':') {
        return None;
    }
    let space = rest[at + 2..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    Some(at + 2 + space)
}

/// The kind of HTML block that a line begins; `alone` where no paragraph is open before it.
pub(super) fn html(rest: &[u8], alone: bool) -> Option<HtmlEnd> {
    const RAW: [(&[u8], &str); 4] =
        [(b"pre", "</pre>"), (b"style", "</style>"), (b"script", "</script>"), (b"textarea", "</textarea>")];
    let inside = rest.strip_prefix(b"<")?;
    for (name, end) in RAW {
        let begins = inside.len() >= name.len() && inside[..name.len()].eq_ignore_ascii_case(name);
        if begins && matches!(inside.get(name.len()), None | Some(b' ' | b'\t' | b'>')) {
            return Some(HtmlEnd::With(end));
        }
    }
    match inside {
        [b'!', b'-', b'-', ..] => return Some(HtmlEnd::With("-->")),
        [b'?', ..] => return Some(HtmlEnd::With("?>")),
        [b'!', b'[', b'C', b'D', b'A', b'T', b'A', b'[', ..] => return Some(HtmlEnd::With("]]>")),
        [b'!', letter, ..] if letter.is_ascii_alphabetic() => return Some(HtmlEnd::With(">")),
        _ => {}
    }
    let tag = inside.strip_prefix(b"/").unwrap_or(inside);
    let length = tag.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let name = tag[..length].to_ascii_lowercase();
    let ends = matches!(tag[length..], [] | [b' ' | b'\t' | b'>', ..] | [b'/', b'>', ..]);
    if ends && BLOCK_TAGS.iter().any(|known| known.as_bytes() == name) {
        return Some(HtmlEnd::Blank);
    }
    (alone && only_a_tag(rest)).then_some(HtmlEnd::Blank)
}

/// Whether a line is one tag and nothing else.
fn only_a_tag(rest: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(rest) else { return false };
    let line = 0..text.len();
    let flow = super::flow::Flow { text, lines: std::slice::from_ref(&line) };
    super::tight::tag(flow, flow.start()).is_some_and(|end| text[end.at..].trim_ascii().is_empty())
}

/// Elements whose tags begin a block of HTML, even within a paragraph (CommonMark 0.31, HTML blocks, 6).
const BLOCK_TAGS: &[&str] = &[
    "address",
    "article",
    "aside",
    "base",
    "basefont",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "link",
    "main",
    "menu",
    "menuitem",
    "nav",
    "noframes",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "track",
    "ul",
];
