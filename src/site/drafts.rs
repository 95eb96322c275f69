//! Pages and sections, parsed once and again when their file changes.

use std::sync::Arc;

use rayon::prelude::*;

use super::past::ByName;
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
    by_path: ByName<Parsed>,
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
        files: &Files,
        config: &Arc<Config>,
        names: &Names,
        changes: &Changes,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Arc<Draft>> {
        if self.config.as_ref().is_none_or(|known| !Arc::ptr_eq(known, config)) || self.names != *names {
            self.config = Some(Arc::clone(config));
            self.names = names.clone();
            self.by_path.forget_all();
        }
        let read: Vec<_> = files
            .pages
            .par_iter()
            .map(|path| {
                let folder = read::folder_of_page(path, config).unwrap_or_default();
                let assets = files.assets.get(folder).map(Vec::as_slice).unwrap_or_default();
                match self.by_path.get(path) {
                    Some(known) if known.draft.assets == assets && !changes.touch(path) => Ok(None),
                    known => self.parse(world, path, assets, known),
                }
            })
            .collect();
        let mut drafts = Vec::with_capacity(read.len());
        for (path, result) in files.pages.iter().zip(read) {
            match result {
                Ok(anew) => {
                    if let Some(parsed) = anew {
                        self.by_path.keep(path, parsed);
                    }
                    let Some(known) = self.by_path.get(path) else { continue };
                    drafts.push(Arc::clone(&known.draft));
                    diagnostics.extend(known.found.iter().cloned());
                }
                Err(found) => {
                    self.by_path.forget(path);
                    diagnostics.push(*found);
                }
            }
        }
        self.by_path.retain(files.pages.iter().map(String::as_str), files.pages.len());
        drafts
    }

    /// A page as its file says it now; none where it says what it said before.
    fn parse(
        &self,
        world: &dyn World,
        path: &str,
        assets: &[String],
        known: Option<&Parsed>,
    ) -> Result<Option<Parsed>, Box<Diagnostic>> {
        let file = text(world, path)?;
        if known.is_some_and(|known| known.draft.file == file && known.draft.assets == assets) {
            return Ok(None);
        }
        let Some(config) = &self.config else { return Ok(None) };
        let (draft, found) = parse::draft(&file, assets.to_vec(), &self.names, config);
        Ok(Some(Parsed { draft: Arc::new(draft), found }))
    }
}
