//! Addresses and ids in HTML that the author wrote.

use std::ops::Range;

use crate::parse::plain::decode;

/// What the tags of a stretch of HTML say.
#[derive(Default)]
pub(super) struct Markup {
    /// The values of `href` and `src`, with their places in the stretch, quotes left out.
    pub(super) addresses: Vec<(String, Range<usize>)>,
    /// The values of `id`.
    pub(super) ids: Vec<String>,
}

/// Reads the tags. Markdown hands HTML over tag by tag or block by block, so that comments and tags begin in the stretch
/// they end in.
pub(super) fn markup(html: &str) -> Markup {
    let mut found = Markup::default();
    let mut at = 0;
    while let Some(begin) = html[at..].find('<').map(|found| at + found) {
        if html[begin..].starts_with("<!--") {
            at = html[begin..].find("-->").map_or(html.len(), |end| begin + end);
            continue;
        }
        at = begin + 1;
        if html[at..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            at = tag(html, at, &mut found);
        }
    }
    found
}

/// Reads the attributes of a tag; returns where it ends.
fn tag(html: &str, start: usize, found: &mut Markup) -> usize {
    let is_space = |c: char| c.is_ascii_whitespace() || c == '/';
    let end_of = |at: usize, is_end: &dyn Fn(char) -> bool| {
        html[at..].find(is_end).map_or(html.len(), |length| at + length)
    };
    let mut at = end_of(start, &|c| is_space(c) || c == '>');
    loop {
        at = end_of(at, &|c| !is_space(c));
        if html[at..].starts_with('>') || at == html.len() {
            return at;
        }
        let name = at..end_of(at + html[at..].chars().next().map_or(1, char::len_utf8), &|c| {
            is_space(c) || matches!(c, '=' | '>')
        });
        at = end_of(name.end, &|c| !c.is_ascii_whitespace());
        let Some(after) = html[at..].strip_prefix('=') else { continue };
        at = html.len() - after.trim_start_matches(|c: char| c.is_ascii_whitespace()).len();
        let quote = html[at..].chars().next().filter(|c| matches!(c, '"' | '\''));
        let value = match quote {
            Some(quote) => at + 1..end_of(at + 1, &|c| c == quote),
            None => at..end_of(at, &|c| c.is_ascii_whitespace() || c == '>'),
        };
        at = (value.end + usize::from(quote.is_some())).min(html.len());
        if value.is_empty() {
            continue;
        }
        let is_called = |known: &str| html[name.clone()].eq_ignore_ascii_case(known);
        let said = || decode(&html[value.clone()]).into_owned();
        if is_called("href") || is_called("src") {
            found.addresses.push((said(), value.clone()));
        } else if is_called("id") {
            found.ids.push(said());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_elements() {
        let html = r#"<p id="a">id="b" <i ID='c' data-id="d"><!-- <b id="e"> --><b id=f><u id="g&amp;h"><s id=""><q id="open"#;
        assert_eq!(markup(html).ids, ["a", "c", "f", "g&h", "open"]);
    }
}
