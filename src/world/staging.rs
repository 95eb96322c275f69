//! Files that are written before it is known whether they will be wanted.

use std::sync::{Mutex, PoisonError};

use super::{Stamp, World, WorldError};

/// The first part of the path of what is staged on disk.
pub const FOLDER: &str = ".ibid-new";

/// Files that are complete and stand nowhere yet: each is put in its place, or all of them go when this is dropped.
pub trait Staging: Sync {
    /// Keeps the bytes of a file that is to stand at `path`, and gives the number by which it is placed or read.
    ///
    /// # Errors
    /// A folder that cannot be written to, a full disk.
    fn write(&self, path: &str, bytes: &[u8]) -> Result<usize, WorldError>;

    /// The bytes of a file that was not placed yet.
    ///
    /// # Errors
    /// It was placed, or cannot be read.
    fn read(&self, number: usize) -> Result<Vec<u8>, WorldError>;

    /// Puts a file in its place, whole; what stood there is gone. Makes the folders it needs.
    ///
    /// # Errors
    /// As [`World::write`]. The old file, if any, is then as it was.
    fn place(&self, number: usize, path: &str) -> Result<Stamp, WorldError>;
}

/// Files that are staged in memory, for worlds that know no better way.
pub(super) struct InMemory<'w, W: World + ?Sized> {
    world: &'w W,
    files: Mutex<Vec<Vec<u8>>>,
}

impl<'w, W: World + ?Sized> InMemory<'w, W> {
    pub(super) fn new(world: &'w W) -> Self {
        Self { world, files: Mutex::default() }
    }

    fn get<T>(&self, number: usize, take: impl FnOnce(&mut Vec<u8>) -> T) -> Result<T, WorldError> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.get_mut(number).map(take).ok_or_else(|| missing(""))
    }
}

impl<W: World + ?Sized> Staging for InMemory<'_, W> {
    fn write(&self, _: &str, bytes: &[u8]) -> Result<usize, WorldError> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.push(bytes.to_vec());
        Ok(files.len() - 1)
    }

    fn read(&self, number: usize) -> Result<Vec<u8>, WorldError> {
        self.get(number, |bytes| bytes.clone())
    }

    fn place(&self, number: usize, path: &str) -> Result<Stamp, WorldError> {
        let bytes = self.get(number, std::mem::take)?;
        self.world.write(path, &bytes)
    }
}

pub(super) fn missing(path: &str) -> WorldError {
    WorldError::new(path, std::io::ErrorKind::NotFound, "the new file is not there")
}
