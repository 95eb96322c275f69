//! What differs between a quotation and the nearest passage, and which cause that is.
//!
//! Where the words part, the differing words on both sides make a hunk. A hunk is of one kind, the mildest that explains
//! it: only case, only diacritics, only figures, only clinging punctuation, only words left out, or anything else. The
//! kinds together tell the cause.

use std::collections::BTreeSet;
use std::ops::Range;

use super::align::{Likeness, Step};
use super::compare::{Side, folds_between};
use super::fold::letters::{is_letter, is_mark, is_point};
use super::nearest::Nearest;
use super::outcome::Cause;
use super::token::{core, without_diacritics, without_figures};

/// A piece of the word-by-word difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words that are the same on both sides.
    Same(String),
    /// Words of the quotation and the source's words in their place; one of them may be empty.
    Changed {
        /// The quotation's words.
        quotation: String,
        /// The source's words.
        source: String,
    },
    /// Words that the quotation marks as left out.
    Omitted,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Punctuation,
    Case,
    Diacritics,
    Number,
    Omission,
    Altered,
}

/// Words of both sides, by their numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hunk {
    words: Range<usize>,
    stretch: Range<usize>,
    same: bool,
    /// Marked as an omission, with nothing of the quotation.
    marked: bool,
    /// Each word of the one side has one of the other.
    paired: bool,
}

/// The alignment as hunks, the same words and the differing ones in turn.
pub(super) fn hunks(nearest: &Nearest, mine: Side, theirs: Side) -> Vec<Hunk> {
    let mut hunks: Vec<Hunk> = Vec::new();
    let (mut word, mut place) = (0, None);
    for step in &nearest.steps {
        let (words, stretch, same, paired) = match *step {
            Step::Pair(i, j, likeness) => {
                (i..i + 1, j..j + 1, is_same(nearest, i, j, likeness, mine, theirs), true)
            }
            Step::Added(i) => (i..i + 1, place.unwrap_or(0)..place.unwrap_or(0), false, false),
            Step::LeftOut(j) => (word..word, j..j + 1, false, false),
        };
        let marked = words.is_empty() && nearest.free.get(word).copied().unwrap_or(false);
        (word, place) = (words.end, Some(stretch.end));
        match hunks.last_mut() {
            Some(last) if last.same == same && last.marked == marked => {
                last.words.end = words.end;
                if last.stretch.is_empty() {
                    last.stretch = stretch;
                } else {
                    last.stretch.end = last.stretch.end.max(stretch.end);
                }
                last.paired &= paired;
            }
            _ => hunks.push(Hunk { words, stretch, same, marked, paired }),
        }
    }
    hunks
}

/// Whether a word of the quotation is the source's; at the quotation's edges the first letter's case, a final point
/// and the source's clinging punctuation are let pass, as the check does (rules N10, N11).
fn is_same(nearest: &Nearest, i: usize, j: usize, likeness: Likeness, mine: Side, theirs: Side) -> bool {
    let (word, source) = (nearest.word(i), nearest.source_word(j));
    match likeness {
        Likeness::Same => {
            folds_between(mine, &nearest.words[i].range, theirs, &nearest.stretch[j].range).is_some()
        }
        Likeness::Near | Likeness::Akin => {
            let is_free = |at: usize| nearest.free.get(at).copied().unwrap_or(false);
            let first = i == 0 || is_free(i);
            let last = i + 1 == nearest.words.len() || is_free(i + 1);
            let word = if i + 1 == nearest.words.len() { without_point(word) } else { word };
            is_same_at_edge(word, source, first, last)
                || i == 0 && is_same_at_edge(&other_case(word), source, first, last)
        }
        Likeness::Other => false,
    }
}

fn is_same_at_edge(word: &str, source: &str, first: bool, last: bool) -> bool {
    let Some(at) = source.find(word) else { return false };
    let (before, after) = (&source[..at], &source[at + word.len()..]);
    (before.is_empty() || first && !before.contains(is_letter))
        && (after.is_empty() || last && !after.contains(is_letter))
}

fn without_point(word: &str) -> &str {
    let end = word.trim_end_matches(is_mark);
    if end.ends_with(is_point) && end.chars().any(is_letter) {
        &end[..end.len() - end.chars().next_back().map_or(0, char::len_utf8)]
    } else {
        word
    }
}

fn other_case(word: &str) -> String {
    let Some((at, letter)) = word.char_indices().find(|(_, c)| is_letter(*c)) else { return word.to_owned() };
    let rest = &word[at + letter.len_utf8()..];
    if letter.is_uppercase() {
        format!("{}{}{rest}", &word[..at], letter.to_lowercase())
    } else {
        format!("{}{}{rest}", &word[..at], letter.to_uppercase())
    }
}

/// The cause that the hunks amount to.
pub(super) fn cause(nearest: &Nearest, hunks: &[Hunk]) -> Cause {
    let mut kinds = BTreeSet::new();
    for hunk in hunks.iter().filter(|hunk| !hunk.same && !hunk.marked) {
        kinds.extend(kinds_of(nearest, hunk));
    }
    let only = |allowed: &[Kind]| kinds.iter().all(|kind| allowed.contains(kind));
    match () {
        () if kinds.contains(&Kind::Omission) && only(&[Kind::Omission, Kind::Punctuation]) => {
            Cause::UnmarkedOmission
        }
        () if kinds.contains(&Kind::Altered) || kinds.contains(&Kind::Omission) => Cause::Altered,
        () if kinds.contains(&Kind::Number) => Cause::Number,
        () if kinds.contains(&Kind::Diacritics) => Cause::Diacritics,
        () if kinds.contains(&Kind::Case) => Cause::Case,
        () => Cause::Altered,
    }
}

