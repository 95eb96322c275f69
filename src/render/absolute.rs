//! HTML for readers elsewhere: every address in it whole, whoever wrote it.

use crate::parse::has_scheme;

/// Attributes that hold one address.
const ADDRESSES: [&str; 8] = ["href", "src", "poster", "data", "cite", "action", "formaction", "background"];

/// Attributes that hold several addresses, each with a size after it, divided by commas.
const LISTS: [&str; 2] = ["srcset", "imagesrcset"];

/// Elements whose content is no HTML.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// Where relative addresses begin.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Base<'a> {
    /// Scheme and host, without a slash at the end.
    pub origin: &'a str,
    /// Path of the page, with a slash on both ends.
    pub path: &'a str,
}

/// The same HTML with absolute addresses. What is not well formed stays as it is.
pub(super) fn absolute(html: &str, base: Base<'_>) -> String {
    rewritten(html, &mut |_, address, out| whole(address, base, out))
}

/// Writes what takes the place of an address; gets the attribute that holds it, in small letters.
pub(crate) type Rewrite<'a> = dyn FnMut(&str, &str, &mut String) + 'a;

/// The same HTML with each address as `rewrite` writes it, both as they stand in attributes, with character references.
/// What is not well formed stays as it is.
pub(crate) fn rewritten(html: &str, rewrite: &mut Rewrite<'_>) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = construct(rest);
        let (tag, after) = rest.split_at(end);
        let name = tag[1..].split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default();
        if name.is_empty() {
            out.push_str(tag);
            rest = after;
            continue;
        }
        write_tag(tag, name, rewrite, &mut out);
        rest = after;
        if RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name)) {
            let content = raw_end(rest, name);
            out.push_str(&rest[..content]);
            rest = &rest[content..];
        }
    }
    out.push_str(rest);
    out
}

