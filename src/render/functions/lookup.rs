//! What functions look things up in.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{TeraResult, Value};

use super::data::Data;
use super::{problem, unknown};
use crate::images::Pictures;
use crate::render::Statics;
use crate::view::text_of;
use crate::words::Words;
use crate::world::World;

/// What functions look things up in.
pub struct Lookup {
    /// The files of the site.
    pub world: Arc<dyn World>,
    /// The theme's words.
    pub words: Arc<Words>,
    /// Files of data that were read before.
    pub data: Data,
    /// `base_url`, without a slash at the end.
    pub base_url: String,
    /// The path of `base_url`, without a slash at the end.
    pub base_path: String,
    /// The languages of the site, the default language first.
    pub languages: Vec<String>,
    /// Pages and sections by their path from `content/`, as templates see them in lists.
    pub pages: BTreeMap<String, Value>,
    /// Why pages that are not public are not there, by the path of their file from `content/`: `is a draft …`.
    pub withheld: BTreeMap<String, &'static str>,
    /// Sections by the path of their file from `content/`, with their pages and the sections below.
    pub sections: BTreeMap<String, Value>,
    /// Taxonomies by language and name, with their terms.
    pub taxonomies: BTreeMap<(String, String), Value>,
    /// By language and taxonomy, the path of each term's page by its name, with `base_path`.
    pub terms: BTreeMap<(String, String), BTreeMap<String, String>>,
    /// The static files.
    pub statics: Arc<Statics>,
    /// The pictures that pages ask for.
    pub pictures: Arc<Pictures>,
}

impl Lookup {
    /// Nothing to find but the files of `world` and the theme's words.
    #[must_use]
    pub fn new(world: Arc<dyn World>, words: Arc<Words>) -> Self {
        Self {
            pictures: Arc::new(Pictures::new(Arc::clone(&world), None)),
            world,
            words,
            data: Data::default(),
            base_url: String::new(),
            base_path: String::new(),
            languages: Vec::new(),
            pages: BTreeMap::new(),
            withheld: BTreeMap::new(),
            sections: BTreeMap::new(),
            taxonomies: BTreeMap::new(),
            terms: BTreeMap::new(),
            statics: Arc::default(),
        }
    }

    /// Whether a language is the default one.
    ///
    /// # Errors
    /// A language that the site does not have.
    pub(super) fn is_default(&self, lang: &str) -> TeraResult<bool> {
        let place = self.languages.iter().position(|known| known == lang);
        let missing = || unknown("language", lang, self.languages.iter().map(String::as_str));
        place.map(|place| place == 0).ok_or_else(missing)
    }

    /// The key of a taxonomy: in the default language where none is named.
    ///
    /// # Errors
    /// A language that the site does not have.
    pub(super) fn taxonomy_key(&self, kind: &str, lang: Option<&str>) -> TeraResult<(String, String)> {
        let main = self.languages.first().map(String::as_str).unwrap_or_default();
        lang.map(|lang| self.is_default(lang)).transpose()?;
        Ok((lang.unwrap_or(main).to_owned(), kind.to_owned()))
    }

    /// The names of the taxonomies of a language.
    pub(super) fn taxonomy_names<'a>(&'a self, lang: &'a str) -> impl Iterator<Item = &'a str> {
        self.taxonomies.keys().filter(move |(known, _)| known == lang).map(|(_, name)| name.as_str())
    }

    /// The file of a page in a language, from `content/`: of `@/briefings/x.md` in Ukrainian `briefings/x.uk.md`.
    ///
    /// # Errors
    /// A language that the site does not have.
    pub(super) fn file_in(&self, wanted: &str, lang: Option<&str>) -> TeraResult<String> {
        let file = wanted.strip_prefix("@/").unwrap_or(wanted);
        let Some(lang) = lang else { return Ok(file.to_owned()) };
        let is_default = self.is_default(lang)?;
        let stem = file.strip_suffix(".md").unwrap_or(file);
        let others = self.languages.iter().skip(1);
        let stem = others.fold(stem, |stem, other| stem.strip_suffix(&format!(".{other}")).unwrap_or(stem));
        Ok(if is_default { format!("{stem}.md") } else { format!("{stem}.{lang}.md") })
    }

    /// The path of a page, with `base_path`.
    pub(super) fn page_path(&self, file: &str) -> TeraResult<String> {
        Ok(text_of(&self.page(file)?, "path").to_owned())
    }

    /// A page or section by its file.
    pub(super) fn page(&self, file: &str) -> TeraResult<Value> {
        if let Some(reason) = self.withheld.get(file) {
            return Err(problem(&format!("the page `{file}` {reason}"), []));
        }
        let found = self.pages.get(file).cloned();
        found.ok_or_else(|| unknown("page", file, self.pages.keys().map(String::as_str)))
    }
}
