//! What the system says, as far as it matters here.

use std::path::Path;

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Event, EventKind};

/// One step of what happened to a file or folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Notice {
    /// From the root.
    pub path: String,
    pub kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Bytes were written, and more may come until it is closed.
    Written,
    /// Whoever wrote is done.
    Closed,
    /// It is not there any more.
    Gone,
    /// Something else: it is there now, another file has the name, or its rights or its time are others.
    Changed,
}

/// Whether the system says when a file is closed that was written.
const TELLS_OF_CLOSING: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// What an event means; `None` where nothing changes by it, as when a file is read.
pub(super) fn kind(event: &Event) -> Option<Kind> {
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) if TELLS_OF_CLOSING => Some(Kind::Closed),
        EventKind::Access(_) => None,
        EventKind::Modify(ModifyKind::Data(_)) if TELLS_OF_CLOSING => Some(Kind::Written),
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)) => Some(Kind::Gone),
        _ => Some(Kind::Changed),
    }
}

/// The path of a file from the root, its parts divided by `/`. `None` where it lies outside or is not UTF-8.
pub(super) fn from_root(root: &Path, path: &Path) -> Option<String> {
    let inner = path.strip_prefix(root).ok()?;
    let parts: Option<Vec<&str>> = inner.iter().map(|part| part.to_str()).collect();
    parts.map(|parts| parts.join("/"))
}
