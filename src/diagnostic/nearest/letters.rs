//! How alike two names can be at most, from the letters that they are made of.

use super::jaro::ROUNDING;

/// Kinds of letters that are told apart: three rows of as many as the machine counts at once. Letters of one kind count as
/// one: then a bound is higher than it need be.
type Counts = [[u8; 16]; 3];
/// Names longer than this are compared without a bound: their letters cannot be counted in bytes.
const LONGEST: usize = 255;

/// What a name, or any of some names, is made of.
#[derive(Debug, Clone)]
pub(super) struct Letters {
    /// How often each kind of letter stands in it; of some names, in that with the most of them.
    counts: Counts,
    /// The lowest bytes of the first four letters, the first one lowest, and zeros where there are fewer; none of some names
    /// that begin otherwise than each other.
    beginning: Option<u32>,
    /// One by the number of letters, of the shortest name; none where one is empty or long.
    by_length: Option<f64>,
}

impl Letters {
    #[expect(clippy::cast_precision_loss, reason = "names are short")]
    pub(super) fn of(name: &str) -> Self {
        let mut counts = Counts::default();
        let (mut length, mut beginning) = (0_usize, 0_u32);
        for letter in name.chars() {
            let (row, place) = kind(letter);
            let count = &mut counts[row][place];
            *count = count.saturating_add(1);
            if length < 4 {
                beginning |= (u32::from(letter) & 0xff) << (8 * length);
            }
            length += 1;
        }
        let by_length = (1..=LONGEST).contains(&length).then(|| 1.0 / length as f64);
        Self { counts, beginning: Some(beginning), by_length }
    }

    /// What either name is made of.
    pub(super) fn or(mut self, other: &Self) -> Self {
        for (count, others) in self.counts.as_flattened_mut().iter_mut().zip(other.counts.as_flattened()) {
            *count = (*count).max(*others);
        }
        self.beginning = self.beginning.filter(|own| other.beginning == Some(*own));
        self.by_length = self.by_length.zip(other.by_length).map(|(own, others)| own.max(others));
        self
    }

    /// A bound of the Jaro–Winkler similarity of two names: no letter has more partners than there are of its kind, and none
    /// may have to change its place.
    pub(super) fn most_alike(&self, other: &Self) -> f64 {
        let (Some(own), Some(others)) = (self.by_length, other.by_length) else { return 1.0 };
        // There are no more partners than letters, of which there are 255 at most.
        let ([first, second, third], theirs) = (&self.counts, &other.counts);
        let partners: [u8; 16] = std::array::from_fn(|at| {
            let (first, second) = (first[at].min(theirs[0][at]), second[at].min(theirs[1][at]));
            first.saturating_add(second).saturating_add(third[at].min(theirs[2][at]))
        });
        let partners: u32 = partners.iter().map(|sum| u32::from(*sum)).sum();
        let partners = f64::from(partners);
        let jaro = ((partners * own).min(1.0) + (partners * others).min(1.0) + 1.0) / 3.0;
        let same = match (self.beginning, other.beginning) {
            (Some(own), Some(others)) => (own ^ others).trailing_zeros() / 8,
            _ => 4,
        };
        jaro + 0.1 * f64::from(same) * (1.0 - jaro) + ROUNDING
    }
}

/// The kind of a letter, as row and place: the letters of ASCII are told apart but for their case, and so are digits, hyphens,
/// points and slashes.
fn kind(letter: char) -> (usize, usize) {
    let code = letter as usize;
    (if (32..64).contains(&code) { 2 } else { code / 16 % 2 }, code % 16)
}
