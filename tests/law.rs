//! The law of updates: whatever is edited, in whatever order, with updates between the edits or without, the site that was
//! brought up to date is, byte for byte, the one that the same files make afresh. `shown` holds the dev server to that as well.
//!
//! A life begins with the site of `tests/law/site/`. Its seed decides everything that happens in it: a failure tells the
//! seed and the fewest steps that still fail. `IBID_LAW_SEED=17 cargo test --test law` lives that life alone,
//! `IBID_LAW_LIVES=1000` more of them.

#![expect(clippy::disallowed_methods, reason = "the test is asked for one seed by the environment")]

#[path = "law/built.rs"]
mod built;
#[path = "law/compare.rs"]
mod compare;
#[path = "law/counting.rs"]
mod counting;
#[path = "law/desk.rs"]
mod desk;
#[path = "law/dice.rs"]
mod dice;
#[path = "law/edits/mod.rs"]
mod edits;
#[path = "law/files.rs"]
mod files;
#[path = "law/life.rs"]
mod life;
#[path = "law/picture.rs"]
mod picture;
#[path = "law/server.rs"]
mod server;
#[path = "law/shown.rs"]
mod shown;
#[path = "law/work.rs"]
mod work;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use edits::EDITS;
use life::{Met, SEQUENCES, live, shrunk, steps, told};

/// Lives that are lived when nobody asks for more.
const LIVES: u64 = 100;

fn asked(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn after_any_edits_the_site_is_the_one_that_its_files_make() {
    let seeds = match asked("IBID_LAW_SEED") {
        Some(seed) => seed..=seed,
        None => 1..=asked("IBID_LAW_LIVES").unwrap_or(LIVES),
    };
    let all = seeds.clone().count() >= usize::try_from(LIVES).unwrap_or_default();
    let next = AtomicU64::new(*seeds.start());
    let met = Mutex::new(Met::default());
    let failure = Mutex::new(None);
    let live_one = || {
        let seed = next.fetch_add(1, Ordering::Relaxed);
        if !seeds.contains(&seed) || failure.lock().expect("a lock").is_some() {
            return false;
        }
        let mut own = Met::default();
        if let Err(found) = live(&steps(seed), &mut own) {
            *failure.lock().expect("a lock") = Some((seed, found));
        }
        met.lock().expect("a lock").add(&own);
        true
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            // Each life runs in one thread of its own: what threads do to an update is tested elsewhere.
            let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
            scope.spawn(move || pool.install(|| while live_one() {}));
        }
    });
    if let Some((seed, found)) = failure.into_inner().expect("a lock") {
        let (fewest, difference) = shrunk(steps(seed), found);
        panic!("IBID_LAW_SEED={seed}: the warm site has {difference}\nafter these steps:\n{}", told(&fewest));
    }
    let met = met.into_inner().expect("a lock");
    if all {
        check_what_was_met(&met);
    }
}

/// A law that is only tried on sites with errors, or without some kind of edit, would say little.
fn check_what_was_met(met: &Met) {
    let rare: Vec<&str> =
        EDITS.iter().zip(&met.edits).filter(|(_, times)| **times < 5).map(|(edit, _)| edit.name).collect();
    assert!(rare.is_empty(), "these edits hardly ever happened: {rare:?}");
    assert!(met.sound + met.faulty >= SEQUENCES * 100, "{met:?}");
    assert!(met.sound > met.faulty && met.faulty > 100, "{met:?}");
}
