//! Two stretches whose folded texts are the same: which folds that took, and whether they may be (rule N7).

use std::collections::BTreeSet;
use std::ops::Range;

use super::fold::{Event, Fold, Folded, Hyphen};

/// A stretch of a text, with its folding.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) text: &'a str,
    pub(super) folded: &'a Folded,
}

impl<'a> Side<'a> {
    pub(super) fn raw(&self, event: &Event) -> &'a str {
        self.text.get(event.source()).unwrap_or_default()
    }
}

/// The folds by which `mine` became the same as `theirs`; nothing where a hyphen stands on one side only
/// and no line end excuses it.
pub(super) fn folds_between(
    mine: Side,
    my_range: &Range<usize>,
    theirs: Side,
    their_range: &Range<usize>,
) -> Option<BTreeSet<Fold>> {
    let mut folds = BTreeSet::new();
    let mut left = mine.folded.events_in(my_range);
    let mut right = theirs.folded.events_in(their_range);
    while let Some(at) = next_offset(left, my_range.start, right, their_range.start) {
        let (here, rest) = split(left, at + my_range.start);
        let (there, their_rest) = split(right, at + their_range.start);
        (left, right) = (rest, their_rest);
        if !hyphens_agree(here, there) {
            return None;
        }
        if here.iter().map(|e| mine.raw(e)).eq(there.iter().map(|e| theirs.raw(e))) {
            continue;
        }
        folds.extend(
            here.iter().filter(|e| !there.iter().any(|t| theirs.raw(t) == mine.raw(e))).map(|e| e.fold),
        );
        folds.extend(
            there.iter().filter(|t| !here.iter().any(|e| theirs.raw(t) == mine.raw(e))).map(|t| t.fold),
        );
    }
    Some(folds)
}

/// The first offset from the stretches' beginnings at which either was changed.
fn next_offset(left: &[Event], left_start: usize, right: &[Event], right_start: usize) -> Option<usize> {
    let mine = left.first().map(|event| event.at as usize - left_start);
    let theirs = right.first().map(|event| event.at as usize - right_start);
    match (mine, theirs) {
        (Some(mine), Some(theirs)) => Some(mine.min(theirs)),
        (mine, theirs) => mine.or(theirs),
    }
}

fn split(events: &[Event], at: usize) -> (&[Event], &[Event]) {
    events.split_at(events.iter().take_while(|event| event.at as usize == at).count())
}

fn hyphens_agree(mine: &[Event], theirs: &[Event]) -> bool {
    let hyphen = |events: &[Event]| events.iter().find_map(|event| event.hyphen);
    match (hyphen(mine), hyphen(theirs)) {
        (mine, theirs) if mine == theirs => true,
        (Some(Hyphen::AtLineEnd), _) | (_, Some(Hyphen::AtLineEnd)) => true,
        _ => false,
    }
}
