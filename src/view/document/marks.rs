//! Words: those that are shown, and among them those that are cited.

use std::fmt::Write;
use std::ops::Range;

use super::super::escape::escape;
use super::writer::Writer;
use crate::index::passage_id;

impl Writer<'_> {
    pub(super) fn text(&mut self, range: &Range<usize>) {
        let text = &self.source.text;
        self.due.tab |= text[self.at..range.start].contains('\t');
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

    pub(super) fn hide(&mut self, range: Range<usize>) {
        if !self.source.text[range].trim().is_empty() {
            self.hidden = true;
            self.block_hidden = true;
            self.due.line_end = false;
        }
    }

    /// Words that are shown.
    pub(super) fn piece(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        self.begin_words();
        if std::mem::take(&mut self.due.line_end) {
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

    /// Words that the same passages cover. Citations that wait to be told are told after a full stop that these begin with.
    pub(super) fn run(&mut self, range: Range<usize>) {
        if self.ended.is_empty() || self.in_link {
            return self.covered(range);
        }
        let rest = range.end.min(range.start + closing_marks(&self.source.text[range.start..]));
        if rest > range.start {
            self.covered(range.start..rest);
        }
        if rest < range.end {
            self.citations();
            self.covered(rest..range.end);
        }
    }

    fn covered(&mut self, range: Range<usize>) {
        let begun = self.sweep.begin(range.start);
        let mut ids = begun.into_iter().map(|passage| passage_id(&self.marks.highlights[passage].range));
        let mut own = None;
        for id in ids.by_ref() {
            if !self.ids.insert(id.clone()) {
                continue;
            }
            if let Some(other) = own.replace(id) {
                let _ = write!(self.out, "<span id=\"{other}\" class=\"apart\"></span>");
            }
        }
        if self.sweep.depth() == 0 {
            return escape(&self.source.text[range], self.out);
        }
        let count = self.sweep.weight();
        let own = own.map(|id| format!(" id=\"{id}\"")).unwrap_or_default();
        let _ = write!(self.out, "<mark{own} class=\"passage{}\" data-count=\"{count}\">", how_often(count));
        escape(&self.source.text[range], self.out);
        self.out.push_str("</mark>");
    }

    pub(super) fn end_passages(&mut self, at: usize) {
        let ended = self.sweep.advance(at);
        self.ended.extend(ended);
        self.citations_at(at);
    }

    /// Tells who cites what has ended, unless that has to wait: for a link's end, or for the marks that close a sentence, which
    /// belong to the word before them.
    pub(super) fn citations_at(&mut self, at: usize) {
        if !self.in_link && !self.ended.is_empty() && closing_marks(&self.source.text[at..]) == 0 {
            self.citations();
        }
    }
}

/// The class of words that are cited so often, beside `passage`: there are three steps.
fn how_often(count: usize) -> &'static str {
    match count {
        0 | 1 => "",
        2..=4 => " often",
        _ => " most",
    }
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        '.' | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '…'
            | ')'
            | ']'
            | '}'
            | '”'
            | '’'
            | '»'
            | '"'
            | '\''
            | '。'
            | '，'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
            | '）'
            | '」'
            | '』'
    )
}

/// Bytes of the marks that close a sentence or a clause and that follow directly; none if a word goes on after them.
fn closing_marks(text: &str) -> usize {
    let end = text.find(|c| !is_closing(c)).unwrap_or(text.len());
    if text[end..].starts_with(char::is_alphanumeric) { 0 } else { end }
}
