//! Writes text and tokens as the elements that hold them become known.

use super::{Builder, LineEnd};
use crate::archive::{Paragraph, Tag, Token};

impl Builder {
    pub(super) fn begin_block(&mut self) {
        let Some(block) = self.block else { return };
        if !self.body.text.is_empty() {
            self.body.text.push('\n');
        }
        while self.written <= block {
            self.write_open();
        }
        for _ in 0..std::mem::take(&mut self.empty_cells) {
            self.body.tokens.extend([Token::Open(Tag::Cell), Token::Close]);
        }
        self.write_frames();
        self.body.tokens.append(&mut self.waiting);
        self.line_end = None;
        let start = self.body.text.len();
        let (page, time) = self.reached();
        self.body.paragraphs.push(Paragraph { range: start..start, page, time });
    }

    pub(super) fn write_line_end(&mut self) {
        let Some(line_end) = self.line_end.take() else { return };
        if line_end == LineEnd::Hard {
            self.body.tokens.push(Token::Break);
        }
        let start = self.body.text.len();
        let is_space = line_end == LineEnd::Soft && !self.keep_line_ends;
        self.body.text.push(if is_space { ' ' } else { '\n' });
        self.push_token(start);
    }

    pub(super) fn push_text(&mut self, words: &str, origin: usize) {
        let start = self.body.text.len();
        let known = self.body.origins.last().is_some_and(|(text, file)| start - text + file == origin);
        if !known {
            self.body.origins.push((start, origin));
        }
        self.body.text.push_str(words);
        self.push_token(start);
    }

    /// Makes the text from `start` a token, or a part of the one before.
    pub(super) fn push_token(&mut self, start: usize) {
        let end = self.body.text.len();
        match self.body.tokens.last_mut() {
            Some(Token::Text(range)) if range.end == start => range.end = end,
            _ => self.body.tokens.push(Token::Text(start..end)),
        }
    }

    /// Takes white space off the block's end and settles its range.
    pub(super) fn trim_block(&mut self) {
        if !self.has_begun() {
            return;
        }
        let Some(paragraph) = self.body.paragraphs.last_mut() else { return };
        let end = paragraph.range.start + self.body.text[paragraph.range.start..].trim_end().len();
        paragraph.range.end = end;
        self.body.text.truncate(end);
        for token in self.body.tokens.iter_mut().rev() {
            match token {
                Token::Text(range) if range.end > end => *range = range.start.min(end)..end,
                Token::Text(_) => break,
                _ => {}
            }
        }
        for link in self.body.links.iter_mut().rev().take_while(|link| link.range.end > end) {
            link.range = link.range.start.min(end)..end;
        }
        while self.body.origins.last().is_some_and(|(text, _)| *text >= end) {
            self.body.origins.pop();
        }
    }

    pub(super) fn write_frames(&mut self) {
        while self.written < self.frames.len() {
            self.write_open();
        }
    }

    pub(super) fn write_open(&mut self) {
        let tag = self.frames[self.written].tag;
        self.written += 1;
        if let Tag::Link(link) = tag {
            let range = &mut self.body.links[link].range;
            if range.end == 0 {
                *range = self.body.text.len()..self.body.text.len();
            }
        }
        if tag != Tag::Nothing {
            self.body.tokens.push(Token::Open(tag));
        }
    }

    pub(super) fn write_close(&mut self, frame: usize) {
        let tag = self.frames[frame].tag;
        self.written = frame;
        if let Tag::Link(link) = tag {
            self.body.links[link].range.end = self.body.text.len();
        }
        if tag != Tag::Nothing {
            self.body.tokens.push(Token::Close);
        }
    }

    pub(super) fn pop(&mut self) {
        if self.written > 0 && self.written == self.frames.len() {
            self.write_close(self.written - 1);
        }
        self.frames.pop();
    }

    /// Pops an element, but never the block itself.
    pub(super) fn pop_inner(&mut self) {
        if self.block.is_some_and(|block| self.frames.len() > block + 1) {
            self.pop();
        }
    }

    pub(super) fn pop_raw(&mut self) {
        while self.frames.last().is_some_and(|frame| frame.raw) {
            self.pop();
        }
    }
}
