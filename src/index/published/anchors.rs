//! The anchors that pages keep, for links to what they had there.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::citations::passage_id;
use super::super::{Destination, Target};
use super::{Work, permalink_path};
use crate::ledger::{Entry, PageEntry};

/// With what the anchor of an annotation begins.
const OF_ANNOTATION: &str = "a-";

/// The anchors that pages had and don't have any more, as they are gathered.
#[derive(Default)]
pub(super) struct Anchors<'a> {
    pages: BTreeMap<usize, BTreeSet<&'a str>>,
    sources: BTreeMap<usize, BTreeSet<&'a str>>,
    /// Of sources, how many paragraphs they had at most.
    paragraphs: BTreeMap<usize, usize>,
    /// The annotations that pages had, by their ids.
    left: BTreeMap<usize, BTreeSet<&'a str>>,
    /// Annotations of files that are gone.
    homeless: Vec<&'a Entry>,
    /// By file, the page at which links to what was made of it arrive.
    arrivals: HashMap<&'a str, usize>,
}

impl<'a> Work<'a> {
    /// Notes where an annotation stood, and where it is.
    pub(super) fn note_home(&mut self, entry: &'a Entry) {
        let now = self.index.annotations.get(&entry.id).map(|(draft, _)| self.index.page_of_draft[*draft]);
        match (self.index.by_file.get(&entry.file), now) {
            (Some(home), now) if Some(*home) == now => {}
            (Some(home), _) => drop(self.anchors.left.entry(*home).or_default().insert(&entry.id)),
            (None, now) => {
                if let Some(now) = now {
                    *self.heirs.homes.entry(&entry.file).or_default().entry(now).or_default() += 1;
                }
                self.anchors.homeless.push(entry);
            }
        }
    }

    /// Notes what has to be found at the page, or the source, at which links to a published address arrive.
    pub(super) fn hand_on(&mut self, entry: &'a PageEntry, to: &Target) {
        let is_here = |anchor: &&String| self.addresses.taken_over(&entry.path, Some(anchor)).is_none();
        let anchors = entry.anchors.iter().filter(is_here).map(String::as_str);
        match to {
            Target::Page(page, _) => {
                self.anchors.arrivals.insert(&entry.file, *page);
                for anchor in anchors {
                    let id = anchor.strip_prefix(OF_ANNOTATION);
                    if let Some(id) = id.filter(|id| self.ledger.annotations.contains_key(*id)) {
                        self.anchors.left.entry(*page).or_default().insert(id);
                    } else if !self.has_anchor(*page, anchor) {
                        self.anchors.pages.entry(*page).or_default().insert(anchor);
                    }
                }
            }
            Target::Source(source, _) => {
                self.anchors.sources.entry(*source).or_default().extend(anchors);
                let paragraphs = self.anchors.paragraphs.entry(*source).or_default();
                *paragraphs = entry.paragraphs.max(*paragraphs);
            }
            Target::Annotation(_) | Target::Retracted(_) => {}
        }
    }

    /// Whether a page has an anchor by itself.
    fn has_anchor(&self, page: usize, id: &str) -> bool {
        let Some(draft) = self.index.pages[page].draft else { return false };
        let (headings, draft) = (&self.index.headings[draft], &self.material.drafts[draft]);
        let mut corrections = draft.front_matter.furniture.corrections.iter();
        headings.find(id).is_some()
            || headings.kept.contains_key(id)
            || draft.parsed.has_html_id(id)
            || corrections.any(|correction| correction.anchor() == id)
            || self.addresses.taken_over(&self.index.pages[page].path, Some(id)).is_some()
    }

    /// Has each page keep what was noted for it.
    pub(super) fn keep_anchors(&mut self) {
        let Anchors { pages, sources, paragraphs, mut left, homeless, arrivals } =
            std::mem::take(&mut self.anchors);
        for entry in homeless {
            if let Some(page) = arrivals.get(entry.file.as_str()) {
                left.entry(*page).or_default().insert(&entry.id);
            }
        }
        for (page, ids) in left {
            let kept = ids.into_iter().filter_map(|id| Some((id.to_owned(), self.left_for(page, id)?)));
            let kept: BTreeMap<String, Destination> = kept.collect();
            if !kept.is_empty() {
                self.found.left.insert(page, kept);
            }
        }
        let owned = |anchors: BTreeSet<&str>| anchors.into_iter().map(str::to_owned).collect::<Vec<_>>();
        self.found.anchors = pages.into_iter().map(|(page, anchors)| (page, owned(anchors))).collect();
        for (source, anchors) in sources {
            let passages = self.index.cited[source].passages.iter();
            let there: BTreeSet<String> = passages.map(|passage| passage_id(&passage.range)).collect();
            let lost = anchors.into_iter().filter(|id| !there.contains(*id)).map(str::to_owned);
            let most = paragraphs.get(&source).copied().unwrap_or_default();
            let paragraphs = self.material.sources[source].paragraphs.len() + 1..=most;
            let lost: Vec<String> = lost.chain(paragraphs.map(|number| format!("p{number}"))).collect();
            if !lost.is_empty() {
                self.found.source_anchors.insert(source, lost);
            }
        }
    }

    /// Where an annotation is that stood in a page; none where it stands there.
    fn left_for(&self, page: usize, id: &str) -> Option<Destination> {
        if let Some((draft, _)) = self.index.annotations.get(id)
            && self.index.page_of_draft[*draft] == page
        {
            return None;
        }
        let found = self.index.annotation(self.material, id).map(Destination::Target);
        Some(found.unwrap_or_else(|| Destination::Address(permalink_path(id))))
    }
}
