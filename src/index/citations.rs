//! Who cites which passage of a source.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Material;

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

/// All that is cited of one source.
#[derive(Debug, Clone, Default)]
pub struct Cited {
    /// The passages, in the order of the text.
    pub passages: Vec<CitedPassage>,
    /// All uses, those of the source as a whole included.
    pub citations: Vec<Citation>,
}

/// Collects the citations of every source.
pub(super) fn cited(material: &Material) -> Vec<Cited> {
    let mut passages: Vec<BTreeMap<(usize, usize), Vec<Citation>>> =
        vec![BTreeMap::new(); material.sources.len()];
    let mut cited: Vec<Cited> = vec![Cited::default(); material.sources.len()];
    for (draft, evidence) in material.evidence.iter().enumerate() {
        let of_annotations = evidence
            .annotations
            .iter()
            .enumerate()
            .flat_map(|(number, findings)| findings.iter().map(move |finding| (Some(number), finding)));
        let of_blocks = evidence.blocks.iter().map(|finding| (None, finding));
        for (annotation, finding) in of_annotations.chain(of_blocks) {
            let Some(source) = finding.source else { continue };
            let citation = Citation { draft, annotation };
            add(&mut cited[source].citations, citation);
            for segment in finding.passage.iter().flat_map(|passage| &passage.segments) {
                add(passages[source].entry((segment.start, segment.end)).or_default(), citation);
            }
        }
    }
    for (cited, passages) in cited.iter_mut().zip(passages) {
        let passage = |((start, end), citations)| CitedPassage { range: start..end, citations };
        cited.passages = passages.into_iter().map(passage).collect();
    }
    cited
}

/// Adds a use once: those of one annotation come one after the other.
fn add(citations: &mut Vec<Citation>, citation: Citation) {
    if citations.last() != Some(&citation) {
        citations.push(citation);
    }
}
