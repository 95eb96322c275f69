//! What a build writes down for the next one: what it asked of the world, what it found and what it wrote. Where the world
//! would answer all of that alike, and the output is as it was left, there is nothing to do.
//!
//! A record is taken for what it says only by the program and for the settings that it was written with, and only whole:
//! one that is damaged is as good as none.

mod facts;
mod findings;
mod pages;

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Outcome, Site, Summary};
use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::emit::{self, Stage};
use crate::world::{Trace, World, kept};
use findings::Findings;
pub use pages::Pages;
pub(super) use pages::Reuse;

/// The form of a record; those of another form have other names.
const TITLE: &str = "ibid build 1";

/// How many builds with other settings are remembered.
const REMEMBERED: usize = 16;

/// How many files each of them has.
const FILES: usize = 2;

/// What decides what a build comes to, beside the files of the site: its name among the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// `program` tells one build of ibid from any other, `output` is the folder that is written to as it was given.
    #[must_use]
    pub fn new(program: &str, world: &dyn World, settings: &Settings, output: &str) -> Self {
        let all = format!("{TITLE}\0{program}\0{settings:?}\0{}\0{output}", world.today());
        Self(blake3::hash(all.as_bytes()).to_hex()[..32].to_owned())
    }

    /// The pages lie in a file of their own: where nothing has changed, nobody asks for them.
    fn of_pages(&self) -> String {
        format!("{}.pages", self.0)
    }
}

/// What a build wrote down for the next one.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// When it began, as [`World::now`].
    began: u64,
    trace: Trace,
    /// The output folder that the site names, from its root.
    folder: String,
    /// The hash of the list of what was written, wherever that went.
    list: String,
    summary: Summary,
    findings: Findings,
}

/// What the last build came to, where it would come to the same now.
#[derive(Debug, PartialEq, Eq)]
pub struct Standing {
    /// What was made, in numbers.
    pub summary: Summary,
    /// What was found wrong; no errors.
    pub diagnostics: Vec<Diagnostic>,
    /// The output folder that the site names, from its root.
    pub folder: String,
    /// How many files are in the output.
    pub files: usize,
}

impl Record {
    /// A build that came to this, with the hash of the list of what it wrote.
    #[must_use]
    pub fn new<B>(began: u64, trace: Trace, outcome: &Outcome<B>, list: &str) -> Self {
        let findings = Findings::of(&outcome.diagnostics, &trace);
        let (folder, list) = (outcome.config.output_dir.clone(), list.to_owned());
        Self { began, trace, folder, list, summary: outcome.summary.clone(), findings }
    }

    /// The record of the last build of this name, where there is one that can be believed.
    #[must_use]
    pub fn load(world: &dyn World, key: &Key) -> Option<Self> {
        load(world, &key.0)
    }

    /// Keeps it for the next build, with the pages that this one came to. That it could not be kept is no harm.
    pub fn save(&self, pages: &Pages, world: &dyn World, key: &Key) {
        // Both are of one build, or are not believed: a run may be killed between them.
        let save_pages = || save(world, &key.of_pages(), &(self.began, &self.list, pages));
        rayon::join(save_pages, || save(world, &key.0, self));
        forget_the_oldest(world);
    }

    /// The pages that the build came to, where all but drafts and sources is as it was, and the output as it was left.
    #[must_use]
    pub fn pages(&self, world: &dyn World, key: &Key, site: &Site, stage: &Stage<'_>) -> Option<Pages> {
        let material = site.material();
        let drafts = material.drafts.iter().chain(material.withheld.iter().map(|(draft, _)| draft));
        let content =
            drafts.map(|draft| &draft.file).chain(material.sources.iter().map(|source| &source.file));
        let frame = self.trace.without(&content.map(|file| file.path.as_str()).collect());
        if !frame.is_settled(self.began) || !frame.holds(world) || stage.list()? != self.list {
            return None;
        }
        let (began, list, pages): (u64, String, Pages) = load(world, &key.of_pages())?;
        (began == self.began && list == self.list).then_some(pages)
    }

    /// What the build came to, where nothing has changed since: neither what it read nor what it wrote. `open` gives the
    /// output folder for the one that the site names.
    #[must_use]
    pub fn standing(
        &self,
        world: &dyn World,
        open: impl Fn(&str) -> Arc<dyn World> + Sync,
    ) -> Option<Standing> {
        if !self.trace.is_settled(self.began) {
            return None;
        }
        let out = || emit::standing(&*open(&self.folder), &self.list);
        let (holds, files) = rayon::join(|| self.trace.holds(world), out);
        let files = files.filter(|_| holds)?;
        let diagnostics = self.findings.diagnostics(world)?;
        Some(Standing { summary: self.summary.clone(), diagnostics, folder: self.folder.clone(), files })
    }
}

fn load<T: DeserializeOwned>(world: &dyn World, name: &str) -> Option<T> {
    serde_json::from_slice(&kept::read(world, kept::BUILDS, name)?).ok()
}

fn save<T: Serialize>(world: &dyn World, name: &str, value: &T) {
    if let Ok(bytes) = serde_json::to_vec(value) {
        kept::write(world, kept::BUILDS, name, &bytes);
    }
}

/// Builds with settings that nobody uses any more would lie there for ever.
fn forget_the_oldest(world: &dyn World) {
    let Ok(files) = world.files(kept::path(kept::BUILDS, "").trim_end_matches('/')) else { return };
    let mut files: Vec<_> =
        files.iter().filter_map(|path| Some((world.stamp(path).ok()?.modified, path))).collect();
    files.sort_unstable();
    let count = files.len().saturating_sub(REMEMBERED * FILES);
    files.iter().take(count).for_each(|(_, path)| _ = world.remove(path));
}

#[cfg(test)]
mod tests;
