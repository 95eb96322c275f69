//! One tier of the matching: what leaves no doubt is taken, and doubts are noted.

use super::alike::Pairs;
use super::groups::Group;
use super::homes::Homes;
use super::keys::{self, Keys};
use super::matching::Matching;

/// From this likeness on, an annotation of which all was edited may be the one that was published.
const ALIKE: f64 = 0.5;
/// From this one on, it may be that although it stands in a file to which nothing else went.
const ELSEWHERE: f64 = 0.75;
/// So many of those that may be meant are remembered.
const DOUBTS: usize = 8;

impl<'a> Matching<'a> {
    /// Takes those that have the same keys as nothing else has, or as often, in the same order.
    pub(super) fn settle(&mut self, homes: &Homes<'a>, keys: Keys) {
        let mut groups = self.groups(homes, keys);
        self.take_in_order(&mut groups);
        let sole = Pairs::of(self, &groups).sole();
        self.take_all(sole);
    }

    /// Takes those that were edited: nothing else has as much in common with them. Where that is not clear, the author is asked,
    /// and nothing else is believed of those that may be meant.
    pub(super) fn settle_edited(&mut self, homes: &Homes<'a>) {
        let mut groups = self.groups(homes, keys::edited);
        self.take_in_order(&mut groups);
        // What is left when the clear ones are taken may be clear itself.
        for _ in 0..2 {
            self.open_all(&mut groups);
            let clear = Pairs::of(self, &groups).clear(|(entry, candidate)| self.likeness(entry, candidate));
            self.take_all(clear);
        }
        self.open_all(&mut groups);
        for group in &groups {
            self.doubt(group);
            if !group.versions.is_empty() {
                group.candidates.iter().for_each(|&candidate| self.is_in_question[candidate] = true);
            }
        }
        self.asked.extend(self.doubts.keys());
    }

    /// Takes those of which all was edited, or that were edited and stand elsewhere, where much of them is left.
    pub(super) fn settle_alike(&mut self, homes: &Homes<'a>) {
        let at_home = self.groups(homes, keys::file);
        let mut elsewhere = self.groups(&Homes::none(), keys::edited_elsewhere);
        let mut both: Vec<Group> = at_home.into_iter().chain(elsewhere.iter().cloned()).collect();
        self.open_all(&mut both);
        let least = |entry: usize, candidate: usize| {
            let to = self.candidates[candidate].said.file;
            let is_home = self.versions_of(entry).any(|said| homes.lead(said.file, to));
            if is_home { ALIKE } else { ELSEWHERE }
        };
        let mut clear = Pairs::of(self, &both).clear(|(entry, candidate)| self.likeness(entry, candidate));
        clear.retain(|&(entry, candidate)| self.likeness(entry, candidate) >= least(entry, candidate));
        self.take_all(clear);
        self.open_all(&mut elsewhere);
        for group in &elsewhere {
            self.doubt(group);
        }
    }

    fn take_in_order(&mut self, groups: &mut [Group]) {
        for group in groups {
            self.open(group);
            if group.versions.len() > 1 && self.is_in_order(group) {
                for (&version, &candidate) in group.versions.iter().zip(&group.candidates) {
                    self.take(self.versions[version].entry, candidate);
                }
                group.versions.clear();
                group.candidates.clear();
            }
        }
    }

    fn take_all(&mut self, pairs: Vec<(usize, usize)>) {
        for (entry, candidate) in pairs {
            self.take(entry, candidate);
        }
    }

    /// Notes who may be meant by the entries of a group.
    fn doubt(&mut self, group: &Group) {
        if group.candidates.is_empty() {
            return;
        }
        for &version in &group.versions {
            let doubts = self.doubts.entry(self.versions[version].entry).or_default();
            doubts.extend(group.candidates.iter().take(DOUBTS.saturating_sub(doubts.len())));
        }
    }
}
