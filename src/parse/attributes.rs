//! `{#id .class key=value key="v" key='v' key}`: the attributes of a directive.

use std::ops::Range;

use super::directive::{Attribute, Attributes};
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
    let mut after_quotes = false;
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
        if let Some(earlier) = read.attributes.add(attribute) {
            read.repeated.push((key, earlier, place));
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
fn shortcut(flow: Flow<'_>, start: Spot, key: &str) -> Result<(Attribute, Spot), Trouble> {
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
    Ok((Attribute { key: key.to_owned(), value, range: start.at..value_range.end, value_range }, end))
}

/// `key`, `key=value`, `key="value"`, `key='value'`; white space may stand around the `=`.
fn keyed(flow: Flow<'_>, start: Spot) -> Result<(Attribute, Spot), Trouble> {
    let rest = flow.rest_of_line(start);
    let length = rest.find(|c: char| !(begins_key(c) || c == '.' || c == ':')).unwrap_or(rest.len());
    let key = rest[..length].to_owned();
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
        Some(quote @ ('"' | '\'')) => quoted(flow, value_start, quote)?,
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

fn quoted(flow: Flow<'_>, start: Spot, quote: char) -> Result<Value, Trouble> {
    let mut spot = flow.step(start, 1);
    let first = spot.at;
    let mut raw = String::new();
    loop {
        let rest = flow.rest_of_line(spot);
        if rest.is_empty() {
            return Err(Trouble::Unclosed);
        }
        let stop = rest.find([quote, '\\']).unwrap_or(rest.len());
        raw.push_str(&rest[..stop]);
        let mut after = rest[stop..].chars();
        match after.next() {
            None => spot = flow.step(spot, stop),
            Some('\\') => {
                let escaped = after.next().filter(|c| matches!(c, '"' | '\'' | '\\'));
                raw.push(escaped.unwrap_or('\\'));
                spot = flow.step(spot, stop + 1 + usize::from(escaped.is_some()));
            }
            Some(_) => {
                let closing = spot.at + stop;
                return Ok((decode(&raw).into_owned(), first..closing, flow.step(spot, stop + 1)));
            }
        }
    }
}
