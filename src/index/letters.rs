//! Which newsletters link to which annotation.

use std::collections::BTreeMap;

use super::{Index, Material, PageKind, Target};
use crate::config::Config;
use crate::parse::{Draft, Form};

/// For each annotation that public newsletters link to, their pages, newest first.
pub(super) fn letters(index: &Index, material: &Material) -> BTreeMap<String, Vec<usize>> {
    let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let pages = index.pages.iter().enumerate();
    let is_letter =
        |(_, page): &(usize, &super::Page)| page.kind == PageKind::Newsletter && page.withheld.is_none();
    let mut letters: Vec<(usize, &super::Page)> = pages.filter(is_letter).collect();
    letters.sort_by(|(_, a), (_, b)| b.date.cmp(&a.date).then_with(|| a.path.cmp(&b.path)));
    for (number, page) in letters {
        let Some(draft) = page.draft else { continue };
        for id in linked_annotations(&material.drafts[draft], &index.targets[draft], &material.config) {
            let list = found.entry(id.to_owned()).or_default();
            if list.last() != Some(&number) {
                list.push(number);
            }
        }
    }
    found
}

/// The ids of the annotations that a draft links to, in any way that there is, and of those that it shows as cards; some
/// perhaps more than once. What its links lead to is in `targets`.
pub fn linked_annotations<'a>(
    draft: &'a Draft,
    targets: &'a [Option<Target>],
    config: &'a Config,
) -> impl Iterator<Item = &'a str> {
    let parsed = &draft.parsed;
    let by_target = targets.iter().flatten().filter_map(|target| match target {
        Target::Annotation(id) => Some(id.as_str()),
        Target::Page(_, anchor) => anchor.as_deref().and_then(|anchor| anchor.strip_prefix("a-")),
        Target::Source(..) | Target::Retracted(_) => None,
    });
    let written = parsed.links.iter().chain(&parsed.html_links);
    let by_address = written.filter_map(|link| permalink_of(&link.destination, config));
    let is_card = |form: Form, name: &str| form == Form::Leaf && name == "annotation";
    let cards = parsed.body.directives.iter().filter(move |found| is_card(found.form, &found.name));
    by_target.chain(by_address).chain(cards.filter_map(|card| card.attributes.get("id")))
}

/// The id in the address of a permalink, or of the place of an annotation in its page.
fn permalink_of<'a>(address: &'a str, config: &Config) -> Option<&'a str> {
    let path = config.path_within(address)?;
    let (path, anchor) = path.split_once('#').unwrap_or((path, ""));
    if let Some(id) = anchor.strip_prefix("a-") {
        return Some(id);
    }
    let path = path.split('?').next()?;
    let path = if address.starts_with('/') { path.strip_prefix(config.base_path.as_str())? } else { path };
    path.strip_prefix("/a/").map(|rest| rest.trim_end_matches('/')).filter(|id| crate::parse::is_id(id))
}
