//! Lines that are a leaf, or open or close a container.

use std::ops::Range;

use super::attributes;
use super::blocks::Open;
use super::directive::{Attributes, Form};
use super::flow::Flow;
use super::inline::Inline;
use super::names::{self, Standing};
use super::scan::{Found, Scan};

/// What a line that begins with two colons is.
pub(super) enum Line {
    /// Neither.
    Text,
    Leaf,
    Open(Open),
    /// Meant as one, and not right: where its name ends. The closing line of a container belongs to it all the same.
    Refused(Option<Open>, usize),
    /// So many colons and nothing else.
    Close(usize),
}

/// Reads the line at `range`.
pub(super) fn read(scan: &mut Scan<'_>, range: Range<usize>, parent: Option<usize>) -> Line {
    let text = scan.text;
    let line = &text[range.clone()];
    let colons = line.bytes().take_while(|byte| *byte == b':').count();
    let form = if colons == 2 { Form::Leaf } else { Form::Container };
    let rest = &line[colons..];
    if rest.trim_ascii().is_empty() {
        return if form == Form::Leaf { Line::Text } else { Line::Close(colons) };
    }
    let length = names::length(rest);
    if length == 0 {
        return spaced(scan, &range, colons);
    }
    let name = &rest[..length];
    let place = range.start..range.start + colons + length;
    let open = |index| Open { index, colons };
    let refused = |open| Line::Refused((form == Form::Container).then_some(open), place.end);
    match scan.names.standing(name, form) {
        Standing::Known => {}
        Standing::WrongForm(forms) => {
            scan.faults.wrong_form(form, name, forms, range.start..range.start + colons);
            return refused(open(None));
        }
        Standing::Unknown => {
            let after = rest[length..].trim_ascii_start();
            // `::fmt is the module` is prose; `::fmt` alone or with a bracket looks like a directive.
            if form == Form::Container || after.is_empty() || rest[length..].starts_with(['[', '{']) {
                scan.faults.unknown(scan.names, form, name, place.clone());
                return refused(open(None));
            }
            return Line::Text;
        }
    }
    let (found, faults) = (scan.found.len(), scan.faults.mark());
    if !parts(scan, form, range.start + colons..place.end, range.clone(), parent) {
        // What stands in the label is read again, as text.
        scan.found.truncate(found);
        scan.faults.keep_last(faults);
        return refused(open(None));
    }
    if form == Form::Leaf { Line::Leaf } else { Line::Open(open(Some(found))) }
}

/// `::: name`, with a space that other dialects have and this one has not.
fn spaced(scan: &mut Scan<'_>, range: &Range<usize>, colons: usize) -> Line {
    let rest = &scan.text[range.start + colons..range.end];
    let name = rest.trim_ascii_start();
    let space = rest.len() - name.len();
    let length = names::length(name);
    let after = name[length..].trim_ascii_end();
    if colons < 3 || space == 0 || length == 0 {
        return Line::Text;
    }
    let start = range.start + colons;
    if scan.names.knows(&name[..length]) {
        scan.faults.space_before_name(&name[..length], start..start + space);
    } else if after.is_empty() || after.starts_with(['[', '{']) {
        scan.faults.unknown(
            scan.names,
            Form::Container,
            &name[..length],
            start + space..start + space + length,
        );
    } else {
        return Line::Text;
    }
    Line::Refused(Some(Open { index: None, colons }), start + space + length)
}

