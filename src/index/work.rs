//! The making of the index: from nothing, or from the last one with what changed.

use std::sync::Arc;

use rayon::prelude::*;

use super::same::Same;
use super::{Headings, Index, Material, Page, Target};
use super::{annotations, citations, headings, letters, links, page, people, published, redirects, terms};
use crate::diagnostic::Diagnostic;
use crate::world::below_content;

/// An index with what it was made from and what was found wrong.
#[derive(Clone)]
pub struct Indexed {
    /// What was read.
    pub material: Arc<Material>,
    /// How it hangs together.
    pub index: Arc<Index>,
    found: Found,
    /// Whether what became of published pages rests on what pages hold.
    rests_on_texts: bool,
}

/// What was found wrong in each part, so that the parts that are taken again bring it along.
#[derive(Clone, Default)]
struct Found {
    pages: Vec<Diagnostic>,
    annotations: Vec<Diagnostic>,
    headings: Vec<Vec<Diagnostic>>,
    links: Vec<Vec<Diagnostic>>,
    terms: Vec<Diagnostic>,
    published: Vec<Diagnostic>,
    moves: Vec<Diagnostic>,
}

impl Indexed {
    /// Links that lead nowhere, names that are taken twice, and the like.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        let Found { pages, annotations, headings, links, terms, published, moves } = &self.found;
        let of_drafts = headings.iter().chain(links).flatten();
        pages.iter().chain(annotations).chain(of_drafts).chain(terms).chain(published).chain(moves)
    }
}

/// Works out the relations. `before` is what they were made from and came to the last time: a part whose sources are the
/// same is taken again.
#[must_use]
pub fn index(material: &Arc<Material>, before: Option<&Indexed>) -> Indexed {
    let same = before.and_then(|before| Some((before, Same::of(&before.material, material)?)));
    let mut work = match &same {
        Some((before, _)) => {
            let (index, found) = (Index::clone(&before.index), before.found.clone());
            Work { material, index, found, rests_on_texts: before.rests_on_texts }
        }
        None => Work { material, index: Index::default(), found: Found::default(), rests_on_texts: true },
    };
    work.index.near = Arc::default();
    let same = same.map(|(_, same)| same);
    let is = |part: fn(&Same) -> bool| same.as_ref().is_some_and(part);
    let changed = same.as_ref().map(|same| same.changed.as_slice());
    let cited_before = std::mem::take(&mut work.index.cited);
    let cited = || match &same {
        Some(Same { cited, changed, .. }) => citations::cited_again(material, &cited_before, cited, changed),
        None => citations::cited(material),
    };
    let names = || {
        let has_same_pages = is(|same| same.front_matter) || work.pages();
        // The same ids may stand at other places, and what is told of them names these.
        if !is(|same| same.ids) || !work.found.annotations.is_empty() {
            work.annotations();
        }
        let has_same_anchors = work.headings(changed) && is(|same| same.html_ids);
        (has_same_pages, has_same_anchors)
    };
    let (cited, (has_same_pages, has_same_anchors)) = rayon::join(cited, names);
    work.index.cited = cited;
    let leads_alike = has_same_pages && has_same_anchors && is(|same| same.ids);
    let to_look_up = same.as_ref().filter(|_| leads_alike).map(|same| work.looked_up_again(same));
    work.links(to_look_up.as_deref());
    work.index.letters = Arc::new(letters::letters(&work.index, material));
    if !is(|same| same.front_matter) {
        work.lists();
    }
    // What is said of a fault names places, which may be others the next time.
    let is_settled = !work.rests_on_texts && work.found.published.is_empty();
    let is_published_alike = is_settled
        && has_same_anchors
        && is(|same| same.front_matter && same.ids && same.paragraphs && same.cited.is_empty())
        || work.published();
    if !has_same_anchors
        || !is_published_alike
        || !is(|same| same.front_matter && same.ids && same.paragraphs)
    {
        work.found.moves.clear();
        work.index.moves = Arc::new(redirects::moves(&work.index, material, &mut work.found.moves));
    }
    let Work { index, found, rests_on_texts, .. } = work;
    Indexed { material: Arc::clone(material), index: Arc::new(index), found, rests_on_texts }
}

struct Work<'a> {
    material: &'a Arc<Material>,
    index: Index,
    found: Found,
    rests_on_texts: bool,
}

