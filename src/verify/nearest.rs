//! The passage of a source that comes nearest to words that are not in it.
//!
//! First the stretches of the source that share most words with the quotation, rare words counting more; then
//! the alignment of the quotation with each of them.

use std::collections::HashMap;
use std::ops::Range;

use super::align::{Likeness, Step, align};
use super::token::{Token, core, key, tokens};

/// Words of a quotation that are aligned; a longer one is compared by its beginning.
const LONGEST: usize = 1200;
/// Words that a stretch may have beyond the quotation's: room for what was left out.
const ROOM: usize = 110;
/// Words of a quotation none of which has to stand in a source: one may be misspelt.
const FEW: usize = 2;
/// Stretches that are aligned.
const STRETCHES: usize = 3;

/// The quotation beside the passage that comes nearest.
pub(super) struct Nearest<'a> {
    pub(super) quotation: &'a str,
    pub(super) source: &'a str,
    pub(super) words: Vec<Token>,
    /// The words of the source that were aligned.
    pub(super) stretch: Vec<Token>,
    pub(super) steps: Vec<Step>,
    /// Whether words may be left out before a word of the quotation.
    pub(super) free: Vec<bool>,
}

/// The nearest passage, if any comes near. Both texts are folded; `free` are offsets of the quotation at which it says
/// itself that something is left out.
pub(super) fn nearest<'a>(quotation: &'a str, free: &[usize], source: &'a str) -> Option<Nearest<'a>> {
    let mut words = tokens(quotation);
    words.truncate(LONGEST);
    let all = tokens(source);
    let keys = Keys::of(quotation, &words, source, &all);
    let is_free: Vec<bool> = words.iter().map(|word| free.contains(&word.range.start)).collect();
    let mut best: Option<(u32, Nearest)> = None;
    for range in keys.stretches(words.len(), all.len()) {
        let offset = range.start;
        let stretch = all[range].to_vec();
        let likeness = |i: usize, j: usize| keys.likeness(quotation, &words, i, source, &all, offset + j);
        let (cost, steps) =
            align(words.len(), stretch.len(), likeness, |i| is_free.get(i).copied().unwrap_or(false));
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            let found =
                Nearest { quotation, source, words: words.clone(), stretch, steps, free: is_free.clone() };
            best = Some((cost, found));
        }
    }
    best.map(|(_, nearest)| nearest).filter(|nearest| nearest.is_near() || nearest.is_scrambled())
}

impl Nearest<'_> {
    pub(super) fn word(&self, index: usize) -> &str {
        &self.quotation[self.words[index].range.clone()]
    }

    pub(super) fn source_word(&self, index: usize) -> &str {
        &self.source[self.stretch[index].range.clone()]
    }

    /// Whether so much is the same, and in so few pieces, that it is no accident.
    fn is_near(&self) -> bool {
        let mut kept = 0_usize;
        let mut pieces = 0_usize;
        let mut last = None;
        for step in &self.steps {
            let Step::Pair(word, source, likeness) = *step else { continue };
            let weight = match likeness {
                Likeness::Same => 10,
                Likeness::Near => 9,
                Likeness::Akin => 5,
                Likeness::Other => 0,
            };
            if weight == 0 {
                continue;
            }
            // Short words are everywhere.
            let short =
                self.word(word).chars().count() <= 3 && !self.word(word).contains(|c: char| c.is_numeric());
            kept += if short { weight * 6 / 10 } else { weight };
            let follows = last.is_some_and(|(before, place)| source.wrapping_sub(place) == word - before);
            pieces += usize::from(!follows && !self.free[word]);
            last = Some((word, source));
        }
        let all: usize =
            (0..self.words.len()).map(|word| if self.word(word).chars().count() <= 3 { 6 } else { 10 }).sum();
        let lost = pieces.saturating_sub(1) * 7;
        // Two words that are the same among five tell something, one among two only where it is half the text.
        kept.saturating_sub(lost) * 100 >= all * 42
    }

    /// Whether nearly all words stand close together, in whatever order.
    fn is_scrambled(&self) -> bool {
        const FEWEST: usize = 3;
        let mut buffer = String::new();
        let mut key_of = |word: &str| {
            key(word, &mut buffer);
            buffer.clone()
        };
        let mut wanted: HashMap<String, i32> = HashMap::new();
        for index in 0..self.words.len() {
            *wanted.entry(key_of(self.word(index))).or_default() += 1;
        }
        wanted.remove("");
        let all: i32 = wanted.values().sum();
        if wanted.keys().filter(|word| word.chars().count() > 3).count() < FEWEST {
            return false;
        }
        let keys: Vec<String> =
            (0..self.stretch.len()).map(|index| key_of(self.source_word(index))).collect();
        let width = self.words.len() * 2;
        let mut here = 0;
        let mut most = 0;
        for (index, key) in keys.iter().enumerate() {
            if let Some(gone) = index.checked_sub(width).and_then(|gone| wanted.get_mut(&keys[gone])) {
                *gone += 1;
                here -= i32::from(*gone > 0);
            }
            if let Some(left) = wanted.get_mut(key) {
                here += i32::from(*left > 0);
                *left -= 1;
            }
            most = most.max(here);
        }
        most * 5 >= all * 4
    }
}

