//! A real Chromium that stays open and is told what to do (the protocol of its developer tools), with as many tabs as are wanted.

use std::cell::{Cell, RefCell};
use std::fs::File;
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::rc::Rc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use tungstenite::{Message, WebSocket};

use crate::program;
use crate::tab::Tab;

/// Longer than a slow machine needs: whatever takes longer hangs.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) struct Chromium {
    child: Child,
    wire: Rc<Wire>,
    /// What the browser writes about its user.
    _profile: TempDir,
}

/// The way to the browser, which all its tabs share.
pub(crate) struct Wire {
    socket: RefCell<WebSocket<TcpStream>>,
    last: Cell<u64>,
    /// What went wrong in pages, with the session of their tab.
    faults: RefCell<Vec<(String, String)>>,
}

impl Chromium {
    /// `None` where there is no Chromium.
    pub(crate) fn start() -> Option<Self> {
        let program = program::chromium()?;
        let profile = tempfile::tempdir().expect("a temporary folder");
        let log = profile.path().join("log");
        let child = Command::new(program)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
            .args(["--disable-dev-shm-usage", "--hide-scrollbars", "--window-size=1440,900"])
            .arg("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost")
            .arg("--remote-debugging-port=0")
            .arg(format!("--user-data-dir={}", profile.path().join("profile").display()))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&log).expect("a file"))
            .spawn()
            .expect("chromium starts");
        let (address, path) = debugger(&profile.path().join("profile/DevToolsActivePort"));
        let stream = TcpStream::connect(&address).expect("chromium listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        let (socket, _) = tungstenite::client(format!("ws://{address}{path}"), stream).expect("a websocket");
        let wire =
            Rc::new(Wire { socket: RefCell::new(socket), last: Cell::new(0), faults: RefCell::default() });
        let allowed = json!({"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]});
        wire.call(None, "Browser.grantPermissions", &allowed);
        Some(Self { child, wire, _profile: profile })
    }

    /// A new window with a page, which is seen beside all others.
    pub(crate) fn open(&self, url: &str) -> Tab {
        let tab = Tab::new(Rc::clone(&self.wire)).stay_in_front();
        tab.go(url);
        tab
    }

    /// A new tab with a page, which hides the tabs before it.
    pub(crate) fn open_tab(&self, url: &str) -> Tab {
        let tab = Tab::new(Rc::clone(&self.wire));
        tab.go(url);
        tab
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Where the browser listens: it writes a port and a path into a file.
fn debugger(file: &Path) -> (String, String) {
    let begun = Instant::now();
    loop {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        if let Some((port, path)) = text.trim().split_once('\n') {
            return (format!("127.0.0.1:{port}"), path.to_owned());
        }
        assert!(begun.elapsed() < PATIENCE, "chromium does not say where it listens");
        std::thread::sleep(Duration::from_millis(10));
    }
}

impl Wire {
    /// Calls a method of the protocol, and gives what it answers.
    #[track_caller]
    pub(crate) fn call(&self, session: Option<&str>, method: &str, parameters: &Value) -> Value {
        self.attempt(session, method, parameters).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// The same where the page may be going away at this moment.
    pub(crate) fn attempt(
        &self,
        session: Option<&str>,
        method: &str,
        parameters: &Value,
    ) -> Result<Value, String> {
        let id = self.last.get() + 1;
        self.last.set(id);
        let mut request = json!({"id": id, "method": method, "params": parameters});
        if let Some(session) = session {
            request["sessionId"] = session.into();
        }
        let mut socket = self.socket.borrow_mut();
        socket.send(Message::text(request.to_string())).expect("chromium listens");
        loop {
            let message = socket.read().expect("chromium answers");
            let Ok(text) = message.to_text() else { continue };
            let answer: Value = serde_json::from_str(text).unwrap_or_default();
            if answer["id"] == id {
                return match answer["error"].as_object() {
                    Some(error) => Err(format!("{error:?}")),
                    None => Ok(answer["result"].clone()),
                };
            }
            self.note(&answer);
        }
    }

    /// Remembers what a page complains of.
    fn note(&self, event: &Value) {
        let fault = match event["method"].as_str() {
            Some("Runtime.exceptionThrown") => &event["params"]["exceptionDetails"],
            Some("Log.entryAdded") if event["params"]["entry"]["level"] == "error" => {
                &event["params"]["entry"]
            }
            _ => return,
        };
        // What a server does not have is tested elsewhere, and that there is none at times belongs to these tests.
        if fault["source"] != "network" {
            let session = event["sessionId"].as_str().unwrap_or_default().to_owned();
            self.faults.borrow_mut().push((session, fault.to_string()));
        }
    }

    /// What went wrong in the pages of a tab.
    pub(crate) fn faults(&self, session: &str) -> Vec<String> {
        let faults = self.faults.borrow();
        faults.iter().filter(|(of, _)| of == session).map(|(_, fault)| fault.clone()).collect()
    }
}
