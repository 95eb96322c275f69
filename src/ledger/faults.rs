//! What is told of published addresses that would die.

use std::ops::Range;
use std::sync::Arc;

use super::{Entry, Ledger, PageEntry, State};
use crate::diagnostic::{Code, Diagnostic, TextFile};
use crate::parse::Draft;
use crate::words::shortened;

/// An annotation in its file.
pub(crate) struct Spot {
    pub file: Arc<TextFile>,
    pub range: Range<usize>,
}

impl Spot {
    pub(super) fn of(drafts: &[Arc<Draft>], (draft, annotation): (usize, usize)) -> Self {
        let draft = &drafts[draft];
        Self { file: Arc::clone(&draft.file), range: draft.annotations.list[annotation].range.clone() }
    }
}

/// Characters of a phrase that a message shows.
const SHOWN: usize = 60;

/// A finding at the entry of the ledger.
fn at_entry(ledger: &Ledger, name: &str, code: Code, message: String) -> Diagnostic {
    let found = Diagnostic::error(code, message);
    match &ledger.file {
        Some(file) => found.at(file, ledger.place(name), "published here"),
        None => found,
    }
}

/// The phrase of an entry, cut where it is long.
fn phrase(entry: &Entry) -> String {
    let shown = shortened(&entry.text, SHOWN);
    if shown.is_empty() { String::new() } else { format!(" (“{shown}”)") }
}

/// The three ways out.
fn ways_out(found: Diagnostic, name: &str) -> Diagnostic {
    found
        .hint("bring it back: newsletters may link to it")
        .hint(format!("or say that it was taken back: `ibid retract {name} --reason \"…\"`"))
        .hint(format!("or lead on to another one: `ibid move {name} --to OTHER`"))
}

/// The newsletters that were sent with a link to it.
fn with_newsletters(found: Diagnostic, ledger: &Ledger, name: &str) -> Diagnostic {
    const TOLD: usize = 3;
    let sent = ledger.linked_in(name);
    let told = sent.iter().rev().take(TOLD).map(|sent| sent.words()).collect::<Vec<_>>();
    match sent.len().checked_sub(TOLD).filter(|more| *more > 0) {
        _ if told.is_empty() => found,
        Some(more) => {
            found.hint(format!("{} and {more} more newsletters that were sent link to it", told.join(", ")))
        }
        None => found.hint(format!("{} was sent with a link to it", told.join(", "))),
    }
}

/// A published annotation that nobody answers to. `nearest` may have become of it; `renamed` is the name it has then.
pub(super) fn gone(
    ledger: &Ledger,
    entry: &Entry,
    nearest: Option<Spot>,
    renamed: Option<&str>,
) -> Diagnostic {
    let Entry { id, file, .. } = entry;
    let message = format!("the published annotation `{id}`{} is gone from `content/{file}`", phrase(entry));
    let mut found = with_newsletters(at_entry(ledger, id, Code::LostPermalink, message), ledger, id);
    if let Some(Spot { file, range }) = nearest {
        found = found.at(&file, range, "is it this one?");
        found = match renamed {
            Some(name) => found.hint(format!("if it is called `{name}` now: `ibid move {id} --to {name}`")),
            None => found.hint(format!("if it is this one, name it: `{{#{id}}}`")),
        };
    }
    ways_out(found, id)
}

/// A published annotation that any of several may be.
pub(super) fn unclear(ledger: &Ledger, entry: &Entry, rivals: impl Iterator<Item = Spot>) -> Diagnostic {
    const SHOWN: usize = 4;
    let Entry { id, .. } = entry;
    let message = format!("it is not clear which annotation is the published `{id}`{}", phrase(entry));
    let found = at_entry(ledger, id, Code::UnclearPermalink, message);
    let found = rivals
        .take(SHOWN)
        .fold(found, |found, Spot { file, range }| found.at(&file, range, "is it this one?"));
    let found = found.hint(format!("name the one that it is: `{{#{id}}}`"));
    found.hint(format!(
        "or, if it is none of them: `ibid retract {id} --reason \"…\"` or `ibid move {id} --to OTHER`"
    ))
}

