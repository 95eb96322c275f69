//! Text directives in the lines of one block, beside everything that binds more tightly than they do:
//! escapes, code spans, HTML tags, autolinks, link destinations.

use std::collections::BTreeMap;
use std::ops::Range;

use super::attributes;
use super::directive::{Attributes, Form};
use super::faults::DEEPEST;
use super::flow::{Flow, Spot};
use super::names::{self, Standing};
use super::scan::{Found, Scan};
use super::tight;

/// The bytes that mean something within a line.
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut at = 0;
    while at < 6 {
        special[b"\\`<[]:"[at] as usize] = true;
        at += 1;
    }
    special
};

/// An open `[`.
enum Bracket {
    /// Of a link, an image, or nothing.
    Plain,
    /// Of the label of a directive, by its place in [`Scan::found`].
    Label(usize),
}

/// Reads one flow.
pub(super) struct Inline<'s, 'a, 'f> {
    scan: &'s mut Scan<'a>,
    flow: Flow<'f>,
    brackets: Vec<Bracket>,
    /// The labels among the brackets.
    labels: Vec<usize>,
    tight: tight::Memory,
    ticks: Option<BTreeMap<usize, Vec<usize>>>,
    parent: Option<usize>,
}

impl<'s, 'a, 'f> Inline<'s, 'a, 'f> {
    pub(super) fn new(scan: &'s mut Scan<'a>, flow: Flow<'f>, parent: Option<usize>) -> Self {
        Self {
            scan,
            flow,
            brackets: Vec::new(),
            labels: Vec::new(),
            tight: tight::Memory::default(),
            ticks: None,
            parent,
        }
    }

    /// Reads all of the flow.
    pub(super) fn all(mut self) {
        let end = self.run(self.flow.start());
        self.unclosed(end);
    }

    /// Reads the label of a leaf or container, from its `[`: the place after its `]`.
    pub(super) fn label(mut self, open: Spot, index: usize) -> Option<Spot> {
        self.brackets.push(Bracket::Label(index));
        self.labels.push(index);
        let end = self.run(self.flow.step(open, 1));
        self.brackets.is_empty().then_some(end)
    }

    /// Reads up to the end, or to where the label of a leaf or container is closed.
    fn run(&mut self, mut spot: Spot) -> Spot {
        let outer = self.brackets.len();
        while let Some(byte) = self.flow.byte(spot) {
            spot = match byte {
                b'\\' => self.escape(spot),
                b'`' => self.code(spot),
                b'<' => {
                    tight::angle(self.flow, spot, &mut self.tight).unwrap_or_else(|| self.flow.step(spot, 1))
                }
                b'[' => {
                    self.brackets.push(Bracket::Plain);
                    self.flow.step(spot, 1)
                }
                b']' => {
                    let after = self.close(spot);
                    if outer == 1 && self.brackets.is_empty() {
                        return after;
                    }
                    after
                }
                b':' => self.colon(spot, false),
                _ => self.plain(spot),
            };
        }
        spot
    }

    /// Skips what means nothing.
    fn plain(&self, spot: Spot) -> Spot {
        let rest = self.flow.rest_of_line(spot).as_bytes();
        let special = rest.iter().skip(1).position(|byte| SPECIAL[usize::from(*byte)]);
        self.flow.step(spot, special.map_or(rest.len(), |at| at + 1))
    }

    /// A backslash: what follows is itself. An escaped colon takes the colons after it along, so that `\::name`
    /// is text, except where the last of them begins a directive that can be within a line.
    fn escape(&mut self, spot: Spot) -> Spot {
        let next = self.flow.step(spot, 1);
        match self.flow.byte(next) {
            Some(b':') => {
                let rest = self.flow.rest_of_line(next);
                let colons = rest.bytes().take_while(|byte| *byte == b':').count();
                if colons == 2 {
                    return self.colon(self.flow.step(next, 1), true);
                }
                self.flow.step(next, colons)
            }
            Some(byte) if byte.is_ascii_punctuation() => self.flow.step(next, 1),
            _ => next,
        }
    }

    /// A run of backticks: after the code span that it begins, or after itself.
    fn code(&mut self, spot: Spot) -> Spot {
        let flow = self.flow;
        let length = flow.rest_of_line(spot).bytes().take_while(|byte| *byte == b'`').count();
        let after = flow.step(spot, length);
        let runs = self.ticks.get_or_insert_with(|| runs_of_backticks(flow));
        let Some(places) = runs.get_mut(&length) else { return after };
        // Places are kept last first, so that those that lie behind are dropped once.
        while places.last().is_some_and(|place| *place < after.at) {
            places.pop();
        }
        let Some(closing) = places.last().copied() else { return after };
        self.to(after, closing + length)
    }

    /// The place of a byte further on.
    fn to(&self, mut spot: Spot, at: usize) -> Spot {
        while spot.at < at {
            let line = self.flow.rest_of_line(spot).len();
            if line == 0 {
                break;
            }
            spot = self.flow.step(spot, line.min(at - spot.at));
        }
        spot
    }

