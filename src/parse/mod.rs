//! One content file → its front matter, its body, its directives and its facts.
//!
//! The body's way: `scan` finds the directives in the text; `mask` makes a copy of it in which they are
//! neutral; the Markdown parser reads the copy; `overlay` lays the directives over its events while the HTML
//! is written, once; pages fill in what differs between them later ([`fill()`]).

use std::cell::Cell;
use std::sync::Arc;

use pulldown_cmark::{Options, Parser, html};

use crate::diagnostic::{Diagnostic, TextFile};

mod address;
mod annotations;
mod attributes;
mod blocks;
mod body;
mod code;
mod code_check;
mod collect;
mod directive;
mod draft;
mod faults;
mod fences;
mod fill;
mod flow;
mod front_matter;
mod heading;
mod inline;
mod margin;
mod mask;
mod names;
mod overlay;
mod plain;
mod prose;
mod request;
mod scan;
mod tight;

pub use address::{has_scheme, needs_site};
pub use annotations::{Annotation, AnnotationKind, Annotations, Block, Carrier, is_id};
pub use body::{Body, Footnote, FootnoteReference, Heading, Image, Link, Mark, MarkKind, ParsedBody};
pub use code::{CodeBlock, CodeOptions};
pub use code_check::syntax;
pub use directive::{Attribute, Attributes, Directive, Form};
pub use draft::{Draft, draft};
pub use fill::{Fill, Part, Plain, Way, fill, fill_marks};
pub use front_matter::{Alias, FrontMatter, Person, PersonLink, RedirectTo, SortBy, TermUse};
pub use heading::is_heading_id;
pub use names::Names;
pub use plain::plain_text;
#[cfg(feature = "search")]
pub(crate) use plain::tag_length;
pub(crate) use plain::word_count;
pub use prose::{paragraphs, prose, prose_directives, prose_links};
pub use request::{Request, Role, Setting, Words};

/// CommonMark, with tables, strikethrough, task lists and footnotes as GitHub has them.
#[must_use]
pub fn markdown_options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
}

/// Parses the Markdown of `file` from byte `start` on.
#[must_use]
pub fn body(file: &Arc<TextFile>, start: usize, names: &Names) -> (ParsedBody, Vec<Diagnostic>) {
    const ROUNDS: usize = 4;
    let mut scan = scan::scan(file, start, names);
    let mut round = 0;
    loop {
        round += 1;
        let text = &file.text[start..];
        let pieces = mask::pieces(&scan.found, start);
        let masked = (!pieces.is_empty()).then(|| mask::mask(text, &pieces));
        let source = masked.as_deref().unwrap_or(text);
        let mut collector = collect::Collector::new(source, &file.text, start, &scan.found);
        let html = write(source, &pieces, &mut collector);
        let unmet = collector.unmet();
        if unmet.is_empty() {
            let (mut body, kept) = collector.finish(html, &mut scan.faults);
            body.body.directives = kept.directives(scan.found, &file.text);
            return (body, scan.faults.finish());
        }
        // The parser sees code, HTML or an address where the scan saw a directive: it is right.
        if round < ROUNDS {
            scan.give_up(&unmet);
        } else {
            scan.give_up(&(0..scan.found.len()).collect::<Vec<_>>());
        }
    }
}

fn write<'p>(source: &'p str, pieces: &'p [mask::Piece], collector: &mut collect::Collector<'p>) -> String {
    let mut out = String::with_capacity(source.len() + source.len() / 4);
    let length = Cell::new(0);
    let events = Parser::new_ext(source, markdown_options()).into_offset_iter();
    let overlay = overlay::Overlay::new(events, pieces, &length, collector);
    // Writing to a string does not fail.
    let _ = html::write_html_fmt(overlay::Measured { html: &mut out, length: &length }, overlay);
    out.shrink_to_fit();
    out
}
