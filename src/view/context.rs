//! What the permalink page of an annotation shows beside the annotation: its title, and the words around it in its briefing.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tera::Value;

use super::Views;
use super::value::{Object, text_of};
use crate::parse::{AnnotationKind, Draft, MarkKind, plain_text};
use crate::words::shortened;

/// Characters on each side.
const AROUND: usize = 200;
/// Bytes of HTML on each side that are looked through at first.
const WINDOW: usize = 1024;

/// Characters of a phrase in a title.
const IN_TITLE: usize = 120;
/// Characters of a subject: in its address each Cyrillic letter takes six.
const IN_SUBJECT: usize = 40;
/// What a phrase begins with that brings its quotation marks along.
const QUOTATION_MARKS: [char; 12] = ['"', '\'', '“', '”', '„', '‘', '’', '«', '»', '‹', '「', '『'];
/// What stands as it is in a value of an address (<https://www.rfc-editor.org/rfc/rfc6068>).
const UNRESERVED: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

impl Views {
    /// An annotation with `title`, what its page is called; `context {before, after}`, plain text of the block that it
    /// stands in; `mail`, the address that begins a letter with its permalink; `card`, the picture of its quotation; and
    /// `corrections`, those that are about it.
    #[must_use]
    pub fn with_context(&self, draft: usize, number: usize, annotation: &Value) -> Value {
        let (before, after) = around(&self.material.drafts[draft], number);
        let title = self.title_of(draft, annotation);
        let mail = mail(title.as_str().unwrap_or_default(), text_of(annotation, "permalink"));
        let context = Object::new().with("before", before).with("after", after).done();
        Object::of(annotation)
            .with("context", context)
            .with("title", title)
            .with("mail", mail)
            .with_list("corrections", self.corrections_about(draft, number))
            .with_option("card", self.card_value(draft, number))
            .done()
    }

    /// The phrase of an annotation, or its number. Quotations alone are quoted: what the author claims is not.
    fn title_of(&self, draft: usize, annotation: &Value) -> Value {
        let text = text_of(annotation, "text");
        let kind = text_of(annotation, "kind");
        if text.is_empty() || kind == AnnotationKind::Footnote.word() {
            return Value::from(text_of(annotation, "number_words"));
        }
        // A phrase may go over the end of a line.
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let short = match line.char_indices().nth(IN_TITLE) {
            Some((end, _)) => format!("{}…", &line[..end]),
            None => line,
        };
        let is_quotation = [AnnotationKind::Quote, AnnotationKind::Translation]
            .iter()
            .any(|quotation| kind == quotation.word());
        // Most phrases bring their marks along.
        if !is_quotation || text.starts_with(QUOTATION_MARKS) {
            return Value::from(short);
        }
        let words = self.material.words.of(self.material.drafts[draft].language);
        Value::from(words.fill("quoted", &[("text", &short)]))
    }
}

/// A letter to nobody yet.
fn mail(title: &str, permalink: &str) -> String {
    let subject = shortened(title, IN_SUBJECT);
    let [subject, body] = [&*subject, permalink].map(|text| utf8_percent_encode(text, &UNRESERVED));
    format!("mailto:?subject={subject}&body={body}")
}

/// The text of the block before and after an annotation's label, cut between words.
fn around(draft: &Draft, number: usize) -> (String, String) {
    let body = &draft.parsed.body;
    let marks = draft.annotations.list[number].label_marks.clone();
    let (Some(first), Some(last)) = (body.marks.get(marks.start), body.marks.get(marks.end)) else {
        return (String::new(), String::new());
    };
    (before(draft, first.range.start), after(draft, last.range.end))
}

/// The end of what stands in its block before a place. No more is read than is shown: a block may hold thousands of
/// annotations.
fn before(draft: &Draft, place: usize) -> String {
    let mut window = WINDOW;
    loop {
        let (start, is_all) = block_start(&draft.parsed.body.html[..place], window);
        let text = words(draft, start..place);
        if is_all || text.chars().count() > AROUND {
            return tail(&text);
        }
        window *= 2;
    }
}

/// The beginning of what stands in its block after a place.
fn after(draft: &Draft, place: usize) -> String {
    let mut window = WINDOW;
    loop {
        let (length, is_all) = block_end(&draft.parsed.body.html[place..], window);
        let text = words(draft, place..place + length);
        if is_all || text.chars().count() > AROUND {
            return shortened(&text, AROUND).into_owned();
        }
        window *= 2;
    }
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

/// Where the innermost block begins that is open at the end of `html`, or the first tag before the window; says which.
fn block_start(html: &str, window: usize) -> (usize, bool) {
    for (at, _) in html.rmatch_indices('<') {
        let is_start = is_block(&html[at + 1..]);
        if is_start || html.len() - at > window {
            return (at, is_start);
        }
    }
    (0, true)
}

/// Where that block ends which is open at the beginning of `html`, or the first tag behind the window; says which.
fn block_end(html: &str, window: usize) -> (usize, bool) {
    for (at, _) in html.match_indices('<') {
        let rest = &html[at + 1..];
        let is_end = is_block(rest.strip_prefix('/').unwrap_or(rest));
        if is_end || at > window {
            return (at, is_end);
        }
    }
    (html.len(), true)
}

fn is_block(tag: &str) -> bool {
    let name = tag.strip_prefix('/').unwrap_or(tag);
    let end = name.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(name.len());
    BLOCKS.contains(&&name[..end])
}
