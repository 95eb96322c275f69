//! Whatever happens to texts, no published address is ever gone without a record, and none is given to another annotation.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::desk::errors;
use super::history::{History, step};
use super::stories::fault;

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_published_address_is_gone_without_a_record_or_another_ones(steps in proptest::collection::vec(step(), 5..40)) {
        let mut history = History::new();
        let mut published: BTreeSet<String> = BTreeSet::new();
        for step in &steps {
            history.take(step);
            let ledger = history.desk.ledger();
            let paths = ledger.annotations.keys().map(|id| format!("/a/{id}/")).chain(ledger.pages.keys().cloned());
            published.extend(paths);
            let site = history.site();
            let errors = errors(&site.diagnostics);
            let index = site.index();
            for path in &published {
                let name = path.strip_prefix("/a/").map_or(path.as_str(), |id| id.trim_end_matches('/'));
                prop_assert!(ledger.annotations.contains_key(name) || ledger.pages.contains_key(name), "{} left the ledger", name);
                let is_there = index.annotations.contains_key(name)
                    || index.pages.iter().any(|page| page.path == *path)
                    || path.starts_with("/sources/")
                    || index.published.tombstones.iter().any(|tombstone| tombstone.path == *path)
                    || index.moves.redirects.iter().any(|redirect| redirect.from == *path);
                // Every one that is lost is told in the same run.
                let is_told = errors.iter().any(|(_, message)| message.contains(&format!("`{name}`")));
                prop_assert!(is_there || is_told, "{name} is lost and not told: {errors:?}");
            }
            let fault = fault(&history.published, &history.there(), &history.names, &history.answers(&site));
            prop_assert!(fault.is_none(), "{}", fault.unwrap_or_default());
        }
    }
}
