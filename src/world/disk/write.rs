//! Files that are written whole: under another name first, renamed when they are complete.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use super::{Disk, stamp_of};
use crate::world::path::{check, is_temporary, parent, temporary};
use crate::world::{Stamp, WorldError};

/// How much is done for a file to be there after the power failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Care {
    /// Nothing: it can be made again, and to wait for the disk with each of 20,000 files takes minutes.
    Plain,
    /// The disk has it before this is done.
    Lasting,
}

impl Disk {
    pub(super) fn write_whole(&self, path: &str, bytes: &[u8], care: Care) -> Result<Stamp, WorldError> {
        check(path)?;
        match self.try_write(path, bytes, care) {
            // Somebody removed a folder that was there a moment ago: look again, once.
            Err(error) if error.kind == ErrorKind::NotFound => {
                self.forget_all();
                self.try_write(path, bytes, care)
            }
            done => done,
        }
    }

    /// Where a file to be written lies, and what is known of the one that is there: a link to another file of the folder
    /// stays one.
    pub(super) fn old(&self, path: &str) -> (PathBuf, Option<fs::Metadata>) {
        let full = self.at(path);
        let Ok(metadata) = fs::symlink_metadata(&full) else { return (full, None) };
        if !metadata.is_symlink() {
            return (full, Some(metadata));
        }
        match (self.leads_inside(&full), full.canonicalize()) {
            (Ok(true), Ok(target)) => {
                let metadata = fs::metadata(&target).ok();
                (target, metadata)
            }
            _ => (full, None),
        }
    }

    pub(super) fn try_write(&self, path: &str, bytes: &[u8], care: Care) -> Result<Stamp, WorldError> {
        self.prove(parent(path), true)?;
        let (full, old) = self.old(path);
        let number = self.counter.fetch_add(1, Ordering::Relaxed);
        let temporary = full.with_file_name(temporary(std::process::id(), number));
        write_new(&temporary, bytes, old, care)
            .and_then(|stamp| fs::rename(&temporary, &full).map(|()| stamp))
            .and_then(|stamp| settle(&full, care).map(|()| stamp))
            .map_err(|error| {
                // Where even this fails there is nothing left to do; the first error is the one to tell.
                let _ = fs::remove_file(&temporary);
                WorldError::from_io(path, &error)
            })
    }

    /// Removes what a run left in the root that was killed in the middle of a file. Whoever writes there holds the lock.
    pub(super) fn remove_unfinished(&self) {
        let entries = fs::read_dir(&self.root).into_iter().flatten().flatten();
        for entry in entries.filter(|entry| entry.file_name().to_str().is_some_and(is_temporary)) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Writes a file that is not there yet; who may read and write it is as with the `old` one.
fn write_new(path: &Path, bytes: &[u8], old: Option<fs::Metadata>, care: Care) -> io::Result<Stamp> {
    let mut file = fs::File::create_new(path)?;
    if let Some(old) = old.filter(fs::Metadata::is_file) {
        // Some file systems know no such thing.
        let _ = file.set_permissions(old.permissions());
    }
    file.write_all(bytes)?;
    if care == Care::Lasting {
        file.sync_all()?;
    }
    Ok(stamp_of(&file.metadata()?))
}

/// Has the disk remember which file has the name, which is an entry of its folder.
#[cfg(unix)]
fn settle(full: &Path, care: Care) -> io::Result<()> {
    let Some(folder) = full.parent().filter(|_| care == Care::Lasting) else { return Ok(()) };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    match fs::File::open(folder).and_then(|folder| folder.sync_all()) {
        // Some file systems know no such thing.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        done => done,
    }
}

/// Folders can't be opened here: the system writes their entries by itself, soon.
#[cfg(not(unix))]
fn settle(_: &Path, _: Care) -> io::Result<()> {
    Ok(())
}
