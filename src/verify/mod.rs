//! The check of quotations: words presented as a source's own must be the source's own.
//!
//! Both texts are folded ([`Folded`]), which takes away differences of typography and keeps the way back to the text as
//! it was; then the words must be found letter for letter, on word boundaries. Likeness is for suggestions, never for a
//! pass. The way of a quotation:
//!
//! 1. **Readings** (`reading`): without Markdown emphasis and enclosing marks (E7, E8) first, then as written.
//! 2. **Literal** (`pattern`, `chain`, `search`): the words as they stand, `[…]` and `...` taken for the source's own (E1);
//!    with the first letter's case changed (N10) or a final point less (N11) where that is the only way.
//! 3. **Edited** (`marks`, `pattern`, `chain`): the words as segments between the editor's marks. All ways in which they
//!    stand in order are found in one walk; a joint says whether it may stand for its gap (E2, E3, E5, E6).
//! 4. **Place** (`place`): of all ways, the first that stands where the quotation is said to (L3); another one that could
//!    be meant as well is a warning (L2).
//! 5. **Failure** (`failure`): why not, from the most particular cause to the most general. All segments there, but an
//!    omission swallows a negation or too much, or the order is another: `OMITS_NEGATION`, `GAP_TOO_LONG`, `ORDER`. Else the
//!    nearest passage (`nearest`, `align`) and what differs from it (`difference`): only words left out →
//!    `UNMARKED_OMISSION`; only figures → `NUMBER`; only diacritics → `DIACRITICS`; only case → `CASE`; anything else →
//!    `ALTERED`. If nothing comes near: `NOT_FOUND`.
//!
//! ```
//! use ibid::archive::{self, Format, Kind};
//! use ibid::diagnostic::TextFile;
//! use ibid::verify::{Folded, Rules, Verdict, Wanted, check};
//!
//! let file = TextFile::new("notice.txt", "The ministry said the enemy's advance was “short”.");
//! let source = archive::bare_source(&file, Format::Plain, Kind::Text);
//! let folded = Folded::new(&source.text, source.kind);
//! let verdict = check(&Wanted::of("the enemy’s advance"), &source, &folded, &Rules::default()).verdict;
//! assert_eq!(verdict, Verdict::Folded);
//! ```

mod align;
mod boundary;
mod chain;
mod compare;
mod correction;
mod difference;
mod evidence;
mod examine;
mod failure;
mod fold;
mod marks;
mod nearest;
mod outcome;
mod pattern;
mod place;
mod reading;
mod report;
mod rules;
mod search;
mod sentence;
mod token;
mod writing;

use std::ops::{Range, RangeInclusive};

pub use difference::Piece;
pub use evidence::{Evidence, Finding, Library, evidence, evidence_of};
pub use fold::{Fold, Folded};
pub use outcome::{Cause, Check, Edit, Passage, Verdict, Warning};
pub use rules::Rules;

use crate::archive::Source;

/// Words that are said to be a source's, and where in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// The quotation as written, Markdown's inline marks included; a translation's original.
    pub words: &'a str,
    /// The paragraphs that hold them, from 1 (`at=p12-p14`).
    pub paragraphs: Option<RangeInclusive<usize>>,
    /// The label of a page that they are on.
    pub page: Option<&'a str>,
    /// A time in seconds: they are said between the last mark up to it and the next one.
    pub time: Option<u32>,
    /// What stands right before them.
    pub prefix: Option<&'a str>,
    /// What stands right after them.
    pub suffix: Option<&'a str>,
    /// The words are the original of a translation (rule L6).
    pub translated: bool,
}

impl<'a> Wanted<'a> {
    /// Words that may stand anywhere in the source.
    #[must_use]
    pub fn of(words: &'a str) -> Self {
        Self { words, ..Self::default() }
    }
}

/// Checks words against a source, whose text `folded` is the folding of.
#[must_use]
pub fn check(wanted: &Wanted, source: &Source, folded: &Folded, rules: &Rules) -> Check {
    examine::check(examine::Case { wanted, source, folded, rules })
}

/// The passage that a stretch of a source's text is.
#[must_use]
pub fn passage_at(source: &Source, range: Range<usize>) -> Passage {
    place::passage(source, range)
}
