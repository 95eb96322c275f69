//! What functions look things up in.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::value::Key;
use tera::{TeraResult, Value};

use super::unknown;
use crate::render::Statics;
use crate::world::World;

/// What functions look things up in.
pub struct Lookup {
    /// The files of the site.
    pub world: Arc<dyn World>,
    /// `base_url`, without a slash at the end.
    pub base_url: String,
    /// The path of `base_url`, without a slash at the end.
    pub base_path: String,
    /// Pages and sections by their path from `content/`, as templates see them in lists.
    pub pages: BTreeMap<String, Value>,
    /// Path of a term's page by taxonomy and name, with `base_path`.
    pub terms: BTreeMap<(String, String), String>,
    /// The static files.
    pub statics: Arc<Statics>,
}

impl Lookup {
    /// Nothing to find but the files of `world`.
    #[must_use]
    pub fn new(world: Arc<dyn World>) -> Self {
        Self {
            world,
            base_url: String::new(),
            base_path: String::new(),
            pages: BTreeMap::new(),
            terms: BTreeMap::new(),
            statics: Arc::default(),
        }
    }

    /// The path of a page that is named by `@/…`, with `base_path`.
    pub(super) fn page_path(&self, wanted: &str) -> TeraResult<String> {
        let page = self.page(wanted)?;
        let path = page
            .as_map()
            .and_then(|map| map.get(&Key::Str("path")))
            .and_then(Value::as_str)
            .unwrap_or_default();
        Ok(path.to_owned())
    }

    /// A page or section by its file, `@/` before it or not.
    pub(super) fn page(&self, wanted: &str) -> TeraResult<Value> {
        let name = wanted.strip_prefix("@/").unwrap_or(wanted);
        self.pages
            .get(name)
            .cloned()
            .ok_or_else(|| unknown("page", name, self.pages.keys().map(String::as_str)))
    }
}
