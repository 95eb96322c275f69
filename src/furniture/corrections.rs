//! Corrections of a page, as its front matter lists them.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Written, written};
use crate::fields::Fields;

/// What was done to a page after it was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CorrectionKind {
    /// Something was wrong.
    Correction,
    /// Something could be misread.
    Clarification,
    /// Something new was added.
    Update,
    /// The page, or a claim in it, is no longer upheld.
    Retraction,
}

const KINDS: &[(&str, CorrectionKind)] = &[
    ("correction", CorrectionKind::Correction),
    ("clarification", CorrectionKind::Clarification),
    ("update", CorrectionKind::Update),
    ("retraction", CorrectionKind::Retraction),
];

impl CorrectionKind {
    /// The name as it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("correction", |(name, _)| name)
    }
}

/// One correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The day on which it was made.
    pub date: Date,
    /// What it is.
    pub kind: CorrectionKind,
    /// Markdown: what was said before and what is said now.
    pub text: Written,
    /// The annotation that it is about.
    pub annotation: Option<Written>,
    /// Which one of its day it is, from 1, in the order in which they are written.
    pub number: usize,
}

/// What the ids of corrections begin with.
pub const ANCHOR: &str = "_correction-";

impl Correction {
    /// Its id in the page. Later corrections do not change it.
    #[must_use]
    pub fn anchor(&self) -> String {
        match self.number {
            1 => format!("{ANCHOR}{}", self.date),
            number => format!("{ANCHOR}{}-{number}", self.date),
        }
    }
}

/// Reads `[[corrections]]`, the newest first. Those dated after `today` are held back, as pages are.
pub(super) fn corrections(fields: &mut Fields, published: Option<Date>, today: Date) -> Vec<Correction> {
    let mut found = Vec::new();
    let mut of_day: BTreeMap<Date, usize> = BTreeMap::new();
    for mut table in fields.tables("corrections").unwrap_or_default() {
        if let Some(mut correction) = correction(&mut table, published) {
            let number = of_day.entry(correction.date).or_default();
            *number += 1;
            correction.number = *number;
            found.push(correction);
        }
        fields.adopt(table);
    }
    found.retain(|correction| correction.date <= today);
    found.sort_by_key(|correction| std::cmp::Reverse((correction.date, correction.number)));
    found
}

fn correction(table: &mut Fields, published: Option<Date>) -> Option<Correction> {
    for key in ["date", "kind", "text"] {
        table.require(key);
    }
    let (date, kind, text) = (table.date("date"), table.choice("kind", KINDS), written(table, "text"));
    let annotation = written(table, "annotation");
    if text.as_ref().is_some_and(|text| text.text.trim().is_empty()) {
        table.invalid("text", "`text` must say what was changed");
    }
    if let (Some(date), Some(published)) = (date, published)
        && date < published
    {
        table.invalid("date", format!("a page of {published} cannot have been corrected on {date}"));
    }
    Some(Correction { date: date?, kind: kind?, text: text?, annotation, number: 1 })
}
