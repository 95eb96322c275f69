//! A quotation as segments of the source's words, and what the editor's marks say of the gaps between them.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::boundary::{half_words, half_words_each};
use super::fold::letters::{is_letter, is_mark, is_point, is_unspaced};
use super::fold::{Fold, Folded, Options};
use super::marks::{Mark, Piece, pieces};
use super::rules::Rules;
use super::search::Needle;

/// Characters that one omission may leave out (rule E2).
pub(super) const LONGEST_OMISSION: usize = 500;
/// Words of the source that one bracket may replace (rule E5).
const MOST_REPLACED: usize = 4;
/// Letters of a changed ending (rule E6).
const LONGEST_ENDING: usize = 4;

/// Words that must be the source's, one after the other.
#[derive(Debug, Clone, Default)]
pub(super) struct Segment {
    /// The words as they are to be found, marks of case resolved.
    pub(super) text: String,
    /// The letters at the beginning that stood in brackets, and how.
    case: Option<String>,
    /// The last word's ending was changed.
    pub(super) open_end: bool,
    spot: Spot,
    /// The spelling as written; the only one that most quotations need.
    written: OnceCell<[Needle; 1]>,
    /// All spellings, the one as written first.
    spellings: OnceCell<Vec<Needle>>,
}

/// Where a segment stands in its quotation.
#[derive(Debug, Clone, Copy, Default)]
struct Spot {
    is_first: bool,
    is_last: bool,
    before_omission: bool,
    options: Options,
}

/// What stands between two segments, or before the first or after the last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Joint {
    /// As written, marks and all.
    pub(super) written: String,
    pub(super) omission: bool,
    /// The author's words.
    pub(super) words: Vec<String>,
    pub(super) ending: Option<String>,
    /// `written`, folded.
    folded: String,
}

/// What a joint has to say of the words that it would stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// The source has the very mark.
    Own,
    /// It may stand for them.
    Fits,
    /// They hold a negation or a hedge.
    Negation,
    /// They are more than may be left out.
    TooLong,
    /// It cannot stand for them.
    No,
}

/// A quotation ready to be searched: `joints` is one longer than `segments`.
#[derive(Debug, Clone, Default)]
pub(super) struct Pattern {
    pub(super) segments: Vec<Segment>,
    pub(super) joints: Vec<Joint>,
    pub(super) remarks: Vec<String>,
    /// Letters of the first segment may change their case, the last may lose its final point.
    options: Options,
}

impl Pattern {
    /// The words as they stand, every mark taken for the source's own (rule E1).
    pub(super) fn literal(text: &str, options: Options) -> Self {
        let segment = Segment { text: text.to_owned(), ..Segment::default() };
        let mut pattern = Self {
            segments: vec![segment],
            joints: vec![Joint::default(), Joint::default()],
            remarks: Vec::new(),
            options,
        };
        pattern.set_spots();
        pattern
    }

    /// The words with the editor's marks understood; nothing where there are none.
    pub(super) fn edited(text: &str, options: Options) -> Option<Self> {
        let pieces = pieces(text);
        if pieces.iter().all(|piece| matches!(piece, Piece::Text(_))) {
            return None;
        }
        let mut builder = Builder { pattern: Self { options, ..Self::default() }, ..Builder::default() };
        for (index, piece) in pieces.iter().enumerate() {
            builder.add(piece, pieces.get(index + 1));
        }
        let mut pattern = builder.finish();
        pattern.set_spots();
        Some(pattern)
    }

    /// The source's words that the quotation has, as twice their number, one by one.
    pub(super) fn half_words(&self) -> impl Iterator<Item = usize> {
        self.segments.iter().flat_map(|segment| half_words_each(&segment.text))
    }

    /// The words of all brackets but those that are the source's own, as twice their number.
    pub(super) fn inserted(&self, own: impl Fn(usize) -> bool) -> usize {
        let brackets = self.joints.iter().enumerate().filter(|(index, _)| !own(*index));
        brackets.flat_map(|(_, joint)| &joint.words).map(|words| half_words(words)).sum()
    }

    fn set_spots(&mut self) {
        let last = self.segments.len().saturating_sub(1);
        for (index, segment) in self.segments.iter_mut().enumerate() {
            segment.spot = Spot {
                is_first: index == 0,
                is_last: index == last,
                before_omission: index < last && self.joints[index + 1].omission,
                options: self.options,
            };
        }
    }
}

