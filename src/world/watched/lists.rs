//! Lists of files, brought up to date.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Found, above};

/// The list of the files below `folder` after some paths changed; `None` where the folder has to be walked anew. What
/// did not change is the list that was given, not a copy of it.
pub(super) fn mend(
    folder: &str,
    list: &Arc<[String]>,
    found: &BTreeMap<&str, Found>,
) -> Option<Arc<[String]>> {
    if found.contains_key(folder) || above(folder).any(|folder| found.contains_key(folder)) {
        return None;
    }
    let mut changed: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (path, found) in found.iter().filter(|(path, _)| is_listed_in(folder, path)) {
        let now = found.files(path)?;
        if !listed(list, path).eq(now.iter().copied()) {
            changed.insert(path, now);
        }
    }
    if changed.is_empty() {
        return Some(Arc::clone(list));
    }
    let is_kept =
        |path: &&str| !changed.contains_key(path) && !above(path).any(|path| changed.contains_key(path));
    let kept = list.iter().map(String::as_str).filter(is_kept);
    let mut paths: Vec<&str> = kept.chain(changed.values().flatten().copied()).collect();
    paths.sort_unstable();
    // A file that was named stands in the folder that was named as well.
    paths.dedup();
    Some(paths.into_iter().map(str::to_owned).collect())
}

/// Whether a list of the files below `folder` can hold `path`: folders named `.git` are never looked into.
fn is_listed_in(folder: &str, path: &str) -> bool {
    let inner = if folder.is_empty() {
        Some(path)
    } else {
        path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'))
    };
    inner.is_some_and(|inner| !inner.split('/').any(|part| part == ".git"))
}

/// What a sorted list holds of a path: the file, or the files of the folder.
fn listed<'l>(list: &'l [String], path: &str) -> impl Iterator<Item = &'l str> {
    let file = list.binary_search_by(|other| other.as_str().cmp(path)).ok();
    let within = format!("{path}/");
    let first = list.partition_point(|other| *other < within);
    let below = list[first..].iter().take_while(move |other| other.starts_with(&within));
    file.map(|at| &list[at]).into_iter().chain(below).map(String::as_str)
}

impl Found {
    /// The files that stand at a path; `None` where that is not known.
    fn files<'f>(&'f self, path: &'f str) -> Option<Vec<&'f str>> {
        match self {
            Found::Nothing => Some(Vec::new()),
            Found::File => Some(vec![path]),
            Found::Folder(files) => Some(files.iter().map(String::as_str).collect()),
            Found::Unknown => None,
        }
    }
}
