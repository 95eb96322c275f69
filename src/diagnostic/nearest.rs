//! What somebody may have meant by a name that is not there.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// How alike two names must be for one to be suggested for the other (Jaro–Winkler similarity).
const ALIKE: f64 = 0.8;

/// The candidate most like `wanted` (Jaro–Winkler similarity of at least 0.8), if any; the first in alphabetical order
/// among equals, whatever the order in which they come.
#[must_use]
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters = Letters::of(wanted);
    let mut best: Option<(f64, &str)> = None;
    for name in candidates {
        let least = best.map_or(ALIKE, |(likeness, _)| likeness);
        // To compare takes the product of both lengths, and a site with thousands of broken links has thousands of names.
        if letters.most_alike(wanted, name) < least {
            continue;
        }
        let likeness = strsim::jaro_winkler(wanted, name);
        let is_better = |(known, first): (f64, &str)| likeness > known || likeness >= known && name < first;
        if likeness >= ALIKE && best.is_none_or(is_better) {
            best = Some((likeness, name));
        }
    }
    best.map(|(_, name)| name)
}

/// The nearest of the same names, worked out once for each name that is not there: thousands of links may lead to one page
/// that was renamed.
#[derive(Debug, Default)]
pub struct Suggestions(Mutex<HashMap<String, Option<String>>>);

impl Suggestions {
    /// [`nearest`] to `wanted` of `candidates`, which must be the same each time.
    #[must_use]
    pub fn nearest<'a>(&self, wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known().get(wanted) {
            return known.clone();
        }
        let found = nearest(wanted, candidates).map(str::to_owned);
        known().insert(wanted.to_owned(), found.clone());
        found
    }
}

/// How often each letter stands in a name. Letters of one place count as one: then a bound is higher than it need be.
struct Letters {
    counts: [u8; Self::PLACES],
    length: usize,
}

impl Letters {
    const PLACES: usize = 128;

    fn place(letter: char) -> usize {
        letter as usize % Self::PLACES
    }

    fn of(name: &str) -> Self {
        let mut counts = [0_u8; Self::PLACES];
        for letter in name.chars() {
            let count = &mut counts[Self::place(letter)];
            *count = count.saturating_add(1);
        }
        Self { counts, length: name.chars().count() }
    }

    /// A bound of the similarity of this name to another one: no letter has more partners than there are of its kind, and
    /// none may have to change its place.
    #[expect(clippy::cast_precision_loss, reason = "names are short")]
    fn most_alike(&self, own: &str, name: &str) -> f64 {
        // More than what is lost by rounding.
        const ROUNDING: f64 = 1e-9;
        if self.length > usize::from(u8::MAX) {
            return 1.0;
        }
        let mut counts = self.counts;
        let (mut length, mut partners) = (0_usize, 0_usize);
        for letter in name.chars() {
            let count = &mut counts[Self::place(letter)];
            partners += usize::from(*count > 0);
            *count = count.saturating_sub(1);
            length += 1;
        }
        if length == 0 || self.length == 0 {
            return 1.0;
        }
        let share = |of: usize| partners as f64 / of as f64;
        let jaro = (share(self.length) + share(length) + 1.0) / 3.0;
        let same = own.chars().zip(name.chars()).take(4).take_while(|(a, b)| a == b).count();
        jaro + 0.1 * same as f64 * (1.0 - jaro) + ROUNDING
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What [`nearest`] finds, without any bound.
    fn among_all<'a>(wanted: &str, names: &[&'a str]) -> Option<&'a str> {
        let all = names.iter().map(|name| (strsim::jaro_winkler(wanted, name), *name));
        let alike = all.filter(|(likeness, _)| *likeness >= ALIKE);
        alike.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1))).map(|(_, name)| name)
    }

    #[test]
    fn equals_go_by_the_alphabet() {
        assert_eq!(nearest("paris", ["parit", "paris", "parix"]), Some("paris"));
        assert_eq!(nearest("pariz", ["parix", "parit", "paris"]), Some("paris"));
        assert_eq!(nearest("paris", ["london", ""]), None);
        assert_eq!(nearest("", ["", "a"]), Some(""));
    }

    #[test]
    fn a_name_is_looked_up_once() {
        let suggestions = Suggestions::default();
        let compared = std::cell::Cell::new(0);
        let names = || ["paris", "london"].into_iter().inspect(|_| compared.set(compared.get() + 1));
        for (wanted, found, all) in
            [("parix", Some("paris"), 2), ("parix", Some("paris"), 2), ("x", None, 4), ("x", None, 4)]
        {
            assert_eq!(suggestions.nearest(wanted, names()).as_deref(), found);
            assert_eq!(compared.get(), all);
        }
    }

    proptest! {
        #[test]
        fn a_bound_leaves_nothing_out(
            wanted in "[a-dä0-9/]{0,12}",
            names in proptest::collection::vec("[a-dä0-9/]{0,12}", 0..40),
        ) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            prop_assert_eq!(nearest(&wanted, names.iter().copied()), among_all(&wanted, &names));
        }
    }
}
