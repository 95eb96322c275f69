//! The table of contents of a page.

use tera::Value;

use super::value::{Object, joined};
use crate::parse::Draft;

/// The headings of the page at `address` as a tree: each holds the deeper ones that follow it.
pub(super) fn toc(draft: &Draft, ids: &[String], address: &str) -> Vec<Value> {
    let mut open: Vec<(u8, Object, Vec<Value>)> = Vec::new();
    let mut roots = Vec::new();
    for (heading, id) in draft.parsed.headings.iter().zip(ids) {
        close(&mut open, &mut roots, heading.level);
        let entry = Object::new()
            .with("id", id.as_str())
            .with("title", heading.text.as_str())
            .with("level", heading.level)
            .with("permalink", joined(&[address, "#", id]));
        open.push((heading.level, entry, Vec::new()));
    }
    close(&mut open, &mut roots, 0);
    roots
}

/// Closes all entries of this level and deeper ones.
fn close(open: &mut Vec<(u8, Object, Vec<Value>)>, roots: &mut Vec<Value>, level: u8) {
    while open.last().is_some_and(|(last, ..)| *last >= level) {
        let Some((_, entry, children)) = open.pop() else { return };
        let entry = entry.with("children", Value::from(children)).done();
        match open.last_mut() {
            Some((.., siblings)) => siblings.push(entry),
            None => roots.push(entry),
        }
    }
}
