//! The cheapest way to read a quotation as a passage of its source, word by word.
//!
//! The passage may begin and end anywhere. A word that stays costs nothing, one that changes a hundred at most,
//! and leaving out words costs little more than leaving out one: what is missing is usually missing in one piece.

/// How like two words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    Same,
    /// Case, diacritics or clinging punctuation apart.
    Near,
    /// The same beginning.
    Akin,
    Other,
}

/// One step of an alignment; the numbers count words of the quotation and of the source's stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// A word of the quotation for a word of the source.
    Pair(usize, usize, Likeness),
    /// A word that only the quotation has.
    Added(usize),
    /// A word that only the source has.
    LeftOut(usize),
}

const CHANGED: u32 = 100;
const ADDED: u32 = 98;
const GAP: u32 = 80;
const GAP_WORD: u32 = 1;
const FAR: u32 = u32::MAX / 4;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Move {
    Begin,
    Pair,
    Added,
    /// Out of a gap that ends here.
    Close,
}

/// Aligns `words` words of a quotation with `stretch` words of a source. `free(i)` tells whether words may be left out
/// before word `i` at no cost, because the quotation says so.
pub(super) fn align(
    words: usize,
    stretch: usize,
    likeness: impl Fn(usize, usize) -> Likeness,
    free: impl Fn(usize) -> bool,
) -> (u32, Vec<Step>) {
    let width = stretch + 1;
    let mut moves = vec![Move::Begin; (words + 1) * width];
    let mut opened = vec![false; (words + 1) * width];
    // Costs of the row before; the passage may begin anywhere.
    let mut before = vec![0_u32; width];
    for i in 1..=words {
        let mut here = vec![FAR; width];
        let mut gap = FAR;
        for j in 0..width {
            let (mut cost, mut step) = (before[j].saturating_add(ADDED), Move::Added);
            if j > 0 {
                let pair = before[j - 1] + price(likeness(i - 1, j - 1));
                if pair <= cost {
                    (cost, step) = (pair, Move::Pair);
                }
                let (open, word) = if free(i) { (0, 0) } else { (GAP, GAP_WORD) };
                let (begun, longer) = (here[j - 1].saturating_add(open + word), gap.saturating_add(word));
                opened[i * width + j] = begun <= longer;
                gap = begun.min(longer);
                // A gap after the last word would be no gap.
                if i < words && gap < cost {
                    (cost, step) = (gap, Move::Close);
                }
            }
            here[j] = cost;
            moves[i * width + j] = step;
        }
        before = here;
    }
    let end = (0..width).min_by_key(|j| before[*j]).unwrap_or(0);
    (before[end], trace(words, end, width, &moves, &opened, likeness))
}

fn price(likeness: Likeness) -> u32 {
    match likeness {
        Likeness::Same => 0,
        Likeness::Near => 10,
        Likeness::Akin => 55,
        Likeness::Other => CHANGED,
    }
}

fn trace(
    words: usize,
    end: usize,
    width: usize,
    moves: &[Move],
    opened: &[bool],
    likeness: impl Fn(usize, usize) -> Likeness,
) -> Vec<Step> {
    let (mut i, mut j) = (words, end);
    let mut steps = Vec::new();
    while i > 0 {
        match moves[i * width + j] {
            Move::Begin => break,
            Move::Added => {
                i -= 1;
                steps.push(Step::Added(i));
            }
            Move::Pair => {
                (i, j) = (i - 1, j - 1);
                steps.push(Step::Pair(i, j, likeness(i, j)));
            }
            Move::Close => {
                let mut more = true;
                while more && j > 0 {
                    more = !opened[i * width + j];
                    j -= 1;
                    steps.push(Step::LeftOut(j));
                }
            }
        }
    }
    steps.reverse();
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(quotation: &str, source: &str) -> Vec<Step> {
        let quotation: Vec<&str> = quotation.split(' ').collect();
        let source: Vec<&str> = source.split(' ').collect();
        let likeness =
            |i: usize, j: usize| if quotation[i] == source[j] { Likeness::Same } else { Likeness::Other };
        align(quotation.len(), source.len(), likeness, |_| false).1
    }

    #[test]
    fn what_is_missing_is_missing_in_one_piece() {
        let same = |i, j| Step::Pair(i, j, Likeness::Same);
        assert_eq!(
            steps("a b e f", "x a b c d e f y"),
            [same(0, 1), same(1, 2), Step::LeftOut(3), Step::LeftOut(4), same(2, 5), same(3, 6)]
        );
        assert_eq!(steps("a b c", "a x c"), [same(0, 0), Step::Pair(1, 1, Likeness::Other), same(2, 2)]);
        assert_eq!(steps("a b c", "a c"), [same(0, 0), Step::Added(1), same(2, 1)]);
    }
}
