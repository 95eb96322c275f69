//! What was gathered, as a body; directives that are none after all left out.

use std::collections::BTreeMap;

use super::{Collector, Drop};
use crate::parse::body::{Body, Mark, MarkKind, ParsedBody};
use crate::parse::directive::Directive;
use crate::parse::faults::Faults;
use crate::parse::scan::Found;

impl Collector<'_> {
    /// The body without its directives, what there is to say about it, and which directives it has.
    pub(in crate::parse) fn finish(mut self, html: String, faults: &mut Faults<'_>) -> (ParsedBody, Kept) {
        self.report(faults);
        self.link_footnotes(faults);
        self.body.html_ids.sort_unstable();
        self.body.html_ids.dedup();
        for mark in &mut self.marks {
            if let MarkKind::Code(_) = mark.kind {
                mark.range.start += usize::from(html.as_bytes()[mark.range.start] == b'\n');
                mark.range.end -= usize::from(html[..mark.range.end].ends_with('\n'));
            }
        }
        let kept = Kept::new(self.found, self.dropped);
        let mut body = self.body;
        body.word_count = self.words.count;
        for reference in &mut body.footnote_references {
            reference.parent = reference.parent.and_then(|parent| kept.places[parent]);
        }
        let mut marks: Vec<Mark> = self.marks.into_iter().filter_map(|mark| kept.mark(mark)).collect();
        marks.shrink_to_fit();
        body.body = Body { html, marks, directives: Vec::new() };
        (body, kept)
    }

    fn report(&self, faults: &mut Faults<'_>) {
        for (index, drop) in self.dropped.iter().enumerate() {
            let range = self.found[index].opening.clone();
            match drop {
                None => {}
                Some(Drop::InImage) => faults.in_image(self.name(index), range),
                Some(Drop::Crossed) => faults.crossed(self.name(index), range),
            }
        }
        for range in &self.missing {
            faults.missing_footnote(&self.source[range.start + 2..range.end - 1], self.file(range));
        }
    }

    fn link_footnotes(&mut self, faults: &mut Faults<'_>) {
        let mut places = BTreeMap::new();
        for (index, footnote) in self.body.footnotes.iter().enumerate() {
            places.entry(footnote.label.to_lowercase()).or_insert(index);
        }
        let mut used = vec![false; self.body.footnotes.len()];
        for reference in &mut self.body.footnote_references {
            reference.footnote = places.get(&reference.label.to_lowercase()).copied();
            if let Some(index) = reference.footnote {
                used[index] = true;
            }
        }
        for (footnote, _) in self.body.footnotes.iter().zip(used).filter(|(_, used)| !used) {
            let start = footnote.range.start;
            faults.unused_footnote(&footnote.label, start..start + footnote.label.len() + 3);
        }
    }
}

/// The directives that stay, by their old places.
pub(in crate::parse) struct Kept {
    dropped: Vec<Option<Drop>>,
    places: Vec<Option<usize>>,
    count: usize,
}

impl Kept {
    /// The new place of each directive, or of what it stands in where it is dropped.
    fn new(found: &[Found], dropped: Vec<Option<Drop>>) -> Self {
        let mut places: Vec<Option<usize>> = Vec::with_capacity(found.len());
        let mut count = 0;
        for (found, drop) in found.iter().zip(&dropped) {
            let outer = found.parent.and_then(|parent| places[parent]);
            places.push(if drop.is_some() { outer } else { Some(count) });
            count += usize::from(drop.is_none());
        }
        Self { dropped, places, count }
    }

    fn mark(&self, mut mark: Mark) -> Option<Mark> {
        if let MarkKind::Open(index)
        | MarkKind::Close(index)
        | MarkKind::LabelOpen(index)
        | MarkKind::LabelClose(index) = &mut mark.kind
        {
            if self.dropped[*index].is_some() {
                return None;
            }
            *index = self.places[*index]?;
        }
        Some(mark)
    }

    /// The directives of the body; `file` is the text that they were found in.
    pub(in crate::parse) fn directives(&self, found: Vec<Found>, file: &str) -> Vec<Directive> {
        let mut directives = Vec::with_capacity(self.count);
        let kept = found.into_iter().zip(&self.dropped).filter(|(_, drop)| drop.is_none());
        directives.extend(kept.map(|(found, _)| Directive {
            form: found.form,
            name: found.name(file).to_owned(),
            name_range: found.name,
            label: found.label,
            attributes: found.attributes,
            range: found.range,
            content: found.content,
            parent: found.parent.and_then(|parent| self.places[parent]),
        }));
        directives
    }
}
