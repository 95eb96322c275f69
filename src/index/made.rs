//! What stands at addresses without a file of its own.

use std::fmt;
use std::sync::Arc;

use super::Index;
use crate::config::Config;
use crate::parse::Draft;

/// Where the log of a language's corrections stands, from the beginning of the addresses of that language.
pub const LOG: &str = "/corrections/";
/// Where the search page of a language stands, likewise.
pub const SEARCH: &str = "/search/";

/// Something that ibid makes itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made<'a> {
    /// The list of the terms of a taxonomy, by its name.
    Taxonomy(&'a str),
    /// A term, and the name of its taxonomy.
    Term(&'a str, &'a str),
    /// The search.
    Search,
    /// The log of corrections.
    Log,
}

impl fmt::Display for Made<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Made::Taxonomy(name) => write!(out, "the list of the taxonomy `{name}`"),
            Made::Term(term, name) => write!(out, "the term `{term}` of `{name}`"),
            Made::Search => out.write_str("the search page"),
            Made::Log => out.write_str("the log of corrections"),
        }
    }
}

impl Index {
    /// All of it, each with its address.
    pub fn made<'a>(
        &'a self,
        config: &'a Config,
        drafts: &'a [Arc<Draft>],
    ) -> impl Iterator<Item = (String, Made<'a>)> {
        let rendered = self.taxonomies(config).filter(|(_, taxonomy, _)| taxonomy.render);
        let taxonomies = rendered.flat_map(|(language, taxonomy, terms)| {
            let (list, name) = (config.taxonomy_address(language, taxonomy), taxonomy.name.as_str());
            let terms: Vec<_> = (terms.list.iter())
                .map(|term| (format!("{list}{}/", term.slug), Made::Term(&term.name, name)))
                .collect();
            std::iter::once((list, Made::Taxonomy(name))).chain(terms)
        });
        let languages = 0..config.languages.len();
        let searches = languages.clone().filter(|_| config.search);
        let searches =
            searches.map(|language| (format!("{}{SEARCH}", config.language_path(language)), Made::Search));
        let has_log = |language: &usize| {
            let mut drafts = drafts.iter().filter(|draft| draft.language == *language);
            drafts.any(|draft| !draft.front_matter.furniture.corrections.is_empty())
        };
        let logs = languages.filter(has_log);
        let logs = logs.map(|language| (format!("{}{LOG}", config.language_path(language)), Made::Log));
        taxonomies.chain(searches).chain(logs)
    }
}
