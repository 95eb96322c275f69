//! One walk over a text that folds it and notes where.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::event::{Event, Fold, Hyphen};
use super::letters::{
    begins_composition, is_broken_anywhere, is_em_dash, is_hyphen, is_invisible, is_letter, is_mark, ligature,
};
use super::note_marker;
use super::page_break::page_breaks;

/// Which of the rules hold that depend on the side and the kind of source.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::verify) struct Options {
    /// N7 and N8: the text was laid out on pages.
    pub(in crate::verify) pages: bool,
    /// N9: attached note markers vanish.
    pub(in crate::verify) note_markers: bool,
}

/// ASCII bytes that no rule touches.
const PLAIN: [bool; 256] = plain();

const fn plain() -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = b'!';
    while byte <= b'~' {
        table[byte as usize] = !matches!(byte, b'"' | b'-' | b'.' | b'[' | b'`');
        byte += 1;
    }
    table
}

/// A stretch of white space, with what else vanishes in it.
struct Space {
    end: usize,
    has_line_end: bool,
    fold: Fold,
}

pub(super) struct Folder<'t> {
    text: &'t str,
    options: Options,
    breaks: Vec<Range<usize>>,
    out: String,
    events: Vec<Event>,
    at: usize,
}

/// Folds a text: the folded text, and the changes in their order.
pub(super) fn fold(text: &str, options: Options) -> (String, Vec<Event>) {
    // Offsets take four bytes; nobody archives a text of 4 GiB.
    let text = &text[..text.floor_char_boundary(u32::MAX as usize - 8)];
    let breaks = if options.pages { page_breaks(text) } else { Vec::new() };
    let out = String::with_capacity(text.len());
    let mut folder = Folder { text, options, breaks, out, events: Vec::new(), at: 0 };
    while folder.at < text.len() {
        folder.step();
    }
    (folder.out, folder.events)
}

