//! What stands before `<!-- more -->`, as lists show it.

use super::{Views, escape};
use crate::furniture::is_furniture;
use crate::parse::{Draft, Fill, Form, MarkKind, Part, Way, fill_marks};

impl Views {
    /// The beginning of a page's text as HTML: links lead where they lead on the page, annotations are plain words, and
    /// cards, notes and furniture are left out. None where the text has no `<!-- more -->`.
    pub(super) fn summary(&self, page: usize) -> Option<String> {
        super::asked::text_of(page);
        let number = self.index.pages[page].draft?;
        let draft = &self.material.drafts[number];
        let body = &draft.parsed.body;
        let end = body.marks.iter().position(|mark| mark.kind == MarkKind::More)?;
        let mut html = String::new();
        let mut filler = Plainly { views: self, page, number, draft };
        fill_marks(body, 0..end, 0..body.marks[end].range.start, &mut html, &mut filler);
        // The comment may stand within a paragraph.
        if html.rfind("<p>") > html.rfind("</p>") {
            html.truncate(html.trim_end().len());
            html.push_str("</p>\n");
        }
        Some(html)
    }
}

/// Writes a text without what belongs to its page alone.
struct Plainly<'a> {
    views: &'a Views,
    page: usize,
    number: usize,
    draft: &'a Draft,
}

impl Plainly<'_> {
    /// A container of the author's own holds text like any other; what else stands on lines of its own does not.
    fn is_text(&self, part: Part) -> bool {
        let Part::Directive(index) = part else { return false };
        let directive = &self.draft.parsed.body.directives[index];
        match directive.form {
            Form::Text => true,
            Form::Leaf => false,
            Form::Container => directive.name != "note" && !is_furniture(&directive.name),
        }
    }

    fn link(&self, index: usize, plain: &str, out: &mut String) {
        let Some(target) = &self.views.index.targets[self.number][index] else {
            return self.with_address("href=\"", &self.draft.parsed.links[index].destination, plain, out);
        };
        out.push_str("<a href=\"");
        escape(&self.views.target_path(target), out);
        out.push_str("\">");
    }

    /// A tag whose address is seen from the page and has to be seen from anywhere on the site.
    fn with_address(&self, attribute: &str, address: &str, plain: &str, out: &mut String) {
        let sides =
            plain.split_once(attribute).and_then(|(before, rest)| Some((before, rest.split_once('"')?.1)));
        match sides.zip(self.views.seen_from_anywhere(address, self.page)) {
            Some(((before, after), address)) => {
                out.extend([before, attribute]);
                escape(&address, out);
                out.extend(["\"", after]);
            }
            None => out.push_str(plain),
        }
    }
}

impl Fill for Plainly<'_> {
    fn open(&mut self, part: Part, plain: &str, out: &mut String) -> Way {
        if self.is_text(part) {
            out.push_str(plain);
            return Way::Here;
        }
        Way::Apart
    }

    fn apart(&mut self, _: Part, _: Option<String>, _: String, _: &mut String) {}

    fn place(&mut self, kind: MarkKind, plain: &str, out: &mut String) {
        match kind {
            MarkKind::FootnoteReference(_) | MarkKind::More => {}
            MarkKind::Link(index) => self.link(index, plain, out),
            MarkKind::Image(index) => {
                self.with_address("src=\"", &self.draft.parsed.images[index].destination, plain, out);
            }
            _ => out.push_str(plain),
        }
    }
}
