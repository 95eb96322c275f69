//! Segments of a quotation in the order in which they stand in the source.
//!
//! For each place of a segment the nearest place of the segment before is the only one that has to be
//! looked at: its gap is a part of every farther one's, so what it may not leave out they may not either.
//! One walk over all places is therefore exact, and linear in their number. That number is bounded: a
//! segment that stands so often that its later places are not looked at says nothing by itself.

use std::ops::Range;

use super::fold::Fold;
use super::fold::letters::is_letter;
use super::pattern::{Fit, Joint, Pattern, Segment};
use super::search::Haystack;

/// Places of all segments together that are looked at; each segment has an even share. With two omissions
/// a segment may stand as often as `the` does in dozens of books.
const MOST_PLACES: usize = 1 << 20;

/// What is let pass to find out what is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lenience {
    /// Nothing: what is found holds.
    None,
    /// Omissions that swallow a negation.
    Negations,
    /// Those, and omissions of any length.
    Lengths,
    /// Everything but another order.
    All,
}

/// One way in which a quotation stands in the source: for each segment its needle and the bytes of the folded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chain {
    pub(super) links: Vec<Link>,
    /// What each joint between two links is.
    pub(super) fits: Vec<Fit>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) needle: usize,
    pub(super) range: Range<usize>,
}

impl Chain {
    pub(super) fn range(&self) -> Range<usize> {
        let start = self.links.first().map_or(0, |link| link.range.start);
        start..self.links.last().map_or(start, |link| link.range.end)
    }
}

/// A place of one segment, and the place of the segment before that leads to it.
#[derive(Debug, Clone)]
struct Place {
    link: Link,
    from: Option<(usize, Fit)>,
}

/// What the search works on.
pub(super) struct Search<'a, N> {
    pub(super) haystack: Haystack<'a>,
    pub(super) pattern: &'a Pattern,
    pub(super) negated: N,
}

