//! Which annotation of the content each entry of the ledger means.
//!
//! A name that was written is what it says. An unnamed annotation is known by its content: first by all of it, then by
//! what an edit leaves as it was. Where two could be meant nobody guesses: the author is asked.

mod ended;
mod groups;
mod homes;
mod keys;
mod matching;
mod settling;
mod stories;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use self::ended::Ended;
use self::matching::Matching;
use super::faults::{self, Spot};
use super::said::{Candidate, candidates};
use super::{Entry, Ledger};
use crate::diagnostic::Diagnostic;
use crate::parse::Draft;

/// Of so many that are gone the nearest annotation is looked for.
const NEAREST: usize = 50;

/// What the ledger says of the annotations of all drafts.
#[derive(Debug, Default)]
pub struct Claims {
    /// By draft: annotations that have other ids than those that were derived for them.
    pub ids: BTreeMap<usize, Vec<(usize, String)>>,
    /// Of entries with several versions, the one that was answered to, by its number.
    pub versions: BTreeMap<String, usize>,
    /// Published annotations that nobody answers to, or more than one.
    pub diagnostics: Vec<Diagnostic>,
}

/// Finds the annotation that each entry means. `drafts` are all that the content has, the ones that are not public too.
#[must_use]
pub fn claims(ledger: &Ledger, drafts: &[Arc<Draft>]) -> Claims {
    if ledger.annotations.is_empty() {
        return Claims::default();
    }
    let candidates = candidates(drafts);
    let live: Vec<&Entry> = ledger.annotations.values().filter(|entry| entry.state.is_live()).collect();
    let mut matching = Matching::new(ledger, &live, &candidates, drafts);
    matching.run();
    let mut claims = Claims { versions: matching.versions_answered(), ..Claims::default() };
    let spot = |candidate: usize| Spot::of(drafts, candidates[candidate].at);
    let mut looked_for = 0;
    for (number, entry) in live.iter().enumerate() {
        if matching.answers[number].is_some() {
            continue;
        }
        let rivals = matching.rivals(number);
        claims.diagnostics.push(if rivals.is_empty() {
            looked_for += 1;
            // Whoever loses so many at once has not edited them one by one.
            let nearest = if looked_for <= NEAREST { matching.nearest(number) } else { None };
            let renamed = nearest.filter(|&near| candidates[near].is_named).map(|near| candidates[near].id);
            faults::gone(ledger, entry, nearest.map(spot), renamed)
        } else {
            faults::unclear(ledger, entry, rivals.into_iter().map(spot))
        });
    }
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    taken.extend(candidates.iter().map(|candidate| candidate.id));
    taken.extend(ledger.annotations.keys().map(String::as_str));
    let ended = Ended::of(ledger);
    for (number, candidate) in candidates.iter().enumerate() {
        let id = if let Some(entry) = matching.owners[number] {
            Cow::Borrowed(live[entry].id.as_str())
        } else {
            if let Some(entry) = ended.find(candidate) {
                claims.diagnostics.push(faults::back(entry, &spot(number)));
            }
            free_id(candidate, &taken, ledger)
        };
        if id != candidate.id {
            let (draft, annotation) = candidate.at;
            claims.ids.entry(draft).or_default().push((annotation, id.into_owned()));
        }
    }
    claims
}

/// The id of an annotation that is new: one that was derived must not be that of another that was published.
fn free_id<'a>(candidate: &Candidate<'a>, taken: &BTreeSet<&str>, ledger: &Ledger) -> Cow<'a, str> {
    if candidate.is_named || !ledger.annotations.contains_key(candidate.id) {
        return Cow::Borrowed(candidate.id);
    }
    let mut numbers = 2..;
    let numbered = numbers.find_map(|number: usize| {
        let id = format!("{}-{number}", candidate.id);
        (!taken.contains(id.as_str())).then_some(id)
    });
    numbered.map_or(Cow::Borrowed(candidate.id), Cow::Owned)
}
