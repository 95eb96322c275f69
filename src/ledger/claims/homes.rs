//! Where the annotations of each file may be now.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::super::{Ledger, language_of, text_hash};
use super::matching::Matching;
use crate::parse::Draft;
use crate::world::below_content;

/// By the file of an entry: the file itself, and those to which others of its annotations went.
#[derive(Default)]
pub(super) struct Homes<'a>(BTreeMap<&'a str, BTreeSet<&'a str>>);

impl<'a> Homes<'a> {
    /// None but the files themselves.
    pub(super) fn none() -> Self {
        Self::default()
    }

    /// Those to which others of a file's annotations went.
    pub(super) fn of(matching: &Matching<'a>) -> Self {
        let mut homes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for version in &matching.versions {
            let Some(answer) = matching.answers[version.entry] else { continue };
            let (from, to) = (version.said.file, matching.candidates[answer].said.file);
            if from != to && language_of(from) == language_of(to) {
                homes.entry(from).or_default().insert(to);
            }
        }
        Self(homes)
    }

    /// Where files went that are gone, as far as that is seen from the files alone: their text is the same, or their name is.
    /// That says nothing of an annotation that was edited: a file of the same name may be another one.
    pub(super) fn with_renamed(
        mut self,
        ledger: &Ledger,
        drafts: &'a [Arc<Draft>],
        gone: &BTreeSet<&'a str>,
    ) -> Self {
        if gone.is_empty() {
            return self;
        }
        let published: BTreeSet<&str> = ledger
            .pages
            .keys()
            .flat_map(|path| ledger.page_versions(path))
            .map(|page| page.file.as_str())
            .collect();
        let mut by_text: HashMap<String, Option<&str>> = HashMap::new();
        let mut by_name: HashMap<&str, Option<&str>> = HashMap::new();
        for draft in drafts {
            let file = below_content(&draft.file.path);
            if published.contains(file) {
                continue;
            }
            let text = text_hash(&draft.file.text[draft.body_start..]);
            by_text.entry(text).and_modify(|known| *known = None).or_insert(Some(file));
            by_name.entry(name(file)).and_modify(|known| *known = None).or_insert(Some(file));
        }
        let mut texts: HashMap<&str, &str> = HashMap::new();
        for page in ledger.pages.keys().flat_map(|path| ledger.page_versions(path)) {
            texts.insert(&page.file, &page.text);
        }
        for &file in gone {
            let same_text = texts.get(file).and_then(|text| by_text.get(*text).copied().flatten());
            let found = same_text.or_else(|| by_name.get(name(file)).copied().flatten());
            self.0.entry(file).or_default().extend(found);
        }
        self
    }

    /// The files in which an annotation may stand that stood in this one.
    pub(super) fn files(&self, file: &'a str) -> impl Iterator<Item = &'a str> {
        std::iter::once(file).chain(self.0.get(file).into_iter().flatten().copied())
    }

    /// Whether an annotation that stood in one file may stand in another one.
    pub(super) fn lead(&self, from: &str, to: &str) -> bool {
        from == to || self.0.get(from).is_some_and(|files| files.contains(to))
    }
}

/// The name of a file, with that of its folder where it is an `index.md`.
fn name(file: &str) -> &str {
    let Some((folder, name)) = file.rsplit_once('/') else { return file };
    if !name.starts_with("index.") {
        return name;
    }
    folder.rfind('/').map_or(file, |slash| &file[slash + 1..])
}
