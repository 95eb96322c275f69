//! Puts a source together from its pieces: text, tokens, numbered blocks and places.

mod origin;
mod write;

use super::place::Mark;
use super::{Link, Page, Paragraph, Tag, Token};

pub(super) use origin::file_range;

/// Elements within a line that may stand in each other; deeper ones leave their words and no markup,
/// so that a hostile file can't make us close and open thousands of them at every line.
const DEEPEST: usize = 32;

/// What is made of a body.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) text: String,
    pub(super) tokens: Vec<Token>,
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) links: Vec<Link>,
    pub(super) images: Vec<String>,
    pub(super) pages: Vec<Page>,
    pub(super) times: Vec<(usize, u32)>,
    /// Where pieces of the text begin in the text and in the file.
    pub(super) origins: Vec<(usize, usize)>,
}

/// An element that began. Elements are written once they hold text, so that none is ever empty.
#[derive(Debug, Clone, Copy)]
struct Frame {
    tag: Tag,
    /// It was written as raw HTML, whose end may be missing or misplaced.
    raw: bool,
}

#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a state or a wish that stands alone")]
pub(super) struct Builder {
    body: Body,
    frames: Vec<Frame>,
    /// How many of `frames`, from the outermost, stand in the tokens.
    written: usize,
    /// Index in `frames` of the block that takes text.
    block: Option<usize>,
    /// Elements within the line that were too deep to be kept.
    too_deep: usize,
    /// Pictures and note references that wait for the block's first words.
    waiting: Vec<Token>,
    /// A line end that waits for the words after it.
    line_end: Option<LineEnd>,
    /// A cell has begun after others that hold text.
    new_cell: bool,
    /// Cells at the row's beginning that hold nothing.
    empty_cells: usize,
    /// Form feeds are text (rule N8).
    keep_form_feeds: bool,
    /// Line ends within a block are text (rule N7); else they are the spaces that a reader sees.
    keep_line_ends: bool,
    /// Form feeds that wait for the words after them.
    form_feed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineEnd {
    Soft,
    Hard,
}

impl Builder {
    pub(super) fn new(keep_form_feeds: bool, keep_line_ends: bool) -> Self {
        Self { keep_form_feeds, keep_line_ends, ..Self::default() }
    }

    /// A container begins; [`Builder::close_container`] ends it.
    pub(super) fn open_container(&mut self, tag: Tag) {
        self.end_block();
        self.frames.push(Frame { tag, raw: false });
    }

    /// The container that began last ends, and the block in it.
    pub(super) fn close_container(&mut self) {
        self.end_block();
        self.pop();
    }

    /// A block that takes text begins; [`Builder::end_block`] ends it.
    pub(super) fn open_block(&mut self, tag: Tag) {
        self.end_block();
        self.block = Some(self.frames.len());
        self.frames.push(Frame { tag, raw: false });
    }

    /// An element within a block begins; [`Builder::close`] ends it.
    pub(super) fn open(&mut self, tag: Tag) {
        self.ensure_block();
        if self.is_full() {
            self.too_deep += 1;
        } else {
            self.frames.push(Frame { tag, raw: false });
        }
    }

    /// The element within a block that began last ends.
    pub(super) fn close(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
        } else {
            self.pop_raw();
            self.pop_inner();
        }
    }

    /// A cell of a row begins.
    pub(super) fn open_cell(&mut self) {
        self.new_cell = true;
        self.frames.push(Frame { tag: Tag::Cell, raw: false });
    }

    /// The cell ends. One without text is kept, so that the columns stay as they are.
    pub(super) fn close_cell(&mut self) {
        self.pop_raw();
        self.line_end = None;
        let written = self.written == self.frames.len();
        self.pop_inner();
        match () {
            () if written => {}
            () if self.has_begun() => self.body.tokens.extend([Token::Open(Tag::Cell), Token::Close]),
            () => self.empty_cells += 1,
        }
    }

    /// Makes sure that a block takes text: a list item or quotation that has none gets a paragraph.
    pub(super) fn ensure_block(&mut self) {
        if self.block.is_none() {
            self.block = Some(self.frames.len());
            self.frames.push(Frame { tag: Tag::Paragraph, raw: false });
        }
    }

    /// Ends the block that takes text, if there is one, and whatever is open in it.
    pub(super) fn end_block(&mut self) {
        let Some(block) = self.block else { return };
        self.trim_block();
        while self.frames.len() > block {
            self.pop();
        }
        self.block = None;
        self.line_end = None;
        self.new_cell = false;
        self.empty_cells = 0;
        self.too_deep = 0;
        let waiting = std::mem::take(&mut self.waiting);
        let images = waiting.into_iter().filter(|token| matches!(token, Token::Image(_)));
        for image in images {
            self.write_frames();
            self.body.tokens.push(image);
        }
    }

    /// Ends the block here and goes on in another of the same kind, with the same elements open in it.
    pub(super) fn divide(&mut self) {
        let Some(block) = self.block else { return };
        self.trim_block();
        while self.written > block {
            self.write_close(self.written - 1);
        }
        self.line_end = None;
    }

    /// An element begins that was written as raw HTML; it may never end.
    pub(super) fn open_raw(&mut self, tag: Tag) {
        self.ensure_block();
        if !self.is_full() {
            self.frames.push(Frame { tag, raw: true });
        }
    }

    /// An element of raw HTML ends, if it is open and nothing else was opened in it.
    pub(super) fn close_raw(&mut self, tag: Tag) {
        let open = self.frames.iter().rev().take_while(|frame| frame.raw).position(|frame| frame.tag == tag);
        for _ in 0..open.map_or(0, |above| above + 1) {
            self.pop();
        }
    }

