//! The matching of entries and annotations, tier by tier: each tier takes what leaves no doubt, and leaves the rest to the
//! next.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use super::super::likeness::likeness;
use super::super::said::{Candidate, Said, said_of};
use super::super::{Entry, Ledger};
use super::homes::Homes;
use super::keys::{self, Key, Place};
use crate::parse::Draft;
use crate::world::below_content;

/// So many of those that may be copies are told.
const COPIES: usize = 8;
/// What is less alike to an entry than this is no hint at what became of it.
const NEAR: f64 = 0.5;

pub(super) struct Matching<'a> {
    /// Every version of every entry, those of one entry side by side.
    pub versions: Vec<Version<'a>>,
    pub candidates: &'a [Candidate<'a>],
    /// For each entry, who answers to it.
    pub answers: Vec<Option<usize>>,
    /// For each candidate, the entry that it answers to.
    pub owners: Vec<Option<usize>>,
    /// For each entry, who might be meant.
    pub doubts: BTreeMap<usize, BTreeSet<usize>>,
    /// The entries that the author is asked about, whatever else fits. Where something could be theirs, it stays theirs.
    pub asked: BTreeSet<usize>,
    ids: Vec<&'a str>,
    /// By entry, the numbers of its versions.
    ranges: Vec<Range<usize>>,
    /// By candidate: whether it can be meant by its content.
    is_unnamed: Vec<bool>,
    /// The files of all drafts.
    files: BTreeSet<&'a str>,
    ledger: &'a Ledger,
    drafts: &'a [Arc<Draft>],
}

/// What one line of the ledger says of an entry.
pub(super) struct Version<'a> {
    pub entry: usize,
    pub said: Said<'a>,
}

