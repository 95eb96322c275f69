//! Pages as tabs have them: what names a page, what of it is style alone, and what is added to it.

use std::fmt;
use std::ops::Range;

use memchr::{memchr_iter, memmem};

/// The name of a page as it is: the first bytes of the hash of its HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Etag(u64);

impl Etag {
    pub(super) fn of(html: &[u8]) -> Self {
        Self::first(&blake3::hash(html))
    }

    fn first(hash: &blake3::Hash) -> Self {
        let bytes = hash.as_bytes();
        Self(u64::from_be_bytes(std::array::from_fn(|place| bytes[place])))
    }

    /// Reads a name as a tab gives it back.
    pub(super) fn read(text: &str) -> Option<Self> {
        let is_name = text.len() == 16 && text.bytes().all(|digit| digit.is_ascii_hexdigit());
        is_name.then(|| u64::from_str_radix(text, 16).ok().map(Self)).flatten()
    }
}

impl fmt::Display for Etag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// A page, without its HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Print {
    /// The name of the page.
    pub(super) etag: Etag,
    /// The name that it shares with pages which differ from it in the addresses of style sheets alone.
    pub(super) unstyled: Etag,
}

impl Print {
    pub(super) fn of(html: &[u8]) -> Self {
        let mut unstyled = blake3::Hasher::new();
        let mut done = 0;
        for address in style_addresses(html) {
            unstyled.update(&html[done..address.start]);
            done = address.end;
        }
        unstyled.update(&html[done..]);
        Self { etag: Etag::of(html), unstyled: Etag::first(&unstyled.finalize()) }
    }
}

/// Where the values of `href` and `integrity` of style sheets stand, in order.
fn style_addresses(html: &[u8]) -> Vec<Range<usize>> {
    let (mut found, mut done) = (Vec::new(), 0);
    for start in memchr_iter(b'<', html) {
        // What looks like a tag within another one is a value there.
        if start >= done && is_link(&html[start..]) {
            done = start + LINK.len();
            found.extend(addresses_in_link(html, &mut done));
        }
    }
    found
}

const LINK: &[u8] = b"<link";

fn is_link(html: &[u8]) -> bool {
    let is_named = html.get(..LINK.len()).is_some_and(|name| name.eq_ignore_ascii_case(LINK));
    is_named && html.get(LINK.len()).is_some_and(u8::is_ascii_whitespace)
}

fn addresses_in_link(html: &[u8], place: &mut usize) -> Vec<Range<usize>> {
    let (mut found, mut is_style) = (Vec::new(), false);
    while let Some((name, value)) = attribute(html, place) {
        if name.eq_ignore_ascii_case(b"rel") {
            is_style =
                html[value].split(u8::is_ascii_whitespace).any(|rel| rel.eq_ignore_ascii_case(b"stylesheet"));
        } else if name.eq_ignore_ascii_case(b"href") || name.eq_ignore_ascii_case(b"integrity") {
            found.push(value);
        }
    }
    if is_style { found } else { Vec::new() }
}

/// The next attribute of a tag: its name and where its value stands. `None` at the end of the tag.
fn attribute<'a>(html: &'a [u8], place: &mut usize) -> Option<(&'a [u8], Range<usize>)> {
    let until = |from: usize, ends: &dyn Fn(u8) -> bool| {
        html[from..].iter().position(|byte| ends(*byte)).map_or(html.len(), |length| from + length)
    };
    let start = until(*place, &|byte| !byte.is_ascii_whitespace() && byte != b'/');
    if matches!(html.get(start), None | Some(b'>')) {
        return None;
    }
    // A name has at least one byte, so that the end comes nearer with each.
    let end = until(start + 1, &|byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'>' | b'/'));
    let sign = until(end, &|byte| !byte.is_ascii_whitespace());
    if html.get(sign) != Some(&b'=') {
        *place = end;
        return Some((&html[start..end], end..end));
    }
    let begin = until(sign + 1, &|byte| !byte.is_ascii_whitespace());
    let value = match html.get(begin) {
        Some(quote @ (b'"' | b'\'')) => begin + 1..until(begin + 1, &|byte| byte == *quote),
        _ => begin..until(begin, &|byte| byte.is_ascii_whitespace() || byte == b'>'),
    };
    let is_quoted = value.start > begin;
    *place = (value.end + usize::from(is_quoted)).min(html.len());
    Some((&html[start..end], value))
}

/// The page with the client in it.
pub(super) fn with_client(html: &[u8], token: &str, base: &str) -> Vec<u8> {
    let script = format!(
        "<script src=\"/_ibid/client.js\" data-token=\"{token}\" data-page=\"{}\" data-base=\"{}\" defer></script>",
        Etag::of(html),
        quoted(base)
    );
    let (before, after) = html.split_at(end_of_body(html));
    [before, script.as_bytes(), after].concat()
}

