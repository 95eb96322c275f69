//! What the drafts say of each other: addresses, sections, annotations by id, who cites what, who links where, terms.

mod address;
mod annotations;
mod circles;
mod citations;
mod headings;
mod letters;
mod links;
mod made;
mod order;
mod page;
mod people;
mod published;
mod redirects;
mod same;
mod terms;
mod work;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::archive::Source;
use crate::config::{Config, Language, Taxonomy};
use crate::diagnostic::{Code, Diagnostic, Suggestions};
use crate::furniture::Calendar;
use crate::ledger::{Ledger, State};
use crate::parse::Draft;
use crate::verify::Evidence;
use crate::words::Words;

pub use address::{Place, folder_of, percent, place};
pub use citations::{Citation, Cited, CitedPassage, paragraph_of, passage_id};
pub use headings::Headings;
pub use letters::linked_annotations;
use links::Anchors;
pub use links::{From, Target};
pub use made::{LOG, Made, SEARCH};
pub use page::{Page, PageKind, Withheld, withheld};
pub use published::{Published, Tombstone, permalink_path, source_path};
pub use redirects::{Destination, Lead, Moves, Redirect};
pub use terms::{Term, Terms};
pub use work::{Indexed, index};

/// Everything that was read: what the index is made from, and what views look into. Its parts are shared with the next
/// update, which takes what did not change.
pub struct Material {
    /// The configuration.
    pub config: Arc<Config>,
    /// The theme's words in all languages.
    pub words: Arc<Words>,
    /// The public drafts, in the order of their files.
    pub drafts: Vec<Arc<Draft>>,
    /// The sources, in the order of their ids.
    pub sources: Vec<Arc<Source>>,
    /// What each draft's annotations rest on.
    pub evidence: Vec<Arc<Evidence>>,
    /// The events of each data file that is asked for.
    pub events: Calendar,
    /// The drafts that are not public, with the reason, in the order of their files.
    pub withheld: Vec<(Arc<Draft>, Withheld)>,
    /// What was published.
    pub ledger: Arc<Ledger>,
    /// The files of the output that are copied from static ones, by their paths there.
    pub copied: Arc<BTreeSet<String>>,
}

impl Material {
    /// The finding for a link to a content file that is not there, with the nearest that is.
    #[must_use]
    pub fn broken_link(&self, file: &str, nearest: impl FnOnce() -> Option<String>) -> Diagnostic {
        let path = format!("content/{file}");
        let withheld = self.withheld.binary_search_by(|(draft, _)| draft.file.path.as_str().cmp(&path));
        if let Ok(number) = withheld {
            let reason = self.withheld[number].1.words();
            return Diagnostic::error(Code::BrokenLink, format!("the page `{path}` {reason}"))
                .hint("take the link out for as long as that page is not public");
        }
        let found = Diagnostic::error(Code::BrokenLink, format!("there is no page `{path}`"));
        match nearest() {
            Some(near) => found.hint(format!("did you mean `@/{near}`?")),
            None => found.hint(
                "a link within the site is the path of the file from `content/`: `@/briefings/name.md`",
            ),
        }
    }

    /// Why a link does not reach an annotation.
    #[must_use]
    pub fn no_annotation(&self, id: &str) -> String {
        let holds = |draft: &Draft| draft.annotations.list.iter().any(|annotation| annotation.id == id);
        if let Some((draft, reason)) = self.withheld.iter().find(|(draft, _)| holds(draft)) {
            return format!(
                "the annotation `{id}` stands in `{}`, which {}",
                draft.file.path,
                reason.words()
            );
        }
        match self.ledger.annotations.get(id).map(|entry| &entry.state) {
            Some(State::Retracted { on, .. }) => format!("the annotation `{id}` was retracted on {on}"),
            Some(State::Moved { to, .. }) => format!("the annotation `{id}` was moved to `{to}`"),
            _ => format!("there is no annotation `{id}`"),
        }
    }
}

/// The relations between all pages. Its parts are shared with the index of the next update, where they stay the same.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// The pages, the home page first.
    pub pages: Arc<Vec<Page>>,
    /// The page of each draft.
    pub page_of_draft: Arc<Vec<usize>>,
    /// Pages by the path of their file from `content/`.
    pub by_file: Arc<HashMap<String, usize>>,
    /// Annotations by id: the draft, and the place in its list.
    pub annotations: Arc<HashMap<String, (usize, usize)>>,
    /// For each draft, the ids of its headings.
    pub headings: Vec<Arc<Headings>>,
    /// For each draft, what its links lead to.
    pub targets: Vec<Arc<Vec<Option<Target>>>>,
    /// For each source, who cites which passage of it.
    pub cited: Vec<Arc<Cited>>,
    /// For each page, the pages that link to it.
    pub backlinks: Arc<Vec<Vec<usize>>>,
    /// For each annotation that newsletters link to, by its id, their pages, newest first.
    pub letters: Arc<BTreeMap<String, Vec<usize>>>,
    /// For each language the terms of each of its taxonomies, in the order of the configuration.
    pub terms: Arc<Vec<Vec<Terms>>>,
    /// What became of everything that was published.
    pub published: Arc<Published>,
    /// What stood elsewhere before.
    pub moves: Arc<Moves>,
    /// For each page, the person pages of its authors.
    pub authors: Arc<Vec<Vec<Option<usize>>>>,
    /// For each person page, what they wrote, newest first.
    pub written_by: Arc<BTreeMap<usize, Vec<usize>>>,
    /// What may be meant by files and annotations that are not there.
    near: Arc<Near>,
}

/// What may be meant by names that are not there, in the index of one update.
#[derive(Debug, Default)]
struct Near {
    files: Suggestions,
    pages: Suggestions,
    annotations: Suggestions,
    sources: Suggestions,
    anchors: Anchors,
}

impl Index {
    /// The file of a page that may be meant by one that is not there, from `content/`.
    #[must_use]
    pub fn nearest_page(&self, file: &str) -> Option<String> {
        self.near.pages.nearest(file, self.by_file.keys().map(String::as_str))
    }

    /// The id of an annotation that may be meant by one that is not there.
    #[must_use]
    pub fn nearest_annotation(&self, id: &str) -> Option<String> {
        self.near.annotations.nearest(id, self.annotations.keys().map(String::as_str))
    }

    /// The id of a source that may be meant by one that is not there.
    #[must_use]
    pub fn nearest_source(&self, material: &Material, id: &str) -> Option<String> {
        self.near.sources.nearest(id, material.sources.iter().map(|source| source.id.as_str()))
    }

    /// The taxonomies of all languages with their terms, each with the place of its language.
    pub fn taxonomies<'a>(
        &'a self,
        config: &'a Config,
    ) -> impl Iterator<Item = (usize, &'a Taxonomy, &'a Terms)> {
        let of_language = |(number, (language, terms)): (usize, (&'a Language, &'a Vec<Terms>))| {
            language.taxonomies.iter().zip(terms).map(move |(taxonomy, terms)| (number, taxonomy, terms))
        };
        config.languages.iter().zip(self.terms.iter()).enumerate().flat_map(of_language)
    }
}
