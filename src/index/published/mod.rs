//! What became of everything that was published: what is retracted, what leads on, which anchors pages keep for old links.

mod addresses;
mod anchors;
mod annotations;
mod heirs;
mod pages;

use std::collections::BTreeMap;

use jiff::civil::Date;

use self::addresses::Addresses;
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

struct Work<'a> {
    index: &'a Index,
    material: &'a Material,
    ledger: &'a Ledger,
    files: Addresses<'a>,
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
