//! Files that the system tells about.
#![expect(
    clippy::disallowed_methods,
    reason = "folders have to be known to be watched; nothing is read here"
)]

use std::path::{Path, PathBuf};
use std::time::Instant;

use notify::event::ModifyKind;
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::batch::{Batch, Taken};
use super::git::Git;
use super::links::Links;
use super::notice::{Kind, Notice, from_root, kind};
use super::weight::{Weight, is_watched, weigh};
use crate::world::Changes;

/// How often a folder is watched anew that changes while it is walked.
const TRIES: usize = 5;

/// What the system tells of a site's folder.
#[derive(Debug)]
pub(super) struct System {
    root: PathBuf,
    left_out: Vec<String>,
    watcher: RecommendedWatcher,
    links: Links,
    git: Git,
    waits_for_git: bool,
    batch: Batch,
    /// Whether something was missed: all folders are watched anew.
    is_lost: bool,
}

/// What stands somewhere; a link is not followed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Nothing,
    Folder,
    Link,
    File,
}

impl System {
    /// Has the system tell `told` of all that happens from now on.
    pub(super) fn new(
        root: PathBuf,
        left_out: Vec<String>,
        told: impl Fn(notify::Result<Event>) + Send + 'static,
    ) -> notify::Result<Self> {
        let watcher = RecommendedWatcher::new(told, Config::default().with_follow_symlinks(false))?;
        let (links, git, batch) = (Links::default(), Git::of(&root), Batch::default());
        let mut system =
            Self { root, left_out, watcher, links, git, waits_for_git: false, batch, is_lost: false };
        system.watch_all()?;
        Ok(system)
    }

    /// When the batch is to be given out, if the system tells nothing else.
    pub(super) fn due(&self) -> Option<Instant> {
        self.batch.due()
    }

    /// The system told something at this moment.
    pub(super) fn hear(&mut self, told: notify::Result<Event>, now: Instant) {
        match told {
            Ok(event) if !event.need_rescan() => {
                let Some(kind) = kind(&event) else { return };
                for path in &event.paths {
                    self.hear_of(path, kind, &event, now);
                }
            }
            _ => self.lose(now),
        }
    }

    fn hear_of(&mut self, path: &Path, kind: Kind, event: &Event, now: Instant) {
        let Some(path) = from_root(&self.root, path) else {
            // A name that is not UTF-8 is a fault of the site, which a look at all files tells.
            return self.batch.add_all(now);
        };
        if path.is_empty() {
            let is_moved =
                matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
            if is_moved {
                self.lose(now);
            }
            return;
        }
        let weight = if self.links.concern(&path) { Weight::Full } else { weigh(&path, &self.left_out) };
        match weight {
            Weight::Full => self.batch.add(Notice { path, kind }, now),
            Weight::Along if kind != Kind::Closed => self.batch.add_along(path),
            Weight::Along | Weight::None => {}
        }
    }

    fn lose(&mut self, now: Instant) {
        self.is_lost = true;
        self.batch.add_all(now);
    }

    /// Whether the batch that is due waits for git.
    pub(super) fn waits(&mut self, now: Instant) -> bool {
        let has_waited = std::mem::take(&mut self.waits_for_git);
        if self.git.is_at_work() {
            self.waits_for_git = self.batch.put_off(now);
            if !self.waits_for_git {
                self.git.give_up();
            }
            return self.waits_for_git;
        }
        if has_waited {
            self.catch_up();
            self.batch.put_off(now);
        }
        has_waited
    }

    /// Has the system tell all that it knows by now. It answers calls between what it tells, so that after the second
    /// answer all has been told that happened before the first call.
    fn catch_up(&mut self) {
        for _ in 0..2 {
            // Should the root be gone, this is told as well.
            let _ = self.watcher.watch(&self.root, RecursiveMode::NonRecursive);
        }
    }

    /// The batch that is due. All folders that came up are watched before, so that nothing is missed between a look at
    /// them and the next batch.
    pub(super) fn give(&mut self) -> notify::Result<Changes> {
        let taken = self.batch.take();
        if std::mem::take(&mut self.is_lost) {
            self.watch_all()?;
            return Ok(Changes::All);
        }
        let is_linked = self.take_on(&taken)?;
        if taken.all || is_linked {
            return Ok(Changes::All);
        }
        Ok(taken.paths.into_iter().chain(taken.along).collect())
    }

    /// Looks at what stands at the paths of a batch now, and watches new folders. Says whether links have to do with it.
    fn take_on(&mut self, taken: &Taken) -> notify::Result<bool> {
        let mut is_linked = taken.paths.iter().any(|path| self.links.concern(path));
        let mut can_hold_links = is_linked || taken.all;
        let mut folders = Vec::new();
        for path in &taken.paths {
            match standing(&self.root.join(path)) {
                Standing::Folder => folders.push(path),
                Standing::Link => can_hold_links = true,
                Standing::Nothing | Standing::File => {}
            }
        }
        for folder in &folders {
            if folder.contains('/') || is_watched(folder, &self.left_out) {
                self.watch(&self.root.join(folder), RecursiveMode::Recursive)?;
            }
        }
        if can_hold_links || !folders.is_empty() {
            is_linked |= self.find_links()?;
        }
        Ok(is_linked)
    }

    /// Looks where links lead now, watches that too, and says whether it is another place than before.
    fn find_links(&mut self) -> notify::Result<bool> {
        let links = Links::find(&self.root, &self.left_out);
        for target in links.beside_site(&self.left_out) {
            let full = self.root.join(target);
            match standing(&full) {
                Standing::Folder => self.watch(&full, RecursiveMode::Recursive)?,
                Standing::File => self.watch(full.parent().unwrap_or(&full), RecursiveMode::NonRecursive)?,
                _ => {}
            }
        }
        let is_other = links != self.links;
        self.links = links;
        Ok(is_other)
    }

    /// Watches the root, and in all depth each of its folders that belongs to the site.
    fn watch_all(&mut self) -> notify::Result<()> {
        // After the folder was moved and another put in its place, the first one is still watched.
        let _ = self.watcher.unwatch(&self.root);
        self.watcher.watch(&self.root, RecursiveMode::NonRecursive)?;
        for entry in self.root.read_dir().map_err(notify::Error::io)?.flatten() {
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if is_folder && entry.file_name().to_str().is_some_and(|name| is_watched(name, &self.left_out)) {
                self.watch(&entry.path(), RecursiveMode::Recursive)?;
            }
        }
        self.find_links()?;
        Ok(())
    }

    /// Watches a folder. Should something in it go away meanwhile, the system stops half way, and is asked again.
    fn watch(&mut self, folder: &Path, mode: RecursiveMode) -> notify::Result<()> {
        let mut result = Ok(());
        for _ in 0..TRIES {
            result = self.watcher.watch(folder, mode);
            match &result {
                Err(error) if is_gone(error) && standing(folder) == Standing::Folder => {}
                Err(error) if is_gone(error) => return Ok(()),
                _ => return result,
            }
        }
        result
    }
}

fn standing(path: &Path) -> Standing {
    match path.symlink_metadata() {
        Err(_) => Standing::Nothing,
        Ok(metadata) if metadata.is_symlink() => Standing::Link,
        Ok(metadata) if metadata.is_dir() => Standing::Folder,
        Ok(_) => Standing::File,
    }
}

fn is_gone(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound => true,
        notify::ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}
