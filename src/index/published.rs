//! What became of everything that was published: what is retracted, what leads on, which anchors pages keep for old links.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use super::citations::passage_id;
use super::{Destination, Index, Material, Target, Withheld};
use crate::diagnostic::Diagnostic;
use crate::ledger::{Entry, Ledger, PageEntry, State, faults, language_of, text_hash};
use crate::parse::Draft;

/// What the site says at an address where something stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstone {
    /// The address, `/a/ID/` or that of a page.
    pub path: String,
    /// The day on which it was retracted.
    pub on: Option<Date>,
    /// Why; none where the page has expired.
    pub reason: Option<String>,
    /// The annotation that it was, unless it is not to be shown any more.
    pub annotation: Option<Entry>,
    /// The title of the page that it was, likewise.
    pub title: Option<String>,
    /// The page that it stood in.
    pub page: Option<usize>,
}

/// What the ledger asks of the site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Published {
    /// What is said at addresses where something stood, by their paths.
    pub tombstones: Vec<Tombstone>,
    /// Addresses that lead on, by their paths.
    pub redirects: Vec<(String, Destination)>,
    /// By page: anchors that it had, and keeps for links to them.
    pub anchors: BTreeMap<usize, Vec<String>>,
    /// By source: likewise.
    pub source_anchors: BTreeMap<usize, Vec<String>>,
}

/// Works out what became of each entry of the ledger.
pub(super) fn published(index: &Index, material: &Material, diagnostics: &mut Vec<Diagnostic>) -> Published {
    let ledger = &*material.ledger;
    if ledger.annotations.is_empty() && ledger.pages.is_empty() {
        return Published::default();
    }
    let mut work = Work {
        index,
        material,
        ledger,
        files: Addresses::new(index, material),
        found: Published::default(),
        diagnostics,
    };
    work.annotations();
    work.pages();
    let Published { tombstones, redirects, .. } = &mut work.found;
    tombstones.sort_by(|one, other| one.path.cmp(&other.path));
    redirects.sort_by(|one, other| one.0.cmp(&other.0));
    work.found
}

/// What stands at which address, and of which file it is made.
struct Addresses<'a> {
    /// Pages by their paths.
    pages: HashMap<&'a str, usize>,
    /// Pages by their files.
    by_file: HashMap<&'a str, usize>,
    /// Sources by their paths.
    sources: HashMap<String, usize>,
    /// Addresses that pages have taken over, and those of which they took over parts: with the anchors.
    aliases: BTreeMap<String, BTreeSet<Option<&'a str>>>,
    /// By page file: where its published annotations are now.
    homes: BTreeMap<&'a str, BTreeSet<usize>>,
}

impl<'a> Addresses<'a> {
    fn new(index: &'a Index, material: &'a Material) -> Self {
        let pages =
            index.pages.iter().enumerate().map(|(number, page)| (page.path.as_str(), number)).collect();
        let file = |draft: &'a Draft| file_of(&draft.file.path);
        let by_file = (material.drafts.iter().zip(index.page_of_draft.iter()))
            .map(|(draft, page)| (file(draft), *page));
        let sources = material.sources.iter().enumerate();
        let aliases = material.drafts.iter().flat_map(|draft| &draft.front_matter.aliases);
        let mut taken: BTreeMap<String, BTreeSet<Option<&str>>> = BTreeMap::new();
        for alias in aliases {
            if let Some(path) = &alias.path {
                taken.entry(super::percent(path)).or_default().insert(alias.fragment.as_deref());
            }
        }
        let mut homes: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for entry in material.ledger.annotations.values() {
            if let Some((draft, _)) = index.annotations.get(&entry.id) {
                homes.entry(&entry.file).or_default().insert(index.page_of_draft[*draft]);
            }
        }
        Self {
            pages,
            by_file: by_file.collect(),
            sources: sources.map(|(number, source)| (source_path(&source.id), number)).collect(),
            aliases: taken,
            homes,
        }
    }
}

/// A file's path from `content/`.
fn file_of(path: &str) -> &str {
    path.strip_prefix("content/").unwrap_or(path)
}

