//! The ledger from text, line by line: what is wrong with it is told at its place, all at once.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Deserialize;

use super::versions::{self, Added, Recorded};
use super::{Entry, FILE, Ledger, PageEntry, Sent, VERSION};
use crate::diagnostic::{Code, Diagnostic, TextFile};
use crate::parse::is_id;

/// The first line of a ledger.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    #[serde(rename = "ibid.lock")]
    version: u32,
}

/// The last one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct End {
    #[serde(rename = "end")]
    _end: bool,
}

enum Line {
    Head(u32),
    Annotation(Box<Entry>),
    Page(Box<PageEntry>),
    Newsletter(Box<Sent>),
    End,
}

/// A line that is none of a ledger, with what to do about it.
struct Fault {
    message: String,
    /// The column of the byte that can't be read, from 0, where that is known.
    column: Option<usize>,
    hint: &'static str,
}

/// No source has more paragraphs than this.
const PARAGRAPHS: usize = 1_000_000;

const RESTORE: &str = "the ledger is written by ibid alone: bring it back from version control";

/// Reads a ledger. Where anything is wrong with it, it is not sound, and must not be written over.
#[must_use]
pub fn read(file: &Arc<TextFile>, diagnostics: &mut Vec<Diagnostic>) -> Ledger {
    let lines = lines(&file.text);
    let read: Vec<_> =
        lines.par_iter().with_min_len(64).map(|range| line(&file.text[range.clone()])).collect();
    let mut ledger = Ledger { file: Some(Arc::clone(file)), is_sound: true, ..Ledger::default() };
    let (mut heads, mut ends, mut faults) = (0, 0, Vec::new());
    for (number, (range, line)) in lines.iter().zip(read).enumerate() {
        match line {
            Ok(Line::Head(version)) if version > VERSION => {
                let message = format!(
                    "this ledger was written by a newer ibid (its form is {version}, known here is {VERSION})"
                );
                let hint = "build with the ibid that wrote it, or a newer one; it is left as it is";
                diagnostics.push(at(file, range.clone(), Code::LedgerVersion, message).hint(hint));
                ledger.is_sound = false;
                return ledger;
            }
            Ok(Line::Head(_)) => heads += 1,
            Ok(_) if number == 0 => {
                faults.push(fault(file, range.clone(), "the ledger's first line is not there".to_owned()));
            }
            Ok(Line::Annotation(entry)) => faults.extend(ledger.take(file, *entry, range)),
            Ok(Line::Page(entry)) => faults.extend(ledger.take_page(file, *entry, range)),
            Ok(Line::Newsletter(sent)) => ledger.take_newsletter(*sent),
            Ok(Line::End) => ends += 1,
            Err(Fault { message, column, hint }) => {
                let start = column.map_or(range.start, |column| (range.start + column).min(range.end));
                faults.push(at(file, start..range.end, Code::BrokenLedger, message).hint(hint));
            }
        }
    }
    // Each version of the file that was merged brings both.
    if ends < heads.max(1) {
        let end = file.text.trim_end().len();
        let last = file.text[..end].rfind('\n').map_or(0, |newline| newline + 1);
        faults.push(fault(file, last..end, "the ledger is cut off: its last line is not there".to_owned()));
    }
    ledger.is_sound = faults.is_empty();
    diagnostics.append(&mut faults);
    ledger
}

/// The lines with anything in them.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        if !text[start..end].trim().is_empty() {
            lines.push(start..start + text[start..end].trim_end().len());
        }
        start = end + 1;
    }
    lines
}

fn line(text: &str) -> Result<Line, Fault> {
    let bare = text.trim_start_matches('\u{feff}');
    if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| bare.starts_with(mark)) {
        let hint = "keep the lines of both sides and take out the lines with these marks: their order does not matter";
        return Err(Fault { message: "version control left a conflict here".to_owned(), column: None, hint });
    }
    let kind = bare.trim_start().trim_start_matches('{').trim_start();
    let told = |error: serde_json::Error| Fault {
        message: format!("this entry of the ledger cannot be read: {}", reason(&error)),
        column: error.column().checked_sub(1),
        hint: RESTORE,
    };
    if kind.starts_with("\"annotation\"") {
        serde_json::from_str(bare).map(|entry| Line::Annotation(Box::new(entry))).map_err(told)
    } else if kind.starts_with("\"page\"") {
        serde_json::from_str(bare).map(|entry| Line::Page(Box::new(entry))).map_err(told)
    } else if kind.starts_with("\"newsletter\"") {
        serde_json::from_str(bare).map(|sent| Line::Newsletter(Box::new(sent))).map_err(told)
    } else if kind.starts_with("\"ibid.lock\"") {
        serde_json::from_str(bare).map(|head: Head| Line::Head(head.version)).map_err(told)
    } else if kind.starts_with("\"end\"") {
        serde_json::from_str(bare).map(|_: End| Line::End).map_err(told)
    } else {
        Err(Fault { message: "this is no line of a ledger".to_owned(), column: None, hint: RESTORE })
    }
}