impl Segment {
    /// The spellings that are searched: the one as written, or with `all` those with another first letter or final point
    /// too. A number means the same spelling in both.
    pub(super) fn needles(&self, all: bool) -> &[Needle] {
        if all || self.case.is_some() {
            return self.spellings.get_or_init(|| self.spellings());
        }
        self.written.get_or_init(|| [self.needle(self.text.trim(), Vec::new())])
    }

    fn needle(&self, text: &str, changes: Vec<Fold>) -> Needle {
        let mut needle = Needle::new(text.to_owned(), Folded::with(text, self.spot.options));
        needle.changes.extend(changes);
        needle.open_end = self.open_end;
        needle.before_omission = self.spot.before_omission;
        needle
    }

    fn spellings(&self) -> Vec<Needle> {
        let mut spellings: Vec<(Cow<str>, Vec<Fold>)> = vec![(Cow::Borrowed(self.text.trim()), Vec::new())];
        if let Some(case) = &self.case {
            let rest = &self.text[case.len()..];
            spellings.insert(0, (Cow::Owned(format!("[{case}]{rest}")), Vec::new()));
            spellings.push((Cow::Owned(case.to_lowercase() + rest), Vec::new()));
            spellings.push((Cow::Owned(case.to_uppercase() + rest), Vec::new()));
        } else if self.spot.is_first
            && let Some(changed) = other_case(self.text.trim())
        {
            spellings.push((Cow::Owned(changed), vec![Fold::FirstLetter]));
        }
        if self.spot.is_last && !self.open_end {
            let shorter: Vec<_> = spellings
                .iter()
                .flat_map(|(text, folds)| {
                    let changes = [&folds[..], &[Fold::FinalPoint]].concat();
                    other_points(text).into_iter().map(move |text| (Cow::Owned(text), changes.clone()))
                })
                .collect();
            spellings.extend(shorter);
        }
        let mut needles: Vec<Needle> = Vec::new();
        for (text, changes) in spellings {
            let needle = self.needle(&text, changes);
            if !needles.iter().any(|known| known.words() == needle.words()) {
                needles.push(needle);
            }
        }
        needles
    }

    pub(super) fn case(&self) -> Option<&str> {
        self.case.as_deref()
    }
}

/// The text with its first letter in the other case (rule N10).
fn other_case(text: &str) -> Option<String> {
    let (at, letter) = text.char_indices().find(|(_, c)| is_letter(*c))?;
    let rest = &text[at + letter.len_utf8()..];
    let changed: String = match () {
        () if letter.is_lowercase() => letter.to_uppercase().collect(),
        () if letter.is_uppercase() => letter.to_lowercase().collect(),
        () => return None,
    };
    Some(format!("{}{changed}{rest}", &text[..at]))
}

/// The text with another comma or full stop at its end or none (rule N11); within closing marks, where the source's own
/// may stand before the mark.
fn other_points(text: &str) -> Vec<String> {
    let end = text.trim_end_matches(|c| is_mark(c) || c == ')' || c == ' ');
    let marks = &text[end.len()..];
    let point = end.chars().next_back().filter(|c| is_point(*c));
    let words = &end[..end.len() - point.map_or(0, char::len_utf8)];
    // Two dots or more are no full stop.
    if words.is_empty() || words.ends_with(['.', '…']) {
        return Vec::new();
    }
    let others: &[&str] = if marks.contains(is_mark) { &["", ".", ","] } else { &[""] };
    let written = point.map(String::from).unwrap_or_default();
    others.iter().filter(|other| **other != written).map(|other| format!("{words}{other}{marks}")).collect()
}

/// Puts the pieces together.
#[derive(Default)]
struct Builder {
    pattern: Pattern,
    segment: Segment,
    joint: Joint,
}

