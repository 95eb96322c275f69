//! Entries and annotations that have something in common.

use std::collections::{BTreeSet, HashMap};

use super::homes::Homes;
use super::keys::{Key, Keys};
use super::matching::Matching;

/// Versions of entries and candidates of which each may be any of the others.
#[derive(Debug, Default, Clone)]
pub(super) struct Group {
    pub versions: Vec<usize>,
    pub candidates: Vec<usize>,
}

impl<'a> Matching<'a> {
    /// What is open, by the keys that both sides have.
    pub(super) fn groups(&self, homes: &Homes<'a>, keys: Keys) -> Vec<Group> {
        let mut places: HashMap<Key<'a>, usize> = HashMap::new();
        let mut groups: Vec<Group> = Vec::new();
        for (number, version) in self.versions.iter().enumerate() {
            if !self.is_open_entry(version.entry) {
                continue;
            }
            for key in homes.files(version.said.file).flat_map(|file| keys(&version.said, file)) {
                let place = *places.entry(key).or_insert_with(|| {
                    groups.push(Group::default());
                    groups.len() - 1
                });
                groups[place].versions.push(number);
            }
        }
        if groups.is_empty() {
            return groups;
        }
        for number in self.open_candidates() {
            let said = &self.candidates[number].said;
            for key in keys(said, said.file) {
                if let Some(&place) = places.get(&key) {
                    groups[place].candidates.push(number);
                }
            }
        }
        groups.retain(|group| !group.candidates.is_empty());
        groups
    }

    /// Leaves out of groups what is answered.
    pub(super) fn open_all(&self, groups: &mut [Group]) {
        for group in groups {
            self.open(group);
        }
    }

    /// Leaves out of a group what is answered, and all but one version of each entry.
    pub(super) fn open(&self, group: &mut Group) {
        group.versions.retain(|&version| self.is_open_entry(self.versions[version].entry));
        group.candidates.retain(|&candidate| self.is_open_candidate(candidate));
        if group.versions.len() < 2 {
            return;
        }
        // Of those that say the same, the first one stood first.
        group
            .versions
            .sort_by_key(|&version| (self.versions[version].said.file, self.versions[version].said.nth));
        let mut seen = BTreeSet::new();
        group.versions.retain(|&version| seen.insert(self.versions[version].entry));
    }

    /// Whether several say the very same as often as they did in one file, so that they are told apart by their order alone.
    pub(super) fn is_in_order(&self, Group { versions, candidates }: &Group) -> bool {
        let (Some(&first), Some(&other)) = (versions.first(), candidates.first()) else { return false };
        let (file, home) = (self.versions[first].said.file, self.candidates[other].said.file);
        versions.len() == candidates.len()
            && versions.iter().zip(candidates).all(|(&version, &candidate)| {
                let (entry, candidate) = (&self.versions[version].said, &self.candidates[candidate].said);
                entry.file == file && candidate.file == home && entry.is_as(candidate)
            })
    }
}
