//! The original of a source, and links to the place in it where a passage stands.

use std::ops::Range;

use percent_encoding::percent_encode_byte;

use super::{Kind, Publish, Source, flat};

/// The file that a source's text was taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// Its name, beside the text: `original.pdf`.
    pub file: String,
    /// What it is.
    pub kind: Kind,
}

impl Original {
    /// The file called `original.…` among the files beside a source.
    pub(super) fn among(siblings: &[String]) -> Option<Self> {
        let named =
            |name: &&String| name.strip_prefix("original.").is_some_and(|rest| !rest.contains(['.', '/']));
        let file = siblings.iter().filter(named).min()?.clone();
        let kind = match extension(&file).as_str() {
            "html" | "htm" | "xhtml" | "mhtml" => Kind::Html,
            "pdf" => Kind::Pdf,
            "vtt" | "srt" | "mp3" | "mp4" | "m4a" | "ogg" | "opus" | "wav" | "webm" => Kind::Transcript,
            _ => Kind::Text,
        };
        Some(Self { file, kind })
    }
}

/// What follows the last dot of a file's name, in small letters.
pub(super) fn extension(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase())
}

/// A link to where a passage stands in the original: its page in a PDF, its time in a recording, its words in a
/// web page. It leads to where the source was published; without an address, to the original beside the source's
/// own page (named by its file alone), if that is published.
///
/// `segments` are the passage's stretches of the text, in order; words left out between them are not in the link.
/// `prefix` and `suffix` are words around the passage that may be shown.
#[must_use]
pub fn original_link(
    source: &Source,
    segments: &[Range<usize>],
    prefix: &str,
    suffix: &str,
) -> Option<String> {
    let beside = source.original.as_ref().filter(|_| source.publish == Publish::Full);
    let (address, is_page) = match (&source.metadata.url, beside) {
        (Some(url), _) => (url.as_str(), true),
        (None, Some(original)) => (original.file.as_str(), original.kind == Kind::Html),
        (None, None) => return None,
    };
    let start = segments.first().map_or(0, |segment| segment.start);
    let without_fragment = || address.split('#').next().unwrap_or(address);
    Some(match source.kind {
        Kind::Pdf => match source.page_at(start).filter(|page| is_number(page)) {
            Some(page) => format!("{}#page={page}", without_fragment()),
            None => address.to_owned(),
        },
        Kind::Transcript => match source.time_at(start) {
            Some(seconds) => format!("{}#t={seconds}", without_fragment()),
            None => address.to_owned(),
        },
        Kind::Text | Kind::Html if is_page => with_directive(address, source, segments, prefix, suffix),
        Kind::Text | Kind::Html => address.to_owned(),
    })
}

fn is_number(label: &str) -> bool {
    !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit())
}

/// The bytes that a text directive may hold as they are; `-`, `,` and `&` divide its parts and so are not among them.
const AS_IT_IS: [bool; 256] = {
    let kept = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~!'";
    let mut bytes = [false; 256];
    let mut at = 0;
    while at < kept.len() {
        bytes[kept[at] as usize] = true;
        at += 1;
    }
    bytes
};

/// Passages of more characters than this are named by their first and last words.
const LONGEST_EXACT: usize = 200;
/// How many words at either end stand for a long passage.
const END_WORDS: usize = 5;
/// How many characters at either end stand for a long passage without spaces.
const END_CHARACTERS: usize = 20;
/// How many words around a passage tell it from others.
const CONTEXT_WORDS: usize = 3;

/// An address that leads to the passage, of which nothing between its segments may be shown. Another directive in it is
/// left out, its fragment stays.
fn with_directive(
    address: &str,
    source: &Source,
    segments: &[Range<usize>],
    prefix: &str,
    suffix: &str,
) -> String {
    let words = |segment: &Range<usize>| source.text.get(segment.clone()).unwrap_or_default();
    let place = match segments {
        [] => None,
        [one] => Place::of(words(one)),
        [first, .., last] => {
            Some(Place::Ends(first_words(words(first), END_WORDS), last_words(words(last), END_WORDS)))
        }
    };
    let Some(place) = place else { return address.to_owned() };
    let mut link = String::with_capacity(address.len() + LONGEST_EXACT);
    let kept = address.find('#').and_then(|hash| Some(hash + address[hash..].find(DIRECTIVE)?));
    link.push_str(&address[..kept.unwrap_or(address.len())]);
    if !address.contains('#') {
        link.push('#');
    }
    place.write(prefix, suffix, &mut link);
    link
}

