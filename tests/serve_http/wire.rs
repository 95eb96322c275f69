//! A server in this process, and bytes to and from it as they go over the wire.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use ibid::serve::http::{Listening, Options, serve};
use tokio::sync::oneshot;

use super::fake::Fake;

pub(crate) struct Wire {
    address: SocketAddr,
    end: Option<oneshot::Sender<()>>,
    running: Option<JoinHandle<std::io::Result<()>>>,
}

impl Wire {
    pub(crate) fn start(fake: &Arc<Fake>) -> Self {
        Self::with_patience(fake, Options::default().patience)
    }

    /// A server that waits so long for each page.
    pub(crate) fn with_patience(fake: &Arc<Fake>, patience: Duration) -> Self {
        let allowed_hosts = vec!["desk.example".to_owned()];
        let options = Options { allowed_hosts, heartbeat: Duration::from_millis(200), patience };
        let listening = Listening::bind("127.0.0.1", 0).expect("a free port");
        let (address, backend) = (listening.address(), Arc::clone(fake));
        let (end, ended) = oneshot::channel::<()>();
        let running = std::thread::spawn(move || {
            serve(listening, backend, &options, async move {
                let _ = ended.await;
            })
        });
        Self { address, end: Some(end), running: Some(running) }
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// Asks the server to end, and waits until it has.
    pub(crate) fn end(&mut self) {
        self.end.take();
        if let Some(running) = self.running.take() {
            running.join().expect("no panic").expect("a good end");
        }
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
        stream
    }

    /// Sends bytes as they are, and reads until the server has no more to say.
    pub(crate) fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = self.connect();
        // The server may refuse before everything is said.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        match stream.read_to_end(&mut bytes) {
            Err(error) if error.kind() != ErrorKind::ConnectionReset => panic!("{error}"),
            _ => Answer::read(&bytes),
        }
    }

    /// A request with further headers and a body.
    pub(crate) fn ask(&self, line: &str, headers: &str, body: &str) -> Answer {
        let names_host = |line: &str| line.split(':').next().is_some_and(|name| name.ends_with("Host"));
        let host = if headers.lines().any(names_host) {
            String::new()
        } else {
            format!("Host: localhost:{}\r\n", self.port())
        };
        let request = format!("{line} HTTP/1.1\r\nConnection: close\r\n{host}{headers}\r\n{body}");
        self.raw(request.as_bytes())
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path}"), "", "")
    }

    /// The token that pages of this run have.
    pub(crate) fn token(&self) -> String {
        self.get("/").between("data-token=\"", "\"")
    }

    /// Opens the stream of events of a tab that has a page.
    pub(crate) fn tab(&self, path: &str, page: &str) -> Tab {
        let mut stream = self.connect();
        let line = format!("GET /_ibid/events?path={path}&page={page} HTTP/1.1");
        write!(stream, "{line}\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n").expect("a request");
        let mut tab = Tab { reader: BufReader::new(stream), update: 0 };
        let head = tab.until("\r\n\r\n");
        assert!(head.starts_with("HTTP/1.1 200") && head.contains("text/event-stream"), "{head}");
        tab
    }

    /// Opens a page as a browser does: the page, then its events, up to the first state.
    pub(crate) fn open(&self, path: &str) -> Tab {
        let mut tab = self.tab(path, &self.get(path).page());
        assert!(tab.event().starts_with("state "));
        tab
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.end();
    }
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    fn read(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Self { status, head, body: bytes.get(end + 4..).unwrap_or_default().to_vec() }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("UTF-8")
    }

    pub(crate) fn between(&self, start: &str, end: &str) -> String {
        let text = self.text();
        let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no {start} in {text}"));
        rest.split(end).next().unwrap_or_default().to_owned()
    }

    /// The name of the page.
    pub(crate) fn page(&self) -> String {
        self.between("data-page=\"", "\"")
    }

    /// The page as the backend has it.
    pub(crate) fn without_client(&self) -> String {
        let script = format!("<script {}</script>", self.between("<script ", "</script>"));
        self.text().replace(&script, "")
    }
}

/// What an open tab hears.
pub(crate) struct Tab {
    reader: BufReader<TcpStream>,
    /// The last update that it was told of.
    update: u64,
}

impl Tab {
    fn until(&mut self, end: &str) -> String {
        let mut text = Vec::new();
        while !text.ends_with(end.as_bytes()) {
            let mut byte = [0];
            match self.reader.read(&mut byte) {
                Ok(1) => text.push(byte[0]),
                _ => break,
            }
        }
        String::from_utf8(text).expect("UTF-8")
    }

    /// One chunk of the stream; empty at its end.
    pub(crate) fn chunk(&mut self) -> String {
        let mut line = String::new();
        self.reader.read_line(&mut line).expect("the size of a chunk");
        let size = usize::from_str_radix(line.trim(), 16).unwrap_or(0);
        let mut chunk = vec![0; size + 2];
        self.reader.read_exact(&mut chunk).expect("a chunk");
        let chunk = String::from_utf8_lossy(&chunk[..size]).into_owned();
        let update =
            chunk.strip_prefix("event: state\ndata: {\"update\":").and_then(|rest| rest.split('}').next());
        self.update = update.and_then(|update| update.parse().ok()).unwrap_or(self.update);
        chunk
    }

    /// The next event as `name data`; empty at the end of the stream.
    pub(crate) fn event(&mut self) -> String {
        loop {
            let chunk = self.chunk();
            if chunk.is_empty() {
                return chunk;
            }
            if let Some((name, data)) =
                chunk.trim_end().strip_prefix("event: ").and_then(|rest| rest.split_once("\ndata: "))
            {
                return format!("{name} {data}");
            }
        }
    }

    /// What is told of the page up to the next silence, with all that was done to the site before.
    pub(crate) fn told(&mut self, fake: &Fake) -> Vec<String> {
        let mut told = Vec::new();
        loop {
            let chunk = self.chunk();
            let is_silence = chunk.starts_with(": ") && self.update == fake.updated();
            if is_silence || chunk.is_empty() {
                return told;
            }
            if let Some(data) = chunk.trim_end().strip_prefix("event: page\ndata: ") {
                told.push(data.to_owned());
            }
        }
    }
}
