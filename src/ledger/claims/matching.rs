//! The matching of entries and annotations, tier by tier: each tier takes what leaves no doubt, and leaves the rest to the
//! next.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;
use std::sync::Arc;

use super::super::likeness::likeness;
use super::super::{Entry, language_of};
use super::{Candidate, Rests, Said, file_of, said_of};
use crate::parse::Draft;

/// From this likeness on, an edited annotation may be the one that was published.
const ALIKE: f64 = 0.5;
/// From this one on, it may be that although it stands in a file to which nothing else went.
const ELSEWHERE: f64 = 0.75;
/// By so much it must be more alike than any other.
const CLEARLY: f64 = 0.1;
/// So many of those that may be meant are remembered.
const DOUBTS: usize = 8;
/// The kind that has no name of its own.
const FOOTNOTE: &str = "footnote";
/// Groups of more pairs are not compared one by one.
const PAIRS: usize = 40_000;

pub(super) struct Matching<'a> {
    entries: Vec<Said<'a>>,
    ids: Vec<&'a str>,
    candidates: &'a [Candidate<'a>],
    files: BTreeSet<&'a str>,
    files_of_entries: BTreeSet<&'a str>,
    /// For each entry, who answers to it.
    pub answers: Vec<Option<usize>>,
    /// For each candidate, the entry that it answers to.
    pub owners: Vec<Option<usize>>,
    /// For each entry, who might be meant.
    doubts: BTreeMap<usize, BTreeSet<usize>>,
    /// The entries that the author is asked about, whatever else fits.
    asked: BTreeSet<usize>,
}

impl<'a> Matching<'a> {
    pub(super) fn new(
        entries: &[&'a Entry],
        candidates: &'a [Candidate<'a>],
        drafts: &'a [Arc<Draft>],
    ) -> Self {
        Self {
            entries: entries.iter().map(|entry| said_of(entry)).collect(),
            ids: entries.iter().map(|entry| entry.id.as_str()).collect(),
            candidates,
            files: drafts.iter().map(|draft| file_of(draft)).collect(),
            files_of_entries: entries.iter().map(|entry| entry.file.as_str()).collect(),
            answers: vec![None; entries.len()],
            owners: vec![None; candidates.len()],
            doubts: BTreeMap::new(),
            asked: BTreeSet::new(),
        }
    }

    pub(super) fn run(&mut self) {
        self.named();
        // Nothing was edited. Footnotes that say the same have no other way to be told apart than their order.
        self.tier(|said| {
            let nth = if said.kind == FOOTNOTE { said.nth } else { 0 };
            Some(Said { nth, ..said.clone() })
        });
        if self.is_done() {
            return;
        }
        self.ask_where_a_copy_may_be_meant();
        // The claim was edited, or the quotation.
        self.at_home(|said| Some((said.kind, said.text.clone(), said.rests.clone())));
        self.at_home(|said| is_telling(said).then(|| said.rests.clone()));
        self.at_home(|said| (has_words(said)).then(|| (said.text.clone(), Vec::<&str>::new())));
        self.at_home(|said| (!said.text.is_empty()).then(|| (said.text.clone(), sources(said))));
        // The file has another name, or the paragraph stands in another file.
        self.tier(|said| Some((language_of(said.file), said.kind, said.text.clone(), said.rests.clone())));
        self.at_home(|said| Some((said.kind, said.text.clone(), said.rests.clone())));
        self.at_home(|said| is_telling(said).then(|| said.rests.clone()));
        self.at_home(|said| (has_words(said)).then(|| (said.text.clone(), Vec::<&str>::new())));
        // Both were edited; and what was edited where nothing else went is believed only where much of it is left.
        self.alike();
        self.tier_alike(|said| is_telling(said).then(|| (language_of(said.file), said.rests.clone())));
        self.tier_alike(|said| has_words(said).then(|| (language_of(said.file), said.text.clone())));
    }

