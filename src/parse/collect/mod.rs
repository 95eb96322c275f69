//! Gathers what a body holds while it is written: events here, directives in `pieces`, the whole in `finish`.

mod finish;
mod markup;
mod pieces;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::address::needs_site;
use super::body::{Footnote, FootnoteReference, Heading, Image, Link, Mark, MarkKind, ParsedBody};
use super::code::CodeBlock;
use super::heading;
use super::plain::Words;
use super::scan::Found;

/// What the HTML writer is writing now: its mark is complete when it asks for the next event.
#[derive(Clone, Copy, Default)]
pub(super) enum Begun {
    #[default]
    Nothing,
    /// A place that begins at a byte of the HTML.
    Place(MarkKind, usize),
    /// The opening tag of a heading; a line end may stand before it.
    Heading(usize),
}

/// What is open.
enum Frame {
    Tag,
    Directive(usize),
    /// The label of a leaf or container.
    Label(usize),
}

/// Why a directive is none after all.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Drop {
    InImage,
    Crossed,
}

/// The state of gathering. Places of events are bytes of the text that the Markdown parser reads.
pub(super) struct Collector<'p> {
    source: &'p str,
    start: usize,
    file: &'p str,
    found: &'p [Found],
    body: ParsedBody,
    marks: Vec<Mark>,
    frames: Vec<Frame>,
    /// How many pieces of each directive were met.
    met: Vec<u8>,
    dropped: Vec<Option<Drop>>,
    words: Words,
    /// Open notes and footnotes: their words are not counted.
    muted: usize,
    images: usize,
    image_begins: usize,
    heading: Option<usize>,
    /// What of the open heading is not part of its words.
    tail: Range<usize>,
    code: Option<(usize, Option<usize>)>,
    code_begins: usize,
    open_footnotes: Vec<usize>,
    missing: Vec<Range<usize>>,
}

impl<'p> Collector<'p> {
    /// `source` is what the Markdown parser reads, which is the text of the file from `start` on.
    pub(super) fn new(source: &'p str, file: &'p str, start: usize, found: &'p [Found]) -> Self {
        Self {
            source,
            start,
            file,
            found,
            body: ParsedBody::default(),
            marks: Vec::new(),
            frames: Vec::new(),
            met: vec![0; found.len()],
            dropped: vec![None; found.len()],
            words: Words::default(),
            muted: 0,
            images: 0,
            image_begins: 0,
            heading: None,
            tail: 0..0,
            code: None,
            code_begins: 0,
            open_footnotes: Vec::new(),
            missing: Vec::new(),
        }
    }

    /// Directives of which the events did not show all pieces: they stand where the parser sees none.
    pub(super) fn unmet(&self) -> Vec<usize> {
        let pieces =
            |found: &Found| 1 + u8::from(found.closing.is_some()) + u8::from(found.end_line.is_some());
        let all = self.found.iter().zip(&self.met).enumerate();
        all.filter(|(_, (found, met))| pieces(found) != **met).map(|(index, _)| index).collect()
    }

