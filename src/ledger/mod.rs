//! The ledger, `ibid.lock`: every address that was published, so that none of them ever dies.
//!
//! Builds only read it. [`claims()`] finds the annotation that each entry means, whatever was edited since; what nobody
//! answers to is an error that names the ways out. What `ibid publish` writes is made in `site`.
//!
//! An entry is a line, and a line is whole by itself: so two branches that publish merge by keeping the lines of both, in
//! any order. The last line says that nothing was cut off.

mod claims;
mod entries;
mod entry;
pub(crate) mod faults;
mod likeness;
mod read;
mod said;
mod versions;
mod write;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::TextFile;

pub use claims::{Claims, claims};
pub use entries::entries;
pub use entry::{Entry, PageEntry, Sent, State};
pub use read::read;
pub use write::write;

/// The name of the ledger's file, in the folder of the site.
pub const FILE: &str = "ibid.lock";

/// The form of the file that this program reads and writes.
pub const VERSION: u32 = 1;

/// Everything that was published.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Ledger {
    /// The file, where there is one.
    pub file: Option<Arc<TextFile>>,
    /// Annotations by their ids.
    pub annotations: BTreeMap<String, Entry>,
    /// Pages by their paths in the site, `/briefings/x/`.
    pub pages: BTreeMap<String, PageEntry>,
    /// Further versions of annotations that branches recorded, by their ids.
    other_annotations: BTreeMap<String, Vec<Entry>>,
    /// Likewise of pages, by their paths.
    other_pages: BTreeMap<String, Vec<PageEntry>>,
    /// Newsletters that were sent, by the paths of their pages.
    pub newsletters: BTreeMap<String, Sent>,
    /// Where the entries stand in the file, by id or path.
    places: BTreeMap<String, Range<usize>>,
    /// Whether it could be read whole: one that could not is never written over.
    pub is_sound: bool,
}

impl Ledger {
    /// The ledger of a site that never published anything.
    #[must_use]
    pub fn empty() -> Self {
        Self { is_sound: true, ..Self::default() }
    }

    /// Where an entry stands in the file.
    #[must_use]
    pub fn place(&self, name: &str) -> Range<usize> {
        self.places.get(name).cloned().unwrap_or_default()
    }

    /// The newsletters that were sent with a link to an annotation, named by its id, or to a page, named by its path; the
    /// oldest first.
    #[must_use]
    pub fn linked_in(&self, name: &str) -> Vec<&Sent> {
        let has_link = |sent: &&Sent| sent.links.binary_search_by(|link| link.as_str().cmp(name)).is_ok();
        let mut found: Vec<&Sent> = self.newsletters.values().filter(has_link).collect();
        found.sort_by_key(|sent| sent.on);
        found
    }

    /// The annotation that one leads to which was moved, over as many moves as there were; itself where it was not moved.
    /// None where the moves go in a circle.
    #[must_use]
    pub fn destination<'l>(&'l self, id: &'l str) -> Option<&'l str> {
        let next = |id: &str| match &self.annotations.get(id)?.state {
            State::Moved { to, .. } => Some(to.as_str()),
            _ => None,
        };
        follow(id, next, self.annotations.len())
    }

    /// Likewise for the path of a page.
    #[must_use]
    pub fn page_destination<'l>(&'l self, path: &'l str) -> Option<&'l str> {
        let next = |path: &str| match &self.pages.get(path)?.state {
            State::Moved { to, .. } => Some(to.as_str()),
            _ => None,
        };
        follow(path, next, self.pages.len())
    }
}

/// Goes on from a name as long as something follows, at most so many times.
fn follow<'l>(start: &'l str, next: impl Fn(&str) -> Option<&'l str>, most: usize) -> Option<&'l str> {
    let mut at = start;
    for _ in 0..=most {
        match next(at) {
            Some(further) => at = further,
            None => return Some(at),
        }
    }
    None
}

/// A hash of a text, by which it is known again: 16 hexadecimal digits of BLAKE3.
#[must_use]
pub fn text_hash(text: &str) -> String {
    blake3::hash(text.trim().as_bytes()).to_hex()[..16].to_owned()
}

/// The language in the name of a file, `uk` of `x.uk.md`; nothing for the site's first one.
pub(crate) fn language_of(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or_default();
    name.strip_suffix(".md").and_then(|stem| stem.rsplit_once('.')).map_or("", |(_, language)| language)
}
