//! The pages of a build, each with what it was made from: those that would come out as before are not rendered again.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::facts::{Facts, Hash};
use crate::diagnostic::Diagnostic;
use crate::emit::{Artifact, Stage, Staged};
use crate::render::Statics;
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
    /// The place of the static files that it asks for in the list of all such sets.
    statics: usize,
}

/// Static files, each with whether it is asked for under the name that changes with it.
type Set = Vec<(String, bool)>;

/// The pages of a build, by name.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pages {
    made: HashMap<String, Made>,
    /// Most pages ask for the same static files.
    statics: Vec<Set>,
}

impl Pages {
    /// The names of those that are made from something else than in other builds, or were not there, sorted.
    #[must_use]
    pub fn others_than(&self, other: &Self) -> Vec<&str> {
        let of = |pages: &Self, name: &String| {
            pages.made.get(name).map(|made| (made.from.clone(), made.with_texts, made.files.clone()))
        };
        let is_other = |(name, _): &(&String, &Made)| of(self, name) != of(other, name);
        let mut names: Vec<&str> = self.made.iter().filter(is_other).map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        names
    }
}

/// What a build takes from the last one, and what it leaves to the next.
pub(in crate::site) struct Reuse<'a> {
    earlier: Option<&'a Pages>,
    stage: &'a Stage<'a>,
    facts: Facts,
    statics: &'a Statics,
    made: Mutex<Pages>,
}

impl<'a> Reuse<'a> {
    pub(in crate::site) fn new(
        earlier: Option<&'a Pages>,
        stage: &'a Stage<'a>,
        views: &Views,
        statics: &'a Statics,
    ) -> Self {
        Self { earlier, stage, facts: Facts::of(views), statics, made: Mutex::default() }
    }

    fn keep(&self, name: &str, made: Made, statics: &Set) {
        let mut all = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let known = all.statics.iter().position(|other| other == statics);
        let place = known.unwrap_or_else(|| {
            all.statics.push(statics.clone());
            all.statics.len() - 1
        });
        all.made.insert(name.to_owned(), Made { statics: place, ..made });
    }

    /// What the next build may take.
    pub(in crate::site) fn pages(self) -> Pages {
        self.made.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Earlier<Staged> for Reuse<'_> {
    /// Where they still are as they were written, too.
    fn take(&self, part: &Part) -> Option<Vec<Artifact<Staged>>> {
        let earlier = self.earlier?;
        let known = earlier.made.get(&part.name)?;
        let statics = earlier.statics.get(known.statics)?;
        if known.from != self.facts.of_page(part.draft, known.with_texts) {
            return None;
        }
        let files: Vec<_> = known.files.iter().map(|path| self.stage.stands(path)).collect::<Option<_>>()?;
        // Who is not rendered does not ask for them.
        for (path, by_hash) in statics {
            if *by_hash {
                // It is the asking that counts.
                let _ = self.statics.hashed_name(path);
            } else {
                self.statics.want(path);
            }
        }
        self.keep(&part.name, known.clone(), statics);
        Some(files)
    }

    /// What had to be complained of, or looked into other files, is rendered again in any case.
    fn note(&self, part: &Part, asked: Asked, files: &[Artifact<Staged>], found: &[Diagnostic]) {
        if asked.files || !found.is_empty() {
            return;
        }
        let from = self.facts.of_page(part.draft, asked.texts);
        let files = files.iter().map(|file| file.path.clone()).collect();
        let made = Made { from, with_texts: asked.texts, files, statics: 0 };
        self.keep(&part.name, made, &asked.statics);
    }
}
