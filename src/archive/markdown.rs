//! Archived Markdown → text and structure. It is third parties' text: no directive, no template code, no
//! element and no address of it gets through that is not known to be harmless.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{
    CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag as Markdown, TagEnd,
};

use super::builder::Builder;
use super::html::{self, Element};
use super::masks::Masked;
use super::place::{self, BadMark, Mark};
use super::{LineEnds, Tag, address, plain};

type Spanned<'a> = (Event<'a>, Range<usize>);

/// Puts a Markdown text into `builder`; `start` is where it begins in its file. Returns the marks that
/// cannot be read.
pub(super) fn build(
    body: &str,
    start: usize,
    line_ends: Option<LineEnds>,
    builder: &mut Builder,
) -> Vec<(BadMark, Range<usize>)> {
    let masked = Masked::of(body);
    let divided = line_ends.map(|line_ends| line_ends == LineEnds::Paragraphs);
    let mut reader = Reader {
        builder,
        masked: &masked,
        start,
        divided,
        in_heading: false,
        raw: None,
        unseen: None,
        alt: None,
        mask: false,
        items: Vec::new(),
        notes: BTreeMap::new(),
        deferred: Vec::new(),
        definition: None,
        faults: Vec::new(),
    };
    for (event, range) in Parser::new_ext(&masked.text, options()).into_offset_iter() {
        reader.read(event, range);
    }
    reader.read_notes();
    reader.faults
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH
}

/// Whether a line of a paragraph, as a reader sees it, is longer than lines that were broken by hand are.
fn has_long_line(text: &str) -> bool {
    let mut line = String::new();
    let mut in_paragraph = false;
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Start(Markdown::Paragraph) => in_paragraph = true,
            Event::Text(words) | Event::Code(words) if in_paragraph => line.push_str(&words),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) => {
                if plain::is_long(&line) {
                    return true;
                }
                in_paragraph &= !matches!(event, Event::End(_));
                line.clear();
            }
            _ => {}
        }
    }
    false
}

struct Reader<'a, 'b> {
    builder: &'b mut Builder,
    masked: &'b Masked<'a>,
    start: usize,
    /// Whether line ends of the file divide paragraphs, once it is known.
    divided: Option<bool>,
    in_heading: bool,
    /// A block of raw HTML and where it begins.
    raw: Option<(String, usize)>,
    /// Name of the element of raw HTML whose content is not seen.
    unseen: Option<&'static str>,
    /// The description of a picture, and how many pictures deep it stands.
    alt: Option<(String, usize)>,
    /// Within an address that stands for a place mark.
    mask: bool,
    /// Number of the next item, for each list that is open.
    items: Vec<Option<u32>>,
    /// Numbers of the source's own notes, in the order in which they are referred to.
    notes: BTreeMap<String, u32>,
    /// The notes' contents, which come after all else, and what page and time they stand on.
    deferred: Vec<Note<'b>>,
    definition: Option<usize>,
    faults: Vec<(BadMark, Range<usize>)>,
}

struct Note<'a> {
    number: u32,
    page: Option<String>,
    time: Option<u32>,
    events: Vec<Spanned<'a>>,
}

