//! The blocks of a text, line by line: as much of Markdown's block structure as it takes to know which lines
//! are leaves or fences of containers, and which text is neither code nor HTML.
//!
//! The parser of Markdown has the last word: a directive that it sees as something else is none.

use std::ops::Range;

use super::fences;
use super::flow::Flow;
use super::inline::Inline;
use super::margin::{self, HtmlEnd, Margin};
use super::scan::Scan;

/// Block quotes, list items and containers nested deeper than this are read as text.
const DEEPEST: usize = 1_000;

/// What blocks can stand in.
pub(super) enum Container {
    Quote,
    /// A list item: the columns that its lines are indented by, and whether nothing stands in it yet.
    Item {
        columns: usize,
        empty: bool,
    },
    Footnote,
    Directive(Open),
}

/// An open container directive.
pub(super) struct Open {
    /// Its place in [`Scan::found`]; none for one that was refused, whose closing line is still expected.
    pub index: Option<usize>,
    pub colons: usize,
}

/// The block of text that is open.
enum Leaf {
    None,
    /// Its lines, [`Blocks::lines`].
    Paragraph,
    Fence {
        mark: u8,
        length: usize,
    },
    Html(HtmlEnd),
    Indented,
}

/// Reads blocks.
pub(super) struct Blocks<'s, 'a> {
    pub scan: &'s mut Scan<'a>,
    pub stack: Vec<Container>,
    leaf: Leaf,
    lines: Vec<Range<usize>>,
    next_candidate: usize,
}

/// A line that is being read.
struct Line<'a> {
    margin: Margin<'a>,
    start: usize,
    end: usize,
    next: usize,
    /// How many containers go on.
    matched: usize,
    /// A horizontal rule can't begin before this byte.
    no_rule_before: usize,
}

impl<'s, 'a> Blocks<'s, 'a> {
    pub(super) fn new(scan: &'s mut Scan<'a>) -> Self {
        Self { scan, stack: Vec::new(), leaf: Leaf::None, lines: Vec::new(), next_candidate: 0 }
    }

