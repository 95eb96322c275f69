//! The source's own words, ready to be put in a quotation's place.

use std::ops::Range;

use super::compare::Side;
use super::fold::{Fold, Hyphen};

/// The mark of an omission that a correction writes.
pub(super) const OMISSION: &str = " […] ";

/// A stretch of a folded text as it was, without what the layout put in: line ends, page breaks, note markers,
/// invisible characters.
pub(super) fn clean(side: Side, range: &Range<usize>) -> String {
    let words = &side.folded.text()[range.clone()];
    let mut clean = String::with_capacity(words.len());
    let mut at = range.start;
    for event in side.folded.events_in(range) {
        let (start, end) = (event.at as usize, (event.folded_end() as usize).min(range.end));
        clean.push_str(side.folded.text().get(at..start).unwrap_or_default());
        at = end;
        let raw = side.raw(event);
        match (event.hyphen, event.fold) {
            (Some(Hyphen::Inner | Hyphen::Hanging), _) | (None, Fold::Mark | Fold::Dash | Fold::Ellipsis) => {
                clean.push_str(&raw.split_whitespace().collect::<Vec<_>>().join(" "));
                if event.hyphen == Some(Hyphen::Hanging) {
                    clean.push(' ');
                }
                if event.hyphen.is_none() && raw.starts_with(char::is_whitespace) {
                    spread(&mut clean, raw);
                }
            }
            _ => clean.push_str(side.folded.text().get(start..end).unwrap_or_default()),
        }
    }
    clean.push_str(side.folded.text().get(at..range.end).unwrap_or_default());
    clean.trim().to_owned()
}

/// Gives a dash or ellipsis that was just written the spaces that it had around it.
fn spread(clean: &mut String, raw: &str) {
    let sign = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    clean.truncate(clean.len() - sign.len());
    clean.push(' ');
    clean.push_str(&sign);
    if raw.ends_with(char::is_whitespace) {
        clean.push(' ');
    }
}