impl<'b> Reader<'_, 'b> {
    fn read(&mut self, event: Event<'b>, range: Range<usize>) {
        match (&event, self.definition) {
            (Event::Start(Markdown::FootnoteDefinition(label)), None) => {
                let number = self.note_number(label);
                let (page, time) = self.builder.reached();
                self.definition = Some(self.deferred.len());
                self.deferred.push(Note { number, page, time, events: Vec::new() });
            }
            (Event::End(TagEnd::FootnoteDefinition), Some(_)) => self.definition = None,
            (_, Some(note)) => self.deferred[note].events.push((event, range)),
            (_, None) => self.read_event(event, range),
        }
    }

    /// Reads what was left for the end: the source's own notes.
    fn read_notes(&mut self) {
        let mut notes = std::mem::take(&mut self.deferred);
        notes.sort_by_key(|note| note.number);
        for note in notes {
            self.builder.end_block();
            let (page, time) = self.builder.reached();
            let page = note.page.filter(|label| page.as_ref() != Some(label)).map(Mark::Page);
            let time = note.time.filter(|at| time != Some(*at)).map(Mark::Time);
            for mark in page.into_iter().chain(time) {
                self.builder.mark(mark);
            }
            self.builder.open_container(Tag::Note(note.number));
            for (event, range) in note.events {
                self.read_event(event, range);
            }
            self.builder.close_container();
        }
    }

    fn read_event(&mut self, event: Event<'b>, range: Range<usize>) {
        if self.mask {
            self.mask = !matches!(event, Event::End(TagEnd::Link));
            return;
        }
        if self.alt.is_some() {
            return self.read_alt(&event);
        }
        match event {
            Event::Start(tag) => self.start(tag, &range),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.words(&words, &range),
            Event::Code(code) => {
                self.builder.open(Tag::Code);
                self.words(&code, &range);
                self.builder.close();
            }
            Event::Html(html) => {
                let raw = self.raw.get_or_insert((String::new(), self.start + range.start));
                raw.0.push_str(&html);
                self.report_marks(&html, range.start);
            }
            Event::InlineHtml(tag) => self.inline_html(&tag, &range),
            Event::SoftBreak | Event::HardBreak if !self.in_heading && self.is_divided() => {
                self.builder.divide();
            }
            Event::SoftBreak => self.builder.soft_break(),
            Event::HardBreak => self.builder.hard_break(),
            Event::Rule => self.builder.rule(),
            Event::FootnoteReference(label) => {
                let number = self.note_number(&label);
                self.builder.note_ref(number);
            }
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::TaskListMarker(_) => {}
        }
    }

    /// Whether line ends divide paragraphs. The text is read once more for that, and only if a line ends in a paragraph.
    fn is_divided(&mut self) -> bool {
        let Masked { text, original, .. } = self.masked;
        *self.divided.get_or_insert_with(|| original.lines().any(plain::is_long) && has_long_line(text))
    }

    fn start(&mut self, tag: Markdown<'b>, range: &Range<usize>) {
        match tag {
            Markdown::Paragraph => self.builder.open_block(Tag::Paragraph),
            Markdown::Heading { level, .. } => {
                self.in_heading = true;
                self.builder.open_block(Tag::Heading(number_of(level)));
            }
            Markdown::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.builder.open_block(Tag::CodeBlock);
            }
            Markdown::TableHead => self.builder.open_block(Tag::HeadRow),
            Markdown::TableRow => self.builder.open_block(Tag::Row),
            Markdown::TableCell => self.builder.open_cell(),
            Markdown::HtmlBlock => self.raw = Some((String::new(), self.start + range.start)),
            Markdown::BlockQuote(_) => self.builder.open_container(Tag::Quote),
            Markdown::Table(_) => self.builder.open_container(Tag::Table),
            Markdown::List(first) => {
                let first = first.map(|first| u32::try_from(first).unwrap_or(u32::MAX));
                self.items.push(first);
                self.builder.open_container(Tag::List(first));
            }
            Markdown::Item => self.item(),
            Markdown::Link { link_type: LinkType::Autolink, .. } if self.mask_at(range.start) => {}
            Markdown::Link { dest_url, link_type, .. } => self.link(&dest_url, link_type),
            Markdown::Image { .. } => self.alt = Some((String::new(), 0)),
            Markdown::Emphasis => self.builder.open(Tag::Emphasis),
            Markdown::Strong => self.builder.open(Tag::Strong),
            Markdown::Strikethrough => self.builder.open(Tag::Struck),
            Markdown::Superscript => self.builder.open(Tag::Superscript),
            Markdown::Subscript => self.builder.open(Tag::Subscript),
            Markdown::FootnoteDefinition(_)
            | Markdown::DefinitionList
            | Markdown::DefinitionListTitle
            | Markdown::DefinitionListDefinition
            | Markdown::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::TableHead
            | TagEnd::TableRow => {
                self.in_heading = false;
                self.unseen = None;
                self.builder.end_block();
            }
            TagEnd::TableCell => {
                self.unseen = None;
                self.builder.close_cell();
            }
            TagEnd::HtmlBlock => {
                let (raw, origin) = self.raw.take().unwrap_or_default();
                html::build(&raw, origin, self.builder);
            }
            TagEnd::List(_) => {
                self.items.pop();
                self.builder.close_container();
            }
            TagEnd::Item => {
                self.unseen = None;
                self.builder.close_container();
            }
            TagEnd::BlockQuote(_) | TagEnd::Table => self.builder.close_container(),
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link => self.builder.close(),
            TagEnd::Image
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn words(&mut self, words: &str, range: &Range<usize>) {
        if self.unseen.is_some() {
            return;
        }
        let words = self.masked.restore(words, range);
        let raw = self.masked.text.get(range.clone()).unwrap_or_default();
        let inside = if raw.starts_with(&*words) { 0 } else { raw.find(&*words).unwrap_or(0) };
        self.builder.text(&words, self.start + range.start + inside);
    }

    fn item(&mut self) {
        let number = self.items.last().copied().flatten();
        if let Some(next) = self.items.last_mut() {
            *next = number.map(|number| number.saturating_add(1));
        }
        self.builder.open_container(Tag::Item(number));
    }

    fn link(&mut self, url: &str, kind: LinkType) {
        let mail = if kind == LinkType::Email { format!("mailto:{url}") } else { String::new() };
        let tag = match address::harmless(if mail.is_empty() { url } else { &mail }) {
            Some(url) => self.builder.link(url),
            None => Tag::Nothing,
        };
        self.builder.open(tag);
    }

    fn mask_at(&mut self, at: usize) -> bool {
        let Some(comment) = self.masked.mark_at(at) else { return false };
        self.mask = true;
        if let Some(Ok(mark)) = place::mark(comment) {
            self.builder.mark(mark);
        }
        true
    }

    fn read_alt(&mut self, event: &Event<'_>) {
        let Some((alt, depth)) = &mut self.alt else { return };
        match event {
            Event::Text(words) | Event::Code(words) => alt.push_str(words),
            Event::SoftBreak | Event::HardBreak => alt.push(' '),
            Event::Start(Markdown::Image { .. }) => *depth += 1,
            Event::End(TagEnd::Image) if *depth > 0 => *depth -= 1,
            Event::End(TagEnd::Image) => {
                let (alt, _) = self.alt.take().unwrap_or_default();
                self.builder.image(alt);
            }
            _ => {}
        }
    }

    fn inline_html(&mut self, tag: &str, range: &Range<usize>) {
        if tag.starts_with("<!--") {
            match place::mark(tag) {
                Some(Ok(mark)) => self.builder.mark(mark),
                Some(Err(fault)) => self.report(fault, range.start, tag.len()),
                None => {}
            }
            return;
        }
        let Some(element) = Element::of(tag) else { return };
        if let Some(unseen) = self.unseen {
            if element.ends && element.name.eq_ignore_ascii_case(unseen) {
                self.unseen = None;
            }
        } else if let Some(name) = element.unseen() {
            self.unseen = (!element.ends && !tag.ends_with("/>")).then_some(name);
        } else if element.name.eq_ignore_ascii_case("br") {
            self.builder.hard_break();
        } else if let Some(kept) = kept(element.name) {
            if element.ends { self.builder.close_raw(kept) } else { self.builder.open_raw(kept) }
        }
    }

    /// Marks in a block of raw HTML that cannot be read.
    fn report_marks(&mut self, html: &str, start: usize) {
        for (open, _) in html.match_indices("<!--") {
            let Some(length) = html[open..].find("-->") else { return };
            if let Some(Err(fault)) = place::mark(&html[open..open + length + 3]) {
                self.report(fault, start + open, length + 3);
            }
        }
    }

    fn report(&mut self, fault: BadMark, at: usize, length: usize) {
        self.faults.push((fault, self.start + at..self.start + at + length));
    }

    fn note_number(&mut self, label: &str) -> u32 {
        let next = u32::try_from(self.notes.len() + 1).unwrap_or(u32::MAX);
        *self.notes.entry(label.to_owned()).or_insert(next)
    }
}

/// Elements of raw HTML that are kept within a line: without them `10<sup>2</sup>` would read as 102.
fn kept(name: &str) -> Option<Tag> {
    Some(match name.to_ascii_lowercase().as_str() {
        "sup" => Tag::Superscript,
        "sub" => Tag::Subscript,
        "em" | "i" => Tag::Emphasis,
        "strong" | "b" => Tag::Strong,
        "del" | "s" => Tag::Struck,
        "code" => Tag::Code,
        _ => return None,
    })
}

fn number_of(level: HeadingLevel) -> u8 {
    level as u8
}
