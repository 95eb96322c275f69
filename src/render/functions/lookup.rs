//! What functions look things up in.

use std::sync::Arc;

use tera::{TeraResult, Value};

use super::data::Data;
use super::{problem, unknown};
use crate::config::Taxonomy;
use crate::images::Pictures;
use crate::index::{Terms, Withheld};
use crate::parse::Draft;
use crate::render::Statics;
use crate::view::{Views, text_of};
use crate::words::Words;
use crate::world::{World, below_content};

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
    /// The pages, sections and terms; none where templates are called without a site around them.
    pub views: Option<Arc<Views>>,
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
            views: None,
            statics: Arc::default(),
        }
    }

    /// Everything that a site holds.
    #[must_use]
    pub fn of_site(
        world: &dyn World,
        views: &Arc<Views>,
        statics: &Arc<Statics>,
        pictures: &Arc<Pictures>,
    ) -> Self {
        let config = &views.material.config;
        Self {
            base_url: config.base_url.clone(),
            base_path: config.base_path.clone(),
            languages: config.languages.iter().map(|language| language.tag.clone()).collect(),
            views: Some(Arc::clone(views)),
            statics: Arc::clone(statics),
            pictures: Arc::clone(pictures),
            ..Self::new(world.share(), Arc::clone(&views.material.words))
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

    /// A taxonomy with its terms, in the default language where none is named; the places of the language and of the
    /// taxonomy in it come first. None where the language has no such taxonomy.
    ///
    /// # Errors
    /// A language that the site does not have.
    pub(super) fn taxonomy(&self, kind: &str, lang: Option<&str>) -> TeraResult<Option<Classified<'_>>> {
        lang.map(|lang| self.is_default(lang)).transpose()?;
        let Some(views) = self.views.as_deref() else { return Ok(None) };
        let language = self.languages.iter().position(|known| Some(known.as_str()) == lang).unwrap_or(0);
        let declared = &views.material.config.languages[language].taxonomies;
        let number = declared.iter().position(|taxonomy| taxonomy.name == kind);
        Ok(number.map(|number| Classified {
            views,
            language,
            number,
            taxonomy: &declared[number],
            terms: &views.index.terms[language][number],
        }))
    }

    /// The finding for a taxonomy that a language does not have.
    pub(super) fn no_taxonomy(&self, kind: &str, lang: Option<&str>) -> tera::Error {
        let languages = self.views.iter().flat_map(|views| &views.material.config.languages);
        let lang = lang.or(self.languages.first().map(String::as_str)).unwrap_or_default();
        let own = languages.filter(|language| language.tag == lang);
        let mut names: Vec<&str> =
            own.flat_map(|language| &language.taxonomies).map(|taxonomy| taxonomy.name.as_str()).collect();
        names.sort_unstable();
        unknown("taxonomy", kind, names.into_iter())
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

    /// A page or section by its file, as lists show it.
    pub(super) fn page(&self, file: &str) -> TeraResult<Value> {
        let is_meant = |(draft, _): &&(Arc<Draft>, Withheld)| below_content(&draft.file.path) == file;
        let views = self.views.as_deref();
        if let Some(page) = views.and_then(|views| Some(views.page_card(*views.index.by_file.get(file)?))) {
            return Ok(page);
        }
        match views.and_then(|views| views.material.withheld.iter().find(is_meant)) {
            Some((_, reason)) => Err(problem(&format!("the page `{file}` {}", reason.words()), [])),
            None => Err(self.missing("page", file, |_| true)),
        }
    }

    /// A section by its file, with its pages and the sections below.
    pub(super) fn section(&self, file: &str) -> TeraResult<Value> {
        let section = self.views.as_deref().and_then(|views| {
            let page = *views.index.by_file.get(file)?;
            views.index.pages[page].is_section().then(|| views.whole_section(page))
        });
        let is_section =
            |page: usize| self.views.as_ref().is_some_and(|views| views.index.pages[page].is_section());
        section.ok_or_else(|| self.missing("section", file, is_section))
    }

    fn missing(&self, what: &str, file: &str, is_such: impl Fn(usize) -> bool) -> tera::Error {
        let files = self.views.iter().flat_map(|views| views.index.by_file.iter());
        let mut names: Vec<&str> =
            files.filter(|(_, page)| is_such(**page)).map(|(file, _)| file.as_str()).collect();
        names.sort_unstable();
        unknown(what, file, names.into_iter())
    }
}

/// A taxonomy of a language.
pub(super) struct Classified<'a> {
    pub views: &'a Views,
    pub language: usize,
    pub number: usize,
    pub taxonomy: &'a Taxonomy,
    pub terms: &'a Terms,
}