    /// Where the file that an annotation stood in has one that rests on the same or says the same, and another file has one that
    /// is the very same, the one may be edited and the other a copy, or the one new and the other carried there.
    fn ask_where_a_copy_may_be_meant(&mut self) {
        let content = |said: &Said<'a>| (said.kind, said.text.clone(), said.rests.clone());
        let mut here: HashMap<(&str, Rests<'a>), Vec<usize>> = HashMap::new();
        let mut same: HashMap<(&str, Cow<'a, str>, Rests<'a>), Vec<usize>> = HashMap::new();
        let open = self.open_candidates();
        for &number in &open {
            let said = &self.candidates[number].said;
            here.entry((said.file, said.rests.clone())).or_default().push(number);
            same.entry(content(said)).or_default().push(number);
        }
        for entry in self.open_entries() {
            let said = &self.entries[entry];
            let at_home = here.get(&(said.file, said.rests.clone())).filter(|_| is_telling(said));
            let elsewhere = same.get(&content(said));
            if let (Some(at_home), Some(elsewhere)) = (at_home, elsewhere) {
                let all: BTreeSet<usize> = at_home.iter().chain(elsewhere).copied().take(DOUBTS).collect();
                self.doubts.insert(entry, all);
                self.asked.insert(entry);
            }
        }
    }

    fn is_done(&self) -> bool {
        self.answers.iter().all(Option::is_some)
    }

    fn named(&mut self) {
        let by_id: HashMap<&str, usize> =
            self.ids.iter().enumerate().map(|(entry, id)| (*id, entry)).collect();
        for (number, candidate) in self.candidates.iter().enumerate() {
            if let Some(&entry) = by_id.get(candidate.id).filter(|_| candidate.is_named)
                && self.answers[entry].is_none()
            {
                self.take(entry, number);
            }
        }
    }

    fn take(&mut self, entry: usize, candidate: usize) {
        self.answers[entry] = Some(candidate);
        self.owners[candidate] = Some(entry);
    }

    fn open_entries(&self) -> Vec<usize> {
        (0..self.entries.len())
            .filter(|entry| self.answers[*entry].is_none() && !self.asked.contains(entry))
            .collect()
    }

    /// Annotations without names that nothing is known of yet. A draft may hold copies, and is no place to go to.
    fn open_candidates(&self) -> Vec<usize> {
        let is_open = |&number: &usize| {
            let Candidate { is_named, is_in_draft, said, .. } = &self.candidates[number];
            let may_be_meant = !is_named && (!is_in_draft || self.files_of_entries.contains(said.file));
            self.owners[number].is_none() && may_be_meant
        };
        (0..self.candidates.len()).filter(is_open).collect()
    }

    /// Matches those that have the same key, wherever they stand.
    fn tier<K: Hash + Eq>(&mut self, key: impl Fn(&Said<'a>) -> Option<K>) {
        let groups = self.groups(|said| key(said).into_iter().collect(), &key);
        self.settle(groups);
    }

    /// Matches those that have the same key, wherever they stand, and are alike in other ways too.
    fn tier_alike<K: Hash + Eq>(&mut self, key: impl Fn(&Said<'a>) -> Option<K>) {
        for group in self.groups(|said| key(said).into_iter().collect(), &key) {
            let group = self.open(group);
            if group.entries.len() * group.candidates.len() <= PAIRS {
                self.most_alike(&group, ELSEWHERE);
            }
            let group = self.open(group);
            self.doubt(&group);
        }
    }

    /// Matches those that have the same key and stand in one file, or where that file went.
    fn at_home<K: Hash + Eq>(&mut self, key: impl Fn(&Said<'a>) -> Option<K>) {
        let homes = self.homes();
        let of_entry = |said: &Said<'a>| {
            let files = homes.get(said.file).into_iter().flatten();
            files.filter_map(|file| Some((*file, key(said)?))).collect()
        };
        let groups = self.groups(of_entry, |said| Some((said.file, key(said)?)));
        self.settle(groups);
    }

    /// The open entries and candidates by their keys.
    fn groups<K: Hash + Eq>(
        &self,
        of_entry: impl Fn(&Said<'a>) -> Vec<K>,
        of_candidate: impl Fn(&Said<'a>) -> Option<K>,
    ) -> Vec<Group> {
        let mut places: HashMap<K, usize> = HashMap::new();
        let mut groups: Vec<Group> = Vec::new();
        for entry in self.open_entries() {
            for key in of_entry(&self.entries[entry]) {
                let place = *places.entry(key).or_insert_with(|| {
                    groups.push(Group::default());
                    groups.len() - 1
                });
                groups[place].entries.push(entry);
            }
        }
        if groups.is_empty() {
            return groups;
        }
        for number in self.open_candidates() {
            let key = of_candidate(&self.candidates[number].said);
            if let Some(&place) = key.and_then(|key| places.get(&key)) {
                groups[place].candidates.push(number);
            }
        }
        groups.retain(|group| !group.candidates.is_empty());
        groups
    }

    /// Where the annotations of each file are now: the file itself while it is there, and those to which others of its
    /// annotations went.
    fn homes(&self) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
        let mut homes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (entry, answer) in self.entries.iter().zip(&self.answers) {
            let files = homes.entry(entry.file).or_default();
            if let Some(file) = self.files.get(entry.file) {
                files.insert(file);
            }
            let went = answer.map(|candidate| self.candidates[candidate].said.file);
            files.extend(went.filter(|file| language_of(file) == language_of(entry.file)));
        }
        homes
    }

    /// Takes what leaves no doubt, and notes the doubts.
    fn settle(&mut self, groups: Vec<Group>) {
        let mut doubtful = Vec::new();
        for group in groups {
            // An entry may be in several groups, and answered in another one.
            let group = self.open(group);
            match (group.entries.as_slice(), group.candidates.as_slice()) {
                ([], _) | (_, []) => {}
                _ if self.is_in_order(&group) => {
                    for (&entry, &candidate) in group.entries.iter().zip(&group.candidates) {
                        self.take(entry, candidate);
                    }
                }
                _ => doubtful.push(group),
            }
        }
        for group in doubtful {
            let group = self.open(group);
            if group.entries.len() * group.candidates.len() <= PAIRS {
                self.most_alike(&group, 0.0);
            }
            let group = self.open(group);
            self.doubt(&group);
        }
    }

    fn doubt(&mut self, group: &Group) {
        for &entry in &group.entries {
            let doubts = self.doubts.entry(entry).or_default();
            doubts.extend(group.candidates.iter().take(DOUBTS.saturating_sub(doubts.len())));
        }
    }

    fn open(&self, mut group: Group) -> Group {
        group.entries.retain(|&entry| self.answers[entry].is_none());
        group.candidates.retain(|&candidate| self.owners[candidate].is_none());
        // Of those that say the same, the first one stood first.
        group.entries.sort_by_key(|&entry| (self.entries[entry].file, self.entries[entry].nth));
        group
    }

    /// Whether each entry of a group has its candidate: there is one of both, or they say the very same as often as they did
    /// in one file, so that they are told apart by their order alone.
    fn is_in_order(&self, group: &Group) -> bool {
        let (entries, candidates) = (&group.entries, &group.candidates);
        if entries.len() != candidates.len() {
            return false;
        }
        let entry_of = |number: &usize| &self.entries[*number];
        let said_by = |number: &usize| &self.candidates[*number].said;
        let content = |said: &Said<'a>| (said.text.clone(), said.rests.clone());
        let file = entry_of(&entries[0]).file;
        let home = said_by(&candidates[0]).file;
        entries.len() == 1
            || entries.iter().all(|entry| entry_of(entry).file == file)
                && candidates.iter().all(|candidate| said_by(candidate).file == home)
                && entries
                    .iter()
                    .zip(candidates)
                    .all(|(entry, candidate)| content(entry_of(entry)) == content(said_by(candidate)))
    }

    /// Edited annotations: each entry with the one of its files that is clearly more alike than any other.
    fn alike(&mut self) {
        let homes = self.homes();
        let mut by_file: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for number in self.open_candidates() {
            by_file.entry(self.candidates[number].said.file).or_default().push(number);
        }
        let mut groups: BTreeMap<&str, Group> = BTreeMap::new();
        for entry in self.open_entries() {
            let file = self.entries[entry].file;
            let group = groups.entry(file).or_insert_with(|| {
                let files = homes.get(file).into_iter().flatten();
                let candidates = files.filter_map(|file| by_file.get(file)).flatten().copied().collect();
                Group { entries: Vec::new(), candidates }
            });
            group.entries.push(entry);
        }
        for group in groups.into_values() {
            let group = self.open(group);
            if group.entries.len() * group.candidates.len() <= PAIRS {
                self.most_alike(&group, ALIKE);
            }
        }
    }

    /// Matches the pairs of which each is clearly the most alike to the other.
    fn most_alike(&mut self, group: &Group, least: f64) {
        let alike = |entry: &usize| {
            let alike =
                |candidate: &usize| likeness(&self.entries[*entry], &self.candidates[*candidate].said);
            group.candidates.iter().map(alike).collect::<Vec<f64>>()
        };
        let table: Vec<Vec<f64>> = group.entries.iter().map(alike).collect();
        let columns = (0..group.candidates.len())
            .map(|column| best(table.iter().map(|row| row[column])))
            .collect::<Vec<_>>();
        let mut pairs = Vec::new();
        for (row, likenesses) in table.iter().enumerate() {
            if let Some(column) = best(likenesses.iter().copied())
                && columns[column] == Some(row)
                && likenesses[column] >= least
            {
                pairs.push((group.entries[row], group.candidates[column]));
            }
        }
        for (entry, candidate) in pairs {
            self.take(entry, candidate);
        }
    }

    /// Those that might be meant by an entry that nobody answers to.
    pub(super) fn rivals(&self, entry: usize) -> Vec<usize> {
        let doubts = self.doubts.get(&entry).into_iter().flatten().copied();
        doubts.filter(|&candidate| self.owners[candidate].is_none()).collect()
    }

    /// The annotation that is most alike to an entry, of those that answer to none, the named ones too.
    pub(super) fn nearest(&self, entry: usize) -> Option<usize> {
        let entry = &self.entries[entry];
        let open = (0..self.candidates.len()).filter(|&number| self.owners[number].is_none());
        let alike = open.map(|number| (likeness(entry, &self.candidates[number].said), number));
        alike
            .filter(|(alike, _)| *alike >= ALIKE)
            .max_by(|one, other| one.0.total_cmp(&other.0))
            .map(|(_, number)| number)
    }
}

/// Whether words were quoted.
fn is_telling(said: &Said<'_>) -> bool {
    said.rests.iter().any(|(_, words)| !words.is_empty())
}

/// Whether the phrase is long enough to be known by it alone.
fn has_words(said: &Said<'_>) -> bool {
    said.text.split_whitespace().count() > 3
}

fn sources<'a>(said: &Said<'a>) -> Vec<&'a str> {
    said.rests.iter().map(|(source, _)| *source).collect()
}

/// Entries and candidates of which each may be any of the others.
#[derive(Default)]
struct Group {
    entries: Vec<usize>,
    candidates: Vec<usize>,
}

/// The place of what is clearly the greatest.
fn best(values: impl Iterator<Item = f64>) -> Option<usize> {
    let mut sorted: Vec<(f64, usize)> = values.zip(0..).collect();
    sorted.sort_by(|one, other| other.0.total_cmp(&one.0));
    match sorted.as_slice() {
        [(_, place)] => Some(*place),
        [(first, place), (second, _), ..] => (first - second >= CLEARLY).then_some(*place),
        [] => None,
    }
}
