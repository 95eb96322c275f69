//! What a check says.

use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};

use serde::Serialize;

use super::difference::Piece;
use super::fold::Fold;
use crate::diagnostic::Code;

/// What the check of a quotation said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The source's words, character by character.
    Exact,
    /// The source's words, typography apart.
    Folded,
    /// The source's words, with the editor's marks.
    Edited,
    /// The original of a translation holds; the translation is the author's.
    Translated,
    /// The source has no text to check against. Not a pass.
    Unverifiable,
    /// The words are not the source's.
    Fail,
}

impl Verdict {
    /// Whether the quotation holds.
    #[must_use]
    pub fn passes(self) -> bool {
        !matches!(self, Verdict::Unverifiable | Verdict::Fail)
    }

    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Exact => "exact",
            Verdict::Folded => "folded",
            Verdict::Edited => "edited",
            Verdict::Translated => "translated",
            Verdict::Unverifiable => "unverifiable",
            Verdict::Fail => "fail",
        }
    }
}

/// Why a quotation fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Cause {
    /// The words are near those of the source, and not the same.
    Altered,
    /// Capital and small letters differ, and nothing else.
    Case,
    /// Diacritics differ.
    Diacritics,
    /// A figure differs.
    Number,
    /// The segments are in the source in another order.
    Order,
    /// An omission leaves out more than the rules allow.
    GapTooLong,
    /// An omission swallows a negation or a hedge.
    OmitsNegation,
    /// Words are left out and nothing says so.
    UnmarkedOmission,
    /// Too much of the quotation is in brackets.
    TooMuchInserted,
    /// The words stand at another place than the one given.
    WrongPlace,
    /// Nothing in the source comes near.
    NotFound,
}

impl Cause {
    /// All causes, from the most particular to the most general.
    pub const ALL: [Cause; 11] = [
        Cause::OmitsNegation,
        Cause::GapTooLong,
        Cause::TooMuchInserted,
        Cause::WrongPlace,
        Cause::Order,
        Cause::UnmarkedOmission,
        Cause::Number,
        Cause::Diacritics,
        Cause::Case,
        Cause::Altered,
        Cause::NotFound,
    ];

    /// The name in the rules: `OMITS_NEGATION`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Cause::Altered => "ALTERED",
            Cause::Case => "CASE",
            Cause::Diacritics => "DIACRITICS",
            Cause::Number => "NUMBER",
            Cause::Order => "ORDER",
            Cause::GapTooLong => "GAP_TOO_LONG",
            Cause::OmitsNegation => "OMITS_NEGATION",
            Cause::UnmarkedOmission => "UNMARKED_OMISSION",
            Cause::TooMuchInserted => "TOO_MUCH_INSERTED",
            Cause::WrongPlace => "WRONG_PLACE",
            Cause::NotFound => "NOT_FOUND",
        }
    }

    /// The finding that it is reported as.
    #[must_use]
    pub fn code(self) -> Code {
        match self {
            Cause::Altered => Code::Altered,
            Cause::Case => Code::Case,
            Cause::Diacritics => Code::Diacritics,
            Cause::Number => Code::Number,
            Cause::Order => Code::Order,
            Cause::GapTooLong => Code::GapTooLong,
            Cause::OmitsNegation => Code::OmitsNegation,
            Cause::UnmarkedOmission => Code::UnmarkedOmission,
            Cause::TooMuchInserted => Code::TooMuchInserted,
            Cause::WrongPlace => Code::WrongPlace,
            Cause::NotFound => Code::NotFound,
        }
    }
}

/// What is doubtful about a quotation that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Warning {
    /// The case of the first letter was changed without brackets (rule N10).
    CaseUnmarked,
    /// A segment beside an omission is one word long (rule E2).
    ShortSegment,
    /// A leading omission cuts a negation or hedge off its own sentence (rule E4).
    EdgeNegation,
    /// Too few words to prove anything (rule L1).
    TooShort,
    /// The words stand in several places and nothing tells which is meant (rule L2).
    Ambiguous,
}

impl Warning {
    /// The name in the rules: `CASE_UNMARKED`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Warning::CaseUnmarked => "CASE_UNMARKED",
            Warning::ShortSegment => "SHORT_SEGMENT",
            Warning::EdgeNegation => "EDGE_NEGATION",
            Warning::TooShort => "TOO_SHORT",
            Warning::Ambiguous => "AMBIGUOUS",
        }
    }

    /// The finding that it is reported as.
    #[must_use]
    pub fn code(self) -> Code {
        match self {
            Warning::CaseUnmarked => Code::CaseUnmarked,
            Warning::ShortSegment => Code::ShortSegment,
            Warning::EdgeNegation => Code::EdgeNegation,
            Warning::TooShort => Code::TooShort,
            Warning::Ambiguous => Code::Ambiguous,
        }
    }
}

/// One of the editor's marks that a verdict rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// The rule that allows it: `E2`, `E5` or `E6`.
    pub rule: &'static str,
    /// As it is written in the quotation.
    pub mark: String,
    /// The source's words that it stands for; empty where it stands for none or for words outside the passage.
    pub replaces: String,
}

/// A stretch of a source's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Bytes of the source's text, from the first quoted word to the last.
    pub range: Range<usize>,
    /// What is quoted of it, where that is not all in one piece.
    pub(super) parts: Vec<Range<usize>>,
    /// Numbers of the first and last paragraph, from 1.
    pub paragraphs: RangeInclusive<usize>,
    /// The page it begins on, where the source tells.
    pub page: Option<String>,
    /// The last time marked before it, in seconds.
    pub time: Option<u32>,
}

impl Passage {
    /// What is quoted of it, as bytes of the source's text; one range where nothing is left out.
    #[must_use]
    pub fn segments(&self) -> &[Range<usize>] {
        if self.parts.is_empty() { std::slice::from_ref(&self.range) } else { &self.parts }
    }

    /// The words of `range` in the source's text.
    #[must_use]
    pub fn exact<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.range.clone()).unwrap_or_default()
    }
}

/// The verdict on a quotation and all it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The verdict.
    pub verdict: Verdict,
    /// Why it fails; nothing where it does not.
    pub cause: Option<Cause>,
    /// What is doubtful about a quotation that holds; empty for one that fails.
    pub warnings: Vec<Warning>,
    /// The typography that was folded.
    pub folds: BTreeSet<Fold>,
    /// The editor's marks that were understood.
    pub edits: Vec<Edit>,
    /// Where the words stand; the nearest passage for a quotation that fails, if there is one.
    pub passage: Option<Passage>,
    /// Other passages that the words could come from, the first few of them.
    pub others: Vec<Passage>,
    /// Word by word, what differs from the nearest passage.
    pub difference: Vec<Piece>,
    /// The source's own words, to be put in the quotation's place.
    pub correction: Option<String>,
    /// What is behind the cause or a warning: the negation that is left out, the length of an omission, the
    /// place where the words stand.
    pub detail: Option<String>,
}

impl Check {
    /// Whether the quotation holds.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.verdict.passes()
    }

    /// A verdict with nothing to it yet.
    pub(super) fn of(verdict: Verdict) -> Self {
        Self {
            verdict,
            cause: None,
            warnings: Vec::new(),
            folds: BTreeSet::new(),
            edits: Vec::new(),
            passage: None,
            others: Vec::new(),
            difference: Vec::new(),
            correction: None,
            detail: None,
        }
    }

    pub(super) fn failing(cause: Cause) -> Self {
        Self { cause: Some(cause), ..Self::of(Verdict::Fail) }
    }
}
