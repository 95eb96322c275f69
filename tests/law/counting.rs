//! A folder that counts what is asked of it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use ibid::world::{Stamp, World, WorldError};
use jiff::civil::Date;

/// How often each path was asked for, and what for.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) listed: BTreeMap<String, usize>,
    pub(crate) stamped: BTreeMap<String, usize>,
    pub(crate) read: BTreeMap<String, usize>,
    pub(crate) written: BTreeMap<String, usize>,
    pub(crate) removed: BTreeMap<String, usize>,
}

/// A folder that counts what is asked of it.
#[derive(Clone)]
pub(crate) struct Counting {
    folder: Arc<dyn World>,
    counts: Arc<Mutex<Counts>>,
}

impl Counting {
    pub(crate) fn new(folder: &dyn World) -> Self {
        Self { folder: folder.share(), counts: Arc::default() }
    }

    /// What was asked since the last time that somebody took the counts.
    pub(crate) fn take(&self) -> Counts {
        std::mem::take(&mut *self.counts.lock().expect("a lock"))
    }

    fn count(&self, what: impl FnOnce(&mut Counts) -> &mut BTreeMap<String, usize>, path: &str) {
        *what(&mut self.counts.lock().expect("a lock")).entry(path.to_owned()).or_default() += 1;
    }
}

impl World for Counting {
    fn files(&self, folder: &str) -> Result<Arc<[String]>, WorldError> {
        self.count(|counts| &mut counts.listed, folder);
        self.folder.files(folder)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, WorldError> {
        self.count(|counts| &mut counts.read, path);
        self.folder.read(path)
    }

    fn stamp(&self, path: &str) -> Result<Stamp, WorldError> {
        self.count(|counts| &mut counts.stamped, path);
        self.folder.stamp(path)
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<Stamp, WorldError> {
        self.count(|counts| &mut counts.written, path);
        self.folder.write(path, bytes)
    }

    fn write_lasting(&self, path: &str, bytes: &[u8]) -> Result<Stamp, WorldError> {
        self.count(|counts| &mut counts.written, path);
        self.folder.write_lasting(path, bytes)
    }

    fn remove(&self, path: &str) -> Result<(), WorldError> {
        self.count(|counts| &mut counts.removed, path);
        self.folder.remove(path)
    }

    fn share(&self) -> Arc<dyn World> {
        Arc::new(self.clone())
    }

    fn today(&self) -> Date {
        self.folder.today()
    }

    fn now(&self) -> u64 {
        self.folder.now()
    }
}