impl<N: Fn(&str) -> bool> Search<'_, N> {
    /// The ways in which the quotation stands in the source without overlap; the spelling as written
    /// before one with another first letter or final point.
    pub(super) fn chains(&self, lenience: Lenience) -> Vec<Chain> {
        self.chains_where(lenience, |_| true)
    }

    /// [`Search::chains`] of the first spelling that has one at the right place, of the first that has any if none does.
    pub(super) fn chains_where(&self, lenience: Lenience, is_right: impl Fn(&Chain) -> bool) -> Vec<Chain> {
        const CHANGES: [&[Fold]; 4] =
            [&[], &[Fold::FirstLetter], &[Fold::FinalPoint], &[Fold::FirstLetter, Fold::FinalPoint]];
        let mut elsewhere = Vec::new();
        for changes in CHANGES {
            let chains = self.chains_with(changes, lenience);
            if chains.iter().any(&is_right) {
                return chains;
            }
            if elsewhere.is_empty() {
                elsewhere = chains;
            }
        }
        elsewhere
    }

    fn chains_with(&self, changes: &[Fold], lenience: Lenience) -> Vec<Chain> {
        let segments = self.pattern.segments.len();
        // Where one segment stands nowhere the places of the others need not be gathered.
        if segments > 1 && (0..segments).any(|index| self.places(index, changes, 0, 1).is_empty()) {
            return Vec::new();
        }
        let mut layers: Vec<Vec<Place>> = Vec::new();
        for index in 0..segments {
            let start =
                layers.last().and_then(|before| before.first()).map_or(0, |place| place.link.range.end);
            let places = self.places(index, changes, start, (MOST_PLACES / segments).max(1));
            let linked = match layers.last() {
                None => places,
                Some(before) => self.linked(index, before, places, lenience),
            };
            if linked.is_empty() {
                return Vec::new();
            }
            layers.push(linked);
        }
        walk_back(&layers)
    }

    /// The places of a segment from `start` on in order, of each spelling `most`. A first segment whose spelling
    /// would have to change in a way that `changes` does not name has none.
    fn places(&self, index: usize, changes: &[Fold], start: usize, most: usize) -> Vec<Place> {
        let last = self.pattern.segments.len() - 1;
        let wanted: Vec<Fold> = changes
            .iter()
            .copied()
            .filter(|fold| match fold {
                Fold::FirstLetter => index == 0,
                _ => index == last,
            })
            .collect();
        let needles = self.pattern.segments[index].needles(!wanted.is_empty()).iter().enumerate();
        let mut places: Vec<Place> = Vec::new();
        for (needle, words) in needles.filter(|(_, needle)| needle.changes.iter().eq(&wanted)) {
            let rest = |range: &Range<usize>| &self.haystack.words()[range.end..];
            let joint = &self.pattern.joints[index + 1];
            let found = self.haystack.find(words).filter(|range| {
                joint.allows_ending(rest(range)) && !self.ending_hides_negation(joint, range)
            });
            let found = found.skip_while(|range| range.start < start).take(most);
            places.extend(found.map(|range| Place { link: Link { needle, range }, from: None }));
        }
        places.sort_by_key(|place| (place.link.range.start, place.link.range.end));
        places
    }

    /// Whether a changed ending makes another word of a negation: `with[in]` of `without`, `can[]` of `cannot`.
    fn ending_hides_negation(&self, joint: &Joint, range: &Range<usize>) -> bool {
        let Some(ending) = &joint.ending else { return false };
        let words = self.haystack.words();
        let start = words[..range.end].trim_end_matches(is_letter).len();
        let end = words.len() - words[range.end..].trim_start_matches(is_letter).len();
        let changed = format!("{}{ending}", &words[start..range.end]);
        (self.negated)(&words[start..end]) && !(self.negated)(&changed)
    }

    fn linked(&self, index: usize, before: &[Place], places: Vec<Place>, lenience: Lenience) -> Vec<Place> {
        let mut linked = Vec::new();
        for mut place in places {
            let behind = before.partition_point(|earlier| earlier.link.range.end <= place.link.range.start);
            let Some(nearest) = behind.checked_sub(1) else { continue };
            let gap = before[nearest].link.range.end..place.link.range.start;
            let fit = self.fit(index, &gap);
            if allowed(fit, lenience) {
                place.from = Some((nearest, fit));
                linked.push(place);
            }
        }
        linked
    }

    /// What the joint before a segment says of a gap.
    fn fit(&self, index: usize, gap: &Range<usize>) -> Fit {
        let joint = &self.pattern.joints[index];
        if gap.len() > joint.reach() {
            return if joint.omission { Fit::TooLong } else { Fit::No };
        }
        let original = self.haystack.folded().original(gap);
        let length = || self.haystack.side.text[original.clone()].trim().chars().count();
        joint.fit(&self.haystack.words()[gap.clone()], length, &self.negated)
    }

    /// The first place of every segment, whatever the order; nothing where one stands nowhere.
    pub(super) fn first_places(&self) -> Option<Vec<Range<usize>>> {
        let first = |segment: &Segment| {
            segment.needles(true).iter().find_map(|needle| self.haystack.find(needle).next())
        };
        self.pattern.segments.iter().map(first).collect()
    }
}

fn allowed(fit: Fit, lenience: Lenience) -> bool {
    match fit {
        Fit::Own | Fit::Fits => true,
        Fit::Negation => lenience != Lenience::None,
        Fit::TooLong => matches!(lenience, Lenience::Lengths | Lenience::All),
        Fit::No => lenience == Lenience::All,
    }
}

/// The chains that do not reach into the one before. Of the ways that begin at one place the first is the shortest.
fn walk_back(layers: &[Vec<Place>]) -> Vec<Chain> {
    let Some((last, earlier)) = layers.split_last() else { return Vec::new() };
    let mut chains: Vec<Chain> = Vec::new();
    for place in last {
        let mut links = vec![place.link.clone()];
        let mut fits = Vec::new();
        let mut from = place.from;
        for layer in earlier.iter().rev() {
            let Some((index, fit)) = from else { break };
            links.push(layer[index].link.clone());
            fits.push(fit);
            from = layer[index].from;
        }
        let start = links.last().map_or(0, |first| first.range.start);
        if chains.last().is_none_or(|last| last.range().end <= start) {
            links.reverse();
            fits.reverse();
            chains.push(Chain { links, fits });
        }
    }
    chains
}
