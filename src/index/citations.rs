//! Who cites which passage of a source.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::Material;
use crate::verify::{Evidence, Finding, Passage};

/// One use of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Citation {
    /// The draft.
    pub draft: usize,
    /// The annotation in it; none for a passage that is set as a block quotation.
    pub annotation: Option<usize>,
}

/// A stretch of a source's text that is cited, once however often it is. Where words are left out of a quotation,
/// each of its segments is a stretch of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedPassage {
    /// Bytes of the source's text.
    pub range: Range<usize>,
    /// Where it is used, in the order of files and of reading.
    pub citations: Vec<Citation>,
}

/// The id of the element with which a passage begins on its source's page.
#[must_use]
pub fn passage_id(passage: &Range<usize>) -> String {
    ["passage-", &passage.start.to_string(), "-", &passage.end.to_string()].concat()
}

/// The number of a paragraph from its anchor in the source's page, `p12`.
#[must_use]
pub fn paragraph_of(anchor: &str) -> Option<usize> {
    anchor.strip_prefix('p')?.parse().ok()
}

/// All that is cited of one source.
#[derive(Debug, Clone, Default)]
pub struct Cited {
    /// The passages, in the order of the text.
    pub passages: Vec<CitedPassage>,
    /// All uses, those of the source as a whole included.
    pub citations: Vec<Citation>,
}

/// Collects the citations of every source.
pub(super) fn cited(material: &Material) -> Vec<Arc<Cited>> {
    let mut all: Vec<Uses> = material.sources.iter().map(|_| Uses::default()).collect();
    for (draft, evidence) in material.evidence.iter().enumerate() {
        for (annotation, finding) in uses(evidence) {
            if let Some(source) = finding.source {
                all[source].add(Citation { draft, annotation }, finding);
            }
        }
    }
    all.into_iter().map(|uses| Arc::new(uses.cited())).collect()
}

/// The citations of before, with those of some sources collected again; `changed` are the drafts that are others than
/// before.
pub(super) fn cited_again(
    material: &Material,
    before: &[Arc<Cited>],
    sources: &BTreeSet<usize>,
    changed: &[usize],
) -> Vec<Arc<Cited>> {
    let mut cited = before.to_vec();
    for &source in sources {
        let mut drafts: BTreeSet<usize> =
            before[source].citations.iter().map(|citation| citation.draft).collect();
        drafts.extend(changed);
        let mut of_source = Uses::default();
        for draft in drafts {
            let found = uses(&material.evidence[draft]).filter(|(_, finding)| finding.source == Some(source));
            found.for_each(|(annotation, finding)| of_source.add(Citation { draft, annotation }, finding));
        }
        cited[source] = Arc::new(of_source.cited());
    }
    cited
}

/// What a draft's annotations rest on, and its passages that are set as block quotations.
pub(super) fn uses(evidence: &Evidence) -> impl Iterator<Item = (Option<usize>, &Finding)> {
    let of_annotations = evidence.annotations.iter().enumerate();
    let of_annotations = of_annotations
        .flat_map(|(number, findings)| findings.iter().map(move |finding| (Some(number), finding)));
    of_annotations.chain(evidence.blocks.iter().map(|finding| (None, finding)))
}

/// The citations of one source, as they are collected.
#[derive(Default)]
struct Uses {
    /// The stretches of text, each with one use.
    passages: Vec<(usize, usize, Citation)>,
    citations: Vec<Citation>,
}

impl Uses {
    fn add(&mut self, citation: Citation, finding: &Finding) {
        add(&mut self.citations, citation);
        for segment in finding.passage().into_iter().flat_map(Passage::segments) {
            self.passages.push((segment.start, segment.end, citation));
        }
    }

    fn cited(mut self) -> Cited {
        // A stable sort: the uses of a passage stay in the order of files and of reading.
        self.passages.sort_by_key(|&(start, end, _)| (start, end));
        let of_one = self.passages.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1));
        let passage = |uses: &[(usize, usize, Citation)]| {
            let mut citations = Vec::with_capacity(uses.len());
            for &(.., citation) in uses {
                add(&mut citations, citation);
            }
            CitedPassage { range: uses[0].0..uses[0].1, citations }
        };
        Cited { passages: of_one.map(passage).collect(), citations: self.citations }
    }
}

/// Adds a use once: those of one annotation come one after the other.
fn add(citations: &mut Vec<Citation>, citation: Citation) {
    if citations.last() != Some(&citation) {
        citations.push(citation);
    }
}
