//! Where the bodies of notes and footnotes stand in a body.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::parse::{Directive, Form, MarkKind, ParsedBody};

/// Where the bodies of notes and footnotes are, as ranges of marks (the closing mark left out).
pub(super) struct Regions<'b> {
    pub(super) notes: BTreeMap<&'b str, Vec<(usize, Range<usize>)>>,
    pub(super) footnotes: BTreeMap<usize, Range<usize>>,
    /// Where a region ends that begins at this mark.
    pub(super) ends: BTreeMap<usize, usize>,
    /// Where those begin that an annotation was found for.
    pub(super) used: BTreeSet<usize>,
}

impl<'b> Regions<'b> {
    /// Finds them.
    pub(super) fn of(body: &'b ParsedBody) -> Self {
        let mut regions = Self {
            notes: BTreeMap::new(),
            footnotes: BTreeMap::new(),
            ends: BTreeMap::new(),
            used: BTreeSet::new(),
        };
        let mut open: Vec<usize> = Vec::new();
        for (at, mark) in body.body.marks.iter().enumerate() {
            match mark.kind {
                MarkKind::Open(index) if is_note_body(&body.body.directives[index]) => open.push(at),
                MarkKind::FootnoteOpen(_) => open.push(at),
                MarkKind::Close(index) if is_note_body(&body.body.directives[index]) => {
                    if let Some(start) = open.pop() {
                        regions.ends.insert(start, at);
                        let id = body.body.directives[index].attributes.get("id").unwrap_or_default();
                        regions.notes.entry(id).or_default().push((index, start..at));
                    }
                }
                MarkKind::FootnoteClose(index) => {
                    if let Some(start) = open.pop() {
                        regions.ends.insert(start, at);
                        regions.footnotes.insert(index, start..at);
                    }
                }
                _ => {}
            }
        }
        regions
    }

    /// The body of the note with that id, if it was not taken before.
    pub(super) fn note(&mut self, id: &str) -> Option<Range<usize>> {
        let (_, range) = self.notes.get(id)?.first()?;
        self.used.insert(range.start).then(|| range.clone())
    }
}

/// Whether a directive is the body of a note.
pub(super) fn is_note_body(directive: &Directive) -> bool {
    directive.form == Form::Container && directive.name == "note"
}