impl<'a> Matching<'a> {
    pub(super) fn new(
        ledger: &'a Ledger,
        entries: &[&'a Entry],
        candidates: &'a [Candidate<'a>],
        drafts: &'a [Arc<Draft>],
    ) -> Self {
        let mut versions = Vec::with_capacity(entries.len());
        let mut ranges = Vec::with_capacity(entries.len());
        for (entry, known) in entries.iter().enumerate() {
            let start = versions.len();
            versions
                .extend(ledger.versions(&known.id).map(|version| Version { entry, said: said_of(version) }));
            ranges.push(start..versions.len());
        }
        let files: BTreeSet<&str> = versions.iter().map(|version| version.said.file).collect();
        // A draft may hold copies, and is no place to go to.
        let may_be_meant = |candidate: &Candidate<'_>| {
            !candidate.is_named && (!candidate.is_in_draft || files.contains(candidate.said.file))
        };
        Self {
            versions,
            candidates,
            answers: vec![None; entries.len()],
            owners: vec![None; candidates.len()],
            doubts: BTreeMap::new(),
            asked: BTreeSet::new(),
            ids: entries.iter().map(|entry| entry.id.as_str()).collect(),
            ranges,
            is_unnamed: candidates.iter().map(may_be_meant).collect(),
            files: drafts.iter().map(|draft| below_content(&draft.file.path)).collect(),
            ledger,
            drafts,
        }
    }

    pub(super) fn run(&mut self) {
        let own = Homes::none();
        self.named();
        self.settle(&own, keys::all);
        if self.is_done() {
            return;
        }
        self.ask_where_a_copy_may_be_meant();
        // The file has another name, or the paragraph stands in another file.
        self.settle(&own, keys::anywhere);
        let homes = Homes::of(self).with_renamed(self.ledger, self.drafts, &self.files_that_are_gone());
        self.settle(&homes, keys::in_file);
        // The claim was edited, or the quotation, or both; or it was edited and carried.
        self.settle_edited(&Homes::of(self));
    }

    /// A name that was written is what it says.
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

    /// Where the file that an annotation stood in has one that rests on the same or says the same, and another file has one that
    /// is the very same, the one may be edited and the other a copy, or the one new and the other carried there.
    fn ask_where_a_copy_may_be_meant(&mut self) {
        let mut known: HashMap<Key<'a>, Vec<usize>> = HashMap::new();
        for number in self.open_candidates() {
            let said = &self.candidates[number].said;
            for key in keys::all_parts(said, Place::File(said.file))
                .into_iter()
                .chain(keys::anywhere(said, said.file))
            {
                known.entry(key).or_default().push(number);
            }
        }
        let mut asked = Vec::new();
        for Version { entry, said } in
            self.versions.iter().filter(|version| self.is_open_entry(version.entry))
        {
            let found =
                |keys: Vec<Key<'a>>| keys.into_iter().filter_map(|key| known.get(&key)).flatten().copied();
            let elsewhere: Vec<usize> = found(keys::anywhere(said, said.file)).take(COPIES).collect();
            let mut at_home = found(keys::all_parts(said, Place::File(said.file))).peekable();
            if !elsewhere.is_empty() && at_home.peek().is_some() {
                asked.push((*entry, at_home.take(COPIES).chain(elsewhere).collect::<Vec<_>>()));
            }
        }
        for (entry, may_be_meant) in asked {
            self.doubts.entry(entry).or_default().extend(may_be_meant);
            self.asked.insert(entry);
        }
    }

    fn is_done(&self) -> bool {
        self.answers.iter().all(Option::is_some)
    }

    pub(super) fn take(&mut self, entry: usize, candidate: usize) {
        self.answers[entry] = Some(candidate);
        self.owners[candidate] = Some(entry);
    }

    /// Whether nothing is known of an entry yet.
    pub(super) fn is_open_entry(&self, entry: usize) -> bool {
        self.answers[entry].is_none()
    }

    /// Whether nothing is known of an annotation yet that has no name.
    pub(super) fn is_open_candidate(&self, candidate: usize) -> bool {
        self.owners[candidate].is_none() && self.is_unnamed[candidate]
    }

    pub(super) fn open_candidates(&self) -> impl Iterator<Item = usize> {
        (0..self.candidates.len()).filter(|&candidate| self.is_open_candidate(candidate))
    }

    /// Whether there is such a file, from `content/`.
    pub(super) fn has_file(&self, file: &str) -> bool {
        self.files.contains(file)
    }

    fn files_that_are_gone(&self) -> BTreeSet<&'a str> {
        let open = self.versions.iter().filter(|version| self.is_open_entry(version.entry));
        open.map(|version| version.said.file).filter(|file| !self.files.contains(file)).collect()
    }

    /// What the versions of an entry say.
    pub(super) fn versions_of(&self, entry: usize) -> impl Iterator<Item = &Said<'a>> {
        self.versions[self.ranges[entry].clone()].iter().map(|version| &version.said)
    }

    /// How alike an annotation is to an entry, in the version that is most so.
    pub(super) fn likeness(&self, entry: usize, candidate: usize) -> f64 {
        let said = &self.candidates[candidate].said;
        self.versions_of(entry).map(|version| likeness(version, said)).fold(0.0, f64::max)
    }

    /// Of the entries with several versions, which one was answered to.
    pub(super) fn versions_answered(&self) -> BTreeMap<String, usize> {
        let several = (0..self.answers.len()).filter(|&entry| self.ranges[entry].len() > 1);
        let answered = several.filter_map(|entry| {
            let said = &self.candidates[self.answers[entry]?].said;
            let rank = |version: &Said<'_>| (version.file == said.file, likeness(version, said));
            let ranked = self.versions_of(entry).map(rank).enumerate();
            let best = ranked.reduce(|best, other| if other.1 > best.1 { other } else { best });
            best.map(|(version, _)| (self.ids[entry].to_owned(), version))
        });
        answered.collect()
    }

    /// Those that might be meant by an entry that nobody answers to.
    pub(super) fn rivals(&self, entry: usize) -> Vec<usize> {
        let doubts = self.doubts.get(&entry).into_iter().flatten().copied();
        doubts.filter(|&candidate| self.owners[candidate].is_none()).collect()
    }

    /// The annotation that is most alike to an entry, of those that answer to none, the named ones too.
    pub(super) fn nearest(&self, entry: usize) -> Option<usize> {
        let open = (0..self.candidates.len()).filter(|&number| self.owners[number].is_none());
        let alike = open.map(|number| (self.likeness(entry, number), number));
        alike
            .filter(|(alike, _)| *alike >= NEAR)
            .max_by(|one, other| one.0.total_cmp(&other.0))
            .map(|(_, number)| number)
    }
}
