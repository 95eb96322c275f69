//! How long each phase of an update took: for the status page of the dev server, and for whoever makes ibid faster.

use std::time::{Duration, Instant};

/// The phases of an update, each with the time that it took.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Times(Vec<(&'static str, Duration)>);

impl Times {
    /// Each phase with its time, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Duration)> {
        self.0.iter().copied()
    }

    /// All of them together.
    #[must_use]
    pub fn total(&self) -> Duration {
        self.0.iter().map(|(_, time)| *time).sum()
    }
}

/// Measures the phases while they follow each other.
pub(super) struct Clock {
    times: Times,
    last: Instant,
}

impl Clock {
    pub(super) fn start() -> Self {
        Self { times: Times::default(), last: now() }
    }

    /// A phase is over.
    pub(super) fn after(&mut self, phase: &'static str) {
        let now = now();
        self.times.0.push((phase, now - self.last));
        self.last = now;
    }

    pub(super) fn times(self) -> Times {
        self.times
    }
}

#[expect(clippy::disallowed_methods, reason = "nothing that is made depends on it")]
fn now() -> Instant {
    Instant::now()
}
