//! Puts a source's words into a file of the site, and takes them out again.
//!
//! A page can't have just anything written. What it asks for must be the change that a finding of the site, as it is now,
//! offers, to the letter; and the file must still hold what the finding speaks of.

#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::io::ErrorKind;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::findings::is_quotation;
use super::http::Refusal;
use crate::diagnostic::{Diagnostic, Fix};
use crate::world::{Changes, World, WorldError, is_inside};

/// Changes that can be taken back.
const REMEMBERED: usize = 20;

/// A change of a file that a page asks for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Asked {
    /// The file.
    pub file: String,
    /// The first byte that is replaced.
    pub start: usize,
    /// After the last byte that is replaced.
    pub end: usize,
    /// What stands there.
    pub before: String,
    /// What is to stand there.
    pub replacement: String,
}

impl Asked {
    /// The finding's fix that offers this change.
    fn offer<'a>(&self, diagnostics: &'a [Diagnostic]) -> Option<&'a Fix> {
        let fixes = diagnostics
            .iter()
            .filter(|found| is_quotation(found.code))
            .filter_map(|found| found.fix.as_ref());
        let mut fixes = fixes.filter(|fix| match fix.edits.as_slice() {
            [edit] => {
                edit.file.path == self.file
                    && edit.range == (self.start..self.end)
                    && edit.replacement == self.replacement
                    && edit.file.text.get(edit.range.clone()) == Some(&self.before)
            }
            _ => false,
        });
        fixes.next()
    }
}

/// A change that was made.
#[derive(Debug)]
struct Change {
    id: u64,
    title: String,
    file: String,
    start: usize,
    before: String,
    replacement: String,
    /// Of the whole file, as the change left it.
    left: blake3::Hash,
}

/// The last change, as pages are told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Last<'a> {
    /// What tells it from others.
    pub id: u64,
    /// The file.
    pub file: &'a str,
    /// What was done.
    pub title: &'a str,
}

/// The changes that were made and can be taken back, the last one first to go.
#[derive(Debug, Default)]
pub struct Taken {
    made: VecDeque<Change>,
    count: u64,
}

impl Taken {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The change that [`Taken::undo`] would take back.
    #[must_use]
    pub fn last(&self) -> Option<Last<'_>> {
        self.made.back().map(|change| Last { id: change.id, file: &change.file, title: &change.title })
    }

    /// Makes the change that `body` asks for, if one of `diagnostics` offers it.
    ///
    /// # Errors
    /// 400: the request can't be read. 409: nobody offers this change, or the file is another one by now. 500: the file
    /// can't be written.
    pub fn take(
        &mut self,
        world: &dyn World,
        body: &[u8],
        diagnostics: &[Diagnostic],
    ) -> Result<String, Refusal> {
        let asked: Asked = serde_json::from_slice(body)
            .map_err(|error| Refusal::new(400, format!("this is no change of a file: {error}")))?;
        let file = asked.file.as_str();
        if !is_page(file) {
            return Err(Refusal::new(409, format!("`{file}` is no page of this site")));
        }
        let Some(fix) = asked.offer(diagnostics) else {
            return Err(Refusal::new(409, format!("nothing asks for this change of `{file}` any more")));
        };
        look_again(world, file);
        let text = text(world, file)?;
        let range = asked.start..asked.end;
        if text.get(range.clone()) != Some(&asked.before) {
            return Err(changed(file));
        }
        let mut new = text;
        new.replace_range(range, &asked.replacement);
        write(world, file, &new)?;
        self.count += 1;
        let Asked { file, start, before, replacement, .. } = asked;
        let answer = json!({ "file": file, "undo": self.count.to_string() }).to_string();
        let left = blake3::hash(new.as_bytes());
        let title = fix.title.clone();
        self.made.push_back(Change { id: self.count, title, file, start, before, replacement, left });
        if self.made.len() > REMEMBERED {
            self.made.pop_front();
        }
        Ok(answer)
    }

    /// Takes the last change back, if its file is still as the change left it. A change that can't be taken back is
    /// forgotten.
    ///
    /// # Errors
    /// 409: there is none, or the file is another one by now. 500: the file can't be written.
    pub fn undo(&mut self, world: &dyn World) -> Result<String, Refusal> {
        let Some(change) = self.made.back() else {
            return Err(Refusal::new(409, "there is nothing to take back"));
        };
        let file = change.file.as_str();
        look_again(world, file);
        let undone = before(world, change).and_then(|text| write(world, file, &text));
        let answer = json!({ "file": file }).to_string();
        // What could not be written may be written at another time.
        if !matches!(&undone, Err(refusal) if refusal.status == 500) {
            self.made.pop_back();
        }
        undone.map(|()| answer)
    }

    /// Forgets the last changes as far as their files are no longer as they were left, as when somebody saved them:
    /// what can't be taken back is not to be offered. Says whether something was forgotten.
    pub fn forget_old(&mut self, world: &dyn World) -> bool {
        let count = self.made.len();
        while self.made.back().is_some_and(|change| before(world, change).is_err()) {
            self.made.pop_back();
        }
        self.made.len() < count
    }
}

/// Before something is written: the folder of the file may have become a link out of the site a moment ago.
fn look_again(world: &dyn World, file: &str) {
    world.forget(&Changes::from_iter([file]));
}

/// The text of a change's file without the change.
fn before(world: &dyn World, change: &Change) -> Result<String, Refusal> {
    let mut text = text(world, &change.file)?;
    let range = change.start..change.start + change.replacement.len();
    if blake3::hash(text.as_bytes()) != change.left || text.get(range.clone()) != Some(&change.replacement) {
        return Err(changed(&change.file));
    }
    text.replace_range(range, &change.before);
    Ok(text)
}

/// Whether a path is that of a text below `content/`.
fn is_page(path: &str) -> bool {
    is_inside(path) && path.starts_with("content/") && path.ends_with(".md")
}

fn text(world: &dyn World, file: &str) -> Result<String, Refusal> {
    let bytes = world.read(file).map_err(|error| match error.kind {
        ErrorKind::NotFound => changed(file),
        _ => Refusal::new(409, format!("`{file}` cannot be read: {}", error.message)),
    })?;
    String::from_utf8(bytes).map_err(|_| changed(file))
}

fn write(world: &dyn World, file: &str, text: &str) -> Result<(), Refusal> {
    let failed =
        |error: WorldError| Refusal::new(500, format!("`{file}` cannot be written: {}", error.message));
    world.write(file, text.as_bytes()).map(|_| ()).map_err(failed)
}

fn changed(file: &str) -> Refusal {
    Refusal::new(409, format!("`{file}` was changed meanwhile, so that nothing was written"))
}