/// Reads label and attributes: whether they are right.
fn parts(
    scan: &mut Scan<'_>,
    form: Form,
    name: Range<usize>,
    line: Range<usize>,
    parent: Option<usize>,
) -> bool {
    let text = scan.text;
    let lines = [line.clone()];
    let flow = Flow { text, lines: &lines };
    let index = scan.found.len();
    let mut spot = flow.in_first_line(name.end);
    scan.found.push(Found {
        form,
        name: name.clone(),
        opening: line.start..name.end,
        closing: None,
        label: None,
        attributes: Attributes::default(),
        range: line.clone(),
        content: None,
        end_line: None,
        parent,
        alive: true,
        broken: false,
    });
    if flow.byte(spot) == Some(b'[') {
        scan.found[index].opening.end = name.end + 1;
        let open = spot.at;
        let Some(end) = Inline::new(scan, flow, None).label(spot, index) else {
            scan.faults.unclosed_label(&text[name], open..open + 1, line.end);
            return false;
        };
        spot = end;
    } else if flow.byte(spot) == Some(b'{') {
        match attributes::read(flow, spot) {
            Ok(read) => {
                for (key, earlier, later) in read.repeated {
                    scan.faults.repeated(&key, earlier, later);
                }
                scan.found[index].attributes = read.attributes;
                spot = read.end;
            }
            Err(trouble) => {
                scan.faults.attributes(&text[name], spot.at, line.end, trouble);
                return false;
            }
        }
    }
    if scan.found[index].broken {
        return false;
    }
    let rest = &text[spot.at..line.end];
    if !rest.trim_ascii().is_empty() {
        let begin = line.end - rest.trim_ascii_start().len();
        let end = spot.at + rest.trim_ascii_end().len();
        scan.faults.not_alone(form, &text[name], begin..end);
        return false;
    }
    finish(&mut scan.found[index], spot.at, &line);
    true
}

/// Sets the places of a directive whose parts end at `end`: the rest of its line is white space.
fn finish(found: &mut Found, end: usize, line: &Range<usize>) {
    found.range = line.start..end;
    match &mut found.closing {
        Some(closing) => closing.end = line.end,
        None => found.opening.end = line.end,
    }
}

/// A container's closing line at `range`; its content ends where the line begins, at `start`.
pub(super) fn close(scan: &mut Scan<'_>, index: usize, start: usize, range: Range<usize>) {
    let found = &mut scan.found[index];
    let begin = content_begin(scan.text, found.range.end);
    found.content = Some(begin..start.max(begin));
    found.range.end = range.start + scan.text[range.clone()].trim_ascii_end().len();
    found.end_line = Some(range);
}

/// A container without a closing line: it ends at `at`.
pub(super) fn unclosed(scan: &mut Scan<'_>, open: &Open, at: usize) {
    let last = at >= scan.text.len();
    let Some(index) = open.index else { return };
    let found = &mut scan.found[index];
    let name = &scan.text[found.name.clone()];
    scan.faults.unclosed_container(name, found.range.clone(), open.colons, at, last);
    let begin = content_begin(scan.text, found.range.end);
    found.content = Some(begin..at.max(begin));
    found.range.end = found.range.end.max(scan.text[..at].trim_ascii_end().len());
}

fn content_begin(text: &str, end_of_line: usize) -> usize {
    let rest = &text[end_of_line..];
    let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
    let length = if rest[end..].starts_with("\r\n") { 2 } else { usize::from(end < rest.len()) };
    end_of_line + end + length
}

/// Refuses a container that is nested too deeply.
pub(super) fn too_deep(scan: &mut Scan<'_>, index: Option<usize>) {
    let Some(index) = index else { return };
    let found = &scan.found[index];
    let (name, range) = (found.name.clone(), found.range.clone());
    scan.faults.too_deep(&scan.text[name], range);
    scan.found[index].alive = false;
}

/// Reports known directives in a line of a block of HTML.
pub(super) fn note_html(scan: &mut Scan<'_>, range: Range<usize>, next_candidate: &mut usize) {
    if scan.names.is_any() {
        return;
    }
    let text = scan.text;
    let line = &text[range.clone()];
    let colons = line.bytes().take_while(|byte| *byte == b':').count();
    if colons >= 2 {
        let length = names::length(&line[colons..]);
        if scan.names.knows(&line[colons..colons + length]) {
            let end = range.start + colons + length;
            scan.faults.in_html(&line[colons..colons + length], range.start..end);
        }
        return;
    }
    let candidates = &scan.candidates[*next_candidate..];
    let skipped = candidates.partition_point(|at| *at < range.start);
    let held = candidates[skipped..].partition_point(|at| *at < range.end);
    let places: Vec<usize> = candidates[skipped..skipped + held].to_vec();
    *next_candidate += skipped + held;
    for at in places {
        let length = names::length(&text[at + 1..]);
        let name = &text[at + 1..at + 1 + length];
        let glued =
            text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, ':' | '\\'));
        if !glued && scan.names.knows(name) {
            scan.faults.in_html(name, at..at + 1 + length);
        }
    }
}