    /// Words that begin at byte `origin` of the file.
    pub(super) fn text(&mut self, words: &str, origin: usize) {
        if !may_hold_control(words) {
            return self.plain_text(words, origin);
        }
        let mut start = 0;
        for (at, found) in words.match_indices(|c: char| c.is_control() && c != '\n' && c != '\t') {
            self.plain_text(&words[start..at], origin + start);
            start = at + found.len();
            match found {
                "\u{c}" => self.form_feed(),
                "\r" if !words[start..].starts_with('\n') => self.plain_text("\n", origin + at),
                "\u{b}" | "\u{85}" => self.plain_text(" ", origin + at),
                _ => {}
            }
        }
        self.plain_text(&words[start..], origin + start);
    }

    fn plain_text(&mut self, words: &str, origin: usize) {
        let begun = self.has_begun();
        let is_code = self.block.is_some_and(|block| self.frames[block].tag == Tag::CodeBlock);
        let trimmed = match () {
            () if is_code && !begun => words.trim_start_matches(['\n', '\r']),
            () if is_code => words,
            () if !begun || self.line_end.is_some() || self.new_cell => words.trim_start(),
            () => words,
        };
        if trimmed.is_empty() {
            return;
        }
        let origin = origin + words.len() - trimmed.len();
        self.ensure_block();
        if !self.has_begun() {
            self.begin_block();
        }
        self.write_line_end();
        if std::mem::take(&mut self.new_cell) && begun {
            self.body.text.push('\t');
        }
        self.write_frames();
        if std::mem::take(&mut self.form_feed) {
            self.push_text("\u{c}", origin);
        }
        self.push_text(trimmed, origin);
    }

    /// A line of the file ends within a block.
    pub(super) fn soft_break(&mut self) {
        self.line_end.get_or_insert(LineEnd::Soft);
    }

    /// A line end that the source's writer wanted.
    pub(super) fn hard_break(&mut self) {
        self.line_end = Some(LineEnd::Hard);
    }

    /// A line across the page.
    pub(super) fn rule(&mut self) {
        self.end_block();
        self.write_frames();
        self.body.tokens.push(Token::Rule);
    }

    /// A picture, of which its description is kept.
    pub(super) fn image(&mut self, alt: String) {
        self.ensure_block();
        let token = Token::Image(self.body.images.len());
        self.body.images.push(alt);
        self.aside(token);
    }

    /// A reference to one of the source's own notes.
    pub(super) fn note_ref(&mut self, number: u32) {
        self.aside(Token::NoteRef(number));
    }

    /// A link that was found harmless; it begins with the words that come next.
    pub(super) fn link(&mut self, url: String) -> Tag {
        self.body.links.push(Link { url, range: 0..0 });
        Tag::Link(self.body.links.len() - 1)
    }

    /// A page begins or a time is reached.
    pub(super) fn mark(&mut self, mark: Mark) {
        let start = self.place();
        match mark {
            Mark::Page(label) => {
                self.body.tokens.push(Token::Page(self.body.pages.len()));
                self.body.pages.push(Page { start, label });
            }
            Mark::Time(seconds) => {
                self.body.tokens.push(Token::Time(seconds));
                self.body.times.push((start, seconds));
            }
        }
    }

    /// The page and the time that the text has reached.
    pub(super) fn reached(&self) -> (Option<String>, Option<u32>) {
        let page = self.body.pages.last().map(|page| page.label.clone());
        (page, self.body.times.last().map(|(_, seconds)| *seconds))
    }

    pub(super) fn finish(mut self) -> Body {
        self.end_block();
        while !self.frames.is_empty() {
            self.pop();
        }
        self.body
    }

    /// Where the next words will stand, or one byte before where they begin a block.
    fn place(&self) -> usize {
        self.body.text.len() + usize::from(self.line_end.is_some() && self.has_begun())
    }

    /// A page ends. Its number is that of the page before and one more.
    fn form_feed(&mut self) {
        let before = self.body.pages.last().map_or("1", |page| &page.label);
        let next = before.parse::<u32>().ok().and_then(|number| number.checked_add(1));
        if self.body.pages.is_empty() {
            self.body.pages.push(Page { start: 0, label: "1".to_owned() });
            self.body.tokens.insert(0, Token::Page(0));
            self.body.paragraphs.iter_mut().for_each(|paragraph| paragraph.page = Some("1".to_owned()));
        }
        self.form_feed = self.keep_form_feeds;
        if !self.keep_form_feeds && self.has_begun() {
            self.soft_break();
        }
        if let Some(number) = next {
            self.mark(Mark::Page(number.to_string()));
        }
    }

    fn is_full(&self) -> bool {
        self.too_deep > 0 || self.block.is_some_and(|block| self.frames.len().saturating_sub(block) > DEEPEST)
    }

    /// Whether the block that takes text has some.
    fn has_begun(&self) -> bool {
        self.block.is_some_and(|block| self.written > block)
    }

    fn aside(&mut self, token: Token) {
        if self.has_begun() {
            self.write_frames();
            self.body.tokens.push(token);
        } else {
            self.waiting.push(token);
        }
    }
}

/// Whether there may be control characters beside line ends and tabs. Those beyond ASCII begin with a byte that letters
/// begin with as well.
fn may_hold_control(words: &str) -> bool {
    let mut found = false;
    // Without a way out in the middle many bytes are compared at a time.
    for &byte in words.as_bytes() {
        found |= byte < b' ' && byte != b'\n' && byte != b'\t' || matches!(byte, 0x7f | 0xc2);
    }
    found
}
