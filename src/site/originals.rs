//! The original beside a source must be the one whose hash was recorded.

use sha2::{Digest, Sha256};

use super::read::SourceFile;
use crate::archive::Source;
use crate::diagnostic::{Code, Diagnostic};
use crate::world::World;

/// Compares the original's SHA-256 with the one in the front matter.
pub(super) fn check(world: &dyn World, source: &Source, file: &SourceFile) -> Option<Diagnostic> {
    let recorded = source.metadata.sha256.as_deref()?;
    let original = source.original.as_ref()?;
    let path = format!("{}/{}", file.path.rsplit_once('/')?.0, original.file);
    let place = source.file.text.find(recorded).map_or(0..0, |at| at..at + recorded.len());
    let bytes = match world.read(&path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("`{path}` cannot be read: {}", error.message);
            return Some(Diagnostic::error(Code::Unreadable, message).at(&source.file, place, ""));
        }
    };
    let found = hex(&Sha256::digest(&bytes));
    if found.eq_ignore_ascii_case(recorded) {
        return None;
    }
    let problem =
        Diagnostic::error(Code::ChangedOriginal, format!("`{path}` is not the file that was archived"))
            .at(&source.file, place, "recorded here")
            .hint(format!("the file's SHA-256 is {found}"))
            .hint("put the archived file back, or archive the new one and check what it says");
    Some(problem)
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        // Writing to a string does not fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}
