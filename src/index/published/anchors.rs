//! The anchors that pages keep, for links to what they had there.

use std::collections::BTreeSet;

use super::super::citations::passage_id;
use super::Work;
use crate::ledger::PageEntry;

impl Work<'_> {
    /// Keeps the anchors that a page no longer has by itself.
    pub(super) fn keep_anchors(&mut self, entry: &PageEntry, number: usize) {
        let Some(draft) = self.index.pages[number].draft else { return };
        let headings = &self.index.headings[draft];
        let corrections = &self.material.drafts[draft].front_matter.furniture.corrections;
        let html = &self.material.drafts[draft].parsed.body.html;
        let is_lost = |id: &&String| {
            let has_it = headings.find(id).is_some() || headings.kept.contains_key(id.as_str());
            let is_written =
                || html.contains(&format!("id=\"{id}\"")) || html.contains(&format!("id='{id}'"));
            let is_correction = || corrections.iter().any(|correction| correction.anchor() == **id);
            !has_it && !is_correction() && !is_written() && !self.is_taken_over(&entry.path, Some(id))
        };
        let lost: Vec<String> = entry.anchors.iter().filter(is_lost).cloned().collect();
        if !lost.is_empty() {
            self.found.anchors.insert(number, lost);
        }
    }

    pub(super) fn keep_source_anchors(&mut self, entry: &PageEntry, number: usize) {
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
    pub(super) fn is_taken_over(&self, path: &str, anchor: Option<&str>) -> bool {
        let known = [path, path.trim_end_matches('/')].into_iter();
        known.filter_map(|path| self.files.aliases.get(path)).any(|anchors| anchors.contains(&anchor))
    }

    /// Whether pages have taken over parts of an address.
    pub(super) fn is_divided(&self, path: &str) -> bool {
        [path, path.trim_end_matches('/')].iter().any(|path| self.files.aliases.contains_key(*path))
    }
}