/// Which words of the source are words of the quotation.
struct Keys {
    /// For each word of the quotation the number of its key.
    ids: Vec<u32>,
    /// Places in the source at which a key of the quotation stands.
    hits: Vec<(usize, u32)>,
    /// For each key how often the quotation has it, and what it weighs.
    wanted: Vec<(u32, u32)>,
    /// The places are of words that are but nearly the quotation's.
    only_akin: bool,
}

impl Keys {
    fn of(quotation: &str, words: &[Token], source: &str, all: &[Token]) -> Self {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut wanted: Vec<(u32, u32)> = Vec::new();
        let mut ids = Vec::with_capacity(words.len());
        let mut buffer = String::new();
        for word in words {
            key(&quotation[word.range.clone()], &mut buffer);
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            let id = *numbers.entry(buffer.clone()).or_insert(next);
            if id as usize == wanted.len() {
                wanted.push((0, 0));
            }
            wanted[id as usize].0 += 1;
            ids.push(id);
        }
        let lengths: std::collections::HashSet<usize> = numbers.keys().map(String::len).collect();
        let longest = lengths.iter().copied().max().unwrap_or(0);
        let mut hits = Vec::new();
        for (at, token) in all.iter().enumerate() {
            // A key has few bytes more or less than its word; what is far longer is no word of ours.
            if token.range.len() > longest * 3 + 16 {
                continue;
            }
            key(&source[token.range.clone()], &mut buffer);
            if buffer.is_empty() || !lengths.contains(&buffer.len()) {
                continue;
            }
            if let Some(id) = numbers.get(buffer.as_str()) {
                hits.push((at, *id));
            }
        }
        let only_akin = hits.is_empty() && words.len() <= FEW;
        if only_akin {
            hits = akin_places(quotation, words, &ids, source, all);
        }
        let mut counts = vec![0_u32; wanted.len()];
        for (_, id) in &hits {
            counts[*id as usize] += 1;
        }
        for (id, (_, weight)) in wanted.iter_mut().enumerate() {
            *weight = weigh(counts[id]);
        }
        Self { ids, hits, wanted, only_akin }
    }

    /// The stretches of the source that are worth a closer look: those with the greatest weight of words in common.
    fn stretches(&self, words: usize, all: usize) -> Vec<Range<usize>> {
        let mut scored = self.scores(words + words / 4 + 2, 2);
        scored.extend(self.scores(words + ROOM, 1));
        scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut chosen: Vec<usize> = Vec::new();
        for (_, at) in scored {
            if chosen.len() < STRETCHES && chosen.iter().all(|known| known.abs_diff(at) > words / 2 + 1) {
                chosen.push(at);
            }
        }
        let room = words / 2 + 8;
        chosen.into_iter().map(|at| at.saturating_sub(room)..(at + words + ROOM + room).min(all)).collect()
    }

