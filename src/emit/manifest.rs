//! The list of what ibid wrote into an output folder.

use std::collections::BTreeMap;
use std::fmt;

use twox_hash::XxHash3_128;

use crate::world::{Stamp, is_inside};

/// Where the list lies in the output folder.
pub(super) const PATH: &str = ".ibid-manifest";

const TITLE: &str = "ibid output 1";
const UNFINISHED: &str = "ibid output 1, unfinished";

/// Tells bytes from others. XXH3 is made for that and not against somebody who looks for two files of one hash: who could
/// do so writes the output anyway. It takes a tenth of the time of BLAKE3 for files of some 30 KB.
pub(super) type Hash = u128;

/// The hash of a file's bytes.
pub(super) fn hash(bytes: &[u8]) -> Hash {
    XxHash3_128::oneshot(bytes)
}

/// What is known of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    /// Of the bytes that were written.
    pub(super) hash: Hash,
    /// Size and time right after it was written; `None` where it was only about to be.
    pub(super) stamp: Option<Stamp>,
}

impl Entry {
    /// A file that is about to be written.
    pub(super) fn claim(hash: Hash) -> Self {
        Self { hash, stamp: None }
    }
}

/// The list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Manifest {
    /// Whether a run began and did not end.
    pub(super) is_unfinished: bool,
    /// The files by path.
    pub(super) entries: BTreeMap<String, Entry>,
}

impl Manifest {
    /// The list as it was written; `None` where the text is no such list. A line that makes no sense, or names a
    /// file outside, is left out: its file then counts as somebody else's.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let is_unfinished = match lines.next()? {
            TITLE => false,
            UNFINISHED => true,
            _ => return None,
        };
        Some(Self { is_unfinished, entries: lines.filter_map(parse_line).collect() })
    }
}

impl fmt::Display for Manifest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", if self.is_unfinished { UNFINISHED } else { TITLE })?;
        for (path, entry) in &self.entries {
            write!(f, "{:032x} ", entry.hash)?;
            match entry.stamp {
                Some(stamp) => write!(f, "{} {} ", stamp.size, stamp.modified)?,
                None => f.write_str("- - ")?,
            }
            if path.contains(['\\', '\n', '\r']) {
                f.write_str(&path.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r"))?;
            } else {
                f.write_str(path)?;
            }
            f.write_str("\n")?;
        }
        Ok(())
    }
}

fn parse_line(line: &str) -> Option<(String, Entry)> {
    let mut parts = line.splitn(4, ' ');
    let hash = u128::from_str_radix(parts.next()?, 16).ok()?;
    let (size, modified) = (parts.next()?, parts.next()?);
    let stamp = match (size.parse(), modified.parse()) {
        (Ok(size), Ok(modified)) => Some(Stamp { size, modified }),
        _ => None,
    };
    let path = unescape(parts.next()?);
    is_inside(&path).then_some((path, Entry { hash, stamp }))
}

fn unescape(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut chars = path.chars();
    while let Some(c) = chars.next() {
        match (c, if c == '\\' { chars.next() } else { None }) {
            (_, Some('n')) => out.push('\n'),
            (_, Some('r')) => out.push('\r'),
            (_, Some(other)) => out.push(other),
            (c, None) => out.push(c),
        }
    }
    out
}
