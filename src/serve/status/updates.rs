//! The last updates: when, why, how long they took, what they found.

use std::collections::VecDeque;
use std::time::Duration;

use jiff::civil::Time;

use crate::world::Changes;

/// Updates that are remembered.
const REMEMBERED: usize = 20;
/// Files that are named as the cause of an update.
const NAMED: usize = 5;

/// Why the site was brought up to date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// The server was started.
    Start,
    /// Anything may have changed.
    Unknown,
    /// A new day began.
    NewDay,
    /// Files or folders changed.
    Files {
        /// The first of them, in alphabetical order.
        first: Vec<String>,
        /// How many there are beside these.
        more: usize,
    },
}

impl Cause {
    /// The cause that changes are.
    #[must_use]
    pub fn of(changes: &Changes) -> Self {
        match changes {
            Changes::All => Self::Unknown,
            Changes::Paths(paths) if paths.is_empty() => Self::NewDay,
            Changes::Paths(paths) => Self::Files {
                first: paths.iter().take(NAMED).cloned().collect(),
                more: paths.len().saturating_sub(NAMED),
            },
        }
    }
}

/// One update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// Its number, from 1.
    pub number: u64,
    /// When it was done, by the clock on the wall.
    pub at: Time,
    /// Why.
    pub cause: Cause,
    /// How long it took.
    pub took: Duration,
    /// What of that which phase took, as far as that is known.
    pub phases: Vec<(&'static str, Duration)>,
    /// How many errors there were after it.
    pub errors: usize,
    /// How many warnings there were after it.
    pub warnings: usize,
}

/// The last updates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Updates(VecDeque<Update>);

impl Updates {
    /// Adds the newest one; the oldest is forgotten.
    pub fn add(&mut self, update: Update) {
        self.0.push_front(update);
        self.0.truncate(REMEMBERED);
    }

    /// The newest one first.
    pub fn iter(&self) -> impl Iterator<Item = &Update> {
        self.0.iter()
    }
}
