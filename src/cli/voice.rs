//! What is said while the dev server runs, by a thread of its own. A terminal that somebody stopped with Ctrl-S, or a pipe
//! that nobody reads, keeps whoever writes to it waiting; the site must not wait along.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::Session;
use crate::diagnostic::Diagnostic;

/// So much waits to be said; of what is older nobody has to hear any more.
const MOST: usize = 50;
/// As long as the end waits until everything is said.
const PATIENCE: Duration = Duration::from_millis(300);

/// Says one thing after the other on the standard error.
#[derive(Debug, Clone)]
pub(super) struct Voice(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Waiting {
    things: VecDeque<Thing>,
    is_speaking: bool,
}

/// Something to say.
#[derive(Debug)]
enum Thing {
    Words(String),
    Findings(Vec<Diagnostic>),
}

impl Voice {
    /// Begins to speak.
    ///
    /// # Errors
    /// The system gives no thread.
    pub(super) fn start(session: &Session) -> io::Result<Self> {
        let voice = Self(Arc::default());
        let (speaker, session) = (voice.clone(), session.clone());
        thread::Builder::new().name("voice".to_owned()).spawn(move || speaker.speak(&session))?;
        Ok(voice)
    }

    /// Says something.
    pub(super) fn tell(&self, words: impl Into<String>) {
        self.add(Thing::Words(words.into()));
    }

    /// Shows findings.
    pub(super) fn report(&self, findings: Vec<Diagnostic>) {
        self.add(Thing::Findings(findings));
    }

    /// Waits a moment until everything is said.
    pub(super) fn finish(&self) {
        let has_more = |waiting: &mut Waiting| waiting.is_speaking || !waiting.things.is_empty();
        drop(self.0.changed.wait_timeout_while(self.waiting(), PATIENCE, has_more));
    }

    fn add(&self, thing: Thing) {
        let mut waiting = self.waiting();
        if waiting.things.len() >= MOST {
            waiting.things.pop_front();
        }
        waiting.things.push_back(thing);
        self.0.changed.notify_all();
    }

    fn speak(&self, session: &Session) {
        loop {
            match self.next() {
                Thing::Words(words) => session.tell(&words),
                Thing::Findings(findings) => session.report_aside(&findings),
            }
        }
    }

    /// What is to be said next, as soon as there is something.
    fn next(&self) -> Thing {
        let mut waiting = self.waiting();
        loop {
            waiting.is_speaking = false;
            if let Some(thing) = waiting.things.pop_front() {
                waiting.is_speaking = true;
                return thing;
            }
            self.0.changed.notify_all();
            waiting = self.0.changed.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
