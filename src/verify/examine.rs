//! The check itself: the readings of a quotation one after the other, then what is wrong with it.

use std::ops::Range;

use memchr::memmem;

use super::boundary::{half_words, half_words_each, is_text_boundary};
use super::chain::{Chain, Lenience, Link, Search};
use super::fold::{Fold, Folded, Options};
use super::outcome::{Cause, Check, Edit, Passage, Verdict, Warning};
use super::pattern::{Fit, Pattern, negated};
use super::reading::readings;
use super::search::Haystack;
use super::{Rules, Wanted, failure, place, sentence};
use crate::archive::{Kind, Source};

/// Passages that a warning names beside the first.
const OTHERS: usize = 8;

/// Twice the words that a quotation needs to prove something (rule L1).
const ENOUGH: usize = 6;

/// Whether a character is more than white space and punctuation.
fn says_something(c: char) -> bool {
    !c.is_whitespace() && !c.is_ascii_punctuation() && !"…–—“”„‟‘’‚‛«»‹›".contains(c)
}

/// Twice the words of the brackets and of the whole, where the brackets are more than two fifths (rule E5).
fn overfull(pattern: &Pattern, chain: &Chain) -> Option<(usize, usize)> {
    let inserted = pattern.inserted(|joint| {
        let inner = joint.checked_sub(1).and_then(|inner| chain.fits.get(inner));
        inner == Some(&Fit::Own)
    });
    if inserted == 0 {
        return None;
    }
    let words = inserted + pattern.half_words().sum::<usize>();
    (inserted * 5 > words * 2).then_some((inserted, words))
}

/// Whether words, given as twice their numbers, are too few to prove anything (rule L1).
fn are_few(mut half_words: impl Iterator<Item = usize>) -> bool {
    let mut count = 0;
    !half_words.any(|more| {
        count += more;
        count >= ENOUGH
    })
}

/// All that a check looks at.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) wanted: &'a Wanted<'a>,
    pub(super) source: &'a Source,
    pub(super) folded: &'a Folded,
    pub(super) rules: &'a Rules,
}