    /// Reads all lines from `start` on.
    pub(super) fn run(mut self, start: usize) {
        let bytes = self.scan.text.as_bytes();
        let mut at = start;
        while at < bytes.len() {
            let end = memchr::memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |end| at + end);
            let next = match bytes.get(end..end + 2) {
                Some(b"\r\n") => end + 2,
                _ => (end + 1).min(bytes.len()),
            };
            let margin = Margin::new(bytes, at, end);
            self.line(Line { margin, start: at, end, next, matched: 0, no_rule_before: 0 });
            at = next;
        }
        self.flush();
        self.close(0, bytes.len());
    }

    fn line(&mut self, mut line: Line<'a>) {
        self.go_on(&mut line);
        let all = line.matched == self.stack.len();
        if self.goes_on_in_leaf(&line, all) {
            return;
        }
        if line.margin.is_blank() {
            self.blank(&line);
            return;
        }
        self.begin(line);
    }

    /// Matches the prefixes of the containers that are open.
    fn go_on(&self, line: &mut Line<'a>) {
        for container in &self.stack {
            let mut margin = line.margin;
            let fits = match container {
                Container::Directive(_) => true,
                Container::Quote => quote(&mut margin),
                Container::Item { columns, .. } => indented(&mut margin, *columns),
                Container::Footnote => indented(&mut margin, 4),
            };
            if !fits {
                break;
            }
            line.margin = margin;
            line.matched += 1;
        }
    }

    /// Whether the line belongs to the code or HTML that is open.
    fn goes_on_in_leaf(&mut self, line: &Line<'a>, all: bool) -> bool {
        let goes_on = match self.leaf {
            Leaf::None | Leaf::Paragraph => return false,
            Leaf::Fence { mark, length } if all => {
                let rest = line.margin.rest().trim_ascii_end();
                if line.margin.width() < 4 && rest.len() >= length && rest.iter().all(|byte| *byte == mark) {
                    self.leaf = Leaf::None;
                }
                true
            }
            Leaf::Html(HtmlEnd::With(end)) if all => {
                self.note_html(line, end);
                if contains(line.margin.rest(), end) {
                    self.leaf = Leaf::None;
                }
                true
            }
            Leaf::Html(HtmlEnd::Blank) if all && !line.margin.is_blank() => {
                self.note_html(line, "");
                true
            }
            Leaf::Indented if all => line.margin.is_blank() || line.margin.width() >= 4,
            _ => false,
        };
        if !goes_on {
            self.leaf = Leaf::None;
        }
        goes_on
    }

    /// Reports a known directive in a block of HTML that looks as if it were meant to be one.
    fn note_html(&mut self, line: &Line<'a>, end: &str) {
        if end.is_empty() {
            let range = line.margin.text_at()..line.end;
            fences::note_html(self.scan, range, &mut self.next_candidate);
        }
    }

    fn blank(&mut self, line: &Line<'a>) {
        self.flush();
        self.close(line.matched, line.start);
        if let Some(Container::Item { empty: true, .. }) = self.stack.last() {
            self.close(self.stack.len() - 1, line.start);
        }
    }

    /// Reads what the line begins.
    fn begin(&mut self, mut line: Line<'a>) {
        loop {
            let open = matches!(self.leaf, Leaf::Paragraph);
            let rest = line.margin.rest();
            if line.margin.width() >= 4 || self.stack.len() >= DEEPEST {
                break;
            }
            if rest[0] == b'>' {
                self.settle(&line);
                quote(&mut line.margin);
                self.push(&mut line, Container::Quote);
            } else if open && line.matched == self.stack.len() && margin::underlines(rest) {
                self.flush();
                return;
            } else if is_rule(&mut line) {
                self.settle(&line);
                return;
            } else if let Some(length) = self.item(&line, open) {
                self.settle(&line);
                let container = item(&mut line.margin, length);
                self.push(&mut line, container);
            } else if let Some(length) = margin::footnote(rest) {
                self.settle(&line);
                if matches!(self.stack.last(), Some(Container::Footnote)) {
                    self.close(self.stack.len() - 1, line.start);
                    line.matched = self.stack.len();
                }
                line.margin.advance(length);
                self.push(&mut line, Container::Footnote);
            } else {
                if self.block(&line, open) {
                    return;
                }
                break;
            }
            if line.margin.is_blank() {
                return;
            }
        }
        self.text(&line);
    }

    fn push(&mut self, line: &mut Line<'a>, container: Container) {
        // What stands in an item from its first line on makes it one that is not empty.
        if let Some(Container::Item { empty, .. }) = self.stack.last_mut() {
            *empty = false;
        }
        self.stack.push(container);
        line.matched = self.stack.len();
    }

    fn item(&self, line: &Line<'a>, open: bool) -> Option<usize> {
        let (length, interrupts) = margin::item(line.margin.rest())?;
        (!open || interrupts || line.matched < self.stack.len()).then_some(length)
    }

    /// A heading, code fence, block of HTML or directive: whether the line is one.
    fn block(&mut self, line: &Line<'a>, open: bool) -> bool {
        let rest = line.margin.rest();
        let at = line.margin.text_at();
        let hashes = margin::hashes(rest);
        if hashes > 0 {
            self.settle(line);
            self.lines.push(at + hashes..line.end);
            self.leaf = Leaf::Paragraph;
            self.flush();
        } else if let Some((mark, length)) = margin::fence(rest) {
            self.settle(line);
            self.leaf = Leaf::Fence { mark, length };
        } else if let Some(end) = margin::html(rest, !open) {
            self.settle(line);
            self.leaf = match end {
                HtmlEnd::With(mark) if contains(&rest[1..], mark) => Leaf::None,
                _ => Leaf::Html(end),
            };
            if end == HtmlEnd::Blank {
                self.note_html(line, "");
            }
        } else {
            return rest.starts_with(b"::") && self.directive(line, at);
        }
        true
    }

    /// A leaf, or a fence of a container.
    fn directive(&mut self, line: &Line<'a>, at: usize) -> bool {
        let range = at..line.end;
        match fences::read(self.scan, range.clone(), self.innermost(line.matched)) {
            fences::Line::Text => return false,
            fences::Line::Leaf => self.settle(line),
            fences::Line::Open(open) => {
                self.settle(line);
                if self.depth() >= super::faults::DEEPEST {
                    fences::too_deep(self.scan, open.index);
                    self.stack.push(Container::Directive(Open { index: None, ..open }));
                } else {
                    self.stack.push(Container::Directive(open));
                }
            }
            fences::Line::Refused(open, name_end) => {
                self.settle(line);
                self.lines.push(name_end..line.end);
                self.leaf = Leaf::Paragraph;
                self.flush();
                self.stack.extend(open.map(Container::Directive));
            }
            fences::Line::Close(colons) => {
                let Some(place) = self.closed_by(line.matched, colons) else {
                    self.scan.faults.unopened(range);
                    return false;
                };
                self.flush();
                self.close(place + 1, line.start);
                if let Some(Container::Directive(Open { index: Some(index), .. })) = self.stack.pop() {
                    fences::close(self.scan, index, line.start, range);
                }
            }
        }
        true
    }

    /// The container that so many colons close, in the same list item, block quote or footnote: the innermost one
    /// with as many colons, or else the innermost one with fewer.
    fn closed_by(&self, matched: usize, colons: usize) -> Option<usize> {
        let mut fewer = None;
        for place in (0..matched).rev() {
            match &self.stack[place] {
                Container::Directive(open) if open.colons == colons => return Some(place),
                Container::Directive(open) if open.colons < colons => fewer = fewer.or(Some(place)),
                Container::Directive(_) => {}
                _ => break,
            }
        }
        fewer
    }

    fn depth(&self) -> usize {
        self.stack.iter().filter(|container| matches!(container, Container::Directive(_))).count()
    }

    /// The container directive that a block in the first `matched` containers stands in.
    fn innermost(&self, matched: usize) -> Option<usize> {
        self.stack[..matched].iter().rev().find_map(|container| match container {
            Container::Directive(open) => open.index,
            _ => None,
        })
    }

    /// Text: a line of a paragraph, or indented code.
    fn text(&mut self, line: &Line<'a>) {
        if matches!(self.leaf, Leaf::Paragraph) {
            self.lines.push(line.margin.at..line.next);
            return;
        }
        self.settle(line);
        if line.margin.width() >= 4 {
            self.leaf = Leaf::Indented;
        } else {
            self.lines.push(line.margin.at..line.next);
            self.leaf = Leaf::Paragraph;
        }
    }

    /// Ends the paragraph and the containers that do not go on: the line begins a block of its own.
    fn settle(&mut self, line: &Line<'a>) {
        self.flush();
        self.close(line.matched, line.start);
        if let Some(Container::Item { empty, .. }) = self.stack.last_mut() {
            *empty = false;
        }
    }

    /// Closes all containers but the first `keep`.
    fn close(&mut self, keep: usize, at: usize) {
        while self.stack.len() > keep {
            if let Some(Container::Directive(open)) = self.stack.pop() {
                fences::unclosed(self.scan, &open, at);
            }
        }
    }

    /// Ends the paragraph: its directives are read.
    fn flush(&mut self) {
        if !matches!(self.leaf, Leaf::Paragraph) {
            return;
        }
        self.leaf = Leaf::None;
        let lines = std::mem::take(&mut self.lines);
        if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
            let candidates = &self.scan.candidates[self.next_candidate..];
            let skipped = candidates.partition_point(|at| *at < first.start);
            let held = candidates[skipped..].partition_point(|at| *at < last.end);
            self.next_candidate += skipped + held;
            if held > 0 {
                self.read(&lines);
            }
        }
        self.lines = lines;
        self.lines.clear();
    }

    fn read(&mut self, lines: &[Range<usize>]) {
        let text = self.scan.text;
        let parent = self.innermost(self.stack.len());
        let (before, rows) = lines.split_at(table(text, lines));
        if !before.is_empty() {
            Inline::new(self.scan, Flow { text, lines: before }, parent).all();
        }
        for row in rows {
            // No directive goes over the end of a row.
            Inline::new(self.scan, Flow { text, lines: std::slice::from_ref(row) }, parent).all();
        }
    }
}

