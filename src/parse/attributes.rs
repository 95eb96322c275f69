//! `{#id .class key=value key="v" key='v' key}`: the attributes of a directive.

use std::borrow::Cow;
use std::ops::Range;

use super::directive::{Attribute, Attributes, Places};
use super::flow::{Flow, Spot};
use super::plain::decode;

/// Attributes as read, with what is wrong with them.
pub(super) struct Read {
    pub attributes: Attributes,
    /// After the closing brace.
    pub end: Spot,
    /// Keys that stand there twice: the key, the earlier place, the later place.
    pub repeated: Vec<(String, Range<usize>, Range<usize>)>,
}

/// Why attributes could not be read.
pub(super) enum Trouble {
    /// The block ends before the brace is closed.
    Unclosed,
    /// Something that can't stand there.
    Invalid { range: Range<usize>, why: &'static str },
}

/// Reads attributes; `start` is the place of the `{`.
pub(super) fn read(flow: Flow<'_>, start: Spot) -> Result<Read, Trouble> {
    let mut read = Read { attributes: Attributes::default(), end: flow.step(start, 1), repeated: Vec::new() };
    let (mut after_quotes, mut places) = (false, Places::new());
    loop {
        let spot = flow.skip_space(read.end);
        let Some(character) = flow.character(spot) else { return Err(Trouble::Unclosed) };
        if character == '}' {
            read.end = flow.step(spot, 1);
            return Ok(read);
        }
        if after_quotes && spot == read.end {
            return Err(invalid(spot, character, "a space is missing after the closing quotation mark"));
        }
        let (attribute, end) = match character {
            '#' => shortcut(flow, spot, "id")?,
            '.' => shortcut(flow, spot, "class")?,
            c if begins_key(c) => keyed(flow, spot)?,
            c => return Err(invalid(spot, c, "this can't begin an attribute")),
        };
        after_quotes = flow.text[attribute.range.clone()].ends_with(['"', '\'']);
        let (key, place) = (attribute.key.clone(), attribute.range.clone());
        if let Some(earlier) = read.attributes.add(attribute, &mut places) {
            read.repeated.push((key.into_owned(), earlier, place));
        }
        read.end = end;
    }
}

fn invalid(spot: Spot, character: char, why: &'static str) -> Trouble {
    Trouble::Invalid { range: spot.at..spot.at + character.len_utf8(), why }
}

fn begins_key(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}

fn ends_value(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '}')
}

fn foreign_to_value(c: char) -> bool {
    matches!(c, '"' | '\'' | '<' | '=' | '>' | '`')
}

/// `#id` or `.class`: up to white space, `#`, `.` or `}`.
fn shortcut(flow: Flow<'_>, start: Spot, key: &'static str) -> Result<(Attribute, Spot), Trouble> {
    let rest = &flow.rest_of_line(start)[1..];
    let length = rest
        .find(|c: char| ends_value(c) || matches!(c, '#' | '.') || foreign_to_value(c))
        .unwrap_or(rest.len());
    let end = flow.step(start, 1 + length);
    match rest[length..].chars().next() {
        Some(c) if foreign_to_value(c) => {
            return Err(Trouble::Invalid {
                range: start.at + 1 + length..start.at + 1 + length + c.len_utf8(),
                why: "this can't stand in an id or a class",
            });
        }
        _ if length == 0 => {
            return Err(Trouble::Invalid { range: start.at..start.at + 1, why: "a name is missing here" });
        }
        _ => {}
    }
    let value_range = start.at + 1..start.at + 1 + length;
    let value = decode(&rest[..length]).into_owned();
    Ok((Attribute { key: Cow::Borrowed(key), value, range: start.at..value_range.end, value_range }, end))
}

/// A key as written; nearly all are among those that mean something.
fn key(written: &str) -> Cow<'static, str> {
    const KNOWN: [&str; 10] =
        ["src", "quote", "id", "class", "at", "original", "page", "t", "prefix", "suffix"];
    let known = KNOWN.into_iter().find(|known| *known == written);
    known.map_or_else(|| Cow::Owned(written.to_owned()), Cow::Borrowed)
}

/// `key`, `key=value`, `key="value"`, `key='value'`; white space may stand around the `=`.
fn keyed(flow: Flow<'_>, start: Spot) -> Result<(Attribute, Spot), Trouble> {
    let rest = flow.rest_of_line(start);
    let length = rest.find(|c: char| !(begins_key(c) || c == '.' || c == ':')).unwrap_or(rest.len());
    let key = key(&rest[..length]);
    let after_key = flow.step(start, length);
    let key_end = start.at + length;
    let equals = flow.skip_space(after_key);
    if flow.byte(equals) != Some(b'=') {
        let attribute =
            Attribute { key, value: String::new(), range: start.at..key_end, value_range: key_end..key_end };
        return Ok((attribute, after_key));
    }
    let value_start = flow.skip_space(flow.step(equals, 1));
    let (value, value_range, end) = match flow.character(value_start) {
        None => return Err(Trouble::Unclosed),
        Some('"') => quoted(flow, value_start, b'"')?,
        Some('\'') => quoted(flow, value_start, b'\'')?,
        Some(c) if c == '}' || foreign_to_value(c) => {
            return Err(invalid(value_start, c, "a value has to stand here"));
        }
        Some(_) => unquoted(flow, value_start)?,
    };
    let range = start.at..flow.end_before(end);
    Ok((Attribute { key, value, range, value_range }, end))
}

type Value = (String, Range<usize>, Spot);

fn unquoted(flow: Flow<'_>, start: Spot) -> Result<Value, Trouble> {
    let rest = flow.rest_of_line(start);
    let length = rest.find(|c: char| ends_value(c) || foreign_to_value(c)).unwrap_or(rest.len());
    if let Some(c) = rest[length..].chars().next().filter(|c| foreign_to_value(*c)) {
        let at = start.at + length;
        return Err(Trouble::Invalid {
            range: at..at + c.len_utf8(),
            why: "this can only stand in a value that is in quotation marks",
        });
    }
    let value = decode(&rest[..length]).into_owned();
    Ok((value, start.at..start.at + length, flow.step(start, length)))
}

fn quoted(flow: Flow<'_>, start: Spot, quote: u8) -> Result<Value, Trouble> {
    let mut spot = flow.step(start, 1);
    let first = spot.at;
    // What stands before the last escape or line end.
    let mut before = String::new();
    loop {
        let rest = flow.rest_of_line(spot);
        if rest.is_empty() {
            return Err(Trouble::Unclosed);
        }
        let stop = memchr::memchr2(quote, b'\\', rest.as_bytes()).unwrap_or(rest.len());
        match rest.as_bytes().get(stop) {
            None => {
                before.push_str(rest);
                spot = flow.step(spot, stop);
            }
            Some(b'\\') => {
                let escaped = rest[stop + 1..].chars().next().filter(|c| matches!(c, '"' | '\'' | '\\'));
                before.push_str(&rest[..stop]);
                before.push(escaped.unwrap_or('\\'));
                spot = flow.step(spot, stop + 1 + usize::from(escaped.is_some()));
            }
            Some(_) => {
                let closing = spot.at + stop;
                let value = if before.is_empty() {
                    &rest[..stop]
                } else {
                    before.push_str(&rest[..stop]);
                    &before
                };
                return Ok((decode(value).into_owned(), first..closing, flow.step(spot, stop + 1)));
            }
        }
    }
}
