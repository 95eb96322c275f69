//! Tells which files of the site changed, as soon as somebody saves.
//!
//! The system says what happens to files, in many small steps: a save alone is three to ten of them, a checkout of
//! another branch thousands. `batch` puts together what belongs together:
//!
//! - A batch is given out after 10 ms in which nothing happened, and 20 ms after its first step at the latest.
//! - While a file is being written, which the system tells on Linux, its batch waits for it, for 300 ms at most. So a
//!   file that is written in pieces is read when it is whole.
//! - When more than four files changed, this is no save but a program at work: git, a search and replace, a script. Then
//!   60 ms have to be quiet, and the batch is given out after a second at the latest.
//! - While git holds its lock, files are being checked out, however slowly: the batch waits until git is done, or does
//!   nothing for a second, for ten seconds at most.
//!
//! Where the system does not tell what happens (folders on another machine, too many folders), `poll` looks for it.

use std::io;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use self::thread::Watch;
use crate::world::Changes;

mod batch;
mod git;
mod links;
mod network;
mod notice;
mod poll;
mod system;
mod thread;
mod weight;

/// How to watch.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Look for changes at this interval instead of being told.
    pub poll: Option<Duration>,
    /// Folders that are not watched, from the root: that of the output. Hidden folders, `target` and `node_modules` never
    /// are, unless a link of the site leads there.
    pub left_out: Vec<String>,
}

/// Watches a site's folder until it is dropped.
#[derive(Debug)]
pub struct Watcher {
    stop: Sender<Message>,
    polling: Polling,
    thread: Option<JoinHandle<()>>,
}

/// What reaches the thread that watches.
#[derive(Debug)]
enum Message {
    Event(notify::Result<notify::Event>),
    Stop,
}

/// Whether files are looked at every so often, since the system does not tell what happens to them. It may come to that
/// while they are watched.
#[derive(Debug, Clone, Default)]
pub struct Polling(Arc<Mutex<Option<String>>>);

impl Polling {
    /// That it is so, and why, in a sentence.
    #[must_use]
    pub fn said(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn say(&self, sentence: String) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(sentence);
    }
}

impl Watcher {
    /// Watches the folder `root`. All that changes from now on is told; so start it before the first look at the files.
    ///
    /// # Errors
    /// A folder that is not there, or a system that starts no thread.
    #[expect(clippy::disallowed_methods, reason = "the system names files by where they really lie")]
    pub fn start(root: &Path, options: &Options) -> io::Result<(Self, Receiver<Changes>)> {
        let root = root.canonicalize()?;
        let (stop, messages) = mpsc::channel();
        let (give, batches) = mpsc::channel();
        let polling = Polling::default();
        let left_out =
            options.left_out.iter().map(|folder| folder.trim_start_matches("./").trim_matches('/'));
        let left_out = left_out.filter(|folder| !folder.is_empty()).map(str::to_owned).collect();
        let options = Options { left_out, ..*options };
        let watch = Watch { root, options, messages, batches: give, polling: polling.clone() };
        let eyes = watch.begin(&stop);
        let thread = std::thread::Builder::new().name("watch".to_owned()).spawn(|| watch.run(eyes))?;
        Ok((Self { stop, polling, thread: Some(thread) }, batches))
    }

    /// Whether files are looked at instead of being told about.
    #[must_use]
    pub fn polling(&self) -> Polling {
        self.polling.clone()
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        // A thread that ended already hears nothing, and has nothing to stop.
        let _ = self.stop.send(Message::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests;
