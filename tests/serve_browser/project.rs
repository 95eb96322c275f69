//! A site in a temporary folder, and `ibid serve` that shows it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Instant;

use tempfile::TempDir;

use crate::chromium::PATIENCE;

const CONFIG: &str = "base_url = \"https://desk.example\"\ntitle = \"Desk\"\n";
const MINUTES: &str = "+++\ntitle = \"Minutes\"\nissued = 2026-01-06\n+++\n\
    The ministry said that the enemy lost two vehicles and withdrew. Nobody was hurt in the village.\n";

pub(crate) struct Project {
    folder: TempDir,
}

impl Project {
    /// A site with one source and no briefing.
    pub(crate) fn new() -> Self {
        let project = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        project.write("ibid.toml", CONFIG);
        project.write("content/_index.md", "+++\ntitle = \"Desk\"\n+++\n");
        project.write("content/briefings/_index.md", "+++\ntitle = \"Briefings\"\n+++\n");
        project.write("content/sources/minutes.md", MINUTES);
        project
    }

    /// A briefing with this text.
    pub(crate) fn briefing(self, name: &str, text: &str) -> Self {
        self.write_briefing(name, text);
        self
    }

    pub(crate) fn write_briefing(&self, name: &str, text: &str) {
        let page = format!("+++\ntitle = \"The {name}\"\ndate = 2026-01-08\n+++\n{text}\n");
        self.write(&format!("content/briefings/{name}.md"), &page);
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file is written");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("a file is read")
    }

    pub(crate) fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).expect("a file is renamed");
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).expect("a file is removed");
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Starts the dev server on a free port.
    pub(crate) fn serve(&self) -> Served {
        self.serve_on(0)
    }

    /// Starts the dev server on this port.
    pub(crate) fn serve_on(&self, port: u16) -> Served {
        let mut child = Command::new(env!("CARGO_BIN_EXE_ibid"))
            .args(["serve", "--date", "2026-01-09", "--port", &port.to_string(), "--root"])
            .arg(self.folder.path())
            .env_remove("EDITOR")
            .env_remove("VISUAL")
            .env_remove("IBID_EDITOR")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("ibid starts");
        let lines = BufReader::new(child.stdout.take().expect("an output")).lines();
        let (sender, receiver) = mpsc::channel();
        // Read to the end, or the server would wait for somebody to read.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| drop(sender.send(line))));
        let begun = Instant::now();
        let mut served = Served { child, url: String::new() };
        while served.url.is_empty() {
            let line = receiver.recv_timeout(PATIENCE.saturating_sub(begun.elapsed()));
            let line = line.expect("ibid says where it listens");
            let url = line.split_whitespace().find(|word| word.starts_with("http://"));
            url.unwrap_or_default().trim_end_matches('/').clone_into(&mut served.url);
        }
        served
    }
}

/// A running dev server; it ends with this value.
pub(crate) struct Served {
    child: Child,
    url: String,
}

impl Served {
    /// The address of a page.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    pub(crate) fn port(&self) -> u16 {
        self.url.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