impl<'a> Case<'a> {
    pub(super) fn haystack(self) -> Haystack<'a> {
        Haystack::new(&self.source.text, self.folded)
    }

    pub(super) fn options(self) -> Options {
        Options { pages: self.source.kind == Kind::Pdf, note_markers: false }
    }

    pub(super) fn language(self) -> Option<&'a str> {
        self.source.metadata.language.as_deref()
    }

    pub(super) fn search<'p>(self, pattern: &'p Pattern) -> Search<'p, impl Fn(&str) -> bool + 'a>
    where
        'a: 'p,
    {
        Search { haystack: self.haystack(), pattern, negated: negated(self.rules, self.language()) }
    }

    /// The verdict on the words as they are.
    pub(super) fn verdict(self) -> Check {
        if self.source.text.trim().is_empty() {
            return Check::of(Verdict::Unverifiable);
        }
        if !self.wanted.words.contains(says_something) {
            // Nothing that could be found, and nothing that comes near to it.
            return Check { cause: Some(Cause::NotFound), ..Check::of(Verdict::Fail) };
        }
        let readings = readings(self.wanted.words);
        let options = self.options();
        let with_markers = Options { note_markers: true, ..options };
        let literal = readings.iter().map(|words| Pattern::literal(words, options));
        let marked = readings
            .iter()
            .filter(|words| words.contains('['))
            .map(|words| Pattern::literal(words, with_markers));
        let mut edited = readings.iter().filter_map(|words| Pattern::edited(words, options));
        literal
            .chain(marked)
            .find_map(|pattern| self.standing(&pattern))
            .or_else(|| readings.iter().find_map(|words| self.verbatim(words)))
            .or_else(|| edited.find_map(|pattern| self.standing(&pattern)))
            .unwrap_or_else(|| failure::explain(self, &readings))
    }

    /// The verdict on a reading, if its words stand in the source, whether at the right place or not.
    fn standing(self, pattern: &Pattern) -> Option<Check> {
        if pattern.segments.is_empty() {
            return None;
        }
        let chains =
            self.search(pattern).chains_where(Lenience::None, |chain| self.is_wanted(&chain.range()));
        (!chains.is_empty()).then(|| self.found(pattern, &chains))
    }

    /// Whether the words pass, apart from warnings; what is wrong is not asked.
    pub(super) fn holds(self) -> bool {
        let options = self.options();
        let readings = readings(self.wanted.words);
        let stands = |pattern: Pattern| {
            let is_wanted = |chain: &Chain| self.is_wanted(&chain.range());
            let chains = self.search(&pattern).chains_where(Lenience::None, is_wanted);
            chains.iter().any(is_wanted).then(|| overfull(&pattern, &chains[0]).is_none())
        };
        let patterns = || readings.iter().filter_map(|words| Pattern::edited(words, options));
        readings.iter().any(|words| stands(Pattern::literal(words, options)).is_some())
            || patterns().filter(|pattern| !pattern.segments.is_empty()).find_map(stands).unwrap_or(false)
    }

    /// The words byte for byte, where what stands around them makes the folding of both sides differ.
    fn verbatim(self, words: &str) -> Option<Check> {
        let text = &self.source.text;
        let mut places = memmem::find_iter(text.as_bytes(), words)
            .map(|start| start..start + words.len())
            .filter(|range| {
                !words.is_empty() && is_text_boundary(text, range.start) && is_text_boundary(text, range.end)
            })
            .filter(|range| place::is_wanted(self.wanted, self.source, self.folded, range));
        let range = places.next()?;
        let mut check = Check::of(Verdict::Exact);
        let mut others: Vec<Range<usize>> = places.take(OTHERS).collect();
        others.retain(|other| other.start >= range.end);
        check.passage = Some(place::passage(self.source, range));
        self.doubt(&mut check, are_few(half_words_each(words)), others);
        Some(check)
    }

    /// The verdict where the words stand in the source.
    fn found(self, pattern: &Pattern, chains: &[Chain]) -> Check {
        if let Some((inserted, words)) = overfull(pattern, &chains[0]) {
            return failure::inserted(self, pattern, &chains[0], inserted, words);
        }
        let mut wanted = chains.iter().filter(|chain| self.is_wanted(&chain.range()));
        let Some(first) = wanted.next() else {
            let places = chains.iter().take(OTHERS).map(|chain| self.segments(chain).collect()).collect();
            return failure::elsewhere(self, places);
        };
        let others = wanted.take(OTHERS).filter_map(|chain| self.segments(chain).next()).collect();
        let mut check = self.passing(pattern, first);
        self.warn(&mut check, pattern, first);
        self.doubt(&mut check, are_few(pattern.half_words()), others);
        check
    }

    /// Whether a stretch of the folded text stands where the quotation is said to.
    fn is_wanted(self, range: &Range<usize>) -> bool {
        place::is_wanted(self.wanted, self.source, self.folded, &self.original(range))
    }

    /// The segments of one way in which the quotation stands in the source, as bytes of the source's text.
    pub(super) fn segments(self, chain: &Chain) -> impl Iterator<Item = Range<usize>> {
        chain.links.iter().map(move |link| self.original(&link.range))
    }

    /// The passage from the first segment to the last.
    pub(super) fn passage(self, chain: &Chain) -> Passage {
        match chain.links.as_slice() {
            [only] => place::passage(self.source, self.original(&only.range)),
            _ => place::passage_of(self.source, self.segments(chain).collect()),
        }
    }

    /// A stretch of the folded text as bytes of the source's text, without white space at its edges.
    pub(super) fn original(self, range: &Range<usize>) -> Range<usize> {
        let range = self.folded.original(range);
        let text = &self.source.text[range.clone()];
        let start = range.start + (text.len() - text.trim_start().len());
        start..range.end.min(start + text.trim().len()).max(start)
    }

    fn passing(self, pattern: &Pattern, chain: &Chain) -> Check {
        let edits = self.edits(pattern, chain);
        let needles = chain.links.iter().enumerate().map(|(index, Link { needle, range })| {
            (&pattern.segments[index].needles(*needle > 0)[*needle], range)
        });
        let exact = needles.clone().all(|(needle, range)| needle.is_exact(self.haystack(), range));
        // An ellipsis or bracket that is the source's own may be written in other dots.
        let own_as_written =
            pattern.joints[1..].iter().zip(&chain.fits).enumerate().all(|(index, (joint, fit))| {
                let [before, after] = [index, index + 1].map(|link| self.original(&chain.links[link].range));
                *fit != Fit::Own || self.source.text[before.end..after.start].trim() == joint.written
            });
        let mut check = Check::of(match () {
            () if !edits.is_empty() => Verdict::Edited,
            () if exact && own_as_written => Verdict::Exact,
            () => Verdict::Folded,
        });
        if !exact {
            check.folds = needles.flat_map(|(needle, range)| needle.folds(self.haystack(), range)).collect();
        }
        if !own_as_written {
            check.folds.insert(Fold::Ellipsis);
        }
        check.edits = edits;
        check.passage = Some(self.passage(chain));
        check
    }

    /// The editor's marks that the reading rests on.
    fn edits(self, pattern: &Pattern, chain: &Chain) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (index, joint) in pattern.joints.iter().enumerate() {
            let inner = index.checked_sub(1).filter(|inner| *inner < chain.fits.len());
            let own = inner.is_some_and(|inner| chain.fits[inner] == Fit::Own);
            if !own && (joint.omission || joint.ending.is_some() || !joint.words.is_empty()) {
                let replaces = inner.map(|inner| self.gap(chain, inner)).unwrap_or_default();
                let rule = if joint.omission {
                    "E2"
                } else if joint.ending.is_some() {
                    "E6"
                } else {
                    "E5"
                };
                edits.push(Edit { rule, mark: joint.written.clone(), replaces });
            }
            let Some(segment) = pattern.segments.get(index) else { continue };
            // The first spelling of such a segment is the one with the brackets, the source's own.
            if let Some(case) = segment.case().filter(|_| chain.links[index].needle > 0) {
                let range = self.original(&chain.links[index].range);
                let letters = self.source.text[range].chars().take(case.chars().count()).collect();
                edits.push(Edit { rule: "E5", mark: format!("[{case}]"), replaces: letters });
            }
        }
        edits.extend(pattern.remarks.iter().map(|remark| Edit {
            rule: "E5",
            mark: remark.clone(),
            replaces: String::new(),
        }));
        edits
    }

    /// The source's words between two segments.
    pub(super) fn gap(self, chain: &Chain, before: usize) -> String {
        let gap = chain.links[before].range.end..chain.links[before + 1].range.start;
        self.source.text[self.folded.original(&gap)].trim().to_owned()
    }

    fn warn(self, check: &mut Check, pattern: &Pattern, chain: &Chain) {
        if check.folds.contains(&Fold::FirstLetter) {
            check.warnings.push(Warning::CaseUnmarked);
        }
        if Self::has_short_segment(pattern, chain) {
            check.warnings.push(Warning::ShortSegment);
        }
        let omits = pattern.joints[0].omission;
        if omits || !pattern.joints[0].words.is_empty() {
            let start = self.original(&chain.links[0].range).start;
            let paragraph =
                self.source.paragraph_at(start).map_or(0, |n| self.source.paragraphs[n - 1].range.start);
            let cut = sentence::before(
                &self.source.text[paragraph.min(start)..start],
                start - paragraph.min(start),
            );
            // A bracket stands for what is right before; an omission for all of the sentence that is.
            let cut = if omits { cut } else { cut.split_whitespace().next_back().unwrap_or_default() };
            if let Some(word) = self.rules.negation(cut, self.language()) {
                check.warnings.push(Warning::EdgeNegation);
                check.detail = Some(word.to_owned());
            }
        }
    }

    /// Whether the words on one side of an omission are but one word (rule E2).
    fn has_short_segment(pattern: &Pattern, chain: &Chain) -> bool {
        let omits = |joint: usize| {
            let inner = joint.checked_sub(1).and_then(|inner| chain.fits.get(inner));
            pattern.joints.get(joint).is_some_and(|joint| joint.omission) && inner != Some(&Fit::Own)
        };
        if !(0..pattern.joints.len()).any(omits) {
            return false;
        }
        let mut words = 0;
        let mut after_omission = omits(0);
        for (index, segment) in pattern.segments.iter().enumerate() {
            words += half_words(&segment.text);
            let before_omission = omits(index + 1);
            let ends = before_omission || index + 1 == pattern.segments.len();
            if ends && words <= 2 && (after_omission || before_omission) {
                return true;
            }
            if before_omission {
                (words, after_omission) = (0, true);
            }
        }
        false
    }

    /// Warns of words that are too few (rule L1) or stand in several places (rule L2). Few words often do both,
    /// and then the one warning is enough.
    fn doubt(self, check: &mut Check, are_few: bool, others: Vec<Range<usize>>) {
        check.others = others.into_iter().map(|range| place::passage(self.source, range)).collect();
        if are_few {
            check.warnings.push(Warning::TooShort);
        } else if !check.others.is_empty() {
            check.warnings.push(Warning::Ambiguous);
        }
    }
}

/// Applies what is said about a quotation's use to the verdict on its words.
pub(super) fn check(case: Case) -> Check {
    let mut check = case.verdict();
    if case.wanted.translated && check.verdict.passes() {
        check.verdict = Verdict::Translated;
    }
    check
}
