//! What the permalink page of an annotation shows beside the annotation: its title, and the words around it in its briefing.

use tera::value::Key;
use tera::{Map, Value};

use super::annotation::kind;
use super::value::text_of;
use super::{Views, shortened};
use crate::parse::{AnnotationKind, Draft, MarkKind, plain_text};

/// Characters on each side.
const AROUND: usize = 200;

/// Characters of a phrase in a title.
const IN_TITLE: usize = 120;

impl Views {
    /// An annotation with `title`, what its page is called, and `context {before, after}`: plain text of the block that it
    /// stands in.
    #[must_use]
    pub fn with_context(&self, draft: usize, number: usize, annotation: Value) -> Value {
        let (before, after) = around(&self.material.drafts[draft], number);
        let title = self.title_of(draft, &annotation);
        let Some(mut map) = annotation.into_map() else { return Value::none() };
        let context = [("before", before), ("after", after)];
        let context = context.into_iter().map(|(name, text)| (Key::Str(name), Value::from(text)));
        map.insert(Key::Str("context"), Value::from(context.collect::<Map>()));
        map.insert(Key::Str("title"), title);
        Value::from(map)
    }

    /// The phrase of an annotation in quotation marks, or its number.
    fn title_of(&self, draft: usize, annotation: &Value) -> Value {
        let text = text_of(annotation, "text");
        if text.is_empty() || text_of(annotation, "kind") == kind(AnnotationKind::Footnote) {
            return Value::from(text_of(annotation, "number_words"));
        }
        let words = self.material.words.of(self.material.drafts[draft].language);
        let quoted = match text.char_indices().nth(IN_TITLE) {
            Some((end, _)) => words.fill("quoted", &[("text", &format!("{}…", &text[..end]))]),
            None => words.fill("quoted", &[("text", text)]),
        };
        Value::from(quoted)
    }
}

/// The text of the block before and after an annotation's label, cut between words.
fn around(draft: &Draft, number: usize) -> (String, String) {
    let body = &draft.parsed.body;
    let marks = draft.annotations.list[number].label_marks.clone();
    let (Some(first), Some(last)) = (body.marks.get(marks.start), body.marks.get(marks.end)) else {
        return (String::new(), String::new());
    };
    let (label_start, label_end) = (first.range.start, last.range.end);
    let start = block_start(&body.html[..label_start]);
    let end = label_end + block_end(&body.html[label_end..]);
    let before = words(draft, start..label_start);
    let after = words(draft, label_end..end);
    (tail(&before), shortened(&after, AROUND).into_owned())
}

/// The text of a stretch of HTML without the numbers of footnotes.
fn words(draft: &Draft, range: std::ops::Range<usize>) -> String {
    let body = &draft.parsed.body;
    let mut html = String::with_capacity(range.len());
    let mut at = range.start;
    let first = body.marks.partition_point(|mark| mark.range.start < range.start);
    for mark in &body.marks[first..] {
        if mark.range.end > range.end {
            break;
        }
        if let MarkKind::FootnoteReference(_) = mark.kind {
            html.push_str(&body.html[at..mark.range.start]);
            at = mark.range.end;
        }
    }
    html.push_str(&body.html[at..range.end]);
    plain_text(&html)
}

/// The last characters of a text, cut between words.
fn tail(text: &str) -> String {
    let Some((at, _)) = text.char_indices().rev().nth(AROUND) else { return text.to_owned() };
    let space = text[at..].find(char::is_whitespace).map_or(at, |space| at + space);
    format!("…{}", &text[space..])
}

const BLOCKS: [&str; 12] = ["p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "dd"];

/// Where the innermost block begins that is open at the end of `html`.
fn block_start(html: &str) -> usize {
    html.rmatch_indices('<').find(|(at, _)| is_block(&html[at + 1..])).map_or(0, |(at, _)| at)
}

fn block_end(html: &str) -> usize {
    let is_end = |rest: &str| is_block(rest.strip_prefix('/').unwrap_or(rest));
    html.match_indices('<').find(|(at, _)| is_end(&html[at + 1..])).map_or(html.len(), |(at, _)| at)
}

fn is_block(tag: &str) -> bool {
    let name = tag.strip_prefix('/').unwrap_or(tag);
    let end = name.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(name.len());
    BLOCKS.contains(&&name[..end])
}
