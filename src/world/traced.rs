//! A world that notes what it was asked, so that a later run can tell whether it would be answered alike.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Changes, Staging, Stamp, Version, World, WorldError, kept};

/// What a world was asked, and what it answered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// The hash of each list of files, by its folder; none where it could not be read.
    lists: BTreeMap<String, Option<String>>,
    /// The version of each file; none where it was not there or could not be read.
    files: BTreeMap<String, Option<Version>>,
    /// Files that changed between two questions.
    torn: bool,
}

impl Trace {
    /// Whether a world would give all of these answers again.
    #[must_use]
    pub fn holds(&self, world: &dyn World) -> bool {
        let lists = || self.lists.par_iter().all(|(folder, hash)| list_hash(&world.files(folder)) == *hash);
        let files = || self.files.par_iter().all(|(path, version)| world.version(path).ok() == *version);
        let (lists, files) = rayon::join(lists, files);
        lists && files
    }

    /// Whether each file was left alone for a while before `time` (nanoseconds since 1970-01-01 UTC): one that was written
    /// just then may be written again, with as many bytes, within the same tick of its file system's clock.
    #[must_use]
    pub fn is_settled(&self, time: u64) -> bool {
        /// FAT counts in steps of two seconds, in nanoseconds.
        const TICK: u64 = 2_000_000_000;
        let is_old = |version: &Version| {
            let modified = version.stamp.modified;
            modified != 0 && modified.saturating_add(TICK) < time
        };
        !self.torn && self.files.values().flatten().all(is_old)
    }

    /// Whether a file was among those that were asked for.
    #[must_use]
    pub fn names(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// All of it but what was asked of these files.
    #[must_use]
    pub fn without(&self, files: &HashSet<&str>) -> Self {
        let others = self.files.iter().filter(|(path, _)| !files.contains(path.as_str()));
        let files = others.map(|(path, version)| (path.clone(), *version)).collect();
        Self { lists: self.lists.clone(), files, torn: self.torn }
    }
}

/// A world that notes what it was asked; all handles that share it note it in one place.
pub struct Traced {
    inner: Arc<dyn World>,
    trace: Arc<Mutex<Trace>>,
}

impl Traced {
    /// Nothing was asked yet.
    #[must_use]
    pub fn new(inner: Arc<dyn World>) -> Self {
        Self { inner, trace: Arc::default() }
    }

    /// What was asked until now.
    #[must_use]
    pub fn trace(&self) -> Trace {
        self.notes().clone()
    }

    fn notes(&self) -> MutexGuard<'_, Trace> {
        self.trace.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, path: &str, version: Option<Version>) {
        if kept::is_kept(path) {
            return;
        }
        let mut notes = self.notes();
        let before = notes.files.insert(path.to_owned(), version);
        notes.torn |= before.is_some_and(|before| before != version);
    }
}

impl World for Traced {
    fn files(&self, folder: &str) -> Result<Arc<[String]>, WorldError> {
        let list = self.inner.files(folder);
        let hash = list_hash(&list);
        let mut notes = self.notes();
        let before = notes.lists.insert(folder.to_owned(), hash.clone());
        notes.torn |= before.is_some_and(|before| before != hash);
        drop(notes);
        list
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, WorldError> {
        let read = self.inner.read_version(path);
        self.note(path, read.as_ref().ok().and_then(|(_, version)| *version));
        if matches!(read, Ok((_, None))) {
            // It is there, and nothing tells whether it will be the same the next time.
            self.notes().torn = true;
        }
        read.map(|(bytes, _)| bytes)
    }

    fn stamp(&self, path: &str) -> Result<Stamp, WorldError> {
        self.version(path).map(|version| version.stamp)
    }

    fn version(&self, path: &str) -> Result<Version, WorldError> {
        let version = self.inner.version(path);
        self.note(path, version.as_ref().ok().copied());
        version
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<Stamp, WorldError> {
        self.inner.write(path, bytes)
    }

    fn write_lasting(&self, path: &str, bytes: &[u8]) -> Result<Stamp, WorldError> {
        self.inner.write_lasting(path, bytes)
    }

    fn lock(&self, name: &str, waiting: &dyn Fn()) -> Result<Box<dyn Send>, WorldError> {
        self.inner.lock(name, waiting)
    }

    fn staging(&self) -> Box<dyn Staging + '_> {
        self.inner.staging()
    }

    fn remove(&self, path: &str) -> Result<(), WorldError> {
        self.inner.remove(path)
    }

    fn forget(&self, changes: &Changes) {
        self.inner.forget(changes);
    }

    fn share(&self) -> Arc<dyn World> {
        Arc::new(Self { inner: self.inner.share(), trace: Arc::clone(&self.trace) })
    }

    fn today(&self) -> Date {
        self.inner.today()
    }

    fn now(&self) -> u64 {
        self.inner.now()
    }
}

fn list_hash(list: &Result<Arc<[String]>, WorldError>) -> Option<String> {
    let list = list.as_ref().ok()?;
    let mut hasher = blake3::Hasher::new();
    for path in list.iter() {
        hasher.update(path.as_bytes());
        // No path holds this byte.
        hasher.update(b"\0");
    }
    Some(hasher.finalize().to_hex().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Memory;

    fn asked(memory: &Memory) -> Trace {
        let traced = Traced::new(memory.share());
        let (_, _) = (traced.files("content"), traced.share().read("content/a.md"));
        let (_, _) = (traced.read("nowhere.md"), traced.read(".ibid/builds/kept"));
        let _ = traced.read(".ibid/other.toml");
        traced.trace()
    }

    #[test]
    fn a_trace_holds_until_an_answer_would_be_another() {
        let memory = || Memory::with([("content/a.md", "a"), ("content/b.md", "b"), ("other.md", "o")]);
        let trace = asked(&memory());
        assert!(trace.holds(&memory()));
        let edit = |path: &str, text: Option<&str>| {
            let memory = memory();
            match text {
                Some(text) => memory.insert(path, text),
                None => _ = memory.take(path),
            }
            trace.holds(&memory)
        };
        assert!(!edit("content/a.md", Some("A")), "what was read");
        assert!(edit("content/b.md", Some("B")), "what was only listed");
        assert!(!edit("content/b.md", None), "what was listed");
        assert!(!edit("content/c.md", Some("c")), "what would be listed");
        assert!(!edit("nowhere.md", Some("n")), "what was not there");
        assert!(edit("other.md", Some("O")), "what nobody asked for");
        assert!(edit(".ibid/builds/kept", Some("k")), "what ibid keeps itself");
        assert!(!edit(".ibid/other.toml", Some("o")), "what somebody else keeps there");
    }

    #[test]
    fn a_file_that_was_just_written_may_be_written_again_unnoticed() {
        let memory = Memory::with([("content/a.md", "a")]);
        let trace = asked(&memory);
        let written = memory.stamp("content/a.md").unwrap().modified;
        assert!(!trace.is_settled(written + 1));
        assert!(trace.is_settled(written + 2_000_000_001));
        let traced = Traced::new(memory.share());
        let _ = traced.read("content/a.md");
        memory.insert("content/a.md", "A");
        let _ = traced.read("content/a.md");
        assert!(!traced.trace().is_settled(u64::MAX), "it changed while it was read");
    }

    #[test]
    fn without_a_file_it_holds_whatever_that_says() {
        let trace = asked(&Memory::with([("content/a.md", "a")])).without(&HashSet::from(["content/a.md"]));
        assert!(trace.names("nowhere.md") && !trace.names("content/a.md"));
        assert!(trace.holds(&Memory::with([("content/a.md", "b")])));
    }
}