fn kinds_of(nearest: &Nearest, hunk: &Hunk) -> Vec<Kind> {
    let mine: Vec<&str> = hunk.words.clone().map(|i| nearest.word(i)).collect();
    let theirs: Vec<&str> = hunk.stretch.clone().map(|j| nearest.source_word(j)).collect();
    let whole = kind(&mine, &theirs);
    if whole == Kind::Altered && hunk.paired && mine.len() == theirs.len() {
        return mine.iter().zip(&theirs).map(|(a, b)| kind(&[a], &[b])).collect();
    }
    vec![whole]
}

fn kind(mine: &[&str], theirs: &[&str]) -> Kind {
    let cores = |words: &[&str]| -> Vec<String> {
        words.iter().map(|word| core(word).to_owned()).filter(|core| !core.is_empty()).collect()
    };
    let (my_cores, their_cores) = (cores(mine), cores(theirs));
    let (my_words, their_words) = (my_cores.join(" "), their_cores.join(" "));
    let plain = |text: &str| without_diacritics(&text.to_lowercase());
    match () {
        () if mine.join(" ") == theirs.join(" ") => Kind::Altered,
        () if my_words == their_words => Kind::Punctuation,
        () if my_words.to_lowercase() == their_words.to_lowercase() => Kind::Case,
        () if plain(&my_words) == plain(&their_words) => Kind::Diacritics,
        () if my_words.contains(char::is_numeric)
            && without_figures(&my_words) == without_figures(&their_words) =>
        {
            Kind::Number
        }
        () if is_shortened(&my_cores, &their_cores) => Kind::Omission,
        () => Kind::Altered,
    }
}

/// Whether the words are some of the source's, in their order.
fn is_shortened(mine: &[String], theirs: &[String]) -> bool {
    let mut rest = theirs.iter();
    mine.len() < theirs.len() && mine.iter().all(|word| rest.any(|other| other == word))
}

/// The difference as it is shown. The words are those of the texts as they were.
pub(super) fn pieces(nearest: &Nearest, hunks: &[Hunk], mine: Side, theirs: Side) -> Vec<Piece> {
    let show = |side: Side, tokens: &[super::token::Token], range: &Range<usize>| {
        let (Some(first), Some(last)) = (tokens.get(range.start), tokens[..range.end].last()) else {
            return String::new();
        };
        if range.is_empty() {
            String::new()
        } else {
            super::correction::clean(side, &(first.range.start..last.range.end))
        }
    };
    hunks
        .iter()
        .map(|hunk| match hunk {
            Hunk { marked: true, .. } => Piece::Omitted,
            Hunk { same: true, words, .. } => Piece::Same(show(mine, &nearest.words, words)),
            Hunk { words, stretch, .. } => Piece::Changed {
                quotation: show(mine, &nearest.words, words),
                source: show(theirs, &nearest.stretch, stretch),
            },
        })
        .collect()
}

/// The stretches of the folded source that the quotation has, apart where the source's words are left out, and whether
/// each is set off from the one before by an omission that the quotation marks.
pub(super) fn kept(nearest: &Nearest, hunks: &[Hunk]) -> Vec<Range<usize>> {
    let mut kept: Vec<Range<usize>> = Vec::new();
    let mut joined = false;
    for hunk in hunks {
        let omitted = hunk.marked || !hunk.same && hunk.words.is_empty();
        let stretch = if !hunk.same && !hunk.marked { shortened(nearest, hunk) } else { Vec::new() };
        let ranges: Vec<Range<usize>> = match () {
            () if omitted || hunk.stretch.is_empty() => Vec::new(),
            () if stretch.is_empty() => vec![hunk.stretch.clone()],
            () => stretch,
        };
        for range in ranges {
            match kept.last_mut() {
                Some(last) if joined && last.end == range.start => last.end = range.end,
                _ => kept.push(range),
            }
            joined = true;
        }
        joined &= !omitted;
    }
    kept.into_iter()
        .map(|range| nearest.stretch[range.start].range.start..nearest.stretch[range.end - 1].range.end)
        .collect()
}

/// The words of the source that a shortened hunk keeps, each by itself; none where the hunk is not shortened.
fn shortened(nearest: &Nearest, hunk: &Hunk) -> Vec<Range<usize>> {
    let mine: Vec<&str> =
        hunk.words.clone().map(|i| core(nearest.word(i))).filter(|core| !core.is_empty()).collect();
    let mut wanted = mine.iter().peekable();
    let mut found = Vec::new();
    for j in hunk.stretch.clone() {
        if wanted.peek().is_some_and(|word| **word == core(nearest.source_word(j))) {
            wanted.next();
            found.push(j..j + 1);
        }
    }
    if wanted.peek().is_none() && mine.len() < hunk.stretch.len() { found } else { Vec::new() }
}
