//! What a build made, in numbers.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::index::{Index, Material, PageKind, Withheld};
use crate::verify::Verdict;

/// How many pages were not built, and why.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldBack {
    /// Marked as drafts.
    pub drafts: usize,
    /// Dated after today.
    pub future: usize,
    /// Expired.
    pub expired: usize,
}

impl HeldBack {
    fn count(&mut self, reason: Withheld) {
        match reason {
            Withheld::Draft => self.drafts += 1,
            Withheld::Future => self.future += 1,
            Withheld::Expired => self.expired += 1,
        }
    }
}

/// What a build made, in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Pages of all kinds that were written by somebody, briefings included.
    pub pages: usize,
    /// Briefings among them.
    pub briefings: usize,
    /// Sources.
    pub sources: usize,
    /// Annotations, footnotes included.
    pub annotations: usize,
    /// How many quotations came to each verdict.
    pub verdicts: BTreeMap<Cow<'static, str>, usize>,
    /// Pages that are not public.
    pub held_back: HeldBack,
}

impl Summary {
    pub(super) fn of(material: &Material, index: &Index) -> Self {
        let mut held_back = HeldBack::default();
        material.withheld.iter().for_each(|(_, reason)| held_back.count(*reason));
        let mut verdicts: BTreeMap<Cow<'static, str>, usize> = BTreeMap::new();
        for evidence in &material.evidence {
            let findings = evidence.annotations.iter().flatten().chain(&evidence.blocks);
            for check in findings.filter_map(|finding| finding.check.as_ref()) {
                *verdicts.entry(check.verdict.name().into()).or_default() += 1;
            }
        }
        let with_draft = index.pages.iter().filter(|page| page.draft.is_some());
        Self {
            pages: with_draft.clone().count(),
            briefings: with_draft.filter(|page| page.kind == PageKind::Briefing).count(),
            sources: material.sources.len(),
            annotations: index.annotations.len(),
            verdicts,
            held_back,
        }
    }

    /// How many quotations were checked.
    #[must_use]
    pub fn quotations(&self) -> usize {
        self.verdicts.values().sum()
    }

    /// How many quotations their source does not hold.
    #[must_use]
    pub fn failures(&self) -> usize {
        self.verdicts.get(Verdict::Fail.name()).copied().unwrap_or_default()
    }
}
