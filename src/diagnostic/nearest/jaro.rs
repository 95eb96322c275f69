//! The Jaro–Winkler similarity of one name to many.

/// A letter of a name, as a small number: equal letters have equal ones.
pub(super) type Letter = u32;

/// Letters that a word has a bit for.
const LONGEST: usize = 128;
/// More than what is lost by rounding.
pub(super) const ROUNDING: f64 = 1e-9;

/// A name that is compared with many.
pub(super) struct Wanted {
    letters: Vec<Letter>,
    /// For each letter a bit for each place at which it stands.
    places: Vec<u128>,
    /// The letters of the other name that have a partner in this one, kept for the next comparison.
    partners: [Letter; LONGEST],
}

impl Wanted {
    /// The name of these letters; those of other names are below `count`.
    pub(super) fn new(letters: Vec<Letter>, count: usize) -> Self {
        let mut places = vec![0; count];
        for (place, letter) in letters.iter().take(LONGEST).enumerate() {
            if let Some(places) = places.get_mut(*letter as usize) {
                *places |= 1 << place;
            }
        }
        Self { letters, places, partners: [0; LONGEST] }
    }

    /// What `strsim::jaro_winkler` says of this name and the other one, to the last bit, where that is at least `least`. That
    /// looks through one name for each letter of the other one, and most of the time for names that are not there went into it.
    pub(super) fn likeness(&mut self, others: &[Letter], least: f64) -> Option<f64> {
        let is_short = |name: &[Letter]| (1..=LONGEST).contains(&name.len());
        let likeness = if is_short(&self.letters) && is_short(others) {
            self.short_likeness(others, least)?
        } else {
            strsim::generic_jaro_winkler(&Iterated(&self.letters), &Iterated(others))
        };
        (likeness >= least).then_some(likeness)
    }

    /// The same of names that are not long; none where it is seen to be too low on the way.
    fn short_likeness(&mut self, others: &[Letter], least: f64) -> Option<f64> {
        let own = &self.letters;
        // What both begin with stands at the same places, and each letter of it is the other's partner.
        let same = own.iter().zip(others).take_while(|(a, b)| a == b).count();
        let bonus = 0.1 * number(same.min(4));
        let around = (own.len().max(others.len()) / 2).saturating_sub(1);
        // Each letter takes the first one of its kind that is near its own place and free. Of one kind they are taken in order
        // in both names, so it does not matter which name is gone through.
        let (mut taken, mut count) = (places_below(same), 0);
        let mut near = places_below(same + around + 1) & !places_below(same.saturating_sub(around));
        for (place, letter) in others.iter().enumerate().skip(same) {
            let free = self.places[*letter as usize] & near & !taken;
            taken |= free & free.wrapping_neg();
            self.partners[count] = *letter;
            count += usize::from(free != 0);
            near = near << 1 | u128::from(place < around);
        }
        if same + count == 0 {
            return Some(0.0);
        }
        let all = number(same + count);
        let shares = all / number(own.len()) + all / number(others.len());
        // How many partners may come in another order, if it is to be enough.
        let least_jaro = (least - bonus) / (1.0 - bonus) - ROUNDING;
        let most_moved = 2.0 * all * (1.0 + shares - 3.0 * least_jaro) + 1.0;
        let (mut moved, mut left) = (0, taken & !places_below(same));
        for partner in &self.partners[..count] {
            moved += u8::from(own[left.trailing_zeros() as usize] != *partner);
            if f64::from(moved) > most_moved {
                return None;
            }
            left &= left.wrapping_sub(1);
        }
        let in_order = all - f64::from(moved / 2);
        let jaro = (shares + in_order / all) / 3.0;
        Some(if jaro > 0.7 { jaro + bonus * (1.0 - jaro) } else { jaro })
    }
}

/// Letters as `strsim` asks for them.
struct Iterated<'a>(&'a [Letter]);

impl<'a> IntoIterator for &'a Iterated<'_> {
    type Item = Letter;
    type IntoIter = std::iter::Copied<std::slice::Iter<'a, Letter>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().copied()
    }
}

/// A bit for each place below this one.
fn places_below(place: usize) -> u128 {
    if place < LONGEST { (1 << place) - 1 } else { u128::MAX }
}

#[expect(clippy::cast_precision_loss, reason = "names are short")]
fn number(length: usize) -> f64 {
    length as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_says_what_strsim_says(
            wanted in "[a-c/0]{0,12}|[a-dA-Z0-9/.-]{0,140}|[a-d\u{1}-\u{9}]{0,9}",
            names in proptest::collection::vec("[a-c/0]{0,12}|[a-dA-Z0-9/.-]{0,140}|[a-d]{0,9}", 0..40),
        ) {
            let letters = |name: &str| name.chars().map(u32::from).collect::<Vec<_>>();
            // Some letters of the wanted name stand in none of the others.
            let of_wanted = letters(&wanted).into_iter().map(|letter| if letter < 10 { u32::MAX } else { letter });
            let mut one = Wanted::new(of_wanted.collect(), 128);
            for name in names {
                let known = strsim::jaro_winkler(&wanted, &name);
                for least in [0.0, 0.7, 0.8, known] {
                    let likeness = one.likeness(&letters(&name), least).map(f64::to_bits);
                    prop_assert_eq!(likeness, (known >= least).then(|| known.to_bits()));
                }
            }
        }
    }
}