/// Where a table begins in the lines of a paragraph: the line above the rule below its head, which begins with
/// `|` where it is not the first. The number of lines where there is none.
fn table(text: &str, lines: &[Range<usize>]) -> usize {
    let is_rule = |line: &Range<usize>| {
        let rule = text[line.clone()].trim_ascii();
        rule.contains('-')
            && rule.contains(['|', ':'])
            && rule.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
    };
    let is_head = |(at, pair): &(usize, &[Range<usize>])| {
        is_rule(&pair[1]) && (*at == 0 || text[pair[0].clone()].trim_ascii_start().starts_with('|'))
    };
    lines.windows(2).enumerate().find(is_head).map_or(lines.len(), |(at, _)| at)
}

/// Whether the line is a horizontal rule.
fn is_rule(line: &mut Line<'_>) -> bool {
    let at = line.margin.text_at();
    if at < line.no_rule_before {
        return false;
    }
    match margin::rule(line.margin.rest()) {
        Ok(()) => true,
        Err(bad) => {
            line.no_rule_before = at + bad;
            false
        }
    }
}

/// Moves over the mark of a block quote and the space that belongs to it.
fn quote(margin: &mut Margin<'_>) -> bool {
    if margin.width() >= 4 || margin.rest().first() != Some(&b'>') {
        return false;
    }
    margin.advance(1);
    margin.skip(1);
    true
}

/// Moves over the indentation of a list item or footnote; an empty line needs none.
fn indented(margin: &mut Margin<'_>, columns: usize) -> bool {
    if margin.is_blank() {
        margin.skip(columns);
        return true;
    }
    if margin.width() < columns {
        return false;
    }
    margin.skip(columns);
    true
}

/// Moves over the mark of a list item.
fn item(margin: &mut Margin<'_>, length: usize) -> Container {
    let indent = margin.width();
    margin.advance(length);
    if margin.is_blank() {
        return Container::Item { columns: indent + length + 1, empty: true };
    }
    margin.skip(1);
    let further = margin.width();
    let columns = if further < 4 { margin.skip(further) } else { 0 };
    Container::Item { columns: indent + length + 1 + columns, empty: false }
}

fn contains(rest: &[u8], end: &str) -> bool {
    rest.windows(end.len()).any(|window| window.eq_ignore_ascii_case(end.as_bytes()))
}
