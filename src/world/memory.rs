//! A folder in memory, with the faults of a real one on demand.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::ops::Bound;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;

use super::path::{check, check_folder, parent};
use super::{Stamp, World, WorldError};

/// A folder in memory, for tests.
#[derive(Debug)]
pub struct Memory {
    state: Arc<Mutex<State>>,
}

#[derive(Debug)]
struct State {
    files: BTreeMap<String, (Vec<u8>, u64)>,
    unreadable: BTreeSet<String>,
    /// How many more writes succeed; `None`: all.
    room: Option<usize>,
    read_only: bool,
    /// What was written and would not be whole after the power failed.
    unsettled: BTreeSet<String>,
    /// Writes so far, which also serves as the clock of [`Stamp::modified`].
    writes: u64,
    today: Date,
    /// The time told, of no relation to that of stamps.
    now: u64,
}

impl Default for Memory {
    fn default() -> Self {
        Self::new()
    }
}

impl Memory {
    /// An empty folder on 2026-01-09.
    #[must_use]
    pub fn new() -> Self {
        let state = State {
            files: BTreeMap::new(),
            unreadable: BTreeSet::new(),
            room: None,
            read_only: false,
            unsettled: BTreeSet::new(),
            writes: 0,
            today: Date::constant(2026, 1, 9),
            now: 0,
        };
        Self { state: Arc::new(Mutex::new(state)) }
    }

    /// A folder with these files.
    pub fn with<P: Into<String>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        let memory = Self::new();
        for (path, bytes) in files {
            memory.insert(path, bytes);
        }
        memory
    }

    /// Puts a file there as a user would: no fault applies and it does not count as a write.
    pub fn insert(&self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        let mut state = self.state();
        // Odd values never meet the even ones of `write`: an edit always changes the time.
        let time = state.files.values().map(|(_, time)| *time).max().unwrap_or(0) / 2 * 2 + 1;
        let time = time.max(state.writes * 2 + 1);
        state.files.insert(path.into(), (bytes.into(), time + 2));
    }

    /// Takes a file away as a user would.
    #[expect(clippy::must_use_candidate, reason = "what counts is that the file is gone")]
    pub fn take(&self, path: &str) -> Option<Vec<u8>> {
        self.state().files.remove(path).map(|(bytes, _)| bytes)
    }

    /// All files with their bytes.
    #[must_use]
    pub fn all(&self) -> BTreeMap<String, Vec<u8>> {
        self.state().files.iter().map(|(path, (bytes, _))| (path.clone(), bytes.clone())).collect()
    }

    /// How many writes succeeded.
    #[must_use]
    pub fn writes(&self) -> u64 {
        self.state().writes
    }

    /// A disk that is full after `count` more writes; `None` makes room again.
    pub fn fail_writes_after(&self, count: impl Into<Option<usize>>) {
        self.state().room = count.into();
    }

    /// A folder in which nothing can be written or removed.
    pub fn set_read_only(&self, read_only: bool) {
        self.state().read_only = read_only;
    }

    /// A file that is there and cannot be read.
    pub fn make_unreadable(&self, path: &str) {
        self.state().unreadable.insert(path.to_owned());
    }

    /// What a power failure does at its worst: of what was written and is not to last, only the names are left.
    pub fn lose_power(&self) {
        let mut state = self.state();
        for path in std::mem::take(&mut state.unsettled) {
            if let Some((bytes, _)) = state.files.get_mut(&path) {
                bytes.clear();
            }
        }
    }

    /// Moves the clock.
    pub fn set_today(&self, day: Date) {
        self.state().today = day;
    }

    /// Sets the time on the clock, in nanoseconds; files are stamped with small numbers.
    pub fn set_now(&self, time: u64) {
        self.state().now = time;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn get(&self, path: &str) -> Result<&(Vec<u8>, u64), WorldError> {
        check(path)?;
        if self.unreadable.contains(path) {
            return Err(WorldError::new(path, ErrorKind::PermissionDenied, "permission denied"));
        }
        if self.is_folder(path) {
            return Err(WorldError::new(path, ErrorKind::IsADirectory, "this is a folder"));
        }
        self.check_folders(path)?;
        self.files.get(path).ok_or_else(|| WorldError::new(path, ErrorKind::NotFound, "no such file"))
    }

    fn is_folder(&self, path: &str) -> bool {
        let below = format!("{path}/");
        let start = (Bound::Included(below.as_str()), Bound::Unbounded);
        self.files.range::<str, _>(start).next().is_some_and(|(first, _)| first.starts_with(&below))
    }

    fn check_writable(&self, path: &str) -> Result<(), WorldError> {
        check(path)?;
        if self.read_only {
            return Err(WorldError::new(path, ErrorKind::ReadOnlyFilesystem, "read-only file system"));
        }
        if self.is_folder(path) {
            return Err(WorldError::new(path, ErrorKind::IsADirectory, "this is a folder"));
        }
        self.check_folders(path)
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> Result<Stamp, WorldError> {
        self.check_writable(path)?;
        match &mut self.room {
            Some(0) => {
                return Err(WorldError::new(path, ErrorKind::StorageFull, "no space left on device"));
            }
            Some(room) => *room -= 1,
            None => {}
        }
        self.writes += 1;
        let time = self.writes * 2;
        self.files.insert(path.to_owned(), (bytes.to_vec(), time));
        Ok(Stamp { size: bytes.len() as u64, modified: time })
    }

    /// Refuses a path that has a file where it needs a folder.
    fn check_folders(&self, path: &str) -> Result<(), WorldError> {
        let mut folder = parent(path);
        while !folder.is_empty() {
            if self.files.contains_key(folder) {
                let message = "this is a file where a folder has to be";
                return Err(WorldError::new(folder, ErrorKind::NotADirectory, message));
            }
            folder = parent(folder);
        }
        Ok(())
    }
}

impl World for Memory {
    fn files(&self, folder: &str) -> Result<Arc<[String]>, WorldError> {
        check_folder(folder)?;
        let below = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let wanted = |path: &&String| path.starts_with(&below) && !path.split('/').any(|part| part == ".git");
        Ok(self.state().files.keys().filter(wanted).cloned().collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, WorldError> {
        self.state().get(path).map(|(bytes, _)| bytes.clone())
    }

    fn stamp(&self, path: &str) -> Result<Stamp, WorldError> {
        self.state().get(path).map(|(bytes, time)| Stamp { size: bytes.len() as u64, modified: *time })
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<Stamp, WorldError> {
        let mut state = self.state();
        let stamp = state.write(path, bytes)?;
        state.unsettled.insert(path.to_owned());
        Ok(stamp)
    }

    fn write_lasting(&self, path: &str, bytes: &[u8]) -> Result<Stamp, WorldError> {
        let mut state = self.state();
        let stamp = state.write(path, bytes)?;
        state.unsettled.remove(path);
        Ok(stamp)
    }

    fn remove(&self, path: &str) -> Result<(), WorldError> {
        let mut state = self.state();
        state.check_writable(path)?;
        let gone = state.files.remove(path);
        gone.map(|_| ()).ok_or_else(|| WorldError::new(path, ErrorKind::NotFound, "no such file"))
    }

    fn share(&self) -> Arc<dyn World> {
        Arc::new(Self { state: Arc::clone(&self.state) })
    }

    fn today(&self) -> Date {
        self.state().today
    }

    fn now(&self) -> u64 {
        self.state().now
    }
}
