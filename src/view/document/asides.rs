//! What stands among a source's words and is not its text; all of it bears the class `apart`.

use std::fmt::Write;

use super::super::escape::escape;
use super::writer::{Due, Writer};
use crate::archive::{Tag, clock};

impl Writer<'_> {
    /// Says how many blocks were left out before this place.
    pub(super) fn notice(&mut self) {
        let count = std::mem::take(&mut self.left_out);
        if count > 0 {
            let words = self.marks.words.count("left_out", count);
            self.between("cut", "", &["[…] ", &words].concat());
        }
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

    /// The mark of a page that begins between two blocks.
    pub(super) fn page_rule(&mut self) {
        if let Some(page) = self.due.page.take_if(|due| !due.within) {
            let (words, attributes) = self.page_words(page.what);
            self.between("page-mark", &attributes, &words);
        }
    }

    /// Words on a line of their own where the next block is about to begin.
    fn between(&mut self, class: &str, attributes: &str, words: &str) {
        let (start, end) = match self.frames[..self.written].last().map(|frame| frame.tag) {
            Some(Tag::List(_)) => ("<li class=\"between apart\">", "</li>"),
            Some(Tag::Table) => ("<tr class=\"between apart\"><td>", "</td></tr>"),
            _ => ("", ""),
        };
        let _ = write!(self.out, "{start}<p class=\"{class} apart\"{attributes}{}>", self.own_language);
        self.passed_anchors();
        escape(words, self.out);
        let _ = write!(self.out, "</p>{end}");
    }

    pub(super) fn cut_mark(&mut self) {
        if std::mem::take(&mut self.hidden) {
            self.out.push_str("<span class=\"cut apart\"> […] </span>");
        }
    }

    /// The marks of a page that begins within a block, and of a time.
    pub(super) fn places(&mut self) {
        if let Some(page) = self.due.page.take() {
            let (words, attributes) = self.page_words(page.what);
            let _ = write!(self.out, "<span class=\"page-mark apart\"{attributes}{}>[", self.own_language);
            escape(&words, self.out);
            self.out.push_str("] </span>");
        }
        if let Some(Due { what: seconds, within }) = self.due.time.take() {
            let own = self.own_id(time_id(seconds));
            let time = clock(seconds);
            let _ = if within {
                write!(self.out, "<span class=\"time-mark within apart\"{own}>[{time}] </span>")
            } else {
                write!(self.out, "<span class=\"time-mark apart\"{own}>{time} </span>")
            };
        }
    }

    /// What a page is called, and the attributes of its mark.
    fn page_words(&mut self, page: usize) -> (String, String) {
        let label = &self.source.pages[page].label;
        let words = self.marks.words.fill("place_page", &[("page", label)]);
        let own = self.page_id(page).map(|id| self.own_id(id)).unwrap_or_default();
        let mut attributes = format!(" role=\"doc-pagebreak\"{own} aria-label=\"");
        escape(&words, &mut attributes);
        attributes.push('"');
        (words, attributes)
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
        let in_block = self.is_in_block();
        if in_block {
            self.begin_words();
        } else {
            self.write_frames(self.frames.len());
        }
        let element = if in_block { "span" } else { "p" };
        let _ =
            write!(self.out, "<{element} class=\"image-mark apart\" role=\"note\"{}>[", self.own_language);
        escape(self.marks.words.say("image"), self.out);
        let alt = self.source.images[image].trim();
        if !alt.is_empty() {
            self.out.push_str(": ");
            match self.source.metadata.language.as_deref().filter(|_| !self.own_language.is_empty()) {
                Some(language) => {
                    self.out.push_str("<span lang=\"");
                    escape(language, self.out);
                    self.out.push_str("\">");
                    escape(alt, self.out);
                    self.out.push_str("</span>");
                }
                None => escape(alt, self.out),
            }
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
            let words = self.marks.words.fill("place_paragraph", &[("first", &n.to_string())]);
            let _ = write!(
                self.out,
                "<a class=\"number apart\" href=\"#p{n}\"{} aria-label=\"",
                self.own_language
            );
            escape(&words, self.out);
            let _ = write!(self.out, "\">{n}</a>");
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
