//! Markdown in values: a sentence or a few in front matter or configuration, without directives.

use pulldown_cmark::{CowStr, Event, Parser, Tag, TagEnd, html};

use super::scan::scan;
use super::{Names, markdown_options};
use crate::diagnostic::TextFile;

/// The HTML of Markdown; `resolve` gives another address for those of links and pictures that it knows. A single
/// paragraph comes without its `<p>`, so that it can stand within a line.
pub fn prose(markdown: &str, resolve: impl FnMut(&str) -> Option<String>) -> String {
    let mut events = events(markdown, resolve);
    let starts = events.iter().filter(|event| is_paragraph(event)).count();
    if starts == 2 && events.first().is_some_and(is_paragraph) && events.last().is_some_and(is_paragraph) {
        events.pop();
        events.remove(0);
    }
    written(markdown, events)
}

/// The same with the `<p>` of a single paragraph.
pub fn paragraphs(markdown: &str, resolve: impl FnMut(&str) -> Option<String>) -> String {
    written(markdown, events(markdown, resolve))
}

fn events(markdown: &str, mut resolve: impl FnMut(&str) -> Option<String>) -> Vec<Event<'_>> {
    let events = Parser::new_ext(markdown, markdown_options());
    events.map(|event| with_address(event, &mut resolve)).collect()
}

fn written(markdown: &str, events: Vec<Event<'_>>) -> String {
    let mut out = String::with_capacity(markdown.len() + markdown.len() / 4);
    html::push_html(&mut out, events.into_iter());
    out.trim_end().to_owned()
}

/// The addresses of the links and pictures in Markdown, in order.
#[must_use]
pub fn prose_links(markdown: &str) -> Vec<String> {
    let mut found = Vec::new();
    prose(markdown, |address| {
        found.push(address.to_owned());
        None
    });
    found
}

/// The names of the directives in Markdown that is read without them, in order. What stands in code is none.
#[must_use]
pub fn prose_directives(markdown: &str, names: &Names) -> Vec<String> {
    let file = TextFile::new("", markdown);
    scan(&file, 0, names).found.iter().map(|found| found.name(markdown).to_owned()).collect()
}

fn with_address<'m>(event: Event<'m>, resolve: &mut impl FnMut(&str) -> Option<String>) -> Event<'m> {
    match event {
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let dest_url = resolve(&dest_url).map_or(dest_url, CowStr::from);
            Event::Start(Tag::Link { link_type, dest_url, title, id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            let dest_url = resolve(&dest_url).map_or(dest_url, CowStr::from);
            Event::Start(Tag::Image { link_type, dest_url, title, id })
        }
        other => other,
    }
}

fn is_paragraph(event: &Event<'_>) -> bool {
    matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_stands_within_a_line_and_paragraphs_do_not() {
        assert_eq!(prose("One *word*.", |_| None), "One <em>word</em>.");
        assert_eq!(prose("One.\n\nTwo.", |_| None), "<p>One.</p>\n<p>Two.</p>");
        assert_eq!(prose("- a", |_| None), "<ul>\n<li>a</li>\n</ul>");
        assert_eq!(prose("", |_| None), "");
    }

    #[test]
    fn directives_are_found_where_they_would_be_printed_as_they_are_written() {
        let found = |markdown| prose_directives(markdown, &Names::default());
        assert_eq!(found("At 10:30, `:note[x]`, std::fmt and \\:note[x]."), [""; 0]);
        assert_eq!(found("A :quote[b]{src=c}.\n\n::signup\n"), ["quote", "signup"]);
    }

    #[test]
    fn addresses_are_resolved() {
        let html = prose("[a](@/x.md) [b](https://b.example)", |address| {
            (address == "@/x.md").then(|| "/x/".to_owned())
        });
        assert_eq!(html, "<a href=\"/x/\">a</a> <a href=\"https://b.example\">b</a>");
        assert_eq!(prose_links("[a](@/x.md) and <https://b.example>"), ["@/x.md", "https://b.example"]);
    }
}
