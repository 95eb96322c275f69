//! The server itself: its beginning, its end, and what all requests share.

use std::future::Future;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::handler::Handler;
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinError;
use tokio::time::timeout;

use super::change::{Change, Sent, Standing};
use super::find::{self, Found};
use super::hosts::Hosts;
use super::moment::{Moment, Now, unlocked};
use super::page::Etag;
use super::socket::{Peer, Socket};
use super::{Backend, Listening, Refusal, answer};

/// As long as requests that are under way may take once the end has come.
const GRACE: Duration = Duration::from_secs(1);

/// As many calls of the backend are made at a time; those that nobody waits for any more do not count.
const CALLS_AT_ONCE: usize = 16;

/// As many calls are under way at most, with those that nobody waits for.
const THREADS: usize = 256;

/// How the server behaves.
#[derive(Debug, Clone)]
pub struct Options {
    /// Names of hosts by which the server is asked, besides those of this machine.
    pub allowed_hosts: Vec<String>,
    /// How long nothing is said to a tab before it is told that the server is still there.
    pub heartbeat: Duration,
    /// How long a page is waited for: a template may loop without end.
    pub patience: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            allowed_hosts: Vec::new(),
            heartbeat: Duration::from_secs(15),
            patience: Duration::from_secs(30),
        }
    }
}

/// Answers requests until `shutdown` is over, and then ends within a second; at once when Ctrl-C is pressed again.
///
/// # Errors
/// The system gives no threads, no randomness or no such port.
pub fn serve(
    listening: Listening,
    backend: Arc<dyn Backend>,
    options: &Options,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let runtime =
        Builder::new_multi_thread().worker_threads(2).max_blocking_threads(THREADS).enable_all().build()?;
    let result = runtime.block_on(run(listening, backend, options, shutdown));
    // A call that still renders something is not waited for.
    runtime.shutdown_background();
    result
}

async fn run(
    listening: Listening,
    backend: Arc<dyn Backend>,
    options: &Options,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (end, ending) = watch::channel(false);
    let server = Arc::new(Server {
        own: listening.url(),
        hosts: Hosts::new(listening.address().ip(), &listening.host, &options.allowed_hosts),
        token: token()?,
        heartbeat: options.heartbeat,
        patience: options.patience,
        calls: Semaphore::new(CALLS_AT_ONCE),
        backend,
        ending: ending.clone(),
        now: Now::default(),
        sent: Mutex::default(),
    });
    listening.socket.set_nonblocking(true)?;
    let socket = Socket(TcpListener::from_std(listening.socket)?);
    let service = answer::answer.with_state(server).into_make_service_with_connect_info::<Peer>();
    let serving = axum::serve(socket, service).with_graceful_shutdown(async move {
        shutdown.await;
        end.send_replace(true);
    });
    tokio::select! {
        result = async { serving.await } => result,
        () = out_of_patience(ending) => Ok(()),
    }
}

async fn out_of_patience(mut ending: watch::Receiver<bool>) {
    let _ = ending.wait_for(|is_ending| *is_ending).await;
    tokio::select! {
        () = tokio::time::sleep(GRACE) => {}
        () = interrupted() => {}
    }
}

/// Waits until somebody presses Ctrl-C or the system asks the program to end. For ever where the system can't tell.
pub async fn interrupted() {
    let pressed = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = pressed => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}

/// What a page has to know to be let change files; no other website can read it.
fn token() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// What all requests share.
pub(super) struct Server {
    /// The address of the server, as pages have it.
    pub(super) own: String,
    pub(super) hosts: Hosts,
    pub(super) token: String,
    pub(super) heartbeat: Duration,
    pub(super) ending: watch::Receiver<bool>,
    patience: Duration,
    calls: Semaphore,
    backend: Arc<dyn Backend>,
    now: Now,
    sent: Mutex<Sent>,
}

impl Server {
    /// Asks the backend something, where it may take its time. A call without end can't be broken off; but nobody waits
    /// for it for ever, and it keeps nobody else from being answered.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        call: impl FnOnce(&dyn Backend) -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let backend = Arc::clone(&self.backend);
        // It is never closed.
        let _turn = self.calls.acquire().await;
        let called = tokio::task::spawn_blocking(move || call(&*backend));
        match timeout(self.patience, called).await {
            // Others go on.
            Ok(called) => called.map_err(fault),
            Err(_) => Err(self.no_end()),
        }
    }

    fn no_end(&self) -> Refusal {
        let words = format!(
            "this takes longer than {} seconds: a template may loop without end. Once it is mended the page comes by itself",
            self.patience.as_secs()
        );
        Refusal::new(503, words)
    }

    /// What counts up with every update.
    pub(super) fn updates(&self) -> watch::Receiver<u64> {
        self.backend.updates()
    }

    /// The time since the last update.
    pub(super) fn moment(&self) -> Arc<Moment> {
        self.now.at(*self.backend.updates().borrow())
    }

    /// Looks what stands at a path, and remembers it for the tab that will ask what became of it.
    pub(super) async fn find(&self, path: &str) -> Result<Found, Refusal> {
        let before = *self.updates().borrow();
        let asked = path.to_owned();
        let look = move |backend: &dyn Backend| {
            let found = find::find(backend, &asked)?;
            let standing = found.is_page().then(|| Standing::of(&found, &asked));
            Ok((found, standing))
        };
        let (found, standing) = self.ask(look).await??;
        if let Some(standing) = standing {
            unlocked(&self.sent).remember(&standing);
            if before == *self.updates().borrow() {
                let _ = self.now.at(before).standing(path).set(standing);
            }
        }
        Ok(found)
    }

    /// What a tab must do now that has a page of a path.
    pub(super) async fn change(&self, path: &str, has: Option<Etag>) -> Result<Option<Change>, Refusal> {
        let cell = self.moment().standing(path);
        let asked = path.to_owned();
        let look = move |backend: &dyn Backend| Ok(Standing::of(&find::find(backend, &asked)?, &asked));
        let now = cell.get_or_try_init(async || self.ask(look).await.flatten()).await?;
        let mut sent = unlocked(&self.sent);
        sent.remember(now);
        Ok(sent.change(has, now))
    }
}

/// What is said where a call of the backend panicked.
fn fault(error: JoinError) -> Refusal {
    let panic = error.try_into_panic().unwrap_or_else(|_| Box::new("it was broken off"));
    let words = panic.downcast_ref::<&str>().copied();
    let words = words
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("nothing more is known");
    Refusal::new(500, format!("this is a fault of ibid's own: {words}. Please report it with what you did"))
}
