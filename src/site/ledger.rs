//! The ledger, and the ids that it gives to annotations.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, TextFile};
use crate::ledger::{self, Claims, Ledger};
use crate::parse::Draft;
use crate::world::{World, text};

use super::read::Files;

/// The ledger of the last update, and the drafts of which some annotations go by other ids than those derived for them.
#[derive(Default)]
pub(super) struct Kept {
    read: Option<Read>,
    claimed: Option<Claimed>,
    renamed: HashMap<String, Renamed>,
}

/// What an update found each entry to mean, where nothing was left open: it holds as long as no annotation says something
/// else.
struct Claimed {
    ledger: Arc<Ledger>,
    parsed: Vec<Arc<Draft>>,
    claims: Arc<Claims>,
}

impl Claimed {
    fn holds(&self, ledger: &Arc<Ledger>, drafts: &[Arc<Draft>]) -> bool {
        // What an unnamed annotation says is in its derived id, and of a named one its name counts.
        let says_the_same = |(one, other): (&Arc<Draft>, &Arc<Draft>)| {
            Arc::ptr_eq(one, other) || one.file.path == other.file.path && known_by(one).eq(known_by(other))
        };
        Arc::ptr_eq(&self.ledger, ledger)
            && self.parsed.len() == drafts.len()
            && self.parsed.iter().zip(drafts).all(says_the_same)
    }
}

/// What the annotations of a draft are known by.
fn known_by(draft: &Draft) -> impl Iterator<Item = (&str, bool)> {
    draft.annotations.list.iter().map(|annotation| (annotation.id.as_str(), annotation.id_range.is_some()))
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

    /// Which annotations the entries mean.
    fn claims(&mut self, ledger: &Arc<Ledger>, drafts: &[Arc<Draft>]) -> Arc<Claims> {
        if ledger.annotations.is_empty() {
            self.claimed = None;
            return Arc::default();
        }
        if let Some(claimed) = self.claimed.as_mut().filter(|claimed| claimed.holds(ledger, drafts)) {
            claimed.parsed = drafts.to_vec();
            return Arc::clone(&claimed.claims);
        }
        let claims = Arc::new(ledger::claims(ledger, drafts));
        // A finding names places, which may be others the next time.
        self.claimed = claims.diagnostics.is_empty().then(|| Claimed {
            ledger: Arc::clone(ledger),
            parsed: drafts.to_vec(),
            claims: Arc::clone(&claims),
        });
        claims
    }

    /// Gives annotations the ids under which they were published. Gives the ledger as the site has it: first the versions of
    /// entries that stand in it.
    pub(super) fn name(
        &mut self,
        ledger: &Arc<Ledger>,
        drafts: &mut [Arc<Draft>],
        files: &Files,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Arc<Ledger> {
        let claims = self.claims(ledger, drafts);
        diagnostics.extend(claims.diagnostics.iter().cloned());
        let mut before = std::mem::take(&mut self.renamed);
        for (&number, ids) in &claims.ids {
            let draft = &mut drafts[number];
            let path = draft.file.path.clone();
            let known =
                before.remove(&path).filter(|known| Arc::ptr_eq(&known.parsed, draft) && known.ids == *ids);
            let renamed = known.unwrap_or_else(|| {
                let mut with_ids = Draft::clone(draft);
                for (annotation, id) in ids {
                    with_ids.annotations.list[*annotation].id.clone_from(id);
                }
                Renamed { parsed: Arc::clone(draft), ids: ids.clone(), draft: Arc::new(with_ids) }
            });
            *draft = Arc::clone(&renamed.draft);
            self.renamed.insert(path, renamed);
        }
        ledger.settled(&claims.versions, |file| files.hold(&format!("content/{file}")))
    }
}
