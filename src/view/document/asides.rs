//! What stands among a source's words and is not its text; all of it bears the class `apart`.

use std::fmt::Write;

use super::super::escape::escape;
use super::writer::Writer;
use crate::archive::{Tag, clock};

impl Writer<'_> {
    /// Says how many blocks were left out before this place.
    pub(super) fn notice(&mut self) {
        let (start, end) = match self.frames[..self.written].last().map(|frame| frame.tag) {
            Some(Tag::List(_)) => ("<li class=\"cut apart\">", "</li>"),
            Some(Tag::Table) => ("<tr class=\"cut apart\"><td>", "</td></tr>"),
            _ => ("<p class=\"cut apart\">", "</p>"),
        };
        let count = std::mem::take(&mut self.left_out);
        if count == 0 {
            return;
        }
        self.out.push_str(start);
        self.passed_anchors();
        let _ = match count {
            1 => self.out.write_str("[…] 1 paragraph left out"),
            count => write!(self.out, "[…] {count} paragraphs left out"),
        };
        self.out.push_str(end);
    }

    /// Empty elements with the ids of what is not shown before this place.
    pub(super) fn passed_anchors(&mut self) {
        for id in std::mem::take(&mut self.passed) {
            let own = self.own_id(id);
            if !own.is_empty() {
                let _ = write!(self.out, "<span{own}></span>");
            }
        }
    }

    pub(super) fn cut_mark(&mut self) {
        if std::mem::take(&mut self.hidden) {
            self.out.push_str("<span class=\"cut apart\"> […] </span>");
        }
    }

    pub(super) fn places(&mut self) {
        if let Some(page) = self.due.page.take() {
            let label = &self.source.pages[page].label;
            let own = self.page_id(page).map(|id| self.own_id(id)).unwrap_or_default();
            let _ = write!(self.out, "<span class=\"page-mark apart\" role=\"doc-pagebreak\"{own}>[p. ");
            escape(label, self.out);
            self.out.push_str("] </span>");
        }
        if let Some(seconds) = self.due.time.take() {
            let own = self.own_id(time_id(seconds));
            let _ = write!(self.out, "<span class=\"time-mark apart\"{own}>[{}] </span>", clock(seconds));
        }
    }

    /// The id of the mark of a page; none where its label can't be one.
    pub(super) fn page_id(&self, page: usize) -> Option<String> {
        let label = &self.source.pages[page].label;
        let is_plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        is_plain.then(|| format!("page-{label}"))
    }

    pub(super) fn shows_aside(&self) -> bool {
        self.cut.is_none_or(|cut| cut.shows_aside(self.at))
    }

    /// A picture is never loaded; its description stands for it.
    pub(super) fn image(&mut self, image: usize) {
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

    pub(super) fn note_ref(&mut self, number: u32) {
        self.begin_words();
        let _ = if self.in_link {
            write!(self.out, "<sup class=\"apart\">{number}</sup>")
        } else {
            write!(self.out, "<sup class=\"apart\"><a href=\"#source-note-{number}\">{number}</a></sup>")
        };
    }

    pub(super) fn number(&mut self) {
        if std::mem::take(&mut self.due.number) {
            self.passed_anchors();
            let n = self.number;
            let _ = write!(
                self.out,
                "<a class=\"number apart\" href=\"#p{n}\" aria-label=\"paragraph {n}\">{n}</a>"
            );
        }
    }

    /// An `id` attribute, if no element before has that id.
    pub(super) fn own_id(&mut self, id: String) -> String {
        let attribute = format!(" id=\"{id}\"");
        if self.ids.insert(id) { attribute } else { String::new() }
    }
}

/// The id of the mark of a time.
pub(super) fn time_id(seconds: u32) -> String {
    format!("t-{seconds}")
}
