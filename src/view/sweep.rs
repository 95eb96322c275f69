//! Which passages cover each piece of a text.

use std::ops::Range;

use super::excerpt;

/// Walks once through a text and knows at each byte how many passages cover it.
///
/// Needs time in proportion to the passages' number and its logarithm, whatever their lengths and overlaps.
pub(super) struct Sweep {
    /// The passages without white space at their ends, by the caller's order.
    ranges: Vec<Range<usize>>,
    /// What each of them counts.
    weights: Vec<usize>,
    /// What those count that cover the byte that was reached.
    weight: usize,
    by_start: Vec<usize>,
    by_end: Vec<usize>,
    started: usize,
    ended: usize,
    /// Passages that have begun and of which nothing was shown yet.
    fresh: Vec<usize>,
    /// Passages of which something was shown.
    shown: Vec<bool>,
}

impl Sweep {
    pub(super) fn new<'a>(text: &str, passages: impl Iterator<Item = (&'a Range<usize>, usize)>) -> Self {
        let (ranges, weights): (Vec<_>, Vec<_>) =
            passages.map(|(passage, weight)| (excerpt::trimmed(text, passage), weight)).unzip();
        let mut by_start: Vec<usize> = (0..ranges.len()).filter(|at| !ranges[*at].is_empty()).collect();
        let mut by_end = by_start.clone();
        by_start.sort_by_key(|at| (ranges[*at].start, std::cmp::Reverse(ranges[*at].end), *at));
        by_end.sort_by_key(|at| (ranges[*at].end, std::cmp::Reverse(ranges[*at].start), *at));
        let shown = vec![false; ranges.len()];
        Self { ranges, weights, weight: 0, by_start, by_end, started: 0, ended: 0, fresh: Vec::new(), shown }
    }

    /// Goes on to byte `at`; returns the passages, shown before, that have ended by then.
    pub(super) fn advance(&mut self, at: usize) -> Vec<usize> {
        while let Some(&passage) = self.by_start.get(self.started).filter(|p| self.ranges[**p].start <= at) {
            self.fresh.push(passage);
            self.weight += self.weights[passage];
            self.started += 1;
        }
        let first = self.ended;
        while let Some(&passage) = self.by_end.get(self.ended).filter(|p| self.ranges[**p].end <= at) {
            self.weight -= self.weights[passage];
            self.ended += 1;
        }
        self.by_end[first..self.ended].iter().copied().filter(|passage| self.shown[*passage]).collect()
    }

    /// How many passages cover the byte that was reached.
    pub(super) fn depth(&self) -> usize {
        self.started - self.ended
    }

    /// What these count together.
    pub(super) fn weight(&self) -> usize {
        self.weight
    }

    /// The passages of which the byte that was reached is the first one shown.
    pub(super) fn begin(&mut self, at: usize) -> Vec<usize> {
        let fresh = std::mem::take(&mut self.fresh);
        let begun: Vec<usize> = fresh.into_iter().filter(|passage| at < self.ranges[*passage].end).collect();
        for passage in &begun {
            self.shown[*passage] = true;
        }
        begun
    }

    /// The next byte after `at` at which a passage begins or ends.
    pub(super) fn next(&self, at: usize) -> usize {
        let start = self.by_start.get(self.started).map_or(usize::MAX, |passage| self.ranges[*passage].start);
        let end = self.by_end.get(self.ended).map_or(usize::MAX, |passage| self.ranges[*passage].end);
        start.min(end).max(at + 1)
    }
}
