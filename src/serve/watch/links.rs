//! Symbolic links inside the site: what they lead to is seen under two names.
#![expect(
    clippy::disallowed_methods,
    reason = "where links lead is what this is about; nothing is read through them"
)]

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::notice::from_root;
use super::weight::is_watched;
use crate::world::is_left_by_editor;

/// The links of a site that lead to another place in it: where each stands and where it leads, from the root.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Links(BTreeMap<String, String>);

impl Links {
    /// Looks through the folders that are watched.
    pub(super) fn find(root: &Path, left_out: &[String]) -> Self {
        let walk = WalkDir::new(root).into_iter().filter_entry(|entry| is_looked_at(entry, left_out));
        let links = walk.flatten().filter(DirEntry::path_is_symlink);
        let found = links.filter_map(|entry| {
            let link = from_root(root, entry.path()).filter(|link| !is_left_by_editor(link))?;
            Some((link, from_root(root, &target(entry.path())?)?))
        });
        Self(found.collect())
    }

    /// Whether a change at a path may be seen elsewhere too, or changes where a link leads.
    pub(super) fn concern(&self, path: &str) -> bool {
        self.0.iter().any(|(link, target)| {
            is_at_or_below(path, target) || is_at_or_below(target, path) || is_at_or_below(link, path)
        })
    }

    /// Where the links lead.
    pub(super) fn targets(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }
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
