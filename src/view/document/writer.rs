//! Walks through a source's tokens and writes each element once something in it is shown.

use std::collections::BTreeSet;

use super::super::direction::direction;
use super::super::escape::escape;
use super::super::excerpt::Cut;
use super::super::sweep::Sweep;
use super::Marks;
use super::asides::time_id;
use super::citing::Beside;
use crate::archive::{Source, Tag, Token};

/// An element that has begun; it is written once something in it is shown.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub(super) tag: Tag,
    /// It has no tags of its own: a link whose address may not be shown.
    pub(super) silent: bool,
}

/// The mark of a place that has to stand before the words that come next.
#[derive(Clone, Copy)]
pub(super) struct Due<T> {
    pub(super) what: T,
    /// It stood within a block.
    pub(super) within: bool,
}

/// What has to stand before the words that come next.
#[derive(Default)]
pub(super) struct Ahead {
    /// The number of the block.
    pub(super) number: bool,
    /// A tab, between the cells of a row.
    pub(super) tab: bool,
    /// A line end that is shown.
    pub(super) line_end: bool,
    /// A page that begins: index into [`Source::pages`].
    pub(super) page: Option<Due<usize>>,
    /// A time, in seconds.
    pub(super) time: Option<Due<u32>>,
}

pub(super) struct Writer<'a> {
    pub(super) source: &'a Source,
    pub(super) marks: &'a Marks<'a>,
    /// Attributes of what is not the source's text, where it is in another language than that.
    pub(super) own_language: String,
    pub(super) cut: Option<&'a Cut>,
    pub(super) sweep: Sweep,
    pub(super) out: &'a mut String,
    pub(super) frames: Vec<Frame>,
    /// How many of `frames`, from the outermost, are written.
    pub(super) written: usize,
    /// Index in `frames` of the block that holds text.
    pub(super) block: usize,
    /// Number of that block.
    pub(super) number: usize,
    /// Where the text that was met last ends.
    pub(super) at: usize,
    /// What has to stand before the words that come next.
    pub(super) due: Ahead,
    /// Words before those that come next, in this block or cell, are not shown.
    pub(super) hidden: bool,
    /// Words of this block are not shown.
    pub(super) block_hidden: bool,
    /// Blocks before this one that are not shown.
    pub(super) left_out: usize,
    /// The ids of what is not shown before this place: links to it lead to where it stood.
    pub(super) passed: Vec<String>,
    /// Cells of this row before the first that is shown, and whether they hold words.
    pub(super) empty_cells: Vec<bool>,
    /// The level of the document's highest headings.
    pub(super) highest: u8,
    pub(super) in_link: bool,
    /// Passages that have ended and of which that is still to be told.
    pub(super) ended: Vec<usize>,
    /// Those of this block of which it is still to be said who cites them.
    pub(super) beside: Option<Beside>,
    pub(super) ids: BTreeSet<String>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        source: &'a Source,
        marks: &'a Marks<'a>,
        cut: Option<&'a Cut>,
        out: &'a mut String,
    ) -> Self {
        Self {
            source,
            marks,
            own_language: own_language(source, marks.words.tag()),
            cut: cut.filter(|cut| !cut.is_whole()),
            sweep: Sweep::new(
                &source.text,
                marks.highlights.iter().map(|highlight| (&highlight.range, highlight.count.max(1))),
            ),
            out,
            frames: Vec::new(),
            written: 0,
            block: 0,
            number: 0,
            at: 0,
            due: Ahead::default(),
            hidden: false,
            block_hidden: false,
            left_out: 0,
            passed: Vec::new(),
            empty_cells: Vec::new(),
            highest: highest(&source.tokens),
            in_link: false,
            ended: Vec::new(),
            beside: None,
            ids: BTreeSet::new(),
        }
    }
}

