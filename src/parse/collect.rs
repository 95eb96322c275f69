//! Gathers what a body holds while it is written.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::body::{
    Body, CodeBlock, Footnote, FootnoteReference, Heading, Image, Link, Mark, MarkKind, ParsedBody,
};
use super::directive::{Directive, Form};
use super::faults::Faults;
use super::mask::PieceKind;
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
    found: &'p [Found],
    names: Vec<&'p str>,
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
            found,
            names: found.iter().map(|found| found.name(file)).collect(),
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
                let heading = Heading { level: *level as u8, text: String::new(), range, html: at..at };
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

    /// A masked piece of a directive; the HTML is so long.
    pub(super) fn piece(&mut self, kind: PieceKind, index: usize, at: usize) {
        // In code nothing is a directive: what is not met here is read again as text.
        if self.code.is_some() {
            return;
        }
        self.met[index] += 1;
        if self.images > 0 {
            self.dropped[index] = Some(Drop::InImage);
            return;
        }
        let empty = at..at;
        match kind {
            PieceKind::TextOpen => self.enter(index, at),
            PieceKind::TextClose => self.leave(index, at),
            PieceKind::TextWhole => {
                self.mark(MarkKind::Open(index), empty.clone());
                self.mark(MarkKind::Close(index), empty);
            }
            PieceKind::Line => {
                self.words.stop();
                self.enter(index, at);
                if self.found[index].form == Form::Leaf {
                    self.leave(index, at);
                }
            }
            PieceKind::LabelOpen => {
                self.words.stop();
                self.enter(index, at);
                self.mark(MarkKind::LabelOpen(index), empty);
                self.frames.push(Frame::Label(index));
            }
            PieceKind::LabelClose => {
                if matches!(self.frames.last(), Some(Frame::Label(label)) if *label == index) {
                    self.frames.pop();
                    self.mark(MarkKind::LabelClose(index), empty);
                } else {
                    self.cross(index);
                }
                self.words.stop();
                if self.found[index].form == Form::Leaf {
                    self.leave(index, at);
                }
            }
            PieceKind::End => {
                while let Some(Frame::Directive(inner)) = self.frames.last() {
                    if *inner == index || self.found[*inner].form == Form::Text {
                        break;
                    }
                    let inner = *inner;
                    self.leave(inner, at);
                }
                self.leave(index, at);
            }
        }
    }

    fn is_note(&self, index: usize) -> bool {
        self.found[index].form == Form::Container && self.names[index] == "note"
    }

    fn enter(&mut self, index: usize, at: usize) {
        self.mark(MarkKind::Open(index), at..at);
        self.frames.push(Frame::Directive(index));
        self.muted += usize::from(self.is_note(index));
    }

    fn leave(&mut self, index: usize, at: usize) {
        if self.dropped[index].is_some() {
            return;
        }
        if matches!(self.frames.last(), Some(Frame::Directive(open)) if *open == index) {
            self.frames.pop();
            self.muted -= usize::from(self.is_note(index));
            self.mark(MarkKind::Close(index), at..at);
        } else {
            self.cross(index);
        }
    }

    /// Ends the directives that are open in an element that ends: containers without a closing line, and those
    /// whose end lies outside.
    fn leave_directives(&mut self, at: usize) {
        while let Some(Frame::Directive(index) | Frame::Label(index)) = self.frames.last() {
            let index = *index;
            let found = &self.found[index];
            if found.form == Form::Container && found.end_line.is_none() {
                self.leave(index, at);
            } else {
                self.cross(index);
            }
        }
    }

    fn cross(&mut self, index: usize) {
        if self.dropped[index].is_some() {
            return;
        }
        self.dropped[index] = Some(Drop::Crossed);
        let of =
            |frame: &Frame| matches!(frame, Frame::Directive(open) | Frame::Label(open) if *open == index);
        while let Some(place) = self.frames.iter().rposition(of) {
            if matches!(self.frames.remove(place), Frame::Directive(_)) {
                self.muted -= usize::from(self.is_note(index));
            }
        }
    }

    /// The document ends.
    pub(super) fn end(&mut self, at: usize) {
        self.leave_directives(at);
    }

    /// The body, and what there is to say about it.
    pub(super) fn finish(mut self, html: String, faults: &mut Faults<'_>) -> ParsedBody {
        self.report(faults);
        self.link_footnotes(faults);
        for mark in &mut self.marks {
            if let MarkKind::Code(_) = mark.kind {
                mark.range.start += usize::from(html.as_bytes()[mark.range.start] == b'\n');
                mark.range.end -= usize::from(html[..mark.range.end].ends_with('\n'));
            }
        }
        let mut body = self.body;
        body.word_count = self.words.count;
        let kept = Kept::new(self.found, &self.dropped);
        for reference in &mut body.footnote_references {
            reference.parent = reference.parent.and_then(|parent| kept.places[parent]);
        }
        let marks = self.marks.into_iter().filter_map(|mark| kept.mark(mark, &self.dropped)).collect();
        let directives = kept.directives(self.found, &self.names, &self.dropped);
        body.body = Body { html, marks, directives };
        body
    }

    fn report(&self, faults: &mut Faults<'_>) {
        for (index, drop) in self.dropped.iter().enumerate() {
            let range = self.found[index].opening.clone();
            match drop {
                None => {}
                Some(Drop::InImage) => faults.in_image(self.names[index], range),
                Some(Drop::Crossed) => faults.crossed(self.names[index], range),
            }
        }
        for range in &self.missing {
            faults.missing_footnote(&self.source[range.start + 2..range.end - 1], self.file(range));
        }
    }

    fn link_footnotes(&mut self, faults: &mut Faults<'_>) {
        let mut places = BTreeMap::new();
        for (index, footnote) in self.body.footnotes.iter().enumerate() {
            places.entry(footnote.label.to_lowercase()).or_insert(index);
        }
        let mut used = vec![false; self.body.footnotes.len()];
        for reference in &mut self.body.footnote_references {
            reference.footnote = places.get(&reference.label.to_lowercase()).copied();
            if let Some(index) = reference.footnote {
                used[index] = true;
            }
        }
        for (footnote, _) in self.body.footnotes.iter().zip(used).filter(|(_, used)| !used) {
            let start = footnote.range.start;
            faults.unused_footnote(&footnote.label, start..start + footnote.label.len() + 3);
        }
    }
}

