//! Artifacts × what was written before → only changed bytes written.
//!
//! A list of what ibid wrote, the manifest, lies in the output folder. It is what allows ibid to remove a file,
//! and what saves it from reading the others; whether a file still is as listed is asked of the file itself.
//! New bytes are staged as soon as they are made, so that nobody has to keep them; they get their places when all of the
//! site is known to be right. Before the first of them does, the list already claims them all, so that an interrupted run
//! is recognised by the next.

mod manifest;
mod paths;
mod plan;
mod stage;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use self::manifest::{Entry, Manifest};
pub use self::paths::clashes;
use self::plan::{Plan, Write};
pub use self::stage::{Stage, Staged};
use crate::diagnostic::{Code, Diagnostic};
use crate::world::{STAGING, Staging, World, WorldError};

/// Where the list of what ibid wrote lies in the output folder. It holds times, so it is the one file that differs
/// between two builds of the same site.
pub const MANIFEST: &str = manifest::PATH;

/// A file of the output, with its bytes or with what stands for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact<B = Arc<Vec<u8>>> {
    /// Path from the output folder, parts divided by `/`.
    pub path: String,
    /// What it holds.
    pub bytes: B,
}

impl Artifact {
    /// A file with these bytes.
    #[must_use]
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: Arc::new(bytes.into()) }
    }
}

/// What the user allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Write into a folder that holds files of others, over those in the way; the others stay.
    pub force: bool,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Paths that were written, sorted.
    pub written: Vec<String>,
    /// How many files were as they should be.
    pub unchanged: usize,
    /// Paths that ibid had written before and that are no longer part of the site, sorted.
    pub removed: Vec<String>,
    /// The hash of the list of what ibid wrote, as it is in the folder now.
    pub list: String,
}

/// Makes the output folder `out` hold the artifacts, in whatever order they come, and nothing else of ibid's.
///
/// # Errors
/// As [`Stage::open`] and [`Stage::commit`].
pub fn emit(out: &dyn World, artifacts: &[Artifact], options: Options) -> Result<Report, Vec<Diagnostic>> {
    let clashes = clashes(artifacts);
    if !clashes.is_empty() {
        return Err(clashes);
    }
    let stage = Stage::open(out, options)?;
    let staged: Vec<_> = artifacts.par_iter().map(|artifact| stage.take(artifact.clone())).collect();
    stage.commit(&staged)
}

fn list_hash(list: &[u8]) -> String {
    blake3::hash(list).to_hex().to_string()
}

/// How many files ibid wrote into a folder, where the list of them has this hash and each still is as it was written.
#[must_use]
pub fn standing(out: &dyn World, list: &str) -> Option<usize> {
    // What a run that was killed had staged goes.
    drop(out.staging());
    let bytes = out.read(manifest::PATH).ok()?;
    if list_hash(&bytes) != list {
        return None;
    }
    let manifest = Manifest::parse(std::str::from_utf8(&bytes).ok()?)?;
    let stands =
        |(path, entry): (&String, &Entry)| entry.stamp.is_some() && out.stamp(path).ok() == entry.stamp;
    (!manifest.is_unfinished && manifest.entries.par_iter().all(stands)).then_some(manifest.entries.len())
}

fn carry_out(
    out: &dyn World,
    staging: &dyn Staging,
    plan: Plan<'_>,
    before: &Manifest,
) -> Result<Report, Vec<Diagnostic>> {
    if plan.needs_a_claim(before) {
        let mut claim = before.clone();
        claim.is_unfinished = true;
        for write in &plan.writes {
            claim.entries.entry(write.path.to_owned()).or_insert(Entry::claim(write.hash));
        }
        save(out, &claim.to_string()).map_err(|error| vec![unwritable(&error)])?;
    }
    let mut after = Manifest { is_unfinished: false, entries: plan.unchanged };
    let unchanged = after.entries.len();
    let mut faults = Vec::new();
    let mut removed = remove(out, &plan.blocking, before, &mut after, &mut faults);
    let written = place(staging, &plan.writes, before, &mut after, &mut faults);
    // Old pages stay as long as new ones are missing: a site with too much is better than one with holes.
    if faults.is_empty() {
        removed.extend(remove(out, &plan.stale, before, &mut after, &mut faults));
        removed.sort();
    } else {
        after.is_unfinished = true;
        keep(&mut after, before, &plan.stale);
    }
    let text = after.to_string();
    if &after != before {
        faults.extend(save(out, &text).err().map(|error| unwritable(&error)));
    }
    let list = list_hash(text.as_bytes());
    if faults.is_empty() { Ok(Report { written, unchanged, removed, list }) } else { Err(faults) }
}

