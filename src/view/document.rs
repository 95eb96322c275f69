//! The body of a source's page: its blocks with numbers that can be linked to, the cited passages marked, and
//! what may not be shown left out.
//!
//! Only runs of text are marked, and a run ends wherever an element or a passage does; so the HTML is well formed
//! whatever the passages cut through. What is not the source's text (numbers, links back, marks of pages and of
//! what was cut) bears the class `apart`.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::ops::Range;

use super::escape::escape;
use super::excerpt::Cut;
use super::sweep::Sweep;
use crate::archive::{Source, Tag, Token, clock};

#[cfg(test)]
#[path = "document_tests.rs"]
mod tests;

/// A passage to be marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Highlight {
    /// Bytes of [`Source::text`].
    pub range: Range<usize>,
    /// The annotations that cite it, in the order in which they are to be shown.
    pub backlinks: Vec<Backlink>,
}

/// A link from a passage to an annotation that cites it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backlink {
    /// Address of the annotation in its briefing.
    pub href: String,
    /// What it leads to, in words: the briefing's title and the annotation's number.
    pub title: String,
}

/// The id of the element with which a passage begins on its source's page.
#[must_use]
pub fn passage_id(passage: &Range<usize>) -> String {
    format!("passage-{}-{}", passage.start, passage.end)
}

/// Writes the source's text as HTML to `out`. Without a cut all of it is written.
pub fn document(source: &Source, highlights: &[Highlight], cut: Option<&Cut>, out: &mut String) {
    let mut writer = Writer {
        source,
        highlights,
        cut: cut.filter(|cut| !cut.is_whole()),
        sweep: Sweep::new(&source.text, highlights.iter().map(|highlight| &highlight.range)),
        out,
        frames: Vec::new(),
        written: 0,
        block: 0,
        number: 0,
        number_due: false,
        at: 0,
        tab: false,
        line_end: false,
        hidden: false,
        block_hidden: false,
        left_out: 0,
        empty_cells: Vec::new(),
        page: None,
        time: None,
        in_link: false,
        ended: Vec::new(),
        ids: BTreeSet::new(),
    };
    for token in &source.tokens {
        writer.write(token);
    }
    writer.notice();
}

/// An element that has begun; it is written once something in it is shown.
#[derive(Clone, Copy)]
struct Frame {
    tag: Tag,
    /// It has no tags of its own: a link whose address may not be shown.
    silent: bool,
}

struct Writer<'a> {
    source: &'a Source,
    highlights: &'a [Highlight],
    cut: Option<&'a Cut>,
    sweep: Sweep,
    out: &'a mut String,
    frames: Vec<Frame>,
    /// How many of `frames`, from the outermost, are written.
    written: usize,
    /// Index in `frames` of the block that holds text.
    block: usize,
    /// Number of that block.
    number: usize,
    /// Its number is still to be written.
    number_due: bool,
    /// Where the text that was met last ends.
    at: usize,
    /// A tab stands before the words that come next.
    tab: bool,
    /// A line end that is shown stands before the words that come next.
    line_end: bool,
    /// Words before those that come next, in this block or cell, are not shown.
    hidden: bool,
    /// Words of this block are not shown.
    block_hidden: bool,
    /// Blocks before this one that are not shown.
    left_out: usize,
    /// Cells of this row before the first that is shown, and whether they hold words.
    empty_cells: Vec<bool>,
    page: Option<usize>,
    time: Option<u32>,
    in_link: bool,
    /// Passages that have ended and whose links back are still to be written.
    ended: Vec<usize>,
    ids: BTreeSet<String>,
}

