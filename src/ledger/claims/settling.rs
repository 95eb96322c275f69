//! One tier of the matching: what leaves no doubt is taken, and doubts are noted.

use std::collections::HashSet;

use super::super::likeness::likeness;
use super::super::said::Said;
use super::groups::Group;
use super::homes::Homes;
use super::keys::{self, Keys};
use super::matching::Matching;
use super::stories::{EDIT, Stories};

/// From this likeness on, an annotation of which all was edited may be the one that was published.
const ALIKE: f64 = 0.5;
/// From this one on, it may be that although it was edited and stands in a file to which nothing else went.
const ELSEWHERE: f64 = 0.75;
/// From this one on it stands in the way of others that may be.
const IN_THE_WAY: f64 = 0.4;
/// So many of those that may be meant are remembered.
const DOUBTS: usize = 8;

/// What it takes to say that an annotation is the one of an entry.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
struct Change {
    edits: u8,
    likeness: f64,
    is_known_home: bool,
}

impl Change {
    /// What a story gains by it. With two edits it takes no fewer than to say that one was deleted and another one added, and
    /// with more it is no story.
    fn gain(self) -> Option<f64> {
        let is_story = self.edits < 2 || self.edits == 2 && self.likeness >= IN_THE_WAY;
        is_story.then(|| self.likeness + EDIT * f64::from(2 - self.edits))
    }

    fn is_believed(self) -> bool {
        let least = if self.is_known_home { ALIKE } else { ELSEWHERE };
        self.edits < 2 || self.likeness >= least
    }
}

impl<'a> Matching<'a> {
    /// Takes those that have the same keys as nothing else has, or as often, in the same order.
    pub(super) fn settle(&mut self, homes: &Homes<'a>, keys: Keys) {
        let mut groups = self.groups(homes, keys);
        self.take_in_order(&mut groups);
        let mut clear = Stories::of(self, &groups, |_, _| Some(1.0)).clear();
        clear.retain(|(entry, _)| !self.asked.contains(entry));
        self.take_all(clear);
    }

    /// Takes those that were edited. Where that is not clear, the author is asked.
    pub(super) fn settle_edited(&mut self, homes: &Homes<'a>) {
        let mut groups = self.groups(homes, keys::edited);
        self.take_in_order(&mut groups);
        groups.extend(self.groups(homes, keys::file));
        groups.extend(self.groups(&Homes::none(), keys::edited_anywhere));
        self.open_all(&mut groups);
        let clear = self.clear(&groups, homes);
        self.take_all(clear);
        for (homes, keys) in [(homes, keys::edited as Keys), (&Homes::none(), keys::edited_elsewhere)] {
            for mut group in self.groups(homes, keys) {
                self.open(&mut group);
                self.doubt(&group);
            }
        }
    }

    /// The pairs that leave no doubt, whatever the author answers where it was asked, and whatever becomes of those that may only
    /// be in the way.
    fn clear(&self, groups: &[Group], homes: &Homes<'a>) -> Vec<(usize, usize)> {
        let change = |entry, candidate| self.change(entry, candidate, homes);
        let gain = |entry, candidate| change(entry, candidate)?.gain();
        let believed = |entry, candidate| {
            let change = change(entry, candidate).filter(|change| change.is_believed())?;
            if self.asked.contains(&entry) { None } else { change.gain() }
        };
        let mut clear = Stories::of(self, groups, gain).clear();
        let among_believed: HashSet<(usize, usize)> =
            Stories::of(self, groups, believed).clear().into_iter().collect();
        clear.retain(|pair| among_believed.contains(pair));
        clear
    }

    /// The least that it takes to say that a candidate is an entry, of any version of it.
    fn change(&self, entry: usize, candidate: usize, homes: &Homes<'a>) -> Option<Change> {
        let said = &self.candidates[candidate].said;
        let change = |version: &Said<'a>| {
            let is_known_home = homes.lead(version.file, said.file);
            let is_carried = version.file != said.file && (self.has_file(version.file) || !is_known_home);
            let edits = if version.is_as(said) { 0 } else { 2 - u8::from(keys::share_a_part(version, said)) };
            let edits = edits + u8::from(is_carried);
            Change { edits, likeness: likeness(version, said), is_known_home }
        };
        let is_less = |one: &Change, other: &Change| {
            one.edits.cmp(&other.edits).then(other.likeness.total_cmp(&one.likeness))
        };
        self.versions_of(entry).map(change).min_by(is_less)
    }

    fn take_in_order(&mut self, groups: &mut [Group]) {
        for group in groups {
            self.open(group);
            if group.versions.len() > 1 && !self.has_asked(group) && self.is_in_order(group) {
                for (&version, &candidate) in group.versions.iter().zip(&group.candidates) {
                    self.take(self.versions[version].entry, candidate);
                }
                group.versions.clear();
                group.candidates.clear();
            }
        }
    }

    fn has_asked(&self, group: &Group) -> bool {
        group.versions.iter().any(|&version| self.asked.contains(&self.versions[version].entry))
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
        let versions =
            group.versions.iter().filter(|&&version| !self.asked.contains(&self.versions[version].entry));
        for &version in versions {
            let doubts = self.doubts.entry(self.versions[version].entry).or_default();
            doubts.extend(group.candidates.iter().take(DOUBTS.saturating_sub(doubts.len())));
        }
    }
}
