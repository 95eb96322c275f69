//! Pages and sections, parsed once and again when their file changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::past::{ByName, InOrder};
use super::read::{self, Files};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::parse::{self, Draft, Names};
use crate::world::{Changes, World, text};

/// The drafts that were parsed, and what all of them depend on.
#[derive(Default)]
pub(super) struct Kept {
    config: Option<Arc<Config>>,
    names: Names,
    files: Option<Arc<Files>>,
    parsed: InOrder<Parsed>,
    /// Drafts that are such only because their section is one, each beside the draft as parsed.
    pub(super) spread: ByName<(Arc<Draft>, Arc<Draft>)>,
}

struct Parsed {
    draft: Arc<Draft>,
    found: Vec<Diagnostic>,
}

impl Kept {
    /// Every page and section, in the order of their files; one that is as it was is the very same value.
    pub(super) fn drafts(
        &mut self,
        world: &dyn World,
        files: &Arc<Files>,
        config: &Arc<Config>,
        names: &Names,
        changes: &Changes,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Arc<Draft>> {
        self.arrange(files, config, names);
        let missing = self.parsed.missing(changes);
        let read: Vec<_> = missing.par_iter().map(|&place| self.parse(world, place, files, config)).collect();
        let mut unread = BTreeMap::new();
        for (place, result) in missing.into_iter().zip(read) {
            match result {
                Ok(Some(parsed)) => self.parsed.set(place, Some(parsed)),
                // It says what it said before.
                Ok(None) => {}
                Err(found) => {
                    self.parsed.set(place, None);
                    unread.insert(place, found);
                }
            }
        }
        let mut drafts = Vec::with_capacity(files.pages.len());
        for place in 0..files.pages.len() {
            if let Some(parsed) = self.parsed.get(place) {
                drafts.push(Arc::clone(&parsed.draft));
                diagnostics.extend(parsed.found.iter().cloned());
            }
            diagnostics.extend(unread.remove(&place).map(|found| *found));
        }
        drafts
    }

    /// Keeps what holds for these files, this configuration and these names of directives.
    fn arrange(&mut self, files: &Arc<Files>, config: &Arc<Config>, names: &Names) {
        if self.config.as_ref().is_none_or(|known| !Arc::ptr_eq(known, config)) || self.names != *names {
            self.parsed.forget_all();
            self.config = Some(Arc::clone(config));
            self.names = names.clone();
        }
        if self.files.as_ref().is_some_and(|known| Arc::ptr_eq(known, files)) {
            return;
        }
        self.parsed.arrange(&files.pages);
        self.files = Some(Arc::clone(files));
        for place in 0..files.pages.len() {
            let assets = assets(&files.pages[place], files, config);
            if self.parsed.get(place).is_some_and(|known| known.draft.assets != assets) {
                self.parsed.set(place, None);
            }
        }
    }

    /// A page as its file says it now; none where it says what it said before.
    fn parse(
        &self,
        world: &dyn World,
        place: usize,
        files: &Files,
        config: &Config,
    ) -> Result<Option<Parsed>, Box<Diagnostic>> {
        let path = &files.pages[place];
        let file = text(world, path)?;
        if self.parsed.get(place).is_some_and(|known| known.draft.file == file) {
            return Ok(None);
        }
        let assets = assets(path, files, config).to_vec();
        let (draft, found) = parse::draft(&file, assets, &self.names, config);
        Ok(Some(Parsed { draft: Arc::new(draft), found }))
    }
}

/// The files beside an `index.md`.
fn assets<'f>(path: &str, files: &'f Files, config: &Config) -> &'f [String] {
    if files.assets.is_empty() {
        return &[];
    }
    let folder = read::folder_of_page(path, config).unwrap_or_default();
    files.assets.get(folder).map(Vec::as_slice).unwrap_or_default()
}
