//! The search index, which is made when a search page asks for it: it takes longer than all the rest.

use std::collections::HashMap;
use std::sync::Arc;

use crate::render::SEARCH_INDEX;
use crate::site::Site;

/// The files of the index, as of the update that they were made after.
#[derive(Default)]
pub(super) struct Bundle {
    /// The number of the update.
    of: Option<u64>,
    files: HashMap<String, Arc<Vec<u8>>>,
}

/// Whether a path of the output is one of the index: `pagefind/pagefind.js`, `uk/pagefind/…`.
pub(super) fn is_part(path: &str) -> bool {
    path.split('/').take(2).any(|folder| folder == SEARCH_INDEX)
}

impl Bundle {
    /// A file of the index. The one that a search begins with is always of the site as it is now; the others belong to
    /// that one, also when the site has gone on in the meantime.
    pub(super) fn file(&mut self, number: u64, site: &Site, path: &str) -> Option<Arc<Vec<u8>>> {
        let is_first = path.ends_with("/pagefind-entry.json") || self.of.is_none();
        if is_first && self.of != Some(number) {
            let made = site.search_files();
            self.files = made.into_iter().map(|file| (file.path, file.bytes)).collect();
            self.of = Some(number);
        }
        self.files.get(path).cloned()
    }
}
