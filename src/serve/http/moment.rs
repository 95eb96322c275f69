//! What there is to tell between two updates, worked out once for all tabs.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use tokio::sync::OnceCell;

use super::change::Standing;

/// So many addresses are kept between two updates: somebody may ask for every page of a large site.
const MOST: usize = 20_000;

/// The time between two updates.
#[derive(Debug, Default)]
pub(super) struct Moment {
    update: u64,
    /// What every tab is told, as it goes over the wire.
    pub(super) state: OnceCell<Bytes>,
    standing: Mutex<BTreeMap<String, Arc<OnceCell<Standing>>>>,
}

impl Moment {
    /// The place for what stands at the path of a request.
    pub(super) fn standing(&self, path: &str) -> Arc<OnceCell<Standing>> {
        let mut standing = unlocked(&self.standing);
        if let Some(cell) = standing.get(path) {
            return Arc::clone(cell);
        }
        if standing.len() >= MOST {
            standing.clear();
        }
        Arc::clone(standing.entry(path.to_owned()).or_default())
    }
}

/// The moment that it is now.
#[derive(Debug, Default)]
pub(super) struct Now(Mutex<Arc<Moment>>);

impl Now {
    /// The moment after an update; what was worked out before another one is let go.
    pub(super) fn at(&self, update: u64) -> Arc<Moment> {
        let mut now = unlocked(&self.0);
        if now.update != update {
            *now = Arc::new(Moment { update, ..Moment::default() });
        }
        Arc::clone(&now)
    }
}

/// What a lock guards is whole after each step, so that a panic elsewhere does no harm to it.
pub(super) fn unlocked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_update_lets_go_what_was_worked_out_before() {
        let now = Now::default();
        let first = now.at(1);
        assert!(first.standing("/x/").set(Standing::Elsewhere("/y/".into())).is_ok());
        assert!(now.at(1).standing("/x/").initialized());
        assert!(!now.at(2).standing("/x/").initialized());
    }

    #[test]
    fn addresses_do_not_pile_up() {
        let moment = Moment::default();
        for number in 0..=MOST {
            moment.standing(&number.to_string());
        }
        assert_eq!(unlocked(&moment.standing).len(), 1);
    }
}
