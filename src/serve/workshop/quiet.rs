//! What is done while nobody saves: the whole site is rendered to see whether it can be, so that a fault is told before
//! somebody comes to its page.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

use super::Workshop;

/// As long as nothing is saved before the look begins.
const QUIET: Duration = Duration::from_millis(1_500);

/// Looks at the site in a thread of its own, after each pause in the updates that `numbers` tells of.
///
/// # Errors
/// The system gives no thread.
pub(super) fn begin(workshop: &Arc<Workshop>, numbers: Receiver<u64>) -> std::io::Result<()> {
    let workshop = Arc::downgrade(workshop);
    let thread = thread::Builder::new().name("look".to_owned());
    thread.spawn(move || look_on(&workshop, &numbers)).map(drop)
}

fn look_on(workshop: &Weak<Workshop>, numbers: &Receiver<u64>) {
    // One processor is left to whoever saves or reads meanwhile.
    let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(1).build() else { return };
    while let Some(number) = next(numbers) {
        let Some(workshop) = workshop.upgrade() else { return };
        pool.install(|| workshop.look(number));
    }
}

/// The number of the last update, once there was a pause; none when there will be no more.
fn next(numbers: &Receiver<u64>) -> Option<u64> {
    let mut number = numbers.recv().ok()?;
    loop {
        match numbers.recv_timeout(QUIET) {
            Ok(later) => number = later,
            Err(RecvTimeoutError::Timeout) => return Some(number),
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
}
