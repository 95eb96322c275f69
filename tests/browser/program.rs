//! The programs that look at pages: where they are, and what happens where they are not.

use std::path::PathBuf;

/// `None` where there is no Chromium; in CI that is a failure, since these tests would guard nothing.
pub(crate) fn chromium() -> Option<PathBuf> {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let program = std::env::split_paths(&folders)
        .flat_map(|folder| ["chromium", "chromium-browser"].map(|name| folder.join(name)))
        .find(|program| program.is_file());
    if program.is_none() {
        missing("chromium");
    }
    program
}

/// In CI a test that can't be run is a failure; elsewhere it says that it was left out.
pub(crate) fn missing(program: &str) {
    let message =
        format!("`{program}` is not installed, so pages can't be looked at; `bash .ci/test` installs it");
    assert!(std::env::var_os("CI").is_none_or(|value| value != "true"), "{message}");
    eprintln!("LEFT OUT: {message}");
}
