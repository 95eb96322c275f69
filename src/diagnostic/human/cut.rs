//! Lines of a file, cut to the width of a page around the places that are talked about.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::super::position::clamp;
use super::TextFile;

/// Columns that a line may take.
const WIDTH: usize = 100;
/// Lines that are kept above and below a place, of those that other places lie on either side of.
const NEAR: usize = 4;
const ELLIPSIS: &str = "…";

/// Some lines of a file with the long ones shortened.
#[derive(Debug)]
pub(super) struct Cut {
    /// The lines.
    pub(super) text: String,
    /// The number of the first line, from 1.
    pub(super) first_line: usize,
    pieces: Vec<Piece>,
}

/// A stretch of the file that was kept.
#[derive(Debug)]
struct Piece {
    original: Range<usize>,
    start: usize,
}

impl Cut {
    /// The lines from the first place to the last; `places` are bytes of the file and may lie anywhere.
    pub(super) fn new(file: &TextFile, places: &[Range<usize>]) -> Self {
        let places: Vec<_> = places.iter().map(|place| visible(file, place)).collect();
        let mut points: Vec<usize> = places.iter().flat_map(|place| [place.start, place.end]).collect();
        points.sort_unstable();
        points.dedup();
        let first = file.line_at(points.first().copied().unwrap_or(0)).start;
        let last = file.line_at(points.last().copied().unwrap_or(0)).end;
        let first_line = file.position(first).line;
        let mut cut = Self { text: String::new(), first_line, pieces: Vec::new() };
        cut.add_lines(file, first..last, &points);
        cut
    }

    /// The place in [`Cut::text`] of a place in the file.
    pub(super) fn place(&self, file: &TextFile, place: &Range<usize>) -> Range<usize> {
        let place = visible(file, place);
        let start = self.point(place.start);
        start..self.point(place.end).max(start)
    }

    fn point(&self, byte: usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.original.start <= byte);
        let Some(piece) = after.checked_sub(1).and_then(|index| self.pieces.get(index)) else { return 0 };
        piece.start + byte.min(piece.original.end) - piece.original.start
    }

    fn add_lines(&mut self, file: &TextFile, range: Range<usize>, points: &[usize]) {
        let lines: Vec<Range<usize>> = lines(file, range).collect();
        let inside = |line: &Range<usize>| -> Vec<usize> {
            let from = points.partition_point(|point| *point < line.start);
            points[from..].iter().copied().take_while(|point| *point <= line.end).collect()
        };
        let with_points: Vec<(usize, Vec<usize>)> = lines.iter().map(inside).enumerate().collect();
        let mut last_place = None;
        for (number, on_line) in &with_points {
            if number > &0 {
                self.text.push('\n');
            }
            if !on_line.is_empty() {
                last_place = Some(*number);
            }
            let ahead = with_points.iter().skip(*number).take(NEAR + 1).any(|(_, points)| !points.is_empty());
            if ahead || last_place.is_some_and(|last| number - last <= NEAR) {
                self.add_line(&file.text, &lines[*number], on_line);
            }
        }
    }

    fn add_line(&mut self, text: &str, line: &Range<usize>, points: &[usize]) {
        let shown = &text[line.clone()];
        let points: Vec<usize> = points.iter().map(|point| point - line.start).collect();
        let mut end = 0;
        for kept in keep(shown, &points) {
            if kept.start > end {
                self.text.push_str(ELLIPSIS);
            }
            let original = line.start + kept.start..line.start + kept.end;
            self.pieces.push(Piece { original, start: self.text.len() });
            self.text.push_str(&shown[kept.clone()]);
            end = kept.end;
        }
        if end < shown.len() {
            self.text.push_str(ELLIPSIS);
        }
    }
}

