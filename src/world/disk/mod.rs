//! A folder on disk.
#![expect(clippy::disallowed_methods, reason = "this is the door that the others are told to use")]

mod staging;
mod walk;
mod write;

use std::collections::HashMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::UNIX_EPOCH;

use jiff::civil::Date;
use walkdir::WalkDir;

use self::walk::is_left_out;
use self::write::Care;
use super::path::{check, check_folder, parent};
use super::{Changes, Staging, Stamp, Version, World, WorldError};

const FILE_FOR_FOLDER: &str = "this is a file where a folder has to be";

/// A folder on disk and the system's clock. Nothing outside the folder is read or written.
#[derive(Debug)]
pub struct Disk {
    root: PathBuf,
    today: Option<Date>,
    /// Folders that are known to be there and to lie inside the root, so that 20,000 files do not ask 20,000 times; and
    /// whether they were made here, so that nothing is in them but what was put there since.
    proven: RwLock<HashMap<String, bool>>,
    /// Makes the names of temporary files differ between threads.
    counter: AtomicU64,
}

impl Disk {
    /// The folder `root`, which need not be there before something is written.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), today: None, proven: RwLock::default(), counter: AtomicU64::new(0) }
    }

    /// The same folder as of another day.
    #[must_use]
    pub fn with_today(mut self, day: Option<Date>) -> Self {
        self.today = day;
        self
    }

    /// The folder as it was given.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn at(&self, path: &str) -> PathBuf {
        if path.is_empty() { self.root.clone() } else { self.root.join(path) }
    }

    fn proven(&self, folder: &str) -> Option<bool> {
        self.proven.read().unwrap_or_else(PoisonError::into_inner).get(folder).copied()
    }

    fn remember(&self, folder: &str, is_made: bool) {
        self.proven.write().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned(), is_made);
    }

    fn forget_all(&self) {
        self.proven.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Whether what `full` finally names lies inside the root.
    fn leads_inside(&self, full: &Path) -> io::Result<bool> {
        Ok(full.canonicalize()?.starts_with(self.root.canonicalize()?))
    }

    /// Makes sure that `folder` lies inside the root, whatever links it passes; with `make`, that it is there. Says whether
    /// it was made here.
    fn prove(&self, folder: &str, make: bool) -> Result<bool, WorldError> {
        if let Some(is_made) = self.proven(folder) {
            return Ok(is_made);
        }
        let mut is_made = false;
        if folder.is_empty() {
            if make {
                fs::create_dir_all(&self.root).map_err(|error| match error.kind() {
                    ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
                        WorldError::new("", ErrorKind::NotADirectory, FILE_FOR_FOLDER)
                    }
                    _ => WorldError::from_io("", &error),
                })?;
            }
        } else {
            self.prove(parent(folder), make)?;
            let proof = self.prove_last_part(folder, make);
            is_made = proof.map_err(|error| WorldError::from_io(folder, &error))?;
        }
        self.remember(folder, is_made);
        Ok(is_made)
    }

    fn prove_last_part(&self, folder: &str, make: bool) -> io::Result<bool> {
        let full = self.at(folder);
        if make {
            match fs::create_dir(&full) {
                // What was made here, in a folder inside the root, is inside.
                Ok(()) => return Ok(true),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        let kind = fs::symlink_metadata(&full)?.file_type();
        if kind.is_dir() || (kind.is_symlink() && self.leads_inside(&full)? && full.is_dir()) {
            return Ok(false);
        }
        if kind.is_symlink() {
            return Err(io::Error::new(ErrorKind::PermissionDenied, "the link leads out of its folder"));
        }
        Err(io::Error::new(ErrorKind::NotADirectory, FILE_FOR_FOLDER))
    }

    /// Where a file to be read lies, after a look at what it is: a pipe or device would be read without end.
    fn regular(&self, path: &str) -> Result<(PathBuf, fs::Metadata), WorldError> {
        check(path)?;
        self.prove(parent(path), false)?;
        let full = self.at(path);
        let look = || -> io::Result<fs::Metadata> {
            let metadata = fs::symlink_metadata(&full)?;
            if !metadata.is_symlink() {
                return Ok(metadata);
            }
            if self.leads_inside(&full)? {
                return fs::metadata(&full);
            }
            Err(io::Error::new(ErrorKind::PermissionDenied, "the link leads out of its folder"))
        };
        let metadata = look().map_err(|error| WorldError::from_io(path, &error))?;
        if metadata.is_file() {
            Ok((full, metadata))
        } else if metadata.is_dir() {
            Err(WorldError::new(path, ErrorKind::IsADirectory, "this is a folder"))
        } else {
            Err(WorldError::new(path, ErrorKind::InvalidInput, "this is not a regular file"))
        }
    }
}

impl World for Disk {
    fn files(&self, folder: &str) -> Result<Arc<[String]>, WorldError> {
        check_folder(folder)?;
        let start = self.at(folder);
        match start.metadata() {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Arc::default()),
            Err(error) => return Err(WorldError::from_io(folder, &error)),
            Ok(metadata) if !metadata.is_dir() => return Ok(Arc::default()),
            Ok(_) => {}
        }
        if !self.leads_inside(&start).map_err(|error| WorldError::from_io(folder, &error))? {
            return Ok(Arc::default());
        }
        let mut found = Vec::new();
        let mut outside = Vec::new();
        let walk = WalkDir::new(&start).follow_links(true).follow_root_links(true).into_iter();
        for entry in walk.filter_entry(|entry| self.is_wanted(entry, &mut outside)) {
            match entry {
                Ok(entry) if entry.file_type().is_file() => found.push(self.relative(entry.path())?),
                Ok(_) => {}
                Err(error) if is_left_out(&error) => {}
                Err(error) => return Err(self.walk_error(&error)),
            }
        }
        for link in outside {
            found.push(self.relative(&link)?);
        }
        found.sort_unstable();
        Ok(found.into())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, WorldError> {
        self.read_version(path).map(|(bytes, _)| bytes)
    }

    fn read_version(&self, path: &str) -> Result<(Vec<u8>, Option<Version>), WorldError> {
        // One look tells both that it can be read and what it is.
        let (full, metadata) = self.regular(path)?;
        let bytes = fs::read(full).map_err(|error| WorldError::from_io(path, &error))?;
        Ok((bytes, Some(version_of(&metadata))))
    }

    fn stamp(&self, path: &str) -> Result<Stamp, WorldError> {
        self.regular(path).map(|(_, metadata)| stamp_of(&metadata))
    }

    fn version(&self, path: &str) -> Result<Version, WorldError> {
        let (_, metadata) = self.regular(path)?;
        Ok(version_of(&metadata))
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<Stamp, WorldError> {
        self.write_whole(path, bytes, Care::Plain)
    }

    fn write_lasting(&self, path: &str, bytes: &[u8]) -> Result<Stamp, WorldError> {
        self.write_whole(path, bytes, Care::Lasting)
    }

    fn lock(&self, name: &str, waiting: &dyn Fn()) -> Result<Box<dyn Send>, WorldError> {
        let path = format!("{}/{name}.lock", super::kept::FOLDER);
        check(&path)?;
        self.prove(super::kept::FOLDER, true)?;
        let told = |error: io::Error| WorldError::from_io(&path, &error);
        let file = fs::File::options().create(true).append(true).open(self.at(&path)).map_err(told)?;
        // The system lets go of it when a process ends, however that came about.
        match file.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => {
                waiting();
                file.lock().map_err(told)?;
            }
            // Some file systems of other machines know no locks; on those nobody is waited for.
            Err(fs::TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
            Err(fs::TryLockError::Error(error)) => return Err(told(error)),
        }
        self.remove_unfinished();
        Ok(Box::new(file))
    }

    fn staging(&self) -> Box<dyn Staging + '_> {
        Box::new(staging::OnDisk::new(self))
    }

    fn remove(&self, path: &str) -> Result<(), WorldError> {
        check(path)?;
        self.prove(parent(path), false)?;
        let full = self.at(path);
        fs::remove_file(&full).map_err(|error| {
            // Systems differ in what they say of a folder.
            let kind = if full.is_dir() { ErrorKind::IsADirectory } else { error.kind() };
            WorldError::new(path, kind, error.to_string())
        })?;
        let mut folder = parent(path);
        // A folder that still holds something refuses to go, which ends the way up.
        while !folder.is_empty() && fs::remove_dir(self.at(folder)).is_ok() {
            self.proven.write().unwrap_or_else(PoisonError::into_inner).remove(folder);
            folder = parent(folder);
        }
        Ok(())
    }

    /// A folder that lay inside the root may be a link that leads out of it now.
    fn forget(&self, _changes: &Changes) {
        self.forget_all();
    }

    fn share(&self) -> Arc<dyn World> {
        Arc::new(Self::new(self.root.clone()).with_today(self.today))
    }

    /// The day given, or the day in UTC: two machines in two time zones then build the same site.
    fn today(&self) -> Date {
        self.today.unwrap_or_else(|| jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date())
    }

    fn now(&self) -> u64 {
        u64::try_from(jiff::Timestamp::now().as_nanosecond()).unwrap_or_default()
    }
}

#[cfg(unix)]
fn changed(metadata: &fs::Metadata) -> i64 {
    use std::os::unix::fs::MetadataExt;
    metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(_: &fs::Metadata) -> i64 {
    0
}

fn version_of(metadata: &fs::Metadata) -> Version {
    Version { stamp: stamp_of(metadata), changed: changed(metadata) }
}

fn stamp_of(metadata: &fs::Metadata) -> Stamp {
    let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let modified = since.and_then(|duration| u64::try_from(duration.as_nanos()).ok()).unwrap_or(0);
    Stamp { size: metadata.len(), modified }
}
