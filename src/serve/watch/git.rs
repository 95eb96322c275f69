//! Whether git is at work in the site's folder.
#![expect(clippy::disallowed_methods, reason = "git's own files are none of the site")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The lock that git holds while it changes files, as in a checkout.
#[derive(Debug, Default)]
pub(super) struct Git {
    lock: Option<PathBuf>,
    /// When a lock was made that was held for too long: git was killed, or waits for a message to be written.
    stale: Option<SystemTime>,
}

impl Git {
    /// Looks for the repository that a folder lies in.
    pub(super) fn of(folder: &Path) -> Self {
        let lock = folder.ancestors().find_map(own_folder).map(|own| own.join("index.lock"));
        Self { lock, stale: None }
    }

    /// Whether files are being changed.
    pub(super) fn is_at_work(&self) -> bool {
        let made = self.made();
        made.is_some() && made != self.stale
    }

    /// Nobody waits any longer for the lock that is held now.
    pub(super) fn give_up(&mut self) {
        self.stale = self.made();
    }

    fn made(&self) -> Option<SystemTime> {
        self.lock.as_ref()?.symlink_metadata().ok()?.modified().ok()
    }
}

/// Git's folder for the one that files are checked out in: it stands in it, or its address does.
fn own_folder(folder: &Path) -> Option<PathBuf> {
    let git = folder.join(".git");
    if git.is_dir() {
        return Some(git);
    }
    let text = fs::read_to_string(git).ok()?;
    Some(folder.join(text.strip_prefix("gitdir: ")?.trim_end()))
}
