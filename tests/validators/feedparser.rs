//! feedparser, which feed readers in Python are made with.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::tools::{short, tool};

pub(crate) struct Feedparser {
    python: PathBuf,
}

impl Feedparser {
    pub(crate) fn find() -> Option<Self> {
        tool("venv/bin/python", "feedparser").map(|python| Self { python })
    }

    /// What is wrong with these feeds, one a line.
    pub(crate) fn faults(&self, folder: &Path, feeds: &[&PathBuf]) -> Vec<String> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/validators/feeds.py");
        let output = Command::new(&self.python).arg(script).args(feeds).output().expect("Python runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).lines().map(|line| short(folder, line)).collect()
    }
}
