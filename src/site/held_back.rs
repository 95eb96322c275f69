//! What is not public, and why.

use std::collections::BTreeMap;

use crate::config::{Config, Settings};
use crate::index::{Withheld, withheld};
use crate::parse::Draft;

/// Takes out what is not public; gives it with the reasons.
pub(super) fn hold_back(
    drafts: &mut Vec<Draft>,
    config: &Config,
    settings: &Settings,
) -> Vec<(Draft, Withheld)> {
    spread(drafts);
    let reason = |draft: &Draft| withheld(draft, config.today, settings);
    let held_back = drafts.extract_if(.., |draft| reason(draft).is_some());
    held_back.filter_map(|draft| reason(&draft).map(|reason| (draft, reason))).collect()
}

/// What stands in a section that is a draft is one too. A language without a version of the section goes by that in the
/// default language.
fn spread(drafts: &mut [Draft]) {
    let sections = drafts.iter().filter(|draft| draft.name.ends_with("/_index.md"));
    let sections: BTreeMap<(String, usize), bool> =
        sections.map(|draft| ((draft.name.clone(), draft.language), draft.front_matter.draft)).collect();
    if !sections.values().any(|is_draft| *is_draft) {
        return;
    }
    for draft in drafts {
        let is_draft = |folder: &str| {
            let section = |language| sections.get(&(format!("{folder}/_index.md"), language));
            *section(draft.language).or_else(|| section(0)).unwrap_or(&false)
        };
        let folders = draft.name.match_indices('/').map(|(slash, _)| &draft.name[..slash]);
        draft.front_matter.draft |= folders.into_iter().any(is_draft);
    }
}
