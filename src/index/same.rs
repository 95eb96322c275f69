//! What of a site is as it was when the last index was made.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Material;
use super::citations::uses;
use crate::archive::Source;
use crate::parse::Draft;
use crate::verify::{Evidence, Finding, Passage};

/// What is as it was. Each drops what rests on less than itself: where the files are others, nothing is.
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
pub(super) struct Same {
    /// The drafts that are others than before, in their order.
    pub changed: Vec<usize>,
    /// Their front matter, and with it the addresses, titles, days and terms of all pages.
    pub front_matter: bool,
    /// The ids of their annotations.
    pub ids: bool,
    /// The ids in HTML of the authors' own.
    pub html_ids: bool,
    /// The sources of which they cite other passages than before.
    pub cited: BTreeSet<usize>,
    /// The paragraphs of all sources, by their numbers.
    pub paragraphs: bool,
}

impl Same {
    /// Compares what was read with what was read before; none where there are other files, or another configuration.
    pub(super) fn of(before: &Material, now: &Material) -> Option<Self> {
        let has_same_frame = Arc::ptr_eq(&before.config, &now.config)
            && Arc::ptr_eq(&before.words, &now.words)
            // A link to what is gone says what became of it.
            && (Arc::ptr_eq(&before.ledger, &now.ledger) || before.ledger == now.ledger)
            && (Arc::ptr_eq(&before.copied, &now.copied) || before.copied == now.copied)
            && has_same_files(&before.drafts, &now.drafts)
            && before.withheld.len() == now.withheld.len()
            && before.withheld.iter().zip(&now.withheld).all(|(a, b)| Arc::ptr_eq(&a.0, &b.0) && a.1 == b.1)
            && has_same_ids(&before.sources, &now.sources);
        if !has_same_frame {
            return None;
        }
        let is_changed = |number: &usize| {
            !Arc::ptr_eq(&before.drafts[*number], &now.drafts[*number])
                || !Arc::ptr_eq(&before.evidence[*number], &now.evidence[*number])
        };
        let changed: Vec<usize> = (0..now.drafts.len()).filter(is_changed).collect();
        let drafts = || changed.iter().map(|&number| (&*before.drafts[number], &*now.drafts[number]));
        let evidence = || changed.iter().map(|&number| (&*before.evidence[number], &*now.evidence[number]));
        Some(Self {
            front_matter: drafts().all(|(a, b)| front_matter(a) == front_matter(b)),
            ids: drafts().all(|(a, b)| ids(a).eq(ids(b))),
            html_ids: drafts().all(|(a, b)| a.parsed.html_ids == b.parsed.html_ids),
            cited: evidence().flat_map(|(a, b)| cited_otherwise(a, b)).collect(),
            paragraphs: has_same_paragraphs(&before.sources, &now.sources),
            changed,
        })
    }
}

fn has_same_files(before: &[Arc<Draft>], now: &[Arc<Draft>]) -> bool {
    let is_same = |(a, b): (&Arc<Draft>, &Arc<Draft>)| Arc::ptr_eq(a, b) || a.file.path == b.file.path;
    before.len() == now.len() && before.iter().zip(now).all(is_same)
}

fn has_same_ids(before: &[Arc<Source>], now: &[Arc<Source>]) -> bool {
    let is_same = |(a, b): (&Arc<Source>, &Arc<Source>)| {
        Arc::ptr_eq(a, b) || a.id == b.id && a.file.path == b.file.path
    };
    before.len() == now.len() && before.iter().zip(now).all(is_same)
}

fn has_same_paragraphs(before: &[Arc<Source>], now: &[Arc<Source>]) -> bool {
    let is_same =
        |(a, b): (&Arc<Source>, &Arc<Source>)| Arc::ptr_eq(a, b) || a.paragraphs.len() == b.paragraphs.len();
    before.iter().zip(now).all(is_same)
}

/// The front matter as written: what is read of it is the same where this is, its places included.
fn front_matter(draft: &Draft) -> (&str, &[String], bool) {
    // Whether a draft is one can also be said by its section.
    (&draft.file.text[..draft.body_start], &draft.assets, draft.front_matter.draft)
}

fn ids(draft: &Draft) -> impl Iterator<Item = &str> {
    draft.annotations.list.iter().map(|annotation| annotation.id.as_str())
}

/// A use of a source: the source, the annotation that makes it, and the stretches of the source's text.
type Use = (usize, Option<usize>, Vec<(usize, usize)>);

/// The sources of which one draft cites other passages than before, or in other places.
fn cited_otherwise(before: &Evidence, now: &Evidence) -> Vec<usize> {
    let (before, now) = (citations(before), citations(now));
    before.symmetric_difference(&now).map(|(source, ..)| *source).collect()
}

fn citations(evidence: &Evidence) -> BTreeSet<Use> {
    let one = |(annotation, finding): (Option<usize>, &Finding)| {
        let segments = finding.passage().into_iter().flat_map(Passage::segments);
        let segments = segments.map(|segment| (segment.start, segment.end)).collect();
        Some((finding.source?, annotation, segments))
    };
    uses(evidence).filter_map(one).collect()
}
