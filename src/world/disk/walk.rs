//! What a walk through the folder found, judged.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use walkdir::DirEntry;

use super::Disk;
use crate::world::WorldError;

impl Disk {
    /// Whether the walk goes on with an entry; a link out of the root is kept aside.
    pub(super) fn is_wanted(&self, entry: &DirEntry, outside: &mut Vec<PathBuf>) -> bool {
        if entry.depth() == 0 {
            return true;
        }
        if entry.file_name() == ".git" {
            return false;
        }
        // A link that leads nowhere, as editors leave for a lock, is as good as not there.
        let leads = if entry.path_is_symlink() { self.leads_inside(entry.path()).ok() } else { Some(true) };
        if leads == Some(false) {
            outside.push(entry.path().to_owned());
        }
        leads == Some(true)
    }

    pub(super) fn relative(&self, full: &Path) -> Result<String, WorldError> {
        let relative = full.strip_prefix(&self.root).unwrap_or(full);
        let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
        parts.map(|parts| parts.join("/")).ok_or_else(|| {
            let shown = relative.to_string_lossy();
            WorldError::new(&shown, ErrorKind::InvalidData, "the file name is not UTF-8")
        })
    }

    pub(super) fn walk_error(&self, error: &walkdir::Error) -> WorldError {
        let shown = error.path().map_or_else(String::new, |path| {
            path.strip_prefix(&self.root).unwrap_or(path).to_string_lossy().into_owned()
        });
        let kind = error.io_error().map_or(ErrorKind::Other, io::Error::kind);
        let message = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
        WorldError::new(&shown, kind, message)
    }
}

/// Links in a circle, links that lead nowhere, and files that were removed during the walk.
pub(super) fn is_left_out(error: &walkdir::Error) -> bool {
    let kind = error.io_error().map(io::Error::kind);
    // The system tells of a link to itself with an error that has no stable name.
    let broken_link = kind != Some(ErrorKind::PermissionDenied) && error.path().is_some_and(Path::is_symlink);
    error.loop_ancestor().is_some() || kind == Some(ErrorKind::NotFound) || broken_link
}
