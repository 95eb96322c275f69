//! What may have become of entries, and which of it leaves no doubt.
//!
//! A story says of each entry which annotation it is, or that it was deleted; what is left was added. Nobody can see which story
//! is true, but some are better than others: they take fewer edits, or as many that left more as it was. A pair leaves no doubt
//! where every story without it is clearly worse.

use std::collections::{HashMap, HashSet};

use super::groups::Group;
use super::matching::Matching;

/// By so much a story must be better than any other, in likeness.
const CLEARLY: f64 = 0.1;
/// What a story gains by each edit that it does without: more than likeness can make good.
pub(super) const EDIT: f64 = 100.0;
/// Groups of more pairs are not compared one by one.
const MANY: usize = 40_000;
/// Of so many on a side all stories are told to the end.
const FEW: usize = 5;
/// So often it is looked what is clear when the clear ones are taken.
const ROUNDS: usize = 10;

/// An entry and a candidate that may be one, with what a story gains that says so.
#[derive(Debug, Clone, Copy)]
struct Link {
    entry: usize,
    candidate: usize,
    gain: f64,
}

impl Link {
    fn touches(&self, other: &Link) -> bool {
        self.entry == other.entry || self.candidate == other.candidate
    }
}

/// All that may be told of entries and candidates which have something in common.
pub(super) struct Stories {
    /// By entry and candidate.
    links: Vec<Link>,
    /// Those that have too much in common with too many others to be told apart.
    crowd: Ends,
}

/// Entries and candidates.
#[derive(Default)]
struct Ends {
    entries: HashSet<usize>,
    candidates: HashSet<usize>,
}

impl Ends {
    fn of<'l>(links: impl IntoIterator<Item = &'l Link>) -> Self {
        let mut ends = Self::default();
        for link in links {
            ends.entries.insert(link.entry);
            ends.candidates.insert(link.candidate);
        }
        ends
    }

    fn touch(&self, link: &Link) -> bool {
        self.entries.contains(&link.entry) || self.candidates.contains(&link.candidate)
    }
}

impl Stories {
    /// `gain` is what saying of a pair that it is one is worth, from 0 on; none where no story says so.
    pub(super) fn of(
        matching: &Matching<'_>,
        groups: &[Group],
        gain: impl Fn(usize, usize) -> Option<f64>,
    ) -> Self {
        let mut pairs = Vec::new();
        let mut crowd = Ends::default();
        for Group { versions, candidates } in groups {
            let entries = || versions.iter().map(|&version| matching.versions[version].entry);
            if versions.len() * candidates.len() > MANY {
                crowd.entries.extend(entries());
                crowd.candidates.extend(candidates);
            } else {
                pairs.extend(
                    entries().flat_map(|entry| candidates.iter().map(move |&candidate| (entry, candidate))),
                );
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        let link = |(entry, candidate)| Some(Link { entry, candidate, gain: gain(entry, candidate)? });
        Self { links: pairs.into_iter().filter_map(link).collect(), crowd }
    }

    /// The pairs that leave no doubt.
    pub(super) fn clear(mut self) -> Vec<(usize, usize)> {
        let all = self.links.clone();
        let mut clear: Vec<Link> = Vec::new();
        for _ in 0..ROUNDS {
            let found = self.better_than_both();
            if found.is_empty() {
                break;
            }
            let taken = Ends::of(&found);
            self.links.retain(|link| !taken.touch(link));
            clear.extend(found);
        }
        for component in self.components() {
            clear.extend(told_to_the_end(&component));
        }
        clear.retain(|link| !self.crowd.touch(link));
        // What only likeness speaks for is not believed of those that may be something else with fewer edits.
        let taken = Ends::of(clear.iter().filter(|link| link.gain >= EDIT));
        let better = Ends::of(all.iter().filter(|link| link.gain >= EDIT && !taken.touch(link)));
        clear.retain(|link| link.gain >= EDIT || !better.touch(link));
        clear.iter().map(|link| (link.entry, link.candidate)).collect()
    }

    /// The links that gain more than any two do that could stand in their place.
    fn better_than_both(&self) -> Vec<Link> {
        let mut best: [HashMap<usize, Best>; 2] = [HashMap::new(), HashMap::new()];
        for (place, link) in self.links.iter().enumerate() {
            for (best, side) in best.iter_mut().zip([link.entry, link.candidate]) {
                best.entry(side).or_default().add(link.gain, place);
            }
        }
        let rivals = |place: usize, link: &Link| -> f64 {
            let sides = best.iter().zip([link.entry, link.candidate]);
            sides.filter_map(|(best, side)| best.get(&side)).map(|best| best.beside(place)).sum()
        };
        let links = self.links.iter().enumerate();
        links
            .filter(|(place, link)| link.gain - rivals(*place, link) >= CLEARLY)
            .map(|(_, link)| *link)
            .collect()
    }

    /// The links that hang together by their ends.
    fn components(&self) -> Vec<Vec<Link>> {
        let mut by_end: HashMap<(bool, usize), Vec<usize>> = HashMap::new();
        for (place, link) in self.links.iter().enumerate() {
            for end in [(true, link.entry), (false, link.candidate)] {
                by_end.entry(end).or_default().push(place);
            }
        }
        let mut is_seen = vec![false; self.links.len()];
        let mut components = Vec::new();
        for start in 0..self.links.len() {
            let (mut component, mut open) = (Vec::new(), vec![start]);
            while let Some(place) = open.pop() {
                if std::mem::replace(&mut is_seen[place], true) {
                    continue;
                }
                let link = self.links[place];
                component.push(link);
                for end in [(true, link.entry), (false, link.candidate)] {
                    // Each end is gone through once.
                    open.extend(by_end.remove(&end).into_iter().flatten());
                }
            }
            if !component.is_empty() {
                components.push(component);
            }
        }
        components
    }
}

/// The two greatest gains of something.
#[derive(Default)]
struct Best {
    first: Option<(f64, usize)>,
    second: f64,
}

impl Best {
    fn add(&mut self, gain: f64, place: usize) {
        match self.first {
            Some((first, _)) if first >= gain => self.second = self.second.max(gain),
            known => {
                self.second = known.map_or(0.0, |(first, _)| first);
                self.first = Some((gain, place));
            }
        }
    }

    /// The greatest gain but that of one link.
    fn beside(&self, place: usize) -> f64 {
        self.first.filter(|(_, best)| *best != place).map_or(self.second, |(gain, _)| gain)
    }
}

/// The links of the best story without which every other one is clearly worse; none where there are too many to tell.
fn told_to_the_end(links: &[Link]) -> Vec<Link> {
    let many = |end: fn(&Link) -> usize| links.iter().map(end).collect::<HashSet<_>>().len() > FEW;
    if many(|link| link.entry) || many(|link| link.candidate) {
        return Vec::new();
    }
    let (gain, story) = best_story(links.to_vec());
    let is_clear = |link: &&Link| {
        let others =
            links.iter().filter(|other| (other.entry, other.candidate) != (link.entry, link.candidate));
        gain - best_story(others.copied().collect()).0 >= CLEARLY
    };
    story.iter().filter(is_clear).copied().collect()
}

/// The links that gain the most together, of which no two have an end in common.
fn best_story(mut links: Vec<Link>) -> (f64, Vec<Link>) {
    let Some(first) = links.pop() else { return (0.0, Vec::new()) };
    let (without, story) = best_story(links.clone());
    links.retain(|link| !link.touches(&first));
    let (with, mut further) = best_story(links);
    if with + first.gain > without {
        further.push(first);
        (with + first.gain, further)
    } else {
        (without, story)
    }
}