    fn close(&mut self, spot: Spot) -> Spot {
        let after = self.flow.step(spot, 1);
        match self.brackets.pop() {
            None => after,
            Some(Bracket::Plain) => match self.flow.byte(after) {
                Some(b'(') => tight::destination(self.flow, after).unwrap_or(after),
                _ => after,
            },
            Some(Bracket::Label(index)) => {
                self.labels.pop();
                let end = spot.at;
                let found = &mut self.scan.found[index];
                let begin = found.opening.end;
                found.label = Some(begin..end);
                let after = self.attributes(after, index);
                let found = &mut self.scan.found[index];
                found.closing = Some(end..self.flow.end_before(after));
                found.range.end = self.flow.end_before(after);
                found.alive = true;
                after
            }
        }
    }

    /// Reads attributes where there are any: the place after them.
    fn attributes(&mut self, spot: Spot, index: usize) -> Spot {
        if self.flow.byte(spot) != Some(b'{') {
            return spot;
        }
        match attributes::read(self.flow, spot) {
            Ok(read) => {
                for (key, earlier, later) in read.repeated {
                    self.scan.faults.repeated(&key, earlier, later);
                }
                self.scan.found[index].attributes = read.attributes;
                read.end
            }
            Err(trouble) => {
                let end = self.flow.lines.last().map_or(spot.at, |line| line.end);
                let name = self.scan.found[index].name(self.flow.text);
                self.scan.faults.attributes(name, spot.at, end, trouble);
                self.scan.found[index].broken = true;
                spot
            }
        }
    }

    /// A colon: the beginning of a directive, or nothing.
    fn colon(&mut self, spot: Spot, escaped: bool) -> Spot {
        let rest = self.flow.rest_of_line(spot);
        let colons = rest.bytes().take_while(|byte| *byte == b':').count();
        let length = names::length(&rest[colons..]);
        let after = self.flow.step(spot, colons + length);
        let name = &rest[colons..colons + length];
        let open = rest.as_bytes().get(colons + length).copied();
        if length == 0 || !matches!(open, Some(b'[' | b'{')) {
            return after;
        }
        let before = self.flow.text[..spot.at].chars().next_back().filter(|_| !escaped);
        let glued = before.is_some_and(char::is_alphanumeric);
        let place = spot.at..spot.at + colons + length;
        if colons > 1 {
            if !glued && self.scan.names.knows(name) && !self.scan.names.is_any() {
                self.scan.faults.within_line(name, place);
            }
            return after;
        }
        match self.scan.names.standing(name, Form::Text) {
            Standing::Known => self.begin(spot, length, open),
            Standing::WrongForm(forms) => {
                if !glued && !escaped {
                    self.scan.faults.wrong_form(Form::Text, name, forms, spot.at..spot.at + 1);
                }
                after
            }
            Standing::Unknown => {
                if !glued && !escaped {
                    self.scan.faults.unknown(self.scan.names, Form::Text, name, place);
                }
                after
            }
        }
    }

    /// A directive with a known name.
    fn begin(&mut self, spot: Spot, length: usize, open: Option<u8>) -> Spot {
        let name = spot.at + 1..spot.at + 1 + length;
        let after = self.flow.step(spot, 1 + length);
        if self.labels.len() >= DEEPEST {
            self.scan.faults.too_deep(&self.flow.text[name.clone()], spot.at..name.end);
            return after;
        }
        let index = self.scan.found.len();
        self.scan.found.push(Found {
            form: Form::Text,
            name,
            opening: spot.at..after.at,
            closing: None,
            label: None,
            attributes: Attributes::default(),
            range: spot.at..after.at,
            content: None,
            end_line: None,
            parent: self.labels.last().copied().or(self.parent),
            alive: false,
            broken: false,
        });
        if open == Some(b'[') {
            self.scan.found[index].opening.end = after.at + 1;
            self.brackets.push(Bracket::Label(index));
            self.labels.push(index);
            return self.flow.step(after, 1);
        }
        let end = self.attributes(after, index);
        let found = &mut self.scan.found[index];
        found.alive = !found.broken;
        found.opening.end = self.flow.end_before(end);
        found.range.end = found.opening.end;
        end
    }

    /// Reports the outermost label that is still open; those inside it have the same cause.
    fn unclosed(&mut self, end: Spot) {
        if let Some(index) = self.labels.first().copied() {
            let found = &self.scan.found[index];
            let place: Range<usize> = found.opening.end - 1..found.opening.end;
            self.scan.faults.unclosed_label(found.name(self.flow.text), place, end.at);
        }
    }
}

/// All runs of backticks of a flow: their places by their length, the last first.
fn runs_of_backticks(flow: Flow<'_>) -> BTreeMap<usize, Vec<usize>> {
    let mut runs: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for line in flow.lines.iter().rev() {
        let bytes = &flow.text.as_bytes()[line.clone()];
        let mut end = bytes.len();
        while let Some(last) = memchr::memrchr(b'`', &bytes[..end]) {
            let begin = bytes[..last].iter().rposition(|byte| *byte != b'`').map_or(0, |before| before + 1);
            runs.entry(last + 1 - begin).or_default().push(line.start + begin);
            end = begin;
        }
    }
    runs
}
