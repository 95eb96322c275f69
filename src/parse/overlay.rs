//! Lays directives over the events of the Markdown parser, and notes where everything stands in the HTML.

use std::cell::Cell;
use std::fmt;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::collect::{Begun, Collector};
use super::mask::{Piece, PieceKind};

/// A string that tells its length to whoever shares the cell.
pub(super) struct Measured<'l> {
    pub html: &'l mut String,
    pub length: &'l Cell<usize>,
}

impl fmt::Write for Measured<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.html.push_str(text);
        self.length.set(self.html.len());
        Ok(())
    }
}

/// A text that masked pieces are being cut out of.
struct Cut<'m> {
    text: CowStr<'m>,
    /// Where the text stands.
    range: Range<usize>,
    /// How far it is cut.
    at: usize,
}

impl<'m> Cut<'m> {
    /// The text up to a place; none where that holds nothing.
    fn up_to(&mut self, end: usize) -> Option<(Event<'m>, Range<usize>)> {
        let part = self.at..end;
        self.at = end.max(self.at);
        if part.is_empty() {
            return None;
        }
        let inner = part.start - self.range.start..part.end - self.range.start;
        Some((Event::Text(slice(&self.text, inner)), part))
    }
}

fn slice<'m>(text: &CowStr<'m>, part: Range<usize>) -> CowStr<'m> {
    match text {
        CowStr::Borrowed(text) => CowStr::Borrowed(&text[part]),
        other => CowStr::from(other[part].to_owned()),
    }
}

/// The events for the HTML writer. When the writer asks for one, all that came before is written, so that the
/// length of the HTML is the place of what comes next.
pub(super) struct Overlay<'o, 'm, 'p, I> {
    events: I,
    /// The masked pieces that are still to come.
    pieces: &'p [Piece],
    cut: Option<Cut<'m>>,
    length: &'o Cell<usize>,
    collector: &'o mut Collector<'p>,
    /// Whether the heading that is being read is the label of a leaf or container.
    labelled: bool,
    begun: Begun,
}

impl<'o, 'm, 'p, I: Iterator<Item = (Event<'m>, Range<usize>)>> Overlay<'o, 'm, 'p, I> {
    pub(super) fn new(
        events: I,
        pieces: &'p [Piece],
        length: &'o Cell<usize>,
        collector: &'o mut Collector<'p>,
    ) -> Self {
        Self { events, pieces, cut: None, length, collector, labelled: false, begun: Begun::Nothing }
    }

    /// Skips pieces that lie before a place: no event showed them.
    fn pass(&mut self, at: usize) {
        while self.pieces.first().is_some_and(|piece| piece.range.end <= at) {
            self.pieces = &self.pieces[1..];
        }
    }

    /// The piece that begins at a place.
    fn piece_at(&mut self, at: usize) -> Option<(PieceKind, usize)> {
        self.pass(at);
        self.pieces.first().filter(|piece| piece.range.start == at).map(|piece| (piece.kind, piece.directive))
    }

    fn met(&mut self, kind: PieceKind, directive: usize) {
        self.collector.piece(kind, directive, self.length.get());
    }

    /// The next event, or none where the parser's next one was a piece.
    fn read(&mut self, event: Event<'m>, range: Range<usize>) -> Option<(Event<'m>, Range<usize>)> {
        match event {
            Event::Text(text) => return self.text(text, range),
            Event::Rule => {
                if let Some((kind @ (PieceKind::Line | PieceKind::End), directive)) =
                    self.piece_at(range.start)
                {
                    self.met(kind, directive);
                    return None;
                }
            }
            Event::Start(Tag::Heading { .. }) => {
                if let Some((kind @ PieceKind::LabelOpen, directive)) = self.piece_at(range.start) {
                    self.labelled = true;
                    self.met(kind, directive);
                    return None;
                }
            }
            Event::End(TagEnd::Heading(_)) if self.labelled => {
                self.labelled = false;
                return None;
            }
            _ => {}
        }
        Some((event, range))
    }

    /// A text, or the beginning of one that has to be cut.
    fn text(&mut self, text: CowStr<'m>, range: Range<usize>) -> Option<(Event<'m>, Range<usize>)> {
        let (text, range) = self.without_tail(text, range)?;
        self.pass(range.start);
        let holds_piece = self.pieces.first().is_some_and(|piece| piece.range.start < range.end);
        if !holds_piece || text.len() != range.len() {
            return Some((Event::Text(text), range));
        }
        self.cut = Some(Cut { text, at: range.start, range });
        None
    }

    /// The next part of the text that is being cut; none where all of it is cut.
    fn part(&mut self) -> Option<(Event<'m>, Range<usize>)> {
        while let Some(cut) = &mut self.cut {
            let end = cut.range.end;
            let Some(piece) = self.pieces.first().filter(|piece| piece.range.start < end) else {
                let last = cut.up_to(end);
                self.cut = None;
                return last;
            };
            if let Some(part) = cut.up_to(piece.range.start) {
                return Some(part);
            }
            // A label line's first piece begins in the heading's mark, before the text.
            let is_within = piece.range.start >= cut.range.start;
            cut.at = piece.range.end;
            if piece.range.end > end {
                self.cut = None;
            } else {
                self.pieces = &self.pieces[1..];
            }
            if is_within {
                self.met(piece.kind, piece.directive);
            }
        }
        None
    }

    /// A text without what is an id or a class of the heading that it stands in; none where nothing else is left.
    fn without_tail(&self, text: CowStr<'m>, range: Range<usize>) -> Option<(CowStr<'m>, Range<usize>)> {
        let tail = self.collector.tail();
        if range.end <= tail.start || tail.end <= range.start {
            return Some((text, range));
        }
        if range.start >= tail.start || text.len() != range.len() {
            return None;
        }
        Some((slice(&text, 0..tail.start - range.start), range.start..tail.start))
    }
}

impl<'m, I: Iterator<Item = (Event<'m>, Range<usize>)>> Iterator for Overlay<'_, 'm, '_, I> {
    type Item = Event<'m>;

    fn next(&mut self) -> Option<Event<'m>> {
        let begun = std::mem::take(&mut self.begun);
        self.collector.complete(begun, self.length.get());
        loop {
            let mut next = self.part();
            if next.is_none() {
                let Some((event, range)) = self.events.next() else {
                    self.collector.end(self.length.get());
                    return None;
                };
                next = self.read(event, range);
            }
            if let Some((event, range)) = next {
                self.begun = self.collector.event(&event, &range, self.length.get());
                return Some(event);
            }
        }
    }
}
