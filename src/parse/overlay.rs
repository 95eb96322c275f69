//! Lays directives over the events of the Markdown parser, and notes where everything stands in the HTML.

use std::cell::Cell;
use std::collections::VecDeque;
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

/// What comes next.
enum Step<'m> {
    Event(Event<'m>, Range<usize>),
    Piece(PieceKind, usize),
}

/// The events for the HTML writer. When the writer asks for one, all that came before is written, so that the
/// length of the HTML is the place of what comes next.
pub(super) struct Overlay<'o, 'm, 'p, I> {
    events: I,
    /// The masked pieces that are still to come.
    pieces: &'p [Piece],
    steps: VecDeque<Step<'m>>,
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
        Self {
            events,
            pieces,
            steps: VecDeque::new(),
            length,
            collector,
            labelled: false,
            begun: Begun::Nothing,
        }
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

    /// Reads an event: what comes of it next. What comes after that is put into the queue.
    fn read(&mut self, event: Event<'m>, range: Range<usize>) -> Option<Step<'m>> {
        Some(match event {
            Event::Text(text) => return self.text(text, range),
            Event::Rule => match self.piece_at(range.start) {
                Some((kind @ (PieceKind::Line | PieceKind::End), directive)) => Step::Piece(kind, directive),
                _ => Step::Event(Event::Rule, range),
            },
            Event::Start(Tag::Heading { .. }) => match self.piece_at(range.start) {
                Some((kind @ PieceKind::LabelOpen, directive)) => {
                    self.labelled = true;
                    Step::Piece(kind, directive)
                }
                _ => Step::Event(event, range),
            },
            Event::End(TagEnd::Heading(_)) if self.labelled => {
                self.labelled = false;
                return None;
            }
            event => Step::Event(event, range),
        })
    }

    /// Cuts masked pieces out of a text.
    fn text(&mut self, text: CowStr<'m>, range: Range<usize>) -> Option<Step<'m>> {
        let (text, range) = self.without_tail(text, range)?;
        self.pass(range.start);
        let cut = self.pieces.first().is_some_and(|piece| piece.range.start < range.end);
        if !cut || text.len() != range.len() {
            return Some(Step::Event(Event::Text(text), range));
        }
        let mut at = range.start;
        while let Some(piece) = self.pieces.first().filter(|piece| piece.range.start < range.end) {
            self.part(&text, range.start, at..piece.range.start);
            // A label line's first piece begins in the heading's mark, before the text.
            if piece.range.start >= range.start {
                self.steps.push_back(Step::Piece(piece.kind, piece.directive));
            }
            at = piece.range.end.min(range.end);
            if piece.range.end > range.end {
                break;
            }
            self.pieces = &self.pieces[1..];
        }
        self.part(&text, range.start, at..range.end);
        self.steps.pop_front()
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
        let kept = match text {
            CowStr::Borrowed(text) => CowStr::Borrowed(&text[..tail.start - range.start]),
            other => CowStr::from(other[..tail.start - range.start].to_owned()),
        };
        Some((kept, range.start..tail.start))
    }

    fn part(&mut self, text: &CowStr<'m>, start: usize, part: Range<usize>) {
        if part.start >= part.end {
            return;
        }
        let inner = part.start - start..part.end - start;
        let shown = match text {
            CowStr::Borrowed(text) => CowStr::Borrowed(&text[inner]),
            other => CowStr::from(other[inner].to_owned()),
        };
        self.steps.push_back(Step::Event(Event::Text(shown), part));
    }
}

impl<'m, I: Iterator<Item = (Event<'m>, Range<usize>)>> Iterator for Overlay<'_, 'm, '_, I> {
    type Item = Event<'m>;

    fn next(&mut self) -> Option<Event<'m>> {
        let begun = std::mem::take(&mut self.begun);
        self.collector.complete(begun, self.length.get());
        loop {
            let step = if let Some(step) = self.steps.pop_front() {
                Some(step)
            } else {
                let Some((event, range)) = self.events.next() else {
                    self.collector.end(self.length.get());
                    return None;
                };
                self.read(event, range)
            };
            match step {
                Some(Step::Event(event, range)) => {
                    self.begun = self.collector.event(&event, &range, self.length.get());
                    return Some(event);
                }
                Some(Step::Piece(kind, directive)) => {
                    self.collector.piece(kind, directive, self.length.get());
                }
                None => {}
            }
        }
    }
}