/// What is wrong, without the place, which stands beside it.
fn reason(error: &serde_json::Error) -> String {
    let words = error.to_string();
    words.rsplit_once(" at line ").map_or(words.clone(), |(reason, _)| reason.to_owned())
}

fn at(file: &Arc<TextFile>, range: Range<usize>, code: Code, message: String) -> Diagnostic {
    Diagnostic::error(code, message).at(file, range, "")
}

fn fault(file: &Arc<TextFile>, range: Range<usize>, message: String) -> Diagnostic {
    at(file, range, Code::BrokenLedger, message).hint(RESTORE)
}

impl Ledger {
    fn take(&mut self, file: &Arc<TextFile>, entry: Entry, range: &Range<usize>) -> Option<Diagnostic> {
        let id = entry.id.clone();
        if !is_id(&id) {
            return Some(fault(file, range.clone(), format!("`{id}` is no id")));
        }
        let added = insert(&mut self.annotations, &mut self.other_annotations, id.clone(), entry);
        self.note_place(file, id, range, &added)
    }

    fn take_page(
        &mut self,
        file: &Arc<TextFile>,
        entry: PageEntry,
        range: &Range<usize>,
    ) -> Option<Diagnostic> {
        let path = entry.path.clone();
        if !is_path(&path) || entry.paragraphs > PARAGRAPHS {
            return Some(fault(file, range.clone(), format!("`{path}` is no entry of a page")));
        }
        let added = insert(&mut self.pages, &mut self.other_pages, path.clone(), entry);
        self.note_place(file, path, range, &added)
    }

    fn note_place(
        &mut self,
        file: &Arc<TextFile>,
        name: String,
        range: &Range<usize>,
        added: &Added,
    ) -> Option<Diagnostic> {
        match added {
            Added::First => {
                self.places.insert(name, range.clone());
                None
            }
            Added::Beside => None,
            Added::TwoEnds => {
                let first = self.place(&name);
                Some(two_ends(file, &name, first, range.clone()))
            }
        }
    }

    /// A newsletter may have been recorded twice: what either of them links to counts.
    fn take_newsletter(&mut self, sent: Sent) {
        let known = self.newsletters.entry(sent.path.clone()).or_insert_with(|| sent.clone());
        known.on = known.on.min(sent.on);
        known.links.extend(sent.links);
        known.links.sort_unstable();
        known.links.dedup();
    }
}

/// Whether this can be the path of a page: with a slash at its beginning, and no way out of the site.
fn is_path(path: &str) -> bool {
    let Some(inner) = path.strip_prefix('/') else { return false };
    let inner = inner.strip_suffix('/').unwrap_or(inner);
    path == "/" || inner.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// Puts a line where it belongs: as an entry of its own, or with those of the same name.
fn insert<E: Recorded>(
    entries: &mut BTreeMap<String, E>,
    others: &mut BTreeMap<String, Vec<E>>,
    name: String,
    line: E,
) -> Added {
    let first = match entries.entry(name) {
        Slot::Vacant(free) => {
            free.insert(line);
            return Added::First;
        }
        Slot::Occupied(known) => known,
    };
    let name = first.key().clone();
    let mut beside = others.remove(&name).unwrap_or_default();
    let added = versions::add(first.into_mut(), &mut beside, line);
    if !beside.is_empty() {
        others.insert(name, beside);
    }
    added
}

fn two_ends(file: &Arc<TextFile>, name: &str, first: Range<usize>, second: Range<usize>) -> Diagnostic {
    Diagnostic::error(Code::BrokenLedger, format!("the ledger tells of two ends of `{name}`"))
        .at(file, second, "this one")
        .at(file, first, "and this one")
        .hint("two branches retracted or moved it, each in its way: take one of the lines out")
        .hint(format!("the file is `{FILE}`"))
}