/// Puts new files in their places, in parallel, until something fails, and tells which.
fn place(
    staging: &dyn Staging,
    writes: &[Write<'_>],
    before: &Manifest,
    after: &mut Manifest,
    faults: &mut Vec<Diagnostic>,
) -> Vec<String> {
    let failed = AtomicBool::new(false);
    let results: Vec<Option<Result<Entry, WorldError>>> = writes
        .par_iter()
        .map(|write| {
            if failed.load(Ordering::Relaxed) {
                return None;
            }
            let result = staging.place(write.number, write.path);
            failed.fetch_or(result.is_err(), Ordering::Relaxed);
            Some(result.map(|stamp| Entry { hash: write.hash, stamp: Some(stamp) }))
        })
        .collect();
    let mut written = Vec::new();
    for (write, result) in writes.iter().zip(results) {
        let path = write.path;
        let entry = match result {
            Some(Ok(entry)) => {
                written.push(path.to_owned());
                entry
            }
            Some(Err(error)) => {
                faults.push(unwritable(&error));
                before.entries.get(path).copied().unwrap_or(Entry::claim(write.hash))
            }
            None => before.entries.get(path).copied().unwrap_or(Entry::claim(write.hash)),
        };
        after.entries.insert(path.to_owned(), entry);
    }
    written
}

/// Removes files that ibid wrote and tells which. It is no fault if one is gone, or was only ever announced and a
/// folder stands in its place.
fn remove(
    out: &dyn World,
    paths: &BTreeSet<String>,
    before: &Manifest,
    after: &mut Manifest,
    faults: &mut Vec<Diagnostic>,
) -> Vec<String> {
    let mut removed = Vec::new();
    for path in paths {
        match out.remove(path) {
            Ok(()) => removed.push(path.clone()),
            Err(error) if is_absent(error.kind) => {}
            Err(error) => {
                faults.push(unwritable(&error));
                keep(after, before, &BTreeSet::from([path.clone()]));
            }
        }
    }
    removed
}

fn is_absent(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::IsADirectory)
}

fn keep(after: &mut Manifest, before: &Manifest, paths: &BTreeSet<String>) {
    let kept = paths.iter().filter_map(|path| Some((path.clone(), *before.entries.get(path)?)));
    after.entries.extend(kept);
}

/// Whether there are files already; those of others are a fault where they are not allowed.
fn is_used(out: &dyn World, options: Options) -> Result<bool, Vec<Diagnostic>> {
    let files = out.files("").map_err(|error| vec![unreadable(&error)])?;
    let is_staged = |path: &&String| path.strip_prefix(STAGING).is_some_and(|rest| rest.starts_with('/'));
    let files: Vec<&String> = files.iter().filter(|path| !is_staged(path)).collect();
    if files.is_empty() || options.force { Ok(!files.is_empty()) } else { Err(vec![foreign(&files)]) }
}

/// Temporary files of a run that was killed.
fn remove_leftovers(out: &dyn World) -> Result<(), WorldError> {
    for path in out.files("")?.iter().filter(|path| crate::world::is_temporary(path)) {
        out.remove(path)?;
    }
    Ok(())
}

/// The list, and its hash.
fn read_manifest(out: &dyn World) -> Result<Option<(Manifest, String)>, WorldError> {
    match out.read(manifest::PATH) {
        Ok(bytes) => {
            let manifest = Manifest::parse(&String::from_utf8_lossy(&bytes));
            Ok(manifest.map(|manifest| (manifest, list_hash(&bytes))))
        }
        Err(error) if error.kind == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn save(out: &dyn World, list: &str) -> Result<(), WorldError> {
    out.write(manifest::PATH, list.as_bytes()).map(|_| ())
}

fn foreign(files: &[impl AsRef<str>]) -> Diagnostic {
    const NAMED: usize = 3;
    let named: Vec<String> = files.iter().take(NAMED).map(|path| format!("`{}`", path.as_ref())).collect();
    let more = match files.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = format!("the output folder holds what ibid did not write: {}{more}", named.join(", "));
    Diagnostic::error(Code::ForeignOutput, message)
        .hint("name another folder with `--output-dir`, or empty this one if nobody needs what is in it")
        .hint("`--force` writes there all the same: over what is in the way, and leaves the rest")
}

fn unwritable(error: &WorldError) -> Diagnostic {
    let message = format!("{} cannot be written: {}", shown(&error.path), error.message);
    let diagnostic = Diagnostic::error(Code::Unwritable, message);
    diagnostic.hint("the output is incomplete until the next build, which goes on from here")
}

/// A file that could not be staged.
fn unstaged(error: &WorldError) -> Diagnostic {
    let message = format!("{} cannot be written: {}", shown(&error.path), error.message);
    Diagnostic::error(Code::Unwritable, message).hint("nothing was changed: the output is as it was")
}

fn unreadable(error: &WorldError) -> Diagnostic {
    Diagnostic::error(Code::Unreadable, format!("{} cannot be read: {}", shown(&error.path), error.message))
}

fn shown(path: &str) -> String {
    if path.is_empty() { "the output folder".to_owned() } else { format!("`{path}` in the output folder") }
}
