//! Many names, one of which may be meant.

use std::collections::HashMap;

use super::ALIKE;
use super::jaro::{Letter, Wanted};
use super::letters::Letters;

/// Names that are passed by together, neighbours in the alphabet: a folder of pages has names of one kind.
const TOGETHER: usize = 16;

/// Names with what bounds their likeness to others. To compare two takes long; to bound how alike they can be takes a few
/// nanoseconds, of several names at once, and leaves few to be compared.
#[derive(Debug)]
pub(super) struct Names<N> {
    /// In the order of the alphabet.
    all: Vec<N>,
    letters: Vec<Letters>,
    /// Of [`TOGETHER`] names each.
    blocks: Vec<Letters>,
    alphabet: Alphabet,
    /// The letters of all names, one after the other.
    spelled: Vec<Letter>,
    /// Where in these each name ends.
    ends: Vec<usize>,
}

impl<N: AsRef<str>> Names<N> {
    pub(super) fn new(names: impl IntoIterator<Item = N>) -> Self {
        let mut names: Vec<N> = names.into_iter().collect();
        names.sort_unstable_by(|a, b| a.as_ref().cmp(b.as_ref()));
        let letters: Vec<Letters> = names.iter().map(|name| Letters::of(name.as_ref())).collect();
        let together =
            letters.chunks(TOGETHER).filter_map(|block| block.iter().cloned().reduce(|a, b| a.or(&b)));
        let blocks = together.collect();
        let mut alphabet = Alphabet::default();
        let (mut spelled, mut ends) = (Vec::new(), Vec::with_capacity(names.len()));
        for name in &names {
            spelled.extend(name.as_ref().chars().map(|letter| alphabet.add(letter)));
            ends.push(spelled.len());
        }
        Self { all: names, letters, blocks, alphabet, spelled, ends }
    }

    /// The name most like `wanted`, the first of those that are equally like it; and how many were compared.
    pub(super) fn nearest(&self, wanted: &str) -> (Option<&N>, usize) {
        let letters = Letters::of(wanted);
        let spelled = wanted.chars().map(|letter| self.alphabet.letter(letter)).collect();
        let mut wanted = Wanted::new(spelled, self.alphabet.count());
        let (mut best, mut least, mut compared) = (None, ALIKE, 0);
        let bounds = |of: &Letters| letters.most_alike(of);
        let mut blocks = Bounds::of(self.blocks.iter().map(bounds).enumerate());
        while let Some(some) = blocks.next(least) {
            let numbers = some.iter().flat_map(|(_, block)| block * TOGETHER..(block + 1) * TOGETHER);
            let known = numbers.filter_map(|number| Some((number, bounds(self.letters.get(number)?))));
            let mut near = Bounds::of(known.filter(|(_, most)| *most >= least));
            while let Some(some) = near.next(least) {
                for (most, number) in some {
                    if *most < least {
                        break;
                    }
                    compared += 1;
                    let Some(likeness) = wanted.likeness(self.spelled(*number), least) else { continue };
                    if likeness > least || best.is_none_or(|best| *number < best) {
                        (best, least) = (Some(*number), likeness);
                    }
                }
            }
        }
        (best.map(|number| &self.all[number]), compared)
    }

    fn spelled(&self, number: usize) -> &[Letter] {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.spelled[start..self.ends[number]]
    }
}

/// How alike some can be at most, with their numbers. They are put in order a few at a time: nearly all of the time few are
/// wanted.
struct Bounds {
    all: Vec<(f64, usize)>,
    /// How many were given away.
    given: usize,
}

impl Bounds {
    fn of(bounds: impl Iterator<Item = (usize, f64)>) -> Self {
        Self { all: bounds.map(|(number, most)| (most, number)).collect(), given: 0 }
    }

    /// Those with the highest bounds of what is left, in order; none where all of that is below `least`.
    fn next(&mut self, least: f64) -> Option<&[(f64, usize)]> {
        const FIRST: usize = 8;
        let count = (self.given * 3).max(FIRST);
        let left = &mut self.all[self.given..];
        if left.len() > count {
            left.select_nth_unstable_by(count, |a, b| b.0.total_cmp(&a.0));
        }
        let count = count.min(left.len());
        let some = &mut left[..count];
        some.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        self.given += count;
        let kept = some.partition_point(|(most, _)| *most >= least);
        (kept > 0).then(|| &some[..kept])
    }
}

/// A small number for each letter of some names.
#[derive(Debug, Default)]
struct Alphabet(HashMap<char, Letter>);

impl Alphabet {
    /// Below it letters are their own numbers.
    const ASCII: Letter = 128;

    fn add(&mut self, letter: char) -> Letter {
        if letter.is_ascii() {
            return letter.into();
        }
        let next = Letter::try_from(self.count()).unwrap_or(Letter::MAX);
        *self.0.entry(letter).or_insert(next)
    }

    /// The number of a letter; one that no letter has where it stands in none of the names.
    fn letter(&self, letter: char) -> Letter {
        if letter.is_ascii() { letter.into() } else { self.0.get(&letter).copied().unwrap_or(Letter::MAX) }
    }

    /// All numbers are below this.
    fn count(&self) -> usize {
        Self::ASCII as usize + self.0.len()
    }
}