impl Builder {
    fn add(&mut self, piece: &Piece, next: Option<&Piece>) {
        match piece {
            Piece::Text(text) => self.segment.text.push_str(text),
            Piece::Mark(Mark::Remark, written) => {
                let attached = |c: char| !is_letter(c) && !c.is_whitespace();
                if matches!(next, Some(Piece::Text(text)) if text.starts_with(attached)) {
                    self.segment.text.truncate(self.segment.text.trim_end().len());
                }
                self.pattern.remarks.push((*written).to_owned());
            }
            Piece::Mark(Mark::Case(letters), _) => {
                self.end_segment();
                self.segment.case = Some(letters.clone());
                self.segment.text.clone_from(letters);
            }
            Piece::Mark(Mark::Ending(letters), written) => {
                self.segment.open_end = true;
                self.end_segment();
                self.joint.written.push_str(written);
                self.joint.ending = Some(letters.clone());
            }
            Piece::Mark(Mark::Words(words), written) => {
                self.end_segment();
                self.joint.written.push_str(written);
                self.joint.words.push(words.clone());
            }
            Piece::Mark(Mark::Omission, written) => {
                self.end_segment();
                self.joint.written.push_str(written);
                self.joint.omission = true;
            }
        }
    }

    /// Ends the words before a mark. Where they are but punctuation they belong to the joint.
    fn end_segment(&mut self) {
        let segment = std::mem::take(&mut self.segment);
        if segment.text.contains(is_letter) {
            let joint = std::mem::take(&mut self.joint);
            self.pattern.joints.push(joint.ready(self.pattern.options));
            self.pattern.segments.push(segment);
        } else {
            self.joint.written.push_str(&segment.text);
        }
    }

    fn finish(mut self) -> Pattern {
        self.end_segment();
        self.pattern.joints.push(self.joint.ready(self.pattern.options));
        self.pattern
    }
}

impl Joint {
    fn ready(mut self, options: Options) -> Self {
        self.written = self.written.trim().to_owned();
        Folded::with(&self.written, options).text().trim().clone_into(&mut self.folded);
        self
    }

    /// Whether the joint may stand for a stretch of the source: `gap` is folded, `length` its characters as it is.
    pub(super) fn fit(&self, gap: &str, length: impl Fn() -> usize, negated: impl Fn(&str) -> bool) -> Fit {
        let inner = gap.trim();
        if !self.folded.is_empty() && inner == self.folded {
            return Fit::Own;
        }
        let Some(inner) = self.after_ending(inner) else { return Fit::No };
        if self.omission {
            return match () {
                () if length() > LONGEST_OMISSION => Fit::TooLong,
                () if !self.negates(&negated) && negated(inner) => Fit::Negation,
                () => Fit::Fits,
            };
        }
        if self.words.is_empty() {
            return if inner.is_empty() { Fit::Fits } else { Fit::No };
        }
        if words_of(inner) > MOST_REPLACED * self.words.len() {
            return Fit::No;
        }
        if !self.negates(&negated) && negated(inner) { Fit::Negation } else { Fit::Fits }
    }

    /// What follows the ending that was changed; nothing where it is too long.
    fn after_ending<'g>(&self, gap: &'g str) -> Option<&'g str> {
        let Some(ending) = &self.ending else { return Some(gap) };
        fits_ending(ending, gap).then(|| gap.trim_start_matches(is_letter).trim_start())
    }

    /// Whether a changed ending, if there is one, may take the place of the letters that `rest` begins with.
    pub(super) fn allows_ending(&self, rest: &str) -> bool {
        self.ending.as_ref().is_none_or(|ending| fits_ending(ending, rest))
    }

    /// Whether the author's words hold a negation or a hedge of their own, in the place of the source's.
    fn negates(&self, negated: impl Fn(&str) -> bool) -> bool {
        self.words.iter().any(|words| negated(words))
    }

    /// Bytes that the joint could stand for at most, so that a search can stop there.
    pub(super) fn reach(&self) -> usize {
        if self.omission { LONGEST_OMISSION * 8 } else { 1024 }
    }
}

/// How many words a bracket replaces: what stands between spaces, and two letters of a script without them.
fn words_of(text: &str) -> usize {
    let unspaced = text.chars().filter(|c| is_unspaced(*c)).count();
    let spaced = |word: &&str| word.contains(|c| is_letter(c) && !is_unspaced(c));
    unspaced.div_ceil(2) + text.split_whitespace().filter(spaced).count()
}

fn fits_ending(ending: &str, rest: &str) -> bool {
    let letters = rest.chars().take(LONGEST_ENDING + 1).take_while(|c| is_letter(*c)).count();
    letters <= LONGEST_ENDING && ending.chars().count() <= LONGEST_ENDING
}

/// What [`Joint::fit`] asks of the words of the source.
pub(super) fn negated<'r>(rules: &'r Rules, language: Option<&'r str>) -> impl Fn(&str) -> bool + 'r {
    move |words| rules.negation(words, language).is_some()
}