impl Folder<'_> {
    fn step(&mut self) {
        self.plain_run();
        let Some(c) = self.text[self.at..].chars().next() else { return };
        let next = self.at + c.len_utf8();
        match c {
            _ if c.is_whitespace() => self.space(),
            '.' | '…' => self.dots(c),
            '[' => match self.note_marker() {
                Some(end) => self.emit(end, "", Fold::NoteMarker),
                None => self.keep(next),
            },
            '«' | '‹' | '»' | '›' => self.guillemet(c, next),
            _ if is_mark(c) => self.emit(next, "'", Fold::Mark),
            _ if is_hyphen(c) || is_em_dash(c) => self.dash(c, next),
            _ if is_invisible(c) => self.invisible(c, next),
            _ if c.is_ascii() => self.keep(next),
            _ => match ligature(c) {
                Some(letters) => self.emit(next, letters, Fold::Composition),
                None => self.letter(c, next),
            },
        }
    }

    /// Copies bytes that are the same on both sides, as nearly all are.
    fn plain_run(&mut self) {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut end = start;
        while let Some(&byte) = bytes.get(end) {
            let next = bytes.get(end + 1).copied().unwrap_or_default();
            match byte {
                _ if PLAIN[byte as usize] => end += 1,
                b' ' if end > start && PLAIN[next as usize] => end += 1,
                // Latin letters with diacritics and Cyrillic ones; a mark that follows one takes it back.
                0xc3..=0xc9 | 0xd0 | 0xd1 => end += 2,
                _ => break,
            }
        }
        self.out.push_str(&self.text[start..end]);
        self.at = end;
    }

    fn keep(&mut self, end: usize) {
        self.out.push_str(&self.text[self.at..end]);
        self.at = end;
    }

    fn emit(&mut self, end: usize, folded: &str, fold: Fold) {
        self.emit_from(self.at, end, folded, fold);
    }

    fn emit_from(&mut self, from: usize, end: usize, folded: &str, fold: Fold) {
        if from == self.at && &self.text[from..end] == folded {
            return self.keep(end);
        }
        self.push_event(from, end, folded, fold, None);
    }

    fn push_event(&mut self, from: usize, end: usize, folded: &str, fold: Fold, hyphen: Option<Hyphen>) {
        let number = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let (at, len) = (number(self.out.len()), number(folded.len()));
        self.events.push(Event { at, len, from: number(from), to: number(end), fold, hyphen });
        self.out.push_str(folded);
        self.at = end;
    }

    fn last(&self) -> Option<char> {
        self.out.chars().next_back()
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn space_at(&self, start: usize) -> Space {
        let mut space = Space { end: start, has_line_end: false, fold: Fold::Space };
        let mut next_break = self.breaks.partition_point(|range| range.end <= start);
        loop {
            if let Some(found) = self.breaks.get(next_break).filter(|range| range.start <= space.end) {
                next_break += 1;
                space = Space { end: found.end.max(space.end), has_line_end: true, fold: Fold::PageBreak };
                continue;
            }
            match self.char_at(space.end) {
                Some(c) if c.is_whitespace() => {
                    space.has_line_end |= matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
                    space.end += c.len_utf8();
                }
                _ => return space,
            }
        }
    }

    fn space(&mut self) {
        let space = self.space_at(self.at);
        let at_edge = space.end >= self.text.len();
        let between = |this: &Self| {
            let near = |c: Option<char>| c.is_some_and(is_broken_anywhere);
            space.has_line_end && near(this.last()) && near(this.char_at(space.end))
        };
        match self.last() {
            None | Some(' ' | '—' | '…') => self.emit(space.end, "", space.fold),
            _ if at_edge || between(self) => self.emit(space.end, "", space.fold),
            _ => self.emit(space.end, " ", space.fold),
        }
    }

    /// Takes back a space that was just written; where it began.
    fn take_space(&mut self) -> usize {
        if !self.out.ends_with(' ') {
            return self.at;
        }
        let start = self.out.len() - 1;
        let mut from = None;
        while let Some(event) = self.events.pop_if(|event| event.at as usize >= start) {
            from = Some(event.from as usize);
        }
        self.out.truncate(start);
        // A space that no event tells of stands as it is, right before.
        from.unwrap_or(self.at - 1)
    }

    fn dash(&mut self, c: char, next: usize) {
        let after = self.char_at(next);
        let stands_free = matches!(self.last(), None | Some(' ' | '—' | '…'))
            && after.is_none_or(char::is_whitespace)
            && !(self.out.is_empty() && after.is_none());
        if is_em_dash(c) || stands_free {
            let from = self.take_space();
            let end = self.space_at(next).end;
            return self.emit_from(from, end, "—", Fold::Dash);
        }
        match self.inner_hyphen(next) {
            Some((hyphen, end)) => self.push_hyphen(hyphen, end),
            None => self.emit(next, "-", Fold::Dash),
        }
    }

    /// The kind of a PDF's hyphen that ends at `next`, if it stands in a word, and where the word goes on.
    fn inner_hyphen(&self, next: usize) -> Option<(Hyphen, usize)> {
        if !self.options.pages || !self.last().is_some_and(is_letter) {
            return None;
        }
        let space = self.space_at(next);
        self.char_at(space.end).filter(|c| is_letter(*c))?;
        Some(match () {
            () if space.has_line_end => (Hyphen::AtLineEnd, space.end),
            () if space.end > next => (Hyphen::Hanging, space.end),
            () => (Hyphen::Inner, next),
        })
    }

    fn push_hyphen(&mut self, hyphen: Hyphen, end: usize) {
        let fold = if hyphen == Hyphen::AtLineEnd { Fold::LineEnd } else { Fold::Dash };
        self.push_event(self.at, end, "", fold, Some(hyphen));
    }

    fn invisible(&mut self, c: char, next: usize) {
        match self.inner_hyphen(next) {
            Some((Hyphen::AtLineEnd, end)) if c == '\u{ad}' => self.push_hyphen(Hyphen::AtLineEnd, end),
            _ => self.emit(next, "", Fold::Invisible),
        }
    }

    /// The space that French sets within guillemets belongs to the mark. Where a guillemet points the
    /// other way, as in German, its inner side is told by the letters beside it.
    fn guillemet(&mut self, c: char, next: usize) {
        let opens = matches!(c, '«' | '‹')
            && !self.last().is_some_and(|last| is_letter(last) || ".,!?…)'".contains(last));
        if opens {
            let end = self.space_at(next).end;
            let end = if end < self.text.len() { end } else { next };
            return self.emit(end, "'", Fold::Mark);
        }
        let closes = matches!(c, '»' | '›') && !self.char_at(next).is_some_and(is_letter);
        let from = if closes { self.take_space() } else { self.at };
        self.emit_from(from, next, "'", Fold::Mark);
    }

    fn dots(&mut self, c: char) {
        let (end, count) = self.contiguous_dots();
        if count >= 3 || c == '…' {
            return self.ellipsis(end, count);
        }
        let (end, count) = if count == 1 { self.spaced_dots() } else { (end, count) };
        let ends_sentence = count == 4 && self.last().is_some_and(|c| !c.is_whitespace());
        if count >= 3 && !ends_sentence { self.ellipsis(end, count) } else { self.keep(self.at + 1) }
    }

    fn contiguous_dots(&self) -> (usize, usize) {
        let mut end = self.at;
        let mut count = 0;
        while let Some(c @ ('.' | '…')) = self.char_at(end) {
            count += if c == '…' { 3 } else { 1 };
            end += c.len_utf8();
        }
        (end, count)
    }

    fn spaced_dots(&self) -> (usize, usize) {
        let mut end = self.at + 1;
        let mut count = 1;
        loop {
            let next = self.space_at(end).end;
            let lone = self.char_at(next) == Some('.') && !matches!(self.char_at(next + 1), Some('.' | '…'));
            if next == end || !lone {
                return (end, count);
            }
            count += 1;
            end = next + 1;
        }
    }

    /// Writes so many dots: three are one ellipsis, a fourth after a word is its full stop.
    fn ellipsis(&mut self, end: usize, count: usize) {
        let after_word = self.last().is_some_and(|c| c != ' ');
        let full_stop_first = count % 3 == 1 && after_word;
        let from = self.take_space();
        let end = self.space_at(end).end;
        let mut folded = String::new();
        folded.push_str(if full_stop_first { "." } else { "" });
        folded.push_str(&"…".repeat(count / 3));
        folded.push_str(&".".repeat(if full_stop_first { 0 } else { count % 3 }));
        self.emit_from(from, end, &folded, Fold::Ellipsis);
    }

    fn note_marker(&self) -> Option<usize> {
        let attached = self.last().is_some_and(|c| !matches!(c, ' ' | '—' | '…' | '[' | '('));
        if !self.options.note_markers || !attached {
            return None;
        }
        let end = self.at + note_marker::length(&self.text[self.at..])?;
        let follows = self.char_at(end);
        follows.is_none_or(|c| !is_letter(c) || is_broken_anywhere(c)).then_some(end)
    }

    /// Composes what belongs to one letter (rule N1).
    fn letter(&mut self, c: char, next: usize) {
        let composes = !begins_composition(c);
        let mut end = next;
        while let Some(mark) = self.char_at(end).filter(|c| !begins_composition(*c)) {
            end += mark.len_utf8();
        }
        if !composes && end == next {
            return self.keep(next);
        }
        let from = if composes { self.take_letter() } else { self.at };
        let composed: String = self.text[from..end].nfc().collect();
        let folded = match composed.chars().next() {
            Some(c) if composed.len() == c.len_utf8() && is_mark(c) => "'",
            _ => &composed,
        };
        if &self.text[from..end] == folded {
            self.out.push_str(folded);
            self.at = end;
        } else {
            self.push_event(from, end, folded, Fold::Composition, None);
        }
    }

    /// Takes back the letter that stands right before a mark that composes with it; where it began.
    fn take_letter(&mut self) -> usize {
        let Some(last) = self.last().filter(|c| is_letter(*c)) else { return self.at };
        let from = self.at - last.len_utf8().min(self.at);
        let untouched = self.events.last().is_none_or(|event| event.to as usize <= from);
        if !untouched || self.char_at(from) != Some(last) {
            return self.at;
        }
        self.out.truncate(self.out.len() - last.len_utf8());
        from
    }
}
