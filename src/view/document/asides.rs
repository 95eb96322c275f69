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
        match std::mem::take(&mut self.left_out) {
            0 => {}
            1 => {
                let _ = write!(self.out, "{start}[…] 1 paragraph left out{end}");
            }
            count => {
                let _ = write!(self.out, "{start}[…] {count} paragraphs left out{end}");
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
            let is_plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            let own = if is_plain { self.own_id(format!("page-{label}")) } else { String::new() };
            let _ = write!(self.out, "<span class=\"page-mark apart\" role=\"doc-pagebreak\"{own}>[p. ");
            escape(label, self.out);
            self.out.push_str("] </span>");
        }
        if let Some(seconds) = self.due.time.take() {
            let own = self.own_id(format!("t-{seconds}"));
            let _ = write!(self.out, "<span class=\"time-mark apart\"{own}>[{}] </span>", clock(seconds));
        }
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
