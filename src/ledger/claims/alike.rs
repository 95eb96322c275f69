//! Which of several that may be meant is clearly the most alike.

use std::collections::{HashMap, HashSet};

use super::groups::Group;
use super::matching::Matching;

/// By so much it must be more alike than any other.
const CLEARLY: f64 = 0.1;
/// Groups of more pairs are not compared one by one.
const MANY: usize = 40_000;

/// An entry and a candidate that may be one.
type Pair = (usize, usize);

/// Those that have something in common, pair by pair.
pub(super) struct Pairs {
    /// Sorted, each once.
    list: Vec<Pair>,
    /// Those that have too much in common with too many others to be told apart.
    crowd: [HashSet<usize>; 2],
}

impl Pairs {
    pub(super) fn of(matching: &Matching<'_>, groups: &[Group]) -> Self {
        let mut list = Vec::new();
        let mut crowd = [HashSet::new(), HashSet::new()];
        for Group { versions, candidates } in groups {
            let entries = || versions.iter().map(|&version| matching.versions[version].entry);
            if versions.len() * candidates.len() > MANY {
                crowd[0].extend(entries());
                crowd[1].extend(candidates);
            } else {
                list.extend(
                    entries().flat_map(|entry| candidates.iter().map(move |&candidate| (entry, candidate))),
                );
            }
        }
        list.sort_unstable();
        list.dedup();
        Self { list, crowd }
    }

    /// The pairs of which neither side may be another one.
    pub(super) fn sole(&self) -> Vec<Pair> {
        self.clear(|_| 1.0)
    }

    /// The pairs of which each side is clearly more alike to the other than to any other, by a likeness from 0 to 1.
    pub(super) fn clear(&self, likeness: impl Fn(Pair) -> f64) -> Vec<Pair> {
        let alike: Vec<f64> = self.list.iter().map(|&pair| likeness(pair)).collect();
        let mut best: [HashMap<usize, Best>; 2] = [HashMap::new(), HashMap::new()];
        for (place, &(entry, candidate)) in self.list.iter().enumerate() {
            for (best, side) in best.iter_mut().zip([entry, candidate]) {
                best.entry(side).or_default().add(alike[place], place);
            }
        }
        let is_clear = |place: usize, (entry, candidate): Pair| {
            let sides = best.iter().zip(&self.crowd).zip([entry, candidate]);
            let mut sides = sides.map(|((best, crowd), side)| (best.get(&side), crowd.contains(&side)));
            sides.all(|(best, is_crowded)| !is_crowded && best.is_some_and(|best| best.is_clearly(place)))
        };
        let clear = self.list.iter().enumerate().filter(|(place, pair)| is_clear(*place, **pair));
        clear.map(|(_, pair)| *pair).collect()
    }
}

/// The two that are most alike to something.
#[derive(Default)]
struct Best {
    first: Option<(f64, usize)>,
    second: Option<f64>,
}

impl Best {
    fn add(&mut self, alike: f64, place: usize) {
        match self.first {
            Some((first, _)) if first >= alike => {
                self.second = Some(self.second.map_or(alike, |second| second.max(alike)));
            }
            known => {
                self.second = known.map(|(first, _)| first);
                self.first = Some((alike, place));
            }
        }
    }

    fn is_clearly(&self, place: usize) -> bool {
        self.first.is_some_and(|(first, best)| {
            best == place && self.second.is_none_or(|second| first - second >= CLEARLY)
        })
    }
}
