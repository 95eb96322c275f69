//! The ledger, and the ids that it gives to annotations.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, TextFile};
use crate::ledger::{self, Ledger};
use crate::parse::Draft;
use crate::world::{World, text};

/// The ledger of the last update, and the drafts of which some annotations go by other ids than those derived for them.
#[derive(Default)]
pub(super) struct Kept {
    read: Option<Read>,
    renamed: HashMap<String, Renamed>,
}

struct Read {
    file: Arc<TextFile>,
    ledger: Arc<Ledger>,
    found: Vec<Diagnostic>,
}

struct Renamed {
    parsed: Arc<Draft>,
    ids: Vec<(usize, String)>,
    draft: Arc<Draft>,
}

impl Kept {
    /// The ledger of a site; where it cannot be read whole, nothing is taken from it.
    pub(super) fn ledger(&mut self, world: &dyn World, diagnostics: &mut Vec<Diagnostic>) -> Arc<Ledger> {
        let file = match world.read(ledger::FILE) {
            Err(error) if error.kind == ErrorKind::NotFound => {
                self.read = None;
                return Arc::new(Ledger::empty());
            }
            _ => text(world, ledger::FILE),
        };
        let file = match file {
            Ok(file) => file,
            Err(problem) => {
                diagnostics.push(*problem);
                return Arc::default();
            }
        };
        let known = self.read.take().filter(|known| known.file == file);
        let read = known.unwrap_or_else(|| {
            let mut found = Vec::new();
            let ledger = ledger::read(&file, &mut found);
            let ledger = if ledger.is_sound { ledger } else { Ledger::default() };
            Read { file, ledger: Arc::new(ledger), found }
        });
        diagnostics.extend(read.found.iter().cloned());
        let ledger = Arc::clone(&read.ledger);
        self.read = Some(read);
        ledger
    }

    /// Gives annotations the ids under which they were published.
    pub(super) fn name(
        &mut self,
        ledger: &Ledger,
        drafts: &mut [Arc<Draft>],
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let claims = ledger::claims(ledger, drafts);
        diagnostics.extend(claims.diagnostics);
        let mut before = std::mem::take(&mut self.renamed);
        for (number, ids) in claims.ids {
            let draft = &mut drafts[number];
            let path = draft.file.path.clone();
            let known =
                before.remove(&path).filter(|known| Arc::ptr_eq(&known.parsed, draft) && known.ids == ids);
            let renamed = known.unwrap_or_else(|| {
                let mut with_ids = Draft::clone(draft);
                for (annotation, id) in &ids {
                    with_ids.annotations.list[*annotation].id.clone_from(id);
                }
                Renamed { parsed: Arc::clone(draft), ids, draft: Arc::new(with_ids) }
            });
            *draft = Arc::clone(&renamed.draft);
            self.renamed.insert(path, renamed);
        }
    }
}