impl Work<'_> {
    /// The pages; says whether each has the number that it had before, so that what leads to it still does.
    fn pages(&mut self) -> bool {
        self.found.pages.clear();
        let pages = page::pages(self.material, &mut self.found.pages);
        let drafts = &self.material.drafts;
        let numbers = |pages: &[Page]| pages.iter().map(|page| page.draft).collect::<Vec<_>>();
        let is_same =
            self.index.page_of_draft.len() == drafts.len() && numbers(&pages) == numbers(&self.index.pages);
        if !is_same {
            let mut page_of_draft = vec![0; drafts.len()];
            let with_draft =
                || pages.iter().enumerate().filter_map(|(page, found)| Some((page, found.draft?)));
            with_draft().for_each(|(page, draft)| page_of_draft[draft] = page);
            let name = |draft: usize| below_content(&drafts[draft].file.path).to_owned();
            self.index.by_file = Arc::new(with_draft().map(|(page, draft)| (name(draft), page)).collect());
            self.index.page_of_draft = Arc::new(page_of_draft);
        }
        self.index.pages = Arc::new(pages);
        is_same
    }

    fn annotations(&mut self) {
        self.found.annotations.clear();
        let ids = annotations::by_id(&self.material.drafts, &mut self.found.annotations);
        self.index.annotations = Arc::new(ids);
    }

    /// The ids of headings, of all drafts or of those that changed; says whether all are as they were.
    fn headings(&mut self, changed: Option<&[usize]>) -> bool {
        let of = |number: usize| {
            let mut found = Vec::new();
            let headings: Arc<Headings> =
                Arc::new(headings::headings(&self.material.drafts[number], &mut found));
            (headings, found)
        };
        let Some(changed) = changed else {
            let all = (0..self.material.drafts.len()).into_par_iter().map(of);
            (self.index.headings, self.found.headings) = all.unzip();
            return false;
        };
        let mut is_same = true;
        for &number in changed {
            let (headings, found) = of(number);
            is_same &= headings == self.index.headings[number];
            (self.index.headings[number], self.found.headings[number]) = (headings, found);
        }
        is_same
    }

    /// The drafts whose links may lead elsewhere than before, where all that they can lead to has the names that it had:
    /// those that changed and, where a source has other paragraphs, those that name one or have a broken link.
    fn looked_up_again(&self, same: &Same) -> Vec<usize> {
        let names_paragraph = |number: usize| {
            let targets = self.index.targets[number].iter();
            targets.flatten().any(|target| matches!(target, Target::Source(_, Some(_))))
        };
        let is_looked_up = |number: &usize| {
            same.changed.binary_search(number).is_ok()
                || !same.paragraphs && (names_paragraph(*number) || !self.found.links[*number].is_empty())
        };
        (0..self.index.targets.len()).filter(is_looked_up).collect()
    }

    /// What links lead to, those of all drafts or of those that changed.
    fn links(&mut self, changed: Option<&[usize]>) {
        let of = |index: &Index, number: usize| {
            let mut found = Vec::new();
            let targets: Arc<Vec<Option<Target>>> =
                Arc::new(links::targets(index, self.material, number, &mut found));
            (targets, found)
        };
        let Some(changed) = changed else {
            let all = (0..self.material.drafts.len()).into_par_iter().map(|number| of(&self.index, number));
            (self.index.targets, self.found.links) = all.unzip();
            self.index.backlinks = Arc::new(links::backlinks(&self.index));
            return;
        };
        let mut is_same = true;
        for &number in changed {
            let (targets, found) = of(&self.index, number);
            is_same &= targets == self.index.targets[number];
            (self.index.targets[number], self.found.links[number]) = (targets, found);
        }
        if !is_same {
            self.index.backlinks = Arc::new(links::backlinks(&self.index));
        }
    }

    /// What became of what was published; says whether all of it is as it was.
    fn published(&mut self) -> bool {
        self.found.published.clear();
        let (now, rests_on_texts) =
            published::published(&self.index, self.material, &mut self.found.published);
        self.rests_on_texts = rests_on_texts;
        if now == *self.index.published {
            return true;
        }
        self.index.published = Arc::new(now);
        false
    }

    /// The terms, and who wrote what.
    fn lists(&mut self) {
        let Self { material, index, found, .. } = self;
        let (drafts, pages) = (&material.drafts, &index.pages);
        found.terms.clear();
        let terms = || terms::terms(&material.config, drafts, index, &mut found.terms);
        let (terms, (authors, written_by)) = rayon::join(terms, || people::people(pages, drafts));
        index.terms = Arc::new(terms);
        (index.authors, index.written_by) = (Arc::new(authors), Arc::new(written_by));
    }
}
