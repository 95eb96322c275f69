//! Files that are looked at every so often, where the system does not tell about them.
#![expect(clippy::disallowed_methods, reason = "the folders in the root have to be known to be looked at")]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::weight::{Weight, is_watched, weigh};
use crate::world::{Changes, Disk, Stamp, World, WorldError};

/// Some file systems tell the time of a change in seconds: so long after a change bytes are compared too.
const YOUNG: Duration = Duration::from_secs(3);

/// What a site's folder looked like the last time.
#[derive(Debug)]
pub(super) struct Poll {
    disk: Disk,
    left_out: Vec<String>,
    seen: BTreeMap<String, Seen>,
    /// Files that changed a moment ago: until when their bytes are compared, and what they are.
    young: BTreeMap<String, (Instant, Option<blake3::Hash>)>,
}

/// What was seen at a path.
#[derive(Debug, PartialEq, Eq)]
enum Seen {
    File(Stamp),
    Trouble(WorldError),
}

impl Poll {
    /// Takes a first look.
    pub(super) fn new(root: PathBuf, left_out: Vec<String>) -> Self {
        let mut poll =
            Self { disk: Disk::new(root), left_out, seen: BTreeMap::new(), young: BTreeMap::new() };
        poll.seen = poll.walk();
        poll
    }

    /// The paths that are not as they were at the last look.
    pub(super) fn look(&mut self, now: Instant) -> Vec<String> {
        self.disk.forget(&Changes::All);
        let seen = self.walk();
        let is_other = |path: &&String| self.seen.get(*path) != seen.get(*path);
        let mut changed: Vec<String> =
            seen.keys().chain(self.seen.keys()).filter(is_other).cloned().collect();
        self.seen = seen;
        self.young.retain(|_, (until, _)| *until > now);
        for (path, (_, hash)) in &mut self.young {
            let read = hash_of(&self.disk, path);
            if read != *hash {
                *hash = read;
                changed.push(path.clone());
            }
        }
        changed.sort_unstable();
        changed.dedup();
        for path in &changed {
            self.young.insert(path.clone(), (now + YOUNG, hash_of(&self.disk, path)));
        }
        changed
    }

    /// Whether a change at a path is worth a batch.
    pub(super) fn is_worth_it(&self, path: &str) -> bool {
        weigh(path, &self.left_out) == Weight::Full
    }

    fn walk(&self) -> BTreeMap<String, Seen> {
        let mut seen = BTreeMap::new();
        let Ok(entries) = self.disk.root().read_dir() else { return seen };
        for name in entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()) {
            match self.disk.stamp(&name) {
                Ok(stamp) => _ = seen.insert(name, Seen::File(stamp)),
                Err(_) if is_watched(&name, &self.left_out) => self.walk_folder(&name, &mut seen),
                Err(_) => {}
            }
        }
        seen.retain(|path, _| weigh(path, &self.left_out) != Weight::None);
        seen
    }

    fn walk_folder(&self, folder: &str, seen: &mut BTreeMap<String, Seen>) {
        match self.disk.files(folder) {
            Err(error) => _ = seen.insert(folder.to_owned(), Seen::Trouble(error)),
            Ok(files) => {
                for path in files.iter() {
                    let found = self.disk.stamp(path).map_or_else(Seen::Trouble, Seen::File);
                    seen.insert(path.clone(), found);
                }
            }
        }
    }
}

fn hash_of(disk: &Disk, path: &str) -> Option<blake3::Hash> {
    disk.read(path).ok().map(|bytes| blake3::hash(&bytes))
}