impl Writer<'_> {
    pub(super) fn write(&mut self, token: &Token) {
        match *token {
            Token::Open(tag) => self.open(tag),
            Token::Close => self.close(),
            Token::Text(ref range) => self.text(range),
            Token::Break => self.due.line_end = true,
            Token::Rule if self.shows_aside() => {
                self.write_frames(self.frames.len());
                self.out.push_str("<hr>");
            }
            Token::Image(image) if self.shows_aside() => self.image(image),
            Token::NoteRef(number) if self.cut.is_none() => self.note_ref(number),
            Token::Rule | Token::Image(_) | Token::NoteRef(_) => {}
            Token::Page(page) => {
                let due = Due { what: page, within: self.is_in_block() };
                let before = self.due.page.replace(due);
                self.pass(before.and_then(|due| self.page_id(due.what)));
            }
            Token::Time(seconds) => {
                let due = Due { what: seconds, within: self.is_in_block() };
                let before = self.due.time.replace(due);
                self.pass(before.map(|due| time_id(due.what)));
            }
        }
    }

    /// Says and keeps what is still to be said and kept.
    pub(super) fn finish(&mut self) {
        let (page, time) = (self.due.page.take(), self.due.time.take());
        self.pass(page.and_then(|due| self.page_id(due.what)));
        self.pass(time.map(|due| time_id(due.what)));
        self.notice();
        if !self.passed.is_empty() {
            self.out.push_str("<p class=\"apart\">");
            self.passed_anchors();
            self.out.push_str("</p>");
        }
    }

    /// Something with this id is not shown.
    fn pass(&mut self, id: Option<String>) {
        if self.cut.is_some() {
            self.passed.extend(id);
        }
    }

    /// Whether a block that holds text has begun.
    pub(super) fn is_in_block(&self) -> bool {
        self.frames.get(self.block).is_some_and(|frame| frame.tag.is_counted())
    }

    pub(super) fn open(&mut self, tag: Tag) {
        if tag.is_counted() {
            self.number += 1;
            self.block = self.frames.len();
            self.due.number = true;
            self.hidden = false;
            self.block_hidden = false;
        }
        let shown = |link: usize| self.cut.is_none_or(|cut| cut.shows_link(&self.source.links[link].range));
        let silent = matches!(tag, Tag::Link(link) if !shown(link));
        self.frames.push(Frame { tag, silent });
    }

    pub(super) fn close(&mut self) {
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

    pub(super) fn close_block(&mut self, is_written: bool) {
        if is_written {
            self.cut_mark();
            self.citations();
            self.beside();
        } else if self.block_hidden {
            self.left_out += 1;
        }
        if !is_written {
            self.pass(Some(format!("p{}", self.number)));
        }
        self.empty_cells.clear();
        self.due.tab = false;
        self.due.line_end = false;
    }

    /// A cell of which nothing is shown: it is kept, so that the columns stay as they are.
    pub(super) fn close_empty_cell(&mut self) {
        let hidden = std::mem::take(&mut self.hidden);
        if self.written > self.block { self.empty_cell(hidden) } else { self.empty_cells.push(hidden) }
    }

    pub(super) fn empty_cell(&mut self, hidden: bool) {
        self.start_tag(Tag::Cell);
        self.hidden = hidden;
        self.cut_mark();
        self.end_tag(Tag::Cell);
    }

    /// Writes whatever has to stand before the words that come next.
    pub(super) fn begin_words(&mut self) {
        let in_row = matches!(self.frames.get(self.block), Some(frame) if matches!(frame.tag, Tag::Row | Tag::HeadRow));
        if self.written <= self.block {
            self.notice();
            self.page_rule();
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
        if std::mem::take(&mut self.due.tab) && in_row {
            self.out.push('\t');
        }
    }

    pub(super) fn write_frames(&mut self, end: usize) {
        while self.written < end.min(self.frames.len()) {
            let frame = self.frames[self.written];
            self.written += 1;
            if !frame.silent {
                self.start_tag(frame.tag);
            }
        }
    }
}

/// The attributes of words in the page's language among those of the source; none where that is the same.
fn own_language(source: &Source, page: &str) -> String {
    let Some(language) = source.metadata.language.as_deref().filter(|language| *language != page) else {
        return String::new();
    };
    let own = direction(page);
    let dir = if own == direction(language) { String::new() } else { format!(" dir=\"{own}\"") };
    let mut lang = String::from(" lang=\"");
    escape(page, &mut lang);
    lang + "\"" + &dir
}

/// The lowest number among the levels of a document's headings.
fn highest(tokens: &[Token]) -> u8 {
    let levels = tokens.iter().filter_map(|token| match token {
        Token::Open(Tag::Heading(level)) => Some(*level),
        _ => None,
    });
    levels.min().unwrap_or(1)
}
