//! A build on its way into its output folder.

use std::io::ErrorKind;
use std::sync::{Mutex, PoisonError};

use super::manifest::{Entry, Hash, Manifest, hash};
use super::plan::Plan;
use super::{
    Artifact, Options, Report, carry_out, clashes, foreign, is_used, read_manifest, remove_leftovers,
    unreadable, unstaged, unwritable,
};
use crate::diagnostic::Diagnostic;
use crate::world::{Staging, World};

/// A build on its way into its output folder. It takes files as they are made; what is in the folder stays as it is
/// until all of them are committed. Dropped before that, it leaves nothing.
pub struct Stage<'w> {
    out: &'w dyn World,
    options: Options,
    before: Manifest,
    /// The hash of the list that was there; none where there was none.
    list: Option<String>,
    /// Whether there is anything in the folder.
    is_used: bool,
    staging: Box<dyn Staging + 'w>,
    /// Files that could not be staged.
    faults: Mutex<Vec<Diagnostic>>,
}

/// What stands for the bytes of a file that a stage took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Staged {
    pub(super) hash: Hash,
    pub(super) step: Step,
}

/// What has to be done for a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Nothing: it is in its place already.
    Stands(Entry),
    /// It lies ready under a number.
    New {
        number: usize,
        /// Whether somebody else's file is in its place.
        is_foreign: bool,
    },
    /// It could not be staged.
    Lost,
}

impl<'w> Stage<'w> {
    /// Looks at what is in the output folder. Nothing is written.
    ///
    /// # Errors
    /// A folder that cannot be read, or that holds files of others.
    pub fn open(out: &'w dyn World, options: Options) -> Result<Self, Vec<Diagnostic>> {
        let staging = out.staging();
        let found = read_manifest(out).map_err(|error| vec![unreadable(&error)])?;
        let is_used = found.is_some() || is_used(out, options)?;
        let (before, list) = found.unzip();
        // A folder without a list is as good as one whose list was never finished: it gets one, be it empty.
        let before = before.unwrap_or_else(|| Manifest { is_unfinished: true, ..Manifest::default() });
        Ok(Self { out, options, before, list, is_used, staging, faults: Mutex::default() })
    }

    /// Takes a file that is to be part of the output: staged, where it is not there already.
    pub fn take(&self, artifact: Artifact) -> Artifact<Staged> {
        let hash = hash(&artifact.bytes);
        let step = if self.is_used { self.step(&artifact, hash) } else { self.stage(&artifact, false) };
        Artifact { path: artifact.path, bytes: Staged { hash, step } }
    }

    /// The hash of the list of what is in the folder, as [`Report::list`] told it; none where there is none.
    #[must_use]
    pub fn list(&self) -> Option<&str> {
        self.list.as_deref()
    }

    /// A file that is to be part of the output as it is there, without its bytes being known; none where it is not as ibid
    /// wrote it.
    #[must_use]
    pub fn stands(&self, path: &str) -> Option<Artifact<Staged>> {
        let entry = *self.before.entries.get(path)?;
        let is_as_written = entry.stamp.is_some() && self.out.stamp(path).ok() == entry.stamp;
        let bytes = Staged { hash: entry.hash, step: Step::Stands(entry) };
        is_as_written.then(|| Artifact { path: path.to_owned(), bytes })
    }

    /// The bytes of a file that was taken; none where they cannot be read.
    #[must_use]
    pub fn read(&self, artifact: &Artifact<Staged>) -> Option<Vec<u8>> {
        match artifact.bytes.step {
            Step::Stands(_) => self.out.read(&artifact.path).ok(),
            Step::New { number, .. } => self.staging.read(number).ok(),
            Step::Lost => None,
        }
    }

    /// Makes the output folder hold what was taken and nothing else of ibid's.
    ///
    /// # Errors
    /// Before anything is in its place: files that get in each other's way, or in that of others' files; one that could
    /// not be staged. In the middle: a file that cannot be placed or removed. The next run then goes on from there.
    pub fn commit(self, artifacts: &[Artifact<Staged>]) -> Result<Report, Vec<Diagnostic>> {
        let clashes = clashes(artifacts);
        if !clashes.is_empty() {
            return Err(clashes);
        }
        let plan = Plan::new(artifacts, &self.before);
        if !self.options.force && !plan.foreign.is_empty() {
            return Err(vec![foreign(&plan.foreign)]);
        }
        let faults = self.faults.into_inner().unwrap_or_else(PoisonError::into_inner);
        if !faults.is_empty() {
            return Err(faults);
        }
        if self.is_used && self.before.is_unfinished {
            remove_leftovers(self.out).map_err(|error| vec![unwritable(&error)])?;
        }
        carry_out(self.out, &*self.staging, plan, &self.before)
    }

    fn stage(&self, artifact: &Artifact, is_foreign: bool) -> Step {
        let faults = || self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        // On a full disk one file is like the other.
        if !faults().is_empty() {
            return Step::Lost;
        }
        match self.staging.write(&artifact.path, &artifact.bytes) {
            Ok(number) => Step::New { number, is_foreign },
            Err(error) => {
                faults().push(unstaged(&error));
                Step::Lost
            }
        }
    }

    fn step(&self, artifact: &Artifact, hash: Hash) -> Step {
        let known = self.before.entries.get(&artifact.path);
        if known.is_some_and(|entry| entry.hash != hash && entry.stamp.is_some()) {
            return self.stage(artifact, false);
        }
        match self.out.stamp(&artifact.path) {
            Ok(stamp) => {
                let entry = Entry { hash, stamp: Some(stamp) };
                let is_same = known == Some(&entry)
                    || (stamp.size == artifact.bytes.len() as u64
                        && self.out.read(&artifact.path).is_ok_and(|bytes| bytes == *artifact.bytes));
                if is_same { Step::Stands(entry) } else { self.stage(artifact, known.is_none()) }
            }
            // A folder or something odd; the write will say what is wrong with it, should it be allowed.
            Err(error) => {
                let is_other = error.kind != ErrorKind::NotFound && !self.is_own(&error.path);
                self.stage(artifact, known.is_none() && is_other)
            }
        }
    }

    /// Whether what is in the way is of ibid's making: a file of the manifest, or a folder of such files.
    fn is_own(&self, path: &str) -> bool {
        let below = format!("{path}/");
        let mut entries = self.before.entries.range(below.clone()..);
        self.before.entries.contains_key(path)
            || entries.next().is_some_and(|(first, _)| first.starts_with(&below))
    }
}