fn end_of_body(html: &[u8]) -> usize {
    const TAG: &[u8] = b"</body>";
    memmem::rfind(html, TAG)
        .or_else(|| html.windows(TAG.len()).rposition(|window| window.eq_ignore_ascii_case(TAG)))
        .unwrap_or(html.len())
}

/// Words for an attribute or a text of HTML.
pub(super) fn quoted(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differ_in_style_alone(one: &str, other: &str) -> bool {
        let (one, other) = (Print::of(one.as_bytes()), Print::of(other.as_bytes()));
        assert_ne!(one.etag, other.etag);
        one.unstyled == other.unstyled
    }

    #[test]
    fn addresses_of_style_sheets_are_told_from_the_rest() {
        let page = |link: &str| format!("<!doctype html><head>{link}</head><body><p>x");
        for (one, other) in [
            (r#"<link rel="stylesheet" href="/a.1.css">"#, r#"<link rel="stylesheet" href="/a.22.css">"#),
            ("<LINK HREF=/a.1.css REL=StyleSheet>", "<LINK HREF=/a.22.css REL=StyleSheet>"),
            ("<link rel='preload stylesheet' href = '/a'/>", "<link rel='preload stylesheet' href = '/b>'/>"),
            ("<link rel=stylesheet integrity=x href=y>", "<link rel=stylesheet integrity=z href=y>"),
            ("<link\nrel=stylesheet\nhref='a'>", "<link\nrel=stylesheet\nhref='b'>"),
            ("<link rel=stylesheet href=''>", "<link rel=stylesheet href='b'>"),
        ] {
            assert!(differ_in_style_alone(&page(one), &page(other)), "{one}");
        }
        for (one, other) in [
            (r#"<link rel="icon" href="/a.1.ico">"#, r#"<link rel="icon" href="/a.2.ico">"#),
            ("<link rel=stylesheet media=print href=a>", "<link rel=stylesheet media=all href=a>"),
            ("<link rel=stylesheet href=a>", "<link rel=stylesheet href=a><link rel=stylesheet href=b>"),
            ("<linked rel=stylesheet href=a>", "<linked rel=stylesheet href=b>"),
            ("<p>a", "<p>b"),
            ("<link rel=stylesheet href=a><p>a", "<link rel=stylesheet href=b><p>b"),
        ] {
            assert!(!differ_in_style_alone(&page(one), &page(other)), "{one}");
        }
    }

    #[test]
    fn broken_tags_end() {
        for html in [
            "<link",
            "<link ",
            "<link =",
            "<link ==\"",
            "<link rel",
            "<link rel=",
            "<link rel='stylesheet' href=\"",
            "<link /",
            "<link rel=stylesheet href=x",
            "<",
            "",
            "<link a=' <link rel=stylesheet href=x",
            "<link rel=stylesheet href='<link rel=stylesheet href=x>'>",
        ] {
            Print::of(html.as_bytes());
        }
    }

    #[test]
    fn the_client_stands_at_the_end_of_the_body() {
        let shown = |html: &str| {
            let text = String::from_utf8(with_client(html.as_bytes(), "t", "/a\"b")).unwrap();
            let script = format!(
                "<script src=\"/_ibid/client.js\" data-token=\"t\" data-page=\"{}\" data-base=\"/a&quot;b\" defer></script>",
                Etag::of(html.as_bytes())
            );
            assert!(text.contains(&script), "{text}");
            text.replace(&script, "|")
        };
        assert_eq!(shown("<body>a</body></html>"), "<body>a|</body></html>");
        assert_eq!(shown("<body>&lt;</body> </BODY>"), "<body>&lt;|</body> </BODY>");
        assert_eq!(shown("a</Body>"), "a|</Body>");
        assert_eq!(shown("a"), "a|");
        assert_eq!(shown(""), "|");
    }

    #[test]
    fn names_are_read_back() {
        let etag = Etag::of(b"x");
        assert_eq!(Etag::read(&etag.to_string()), Some(etag));
        assert_eq!(etag.to_string().len(), 16);
        for text in ["", "x", "0123456789abcdef0", "-1", "ї"] {
            assert_eq!(Etag::read(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_a_page(html in "(<link|</body>| rel=|stylesheet|href|integrity|[<>='\"/a \\n]){0,30}") {
            let addresses = style_addresses(html.as_bytes());
            assert!(addresses.windows(2).all(|pair| pair[0].end <= pair[1].start), "{html}");
            with_client(html.as_bytes(), "", "");
        }
    }
}