impl Writer<'_> {
    fn write(&mut self, token: &Token) {
        match *token {
            Token::Open(tag) => self.open(tag),
            Token::Close => self.close(),
            Token::Text(ref range) => self.text(range),
            Token::Break => self.line_end = true,
            Token::Rule if self.shows_aside() => {
                self.write_frames(self.frames.len());
                self.out.push_str("<hr>");
            }
            Token::Image(image) if self.shows_aside() => self.image(image),
            Token::NoteRef(number) if self.cut.is_none() => self.note_ref(number),
            Token::Rule | Token::Image(_) | Token::NoteRef(_) => {}
            Token::Page(page) => self.page = Some(page),
            Token::Time(seconds) => self.time = Some(seconds),
        }
    }

    fn open(&mut self, tag: Tag) {
        if tag.is_counted() {
            self.number += 1;
            self.block = self.frames.len();
            self.number_due = true;
            self.hidden = false;
            self.block_hidden = false;
        }
        let shown = |link: usize| self.cut.is_none_or(|cut| cut.shows_link(&self.source.links[link].range));
        let silent = matches!(tag, Tag::Link(link) if !shown(link));
        self.frames.push(Frame { tag, silent });
    }

    fn close(&mut self) {
        let Some(frame) = self.frames.last().copied() else { return };
        let is_written = self.written == self.frames.len();
        match frame.tag {
            Tag::Cell if !is_written => self.close_empty_cell(),
            Tag::Cell => self.cut_mark(),
            tag if tag.is_counted() => self.close_block(is_written),
            _ => {}
        }
        self.frames.pop();
        if is_written {
            self.written -= 1;
            if !frame.silent {
                self.end_tag(frame.tag);
            }
            if frame.tag.is_counted() {
                self.out.push('\n');
            }
        }
    }

    fn close_block(&mut self, is_written: bool) {
        if is_written {
            self.cut_mark();
            self.back_links();
        } else if self.block_hidden {
            self.left_out += 1;
        }
        self.empty_cells.clear();
        self.tab = false;
        self.line_end = false;
    }

    /// A cell of which nothing is shown: it is kept, so that the columns stay as they are.
    fn close_empty_cell(&mut self) {
        let hidden = std::mem::take(&mut self.hidden);
        if self.written > self.block { self.empty_cell(hidden) } else { self.empty_cells.push(hidden) }
    }

    fn empty_cell(&mut self, hidden: bool) {
        self.start_tag(Tag::Cell);
        self.hidden = hidden;
        self.cut_mark();
        self.end_tag(Tag::Cell);
    }

    fn text(&mut self, range: &Range<usize>) {
        let text = &self.source.text;
        self.tab |= text[self.at..range.start].contains('\t');
        self.at = range.end;
        let Some(cut) = self.cut else { return self.piece(range.clone()) };
        let mut done = range.start;
        for piece in cut.pieces(range) {
            self.hide(done..piece.start);
            done = piece.end;
            self.piece(piece);
        }
        self.hide(done..range.end);
    }

    fn hide(&mut self, range: Range<usize>) {
        if !self.source.text[range].trim().is_empty() {
            self.hidden = true;
            self.block_hidden = true;
            self.line_end = false;
        }
    }

    /// Words that are shown.
    fn piece(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        self.begin_words();
        if std::mem::take(&mut self.line_end) {
            self.out.push_str("<br>");
        }
        let mut at = range.start;
        while at < range.end {
            self.end_passages(at);
            let end = self.sweep.next(at).min(range.end);
            self.run(at..end);
            at = end;
        }
        self.end_passages(range.end);
    }

    /// Words that the same passages cover.
    fn run(&mut self, range: Range<usize>) {
        let begun = self.sweep.begin(range.start);
        let mut ids = begun.into_iter().map(|passage| passage_id(&self.highlights[passage].range));
        let mut own = None;
        for id in ids.by_ref() {
            if !self.ids.insert(id.clone()) {
                continue;
            }
            if let Some(other) = own.replace(id) {
                let _ = write!(self.out, "<span id=\"{other}\" class=\"apart\"></span>");
            }
        }
        let depth = self.sweep.depth();
        if depth == 0 {
            return escape(&self.source.text[range], self.out);
        }
        match own {
            Some(id) => {
                let _ = write!(self.out, "<mark id=\"{id}\" class=\"passage\" data-count=\"{depth}\">");
            }
            None => {
                let _ = write!(self.out, "<mark class=\"passage\" data-count=\"{depth}\">");
            }
        }
        escape(&self.source.text[range], self.out);
        self.out.push_str("</mark>");
    }

    fn end_passages(&mut self, at: usize) {
        let ended = self.sweep.advance(at);
        self.ended.extend(ended);
        if !self.in_link {
            self.back_links();
        }
    }

    fn back_links(&mut self) {
        for passage in std::mem::take(&mut self.ended) {
            let backlinks = &self.highlights[passage].backlinks;
            if backlinks.is_empty() {
                continue;
            }
            self.out.push_str("<span class=\"backlinks apart\">");
            for Backlink { href, title } in backlinks {
                self.out.push_str("<a class=\"back\" role=\"doc-backlink\" href=\"");
                escape(href, self.out);
                self.out.push_str("\" title=\"");
                escape(title, self.out);
                self.out.push_str("\" aria-label=\"");
                escape(title, self.out);
                self.out.push_str("\">↩</a>");
            }
            self.out.push_str("</span>");
        }
    }

    /// Writes whatever has to stand before the words that come next.
    fn begin_words(&mut self) {
        let in_row = matches!(self.frames.get(self.block), Some(frame) if matches!(frame.tag, Tag::Row | Tag::HeadRow));
        if self.written <= self.block {
            self.notice();
            self.write_frames(self.block + 1);
            for hidden in std::mem::take(&mut self.empty_cells) {
                self.empty_cell(hidden);
            }
        }
        if in_row {
            self.write_frames(self.block + 2);
        }
        self.cut_mark();
        self.places();
        self.write_frames(self.frames.len());
        if std::mem::take(&mut self.tab) && in_row {
            self.out.push('\t');
        }
    }

    fn write_frames(&mut self, end: usize) {
        while self.written < end.min(self.frames.len()) {
            let frame = self.frames[self.written];
            self.written += 1;
            if !frame.silent {
                self.start_tag(frame.tag);
            }
        }
    }

    /// Says how many blocks were left out before this place.
    fn notice(&mut self) {
        let (start, end) = match self.frames[..self.written].last().map(|frame| frame.tag) {
            Some(Tag::List(_)) => ("<li class=\"cut apart\">", "</li>"),
            Some(Tag::Table) => ("<tr class=\"cut apart\"><td>", "</td></tr>"),
            _ => ("<p class=\"cut apart\">", "</p>"),
        };
        match std::mem::take(&mut self.left_out) {
            0 => {}
            1 => {
                let _ = write!(self.out, "{start}[…] 1 paragraph left out{end}");
            }
            count => {
                let _ = write!(self.out, "{start}[…] {count} paragraphs left out{end}");
            }
        }
    }

    fn cut_mark(&mut self) {
        if std::mem::take(&mut self.hidden) {
            self.out.push_str("<span class=\"cut apart\"> […] </span>");
        }
    }

    fn places(&mut self) {
        if let Some(page) = self.page.take() {
            let label = &self.source.pages[page].label;
            let is_plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            let own = if is_plain { self.own_id(format!("page-{label}")) } else { String::new() };
            let _ = write!(self.out, "<span class=\"page-mark apart\" role=\"doc-pagebreak\"{own}>[p. ");
            escape(label, self.out);
            self.out.push_str("] </span>");
        }
        if let Some(seconds) = self.time.take() {
            let own = self.own_id(format!("t-{seconds}"));
            let _ = write!(self.out, "<span class=\"time-mark apart\"{own}>[{}] </span>", clock(seconds));
        }
    }

    fn shows_aside(&self) -> bool {
        self.cut.is_none_or(|cut| cut.shows_aside(self.at))
    }

    /// A picture is never loaded; its description stands for it.
    fn image(&mut self, image: usize) {
        let in_block = self.frames.get(self.block).is_some_and(|frame| frame.tag.is_counted());
        if in_block {
            self.begin_words();
        } else {
            self.write_frames(self.frames.len());
        }
        let element = if in_block { "span" } else { "p" };
        let _ = write!(self.out, "<{element} class=\"image-mark apart\" role=\"note\">[image");
        let alt = self.source.images[image].trim();
        if !alt.is_empty() {
            self.out.push_str(": ");
            escape(alt, self.out);
        }
        let _ = write!(self.out, "]</{element}>");
    }

    fn note_ref(&mut self, number: u32) {
        self.begin_words();
        let _ = if self.in_link {
            write!(self.out, "<sup class=\"apart\">{number}</sup>")
        } else {
            write!(self.out, "<sup class=\"apart\"><a href=\"#source-note-{number}\">{number}</a></sup>")
        };
    }

    fn number(&mut self) {
        if std::mem::take(&mut self.number_due) {
            let n = self.number;
            let _ = write!(
                self.out,
                "<a class=\"number apart\" href=\"#p{n}\" aria-label=\"paragraph {n}\">{n}</a>"
            );
        }
    }

    fn start_tag(&mut self, tag: Tag) {
        let n = self.number;
        let _ = match tag {
            Tag::Quote => self.out.write_str("<blockquote>"),
            Tag::List(None) => self.out.write_str("<ul>"),
            Tag::List(Some(1)) => self.out.write_str("<ol>"),
            Tag::List(Some(first)) => write!(self.out, "<ol start=\"{first}\">"),
            Tag::Item(Some(value)) if self.cut.is_some() => write!(self.out, "<li value=\"{value}\">"),
            Tag::Item(_) => self.out.write_str("<li>"),
            Tag::Table => self.out.write_str("<table>"),
            Tag::Note(number) => self.start_note(number),
            Tag::Paragraph => write!(self.out, "<p id=\"p{n}\">"),
            Tag::Heading(level) => write!(self.out, "<h{} id=\"p{n}\">", (level + 1).min(6)),
            Tag::CodeBlock => write!(self.out, "<pre id=\"p{n}\">"),
            Tag::Row | Tag::HeadRow => write!(self.out, "<tr id=\"p{n}\">"),
            Tag::Cell => self.out.write_str(if self.in_head() { "<th scope=\"col\">" } else { "<td>" }),
            Tag::Link(link) => self.start_link(link),
            Tag::Nothing => Ok(()),
            _ => write!(self.out, "<{}>", name(tag)),
        };
        if matches!(tag, Tag::Paragraph | Tag::Heading(_) | Tag::CodeBlock | Tag::Cell) {
            self.number();
        }
        if tag == Tag::CodeBlock {
            self.out.push_str("<code>");
        }
    }

    fn start_link(&mut self, link: usize) -> std::fmt::Result {
        self.in_link = true;
        self.out.push_str("<a href=\"");
        escape(&self.source.links[link].url, self.out);
        self.out.write_str("\" rel=\"nofollow noopener\">")
    }

    /// One of the source's own notes. A number that was defined twice is linked to once.
    fn start_note(&mut self, number: u32) -> std::fmt::Result {
        let own = self.own_id(format!("source-note-{number}"));
        write!(self.out, "<div class=\"source-note\"{own}><span class=\"apart\">{number}. </span>")
    }

    /// An `id` attribute, if no element before has that id.
    fn own_id(&mut self, id: String) -> String {
        let attribute = format!(" id=\"{id}\"");
        if self.ids.insert(id) { attribute } else { String::new() }
    }

    fn end_tag(&mut self, tag: Tag) {
        let _ = match tag {
            Tag::Heading(level) => write!(self.out, "</h{}>", (level + 1).min(6)),
            Tag::CodeBlock => self.out.write_str("</code></pre>"),
            Tag::Cell => self.out.write_str(if self.in_head() { "</th>" } else { "</td>" }),
            Tag::Nothing => Ok(()),
            _ => write!(self.out, "</{}>", name(tag)),
        };
        if matches!(tag, Tag::Link(_)) {
            self.in_link = false;
            self.back_links();
        }
    }

    fn in_head(&self) -> bool {
        matches!(self.frames.get(self.block), Some(frame) if frame.tag == Tag::HeadRow)
    }
}

/// The HTML element of a tag.
fn name(tag: Tag) -> &'static str {
    match tag {
        Tag::Quote => "blockquote",
        Tag::List(None) => "ul",
        Tag::List(Some(_)) => "ol",
        Tag::Item(_) => "li",
        Tag::Table => "table",
        Tag::Note(_) => "div",
        Tag::Paragraph | Tag::Heading(_) | Tag::Nothing => "p",
        Tag::CodeBlock => "pre",
        Tag::Row | Tag::HeadRow => "tr",
        Tag::Cell => "td",
        Tag::Emphasis => "em",
        Tag::Strong => "strong",
        Tag::Struck => "s",
        Tag::Superscript => "sup",
        Tag::Subscript => "sub",
        Tag::Code => "code",
        Tag::Link(_) => "a",
    }
}
