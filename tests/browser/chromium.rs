//! A real Chromium without a window, which talks to nobody but the test's own server.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::program;

/// Longer than a slow machine needs: whatever takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(50);

pub(crate) struct Chromium {
    program: PathBuf,
    folder: TempDir,
}

/// What a page came to.
pub(crate) struct Shown {
    /// The document after all scripts, as HTML.
    pub(crate) dom: String,
    /// What the console said, one message each.
    pub(crate) console: Vec<String>,
}

impl Chromium {
    /// `None` where there is no Chromium.
    pub(crate) fn find() -> Option<Self> {
        Some(Self { program: program::chromium()?, folder: tempfile::tempdir().expect("a temporary folder") })
    }

    /// Opens a page, waits until nothing more happens in it, and reads the document.
    pub(crate) fn open(&self, url: &str) -> Shown {
        self.run(&["--dump-dom", url])
    }

    fn run(&self, arguments: &[&str]) -> Shown {
        // A profile of its own for every run: two at once would wait for each other.
        let folder = tempfile::tempdir_in(self.folder.path()).expect("a temporary folder");
        let (out, log) = (folder.path().join("out"), folder.path().join("log"));
        let mut child = Command::new(&self.program)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
            .args(["--disable-dev-shm-usage", "--hide-scrollbars", "--enable-logging=stderr"])
            .args(["--window-size=1500,1000", "--virtual-time-budget=300000"])
            .arg("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
            .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(File::create(&out).expect("a file"))
            .stderr(File::create(&log).expect("a file"))
            .spawn()
            .expect("chromium starts");
        let begun = Instant::now();
        while child.try_wait().expect("chromium runs").is_none() {
            if begun.elapsed() > PATIENCE {
                drop(child.kill());
                drop(child.wait());
                panic!("chromium took longer than {PATIENCE:?} for {arguments:?}");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let read = |path| String::from_utf8_lossy(&fs::read(path).expect("a file")).into_owned();
        let console =
            read(&log).lines().filter(|line| line.contains(":CONSOLE")).map(str::to_owned).collect();
        Shown { dom: read(&out), console }
    }
}
