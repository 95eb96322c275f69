//! What became of everything that was published: what is retracted, what leads on, which anchors pages keep for old links.

mod addresses;
mod anchors;
mod annotations;
mod heirs;
mod pages;

use std::collections::BTreeMap;

use jiff::civil::Date;

use self::addresses::Addresses;
use self::anchors::Anchors;
use self::heirs::Heirs;
use super::{Destination, Index, Material};
use crate::diagnostic::Diagnostic;
use crate::ledger::{Entry, Ledger};

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
    /// By page: anchors that it had, or a page that leads to it, and that it keeps for links to them.
    pub anchors: BTreeMap<usize, Vec<String>>,
    /// By source: likewise.
    pub source_anchors: BTreeMap<usize, Vec<String>>,
    /// By page: annotations that stood in it, or in a page that leads to it, by their ids, with where they are now.
    pub left: BTreeMap<usize, BTreeMap<String, Destination>>,
}

/// Works out what became of each entry of the ledger. Says as well whether that rests on what pages hold, and not alone on
/// their addresses, anchors, annotations and citations.
pub(super) fn published(
    index: &Index,
    material: &Material,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Published, bool) {
    let ledger = &*material.ledger;
    if ledger.annotations.is_empty() && ledger.pages.is_empty() {
        return (Published::default(), false);
    }
    let addresses = Addresses::new(index, material);
    let mut work = Work {
        index,
        material,
        ledger,
        heirs: Heirs::default(),
        anchors: Anchors::default(),
        addresses: &addresses,
        found: Published::default(),
        diagnostics,
    };
    work.annotations();
    work.pages();
    work.keep_anchors();
    let Published { tombstones, redirects, .. } = &mut work.found;
    tombstones.sort_by(|one, other| one.path.cmp(&other.path));
    redirects.sort_by(|one, other| one.0.cmp(&other.0));
    let rests_on_texts = work.heirs.rest_on_texts();
    (work.found, rests_on_texts)
}

struct Work<'a> {
    index: &'a Index,
    material: &'a Material,
    ledger: &'a Ledger,
    addresses: &'a Addresses<'a>,
    heirs: Heirs<'a>,
    anchors: Anchors<'a>,
    found: Published,
    diagnostics: &'a mut Vec<Diagnostic>,
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
