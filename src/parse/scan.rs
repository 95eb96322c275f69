//! Finds the directives of a text.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::TextFile;

use super::blocks::Blocks;
use super::directive::{Attributes, Form};
use super::faults::Faults;
use super::names::{self, Names};

/// A directive as the scanner sees it. All ranges are bytes of the file.
pub(super) struct Found {
    pub form: Form,
    pub name: Range<usize>,
    /// `:name[`, or all of the opening line where there is no label.
    pub opening: Range<usize>,
    /// `]{…}`; none where there is no label.
    pub closing: Option<Range<usize>>,
    pub label: Option<Range<usize>>,
    pub attributes: Attributes,
    pub range: Range<usize>,
    pub content: Option<Range<usize>>,
    /// The closing colons of a container.
    pub end_line: Option<Range<usize>>,
    pub parent: Option<usize>,
    /// Whether it is a directive after all; its label may turn out to have no end.
    pub alive: bool,
    /// Whether its attributes could not be read.
    pub broken: bool,
}

impl Found {
    pub(super) fn name<'t>(&self, text: &'t str) -> &'t str {
        &text[self.name.clone()]
    }
}

/// The state of a scan.
pub(super) struct Scan<'a> {
    pub text: &'a str,
    pub names: &'a Names,
    pub faults: Faults<'a>,
    pub found: Vec<Found>,
    /// Places of colons that may begin a text directive, in order.
    pub candidates: Vec<usize>,
}

/// Finds the directives of `file` from byte `start` on, in the order in which they begin.
pub(super) fn scan<'a>(file: &'a Arc<TextFile>, start: usize, names: &'a Names) -> Scan<'a> {
    let (candidates, lines) = candidates(&file.text, start);
    let mut scan = Scan { text: &file.text, names, faults: Faults::new(file), found: Vec::new(), candidates };
    if lines || !scan.candidates.is_empty() {
        Blocks::new(&mut scan).run(start);
        sort(&mut scan.found);
        bury(&mut scan.found);
    }
    scan
}

/// Where a text directive may begin, and whether any line may be a leaf or a fence of a container.
fn candidates(text: &str, start: usize) -> (Vec<usize>, bool) {
    let bytes = text.as_bytes();
    let mut places = Vec::new();
    let mut lines = false;
    let mut next = start;
    while let Some(at) = memchr::memchr(b':', &bytes[next..]).map(|at| at + next) {
        next = at + 1;
        match bytes.get(next) {
            Some(b':') => {
                let before = if at == start { b'\n' } else { bytes[at - 1] };
                lines |= matches!(before, b'\n' | b'\r' | b' ' | b'\t' | b'>' | b']');
                while bytes.get(next) == Some(&b':') {
                    next += 1;
                }
                places.extend(is_candidate(text, next).then_some(next - 1));
            }
            Some(byte) if byte.is_ascii_alphabetic() || *byte >= 0x80 => {
                places.extend(is_candidate(text, next).then_some(at));
            }
            _ => {}
        }
    }
    (places, lines)
}

/// Whether a name and a bracket or brace stand here.
fn is_candidate(text: &str, at: usize) -> bool {
    let length = names::length(&text[at..]);
    length > 0 && matches!(text.as_bytes().get(at + length), Some(b'[' | b'{'))
}

/// Brings them into the order in which they begin: a leaf is seen before the paragraph that it ends is read.
fn sort(found: &mut [Found]) {
    if found.is_sorted_by_key(|found| found.range.start) {
        return;
    }
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|index| found[*index].range.start);
    let mut places = vec![0; found.len()];
    for (place, index) in order.iter().enumerate() {
        places[*index] = place;
    }
    for found in found.iter_mut() {
        found.parent = found.parent.map(|parent| places[parent]);
    }
    found.sort_by_key(|found| found.range.start);
}

/// Drops what turned out to be no directive; what stands in it belongs to what it stands in.
fn bury(found: &mut Vec<Found>) {
    if found.iter().all(|found| found.alive) {
        return;
    }
    let mut places: Vec<Option<usize>> = Vec::with_capacity(found.len());
    let mut count = 0;
    for one in found.iter_mut() {
        // A parent stands before its children, so that its own place is settled.
        let parent = one.parent.and_then(|parent| places[parent]);
        one.parent = parent;
        if one.alive {
            places.push(Some(count));
            count += 1;
        } else {
            places.push(parent);
        }
    }
    found.retain(|found| found.alive);
}

impl Scan<'_> {
    /// Takes directives back that the Markdown parser sees as something else, and says so.
    pub(super) fn give_up(&mut self, places: &[usize]) {
        for place in places {
            let found = &mut self.found[*place];
            found.alive = false;
            self.faults.misplaced(&self.text[found.name.clone()], found.opening.clone());
        }
        bury(&mut self.found);
    }
}
