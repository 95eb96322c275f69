//! What binds more tightly than a directive within a line: `<…>` and the destination of a link.

use super::flow::{Flow, Spot};

/// What a flow is known not to hold further on, so that nothing is looked for twice in vain.
#[derive(Default)]
pub(super) struct Memory {
    nowhere: [bool; 4],
}

/// After the autolink, tag, comment or other HTML that begins at a `<`.
pub(super) fn angle(flow: Flow<'_>, start: Spot, memory: &mut Memory) -> Option<Spot> {
    let inside = flow.step(start, 1);
    match flow.byte(inside)? {
        b'!' if flow.starts_with(inside, "!-->") => Some(flow.step(inside, 4)),
        b'!' if flow.starts_with(inside, "!--->") => Some(flow.step(inside, 5)),
        b'!' if flow.starts_with(inside, "!--") => {
            until(flow, flow.step(inside, 3), "-->", &mut memory.nowhere[0])
        }
        b'!' if flow.starts_with(inside, "![CDATA[") => {
            until(flow, flow.step(inside, 8), "]]>", &mut memory.nowhere[3])
        }
        b'!' => until(flow, inside, ">", &mut memory.nowhere[2])
            .filter(|_| flow.byte(flow.step(inside, 1)).is_some_and(|byte| byte.is_ascii_alphabetic())),
        b'?' => until(flow, flow.step(inside, 1), "?>", &mut memory.nowhere[1]),
        b'/' => closing_tag(flow, flow.step(inside, 1)),
        _ => autolink(flow, inside).or_else(|| opening_tag(flow, inside)),
    }
}

fn until(flow: Flow<'_>, mut spot: Spot, end: &str, nowhere: &mut bool) -> Option<Spot> {
    if *nowhere {
        return None;
    }
    loop {
        let rest = flow.rest_of_line(spot);
        if rest.is_empty() {
            *nowhere = true;
            return None;
        }
        if let Some(at) = rest.find(end) {
            return Some(flow.step(spot, at + end.len()));
        }
        spot = flow.step(spot, rest.len());
    }
}

/// `scheme:…>` without white space or `<`, or an e-mail address.
fn autolink(flow: Flow<'_>, inside: Spot) -> Option<Spot> {
    let rest = flow.rest_of_line(inside);
    let end =
        rest.find(|c: char| matches!(c, '<' | '>') || c.is_ascii_whitespace() || c.is_ascii_control())?;
    let address = &rest[..end];
    if rest.as_bytes()[end] != b'>' {
        return None;
    }
    let scheme = address.split_once(':').is_some_and(|(scheme, _)| {
        (2..=32).contains(&scheme.len())
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-'))
    });
    let mail = || address.contains('@') && !address.contains(['\\', ':', '[', ']']);
    (scheme || mail()).then(|| flow.step(inside, end + 1))
}

fn tag_name(flow: Flow<'_>, spot: Spot) -> Option<Spot> {
    let rest = flow.rest_of_line(spot).as_bytes();
    if !rest.first()?.is_ascii_alphabetic() {
        return None;
    }
    let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
    Some(flow.step(spot, length))
}

fn closing_tag(flow: Flow<'_>, spot: Spot) -> Option<Spot> {
    let spot = flow.skip_space(tag_name(flow, spot)?);
    (flow.byte(spot)? == b'>').then(|| flow.step(spot, 1))
}

fn opening_tag(flow: Flow<'_>, spot: Spot) -> Option<Spot> {
    let mut spot = tag_name(flow, spot)?;
    loop {
        let next = flow.skip_space(spot);
        match flow.byte(next)? {
            b'>' => return Some(flow.step(next, 1)),
            b'/' => {
                let last = flow.step(next, 1);
                return (flow.byte(last)? == b'>').then(|| flow.step(last, 1));
            }
            _ if next == spot => return None,
            _ => spot = tag_attribute(flow, next)?,
        }
    }
}

