//! The archive: every source, read once and again when its file or what lies beside it changes.

use std::sync::Arc;

use rayon::prelude::*;

use super::originals;
use super::past::ByName;
use super::read::{Files, SourceFile};
use crate::archive::{self, Source};
use crate::diagnostic::{Code, Diagnostic, TextFile};
use crate::world::{Changes, World, text};

/// The sources that were read.
#[derive(Default)]
pub(super) struct Kept(ByName<Read>);

#[derive(Clone)]
struct Read {
    file: SourceFile,
    source: Arc<Source>,
    found: Vec<Diagnostic>,
}

impl Kept {
    /// All sources, sorted by id; a source that is as it was is the very same value.
    pub(super) fn sources(
        &mut self,
        world: &dyn World,
        files: &Files,
        changes: &Changes,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Arc<Source>> {
        let mut wanted = Vec::new();
        for (id, candidates) in &files.sources {
            if let [first, second, ..] = candidates.as_slice() {
                let message = format!("`{}` and `{}` are both the source `{id}`", first.path, second.path);
                let file = TextFile::new(second.path.as_str(), "");
                let found = Diagnostic::error(Code::DuplicateSource, message).at(&file, 0..0, "");
                diagnostics.push(found.hint("keep one of them, or give one another name"));
            }
            wanted.extend(candidates.first().map(|file| (id, file)));
        }
        let read: Vec<_> = wanted
            .par_iter()
            .map(|(id, file)| match self.0.get(id) {
                Some(known) if known.holds(file, changes) => Ok(None),
                known => read(world, id, file, known).map(Some),
            })
            .collect();
        let mut sources = Vec::with_capacity(read.len());
        for ((id, _), result) in wanted.iter().zip(read) {
            match result {
                Ok(anew) => {
                    if let Some(read) = anew {
                        self.0.keep(id, read);
                    }
                    let Some(known) = self.0.get(id) else { continue };
                    sources.push(Arc::clone(&known.source));
                    diagnostics.extend(known.found.iter().cloned());
                }
                Err(found) => {
                    self.0.forget(id);
                    diagnostics.push(*found);
                }
            }
        }
        self.0.retain(wanted.iter().map(|(id, _)| id.as_str()), wanted.len());
        sources
    }
}

impl Read {
    /// Whether nothing that it was made from changed.
    fn holds(&self, file: &SourceFile, changes: &Changes) -> bool {
        let is_same = self.file == *file && !changes.touch(&file.path);
        // Its original lies beside it.
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        is_same && (file.siblings.is_empty() || !changes.touch_folder(folder))
    }
}

fn read(
    world: &dyn World,
    id: &str,
    file: &SourceFile,
    known: Option<&Read>,
) -> Result<Read, Box<Diagnostic>> {
    let text = text(world, &file.path)?;
    if let Some(known) = known
        && file.siblings.is_empty()
        && known.file == *file
        && known.source.file == text
    {
        return Ok(known.clone());
    }
    let (source, mut found) = archive::source(id, &text, &file.siblings);
    found.extend(originals::check(world, &source, file));
    Ok(Read { file: file.clone(), source: Arc::new(source), found })
}
