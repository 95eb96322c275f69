//! The HTTP side of the dev server: what a browser may ask for, and how it is told of changes.
//!
//! `hosts` decides who may ask at all, `address` makes a path of what was asked, `find` looks what stands there,
//! and `answer` sends it. `events` tells open tabs of changes; `moment` works out what to tell them, once for all
//! tabs. Nothing is read from disk in here: whatever is sent comes from the [`Backend`].

mod address;
mod answer;
mod change;
mod events;
mod find;
mod guard;
mod hosts;
mod listening;
mod local;
mod media;
mod moment;
mod own;
mod page;
mod range;
mod send;
mod server;
mod socket;

use std::sync::Arc;

use tokio::sync::watch;

pub use listening::{DEFAULT_PORT, Listening, NotListening};
pub use server::{Options, interrupted, serve};

/// The site as the server shows it. Calls may block; they are made in threads of their own, several at a time.
pub trait Backend: Send + Sync + 'static {
    /// The path of the site's address, without a slash at the end: all but `/_ibid/` stands below it.
    fn base_path(&self) -> String;

    /// A file of the output by its path from the output folder (`briefings/x/index.html`), as the site is now. `None`:
    /// no such file.
    fn file(&self, path: &str) -> Option<Arc<Vec<u8>>>;

    /// Where a page that is no longer there has moved to. Asked for by the address of the page from the output folder
    /// (`briefings/x/`), answered with a path from the root of the host (`/base/briefings/y/`).
    fn moved(&self, path: &str) -> Option<String>;

    /// Counts up with every update that is finished and every change of what is to be told, after the change can be
    /// seen through the other calls.
    fn updates(&self) -> watch::Receiver<u64>;

    /// What every tab is told, as JSON.
    fn state(&self) -> String;

    /// What the tab of a page is told, as JSON, by the path of the page's file.
    fn page(&self, path: &str) -> Option<String>;

    /// A page about the site, whole, by its path below `/_ibid/`: `annotations/failing/`; the first page's path is empty.
    /// Files of these pages have a dot in their names.
    fn status(&self, path: &str) -> Option<String>;

    /// Puts a source's words into a file of the site; the body of the request and the answer are JSON.
    ///
    /// # Errors
    /// It can't be done now, or the request makes no sense.
    fn take(&self, body: &[u8]) -> Result<String, Refusal>;

    /// Takes the last change back.
    ///
    /// # Errors
    /// There is none, or the file was changed since.
    fn undo(&self, body: &[u8]) -> Result<String, Refusal>;

    /// Opens a file of the site in the editor.
    ///
    /// # Errors
    /// There is no such file, or no editor.
    fn open(&self, body: &[u8]) -> Result<String, Refusal>;
}

/// Why a request is not answered as was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status, such as 409.
    pub status: u16,
    /// A sentence that says why, and what to do.
    pub words: String,
}

impl Refusal {
    /// A refusal with its status and its sentence.
    #[must_use]
    pub fn new(status: u16, words: impl Into<String>) -> Self {
        Self { status, words: words.into() }
    }
}
