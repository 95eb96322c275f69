//! Why words are not in a source: the true cause, the nearest passage, and the way out.
//!
//! 1. All segments stand in their order, and an omission swallows a negation → `OMITS_NEGATION`, or leaves out too much →
//!    `GAP_TOO_LONG`, or brackets take up too much → `TOO_MUCH_INSERTED`.
//! 2. All segments stand, in another order → `ORDER`.
//! 3. Some passage comes near: what differs says the cause ([`super::difference`]).
//! 4. The letters stand there with other spaces and punctuation → `ALTERED`.
//! 5. Else → `NOT_FOUND`.

use std::borrow::Cow;
use std::ops::Range;

use super::chain::{Chain, Lenience};
use super::compare::Side;
use super::correction::{OMISSION, clean};
use super::difference::{self, Piece};
use super::examine::Case;
use super::fold::Folded;
use super::fold::letters::is_letter;
use super::nearest::nearest;
use super::outcome::{Cause, Check};
use super::pattern::{Fit, Joint, Pattern};
use super::token::without_diacritics;
use super::{Wanted, place};

/// The failure of a quotation that no reading finds.
pub(super) fn explain(case: Case, readings: &[Cow<str>]) -> Check {
    let Some(words) = readings.first() else { return Check::failing(Cause::NotFound) };
    let edited = Pattern::edited(words, case.options());
    if let Some(pattern) = &edited {
        if pattern.segments.is_empty() {
            let has_words = pattern.joints.iter().any(|joint| !joint.words.is_empty());
            return Check::failing(if has_words { Cause::TooMuchInserted } else { Cause::NotFound });
        }
        if let Some(check) = badly_joined(case, pattern) {
            return check;
        }
    }
    let pattern = edited.unwrap_or_else(|| Pattern::literal(words, case.options()));
    let mut near = near(case, &pattern);
    // A figure whose digits are apart looks like another figure.
    if near.as_ref().is_none_or(|check| check.cause == Some(Cause::Number)) {
        let closer = |check: &Check| check.correction.is_some() && differs_in_spaces(&check.difference);
        near = squeezed(case, &pattern).filter(|check| near.is_none() || closer(check)).or(near);
    }
    near.unwrap_or_else(|| Check::failing(Cause::NotFound))
}

/// Brackets that take up too much of the quotation (rule E5).
pub(super) fn inserted(case: Case, pattern: &Pattern, chain: &Chain, inserted: usize, words: usize) -> Check {
    let mut check = Check::failing(Cause::TooMuchInserted);
    check.detail = Some(format!("{} %", inserted * 100 / words.max(1)));
    check.difference = joined(case, pattern, chain);
    check.passage = Some(case.passage(chain));
    check.correction = correction(case, source_words(case, &chain.range()));
    check
}

/// Words that stand in the source, and not at the place that was given (rule L3).
pub(super) fn elsewhere(case: Case, places: Vec<Vec<Range<usize>>>) -> Check {
    let mut check = Check::failing(Cause::WrongPlace);
    let mut passages = places.into_iter().map(|segments| place::passage_of(case.source, segments));
    check.passage = passages.next();
    check.others = passages.collect();
    check.detail = check.passage.as_ref().map(place::describe).filter(|place| !place.is_empty());
    check
}

/// Segments that all stand in the source, with gaps or in an order that the rules do not allow.
fn badly_joined(case: Case, pattern: &Pattern) -> Option<Check> {
    let search = case.search(pattern);
    for lenience in [Lenience::Negations, Lenience::Lengths] {
        if let Some(chain) = search.chains(lenience).into_iter().next() {
            return Some(bad_gap(case, pattern, &chain));
        }
    }
    let omits = pattern.joints.iter().any(|joint| joint.omission);
    if pattern.segments.len() < 2 || !omits {
        return None;
    }
    let places = search.first_places()?;
    search.chains(Lenience::All).is_empty().then(|| in_other_order(case, places))
}

