//! The masked pieces of directives, as they come up among the events.

use super::{Collector, Drop, Frame};
use crate::furniture::is_furniture;
use crate::parse::body::MarkKind;
use crate::parse::directive::Form;
use crate::parse::mask::PieceKind;
use crate::parse::names::Names;

impl Collector<'_> {
    /// A masked piece of a directive; the HTML is so long.
    pub(in crate::parse) fn piece(&mut self, kind: PieceKind, index: usize, at: usize) {
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

    /// Whether what a directive holds is no part of the text that is counted: the bodies of notes, cards, furniture.
    fn is_muted(&self, index: usize) -> bool {
        let name = self.name(index);
        match self.found[index].form {
            Form::Text => false,
            Form::Leaf => Names::is_built_in(name) || is_furniture(name),
            Form::Container => name == "note" || is_furniture(name),
        }
    }

    fn enter(&mut self, index: usize, at: usize) {
        self.mark(MarkKind::Open(index), at..at);
        self.frames.push(Frame::Directive(index));
        self.muted += usize::from(self.is_muted(index));
    }

    fn leave(&mut self, index: usize, at: usize) {
        if self.dropped[index].is_some() {
            return;
        }
        if matches!(self.frames.last(), Some(Frame::Directive(open)) if *open == index) {
            self.frames.pop();
            self.muted -= usize::from(self.is_muted(index));
            self.mark(MarkKind::Close(index), at..at);
        } else {
            self.cross(index);
        }
    }

    /// Ends the directives that are open in an element that ends: containers without a closing line, and those
    /// whose end lies outside.
    pub(super) fn leave_directives(&mut self, at: usize) {
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
                self.muted -= usize::from(self.is_muted(index));
            }
        }
    }

    /// The document ends.
    pub(in crate::parse) fn end(&mut self, at: usize) {
        self.leave_directives(at);
    }
}
