//! The original of a source, and links to the place in it where a passage stands.

use std::ops::Range;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Kind, Publish, Source};

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
    let fragment = match source.kind {
        Kind::Pdf => source.page_at(start).filter(|page| is_number(page)).map(|page| format!("page={page}")),
        Kind::Transcript => source.time_at(start).map(|seconds| format!("t={seconds}")),
        Kind::Text | Kind::Html if is_page => {
            let (page, anchor) = address.split_once('#').unwrap_or((address, ""));
            let anchor = anchor.split(":~:").next().unwrap_or_default();
            let directive = fragment_of(source, segments, prefix, suffix);
            return Some(match directive.strip_prefix('#') {
                Some(directive) => [page, "#", anchor, directive].concat(),
                None => address.to_owned(),
            });
        }
        Kind::Text | Kind::Html => None,
    };
    Some(match fragment {
        Some(fragment) => format!("{}#{fragment}", address.split('#').next().unwrap_or(address)),
        None => address.to_owned(),
    })
}

fn is_number(label: &str) -> bool {
    !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit())
}

/// What a text directive may hold as it is; `-`, `,` and `&` divide its parts and so are not among it.
const AS_IT_IS: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'.').remove(b'_').remove(b'~').remove(b'!').remove(b'\'');

/// Passages of more characters than this are named by their first and last words.
const LONGEST_EXACT: usize = 200;
/// How many words at either end stand for a long passage.
const END_WORDS: usize = 5;
/// How many characters at either end stand for a long passage without spaces.
const END_CHARACTERS: usize = 20;
/// How many words around a passage tell it from others.
const CONTEXT_WORDS: usize = 3;

/// The text fragment of a passage, of which nothing between its segments may be shown.
fn fragment_of(source: &Source, segments: &[Range<usize>], prefix: &str, suffix: &str) -> String {
    let words = |segment: &Range<usize>| source.text.get(segment.clone()).unwrap_or_default();
    match segments {
        [] => String::new(),
        [one] => text_fragment(words(one), prefix, suffix),
        [first, .., last] => directive(prefix, suffix, |fragment| {
            add(fragment, words(first).split_whitespace().take(END_WORDS));
            fragment.push(',');
            add(fragment, last_words(words(last), END_WORDS));
        }),
    }
}

/// The fragment that makes a browser scroll to the words and mark them: `#:~:text=[prefix-,]start[,end][,-suffix]`
/// (WICG, "URL Fragment Text Directives"); empty where there are no words.
///
/// A passage that is long or holds line ends is given by its first and last words, because an exact match may
/// not go from one block into another.
#[must_use]
pub fn text_fragment(exact: &str, prefix: &str, suffix: &str) -> String {
    let exact = exact.trim();
    if exact.is_empty() {
        return String::new();
    }
    directive(prefix, suffix, |fragment| {
        let is_long =
            exact.contains('\n') || exact.len() > LONGEST_EXACT && exact.chars().count() > LONGEST_EXACT;
        if !is_long || !add_ends(fragment, exact) {
            add(fragment, exact.split_whitespace());
        }
    })
}

/// The fragment with what `place` writes between the words before and after it.
fn directive(prefix: &str, suffix: &str, place: impl FnOnce(&mut String)) -> String {
    const USUAL: usize = 256;
    let mut fragment = String::with_capacity(USUAL);
    fragment.push_str("#:~:text=");
    let before = last_words(prefix, CONTEXT_WORDS);
    if !before.is_empty() {
        add(&mut fragment, before);
        fragment.push_str("-,");
    }
    place(&mut fragment);
    let mut after = suffix.split_whitespace().take(CONTEXT_WORDS).peekable();
    if after.peek().is_some() {
        fragment.push_str(",-");
        add(&mut fragment, after);
    }
    fragment
}

/// Adds the first and the last words of a passage that had better not be given whole, where it has enough of them.
fn add_ends(fragment: &mut String, exact: &str) -> bool {
    if let count @ 2.. = END_WORDS.min(exact.split_whitespace().count() / 2) {
        add(fragment, exact.split_whitespace().take(count));
        fragment.push(',');
        add(fragment, last_words(exact, count));
        return true;
    }
    let length = exact.chars().count();
    if length < 2 * END_CHARACTERS {
        return false;
    }
    let split = |skip: usize| exact.char_indices().nth(skip).map_or(exact.len(), |(at, _)| at);
    fragment.extend(utf8_percent_encode(&exact[..split(END_CHARACTERS)], AS_IT_IS));
    fragment.push(',');
    fragment.extend(utf8_percent_encode(&exact[split(length - END_CHARACTERS)..], AS_IT_IS));
    true
}

/// The last so many words, in order.
fn last_words(text: &str, count: usize) -> Vec<&str> {
    let mut words: Vec<&str> = text.split_whitespace().rev().take(count).collect();
    words.reverse();
    words
}

/// Adds words with a space between them.
fn add<'w>(fragment: &mut String, words: impl IntoIterator<Item = &'w str>) {
    for (number, word) in words.into_iter().enumerate() {
        if number > 0 {
            fragment.push_str("%20");
        }
        fragment.extend(utf8_percent_encode(word, AS_IT_IS));
    }
}