/// The directives that stay, by their old places.
struct Kept {
    places: Vec<Option<usize>>,
}

impl Kept {
    /// The new place of each directive, or of what it stands in where it is dropped.
    fn new(found: &[Found], dropped: &[Option<Drop>]) -> Self {
        let mut places: Vec<Option<usize>> = Vec::with_capacity(found.len());
        let mut count = 0;
        for (found, drop) in found.iter().zip(dropped) {
            let outer = found.parent.and_then(|parent| places[parent]);
            places.push(if drop.is_some() { outer } else { Some(count) });
            count += usize::from(drop.is_none());
        }
        Self { places }
    }

    fn mark(&self, mut mark: Mark, dropped: &[Option<Drop>]) -> Option<Mark> {
        if let MarkKind::Open(index)
        | MarkKind::Close(index)
        | MarkKind::LabelOpen(index)
        | MarkKind::LabelClose(index) = &mut mark.kind
        {
            if dropped[*index].is_some() {
                return None;
            }
            *index = self.places[*index]?;
        }
        Some(mark)
    }

    fn directives(&self, found: &[Found], names: &[&str], dropped: &[Option<Drop>]) -> Vec<Directive> {
        let all = found.iter().zip(names).zip(dropped).filter(|(_, drop)| drop.is_none());
        all.map(|((found, name), _)| Directive {
            form: found.form,
            name: (*name).to_owned(),
            name_range: found.name.clone(),
            label: found.label.clone(),
            attributes: found.attributes.clone(),
            range: found.range.clone(),
            content: found.content.clone(),
            parent: found.parent.and_then(|parent| self.places[parent]),
        })
        .collect()
    }
}

fn is_more(html: &str) -> bool {
    let comment = html.trim().strip_prefix("<!--").and_then(|html| html.strip_suffix("-->"));
    comment.is_some_and(|words| words.trim() == "more")
}

/// Whether only the site knows what an address means: it has no scheme and no host, or is `a:ID`.
fn needs_site(destination: &str) -> bool {
    if destination.starts_with("a:") {
        return true;
    }
    let scheme = destination.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-'))
    });
    !scheme && !destination.starts_with("//")
}

/// The place of `[^label]`, if that is what begins at `start`.
fn footnote_label(source: &str, start: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 200;
    let rest = source.as_bytes()[start + 2..].iter().take(LONGEST);
    let length = rest.take_while(|byte| !matches!(byte, b']' | b'[' | b' ' | b'\t' | b'\n' | b'\r')).count();
    let end = start + 2 + length;
    (length > 0 && source.as_bytes().get(end) == Some(&b']')).then_some(start..end + 1)
}
