//! Where folded words stand in a folded source, letter for letter and on word boundaries.

use std::collections::BTreeSet;
use std::ops::Range;

use memchr::memmem::Finder;

use super::boundary::is_boundary;
use super::compare::{Side, folds_between};
use super::fold::{Fold, Folded};

/// Bytes of the words that are searched before the rest is compared: few enough that getting ready for them takes less
/// than to go through a source of some pages.
const HEAD: usize = 16;

/// A source with its folding.
#[derive(Clone, Copy)]
pub(super) struct Haystack<'a> {
    pub(super) side: Side<'a>,
}

/// Words to be found, with their folding.
#[derive(Debug, Clone)]
pub(super) struct Needle {
    text: String,
    folded: Folded,
    /// The last word goes on: `attack[ed]`.
    pub(super) open_end: bool,
    /// An omission follows.
    pub(super) before_omission: bool,
    /// What was changed to make them out of the words as written.
    pub(super) changes: BTreeSet<Fold>,
}

impl Needle {
    pub(super) fn new(text: String, folded: Folded) -> Self {
        Self { text, folded, open_end: false, before_omission: false, changes: BTreeSet::new() }
    }

    pub(super) fn words(&self) -> &str {
        self.folded.text()
    }

    pub(super) fn side(&self) -> Side<'_> {
        Side { text: &self.text, folded: &self.folded }
    }

    /// The folds by which the words are the ones that stand there.
    pub(super) fn folds(&self, haystack: Haystack, found: &Range<usize>) -> BTreeSet<Fold> {
        let all = 0..self.words().len();
        let mut folds = folds_between(self.side(), &all, haystack.side, found).unwrap_or_default();
        folds.extend(&self.changes);
        folds
    }

    /// Whether the words are those of the source, byte for byte.
    pub(super) fn is_exact(&self, haystack: Haystack, found: &Range<usize>) -> bool {
        let raw = &haystack.side.text[haystack.side.folded.original(found)];
        self.changes.is_empty() && raw == self.text.trim()
    }
}

impl<'a> Haystack<'a> {
    pub(super) fn new(text: &'a str, folded: &'a Folded) -> Self {
        Self { side: Side { text, folded } }
    }

    pub(super) fn folded(&self) -> &'a Folded {
        self.side.folded
    }

    pub(super) fn words(&self) -> &'a str {
        self.side.folded.text()
    }

    /// All places where the words stand, in order; they do not overlap.
    pub(super) fn find<'n>(self, needle: &'n Needle) -> impl Iterator<Item = Range<usize>> + use<'a, 'n> {
        let (words, text) = (needle.words().as_bytes(), self.words().as_bytes());
        let mut finder = Finder::new(&words[..words.len().min(HEAD)]);
        let mut from = 0;
        let mut in_vain = 0;
        std::iter::from_fn(move || {
            while !words.is_empty() {
                let start = from + finder.find(text.get(from..)?)?;
                let found = start..start + words.len();
                if text[start..].starts_with(words) {
                    if self.stands(needle, &found) {
                        from = found.end;
                        return Some(found);
                    }
                } else {
                    in_vain += words.len();
                    if in_vain > text.len() {
                        // A text that begins the words again and again must not cost the product of both lengths.
                        finder = Finder::new(words);
                    }
                }
                from = self.next_start(start);
            }
            None
        })
    }

    /// Whether the word goes on to the negation of itself: an omission after `is` that swallows the end of
    /// `isn't` has to be seen as one that swallows a negation.
    fn goes_on_as_negation(self, found: &Range<usize>) -> bool {
        let rest = &self.words()[found.end..];
        rest.starts_with("n't") || rest.starts_with("not") && self.words()[..found.end].ends_with("can")
    }

    fn stands(self, needle: &Needle, found: &Range<usize>) -> bool {
        is_boundary(self.folded(), found.start)
            && (needle.open_end
                || is_boundary(self.folded(), found.end)
                || needle.before_omission && self.goes_on_as_negation(found))
            && folds_between(needle.side(), &(0..needle.words().len()), self.side, found).is_some()
    }

    /// The next offset at which words may begin. Going on by one byte instead would make a long run of
    /// one letter cost the square of its length.
    fn next_start(self, start: usize) -> usize {
        let words = self.words();
        let mut at = words.ceil_char_boundary(start + 1);
        while at < words.len() && !is_boundary(self.folded(), at) {
            at = words.ceil_char_boundary(at + 1);
        }
        at.max(start + 1)
    }
}
