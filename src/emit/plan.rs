//! What has to be done to a folder.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::Artifact;
use super::manifest::{Entry, Hash, Manifest};
use super::paths::ancestors;
use super::stage::{Staged, Step};

/// So many changed files are announced in the manifest, for a run that ends in the middle of them.
const MANY: usize = 64;

/// A file to write.
#[derive(Debug, Clone, Copy)]
pub(super) struct Write<'a> {
    pub(super) path: &'a str,
    pub(super) hash: Hash,
    /// The number under which it is staged.
    pub(super) number: usize,
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

impl<'a> Plan<'a> {
    /// Says what is to be done with what was staged.
    pub(super) fn new(artifacts: &'a [Artifact<Staged>], before: &Manifest) -> Self {
        let mut plan = Self::default();
        for Artifact { path, bytes: Staged { hash, step } } in artifacts {
            match *step {
                Step::Stands(entry) => {
                    plan.unchanged.insert(path.clone(), entry);
                }
                Step::New { number, is_foreign } => {
                    plan.writes.push(Write { path, hash: *hash, number });
                    plan.foreign.extend(is_foreign.then(|| path.clone()));
                }
                // What went wrong was noted by the stage.
                Step::Lost => {}
            }
        }
        // Neighbours in a folder are written one after the other, whatever order the artifacts came in.
        plan.writes.sort_unstable_by_key(|write| write.path);
        plan.foreign.sort();
        plan.add_removals(artifacts, before);
        plan
    }

    fn add_removals(&mut self, artifacts: &[Artifact<Staged>], before: &Manifest) {
        if before.entries.is_empty() {
            return;
        }
        let wanted: HashSet<&str> = artifacts.iter().map(|artifact| artifact.path.as_str()).collect();
        let folders: HashSet<&str> = self.writes.iter().flat_map(|write| ancestors(write.path)).collect();
        for path in before.entries.keys().filter(|path| !wanted.contains(path.as_str())) {
            let blocks =
                folders.contains(path.as_str()) || ancestors(path).any(|folder| wanted.contains(folder));
            let removals = if blocks { &mut self.blocking } else { &mut self.stale };
            removals.insert(path.to_owned());
        }
    }

    /// Whether the manifest has to say beforehand what is about to be written.
    pub(super) fn needs_a_claim(&self, before: &Manifest) -> bool {
        self.writes.len() >= MANY || self.writes.iter().any(|write| !before.entries.contains_key(write.path))
    }
}
