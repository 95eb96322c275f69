//! What is staged on disk lies in a folder of the process's own, below the root and so on the same file system: to
//! place a file is to rename it. A lock tells whether the process still lives; what a dead one left is removed.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::Disk;
use super::write::Care;
use crate::world::path::{check, parent};
use crate::world::staging::{FOLDER, Staging, missing};
use crate::world::{Stamp, WorldError};

/// The file of a folder that is locked as long as its process lives.
const LOCK: &str = "lock";

pub(super) struct OnDisk<'d> {
    disk: &'d Disk,
    /// Made for the first file.
    folder: OnceLock<Result<Folder, WorldError>>,
    count: AtomicUsize,
}

struct Folder {
    path: PathBuf,
    /// The root and the folders above it, as far as they were not there before; the innermost first.
    made: Vec<PathBuf>,
    /// Held until the process ends.
    _lock: fs::File,
}

impl<'d> OnDisk<'d> {
    pub(super) fn new(disk: &'d Disk) -> Self {
        // Where this cannot be done now, it is when the first file is staged, and then it is told.
        if disk.prove(FOLDER, false).is_ok() {
            let _ = remove_dead(&disk.at(FOLDER));
            let _ = fs::remove_dir(disk.at(FOLDER));
        }
        Self { disk, folder: OnceLock::new(), count: AtomicUsize::new(0) }
    }

    fn folder(&self) -> Result<&Folder, WorldError> {
        let made = self.folder.get_or_init(|| self.make());
        made.as_ref().map_err(Clone::clone)
    }

    fn make(&self) -> Result<Folder, WorldError> {
        let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
        let made: Vec<PathBuf> =
            self.disk.root.ancestors().take_while(is_missing).map(Path::to_owned).collect();
        // A root that was only read from counts as known, whether it is there or not.
        self.disk.forget_all();
        self.disk.prove(FOLDER, true)?;
        let all = self.disk.at(FOLDER);
        let told = |error: io::Error| WorldError::from_io(FOLDER, &error);
        remove_dead(&all).map_err(told)?;
        let mut number = 0;
        loop {
            let path = all.join(format!("{}-{number}", std::process::id()));
            match locked(&path) {
                Ok(lock) => return Ok(Folder { path, made, _lock: lock }),
                // Somebody has the name, or took the folder for that of a dead process before it was locked.
                Err(error) if matches!(error.kind(), ErrorKind::AlreadyExists | ErrorKind::NotFound) => {}
                Err(error) => return Err(told(error)),
            }
            number += 1;
            if number > 1000 {
                return Err(WorldError::new(FOLDER, ErrorKind::AlreadyExists, "it can't be locked"));
            }
        }
    }

    fn file(&self, number: usize) -> Result<PathBuf, WorldError> {
        Ok(self.folder()?.path.join(number.to_string()))
    }

    fn try_place(&self, from: &Path, path: &str) -> Result<Stamp, WorldError> {
        let is_new = self.disk.prove(parent(path), true)?;
        let (full, old) = if is_new { (self.disk.at(path), None) } else { self.disk.old(path) };
        let place = || -> io::Result<Stamp> {
            let metadata = fs::symlink_metadata(from)?;
            // Who may read and write a file is as with the old one. Some file systems know no such thing.
            if let Some(old) = old.filter(fs::Metadata::is_file)
                && old.permissions() != metadata.permissions()
            {
                let _ = fs::set_permissions(from, old.permissions());
            }
            fs::rename(from, &full)?;
            Ok(super::stamp_of(&metadata))
        };
        place().map_err(|error| WorldError::from_io(path, &error))
    }
}

impl Staging for OnDisk<'_> {
    fn write(&self, path: &str, bytes: &[u8]) -> Result<usize, WorldError> {
        check(path)?;
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let file = self.file(number).map_err(|error| WorldError { path: path.to_owned(), ..error })?;
        let write = || fs::File::create_new(&file)?.write_all(bytes);
        write().map_err(|error| WorldError::from_io(path, &error))?;
        Ok(number)
    }

    fn read(&self, number: usize) -> Result<Vec<u8>, WorldError> {
        fs::read(self.file(number)?).map_err(|_| missing(""))
    }

    fn place(&self, number: usize, path: &str) -> Result<Stamp, WorldError> {
        check(path)?;
        let from = self.file(number)?;
        match self.try_place(&from, path) {
            // Somebody removed a folder that was there a moment ago: look again, once.
            Err(error) if error.kind == ErrorKind::NotFound => {
                self.disk.forget_all();
                self.try_place(&from, path)
            }
            // A folder of the output may be a link to another file system.
            Err(error) if error.kind == ErrorKind::CrossesDevices => {
                let bytes = self.read(number)?;
                self.disk.try_write(path, &bytes, Care::Plain)
            }
            done => done,
        }
    }
}

impl Drop for OnDisk<'_> {
    fn drop(&mut self) {
        let Some(Ok(folder)) = self.folder.get() else { return };
        // Where this fails, the next run removes what is left; and a folder that others are in stays.
        let _ = fs::remove_dir_all(&folder.path);
        let _ = fs::remove_dir(self.disk.at(FOLDER));
        // What holds something by now refuses to go.
        for made in &folder.made {
            let _ = fs::remove_dir(made);
        }
        self.disk.forget_all();
    }
}

/// Makes a folder with a lock that is held.
fn locked(path: &Path) -> io::Result<fs::File> {
    fs::create_dir(path)?;
    let file = fs::File::create_new(path.join(LOCK))?;
    // Where a file system knows no locks, nobody takes this one for dead: see below.
    let _ = file.try_lock();
    // It may have been taken for dead in between.
    fs::symlink_metadata(path.join(LOCK))?;
    Ok(file)
}

/// Removes the folders of processes that do not live any more.
fn remove_dead(all: &Path) -> io::Result<()> {
    for entry in fs::read_dir(all)? {
        let path = entry?.path();
        // An empty folder is one that was about to be locked; its process takes another.
        let is_empty = fs::remove_dir(&path).is_ok();
        let lock = fs::File::open(path.join(LOCK));
        if !is_empty && lock.is_ok_and(|lock| lock.try_lock().is_ok()) {
            let _ = fs::remove_dir_all(&path);
        }
    }
    Ok(())
}
