//! The only door to files and clock: on disk for users, in memory for tests.

mod changes;
mod disk;
pub mod kept;
mod memory;
mod path;
mod staging;
mod traced;
mod watched;

use std::fmt;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, TextFile};

pub use changes::Changes;
pub use disk::Disk;
pub use memory::Memory;
pub use path::{below_content, is_left_by_editor, is_temporary};
pub use staging::{FOLDER as STAGING, Staging};
pub use traced::{Trace, Traced};
pub use watched::Watched;

/// Why a file could not be read or written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorldError {
    /// Path from the world's root.
    pub path: String,
    /// What kind of trouble it is.
    pub kind: std::io::ErrorKind,
    /// The operating system's words.
    pub message: String,
}

impl WorldError {
    /// Trouble with a file in words of ibid's own.
    #[must_use]
    pub fn new(path: &str, kind: std::io::ErrorKind, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), kind, message: message.into() }
    }

    /// Trouble with a file as the operating system tells it.
    #[must_use]
    pub fn from_io(path: &str, error: &std::io::Error) -> Self {
        Self::new(path, error.kind(), error.to_string())
    }
}

impl fmt::Display for WorldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

impl std::error::Error for WorldError {}

/// What tells, without reading it, that a file is still the one that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Stamp {
    /// Length in bytes.
    pub size: u64,
    /// Time of the last change, in nanoseconds since 1970-01-01 UTC; 0 where the system does not tell.
    pub modified: u64,
}

/// What tells of a file, without reading it, whether anything was done to it. Two files with one stamp may be told apart by
/// it: a copy that took its time along, one that was renamed here, one that may be read no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Version {
    /// Size and time.
    pub stamp: Stamp,
    /// When anything of it was last changed, its name and rights included, in nanoseconds since 1970-01-01 UTC; 0 where
    /// the system does not tell.
    pub changed: i64,
}

/// Whether a path names a file or folder inside the root.
#[must_use]
pub fn is_inside(path: &str) -> bool {
    path::check(path.trim_end_matches('/')).is_ok()
}

/// A file that has to be UTF-8 text.
///
/// # Errors
/// [`Code::Unreadable`] or [`Code::NotUtf8`], with the place of the first byte that is not UTF-8.
pub fn text(world: &dyn World, path: &str) -> Result<Arc<TextFile>, Box<Diagnostic>> {
    let bytes = world.read(path).map_err(|error| {
        Box::new(Diagnostic::error(Code::Unreadable, format!("`{path}` cannot be read: {}", error.message)))
    })?;
    String::from_utf8(bytes)
        .map(|text| TextFile::new(path, text))
        .map_err(|error| Box::new(not_utf8(path, &error)))
}

fn not_utf8(path: &str, error: &std::string::FromUtf8Error) -> Diagnostic {
    let at = error.utf8_error().valid_up_to();
    let before = String::from_utf8_lossy(&error.as_bytes()[..at]).into_owned();
    let file = TextFile::new(path, before);
    let byte = error.as_bytes().get(at).copied().unwrap_or_default();
    Diagnostic::error(Code::NotUtf8, format!("`{path}` is not UTF-8 text"))
        .at(&file, at..at, format!("the byte 0x{byte:02x} comes here"))
        .hint("save the file as UTF-8")
}

/// A folder of files and a clock. Paths are relative to the world's root, their parts divided
/// by `/`, without `.` or `..`.
pub trait World: Send + Sync {
    /// All files below `folder` (`""` is the root), sorted by path; none where the folder is not there.
    /// A symbolic link that leads out of the root is listed under its own name, so that it can be told; it cannot be
    /// read. Links that lead nowhere are left out, and so are folders named `.git`.
    ///
    /// # Errors
    /// A folder that cannot be read, a name that is not UTF-8.
    fn files(&self, folder: &str) -> Result<Arc<[String]>, WorldError>;

    /// The bytes of a file.
    ///
    /// # Errors
    /// A file that is not there or cannot be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, WorldError>;

    /// The bytes of a file with the version that it had before they were read: what is written from then on has a later
    /// time. Without a version where that cannot be told.
    ///
    /// # Errors
    /// As [`World::read`].
    fn read_version(&self, path: &str) -> Result<(Vec<u8>, Option<Version>), WorldError> {
        let version = self.version(path).ok();
        Ok((self.read(path)?, version))
    }

    /// Size and time of a file.
    ///
    /// # Errors
    /// A file that is not there or cannot be asked about.
    fn stamp(&self, path: &str) -> Result<Stamp, WorldError>;

    /// Size and time of a file, and when anything else of it changed.
    ///
    /// # Errors
    /// As [`World::stamp`].
    fn version(&self, path: &str) -> Result<Version, WorldError> {
        self.stamp(path).map(|stamp| Version { stamp, changed: 0 })
    }

    /// Writes a file whole: under another name first, renamed when it is complete. Makes the folders it needs.
    ///
    /// # Errors
    /// A folder that cannot be written to, a full disk. The old file, if any, is then as it was.
    fn write(&self, path: &str, bytes: &[u8]) -> Result<Stamp, WorldError>;

    /// Writes a file as [`World::write`] does, and comes back only when it will be there after the power failed as well: for
    /// what can't be made again.
    ///
    /// # Errors
    /// As [`World::write`].
    fn write_lasting(&self, path: &str, bytes: &[u8]) -> Result<Stamp, WorldError>;

    /// A place for files of this folder that are complete before it is known whether they will be wanted.
    fn staging(&self) -> Box<dyn Staging + '_> {
        Box::new(staging::InMemory::new(self))
    }

    /// Removes a file and the folders that it leaves empty.
    ///
    /// # Errors
    /// A file that is not there or cannot be removed.
    fn remove(&self, path: &str) -> Result<(), WorldError>;

    /// Waits until nobody else holds the lock of that name, and holds it until what is given is dropped or the process
    /// ends. Where somebody does, `waiting` is called first.
    ///
    /// # Errors
    /// A folder that cannot be written to.
    fn lock(&self, _name: &str, _waiting: &dyn Fn()) -> Result<Box<dyn Send>, WorldError> {
        Ok(Box::new(()))
    }

    /// Somebody who watches the folder says what changed; a world that remembers what it saw forgets it.
    fn forget(&self, _changes: &Changes) {}

    /// A second handle on the same folder, for whom a borrowed one does not last long enough.
    fn share(&self) -> Arc<dyn World>;

    /// The day that decides what is public.
    fn today(&self) -> jiff::civil::Date;

    /// The time on the clock by which files are stamped, in nanoseconds since 1970-01-01 UTC; of no weight for what is made.
    fn now(&self) -> u64;
}

#[cfg(test)]
mod tests;
