//! Addresses that lead on to each other, and to which one comes back.

use std::collections::{BTreeMap, BTreeSet};

use super::folder_of;

/// An address in the one form by which it is compared: without anchor, query, `index.html` and slashes around it.
pub(super) fn key(address: &str) -> String {
    let path = folder_of(address.split(['#', '?']).next().unwrap_or_default());
    path.strip_suffix("index.html").unwrap_or(&path).trim_matches('/').to_owned()
}

/// The addresses to which comes back who goes on from them. No address is gone on from twice: old addresses may lead on
/// to each other in a long row.
pub(super) fn leading_back(leads: &BTreeMap<String, String>) -> BTreeSet<&str> {
    let mut back = BTreeSet::new();
    // For each address that was gone on from, where that way began.
    let mut ways: BTreeMap<&str, &str> = BTreeMap::new();
    for start in leads.keys() {
        let mut at = start.as_str();
        while let Some(next) = leads.get(at).filter(|_| !ways.contains_key(at)) {
            ways.insert(at, start);
            at = next;
        }
        // Where this way meets itself, it goes round.
        if ways.get(at) == Some(&start.as_str()) {
            while back.insert(at) {
                let Some(next) = leads.get(at) else { break };
                at = next;
            }
        }
    }
    back
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lies_on_a_circle_leads_back() {
        let all = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "b"), ("e", "e"), ("f", "a"), ("g", "gone")];
        let leads = all.map(|(from, to)| (from.to_owned(), to.to_owned())).into();
        assert_eq!(leading_back(&leads).into_iter().collect::<String>(), "bcde");
    }
}
