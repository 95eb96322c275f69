//! Puts the built-in theme, the pages of `ibid explain` and the syntax definitions into the binary.
#![expect(clippy::disallowed_methods, reason = "a build script talks to cargo and its folders")]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or(io::ErrorKind::NotFound)?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    println!("cargo::rerun-if-changed=build.rs");
    let mut code = String::new();
    table(&mut code, &root, "templates", "TEMPLATES", Kind::Text)?;
    table(&mut code, &root, "templates/words", "WORDS", Kind::Text)?;
    table(&mut code, &root, "static", "STATIC", Kind::Bytes)?;
    table(&mut code, &root, "content/manual/diagnostics", "PAGES", Kind::Text)?;
    fs::write(out.join("embedded.rs"), code)?;
    let syntaxes = two_face::syntax::extra_newlines();
    syntect::dumps::dump_to_uncompressed_file(&syntaxes, out.join("syntaxes.bin"))
        .map_err(|error| io::Error::other(error.to_string()))
}

#[derive(Clone, Copy)]
enum Kind {
    Text,
    Bytes,
}

/// Writes a static array of all files below `folder` with their paths from it.
fn table(code: &mut String, root: &Path, folder: &str, name: &str, kind: Kind) -> io::Result<()> {
    let start = root.join(folder);
    // A folder that is not there yet must be noticed when it comes: cargo then looks at every build.
    println!("cargo::rerun-if-changed={}", start.display());
    let mut files = Vec::new();
    collect(&start, "", &mut files)?;
    files.sort();
    let (value, include) = match kind {
        Kind::Text => ("&str", "include_str"),
        Kind::Bytes => ("&[u8]", "include_bytes"),
    };
    let mut add = |line: String| writeln!(code, "{line}").map_err(io::Error::other);
    add(format!("pub(super) static {name}: &[(&str, {value})] = &["))?;
    for (path, full) in files {
        // Words are no templates; they have a table of their own.
        if folder == "templates" && path.starts_with("words/") {
            continue;
        }
        add(format!("    ({path:?}, {include}!({:?})),", full.display().to_string()))?;
    }
    add("];".to_owned())
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().into_string().map_err(|_| io::ErrorKind::InvalidData)?;
        // What editors leave lying about is no part of the theme.
        if name.starts_with('.') || name.ends_with('~') {
            continue;
        }
        let path = format!("{prefix}{name}");
        if entry.path().is_dir() {
            collect(&entry.path(), &(path + "/"), files)?;
        } else {
            files.push((path, entry.path()));
        }
    }
    Ok(())
}