/// The places, by their numbers, in the stretches of the file that they are shown in: between two stretches lie more lines
/// than those that are kept about a place, and nobody has to look at them.
pub(super) fn stretches(file: &TextFile, places: &[Range<usize>]) -> Vec<Vec<usize>> {
    let lines = |place: &Range<usize>| {
        let place = visible(file, place);
        (file.position(place.start).line, file.position(place.end).line)
    };
    let mut by_line: Vec<_> = places.iter().map(lines).zip(0..).collect();
    by_line.sort_unstable();
    let mut stretches: Vec<Vec<usize>> = Vec::new();
    let mut last = 0;
    for ((first_line, last_line), place) in by_line {
        match stretches.last_mut() {
            Some(stretch) if first_line <= last + 2 * NEAR => stretch.push(place),
            _ => stretches.push(vec![place]),
        }
        last = last.max(last_line);
    }
    // What is said first of a line is drawn first.
    for stretch in &mut stretches {
        stretch.sort_unstable();
    }
    stretches
}

/// The parts of a line that are shown: all of it, or as much around the points as the width allows.
fn keep(line: &str, points: &[usize]) -> Vec<Range<usize>> {
    // Nothing that is longer in bytes is looked at whole: a line may be megabytes long.
    if line.len() <= WIDTH * 8 && width(line) <= WIDTH {
        return std::iter::once(0..line.len()).collect();
    }
    let points = if points.is_empty() { &[0][..] } else { points };
    let (mut least, mut most) = (0, WIDTH);
    while least < most {
        let middle = (least + most).div_ceil(2);
        let total: usize = around(line, points, middle).into_iter().map(|part| width(&line[part])).sum();
        if total <= WIDTH { least = middle } else { most = middle - 1 }
    }
    around(line, points, least.max(WIDTH / 10))
}

/// The stretches of `columns` columns on both sides of each point, joined where they touch.
fn around(line: &str, points: &[usize], columns: usize) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for &point in points {
        let part = left(line, point, columns)..right(line, point, columns);
        match parts.last_mut() {
            Some(last) if part.start <= last.end + ELLIPSIS.len() => last.end = last.end.max(part.end),
            _ => parts.push(part),
        }
    }
    parts
}

fn left(line: &str, point: usize, columns: usize) -> usize {
    let mut taken = 0;
    let mut start = point;
    for (at, c) in line[..point].char_indices().rev() {
        taken += width_of(c);
        if taken > columns {
            break;
        }
        // A mark that sits on the letter before it never begins a stretch.
        if width_of(c) > 0 {
            start = at;
        }
    }
    start
}

fn right(line: &str, point: usize, columns: usize) -> usize {
    let mut taken = 0;
    let fits = |c: char| {
        taken += width_of(c);
        taken <= columns
    };
    let rest = &line[point..];
    let mut fits = fits;
    rest.char_indices().find(|(_, c)| !fits(*c)).map_or(line.len(), |(at, _)| point + at)
}

fn width(text: &str) -> usize {
    text.chars().map(width_of).sum()
}

fn width_of(c: char) -> usize {
    match c {
        '\t' => 4,
        c if c.is_control() => 1,
        c => c.width().unwrap_or(0),
    }
}

/// The place without line ends at its edges, so that it is drawn on the lines that it means.
fn visible(file: &TextFile, place: &Range<usize>) -> Range<usize> {
    let text = &file.text;
    let place = clamp(text, place);
    let end = if place.is_empty() {
        place.end
    } else {
        place.start + text[place.clone()].trim_end_matches(['\r', '\n']).len()
    };
    // The place between `\r` and `\n` is the end of the line.
    let line = file.line_at(end);
    let end = end.min(line.end);
    place.start.min(end)..end
}

/// The lines of a stretch that begins and ends with a line.
fn lines(file: &TextFile, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut next = Some(range.start);
    std::iter::from_fn(move || {
        let start = next?;
        let line = file.line_at(start);
        next = memchr::memchr(b'\n', &file.text.as_bytes()[line.end..range.end.max(line.end)])
            .map(|newline| line.end + newline + 1);
        Some(line)
    })
}
