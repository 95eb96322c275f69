//! The pages of a build, each with what it was made from: those that would come out as before are not rendered again.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::facts::{Facts, Hash};
use crate::diagnostic::Diagnostic;
use crate::emit::{Artifact, Stage, Staged};
use crate::site::jobs::Part;
use crate::site::outputs::Earlier;
use crate::view::{Asked, Views};

/// What was made from one draft or source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Made {
    from: Hash,
    /// Whether something of the texts of other pages is shown.
    with_texts: bool,
    /// Paths in the output.
    files: Vec<String>,
}

/// The pages of a build, by name.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pages(HashMap<String, Made>);

impl Pages {
    /// The names of those that are made from something else than in other builds, or were not there, sorted.
    #[must_use]
    pub fn others_than(&self, other: &Self) -> Vec<&str> {
        let is_other = |(name, made): &(&String, &Made)| other.0.get(*name) != Some(*made);
        let mut names: Vec<&str> = self.0.iter().filter(is_other).map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        names
    }
}

/// What a build takes from the last one, and what it leaves to the next.
pub(in crate::site) struct Reuse<'a> {
    earlier: Option<&'a Pages>,
    stage: &'a Stage<'a>,
    facts: Facts,
    made: Mutex<HashMap<String, Made>>,
}

impl<'a> Reuse<'a> {
    pub(in crate::site) fn new(earlier: Option<&'a Pages>, stage: &'a Stage<'a>, views: &Views) -> Self {
        Self { earlier, stage, facts: Facts::of(views), made: Mutex::default() }
    }

    fn keep(&self, name: &str, made: Made) {
        let mut all = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(name.to_owned(), made);
    }

    /// What the next build may take.
    pub(in crate::site) fn pages(self) -> Pages {
        Pages(self.made.into_inner().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Earlier<Staged> for Reuse<'_> {
    /// Where they still are as they were written, too.
    fn take(&self, part: &Part) -> Option<Vec<Artifact<Staged>>> {
        let known = self.earlier?.0.get(&part.name)?;
        if known.from != self.facts.of_page(part.draft, known.with_texts) {
            return None;
        }
        let files: Vec<_> = known.files.iter().map(|path| self.stage.stands(path)).collect::<Option<_>>()?;
        self.keep(&part.name, known.clone());
        Some(files)
    }

    /// What had to be complained of, or looked into other files, is rendered again in any case.
    fn note(&self, part: &Part, asked: Asked, files: &[Artifact<Staged>], found: &[Diagnostic]) {
        if asked.files || !found.is_empty() {
            return;
        }
        let from = self.facts.of_page(part.draft, asked.texts);
        let files = files.iter().map(|file| file.path.clone()).collect();
        self.keep(&part.name, Made { from, with_texts: asked.texts, files });
    }
}
