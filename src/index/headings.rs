//! The ids of headings, and the old ones that are kept for whoever linked to them.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::{Draft, Heading, is_heading_id};

/// With what the ids begin that a page gives to its annotations and their notes.
pub(super) const OF_ANNOTATIONS: [&str; 3] = ["a-", "note-", "end-"];

/// The ids of one draft's headings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headings {
    /// The id of each heading, in their order.
    pub ids: Vec<String>,
    /// Old ids with the heading that each leads to.
    pub kept: BTreeMap<String, usize>,
    /// The numbers of the headings in the order of their ids.
    sorted: Vec<u32>,
}

impl Headings {
    fn new(ids: Vec<String>) -> Self {
        let mut sorted: Vec<u32> = (0..).take(ids.len()).collect();
        sorted.sort_by_key(|&number| &ids[number as usize]);
        Self { ids, kept: BTreeMap::new(), sorted }
    }

    /// The number of the heading that has an id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<usize> {
        let place =
            self.sorted.binary_search_by(|&number| self.ids[number as usize].as_str().cmp(id)).ok()?;
        Some(self.sorted[place] as usize)
    }
}

/// The ids of a page's headings: the author's own, or their words, made unique in the page. What a page says of its
/// annotations has ids as well; those of the theme's own parts begin with `_`, which no heading's does.
pub(super) fn headings(draft: &Draft, diagnostics: &mut Vec<Diagnostic>) -> Headings {
    let own = own_ids(draft, diagnostics);
    let mut taken = Taken::new(draft);
    for id in own.iter().flatten() {
        taken.insert(id);
    }
    // From where to count on for headings of the same words: a long page may have thousands.
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut ids = Vec::with_capacity(draft.parsed.headings.len());
    for (heading, own) in draft.parsed.headings.iter().zip(own) {
        if let Some(id) = own {
            ids.push(id.to_owned());
            continue;
        }
        let slug = slug::slugify(&heading.text);
        let mut id = if slug.is_empty() { "section".to_owned() } else { slug };
        if !taken.insert(&id) {
            let base = id.clone();
            let times = counts.entry(id).or_default();
            id = loop {
                *times += 1;
                let numbered = format!("{base}-{times}");
                if taken.insert(&numbered) {
                    break numbered;
                }
            };
        }
        ids.push(id);
    }
    let mut headings = Headings::new(ids);
    headings.kept = kept(draft, &headings, &taken, diagnostics);
    headings
}

/// The ids that something on a page has.
struct Taken<'d> {
    draft: &'d Draft,
    headings: HashSet<String>,
    /// The ids of annotations, gathered for the first heading whose words begin like those of their anchors.
    annotations: OnceCell<HashSet<&'d str>>,
}

impl<'d> Taken<'d> {
    fn new(draft: &'d Draft) -> Self {
        let headings = HashSet::with_capacity(draft.parsed.headings.len());
        Self { draft, headings, annotations: OnceCell::new() }
    }

    fn contains(&self, id: &str) -> bool {
        self.headings.contains(id) || self.is_of_annotation(id)
    }

    /// Takes an id for a heading; says whether it was free.
    fn insert(&mut self, id: &str) -> bool {
        !self.is_of_annotation(id) && self.headings.insert(id.to_owned())
    }

    fn is_of_annotation(&self, id: &str) -> bool {
        let Some(id) = OF_ANNOTATIONS.iter().find_map(|start| id.strip_prefix(start)) else { return false };
        let annotations = || self.draft.annotations.list.iter().map(|one| one.id.as_str()).collect();
        self.annotations.get_or_init(annotations).contains(id)
    }
}

/// The ids that the author gave; one that cannot be used is reported and made from the words instead.
fn own_ids<'d>(draft: &'d Draft, diagnostics: &mut Vec<Diagnostic>) -> Vec<Option<&'d str>> {
    let mut seen: HashMap<&str, &Heading> = HashMap::new();
    let mut own = Vec::with_capacity(draft.parsed.headings.len());
    for heading in &draft.parsed.headings {
        let Some((id, range)) = &heading.id else {
            own.push(None);
            continue;
        };
        let refused = refusal(id).map(|(message, hint)| {
            Diagnostic::error(Code::InvalidId, message).at(&draft.file, range.clone(), "").hint(hint)
        });
        let twice = seen.get(id.as_str()).and_then(|first| first.id.as_ref()).map(|(_, first)| {
            Diagnostic::error(Code::DuplicateId, format!("two headings of this page have the id `{id}`"))
                .at(&draft.file, range.clone(), "the second one")
                .at(&draft.file, first.clone(), "the first one")
                .hint("give one of them another id")
        });
        own.push((refused.is_none() && twice.is_none()).then_some(id.as_str()));
        diagnostics.extend(refused.or(twice));
        seen.entry(id).or_insert(heading);
    }
    own
}

/// Why a heading cannot have this id.
fn refusal(id: &str) -> Option<(String, String)> {
    let reserved = OF_ANNOTATIONS.into_iter().find(|start| id.starts_with(start));
    if let Some(start) = reserved {
        let message = format!("the id `{id}` of a heading begins like that of an annotation");
        return Some((message, format!("ids that begin with `{start}` are made by ibid; take another word")));
    }
    (!is_heading_id(id)).then(|| {
        let hint = "an id of a heading consists of letters and digits, with single `-`, `_`, `.` or `:` between them";
        (format!("`{id}` cannot be the id of a heading"), hint.to_owned())
    })
}

/// The old anchors of `aliases`, each with its heading.
fn kept(
    draft: &Draft,
    headings: &Headings,
    taken: &Taken<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, usize> {
    let mut kept = BTreeMap::new();
    for alias in &draft.front_matter.aliases {
        let Some(anchor) = &alias.anchor else { continue };
        let Some(heading) = headings.find(anchor) else {
            let found = Diagnostic::error(Code::BrokenLink, format!("this page has no heading `#{anchor}`"))
                .at(&draft.file, alias.range.clone(), "it would lead there")
                .suggest(anchor, headings.ids.iter().map(String::as_str));
            diagnostics.push(found);
            continue;
        };
        // A server that redirects lets the browser carry the old anchor over: it is kept as well, if it is free.
        let Some(old) = &alias.fragment else { continue };
        if !taken.contains(old) {
            kept.insert(old.clone(), heading);
        } else if alias.path.is_none() {
            let found =
                Diagnostic::error(Code::DuplicateId, format!("`#{old}` is still an anchor of this page"))
                    .at(&draft.file, alias.range.clone(), "it cannot lead elsewhere")
                    .hint("take the alias out, or give that heading another id");
            diagnostics.push(found);
        }
    }
    kept
}
