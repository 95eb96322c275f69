//! One request at a time to each host, with a pause between two.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use url::Url;

use super::net::{Answer, Asking, Net, Trouble};

/// How servers are treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manners {
    /// Pause between two requests to one host.
    pub pause: Duration,
    /// Pause before the second attempt; each further one waits twice as long.
    pub before_retry: Duration,
    /// How often a link is asked for before it is given up.
    pub attempts: u32,
    /// The longest time that a server may send us away for; where it asks for more, it is not asked again.
    pub longest_wait: Duration,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            pause: Duration::from_millis(200),
            before_retry: Duration::from_secs(1),
            attempts: 3,
            longest_wait: Duration::from_mins(1),
        }
    }
}

/// All hosts that were asked so far.
pub(super) struct Hosts<'n> {
    pub(super) net: &'n dyn Net,
    pub(super) manners: Manners,
    known: Mutex<BTreeMap<String, Arc<Mutex<Host>>>>,
}

#[derive(Default)]
struct Host {
    /// The time of [`Net::clock`] before which it is left in peace.
    not_before: Duration,
    /// Whether the last link was given up without any answer: the next one is tried once.
    is_silent: bool,
}

impl<'n> Hosts<'n> {
    pub(super) fn new(net: &'n dyn Net, manners: Manners) -> Self {
        Self { net, manners, known: Mutex::default() }
    }

    /// Asks when it is this request's turn.
    pub(super) fn ask(&self, asking: Asking, url: &Url) -> Result<Answer, Trouble> {
        let host = self.host(url);
        let mut host = lock(&host);
        let now = self.net.clock();
        if let Some(time) = host.not_before.checked_sub(now).filter(|time| !time.is_zero()) {
            self.net.wait(time);
        }
        let answer = self.net.ask(asking, url);
        host.not_before = self.net.clock() + self.manners.pause;
        if answer.is_ok() {
            host.is_silent = false;
        }
        answer
    }

    /// Leaves a host in peace for a time.
    pub(super) fn postpone(&self, url: &Url, time: Duration) {
        let host = self.host(url);
        let mut host = lock(&host);
        host.not_before = host.not_before.max(self.net.clock() + time);
    }

    /// How often a link of this host is worth trying.
    pub(super) fn attempts(&self, url: &Url) -> u32 {
        if lock(&self.host(url)).is_silent { 1 } else { self.manners.attempts.max(1) }
    }

    /// Notes that a link was given up without any answer.
    pub(super) fn give_up(&self, url: &Url) {
        lock(&self.host(url)).is_silent = true;
    }

    fn host(&self, url: &Url) -> Arc<Mutex<Host>> {
        Arc::clone(lock(&self.known).entry(name(url)).or_default())
    }
}

/// What counts as one host: its name and port.
pub(super) fn name(url: &Url) -> String {
    let port = url.port_or_known_default().unwrap_or_default();
    format!("{}:{port}", url.host_str().unwrap_or_default())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
