//! Old addresses, and where they lead to now.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::circles::{key, leading_back};
use super::headings::OF_ANNOTATIONS;
use super::links::From;
use super::{Index, Material, Target, percent};
use crate::config::Pagination;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::RedirectTo;

/// Where an old address leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Something that the site holds.
    Target(Target),
    /// A path of the site, without the path of `base_url`, or a whole URL.
    Address(String),
}

/// What an old address leads to, or its part behind one anchor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    /// The anchor, without its `#`; none for the address itself.
    pub fragment: Option<String>,
    /// Where it leads.
    pub to: Destination,
    /// The draft that says so, and where; none for what ibid adds.
    pub origin: Option<(usize, Range<usize>)>,
}

/// An old address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// Its path as it stands in a URL, without the path of `base_url`: `/old/page/` or `/old.html`.
    pub from: String,
    /// What it leads to, the address itself first, then its anchors in their order; never empty.
    pub leads: Vec<Lead>,
}

impl Redirect {
    /// Where all of it leads to; none where its parts went to different pages.
    #[must_use]
    pub fn whole(&self) -> Option<Destination> {
        let (first, others) = self.leads.split_first()?;
        if others.is_empty() || others.iter().all(|other| other.to == first.to) {
            return Some(first.to.clone());
        }
        let Destination::Target(Target::Page(page, _)) = first.to else { return None };
        let is_there =
            |lead: &&Lead| matches!(lead.to, Destination::Target(Target::Page(other, _)) if other == page);
        (others.iter().filter(is_there).count() == others.len()).then(|| match first.fragment {
            None => first.to.clone(),
            Some(_) => to_page(page, None),
        })
    }
}

/// Everything that stood elsewhere before.
#[derive(Debug, Default)]
pub struct Moves {
    /// Old addresses, sorted.
    pub redirects: Vec<Redirect>,
    /// Sections that lead elsewhere and have no page of their own.
    pub sections: BTreeSet<usize>,
    /// By the page that they were taken from: parts of pages that are still there.
    pub parts: BTreeMap<usize, Vec<Lead>>,
}

/// Gathers all redirects, of pages and of parts of pages.
pub(super) fn moves(index: &Index, material: &Material, diagnostics: &mut Vec<Diagnostic>) -> Moves {
    let mut collector = Collector { index, material, found: BTreeMap::new(), diagnostics };
    collector.aliases();
    collector.published();
    let mut parts = collector.parts();
    collector.left(&mut parts);
    collector.first_pages();
    let sections = collector.sections();
    let redirects = collector
        .found
        .into_iter()
        .map(|(from, leads)| Redirect { from, leads: leads.into_values().collect() });
    Moves { redirects: redirects.collect(), sections, parts }
}

