//! Makes a page of a body: what the marks cover is filled in.

use std::ops::Range;

use super::body::{Body, Mark, MarkKind};

/// A part of a body that has content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A directive, by its place in [`Body::directives`].
    Directive(usize),
    /// A footnote, by its place in [`ParsedBody::footnotes`](super::ParsedBody::footnotes).
    Footnote(usize),
}

/// How a part is to be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Its content is written where it stands; [`Fill::close`] follows.
    Here,
    /// Its content is handed to [`Fill::apart`], and what that writes stands in its place.
    Apart,
}

/// What a page puts in the places of a body. Every method has the plain form as its default: what a method is
/// given as `plain` is what stands there otherwise. Content within content is filled in before it is handed on.
pub trait Fill {
    /// A part begins.
    fn open(&mut self, part: Part, plain: &str, out: &mut String) -> Way {
        let _ = part;
        out.push_str(plain);
        Way::Here
    }

    /// A part that is written where it stands ends.
    fn close(&mut self, part: Part, plain: &str, out: &mut String) {
        let _ = part;
        out.push_str(plain);
    }

    /// A part that is written apart: its filled label (of a text directive, leaf or container; none without
    /// brackets) and its filled content (of a container or footnote).
    fn apart(&mut self, part: Part, label: Option<String>, content: String, out: &mut String) {
        let _ = part;
        out.push_str(label.as_deref().unwrap_or_default());
        out.push_str(&content);
    }

    /// The label of a leaf or container begins, where that is written where it stands.
    fn label_open(&mut self, directive: usize, out: &mut String) {
        let _ = (directive, out);
    }

    /// The label of a leaf or container ends, where that is written where it stands.
    fn label_close(&mut self, directive: usize, out: &mut String) {
        let _ = (directive, out);
    }

    /// Any other place: headings, references to footnotes, links, images, code, the end of the summary.
    fn place(&mut self, kind: MarkKind, plain: &str, out: &mut String) {
        let _ = kind;
        out.push_str(plain);
    }
}

/// Everything in its plain form.
#[derive(Debug, Clone, Copy, Default)]
pub struct Plain;

impl Fill for Plain {}

/// A part that is being collected.
struct Collected {
    part: Part,
    begin: usize,
    label: Option<(usize, usize)>,
}

/// Writes a body to `out`.
pub fn fill(body: &Body, out: &mut String, filler: &mut dyn Fill) {
    fill_marks(body, 0..body.marks.len(), 0..body.html.len(), out, filler);
}

/// Writes a stretch of a body: the bytes `html` of its HTML, in which the marks `marks` lie.
pub fn fill_marks(
    body: &Body,
    marks: Range<usize>,
    html: Range<usize>,
    out: &mut String,
    filler: &mut dyn Fill,
) {
    out.reserve(html.len());
    let mut writer = Writer { body, filler, parts: Vec::new(), collected: Vec::new() };
    let mut at = html.start;
    for mark in body.marks.get(marks).unwrap_or_default() {
        out.push_str(&body.html[at..mark.range.start]);
        at = mark.range.end;
        writer.mark(mark, out);
    }
    out.push_str(&body.html[at..html.end]);
    writer.finish(out);
}

struct Writer<'b, 'f> {
    body: &'b Body,
    filler: &'f mut dyn Fill,
    parts: Vec<(Part, Way)>,
    collected: Vec<Collected>,
}

impl Writer<'_, '_> {
    fn mark(&mut self, mark: &Mark, out: &mut String) {
        let plain = &self.body.html[mark.range.clone()];
        match mark.kind {
            MarkKind::Open(index) => self.open(Part::Directive(index), plain, out),
            MarkKind::Close(index) => self.close(Part::Directive(index), plain, out),
            MarkKind::FootnoteOpen(index) => self.open(Part::Footnote(index), plain, out),
            MarkKind::FootnoteClose(index) => self.close(Part::Footnote(index), plain, out),
            MarkKind::LabelOpen(index) => match self.collecting(index) {
                Some(collected) => collected.label = Some((out.len(), out.len())),
                None => self.filler.label_open(index, out),
            },
            MarkKind::LabelClose(index) => match self.collecting(index) {
                Some(Collected { label: Some(label), .. }) => label.1 = out.len(),
                Some(_) => {}
                None => self.filler.label_close(index, out),
            },
            kind => self.filler.place(kind, plain, out),
        }
    }

    fn collecting(&mut self, directive: usize) -> Option<&mut Collected> {
        self.collected.last_mut().filter(|collected| collected.part == Part::Directive(directive))
    }

    fn open(&mut self, part: Part, plain: &str, out: &mut String) {
        let begin = out.len();
        let way = self.filler.open(part, plain, out);
        self.parts.push((part, way));
        if way == Way::Apart {
            self.collected.push(Collected { part, begin, label: None });
        }
    }

    fn close(&mut self, part: Part, plain: &str, out: &mut String) {
        match self.parts.pop() {
            Some((_, Way::Apart)) => self.apart(out),
            // A range may begin within a part.
            None | Some((_, Way::Here)) => self.filler.close(part, plain, out),
        }
    }

    fn apart(&mut self, out: &mut String) {
        let Some(Collected { part, begin, label }) = self.collected.pop() else { return };
        let (label, content) = match (part, label) {
            (Part::Directive(index), _) if self.body.directives[index].form == super::Form::Text => {
                let label = out.split_off(begin);
                (self.body.directives[index].label.as_ref().map(|_| label), String::new())
            }
            (_, Some((_, end))) => {
                let content = out.split_off(end);
                (Some(out.split_off(begin)), content)
            }
            (_, None) => (None, out.split_off(begin)),
        };
        self.filler.apart(part, label, content, out);
    }

    /// Parts that go on beyond the end of the range.
    fn finish(mut self, out: &mut String) {
        while let Some((part, way)) = self.parts.pop() {
            match way {
                Way::Apart => self.apart(out),
                Way::Here => self.filler.close(part, "", out),
            }
        }
    }
}