fn bad_gap(case: Case, pattern: &Pattern, chain: &Chain) -> Check {
    let long = chain.fits.iter().position(|fit| *fit == Fit::TooLong);
    if let Some(gap) = long {
        let mut check = Check::failing(Cause::GapTooLong);
        check.detail = Some(case.gap(chain, gap).chars().count().to_string());
        let links = chain.links.iter().map(|link| link.range.clone());
        apart(case, &mut check, links.collect());
        return check;
    }
    let mut check = Check::failing(Cause::OmitsNegation);
    let gap = chain.fits.iter().position(|fit| *fit == Fit::Negation).map(|gap| case.gap(chain, gap));
    check.detail = gap.and_then(|gap| case.rules.negation(&gap, case.language()).map(str::to_owned));
    check.difference = joined(case, pattern, chain);
    check.passage = Some(case.passage(chain));
    check.correction = correction(case, source_words(case, &chain.range()));
    check
}

fn in_other_order(case: Case, mut places: Vec<Range<usize>>) -> Check {
    let mut check = Check::failing(Cause::Order);
    apart(case, &mut check, places.clone());
    places.sort_by_key(|place| place.start);
    let words: Vec<String> = places.iter().map(|place| source_words(case, place)).collect();
    check.correction = correction(case, words.join(OMISSION));
    check
}

/// Names segments that are no one passage: the first as the passage, the others beside it.
fn apart(case: Case, check: &mut Check, places: Vec<Range<usize>>) {
    let mut passages = places.into_iter().map(|range| place::passage(case.source, case.original(&range)));
    check.passage = passages.next();
    check.others = passages.collect();
}

/// The segments and what the marks between them hide.
fn joined(case: Case, pattern: &Pattern, chain: &Chain) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (index, link) in chain.links.iter().enumerate() {
        let joint = &pattern.joints[index];
        let gap = index.checked_sub(1).map(|before| case.gap(chain, before)).unwrap_or_default();
        if !(joint.written.is_empty() && gap.is_empty()) {
            pieces.push(Piece::Changed { quotation: joint.written.clone(), source: gap });
        }
        pieces.push(Piece::Same(source_words(case, &link.range)));
    }
    pieces
}

fn source_words(case: Case, range: &Range<usize>) -> String {
    clean(case.haystack().side, range)
}

/// A correction, if it holds where the quotation is said to stand.
fn correction(case: Case, words: String) -> Option<String> {
    const LONGEST: usize = 8000;
    if !words.contains(is_letter) || words.len() > LONGEST {
        return None;
    }
    let wanted = Wanted { words: &words, ..case.wanted.clone() };
    Case { wanted: &wanted, ..case }.holds().then_some(words)
}

/// The failure of words that come near a passage.
fn near(case: Case, pattern: &Pattern) -> Option<Check> {
    let (words, free) = plain_words(pattern);
    let folded = Folded::with(&words, case.options());
    let free: Vec<usize> = free.into_iter().map(|at| folded.folded_offset(at)).collect();
    let nearest = nearest(folded.text(), &free, case.folded.text())?;
    let (mine, theirs) = (Side { text: &words, folded: &folded }, case.haystack().side);
    let hunks = difference::hunks(&nearest, mine, theirs);
    let mut check = Check::failing(difference::cause(&nearest, &hunks));
    check.difference = difference::pieces(&nearest, &hunks, mine, theirs);
    let mut kept = difference::kept(&nearest, &hunks);
    trim_edges(&mut kept, folded.text(), case.folded.text());
    let (first, last) = (kept.first()?.start, kept.last()?.end);
    let segments = kept.iter().map(|range| case.original(range)).filter(|range| !range.is_empty()).collect();
    check.passage = Some(place::passage_of(case.source, segments));
    let whole = source_words(case, &(first..last));
    let marked = kept.iter().map(|range| source_words(case, range)).collect::<Vec<_>>().join(OMISSION);
    check.correction = correction(case, marked).or_else(|| correction(case, whole));
    if check.cause == Some(Cause::UnmarkedOmission) {
        check.detail = left_out_negation(case, &check.difference);
    }
    Some(check)
}

