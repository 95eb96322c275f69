//! The door to the network: the system's own for users, a made-up one for tests.

use std::time::Duration;

use url::Url;

/// What is asked of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asking {
    /// Whether it is there (`HEAD`).
    Head,
    /// The same, by asking for the page and not reading it (`GET`).
    Get,
    /// The page, where it is HTML (`GET`).
    Page,
}

/// What a server said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// The status, such as 200.
    pub status: u16,
    /// Where else to look, as the server wrote it.
    pub location: Option<String>,
    /// When to come back, as the server wrote it: seconds, or a date.
    pub retry_after: Option<String>,
    /// The page, where it was asked for and is HTML.
    pub page: Option<Page>,
}

/// The beginning of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its bytes, unpacked.
    pub html: Vec<u8>,
    /// Whether this is all of it.
    pub is_whole: bool,
}

/// Why there was no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// There is no host of that name.
    NoHost,
    /// Names of hosts cannot be looked up at the moment.
    NoNames,
    /// The host is part of a private network, and those are not asked.
    Private,
    /// The connection cannot be trusted.
    Certificate(String),
    /// It took too long.
    Timeout,
    /// There was no connection, or it broke off.
    Connection(String),
    /// What came was no answer in HTTP.
    Nonsense(String),
}

/// The network and its clocks. One request at a time is made for each `ask`, redirects are not followed.
pub trait Net: Sync {
    /// Asks a server for an `http:` or `https:` address.
    ///
    /// # Errors
    /// There was no answer.
    fn ask(&self, asking: Asking, url: &Url) -> Result<Answer, Trouble>;

    /// Seconds since 1970-01-01 UTC.
    fn now(&self) -> u64;

    /// Time since some beginning; it never goes back.
    fn clock(&self) -> Duration;

    /// Lets time go by.
    fn wait(&self, time: Duration);
}
