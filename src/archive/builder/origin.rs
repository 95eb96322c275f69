//! From the text back to the file.

use std::ops::Range;

/// Where bytes of a source's text stand in its file; close to it where an entity or escape lies between.
pub(in crate::archive) fn file_range(origins: &[(usize, usize)], range: &Range<usize>) -> Range<usize> {
    let place = |at: usize| {
        let next = origins.partition_point(|(text, _)| *text <= at);
        next.checked_sub(1).map_or(at, |piece| origins[piece].1 + (at - origins[piece].0))
    };
    let start = place(range.start);
    let end = if range.is_empty() { start } else { place(range.end - 1) + 1 };
    start..end.max(start)
}