fn tag_attribute(flow: Flow<'_>, spot: Spot) -> Option<Spot> {
    let rest = flow.rest_of_line(spot).as_bytes();
    if !(rest[0].is_ascii_alphabetic() || matches!(rest[0], b'_' | b':')) {
        return None;
    }
    let named = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(**byte, b'_' | b':' | b'.' | b'-');
    let after = flow.step(spot, rest.iter().take_while(named).count());
    let equals = flow.skip_space(after);
    if flow.byte(equals) != Some(b'=') {
        return Some(after);
    }
    let value = flow.skip_space(flow.step(equals, 1));
    match flow.byte(value)? {
        b'"' => until(flow, flow.step(value, 1), "\"", &mut false),
        b'\'' => until(flow, flow.step(value, 1), "'", &mut false),
        _ => {
            let rest = flow.rest_of_line(value);
            let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\'' | '=' | '<' | '>' | '`');
            let length = rest.find(ends).unwrap_or(rest.len());
            (length > 0).then(|| flow.step(value, length))
        }
    }
}

/// After `(destination "title")`, which begins at `start`.
pub(super) fn destination(flow: Flow<'_>, start: Spot) -> Option<Spot> {
    let mut spot = flow.skip_space(flow.step(start, 1));
    if flow.byte(spot)? == b'<' {
        spot = angled(flow, flow.step(spot, 1))?;
    } else {
        spot = bare(flow, spot)?;
    }
    let next = flow.skip_space(spot);
    if flow.byte(next)? == b')' {
        return Some(flow.step(next, 1));
    }
    if next == spot {
        return None;
    }
    let closing = match flow.byte(next)? {
        quote @ (b'"' | b'\'') => quote,
        b'(' => b')',
        _ => return None,
    };
    let end = flow.skip_space(title(flow, flow.step(next, 1), closing)?);
    (flow.byte(end)? == b')').then(|| flow.step(end, 1))
}

fn escaped(flow: Flow<'_>, spot: Spot) -> Spot {
    let next = flow.step(spot, 1);
    match flow.byte(next) {
        Some(byte) if byte.is_ascii_punctuation() => flow.step(next, 1),
        _ => next,
    }
}

fn angled(flow: Flow<'_>, mut spot: Spot) -> Option<Spot> {
    loop {
        spot = match flow.byte(spot)? {
            b'>' => return Some(flow.step(spot, 1)),
            b'<' | b'\n' | b'\r' => return None,
            b'\\' => escaped(flow, spot),
            _ => flow.step(spot, 1),
        };
    }
}

fn bare(flow: Flow<'_>, mut spot: Spot) -> Option<Spot> {
    const DEEPEST: usize = 32;
    let mut depth = 0;
    loop {
        spot = match flow.byte(spot)? {
            b')' if depth == 0 => return Some(spot),
            b')' => {
                depth -= 1;
                flow.step(spot, 1)
            }
            b'(' if depth == DEEPEST => return None,
            b'(' => {
                depth += 1;
                flow.step(spot, 1)
            }
            b'\\' => escaped(flow, spot),
            byte if byte.is_ascii_whitespace() => return (depth == 0).then_some(spot),
            byte if byte.is_ascii_control() => return None,
            _ => flow.step(spot, 1),
        };
    }
}

fn title(flow: Flow<'_>, mut spot: Spot, closing: u8) -> Option<Spot> {
    loop {
        spot = match flow.byte(spot)? {
            byte if byte == closing => return Some(flow.step(spot, 1)),
            b'(' if closing == b')' => return None,
            b'\\' => escaped(flow, spot),
            _ => flow.step(spot, 1),
        };
    }
}

/// After the opening or closing tag that begins at a `<`.
pub(super) fn tag(flow: Flow<'_>, start: Spot) -> Option<Spot> {
    let inside = flow.step(start, 1);
    match flow.byte(inside)? {
        b'/' => closing_tag(flow, flow.step(inside, 1)),
        _ => opening_tag(flow, inside),
    }
}
