//! Artifacts that cannot stand side by side in one folder.

use std::collections::BTreeSet;

use rayon::slice::ParallelSliceMut;

use super::{Artifact, manifest};
use crate::diagnostic::{Code, Diagnostic};

/// One finding for each pair that gets in each other's way, by path.
pub(super) fn clashes(artifacts: &[Artifact]) -> Vec<Diagnostic> {
    let mut named: Vec<(String, &str)> = artifacts
        .iter()
        // `ẞ` and its like are left to their file systems; letters that differ in case alone are what happens.
        .map(|artifact| (artifact.path.to_lowercase(), artifact.path.as_str()))
        .collect();
    named.par_sort_unstable();
    let mut found: Vec<Diagnostic> =
        named.windows(2).filter_map(|pair| same(pair[0].1, &pair[0].0, &pair[1])).collect();
    let folded: BTreeSet<&str> = named.iter().map(|(folded, _)| folded.as_str()).collect();
    found.extend(named.iter().filter_map(|(path, shown)| inside(path, shown, &folded)));
    found.extend(named.iter().filter(|(path, _)| path == manifest::PATH).map(|_| reserved()));
    found
}

fn same(path: &str, folded: &str, other: &(String, &str)) -> Option<Diagnostic> {
    if folded != other.0 {
        return None;
    }
    if path == other.1 {
        let message = format!("this is a fault of ibid's own: `{path}` is to be written twice");
        return Some(Diagnostic::error(Code::Internal, message));
    }
    let message = format!("`{path}` and `{}` differ in capital letters only", other.1);
    Some(
        Diagnostic::error(Code::DuplicateUrl, message)
            .hint("many file systems take them for one file; rename one"),
    )
}

fn inside(path: &str, shown: &str, all: &BTreeSet<&str>) -> Option<Diagnostic> {
    let folder = ancestors(path).find(|above| all.contains(above))?;
    let message =
        format!("`{}` would have to be a file and the folder of `{shown}`", &shown.get(..folder.len())?);
    Some(Diagnostic::error(Code::DuplicateUrl, message).hint("give one of the two another slug or path"))
}

fn reserved() -> Diagnostic {
    let message = format!("`{}` is the name of ibid's own list of what it wrote", manifest::PATH);
    Diagnostic::error(Code::DuplicateUrl, message).hint("give the file of that name in `static/` another one")
}

/// The folders of a path, the innermost first.
pub(super) fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| path.rfind('/').map(|slash| &path[..slash])).skip(1)
}