    fn name(&self, index: usize) -> &'p str {
        self.found[index].name(self.file)
    }

    fn mark(&mut self, kind: MarkKind, range: Range<usize>) {
        self.marks.push(Mark { range, kind });
    }

    fn file(&self, range: &Range<usize>) -> Range<usize> {
        range.start + self.start..range.end + self.start
    }

    /// What was begun is written; the HTML is so long now.
    pub(super) fn complete(&mut self, begun: Begun, length: usize) {
        match begun {
            Begun::Nothing => {}
            Begun::Place(kind, start) => {
                if let MarkKind::FootnoteOpen(index) = kind {
                    self.body.footnotes[index].html.start = length;
                }
                self.mark(kind, start..length);
            }
            Begun::Heading(index) => {
                const TAG: usize = "<h1>".len();
                self.body.headings[index].html.start = length;
                self.mark(MarkKind::Heading(index), length - TAG..length);
            }
        }
    }

    /// An event is handed to the HTML writer; the HTML is so long before it.
    pub(super) fn event(&mut self, event: &Event<'_>, range: &Range<usize>, at: usize) -> Begun {
        if self.images > 0 {
            return self.in_image(event);
        }
        match event {
            Event::Text(text) => self.text(text, range, at),
            Event::Code(text) => self.count(text),
            Event::SoftBreak | Event::HardBreak => self.break_line(),
            Event::Html(html) | Event::InlineHtml(html) if is_more(html) => {
                return Begun::Place(MarkKind::More, at);
            }
            Event::InlineHtml(_) => self.markup(range),
            Event::FootnoteReference(label) => {
                let index = self.body.footnote_references.len();
                let parent = self.innermost();
                let (label, range) = (label.to_string(), self.file(range));
                self.body.footnote_references.push(FootnoteReference {
                    label,
                    range,
                    footnote: None,
                    parent,
                });
                return Begun::Place(MarkKind::FootnoteReference(index), at);
            }
            Event::Start(tag) => return self.start(tag, range, at),
            Event::End(tag) => return self.close(*tag, at),
            _ => {}
        }
        Begun::Nothing
    }

    fn innermost(&self) -> Option<usize> {
        self.frames.iter().rev().find_map(|frame| match frame {
            Frame::Directive(index) => Some(*index),
            _ => None,
        })
    }

    fn text(&mut self, text: &str, range: &Range<usize>, at: usize) {
        if let Some((_, begin)) = &mut self.code {
            begin.get_or_insert(at);
            return;
        }
        self.count(text);
        if text == "[" && self.source.as_bytes().get(range.end) == Some(&b'^') {
            self.missing.extend(footnote_label(self.source, range.start));
        }
    }

    fn count(&mut self, text: &str) {
        if self.muted == 0 {
            self.words.text(text);
        }
        if let Some(heading) = self.heading {
            self.body.headings[heading].text.push_str(text);
        }
    }

    fn break_line(&mut self) {
        self.words.stop();
        if let Some(heading) = self.heading {
            self.body.headings[heading].text.push(' ');
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>, at: usize) -> Begun {
        self.frames.push(Frame::Tag);
        if *tag == Tag::HtmlBlock {
            self.markup(range);
        }
        let range = self.file(range);
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => return Begun::Nothing,
            Tag::Link { dest_url, title, link_type, .. } => {
                let index = self.body.links.len();
                let needs_site = *link_type != LinkType::Email && needs_site(dest_url);
                self.body.links.push(Link {
                    destination: dest_url.to_string(),
                    title: title.to_string(),
                    range,
                });
                return if needs_site { Begun::Place(MarkKind::Link(index), at) } else { Begun::Nothing };
            }
            Tag::Image { dest_url, .. } => {
                self.images = 1;
                self.image_begins = at;
                self.body.images.push(Image { destination: dest_url.to_string(), range });
                return Begun::Nothing;
            }
            _ => self.words.stop(),
        }
        match tag {
            Tag::Heading { level, .. } => {
                let index = self.body.headings.len();
                let heading = self.heading(*level as u8, range, at);
                self.body.headings.push(heading);
                self.heading = Some(index);
                Begun::Heading(index)
            }
            Tag::Table(_) => Begun::Place(MarkKind::Table, at),
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((self.body.code.len(), None));
                self.code_begins = at;
                self.body.code.push(CodeBlock { info, range, html: at..at });
                Begun::Nothing
            }
            Tag::FootnoteDefinition(label) => {
                let index = self.body.footnotes.len();
                self.body.footnotes.push(Footnote { label: label.to_string(), range, html: at..at });
                self.open_footnotes.push(index);
                self.muted += 1;
                Begun::Place(MarkKind::FootnoteOpen(index), at)
            }
            _ => Begun::Nothing,
        }
    }

    fn heading(&mut self, level: u8, range: Range<usize>, at: usize) -> Heading {
        let read = range.start - self.start..range.end - self.start;
        let mut heading =
            Heading { level, text: String::new(), range, html: at..at, id: None, classes: Vec::new() };
        if let Some(tail) = heading::tail(self.source, &read) {
            heading.id = tail.id.map(|(id, place)| (id, self.file(&place)));
            heading.classes = tail.classes;
            self.tail = tail.range;
        }
        heading
    }

    /// The bytes of the text that the Markdown parser reads which are an id or classes of the open heading, not its
    /// words; empty where there are none.
    pub(super) fn tail(&self) -> Range<usize> {
        self.tail.clone()
    }

    fn close(&mut self, tag: TagEnd, at: usize) -> Begun {
        self.leave_directives(at);
        self.frames.pop();
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {
                return Begun::Nothing;
            }
            _ => self.words.stop(),
        }
        match tag {
            TagEnd::Heading(_) => {
                self.tail = 0..0;
                if let Some(heading) = self.heading.take() {
                    self.body.headings[heading].html.end = at;
                }
            }
            TagEnd::CodeBlock => {
                if let Some((index, begin)) = self.code.take() {
                    self.body.code[index].html = begin.unwrap_or(at)..at;
                    return Begun::Place(MarkKind::Code(index), self.code_begins);
                }
            }
            TagEnd::FootnoteDefinition => {
                if let Some(index) = self.open_footnotes.pop() {
                    self.muted -= 1;
                    self.body.footnotes[index].html.end = at;
                    return Begun::Place(MarkKind::FootnoteClose(index), at);
                }
            }
            _ => {}
        }
        Begun::Nothing
    }

    /// Notes the addresses and ids in HTML of the author's own.
    fn markup(&mut self, range: &Range<usize>) {
        let found = markup::markup(&self.source[range.clone()]);
        self.body.html_ids.extend(found.ids);
        for (destination, place) in found.addresses {
            let range = self.file(&(place.start + range.start..place.end + range.start));
            self.body.html_links.push(Link { destination, title: String::new(), range });
        }
    }

    /// Within an image the writer takes the text of all events for the description.
    fn in_image(&mut self, event: &Event<'_>) -> Begun {
        match event {
            Event::Start(_) => self.images += 1,
            Event::End(_) => {
                self.images -= 1;
                if self.images == 0 {
                    self.frames.pop();
                    let index = self.body.images.len() - 1;
                    if needs_site(&self.body.images[index].destination) {
                        return Begun::Place(MarkKind::Image(index), self.image_begins);
                    }
                }
            }
            _ => {}
        }
        Begun::Nothing
    }
}

fn is_more(html: &str) -> bool {
    let comment = html.trim().strip_prefix("<!--").and_then(|html| html.strip_suffix("-->"));
    comment.is_some_and(|words| words.trim() == "more")
}

/// The place of `[^label]`, if that is what begins at `start`.
fn footnote_label(source: &str, start: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 200;
    let rest = source.as_bytes()[start + 2..].iter().take(LONGEST);
    let length = rest.take_while(|byte| !matches!(byte, b']' | b'[' | b' ' | b'\t' | b'\n' | b'\r')).count();
    let end = start + 2 + length;
    (length > 0 && source.as_bytes().get(end) == Some(&b']')).then_some(start..end + 1)
}