/// Length of the tag, comment or lone `<` that the text begins with.
fn construct(text: &str) -> usize {
    if text.starts_with("<!--") {
        return text.find("-->").map_or(text.len(), |at| at + "-->".len());
    }
    let begins = text[1..].starts_with(|letter: char| letter.is_ascii_alphabetic() || "/!?".contains(letter));
    if !begins {
        return 1;
    }
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// Where the closing tag of a raw element begins.
fn raw_end(text: &str, name: &str) -> usize {
    let is_end = |at: usize| {
        let after = text.get(at + 2..at + 2 + name.len());
        after.is_some_and(|after| after.eq_ignore_ascii_case(name))
    };
    text.match_indices("</").map(|(at, _)| at).find(|&at| is_end(at)).unwrap_or(text.len())
}

/// Writes an opening tag with its addresses rewritten.
fn write_tag(tag: &str, name: &str, rewrite: &mut Rewrite<'_>, out: &mut String) {
    let (head, mut rest) = tag.split_at(1 + name.len());
    out.push_str(head);
    while let Some(equals) = rest.find('=') {
        let before = &rest[..equals];
        let attribute =
            before.trim_end().rsplit([' ', '\t', '\n', '\r', '/', '"', '\'']).next().unwrap_or_default();
        out.push_str(&rest[..=equals]);
        rest = &rest[equals + 1..];
        let space = rest.len() - rest.trim_start().len();
        out.push_str(&rest[..space]);
        rest = &rest[space..];
        let (open, value_end) = match rest.as_bytes().first() {
            Some(&quote @ (b'"' | b'\'')) => {
                let inside = &rest[1..];
                (1, 1 + inside.find(char::from(quote)).unwrap_or(inside.len()))
            }
            _ => (0, rest.find(|letter: char| letter.is_whitespace() || letter == '>').unwrap_or(rest.len())),
        };
        out.push_str(&rest[..open]);
        let value = &rest[open..value_end];
        let is = |known: &&&str| known.eq_ignore_ascii_case(attribute);
        if let Some(attribute) = ADDRESSES.iter().find(is) {
            rewrite(attribute, value, out);
        } else if let Some(attribute) = LISTS.iter().find(is) {
            write_list(attribute, value, rewrite, out);
        } else {
            out.push_str(value);
        }
        rest = &rest[value_end..];
        if open == 1 && !rest.is_empty() {
            out.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
}

fn write_list(attribute: &str, value: &str, rewrite: &mut Rewrite<'_>, out: &mut String) {
    for (number, candidate) in value.split(", ").enumerate() {
        if number > 0 {
            out.push_str(", ");
        }
        let candidate = candidate.trim();
        let (address, size) = candidate.split_at(candidate.find(' ').unwrap_or(candidate.len()));
        rewrite(attribute, address, out);
        out.push_str(size);
    }
}

/// Writes an address that may be relative as a whole one.
pub(crate) fn whole(address: &str, base: Base<'_>, out: &mut String) {
    let address = address.trim();
    if has_scheme(address) {
        out.push_str(address);
    } else if address.starts_with("//") {
        let scheme = base.origin.split("//").next().unwrap_or_default();
        out.extend([scheme, address]);
    } else if address.starts_with('/') {
        out.extend([base.origin, address]);
    } else if address.is_empty() || address.starts_with(['#', '?']) {
        out.extend([base.origin, base.path, address]);
    } else {
        let end = address.find(['#', '?']).unwrap_or(address.len());
        let mut folders: Vec<&str> = base.path.split('/').filter(|part| !part.is_empty()).collect();
        let mut parts = address[..end].split('/').peekable();
        let mut file = "";
        while let Some(part) = parts.next() {
            match part {
                "." => {}
                ".." => drop(folders.pop()),
                part if parts.peek().is_none() => file = part,
                part => folders.push(part),
            }
        }
        out.extend([base.origin, "/"]);
        for folder in folders {
            out.extend([folder, "/"]);
        }
        out.extend([file, &address[end..]]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn becomes(html: &str, expected: &str) {
        assert_eq!(absolute(html, Base { origin: "https://x.org", path: "/b/p/" }), expected);
    }

    #[test]
    fn every_kind_of_relative_address_is_made_whole() {
        becomes("<a href=\"/a/x/\">", "<a href=\"https://x.org/a/x/\">");
        becomes("<a href=\"#note\">", "<a href=\"https://x.org/b/p/#note\">");
        becomes("<a href=\"?q=1\">", "<a href=\"https://x.org/b/p/?q=1\">");
        becomes("<a href=\"\">", "<a href=\"https://x.org/b/p/\">");
        becomes("<img src='a.png' alt='=\"'>", "<img src='https://x.org/b/p/a.png' alt='=\"'>");
        becomes("<img src=../a.png>", "<img src=https://x.org/b/a.png>");
        becomes("<a href=\"../../../../y/./z?u=../v\">", "<a href=\"https://x.org/y/z?u=../v\">");
        becomes("<a href=\"..\">", "<a href=\"https://x.org/b/\">");
        becomes("<a href=\"//y.org/\">", "<a href=\"https://y.org/\">");
        becomes("<A class=x HREF = \"/y\">t</A>", "<A class=x HREF = \"https://x.org/y\">t</A>");
        becomes(
            "<img srcset=\"a.webp 1x, /b.webp 2x\" src=\"a.webp\"/>",
            "<img srcset=\"https://x.org/b/p/a.webp 1x, https://x.org/b.webp 2x\" src=\"https://x.org/b/p/a.webp\"/>",
        );
    }

    #[test]
    fn everything_else_stays_as_it_is() {
        for html in [
            "<a href=\"https://y.org\">https</a> <a href=\"mailto:a@b.c\">a</a> <img src=\"data:image/png,x\">",
            "<p data-src=\"/x\" title=\"href=/y\">href=\"/z\" 1 < 2</p><br/>",
            "<!-- <a href=\"/x\"> --><script>if (a < b) { c('<a href=\"/x\">') }</script>",
            "<a href=\"/un",
            "<a href",
            "<",
            "</p><?x y=\"/z\"?>",
        ] {
            let html = html.to_owned();
            let expected =
                if html == "<a href=\"/un" { "<a href=\"https://x.org/un".to_owned() } else { html.clone() };
            becomes(&html, &expected);
        }
    }
}