struct Collector<'a> {
    index: &'a Index,
    material: &'a Material,
    found: BTreeMap<String, BTreeMap<Option<String>, Lead>>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Collector<'_> {
    fn aliases(&mut self) {
        for (number, draft) in self.material.drafts.iter().enumerate() {
            let page = self.index.page_of_draft[number];
            for alias in &draft.front_matter.aliases {
                let Some(path) = &alias.path else { continue };
                let lead = Lead {
                    fragment: alias.fragment.clone(),
                    to: to_page(page, alias.anchor.clone()),
                    origin: Some((number, alias.range.clone())),
                };
                self.add(&percent(path), lead);
            }
        }
    }

    /// Published addresses that lead on, unless a page has taken one over by itself.
    fn published(&mut self) {
        for (from, to) in &self.index.published.redirects {
            if !self.found.get(from).is_some_and(|leads| leads.contains_key(&None)) {
                self.add(from, Lead { fragment: None, to: to.clone(), origin: None });
            }
        }
    }

    fn add(&mut self, from: &str, lead: Lead) {
        let leads = self.found.entry(from.to_owned()).or_default();
        let Some(first) = leads.get(&lead.fragment) else {
            leads.insert(lead.fragment.clone(), lead);
            return;
        };
        let anchor = lead.fragment.as_ref().map_or(String::new(), |fragment| format!("#{fragment}"));
        let mut problem = Diagnostic::error(
            Code::DuplicateUrl,
            format!("two pages take over the address `{from}{anchor}`"),
        );
        for (origin, words) in [(&lead.origin, "the second one"), (&first.origin, "the first one")] {
            if let Some((draft, range)) = origin {
                problem = problem.at(&self.material.drafts[*draft].file, range.clone(), words);
            }
        }
        let hint = "an address leads to one page; where it was divided, each takes its own anchors: \"old/page/#part\"";
        self.diagnostics.push(problem.hint(hint));
    }

    /// Takes out what was a part of a page that is still there: that page itself says where it went.
    fn parts(&mut self) -> BTreeMap<usize, Vec<Lead>> {
        let mut parts = BTreeMap::new();
        for (number, page) in self.index.pages.iter().enumerate() {
            let Some(draft) = page.draft else { continue };
            let is_divided = |leads: &BTreeMap<Option<String>, Lead>| !leads.contains_key(&None);
            if !self.found.get(&page.path).is_some_and(is_divided) {
                continue;
            }
            let headings = &self.index.headings[draft];
            let leads = self.found.remove(&page.path).unwrap_or_default().into_values();
            let mut taken = Vec::new();
            for lead in leads {
                let name = lead.fragment.as_deref().unwrap_or_default();
                if headings.find(name).is_some() {
                    self.report_present(draft, &lead);
                } else if !headings.kept.contains_key(name) {
                    taken.push(lead);
                }
            }
            parts.insert(number, taken);
        }
        parts
    }

    /// Adds the annotations that stood in pages: a link may name the phrase, or its note in the margin or at the end.
    fn left(&self, parts: &mut BTreeMap<usize, Vec<Lead>>) {
        for (page, annotations) in &self.index.published.left {
            let leads = parts.entry(*page).or_default();
            for (id, to) in annotations {
                for start in OF_ANNOTATIONS {
                    let fragment = Some(format!("{start}{id}"));
                    if leads.iter().all(|lead| lead.fragment != fragment) {
                        leads.push(Lead { fragment, to: to.clone(), origin: None });
                    }
                }
            }
        }
    }

    fn report_present(&mut self, draft: usize, lead: &Lead) {
        let Some((by, range)) = &lead.origin else { return };
        let path = &self.material.drafts[draft].file.path;
        let name = lead.fragment.as_deref().unwrap_or_default();
        let found = Diagnostic::error(Code::DuplicateId, format!("`#{name}` is still an anchor of `{path}`"))
            .at(&self.material.drafts[*by].file, range.clone(), "it cannot lead elsewhere")
            .hint("take the alias out, or give that heading another id");
        self.diagnostics.push(found);
    }

    /// Sections with `redirect_to`.
    fn sections(&mut self) -> BTreeSet<usize> {
        let mut to: BTreeMap<usize, Destination> = BTreeMap::new();
        for (number, page) in self.index.pages.iter().enumerate() {
            let Some(draft) = page.draft else { continue };
            let Some(redirect) = &self.material.drafts[draft].front_matter.redirect_to else { continue };
            match self.destination(draft, redirect) {
                Ok(destination) => drop(to.insert(number, destination)),
                Err(found) => self.diagnostics.push(*found),
            }
        }
        let leads = self.next_addresses(&to);
        let back = leading_back(&leads);
        for (&number, destination) in &to {
            if back.contains(key(&self.index.pages[number].path).as_str()) {
                self.report_circle(number);
            }
            if let Some(draft) = self.index.pages[number].draft {
                let range = self.material.drafts[draft].front_matter.redirect_to.as_ref();
                let origin = range.map(|redirect| (draft, redirect.range.clone()));
                let lead = Lead { fragment: None, to: destination.clone(), origin };
                self.add(&self.index.pages[number].path, lead);
            }
        }
        to.into_keys().collect()
    }

    /// Where each address leads on to, sections with `redirect_to` included.
    fn next_addresses(&self, sections: &BTreeMap<usize, Destination>) -> BTreeMap<String, String> {
        let whole = self.found.iter().filter_map(|(from, leads)| Some((from, &leads.get(&None)?.to)));
        let sections = sections.iter().map(|(number, to)| (&self.index.pages[*number].path, to));
        whole.chain(sections).filter_map(|(from, to)| Some((key(from), self.address(to)?))).collect()
    }

    /// Where on this site a destination stands; none where it is outside, or can't lead on.
    fn address(&self, to: &Destination) -> Option<String> {
        match to {
            Destination::Target(Target::Page(page, _)) => Some(key(&self.index.pages[*page].path)),
            Destination::Target(_) => None,
            Destination::Address(address) => self.material.config.path_within(address).map(key),
        }
    }

    fn report_circle(&mut self, section: usize) {
        let Some(draft) = self.index.pages[section].draft.map(|draft| &self.material.drafts[draft]) else {
            return;
        };
        let range = draft.front_matter.redirect_to.as_ref().map_or(0..0, |to| to.range.clone());
        let found = Diagnostic::error(Code::InvalidValue, "`redirect_to` leads back to this section")
            .at(&draft.file, range, "")
            .hint("name a page that does not lead on");
        self.diagnostics.push(found);
    }

    /// What `redirect_to` names.
    fn destination(&self, draft: usize, redirect: &RedirectTo) -> Result<Destination, Box<Diagnostic>> {
        if !redirect.target.starts_with("@/") {
            return Ok(Destination::Address(redirect.target.clone()));
        }
        let from = From { file: &self.material.drafts[draft].file, draft: Some(draft) };
        let target = self.index.target(self.material, from, &redirect.target, redirect.range.clone())?;
        Ok(target.map_or_else(|| Destination::Address(redirect.target.clone()), Destination::Target))
    }

    /// `/briefings/page/1/` is the list itself.
    fn first_pages(&mut self) {
        let mut lists: Vec<(String, Destination, &Pagination)> = Vec::new();
        for (number, page) in self.index.pages.iter().enumerate() {
            let matter = page.draft.map(|draft| &self.material.drafts[draft].front_matter);
            if let Some(pagination) = matter.and_then(|matter| matter.pagination.as_ref()) {
                lists.push((page.path.clone(), to_page(number, None), pagination));
            }
        }
        let config = &self.material.config;
        for (language, taxonomy, terms) in self.index.taxonomies(config) {
            let Some(pagination) = taxonomy.pagination.as_ref().filter(|_| taxonomy.render) else { continue };
            for term in &terms.list {
                let path = format!("{}{}/", config.taxonomy_address(language, taxonomy), term.slug);
                lists.push((path.clone(), Destination::Address(path), pagination));
            }
        }
        for (path, to, pagination) in lists {
            let from = pagination.address(&path, 1);
            self.add(&from, Lead { fragment: None, to, origin: None });
        }
    }
}

fn to_page(page: usize, anchor: Option<String>) -> Destination {
    Destination::Target(Target::Page(page, anchor))
}
