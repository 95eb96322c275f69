//! The Nu Html Checker, the W3C's own.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::tools::{missing, short, tool};

/// What it says and nobody has to mend, with the reason.
const ACCEPTED: [&str; 6] = [
    // The Markdown library writes `<br />` and `<img … />`, all values quoted.
    "Trailing slash on void elements has no effect and interacts badly with unquoted attribute values.",
    // Anchor positioning, by which notes open below their line, is younger than the checker; where a browser doesn't know it either,
    // they open at the foot of the screen.
    "CSS: “position-anchor”: Property “position-anchor” doesn't exist.",
    "CSS: “top”: “anchor(bottom)” is not a “top” value.",
    "CSS: “inset-block”: Parse Error.",
    "CSS: “position-try-fallbacks”: Property “position-try-fallbacks” doesn't exist.",
    "CSS: Unrecognized at-rule “@position-try”",
];

pub(crate) struct Vnu {
    jar: PathBuf,
}

impl Vnu {
    pub(crate) fn find() -> Option<Self> {
        let jar = tool("node_modules/vnu-jar/build/dist/vnu.jar", "the Nu Html Checker (vnu-jar)")?;
        if Command::new("java").arg("-version").output().is_err() {
            missing("Java");
            return None;
        }
        Some(Self { jar })
    }

    /// Every error and warning, one a line, of all these files in one run.
    pub(crate) fn faults(&self, folder: &Path, files: &[&PathBuf]) -> Vec<String> {
        let mut command = Command::new("java");
        command.arg("-jar").arg(&self.jar);
        command.args(["--stdout", "--exit-zero-always", "--also-check-css", "--format", "json"]);
        let output = command.args(files).output().expect("Java runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let said: Value = serde_json::from_slice(&output.stdout).expect("messages as JSON");
        let messages = said["messages"].as_array().expect("a list of messages");
        messages.iter().filter(|message| !is_accepted(message)).map(|message| line(folder, message)).collect()
    }
}

fn is_accepted(message: &Value) -> bool {
    message["message"].as_str().is_some_and(|text| ACCEPTED.contains(&text))
}

fn line(folder: &Path, message: &Value) -> String {
    let text = |key: &str| message[key].as_str().unwrap_or_default();
    let kind = if message["subType"].is_string() { text("subType") } else { text("type") };
    let path = short(folder, text("url"));
    let extract = text("extract").split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{path}:{}: {kind}: {} ({extract})", message["lastLine"], text("message"))
}