    /// The best stretches of `width` words: weight times `factor`, and the first word. A word counts as often as
    /// the quotation has it.
    fn scores(&self, width: usize, factor: u64) -> Vec<(u64, usize)> {
        let mut counts = vec![0_u32; self.wanted.len()];
        let mut score = 0_u64;
        let mut first = 0;
        let mut best: Vec<(u64, usize)> = Vec::new();
        for (at, id) in &self.hits {
            let (limit, weight) = self.wanted[*id as usize];
            counts[*id as usize] += 1;
            if counts[*id as usize] <= limit {
                score += u64::from(weight);
            }
            while self.hits[first].0 + width <= *at {
                let (_, gone) = self.hits[first];
                let (limit, weight) = self.wanted[gone as usize];
                if counts[gone as usize] <= limit {
                    score -= u64::from(weight);
                }
                counts[gone as usize] -= 1;
                first += 1;
            }
            keep_best(&mut best, (score * factor, self.hits[first].0), width);
        }
        best
    }

    fn likeness(
        &self,
        quotation: &str,
        words: &[Token],
        i: usize,
        source: &str,
        all: &[Token],
        j: usize,
    ) -> Likeness {
        let mine = &quotation[words[i].range.clone()];
        let theirs = &source[all[j].range.clone()];
        if mine == theirs {
            return Likeness::Same;
        }
        let hit = self
            .hits
            .binary_search_by_key(&j, |(at, _)| *at)
            .is_ok_and(|hit| self.hits[hit].1 == self.ids[i]);
        if hit && !self.only_akin {
            return Likeness::Near;
        }
        if are_akin(core(mine), core(theirs)) { Likeness::Akin } else { Likeness::Other }
    }
}

/// The places of words that are nearly those of a quotation of few words.
fn akin_places(
    quotation: &str,
    words: &[Token],
    ids: &[u32],
    source: &str,
    all: &[Token],
) -> Vec<(usize, u32)> {
    let mine: Vec<&str> = words.iter().map(|word| core(&quotation[word.range.clone()])).collect();
    all.iter()
        .enumerate()
        .filter_map(|(at, token)| {
            let theirs = core(&source[token.range.clone()]);
            let word = mine.iter().position(|mine| are_akin(mine, theirs))?;
            Some((at, ids[word]))
        })
        .collect()
}

/// Remembers a few of the best stretches that do not lie on each other.
fn keep_best(best: &mut Vec<(u64, usize)>, found: (u64, usize), width: usize) {
    if let Some(near) = best.iter_mut().find(|known| known.1.abs_diff(found.1) < width) {
        if found.0 > near.0 {
            *near = found;
        }
        return;
    }
    best.push(found);
    if best.len() > STRETCHES {
        let least = best.iter().enumerate().min_by_key(|(_, known)| (known.0, usize::MAX - known.1));
        if let Some((index, _)) = least {
            best.remove(index);
        }
    }
}

/// A word that stands everywhere tells little.
fn weigh(count: u32) -> u32 {
    match count {
        0..=2 => 12,
        3..=10 => 9,
        11..=50 => 6,
        51..=500 => 3,
        _ => 1,
    }
}

/// Whether two words begin alike for more than half of the longer one, are a slip of the pen apart, or are figures.
fn are_akin(mine: &str, theirs: &str) -> bool {
    if is_slip(mine, theirs) {
        return true;
    }
    let common = mine.chars().zip(theirs.chars()).take_while(|(a, b)| a == b).count();
    let longest = mine.len().max(theirs.len());
    if common == 0 {
        return mine.starts_with(|c: char| c.is_ascii_digit())
            && theirs.starts_with(|c: char| c.is_ascii_digit());
    }
    let bytes: usize = mine.chars().take(common).map(char::len_utf8).sum();
    bytes * 2 > longest
        || mine.starts_with(|c: char| c.is_ascii_digit()) && theirs.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether two words of some length are the same but for a letter or two swapped, changed, added or left out.
fn is_slip(mine: &str, theirs: &str) -> bool {
    const SHORTEST: usize = 5;
    const LONGEST: usize = 40;
    // Most pairs of words part here, before anything is counted.
    if mine.len().abs_diff(theirs.len()) > 4 || mine.len() < SHORTEST || mine.len() > 4 * LONGEST {
        return false;
    }
    let (short, long) = (mine.chars().count(), theirs.chars().count());
    let (short, long) = (short.min(long), short.max(long));
    let slips = if long >= 2 * SHORTEST { 2 } else { 1 };
    short >= SHORTEST
        && long <= LONGEST
        && long - short <= slips
        && strsim::osa_distance(mine, theirs) <= slips
}
