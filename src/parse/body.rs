//! The body of a content file, as HTML that still knows its places.

use std::ops::Range;

use super::code::CodeBlock;
use super::directive::Directive;

/// A Markdown body, written once. What lies between the marks never changes; what a mark covers is filled in
/// when a page is made (see [`fill()`](super::fill())), and stands there in its plain form until then.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body {
    /// The HTML with everything in its plain form; directives' labels and contents without anything around them.
    pub html: String,
    /// Where something can be filled in, in order.
    pub marks: Vec<Mark>,
    /// The directives, in the order in which they begin.
    pub directives: Vec<Directive>,
}

/// A place of a body's HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of [`Body::html`]: what stands there in the plain form; may be empty.
    pub range: Range<usize>,
    /// What the place is.
    pub kind: MarkKind,
}

/// What a mark marks. The numbers are places in the lists of [`Body`] and [`ParsedBody`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// A directive begins. The label of a text directive follows.
    Open(usize),
    /// The label of a leaf or container begins.
    LabelOpen(usize),
    /// The label of a leaf or container ends; a container's content follows.
    LabelClose(usize),
    /// A directive ends.
    Close(usize),
    /// The opening tag of a heading.
    Heading(usize),
    /// All of a reference to a footnote.
    FootnoteReference(usize),
    /// What stands before the content of a footnote.
    FootnoteOpen(usize),
    /// What stands after the content of a footnote.
    FootnoteClose(usize),
    /// The opening tag of a link that only the site can resolve.
    Link(usize),
    /// All of an image whose address only the site can resolve.
    Image(usize),
    /// The opening tag of a table.
    Table,
    /// All of a block of code, from `<pre>` to `</pre>`.
    Code(usize),
    /// `<!-- more -->`, where a summary ends.
    More,
}

/// A body with what was found in it. Source ranges are bytes of the file, `html` ranges bytes of [`Body::html`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ParsedBody {
    /// The HTML, its marks, the directives.
    pub body: Body,
    /// The headings, in order.
    pub headings: Vec<Heading>,
    /// The links, in order, those in images' descriptions left out.
    pub links: Vec<Link>,
    /// What `href` and `src` name in HTML of the author's own, in order.
    pub html_links: Vec<Link>,
    /// What `id` says in HTML of the author's own, sorted.
    pub html_ids: Vec<String>,
    /// The images, in order.
    pub images: Vec<Image>,
    /// The definitions of footnotes, in order.
    pub footnotes: Vec<Footnote>,
    /// The references to footnotes, in order.
    pub footnote_references: Vec<FootnoteReference>,
    /// The blocks of code, in order.
    pub code: Vec<CodeBlock>,
    /// Words of the visible text: runs of anything but white space. Blocks of code, footnotes, the bodies of
    /// notes and furniture are left out.
    pub word_count: usize,
}

impl ParsedBody {
    /// Whether something in HTML of the author's own has this id.
    #[must_use]
    pub fn has_html_id(&self, id: &str) -> bool {
        self.html_ids.binary_search_by(|known| known.as_str().cmp(id)).is_ok()
    }
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The heading as plain text.
    pub text: String,
    /// Its place in the file.
    pub range: Range<usize>,
    /// Its content in the HTML, without the heading's own tags.
    pub html: Range<usize>,
    /// The id that the author gave it, with its place in the file.
    pub id: Option<(String, Range<usize>)>,
    /// The classes that the author gave it.
    pub classes: Vec<String>,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The address as written, escapes resolved.
    pub destination: String,
    /// The title; empty where there is none.
    pub title: String,
    /// Its place in the file.
    pub range: Range<usize>,
}

/// An image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The address as written, escapes resolved.
    pub destination: String,
    /// Its place in the file.
    pub range: Range<usize>,
}

/// The definition of a footnote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footnote {
    /// What stands after `[^`.
    pub label: String,
    /// Its place in the file.
    pub range: Range<usize>,
    /// Its content in the HTML.
    pub html: Range<usize>,
}

/// A reference to a footnote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FootnoteReference {
    /// What stands after `[^`.
    pub label: String,
    /// Its place in the file.
    pub range: Range<usize>,
    /// The definition, by its place in [`ParsedBody::footnotes`].
    pub footnote: Option<usize>,
    /// The directive in whose label or content it stands.
    pub parent: Option<usize>,
}
