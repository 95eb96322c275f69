//! Where the judges are.

use std::path::{Path, PathBuf};

/// A file below `target/validators`, where `.ci/test` puts what these tests need. In CI a missing one is a failure,
/// since the tests would guard nothing.
pub(crate) fn tool(path: &str, name: &str) -> Option<PathBuf> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/validators").join(path);
    if file.is_file() {
        return Some(file);
    }
    missing(name);
    None
}

/// Says that a test can't be made; in CI, fails.
pub(crate) fn missing(name: &str) {
    let message = format!("{name} is not installed, so sites can't be judged; `bash .ci/test` installs it");
    assert!(std::env::var_os("CI").is_none_or(|value| value != "true"), "{message}");
    eprintln!("LEFT OUT: {message}");
}

/// A path as it is told.
pub(crate) fn short(folder: &Path, path: &str) -> String {
    let path = path.strip_prefix("file:").unwrap_or(path);
    let path = path.strip_prefix("//").unwrap_or(path);
    Path::new(path).strip_prefix(folder).unwrap_or(Path::new(path)).display().to_string()
}