/// What begins the part of a fragment that browsers keep to themselves.
const DIRECTIVE: &str = ":~:";

/// The fragment that makes a browser scroll to the words and mark them: `#:~:text=[prefix-,]start[,end][,-suffix]`
/// (WICG, "URL Fragment Text Directives"); empty where there are no words.
///
/// A passage that is long or holds line ends is given by its first and last words, because an exact match may
/// not go from one block into another.
#[must_use]
pub fn text_fragment(exact: &str, prefix: &str, suffix: &str) -> String {
    let mut fragment = String::new();
    if let Some(place) = Place::of(exact) {
        fragment.push('#');
        place.write(prefix, suffix, &mut fragment);
    }
    fragment
}

/// How a text directive names a passage.
enum Place<'a> {
    /// By all of its words.
    Whole(&'a str),
    /// By the words at its beginning and at its end.
    Ends(&'a str, &'a str),
    /// By the characters at its beginning and at its end, white space and all.
    Cut(&'a str, &'a str),
}

impl<'a> Place<'a> {
    /// None where there are no words.
    fn of(exact: &'a str) -> Option<Self> {
        let trimmed = exact.trim();
        if trimmed.is_empty() {
            return None;
        }
        let length = trimmed.chars().count();
        if length <= LONGEST_EXACT && !trimmed.contains('\n') {
            return Some(Place::Whole(trimmed));
        }
        let words = trimmed.split_whitespace().take(2 * END_WORDS).count();
        if let count @ 2.. = words / 2 {
            return Some(Place::Ends(first_words(trimmed, count), last_words(trimmed, count)));
        }
        if length < 2 * END_CHARACTERS {
            return Some(Place::Whole(trimmed));
        }
        let split = |skip: usize| trimmed.char_indices().nth(skip).map_or(trimmed.len(), |(at, _)| at);
        Some(Place::Cut(&trimmed[..split(END_CHARACTERS)], &trimmed[split(length - END_CHARACTERS)..]))
    }

    fn write(&self, prefix: &str, suffix: &str, out: &mut String) {
        out.push_str(DIRECTIVE);
        out.push_str("text=");
        let (before, after) = (last_words(prefix, CONTEXT_WORDS), first_words(suffix, CONTEXT_WORDS));
        if !before.is_empty() {
            push_words(before, out);
            out.push_str("-,");
        }
        match self {
            Place::Whole(words) => push_words(words, out),
            Place::Ends(start, end) => {
                push_words(start, out);
                out.push(',');
                push_words(end, out);
            }
            Place::Cut(start, end) => {
                push_encoded(start, out);
                out.push(',');
                push_encoded(end, out);
            }
        }
        if !after.is_empty() {
            out.push_str(",-");
            push_words(after, out);
        }
    }
}

/// The first so many words of a text, as they stand in it; empty where there are none.
fn first_words(text: &str, count: usize) -> &str {
    let text = text.trim_start();
    let mut rest = text;
    for _ in 0..count {
        rest = rest.trim_start().trim_start_matches(|c: char| !c.is_whitespace());
    }
    &text[..text.len() - rest.len()]
}

/// The last so many words of a text, as they stand in it; empty where there are none.
fn last_words(text: &str, count: usize) -> &str {
    let text = text.trim_end();
    let mut rest = text;
    for _ in 0..count {
        rest = rest.trim_end().trim_end_matches(|c: char| !c.is_whitespace());
    }
    &text[rest.len()..]
}

/// Writes the words of a text with single spaces between them.
fn push_words(text: &str, out: &mut String) {
    push_encoded(&flat(text), out);
}

/// Writes a text percent-encoded. Each quotation of each page has such a link: words are written at once, and the space
/// between them without a detour.
fn push_encoded(text: &str, out: &mut String) {
    out.reserve(2 * text.len());
    let mut rest = text.as_bytes();
    let mut at = 0;
    while let [first, ..] = rest {
        let length = rest.iter().take_while(|byte| AS_IT_IS[usize::from(**byte)]).count();
        if length > 0 {
            out.push_str(&text[at..at + length]);
        } else {
            out.push_str(percent_encode_byte(*first));
        }
        let read = length.max(1);
        at += read;
        rest = &rest[read..];
    }
}
