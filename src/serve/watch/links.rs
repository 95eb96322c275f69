//! Symbolic links inside the site: what they lead to is seen under two names.
#![expect(
    clippy::disallowed_methods,
    reason = "where links lead is what this is about; nothing is read through them"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::notice::from_root;
use super::weight::is_watched;
use crate::world::is_left_by_editor;

/// The links of a site that lead to another place in it: where each stands and where it leads, from the root.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Links(BTreeMap<String, String>);

impl Links {
    /// Looks through the folders that are watched, and through what links lead to.
    pub(super) fn find(root: &Path, left_out: &[String]) -> Self {
        let site = WalkDir::new(root).into_iter().filter_entry(|entry| is_looked_at(entry, left_out));
        let mut found: BTreeMap<String, String> = links(root, site).collect();
        let mut walked = BTreeSet::new();
        loop {
            let is_new = |target: &&String| !is_in_site(target, left_out) && !walked.contains(*target);
            let Some(target) = found.values().find(is_new).cloned() else { return Self(found) };
            let walk = WalkDir::new(root.join(&target)).into_iter();
            found.extend(links(root, walk.filter_entry(|entry| entry.file_name() != ".git")));
            walked.insert(target);
        }
    }

    /// Whether a change at a path may be seen elsewhere too, or changes where a link leads.
    pub(super) fn concern(&self, path: &str) -> bool {
        self.0.iter().any(|(link, target)| {
            is_at_or_below(path, target) || is_at_or_below(target, path) || is_at_or_below(link, path)
        })
    }

    /// What links lead to and nobody would watch without them.
    pub(super) fn beside_site(&self, left_out: &[String]) -> BTreeSet<String> {
        self.0.values().filter(|target| !is_in_site(target, left_out)).cloned().collect()
    }
}

/// The links that a walk meets, with where they lead.
fn links(
    root: &Path,
    walk: impl Iterator<Item = walkdir::Result<DirEntry>>,
) -> impl Iterator<Item = (String, String)> {
    walk.flatten().filter(DirEntry::path_is_symlink).filter_map(|entry| {
        let link = from_root(root, entry.path()).filter(|link| !is_left_by_editor(link))?;
        Some((link, from_root(root, &target(entry.path())?)?))
    })
}

/// Whether a path lies in a folder that is watched.
fn is_in_site(target: &str, left_out: &[String]) -> bool {
    target.split_once('/').is_some_and(|(first, _)| is_watched(first, left_out))
}

fn is_looked_at(entry: &DirEntry, left_out: &[String]) -> bool {
    let Some(name) = entry.file_name().to_str() else { return false };
    match entry.depth() {
        0 => true,
        1 if entry.file_type().is_dir() => is_watched(name, left_out),
        _ => name != ".git",
    }
}

/// Where a link leads, or would lead if something stood there.
fn target(link: &Path) -> Option<PathBuf> {
    link.canonicalize().ok().or_else(|| {
        let named = link.parent()?.join(link.read_link().ok()?);
        let mut plain = PathBuf::new();
        for part in named.components() {
            match part {
                Component::CurDir => {}
                Component::ParentDir => _ = plain.pop(),
                part => plain.push(part),
            }
        }
        Some(plain)
    })
}

fn is_at_or_below(path: &str, folder: &str) -> bool {
    folder.is_empty()
        || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
