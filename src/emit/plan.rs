//! What has to be done to a folder.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::ErrorKind;

use rayon::prelude::*;

use super::Artifact;
use super::manifest::{Entry, Hash, Manifest, hash};
use super::paths::ancestors;
use crate::world::World;

/// So many changed files are announced in the manifest, for a run that ends in the middle of them.
const MANY: usize = 64;

/// A file to write.
#[derive(Debug, Clone, Copy)]
pub(super) struct Write<'a> {
    pub(super) artifact: &'a Artifact,
    pub(super) hash: Hash,
}

/// What has to be done to a folder; nothing has been done yet.
#[derive(Debug, Default)]
pub(super) struct Plan<'a> {
    /// Files that are as they should be.
    pub(super) unchanged: BTreeMap<String, Entry>,
    /// Files to write, sorted by path.
    pub(super) writes: Vec<Write<'a>>,
    /// Files to remove first: a folder takes their place, or a file the place of their folder, or of their name in
    /// other capital letters.
    pub(super) blocking: BTreeSet<String>,
    /// Files to remove when everything else is done.
    pub(super) stale: BTreeSet<String>,
    /// Files of others where one of ours has to be.
    pub(super) foreign: Vec<String>,
}

enum Step {
    Unchanged(Entry),
    Write(Hash),
    Foreign(Hash),
}

impl<'a> Plan<'a> {
    /// Compares the artifacts with what is there. With `is_used` unset the folder is known to be empty.
    pub(super) fn new(out: &dyn World, artifacts: &'a [Artifact], before: &Manifest, is_used: bool) -> Self {
        let compare = |artifact: &'a Artifact| {
            let hash = hash(&artifact.bytes);
            (artifact, if is_used { step(out, artifact, hash, before) } else { Step::Write(hash) })
        };
        let steps: Vec<(&Artifact, Step)> = artifacts.par_iter().map(compare).collect();
        let mut plan = Self::default();
        for (artifact, step) in steps {
            match step {
                Step::Unchanged(entry) => {
                    plan.unchanged.insert(artifact.path.clone(), entry);
                }
                Step::Write(hash) => plan.writes.push(Write { artifact, hash }),
                Step::Foreign(hash) => {
                    plan.foreign.push(artifact.path.clone());
                    plan.writes.push(Write { artifact, hash });
                }
            }
        }
        // Neighbours in a folder are written one after the other, whatever order the artifacts came in.
        plan.writes.sort_unstable_by_key(|write| write.artifact.path.as_str());
        plan.foreign.sort();
        plan.add_removals(artifacts, before);
        plan
    }

    fn add_removals(&mut self, artifacts: &[Artifact], before: &Manifest) {
        let wanted: HashSet<&str> = artifacts.iter().map(|artifact| artifact.path.as_str()).collect();
        let folders: HashSet<&str> =
            self.writes.iter().flat_map(|write| ancestors(&write.artifact.path)).collect();
        for path in before.entries.keys().filter(|path| !wanted.contains(path.as_str())) {
            let blocks =
                folders.contains(path.as_str()) || ancestors(path).any(|folder| wanted.contains(folder));
            let removals = if blocks { &mut self.blocking } else { &mut self.stale };
            removals.insert(path.to_owned());
        }
    }

    /// Whether the manifest has to say beforehand what is about to be written.
    pub(super) fn needs_a_claim(&self, before: &Manifest) -> bool {
        self.writes.len() >= MANY
            || self.writes.iter().any(|write| !before.entries.contains_key(&write.artifact.path))
    }
}

fn step(out: &dyn World, artifact: &Artifact, hash: Hash, before: &Manifest) -> Step {
    let known = before.entries.get(&artifact.path);
    if known.is_some_and(|entry| entry.hash != hash && entry.stamp.is_some()) {
        return Step::Write(hash);
    }
    match out.stamp(&artifact.path) {
        Ok(stamp) => {
            let entry = Entry { hash, stamp: Some(stamp) };
            let is_same = known == Some(&entry)
                || (stamp.size == artifact.bytes.len() as u64
                    && out.read(&artifact.path).is_ok_and(|bytes| bytes == *artifact.bytes));
            match known {
                _ if is_same => Step::Unchanged(entry),
                Some(_) => Step::Write(hash),
                None => Step::Foreign(hash),
            }
        }
        // A folder or something odd; the write will say what is wrong with it, should it be allowed.
        Err(error)
            if known.is_none() && error.kind != ErrorKind::NotFound && !is_own(&error.path, before) =>
        {
            Step::Foreign(hash)
        }
        Err(_) => Step::Write(hash),
    }
}

/// Whether what is in the way is of ibid's making: a file of the manifest, or a folder of such files.
fn is_own(path: &str, before: &Manifest) -> bool {
    let below = format!("{path}/");
    before.entries.contains_key(path)
        || before.entries.range(below.clone()..).next().is_some_and(|(first, _)| first.starts_with(&below))
}