/// The words of the quotation that have to be the source's, and where its marks let something be left out.
fn plain_words(pattern: &Pattern) -> (String, Vec<usize>) {
    let mut words = String::new();
    let mut free = Vec::new();
    for (segment, joint) in pattern.segments.iter().zip(&pattern.joints) {
        if *joint != Joint::default() {
            words.push(' ');
            free.push(words.len() + segment.text.len() - segment.text.trim_start().len());
        }
        words.push_str(&segment.text);
    }
    (words, free)
}

/// Takes off the source's punctuation at both edges where the quotation has none.
fn trim_edges(kept: &mut [Range<usize>], quotation: &str, source: &str) {
    if let Some(first) = kept.first_mut()
        && quotation.trim_start().starts_with(is_letter)
    {
        let words = &source[first.clone()];
        let start = words.find(is_letter).unwrap_or(0);
        first.start += start;
    }
    if let Some(last) = kept.last_mut()
        && quotation.trim_end().ends_with(is_letter)
    {
        let words = &source[last.clone()];
        last.end = last.start + words.trim_end_matches(|c| !is_letter(c)).len().max(1).min(words.len());
        last.end = source.ceil_char_boundary(last.end);
    }
}

fn left_out_negation(case: Case, difference: &[Piece]) -> Option<String> {
    difference.iter().find_map(|piece| match piece {
        Piece::Changed { source, .. } => case.rules.negation(source, case.language()).map(str::to_owned),
        _ => None,
    })
}

/// The failure of words whose letters stand in the source one after the other, spaces and punctuation apart.
fn squeezed(case: Case, pattern: &Pattern) -> Option<Check> {
    const FEWEST: usize = 12;
    let (words, _) = plain_words(pattern);
    let (needle, _) = squeeze(Folded::with(&words, case.options()).text());
    let (text, places) = squeeze(case.folded.text());
    if needle.len() < FEWEST {
        return None;
    }
    let start = memchr::memmem::find(text.as_bytes(), needle.as_bytes())?;
    let first = *places.get(places.partition_point(|(at, _)| *at <= start).checked_sub(1)?)?;
    let end = start + needle.len();
    let last = *places.get(places.partition_point(|(at, _)| *at < end).checked_sub(1)?)?;
    let folded = case.folded.text();
    let until = last.1 + folded[last.1..].chars().next().map_or(0, char::len_utf8);
    let mut check = Check::failing(Cause::Altered);
    let found = first.1..until;
    check.passage = Some(place::passage(case.source, case.original(&found)));
    let source = source_words(case, &found);
    check.difference = vec![Piece::Changed { quotation: words.trim().to_owned(), source: source.clone() }];
    check.correction = correction(case, source);
    Some(check)
}

/// Whether only spaces are not the same: `1 000` is no other figure than `1000`, and `1.2` is another than `12`.
fn differs_in_spaces(difference: &[Piece]) -> bool {
    let dense = |text: &str| text.split_whitespace().collect::<String>();
    difference.iter().all(|piece| match piece {
        Piece::Changed { quotation, source } => dense(quotation) == dense(source),
        _ => true,
    })
}

/// The letters of a text, small and without diacritics, and where each comes from.
fn squeeze(text: &str) -> (String, Vec<(usize, usize)>) {
    let mut letters = String::with_capacity(text.len());
    let mut places = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| is_letter(*c)) {
        places.push((letters.len(), at));
        if c.is_ascii() {
            letters.push(c.to_ascii_lowercase());
        } else {
            letters.push_str(&without_diacritics(&c.to_lowercase().collect::<String>()));
        }
    }
    (letters, places)
}
