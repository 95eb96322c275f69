//! Raw HTML in a source: its words, apart by its blocks. No element of it is kept.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::sync::LazyLock;

use super::builder::Builder;
use super::place;

/// Elements whose content no reader sees.
const UNSEEN: [&str; 14] = [
    "script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math", "audio", "video",
    "canvas", "select", "textarea",
];

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 34] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "td",
    "th",
    "tr",
];

/// Name of the attribute under which a place mark goes through the sanitiser.
const MARK: &str = "data-mark";

static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = ammonia::Builder::empty();
    let mut tags: HashSet<&str> = BLOCKS.into_iter().collect();
    tags.extend(["br", "ul", "wbr"]);
    builder
        .tags(tags)
        .clean_content_tags(UNSEEN.into_iter().collect())
        .generic_attributes(HashSet::new())
        .tag_attributes(HashMap::from([("wbr", HashSet::from([MARK]))]))
        .link_rel(None);
    builder
});

/// Puts the words of `raw` into `builder`, one paragraph for each of its blocks; `origin` is where `raw`
/// begins in its file.
pub(super) fn build(raw: &str, origin: usize, builder: &mut Builder) {
    let clean = SANITISER.clean(&flattened(&with_marks(raw))).to_string();
    let mut rest = clean.as_str();
    builder.end_block();
    while let Some(open) = rest.find('<') {
        words(&rest[..open], origin, builder);
        let Some(length) = rest[open..].find('>') else { return builder.end_block() };
        element(&rest[open..=open + length], builder);
        rest = &rest[open + length + 1..];
    }
    words(rest, origin, builder);
    builder.end_block();
}

/// An element within a line of Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Element<'a> {
    pub(super) name: &'a str,
    pub(super) ends: bool,
}

impl<'a> Element<'a> {
    /// The element that a tag such as `<b>` or `</b>` begins or ends.
    pub(super) fn of(tag: &'a str) -> Option<Self> {
        let inner = tag.strip_prefix('<')?;
        let (ends, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
        let length = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
        (length > 0).then_some(Self { name: &inner[..length], ends })
    }

    /// Whether it has to be ended, so that others may stand in it.
    fn nests(self) -> bool {
        const ENDS_BY_ITSELF: [&str; 26] = [
            "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
            "optgroup", "option", "p", "param", "rp", "rt", "source", "td", "th", "tr", "track", "wbr",
            "colgroup",
        ];
        !ENDS_BY_ITSELF.iter().any(|name| self.name.eq_ignore_ascii_case(name))
    }

    /// Its name in small letters, where no reader sees what it holds.
    pub(super) fn unseen(self) -> Option<&'static str> {
        UNSEEN.into_iter().find(|name| self.name.eq_ignore_ascii_case(name))
    }
}

/// The HTML with each place mark, which is a comment, as an element that the sanitiser lets through.
fn with_marks(raw: &str) -> Cow<'_, str> {
    let mut changed = String::new();
    let (mut done, mut at) = (0, 0);
    while let Some(open) = raw[at..].find("<!--").map(|found| at + found) {
        let Some(length) = raw[open..].find("-->") else { break };
        let comment = &raw[open..open + length + 3];
        at = open + comment.len();
        if matches!(place::mark(comment), Some(Ok(_))) {
            let label = comment[4..comment.len() - 3].replace('&', "&amp;").replace('"', "&quot;");
            changed.push_str(&raw[done..open]);
            let _ = write!(changed, "<wbr {MARK}=\"{label}\">");
            done = at;
        }
    }
    if done == 0 {
        return Cow::Borrowed(raw);
    }
    changed.push_str(&raw[done..]);
    Cow::Owned(changed)
}

/// The HTML without elements that stand too deep in others: browsers cut them off as well, and the sanitiser
/// would need time in proportion to the square of their depth.
fn flattened(raw: &str) -> Cow<'_, str> {
    const DEEPEST: usize = 256;
    let mut flat = String::new();
    let (mut done, mut depth) = (0, 0_usize);
    for (open, _) in raw.match_indices('<') {
        let Some(element) = Element::of(&raw[open..]).filter(|element| element.nests()) else { continue };
        if element.ends {
            depth = depth.saturating_sub(1);
        } else {
            depth += 1;
        }
        let is_deep = depth >= DEEPEST + usize::from(!element.ends);
        if is_deep && open >= done {
            let end = raw[open..].find('>').map_or(raw.len(), |length| open + length + 1);
            flat.push_str(&raw[done..open]);
            flat.push(' ');
            done = end;
        }
    }
    if done == 0 { Cow::Borrowed(raw) } else { Cow::Owned(flat + &raw[done..]) }
}

/// What a tag, as the sanitiser writes it, does to the text.
fn element(tag: &str, builder: &mut Builder) {
    if tag == "<br>" {
        return builder.hard_break();
    }
    let label = tag.split_once('"').and_then(|(_, rest)| rest.split_once('"'));
    let mark = label.and_then(|(label, _)| place::mark(&format!("<!--{}-->", plain(label))));
    match mark {
        Some(Ok(mark)) => builder.mark(mark),
        _ if tag.starts_with("<wbr") => {}
        _ => builder.end_block(),
    }
}

/// Words between two tags, with white space as a browser shows it.
fn words(escaped: &str, origin: usize, builder: &mut Builder) {
    let mut folded = String::with_capacity(escaped.len());
    for c in plain(escaped).chars() {
        match c {
            ' ' | '\t' | '\n' | '\r' => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            _ => folded.push(c),
        }
    }
    builder.text(&folded, origin);
}

/// The characters that the sanitiser escapes, as they are.
fn plain(escaped: &str) -> Cow<'_, str> {
    if !escaped.contains('&') {
        return Cow::Borrowed(escaped);
    }
    let plain = escaped.replace("&nbsp;", "\u{a0}").replace("&lt;", "<").replace("&gt;", ">");
    Cow::Owned(plain.replace("&quot;", "\"").replace("&amp;", "&"))
}
