//! What is rendered by itself, whatever is done with it.

use crate::config::Cards;
use crate::diagnostic::Diagnostic;
use crate::emit::Artifact;
use crate::export;
use crate::index::{Index, folder_of};
use crate::render::{Rendered, Renderer};
use crate::view::Views;

/// Something that is rendered by itself, from one draft and what all pages know of each other.
pub(super) struct Part {
    /// Its name, like no other part's.
    pub name: String,
    /// The page, where it is one.
    pub page: Option<usize>,
    /// The draft, where it has one.
    pub draft: Option<usize>,
}

/// What is rendered by itself.
#[derive(Clone, Copy)]
pub(super) enum Job {
    /// A page with the permalinks of its annotations.
    Page(usize),
    /// A source.
    Source(usize),
    /// The list of the terms of a language's taxonomy.
    Taxonomy(usize, usize),
    /// A term of a language's taxonomy.
    Term(usize, usize, usize),
    /// The log of a language's corrections.
    Log(usize),
    /// A page that leads on.
    Redirect(usize),
    /// What stands where something stood that was published.
    Tombstone(usize),
    /// What a draft says and cites, as data.
    Data(usize),
    /// The cards of a draft's annotations.
    Cards(usize),
    /// Feeds and sitemap.
    Exports,
}

/// All jobs of a site, in the order of what they come to; those that take long come last, and may be left out.
pub(super) fn jobs(views: &Views, with_pictures: bool) -> Vec<Job> {
    let (material, index) = (&views.material, &views.index);
    let mut jobs: Vec<Job> = (0..index.pages.len()).map(Job::Page).collect();
    jobs.extend((0..material.sources.len()).map(Job::Source));
    for (language, declared) in material.config.languages.iter().enumerate() {
        for number in 0..declared.taxonomies.len() {
            jobs.push(Job::Taxonomy(language, number));
            let terms = 0..index.terms[language][number].list.len();
            jobs.extend(terms.map(|term| Job::Term(language, number, term)));
        }
    }
    jobs.extend((0..material.config.languages.len()).map(Job::Log));
    jobs.extend((0..index.moves.redirects.len()).map(Job::Redirect));
    jobs.extend((0..index.published.tombstones.len()).map(Job::Tombstone));
    jobs.push(Job::Exports);
    jobs.extend((0..material.drafts.len()).map(Job::Data));
    if with_pictures && material.config.cards != Cards::None {
        jobs.extend((0..material.drafts.len()).map(Job::Cards));
    }
    jobs
}

impl Job {
    pub(super) fn run(self, renderer: Renderer<'_>, found: &mut Vec<Diagnostic>) -> Vec<Artifact> {
        let index = &renderer.views.index;
        let pages: Vec<Rendered> = match self {
            Job::Page(number) => renderer.page(number, found),
            Job::Source(number) => renderer.source(number, found),
            Job::Taxonomy(language, number) => {
                renderer.taxonomy(language, number, found).into_iter().collect()
            }
            Job::Term(language, number, term) => {
                let term = &index.terms[language][number].list[term];
                renderer.term((language, number), term, found)
            }
            Job::Log(language) => renderer.log(language, found).into_iter().collect(),
            Job::Redirect(number) => {
                renderer.redirect(&index.moves.redirects[number], found).into_iter().collect()
            }
            Job::Tombstone(number) => {
                renderer.tombstone(&index.published.tombstones[number], found).into_iter().collect()
            }
            Job::Data(draft) => return export::data(&renderer, draft),
            Job::Cards(draft) => return export::cards(&renderer, draft),
            Job::Exports => return export::exports(&renderer, found),
        };
        pages.into_iter().map(artifact).collect()
    }

    /// What of it an earlier build may have made.
    pub(super) fn part(self, views: &Views) -> Option<Part> {
        let index = &views.index;
        match self {
            Job::Page(number) => {
                let page = &index.pages[number];
                Some(Part { name: page.path.clone(), page: Some(number), draft: page.draft })
            }
            Job::Source(number) => {
                let name = views.material.sources[number].file.path.clone();
                Some(Part { name, page: None, draft: None })
            }
            Job::Data(draft) => Some(beside(index, draft, "as data")),
            Job::Cards(draft) => Some(beside(index, draft, "as cards")),
            _ => None,
        }
    }
}

/// What is made from a draft beside its page.
fn beside(index: &Index, draft: usize, what: &str) -> Part {
    let page = index.page_of_draft[draft];
    Part { name: format!("{} {what}", index.pages[page].path), page: Some(page), draft: Some(draft) }
}

pub(super) fn artifact(page: Rendered) -> Artifact {
    let mut path = folder_of(&page.path);
    if path.is_empty() || path.ends_with('/') {
        path.push_str("index.html");
    }
    Artifact::new(path, page.text)
}
