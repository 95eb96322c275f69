//! A folder that somebody watches: what did not change is not asked about again.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::ErrorKind;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use jiff::civil::Date;

use self::lists::mend;
use super::{Changes, Stamp, World, WorldError};

mod lists;

/// A world that remembers lists of files and stamps until it is told what changed ([`World::forget`]). Bytes are
/// always read anew.
///
/// Ask for a stamp first and read then. Should the file change in between, the bytes are newer than the stamp, and the
/// change that is told next makes them be read again.
#[derive(Clone)]
pub struct Watched {
    inner: Arc<dyn World>,
    memory: Arc<RwLock<Memory>>,
}

/// What is remembered.
#[derive(Default)]
struct Memory {
    lists: BTreeMap<String, Arc<[String]>>,
    stamps: HashMap<String, Known>,
    /// Counts the calls of `forget`: what was asked before one is not kept after it.
    round: u64,
}

/// What stands at a path that was named as changed.
enum Found {
    Nothing,
    File,
    /// A folder, with all files below it.
    Folder(Arc<[String]>),
    /// The world could not tell.
    Unknown,
}

/// A stamp that was asked for.
#[derive(Clone, Copy)]
struct Known {
    /// As the inner world told it.
    real: Stamp,
    /// As it was told on.
    told: Stamp,
    trust: Trust,
}

/// What a stamp from before is worth.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// Nothing changed since.
    Valid,
    /// Something may have: it is asked for again.
    Doubtful,
    /// The file was named as changed. System clocks tick every few milliseconds: two saves within a tick, or two files
    /// that change places, have the same time, so that an equal stamp does not mean equal bytes.
    Changed,
}

impl Watched {
    /// Remembers what `inner` tells.
    #[must_use]
    pub fn new(inner: Arc<dyn World>) -> Self {
        Self { inner, memory: Arc::default() }
    }

    fn forget_all(&self) {
        let mut memory = self.write_memory();
        memory.round += 1;
        memory.lists.clear();
        for known in memory.stamps.values_mut().filter(|known| known.trust == Trust::Valid) {
            known.trust = Trust::Doubtful;
        }
    }

    fn forget_paths(&self, paths: &BTreeSet<String>) {
        // From here on nothing that was asked before is kept; the world is asked without holding others up.
        self.write_memory().round += 1;
        let found: BTreeMap<&str, Found> =
            paths.iter().map(|path| (path.as_str(), self.look(path))).collect();
        let mut memory = self.write_memory();
        memory.round += 1;
        memory.doubt_stamps(&found);
        memory.mend_lists(&found);
    }

    /// What stands at a path now.
    fn look(&self, path: &str) -> Found {
        match self.inner.stamp(path) {
            Ok(_) => Found::File,
            Err(error) => match error.kind {
                ErrorKind::NotFound | ErrorKind::NotADirectory => Found::Nothing,
                ErrorKind::IsADirectory => self.inner.files(path).map_or(Found::Unknown, Found::Folder),
                _ => Found::Unknown,
            },
        }
    }

    fn read_memory(&self) -> RwLockReadGuard<'_, Memory> {
        self.memory.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_memory(&self) -> RwLockWriteGuard<'_, Memory> {
        self.memory.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn forget_path(&self, path: &str) {
        self.forget_paths(&BTreeSet::from([path.to_owned()]));
    }
}

impl World for Watched {
    fn files(&self, folder: &str) -> Result<Arc<[String]>, WorldError> {
        let round = {
            let memory = self.read_memory();
            if let Some(list) = memory.lists.get(folder) {
                return Ok(Arc::clone(list));
            }
            memory.round
        };
        let list = self.inner.files(folder)?;
        let mut memory = self.write_memory();
        if memory.round == round {
            memory.lists.insert(folder.to_owned(), Arc::clone(&list));
        }
        Ok(list)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, WorldError> {
        self.inner.read(path)
    }

    fn stamp(&self, path: &str) -> Result<Stamp, WorldError> {
        let (before, round) = {
            let memory = self.read_memory();
            (memory.stamps.get(path).copied(), memory.round)
        };
        if let Some(known) = before.filter(|known| known.trust == Trust::Valid) {
            return Ok(known.told);
        }
        let real = self.inner.stamp(path);
        let mut memory = self.write_memory();
        let Ok(real) = real else {
            memory.stamps.remove(path);
            return real;
        };
        let known = Known { real, told: told(real, before), trust: Trust::Valid };
        if memory.round == round {
            memory.stamps.insert(path.to_owned(), known);
        }
        Ok(known.told)
    }

    fn lock(&self, name: &str, waiting: &dyn Fn()) -> Result<Box<dyn Send>, WorldError> {
        self.inner.lock(name, waiting)
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<Stamp, WorldError> {
        let written = self.inner.write(path, bytes);
        self.forget_path(path);
        written
    }

    fn write_lasting(&self, path: &str, bytes: &[u8]) -> Result<Stamp, WorldError> {
        let written = self.inner.write_lasting(path, bytes);
        self.forget_path(path);
        written
    }

    fn remove(&self, path: &str) -> Result<(), WorldError> {
        let removed = self.inner.remove(path);
        self.forget_path(path);
        removed
    }

    /// Lists of files are brought up to date, not made anew.
    fn forget(&self, changes: &Changes) {
        self.inner.forget(changes);
        match changes {
            Changes::Paths(paths) if !paths.contains("") => self.forget_paths(paths),
            _ => self.forget_all(),
        }
    }

    fn share(&self) -> Arc<dyn World> {
        Arc::new(self.clone())
    }

    fn today(&self) -> Date {
        self.inner.today()
    }

    fn now(&self) -> u64 {
        self.inner.now()
    }
}

impl Memory {
    /// Stamps of what changed, or lies in a folder that changed, are asked for again.
    fn doubt_stamps(&mut self, found: &BTreeMap<&str, Found>) {
        let mut folders = BTreeSet::new();
        for (path, found) in found {
            match self.stamps.get_mut(*path) {
                // Below what was a file and still is one, nothing is known.
                Some(known) if matches!(found, Found::File) => known.trust = Trust::Changed,
                _ => _ = folders.insert(*path),
            }
        }
        if folders.is_empty() {
            return;
        }
        for (path, known) in &mut self.stamps {
            if folders.contains(path.as_str()) || above(path).any(|folder| folders.contains(folder)) {
                known.trust = Trust::Changed;
            }
        }
    }

    fn mend_lists(&mut self, found: &BTreeMap<&str, Found>) {
        self.lists.retain(|folder, list| {
            let mended = mend(folder, list, found);
            let is_known = mended.is_some();
            *list = mended.unwrap_or_default();
            is_known
        });
    }
}

/// The stamp that is told for a file whose stamp is `real` now.
fn told(real: Stamp, before: Option<Known>) -> Stamp {
    match before {
        Some(before) if before.trust != Trust::Changed && before.real == real => before.told,
        Some(before) if before.real == real || before.told == real => {
            Stamp { size: real.size, modified: before.told.modified.wrapping_add(1) }
        }
        _ => real,
    }
}

/// The folders above a path, the innermost first.
fn above(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(slash, _)| &path[..slash])
}

#[cfg(test)]
mod tests;