/// The path of a source's page.
#[must_use]
pub fn source_path(id: &str) -> String {
    format!("/sources/{}/", super::percent(id))
}

/// The path of a permalink.
#[must_use]
pub fn permalink_path(id: &str) -> String {
    format!("/a/{id}/")
}

struct Work<'a> {
    index: &'a Index,
    material: &'a Material,
    ledger: &'a Ledger,
    files: Addresses<'a>,
    found: Published,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Work<'_> {
    fn annotations(&mut self) {
        let Self { ledger, .. } = *self;
        if !self.material.config.annotation_pages {
            if !ledger.annotations.is_empty() {
                self.diagnostics.push(faults::no_pages(ledger, ledger.annotations.len()));
            }
            return;
        }
        for entry in ledger.annotations.values() {
            match &entry.state {
                // What nobody answers to was told when it was looked for.
                // What stands in the text although it has ended is told there as well.
                _ if self.index.annotations.contains_key(&entry.id) => {}
                State::Live => self.withheld(entry),
                State::Retracted { on, reason, redacted } => {
                    let page = self.files.by_file.get(entry.file.as_str()).copied();
                    let shown = (!redacted).then(|| entry.clone());
                    let path = permalink_path(&entry.id);
                    let reason = Some(reason.clone());
                    self.found.tombstones.push(Tombstone {
                        path,
                        on: Some(*on),
                        reason,
                        annotation: shown,
                        title: None,
                        page,
                    });
                }
                State::Moved { .. } => self.moved(entry),
            }
        }
    }

    /// A published annotation of a page that is not public: it may have expired, and nothing else may be.
    fn withheld(&mut self, entry: &Entry) {
        let holds =
            |draft: &Draft| draft.annotations.list.iter().position(|annotation| annotation.id == entry.id);
        let mut all = self.material.withheld.iter();
        let Some((draft, reason, place)) =
            all.find_map(|(draft, reason)| Some((draft, *reason, holds(draft)?)))
        else {
            return;
        };
        if reason == Withheld::Expired {
            let path = permalink_path(&entry.id);
            let annotation = Some(entry.clone());
            self.found.tombstones.push(Tombstone {
                path,
                on: draft.front_matter.expires,
                reason: None,
                annotation,
                title: None,
                page: None,
            });
            return;
        }
        let range = draft.annotations.list[place].range.clone();
        let spot = faults::Spot { file: draft.file.clone(), range };
        self.diagnostics.push(faults::withheld(self.ledger, &entry.id, &spot, reason.words()));
    }

    fn moved(&mut self, entry: &Entry) {
        let Some(to) = self.ledger.destination(&entry.id) else {
            return self.diagnostics.push(faults::circle(self.ledger, &entry.id));
        };
        let destination = if self.index.annotations.contains_key(to) {
            Destination::Target(Target::Annotation(to.to_owned()))
        } else if self.ledger.annotations.contains_key(to) {
            // It has a page that says what became of it, or a finding of its own.
            Destination::Address(permalink_path(to))
        } else {
            return self.diagnostics.push(faults::leads_nowhere(self.ledger, &entry.id, to));
        };
        self.found.redirects.push((permalink_path(&entry.id), destination));
    }

    fn pages(&mut self) {
        let Self { ledger, .. } = *self;
        for page in ledger.pages.values() {
            let (number, source) =
                (self.files.pages.get(page.path.as_str()), self.files.sources.get(&page.path));
            match (&page.state, number, source) {
                (State::Live, Some(&number), _) => self.keep_anchors(page, number),
                (State::Live, None, Some(&source)) => self.keep_source_anchors(page, source),
                (_, Some(&number), _) => {
                    let draft = self.index.pages[number].draft.map(|draft| &self.material.drafts[draft].file);
                    self.diagnostics.push(faults::page_back(self.ledger, page, draft));
                }
                (_, None, Some(&source)) => {
                    let file = &self.material.sources[source].file;
                    self.diagnostics.push(faults::page_back(self.ledger, page, Some(file)));
                }
                // A page has taken the address over, or pages what is left of it.
                _ if self.is_taken_over(&page.path, None) => {}
                (State::Retracted { .. } | State::Moved { .. }, ..) if self.is_divided(&page.path) => {}
                (State::Live, None, None) => self.look_for(page),
                (State::Retracted { on, reason, redacted }, None, None) => {
                    let title = (!redacted).then(|| page.title.clone());
                    let (path, reason) = (page.path.clone(), Some(reason.clone()));
                    self.found.tombstones.push(Tombstone {
                        path,
                        on: Some(*on),
                        reason,
                        annotation: None,
                        title,
                        page: None,
                    });
                }
                (State::Moved { .. }, None, None) => self.page_moved(page),
            }
        }
    }

    /// Keeps the anchors that a page no longer has by itself.
    fn keep_anchors(&mut self, entry: &PageEntry, number: usize) {
        let Some(draft) = self.index.pages[number].draft else { return };
        let headings = &self.index.headings[draft];
        let html = &self.material.drafts[draft].parsed.body.html;
        let is_lost = |id: &&String| {
            let has_it = headings.find(id).is_some() || headings.kept.contains_key(id.as_str());
            let is_written =
                || html.contains(&format!("id=\"{id}\"")) || html.contains(&format!("id='{id}'"));
            !has_it && !is_written() && !self.is_taken_over(&entry.path, Some(id))
        };
        let lost: Vec<String> = entry.anchors.iter().filter(is_lost).cloned().collect();
        if !lost.is_empty() {
            self.found.anchors.insert(number, lost);
        }
    }

    fn keep_source_anchors(&mut self, entry: &PageEntry, number: usize) {
        let passages = self.index.cited[number].passages.iter().map(|passage| passage_id(&passage.range));
        let there: BTreeSet<String> =
            if entry.anchors.is_empty() { BTreeSet::new() } else { passages.collect() };
        let paragraphs = self.material.sources[number].paragraphs.len() + 1..=entry.paragraphs;
        let lost = entry.anchors.iter().filter(|id| !there.contains(*id)).cloned();
        let lost: Vec<String> = lost.chain(paragraphs.map(|number| format!("p{number}"))).collect();
        if !lost.is_empty() {
            self.found.source_anchors.insert(number, lost);
        }
    }

    /// Whether a page has taken over an address, or the part of it behind an anchor.
    fn is_taken_over(&self, path: &str, anchor: Option<&str>) -> bool {
        let known = [path, path.trim_end_matches('/')].into_iter();
        known.filter_map(|path| self.files.aliases.get(path)).any(|anchors| anchors.contains(&anchor))
    }

    /// Whether pages have taken over parts of an address.
    fn is_divided(&self, path: &str) -> bool {
        [path, path.trim_end_matches('/')].iter().any(|path| self.files.aliases.contains_key(*path))
    }

    /// Where a page went that is not where it was.
    fn look_for(&mut self, page: &PageEntry) {
        if let Some(to) = self.heir(page) {
            self.found.redirects.push((page.path.clone(), Destination::Target(to)));
            return;
        }
        if self.is_divided(&page.path) {
            // Pages have taken over its parts, and what stands there lists them.
            return;
        }
        let mut withheld = self.material.withheld.iter();
        match withheld.find(|(draft, _)| file_of(&draft.file.path) == page.file) {
            Some((draft, Withheld::Expired)) => {
                let (path, title, on) =
                    (page.path.clone(), Some(page.title.clone()), draft.front_matter.expires);
                self.found.tombstones.push(Tombstone {
                    path,
                    on,
                    reason: None,
                    annotation: None,
                    title,
                    page: None,
                });
            }
            Some((draft, reason)) => {
                let found = faults::page_withheld(self.ledger, &page.path, &draft.file, reason.words());
                self.diagnostics.push(found);
            }
            None => self.diagnostics.push(faults::page_gone(self.ledger, page)),
        }
    }

    /// The one page that took over what stood at an address: it is made of the same file, all the annotations went there, or
    /// it has the same text or, in the same folder, the same title.
    fn heir(&self, entry: &PageEntry) -> Option<Target> {
        if let Some(page) = self.files.by_file.get(entry.file.as_str()) {
            return Some(Target::Page(*page, None));
        }
        if entry.file.starts_with("sources/") {
            return self.source_heir(entry);
        }
        if let Some(pages) = self.files.homes.get(entry.file.as_str()) {
            // Where it was divided, most of it went somewhere.
            return self.most(entry, pages).map(|page| Target::Page(page, None));
        }
        let standing = self.ledger.pages.values();
        let standing = standing.filter(|page| self.files.pages.contains_key(page.path.as_str()));
        let published: BTreeSet<&str> = standing.map(|page| page.file.as_str()).collect();
        let drafts = || self.material.drafts.iter().zip(self.index.page_of_draft.iter());
        let language = language_of(&entry.file);
        let new = || {
            let is_new = |draft: &Draft| !published.contains(file_of(&draft.file.path));
            drafts().filter(move |(draft, _)| is_new(draft) && language_of(&draft.file.path) == language)
        };
        // Files without a text of their own are all alike.
        let nothing = text_hash("");
        let has_same_text = |draft: &Draft| {
            entry.text != nothing && text_hash(&draft.file.text[draft.body_start..]) == entry.text
        };
        let folder = |file: &str| file.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        let by_text = only(new().filter(|(draft, _)| has_same_text(draft)).map(|(_, page)| *page));
        let by_title = || {
            let is_same = |draft: &Draft, page: usize| {
                self.index.pages[page].title == entry.title
                    && folder(file_of(&draft.file.path)) == folder(&entry.file)
            };
            only(new().filter(|(draft, page)| is_same(draft, **page)).map(|(_, page)| *page))
        };
        by_text.or_else(by_title).map(|page| Target::Page(page, None))
    }

    /// Of several pages that took over a page's annotations, the one that took most of them.
    fn most(&self, entry: &PageEntry, pages: &BTreeSet<usize>) -> Option<usize> {
        let took = |page: usize| {
            let annotations = self.ledger.annotations.values().filter(|other| other.file == entry.file);
            let there = annotations.filter_map(|other| self.index.annotations.get(&other.id));
            there.filter(|(draft, _)| self.index.page_of_draft[*draft] == page).count()
        };
        let mut counted: Vec<(usize, usize)> = pages.iter().map(|&page| (took(page), page)).collect();
        counted.sort_unstable();
        let (most, page) = *counted.last()?;
        let is_clear = counted.iter().rev().nth(1).is_none_or(|(second, _)| *second < most);
        is_clear.then_some(page)
    }

    fn source_heir(&self, entry: &PageEntry) -> Option<Target> {
        let is_new = |id: &str| !self.ledger.pages.contains_key(&source_path(id));
        let new = || self.material.sources.iter().enumerate().filter(|(_, source)| is_new(&source.id));
        // What was archived is itself: of two press releases neither stands for the other.
        let by_text =
            only(new().filter(|(_, source)| text_hash(&source.text) == entry.text).map(|(number, _)| number));
        by_text.map(|source| Target::Source(source, None))
    }

    fn page_moved(&mut self, page: &PageEntry) {
        let Some(to) = self.ledger.page_destination(&page.path) else {
            return self.diagnostics.push(faults::circle(self.ledger, &page.path));
        };
        let target = (self.files.pages.get(to).map(|page| Target::Page(*page, None)))
            .or_else(|| self.files.sources.get(to).map(|source| Target::Source(*source, None)));
        let destination = match target {
            Some(target) => Destination::Target(target),
            None => match self.ledger.pages.get(to) {
                // It leads on itself, or says what became of it.
                Some(other) => match (&other.state, self.heir(other)) {
                    (State::Live, Some(heir)) => Destination::Target(heir),
                    _ => Destination::Address(to.to_owned()),
                },
                None => return self.diagnostics.push(faults::leads_nowhere(self.ledger, &page.path, to)),
            },
        };
        self.found.redirects.push((page.path.clone(), destination));
    }
}

/// The only one of several; none where there are more, or none.
fn only(mut found: impl Iterator<Item = usize>) -> Option<usize> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}
