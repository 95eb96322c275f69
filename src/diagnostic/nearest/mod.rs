//! What somebody may have meant by a name that is not there.

mod jaro;
mod letters;
mod names;

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use self::names::Names;

/// How alike two names must be for one to be suggested for the other (Jaro–Winkler similarity).
const ALIKE: f64 = 0.8;

/// The candidate most like `wanted` (Jaro–Winkler similarity of at least 0.8), if any; the first in alphabetical order
/// among equals, whatever the order in which they come.
#[must_use]
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    Names::new(candidates).nearest(wanted).0.copied()
}

/// The nearest of the same names, for many that are not there: thousands of links may lead to pages that were renamed.
#[derive(Debug, Default)]
pub struct Suggestions {
    names: OnceLock<Names<String>>,
    /// What was found: thousands of links may lead to one page.
    known: Mutex<HashMap<String, Option<String>>>,
}

impl Suggestions {
    /// [`nearest`] to `wanted` of `candidates`, which must be the same each time.
    #[must_use]
    pub fn nearest<N>(&self, wanted: &str, candidates: impl IntoIterator<Item = N>) -> Option<String>
    where
        N: Into<String>,
    {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known().get(wanted) {
            return known.clone();
        }
        let names = self.names.get_or_init(|| Names::new(candidates.into_iter().map(Into::into)));
        let found = names.nearest(wanted).0.cloned();
        known().insert(wanted.to_owned(), found.clone());
        found
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
    fn a_name_is_looked_up_once_and_the_names_are_read_once() {
        let suggestions = Suggestions::default();
        let read = std::cell::Cell::new(0);
        let names = || ["paris", "london"].into_iter().inspect(|_| read.set(read.get() + 1));
        for (wanted, found) in [("parix", Some("paris")), ("parix", Some("paris")), ("x", None), ("x", None)]
        {
            assert_eq!(suggestions.nearest(wanted, names()).as_deref(), found);
            assert_eq!(read.get(), 2);
        }
    }

    #[test]
    fn few_of_many_names_are_compared() {
        let name =
            |number: usize| format!("briefings/{}-of-{number}.md", ["harvest", "ports", "rail"][number % 3]);
        let all: Vec<String> = (0..10_000).map(name).collect();
        let names = Names::new(all.iter().map(String::as_str));
        for (wanted, found) in [("briefings/harvest-of-6120.md", 6120), ("briefings/port-of-31.md", 31)] {
            let (nearest, compared) = names.nearest(wanted);
            assert_eq!(nearest.copied(), Some(all[found].as_str()));
            assert!(compared < 200, "{compared}");
        }
    }

    proptest! {
        #[test]
        fn a_bound_leaves_nothing_out(
            wanted in "[a-dä0-9/]{0,12}|[AbBßж-]{0,9}|[ab]{120,130}|x{200,300}",
            names in proptest::collection::vec("[a-dä0-9/]{0,12}|[AbBßж-]{0,9}|[ab]{120,130}|x{200,300}", 0..90),
        ) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            prop_assert_eq!(nearest(&wanted, names.iter().copied()), among_all(&wanted, &names));
        }
    }
}