/// An annotation that was retracted or moved, and stands in the text all the same.
pub(super) fn back(entry: &Entry, spot: &Spot) -> Diagnostic {
    let Entry { id, .. } = entry;
    let (what, way) = match &entry.state {
        State::Moved { to, .. } => (format!("leads to `{to}` now"), "lead back"),
        _ => ("was retracted".to_owned(), "is true again"),
    };
    Diagnostic::error(
        Code::RetractedPermalink,
        format!("the annotation `{id}` {what}, and stands here all the same"),
    )
    .at(&spot.file, spot.range.clone(), "take it out, or give it a name of its own")
    .hint(format!("or, if it {way}: `ibid retract {id} --undo`"))
}

/// A published annotation on a page that is not public.
pub(crate) fn withheld(ledger: &Ledger, id: &str, spot: &Spot, reason: &str) -> Diagnostic {
    let message = format!("the published annotation `{id}` stands on a page that {reason}");
    let found = at_entry(ledger, id, Code::LostPermalink, message).at(&spot.file, spot.range.clone(), "here");
    ways_out(found, id)
}

/// A page that was retracted or moved, and stands at its address all the same.
pub(crate) fn page_back(ledger: &Ledger, page: &PageEntry, file: Option<&Arc<TextFile>>) -> Diagnostic {
    let PageEntry { path, .. } = page;
    let what = match &page.state {
        State::Moved { to, .. } => format!("leads to `{to}` now"),
        _ => "was retracted".to_owned(),
    };
    let message = format!("the page `{path}` {what}, and stands there all the same");
    let found = at_entry(ledger, path, Code::RetractedPermalink, message);
    let found = match file {
        Some(file) => found.at(file, 0..0, "take it out, or give it another address"),
        None => found,
    };
    found.hint(format!("or, if it is to stand there again: `ibid retract {path} --undo`"))
}

/// A published page of which nothing is known any more.
pub(crate) fn page_gone(ledger: &Ledger, page: &PageEntry) -> Diagnostic {
    let PageEntry { path, file, .. } = page;
    let message =
        format!("nothing stands any more at the published address `{path}`, which was `content/{file}`");
    ways_out(with_newsletters(at_entry(ledger, path, Code::LostPermalink, message), ledger, path), path)
}

/// A published page that is not public any more.
pub(crate) fn page_withheld(ledger: &Ledger, path: &str, file: &Arc<TextFile>, reason: &str) -> Diagnostic {
    let message = format!("the published page `{path}` {reason}");
    let found = at_entry(ledger, path, Code::LostPermalink, message).at(file, 0..0, "");
    ways_out(found, path)
}

/// An entry that leads to what is not there.
pub(crate) fn leads_nowhere(ledger: &Ledger, name: &str, to: &str) -> Diagnostic {
    let message = format!("`{name}` was moved to `{to}`, and that is not there");
    at_entry(ledger, name, Code::LostPermalink, message)
        .hint(format!("lead on to another one: `ibid move {name} --to OTHER`"))
}

/// Entries that lead in a circle.
pub(crate) fn circle(ledger: &Ledger, name: &str) -> Diagnostic {
    at_entry(ledger, name, Code::LostPermalink, format!("`{name}` was moved, and the way leads back to it"))
        .hint(format!("lead on to one that is there: `ibid move {name} --to OTHER`"))
}

/// The pages of annotations are turned off, and some were published.
pub(crate) fn no_pages(ledger: &Ledger, count: usize) -> Diagnostic {
    let message = format!("`annotation_pages = false` would take {count} published permalinks away");
    let found = Diagnostic::error(Code::LostPermalink, message);
    let found = match &ledger.file {
        Some(file) => found.at(file, 0..0, "published here"),
        None => found,
    };
    found.hint("take the line out of `ibid.toml`: newsletters link to these pages")
}
