//! The HTML elements of a source.

use std::fmt::Write;

use super::super::escape::escape;
use super::writer::Writer;
use crate::archive::Tag;

impl Writer<'_> {
    pub(super) fn start_tag(&mut self, tag: Tag) {
        let n = self.number;
        let _ = match tag {
            Tag::Quote => self.out.write_str("<blockquote>"),
            Tag::List(None) => self.out.write_str("<ul>"),
            Tag::List(Some(1)) => self.out.write_str("<ol>"),
            Tag::List(Some(first)) => write!(self.out, "<ol start=\"{first}\">"),
            Tag::Item(Some(value)) if self.cut.is_some() => write!(self.out, "<li value=\"{value}\">"),
            Tag::Item(_) => self.out.write_str("<li>"),
            Tag::Table => self.out.write_str("<table tabindex=\"0\">"),
            Tag::Note(number) => self.start_note(number),
            Tag::Paragraph => write!(self.out, "<p id=\"p{n}\">"),
            Tag::Heading(level) => write!(self.out, "<h{} id=\"p{n}\">", self.level(level)),
            Tag::CodeBlock => write!(self.out, "<pre id=\"p{n}\" tabindex=\"0\">"),
            Tag::Row | Tag::HeadRow => write!(self.out, "<tr id=\"p{n}\">"),
            Tag::Cell => self.out.write_str(if self.in_head() { "<th scope=\"col\">" } else { "<td>" }),
            Tag::Link(link) => self.start_link(link),
            Tag::Speaker => self.out.write_str("<b class=\"speaker\">"),
            Tag::Nothing => Ok(()),
            _ => write!(self.out, "<{}>", name(tag)),
        };
        if matches!(tag, Tag::Paragraph | Tag::Heading(_) | Tag::CodeBlock | Tag::Cell) {
            self.number();
        }
        if tag == Tag::CodeBlock {
            self.out.push_str("<code>");
        }
    }

    pub(super) fn start_link(&mut self, link: usize) -> std::fmt::Result {
        self.in_link = true;
        self.out.push_str("<a href=\"");
        escape(&self.source.links[link].url, self.out);
        self.out.write_str("\" rel=\"nofollow noopener\">")
    }

    /// One of the source's own notes. A number that was defined twice is linked to once.
    pub(super) fn start_note(&mut self, number: u32) -> std::fmt::Result {
        let own = self.own_id(format!("source-note-{number}"));
        write!(self.out, "<div class=\"source-note\"{own}><span class=\"apart\">{number}. </span>")
    }

    pub(super) fn end_tag(&mut self, tag: Tag) {
        let _ = match tag {
            Tag::Heading(level) => write!(self.out, "</h{}>", self.level(level)),
            Tag::CodeBlock => self.out.write_str("</code></pre>"),
            Tag::Cell => self.out.write_str(if self.in_head() { "</th>" } else { "</td>" }),
            Tag::Nothing => Ok(()),
            _ => write!(self.out, "</{}>", name(tag)),
        };
        if matches!(tag, Tag::Link(_)) {
            self.in_link = false;
            self.citations_at(self.at);
        }
    }

    /// The level of a heading on the page, whose own title is the first: the document's highest ones come next.
    fn level(&self, level: u8) -> u8 {
        (level + 2 - self.highest.min(level)).min(6)
    }

    pub(super) fn in_head(&self) -> bool {
        matches!(self.frames.get(self.block), Some(frame) if frame.tag == Tag::HeadRow)
    }
}

/// The HTML element of a tag.
fn name(tag: Tag) -> &'static str {
    match tag {
        Tag::Quote => "blockquote",
        Tag::List(None) => "ul",
        Tag::List(Some(_)) => "ol",
        Tag::Item(_) => "li",
        Tag::Table => "table",
        Tag::Note(_) => "div",
        Tag::Paragraph | Tag::Heading(_) | Tag::Nothing => "p",
        Tag::CodeBlock => "pre",
        Tag::Row | Tag::HeadRow => "tr",
        Tag::Cell => "td",
        Tag::Emphasis => "em",
        Tag::Strong => "strong",
        Tag::Speaker => "b",
        Tag::Struck => "s",
        Tag::Superscript => "sup",
        Tag::Subscript => "sub",
        Tag::Code => "code",
        Tag::Link(_) => "a",
    }
}
