//! Parts of files, which players of sound and film and readers of long PDFs ask for.

use std::ops::Range;

/// What a `Range` header asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it: nothing else is asked, or something that need not be understood.
    Whole,
    /// These bytes.
    Bytes(Range<usize>),
    /// Bytes that the file doesn't have.
    Beyond,
}

/// Reads a `Range` header for a file of so many bytes. Several ranges at once are answered with the whole file, as is
/// allowed.
pub(super) fn read(header: &str, length: usize) -> Part {
    let asked = header.trim().strip_prefix("bytes=").filter(|ranges| !ranges.contains(','));
    asked
        .and_then(|range| range.trim().split_once('-'))
        .and_then(|(from, to)| one(from, to, length))
        .unwrap_or(Part::Whole)
}

fn one(from: &str, to: &str, length: usize) -> Option<Part> {
    if from.is_empty() {
        let last = number(to)?.min(length);
        return Some(if last == 0 { Part::Beyond } else { Part::Bytes(length - last..length) });
    }
    let start = number(from)?;
    let end = if to.is_empty() { length } else { number(to)?.saturating_add(1).min(length) };
    if start >= length {
        return Some(Part::Beyond);
    }
    (start < end).then_some(Part::Bytes(start..end))
}

/// A number of digits alone; one that is too large for a file is as good as the largest.
fn number(text: &str) -> Option<usize> {
    let is_number = !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_ranges_are_answered() {
        for (header, part) in [
            ("bytes=0-0", Part::Bytes(0..1)),
            ("bytes=2-4", Part::Bytes(2..5)),
            ("bytes=8-", Part::Bytes(8..10)),
            ("bytes=8-99", Part::Bytes(8..10)),
            ("bytes=-3", Part::Bytes(7..10)),
            ("bytes=-99", Part::Bytes(0..10)),
            ("bytes=0-99999999999999999999999999", Part::Bytes(0..10)),
            ("bytes=10-", Part::Beyond),
            ("bytes=99999999999999999999999999-", Part::Beyond),
            ("bytes=-0", Part::Beyond),
            ("bytes=4-2", Part::Whole),
            ("bytes=0-1,3-4", Part::Whole),
            ("bytes=", Part::Whole),
            ("bytes=-", Part::Whole),
            ("bytes=a-b", Part::Whole),
            ("bytes=+1-2", Part::Whole),
            ("lines=1-2", Part::Whole),
            ("", Part::Whole),
        ] {
            assert_eq!(read(header, 10), part, "{header}");
        }
        assert_eq!((read("bytes=0-", 0), read("bytes=-1", 0)), (Part::Beyond, Part::Beyond));
    }
}
