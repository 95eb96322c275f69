//! Artifacts that cannot stand side by side in one folder, or under their names.

use rayon::prelude::*;

use super::{Artifact, manifest};
use crate::diagnostic::{Code, Diagnostic};
use crate::world::is_inside;

/// The longest name that file systems take, in bytes.
const LONGEST_NAME: usize = 255;

/// What keeps artifacts from being written, whatever lies in the output folder: one finding for each pair that gets in
/// each other's way, by path, and one for each name that no file can have.
#[must_use]
pub fn clashes<B>(artifacts: &[Artifact<B>]) -> Vec<Diagnostic> {
    let paths: Vec<&str> = artifacts.iter().map(|artifact| artifact.path.as_str()).collect();
    // `ẞ` and its like are left to their file systems; letters that differ in case alone are what happens.
    let mut named: Vec<(String, &str)> =
        paths.into_par_iter().map(|path| (path.to_lowercase(), path)).collect();
    named.par_sort_unstable();
    let mut found: Vec<Diagnostic> =
        named.windows(2).filter_map(|pair| same(pair[0].1, &pair[0].0, &pair[1])).collect();
    found.par_extend(named.par_iter().filter_map(|(path, shown)| inside(path, shown, &named)));
    found.extend(named.iter().filter(|(path, _)| path == manifest::PATH).map(|_| reserved()));
    found.par_extend(named.par_iter().filter_map(|(_, shown)| unnameable(shown)));
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

/// `all` are the paths that there are, sorted.
fn inside(path: &str, shown: &str, all: &[(String, &str)]) -> Option<Diagnostic> {
    let is_file = |above: &str| all.binary_search_by(|(other, _)| other.as_str().cmp(above)).is_ok();
    // Small letters may be longer than the capitals that were written, but there are as many slashes.
    let (_, folder) = ancestors(path).zip(ancestors(shown)).find(|(folded, _)| is_file(folded))?;
    let message = format!("`{folder}` would have to be a file and the folder of `{shown}`");
    Some(Diagnostic::error(Code::DuplicateUrl, message).hint("give one of the two another slug or path"))
}

fn reserved() -> Diagnostic {
    let message = format!("`{}` is the name of ibid's own list of what it wrote", manifest::PATH);
    Diagnostic::error(Code::DuplicateUrl, message).hint("give the file of that name in `static/` another one")
}

fn unnameable(path: &str) -> Option<Diagnostic> {
    if let Some(part) = path.split('/').find(|part| part.len() > LONGEST_NAME) {
        let begin: String = path.chars().take(60).collect();
        let message = format!(
            "a name in `{begin}…` is too long for a file: {} of at most {LONGEST_NAME} bytes",
            part.len()
        );
        let hint = "give the page a shorter `slug`, or shorten the term or alias that is called so";
        return Some(Diagnostic::error(Code::Unwritable, message).hint(hint));
    }
    let message = || format!("`{path}` cannot be the name of a file");
    (!is_inside(path)).then(|| Diagnostic::error(Code::Unwritable, message()))
}

/// The folders of a path, the innermost first.
pub(super) fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| path.rfind('/').map(|slash| &path[..slash])).skip(1)
}
