//! Where folding changed a text, and by which rule.

use std::ops::Range;

/// An allowed difference between a quotation and its source; the names are the manual's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fold {
    /// N1: composed and decomposed letters, and the ligatures U+FB00–FB06.
    Composition,
    /// N2: white space.
    Space,
    /// N3: characters that nobody sees.
    Invisible,
    /// N4: quotation marks, apostrophes and primes.
    Mark,
    /// N5: hyphens and dashes.
    Dash,
    /// N6: three dots.
    Ellipsis,
    /// N7: hyphens at line ends.
    LineEnd,
    /// N8: page breaks with their folio.
    PageBreak,
    /// N9: attached note markers of the source.
    NoteMarker,
    /// N10: the case of the first letter.
    FirstLetter,
    /// N11: one final comma or full stop.
    FinalPoint,
}

impl Fold {
    /// The name of the rule: `N4`.
    #[must_use]
    pub fn rule(self) -> &'static str {
        match self {
            Fold::Composition => "N1",
            Fold::Space => "N2",
            Fold::Invisible => "N3",
            Fold::Mark => "N4",
            Fold::Dash => "N5",
            Fold::Ellipsis => "N6",
            Fold::LineEnd => "N7",
            Fold::PageBreak => "N8",
            Fold::NoteMarker => "N9",
            Fold::FirstLetter => "N10",
            Fold::FinalPoint => "N11",
        }
    }

    /// What the rule allows, in a few words.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Fold::Composition => "letters composed or in ligatures",
            Fold::Space => "white space",
            Fold::Invisible => "invisible characters",
            Fold::Mark => "quotation marks and apostrophes",
            Fold::Dash => "hyphens and dashes",
            Fold::Ellipsis => "dots of an ellipsis",
            Fold::LineEnd => "hyphens at line ends",
            Fold::PageBreak => "page breaks",
            Fold::NoteMarker => "note markers of the source",
            Fold::FirstLetter => "the case of the first letter",
            Fold::FinalPoint => "the final comma or full stop",
        }
    }
}

/// A hyphen within a word of a PDF's text. It is no part of the folded text: which hyphens are the
/// words' own and which the line's is told when the two sides are compared (rule N7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::verify) enum Hyphen {
    /// Between two letters.
    Inner,
    /// Before a space, as in `pre- and post-war`.
    Hanging,
    /// At the end of a line.
    AtLineEnd,
}

/// One change: `len` bytes of the folded text at `at` stand for the bytes `from..to` of the text.
/// Between two changes both texts are the same bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::verify) struct Event {
    pub(in crate::verify) at: u32,
    pub(in crate::verify) len: u32,
    pub(in crate::verify) from: u32,
    pub(in crate::verify) to: u32,
    pub(in crate::verify) fold: Fold,
    pub(in crate::verify) hyphen: Option<Hyphen>,
}

impl Event {
    pub(in crate::verify) fn source(&self) -> Range<usize> {
        self.from as usize..self.to as usize
    }

    pub(in crate::verify) fn folded_end(&self) -> u32 {
        self.at + self.len
    }
}
