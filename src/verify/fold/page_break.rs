//! Page breaks of a PDF's text and the page numbers beside them (rule N8).

use std::ops::Range;

/// Where page breaks stand, with the line ends around them and the folio before or after.
pub(super) fn page_breaks(text: &str) -> Vec<Range<usize>> {
    let mut breaks: Vec<Range<usize>> = Vec::new();
    for feed in memchr::memchr_iter(b'\x0c', text.as_bytes()) {
        let start = before(text, feed);
        let end = after(text, feed + 1);
        match breaks.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ => breaks.push(start..end),
        }
    }
    breaks
}

/// The beginning of the white space before a form feed, of the folio's line too if there is one.
fn before(text: &str, feed: usize) -> usize {
    let head = text[..feed].trim_end();
    let line = head.rfind('\n').map_or(0, |newline| newline + 1);
    if line > 0 && is_folio(&head[line..]) { head[..line].trim_end().len() } else { head.len() }
}

/// The end of the white space after a form feed, of the folio's line too if there is one.
fn after(text: &str, start: usize) -> usize {
    let space = |rest: &str| rest.len() - rest.trim_start().len();
    let folio = start + space(&text[start..]);
    let line = memchr::memchr(b'\n', &text.as_bytes()[folio..]).map_or(text.len(), |length| folio + length);
    if is_folio(&text[folio..line]) { line + space(&text[line..]) } else { folio }
}

/// A line that holds a page number and nothing else (`14`, `- 14 -`, `Page 14 of 20`, `14/20`, `xiv`), or one set
/// apart from a running title (`14 | Annual report`).
fn is_folio(line: &str) -> bool {
    const LONGEST: usize = 80;
    if line.len() > LONGEST {
        return false;
    }
    let columns: Vec<&str> =
        line.split(['|', '·', '•', '\t']).map(str::trim).filter(|part| !part.is_empty()).collect();
    if let [first, .., last] = columns[..] {
        return is_number(first) || is_number(last);
    }
    let bare = line.trim_matches(|c: char| c.is_whitespace() || "-–—|[]()·•~".contains(c)).to_lowercase();
    let named = ["page", "pg.", "p.", "seite", "стор.", "сторінка", "стр.", "страница", "с."];
    let number = named.iter().find_map(|name| bare.strip_prefix(name)).unwrap_or(&bare).trim();
    let parts: Vec<&str> = number.split([' ', '/']).filter(|part| !part.is_empty()).collect();
    match parts[..] {
        [one] => is_number(one) || is_roman(one),
        [one, all] => is_number(one) && is_number(all) && number.contains('/'),
        [one, "of" | "von" | "з" | "із" | "из", all] => is_number(one) && is_number(all),
        _ => false,
    }
}

fn is_number(part: &str) -> bool {
    (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
}

/// A Roman number up to 89, in small letters.
fn is_roman(part: &str) -> bool {
    let ones = part.trim_start_matches(['x', 'l']);
    let tens = &part[..part.len() - ones.len()];
    let is_tens = matches!(tens, "" | "x" | "xx" | "xxx" | "xl" | "l" | "lx" | "lxx" | "lxxx");
    let is_ones = matches!(ones, "" | "i" | "ii" | "iii" | "iv" | "v" | "vi" | "vii" | "viii" | "ix");
    // `9` and `19` end in an x that the cut above has taken to the tens.
    let nine =
        part.strip_suffix("ix").is_some_and(|tens| matches!(tens, "" | "x" | "xx" | "xxx" | "xl" | "l"));
    !part.is_empty() && (nine || is_tens && is_ones)
}
