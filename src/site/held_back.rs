//! What is not public, and why.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::past::ByName;
use crate::config::{Config, Settings};
use crate::index::{Withheld, withheld};
use crate::parse::Draft;

/// Takes out what is not public; gives it with the reasons. `spread` keeps the drafts that are such only because their
/// section is one, each beside the draft as parsed.
pub(super) fn hold_back(
    drafts: &mut Vec<Arc<Draft>>,
    spread: &mut ByName<(Arc<Draft>, Arc<Draft>)>,
    config: &Config,
    settings: &Settings,
) -> Vec<(Arc<Draft>, Withheld)> {
    let within = in_draft_sections(drafts);
    spread.retain(within.iter().map(|&draft| drafts[draft].file.path.as_str()), within.len());
    for draft in within {
        let draft = &mut drafts[draft];
        let path = draft.file.path.clone();
        if spread.get(&path).is_none_or(|(parsed, _)| !Arc::ptr_eq(parsed, draft)) {
            let mut as_draft = Draft::clone(draft);
            as_draft.front_matter.draft = true;
            spread.keep(&path, (Arc::clone(draft), Arc::new(as_draft)));
        }
        spread.get(&path).into_iter().for_each(|(_, as_draft)| *draft = Arc::clone(as_draft));
    }
    let reason = |draft: &Draft| withheld(draft, config.today, settings);
    let held_back = drafts.extract_if(.., |draft| reason(draft).is_some());
    held_back.filter_map(|draft| reason(&draft).map(|reason| (draft, reason))).collect()
}

/// What stands in a section that is a draft is one too. A language without a version of the section goes by that in the
/// default language.
fn in_draft_sections(drafts: &[Arc<Draft>]) -> Vec<usize> {
    let sections = drafts.iter().filter(|draft| draft.name.ends_with("/_index.md"));
    let sections: BTreeMap<(&str, usize), bool> =
        sections.map(|draft| ((draft.name.as_str(), draft.language), draft.front_matter.draft)).collect();
    if !sections.values().any(|is_draft| *is_draft) {
        return Vec::new();
    }
    let is_within = |draft: &(usize, &Arc<Draft>)| {
        let (_, draft) = draft;
        let is_draft = |folder: &str| {
            let name = format!("{folder}/_index.md");
            let section = |language| sections.get(&(name.as_str(), language));
            *section(draft.language).or_else(|| section(0)).unwrap_or(&false)
        };
        let mut folders = draft.name.match_indices('/').map(|(slash, _)| &draft.name[..slash]);
        !draft.front_matter.draft && folders.any(is_draft)
    };
    drafts.iter().enumerate().filter(is_within).map(|(number, _)| number).collect()
}
