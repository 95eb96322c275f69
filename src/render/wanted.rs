//! Which files of the output are made.

use std::borrow::Cow;

use crate::index::folder_of;

/// Which files of the output are made: a build takes all, a server the one that a browser asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted<'a> {
    /// All of them.
    All,
    /// The one at this path of the output: `briefings/x/index.html`.
    One(&'a str),
}

impl<'a> Wanted<'a> {
    /// Whether the file at a path of the output is.
    #[must_use]
    pub fn file(self, path: &str) -> bool {
        match self {
            Wanted::All => true,
            Wanted::One(wanted) => wanted == path,
        }
    }

    /// Whether the page with this path of its URL is: begins with a slash, without the path of `base_url`.
    #[must_use]
    pub fn page(self, path: &str) -> bool {
        let Wanted::One(wanted) = self else { return true };
        let folder = folder(path);
        match wanted.strip_suffix("index.html") {
            Some(wanted) if folder.is_empty() || folder.ends_with('/') => wanted == folder,
            _ => wanted == folder,
        }
    }

    /// Whether it may be one that stands below a page.
    #[must_use]
    pub fn below(self, path: &str) -> bool {
        match self {
            Wanted::All => true,
            Wanted::One(wanted) => wanted.starts_with(&*folder(path)),
        }
    }

    /// Whether it may be one of these names, in any folder.
    #[must_use]
    pub fn named(self, names: &[&str]) -> bool {
        match self {
            Wanted::All => true,
            Wanted::One(wanted) => names.contains(&wanted.rsplit('/').next().unwrap_or_default()),
        }
    }

    /// The id of the annotation whose permalink it is, or goes with it, where it is a single one.
    #[must_use]
    pub fn permalink(self) -> Option<&'a str> {
        match self {
            Wanted::All => None,
            Wanted::One(wanted) => wanted.strip_prefix("a/")?.split_once('/').map(|(id, _)| id),
        }
    }
}

/// The path of the output for that of a URL, which may name letters by their bytes.
fn folder(path: &str) -> Cow<'_, str> {
    if path.contains('%') { folder_of(path).into() } else { path.trim_start_matches('/').into() }
}
