//! The thread that watches.
#![expect(
    clippy::disallowed_methods,
    reason = "what is watched has its own time, which changes nothing of the site"
)]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use super::batch::MANY;
use super::network::network;
use super::poll::Poll;
use super::system::System;
use super::{Message, Options, Polling};
use crate::world::Changes;

/// How often files are looked at where nobody said how often.
const EVERY: Duration = Duration::from_millis(500);
/// After something changed, so long passes until the next look, which may see more of it.
const QUIET: Duration = Duration::from_millis(20);
/// So many looks are taken until the changes are told, though there are more of them still.
const LOOKS: usize = 30;
/// A look at all files takes at most this part of the time.
const SHARE: u32 = 5;

/// Where the thread gets its messages and leaves its batches.
pub(super) struct Watch {
    pub root: PathBuf,
    pub options: Options,
    pub messages: Receiver<Message>,
    pub batches: Sender<Changes>,
    pub polling: Polling,
}

/// How changes are learned of.
pub(super) enum Eyes {
    Told(Box<System>),
    Polling(Poll),
}

/// Why a thread goes on in another way, or not at all.
enum End {
    /// Nobody wants to know any more.
    Stop,
    /// The system does not tell, in its own words.
    Untold(String),
}

impl Watch {
    /// Begins to watch: whatever happens after this call is seen.
    pub(super) fn begin(&self, stop: &Sender<Message>) -> Eyes {
        if let Some(every) = self.options.poll {
            return self.poll(every, None);
        }
        if let Some(kind) = network(&self.root) {
            let why =
                format!("the folder lies on a network file system ({kind}), which does not tell of changes");
            return self.poll(EVERY, Some(why));
        }
        let stop = stop.clone();
        // Whoever dropped the other end wants to hear nothing.
        let told = move |event| _ = stop.send(Message::Event(event));
        match System::new(self.root.clone(), self.options.left_out.clone(), told) {
            Ok(system) => Eyes::Told(Box::new(system)),
            Err(error) => self.poll(EVERY, Some(refusal(&error))),
        }
    }

    fn poll(&self, every: Duration, why: Option<String>) -> Eyes {
        let why = why.map_or(String::new(), |why| format!(": {why}"));
        self.polling.say(format!("Files are looked at every {} ms{why}.", every.as_millis()));
        Eyes::Polling(Poll::new(self.root.clone(), self.options.left_out.clone()))
    }

    /// Watches until nobody wants to know any more.
    pub(super) fn run(self, eyes: Eyes) {
        let mut poll = match eyes {
            Eyes::Polling(poll) => poll,
            Eyes::Told(system) => match self.listen(*system) {
                End::Stop => return,
                End::Untold(why) => {
                    let Eyes::Polling(poll) = self.poll(EVERY, Some(why)) else { return };
                    if self.batches.send(Changes::All).is_err() {
                        return;
                    }
                    poll
                }
            },
        };
        while let Some(changes) = self.wait_for_change(&mut poll) {
            if self.batches.send(changes).is_err() {
                return;
            }
        }
    }

    fn listen(&self, mut system: System) -> End {
        loop {
            let message = match system.due() {
                None => self.messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => self.messages.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            match message {
                Ok(Message::Event(event)) => system.hear(event, Instant::now()),
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return End::Stop,
                Err(RecvTimeoutError::Timeout) if system.waits(Instant::now()) => {}
                Err(RecvTimeoutError::Timeout) => match system.give() {
                    Err(error) => return End::Untold(refusal(&error)),
                    Ok(changes) => {
                        if self.batches.send(changes).is_err() {
                            return End::Stop;
                        }
                    }
                },
            }
        }
    }

    /// Looks until something changed, and further until nothing else does. `None`: nobody wants to know any more.
    fn wait_for_change(&self, poll: &mut Poll) -> Option<Changes> {
        let every = self.options.poll.unwrap_or(EVERY);
        let mut changed = BTreeSet::new();
        let mut looks = 0;
        let mut pause = every;
        loop {
            self.pause(pause)?;
            let begin = Instant::now();
            let found = poll.look(begin);
            let is_quiet = found.is_empty();
            changed.extend(found);
            looks += 1;
            if changed.iter().any(|path| poll.is_worth_it(path)) {
                if is_quiet || looks > LOOKS {
                    let is_too_many = changed.len() > MANY;
                    return Some(if is_too_many { Changes::All } else { Changes::Paths(changed) });
                }
                pause = QUIET;
            } else {
                looks = 0;
                pause = every.max(begin.elapsed() * SHARE);
            }
        }
    }

    /// Waits, unless somebody stops it.
    fn pause(&self, pause: Duration) -> Option<()> {
        let until = Instant::now() + pause;
        loop {
            match self.messages.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Err(RecvTimeoutError::Timeout) => return Some(()),
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return None,
                // What the system still had to tell before it gave up.
                Ok(Message::Event(_)) => {}
            }
        }
    }
}

/// Why the system does not tell of changes, and what can be done about it.
fn refusal(error: &notify::Error) -> String {
    let is_limit = match &error.kind {
        notify::ErrorKind::MaxFilesWatch => true,
        // Too many programs watch, each of them within its own limit.
        notify::ErrorKind::Io(error) => matches!(error.raw_os_error(), Some(24 | 28)),
        _ => false,
    };
    if is_limit {
        return "the system watches no more folders; raise `fs.inotify.max_user_watches` and `max_user_instances` \
                with `sysctl`"
            .to_owned();
    }
    format!("the system does not watch the folder: {error}")
}
