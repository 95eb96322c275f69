//! A web server that misbehaves in every way that a link checker meets.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

pub(crate) struct Server {
    address: SocketAddr,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    /// `GET /path`, in the order in which they came.
    asked: Mutex<Vec<String>>,
    agents: Mutex<Vec<String>>,
    at_once: AtomicUsize,
    most_at_once: AtomicUsize,
    ended: AtomicBool,
}

impl Server {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if shared.ended.load(Ordering::SeqCst) {
                    break;
                }
                let shared = Arc::clone(&shared);
                thread::spawn(move || answer(&stream, &shared));
            }
        });
        Self { address, state }
    }

    /// `http://127.0.0.1:PORT`.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How often each path was asked for, by method.
    pub(crate) fn asked(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for line in self.state.asked.lock().expect("a lock").iter() {
            *counts.entry(line.clone()).or_default() += 1;
        }
        counts
    }

    pub(crate) fn agents(&self) -> Vec<String> {
        self.state.agents.lock().expect("a lock").clone()
    }

    /// How many requests were open at one time.
    pub(crate) fn most_at_once(&self) -> usize {
        self.state.most_at_once.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.state.ended.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
    }
}

fn answer(stream: &TcpStream, state: &State) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut reader = BufReader::new(stream);
    if !reader.fill_buf()?.first().is_some_and(u8::is_ascii_uppercase) {
        // The first bytes of TLS, for instance.
        return (&mut &*stream).write_all(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
    }
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split(' ');
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    loop {
        let mut header = String::new();
        if reader.read_line(&mut header)? == 0 || header.trim().is_empty() {
            break;
        }
        if let Some(agent) = header.strip_prefix("user-agent: ") {
            state.agents.lock().expect("a lock").push(agent.trim().to_owned());
        }
    }
    let asked = format!("{method} {path}");
    let before = {
        let mut all = state.asked.lock().expect("a lock");
        let before = all.iter().filter(|one| one.ends_with(&format!(" {path}"))).count();
        all.push(asked);
        before
    };
    let now = state.at_once.fetch_add(1, Ordering::SeqCst) + 1;
    state.most_at_once.fetch_max(now, Ordering::SeqCst);
    // So that two requests at one time would be seen. What is answered is no longer open.
    thread::sleep(Duration::from_millis(5));
    state.at_once.fetch_sub(1, Ordering::SeqCst);
    behave(stream, method, path, before)
}

fn behave(mut stream: &TcpStream, method: &str, path: &str, before: usize) -> std::io::Result<()> {
    let mut status = |status: &str, headers: &str| {
        write!(stream, "HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n{headers}\r\n")
    };
    let number = |prefix: &str| path.strip_prefix(prefix).and_then(|rest| rest.parse::<u32>().ok());
    if let Some(code) = number("/status/") {
        return status(&format!("{code} X"), "");
    }
    if let Some(depth) = number("/deep/") {
        return status("302 X", &format!("location: /deep/{}\r\n", depth + 1));
    }
    match path {
        "/moved" => status("301 X", "location: /fine\r\n"),
        "/elsewhere" => status("302 X", "location: fine\r\n"),
        "/moved-twice" => status("308 X", "location: /moved\r\n"),
        "/moved-to-front" => status("301 X", "location: /\r\n"),
        "/moved-to-dead" => status("301 X", "location: /status/404\r\n"),
        "/circle" => status("302 X", "location: /circle-2\r\n"),
        "/circle-2" => status("302 X", "location: /circle\r\n"),
        "/to-file" => status("302 X", "location: file:///etc/passwd\r\n"),
        "/to-nowhere" => status("302 X", ""),
        "/busy" if before == 0 => status("429 X", "retry-after: 1\r\n"),
        "/busy-for-long" => status("429 X", "retry-after: 86400\r\n"),
        "/stumbles" if before == 0 => status("500 X", ""),
        "/no-head" if method == "HEAD" => status("405 X", ""),
        "/lies-to-head" if method == "HEAD" => status("404 X", ""),
        "/hangs-up" => Ok(()),
        "/nonsense" => stream.write_all(b"BANANA\r\n\r\n"),
        "/long-head" => status("200 X", &format!("x: {}\r\n", "y".repeat(300_000))),
        "/slow-head" => dribble(stream, b"HTTP/1.1 200 OK\r\nx: y"),
        "/endless" => endless(stream),
        "/bomb" => bomb(stream),
        _ => {
            let body = "<!doctype html><h2 id=terms>Terms</h2>";
            write!(
                stream,
                "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{}",
                body.len(),
                if method == "HEAD" { "" } else { body }
            )
        }
    }
}

/// A byte at a time, for ever.
fn dribble(mut stream: &TcpStream, beginning: &[u8]) -> std::io::Result<()> {
    stream.write_all(beginning)?;
    loop {
        stream.write_all(b"z")?;
        thread::sleep(Duration::from_millis(50));
    }
}

fn endless(mut stream: &TcpStream) -> std::io::Result<()> {
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n")?;
    loop {
        stream.write_all(&[b'z'; 4096])?;
    }
}

/// A gigabyte of spaces in a megabyte.
fn bomb(mut stream: &TcpStream) -> std::io::Result<()> {
    stream.write_all(
        b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-encoding: gzip\r\nconnection: close\r\n\r\n",
    )?;
    let mut packer = flate2::write::GzEncoder::new(stream, flate2::Compression::fast());
    for _ in 0..1024 {
        packer.write_all(&vec![b' '; 1024 * 1024])?;
    }
    packer.finish().map(|_| ())
}
