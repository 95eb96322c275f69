//! A web server for one site: it serves what it was given, under the strictest policy that the theme promises to
//! bear, and remembers what it was asked for.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// Files by their address, without the slash in front.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

pub(crate) struct Server {
    address: SocketAddr,
    state: Arc<State>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct State {
    files: Mutex<Files>,
    policies: Mutex<BTreeMap<String, String>>,
    missed: Mutex<Vec<String>>,
    ended: AtomicBool,
}

impl Server {
    /// Listens on a free port of this machine; it has nothing to serve yet.
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        let thread = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if shared.ended.load(Ordering::SeqCst) {
                    break;
                }
                let shared = Arc::clone(&shared);
                thread::spawn(move || drop(answer(&stream, &shared)));
            }
        });
        Self { address, state, thread: Some(thread) }
    }

    /// `http://127.0.0.1:PORT`.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn serve(&self, files: Files) {
        self.state.files.lock().expect("a lock").extend(files);
    }

    /// Serves one file under a policy of its own.
    pub(crate) fn allow(&self, path: &str, policy: &str) {
        self.state.policies.lock().expect("a lock").insert(path.to_owned(), policy.to_owned());
    }

    /// What was asked for and isn't there.
    pub(crate) fn missed(&self) -> Vec<String> {
        self.state.missed.lock().expect("a lock").clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.state.ended.store(true, Ordering::SeqCst);
        // A last caller, so that the loop looks at the flag.
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn answer(mut stream: &TcpStream, state: &State) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    // Browsers open connections ahead and close them without a word.
    let Some(target) = request.split(' ').nth(1) else { return Ok(()) };
    let path = target.split(['?', '#']).next().unwrap_or_default().trim_start_matches('/');
    let path =
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    let found = state.files.lock().expect("a lock").get(&path).cloned();
    if found.is_none() {
        state.missed.lock().expect("a lock").push(target.to_owned());
    }
    let status = if found.is_some() { "200 OK" } else { "404 Not Found" };
    // As static hosts do; what is no page asks for its bytes in vain either way.
    let missing = || state.files.lock().expect("a lock").get("404.html").cloned();
    let path = if found.is_some() { path } else { "404.html".to_owned() };
    let bytes = found.or_else(missing).unwrap_or_default();
    let policy = state.policies.lock().expect("a lock").get(&path).cloned();
    let policy = policy.as_deref().unwrap_or("default-src 'self'");
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {}\r\nContent-Length: {}\r\nContent-Security-Policy: {policy}\r\n\
         Connection: close\r\n\r\n",
        media_type(&path),
        bytes.len()
    )?;
    if !request.starts_with("HEAD ") {
        stream.write_all(&bytes)?;
    }
    stream.flush()
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}
