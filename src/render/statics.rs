//! The static files of a site, and the names under which templates ask for them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha384};

use super::compact::compact;
use crate::emit::Artifact;
use crate::view::asked;

/// Letters of the hash in a file's name.
const LETTERS: usize = 10;

/// The static files by their paths from `static/`.
///
/// A file of the site or of its theme is written under its own name. A file that a template asks for is written under
/// a name with a hash as well, and of what is built in only that: what nobody asks for is not written.
#[derive(Debug, Default)]
pub struct Statics {
    files: BTreeMap<String, Wanted>,
}

/// A static file; several updates share it.
#[derive(Debug)]
pub struct StaticFile {
    artifact: Artifact,
    is_builtin: bool,
    hash: String,
    hashed_name: String,
    integrity: OnceLock<String>,
}

/// A file, and whether any page asks for it.
#[derive(Debug)]
struct Wanted {
    file: Arc<StaticFile>,
    by_hash: AtomicBool,
    by_name: AtomicBool,
}

impl StaticFile {
    /// A file of the site or its theme under its path from `static/`.
    #[must_use]
    pub fn new(artifact: Artifact) -> Arc<Self> {
        Self::made(artifact, false)
    }

    /// A built-in file. Stylesheets are written for those who take them over; browsers get them without comments and
    /// indentation.
    #[must_use]
    pub fn builtin(path: &str, bytes: &[u8]) -> Arc<Self> {
        let bytes = if path.ends_with(".css") { compact(bytes) } else { bytes.to_vec() };
        Self::made(Artifact::new(path, bytes), true)
    }

    fn made(artifact: Artifact, is_builtin: bool) -> Arc<Self> {
        let hash = blake3::hash(&artifact.bytes).to_hex()[..LETTERS].to_owned();
        let hashed_name = with_hash(&artifact.path, &hash);
        Arc::new(Self { hashed_name, hash, artifact, is_builtin, integrity: OnceLock::new() })
    }

    fn under_its_hash(&self) -> Artifact {
        Artifact { path: self.hashed_name.clone(), ..self.artifact.clone() }
    }
}

impl Statics {
    /// Adds a file; it takes the place of an earlier one of its name.
    pub fn add(&mut self, file: Arc<StaticFile>) {
        let path = file.artifact.path.clone();
        self.files
            .insert(path, Wanted { file, by_hash: AtomicBool::new(false), by_name: AtomicBool::new(false) });
    }

    /// All paths, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    fn file(&self, path: &str) -> Option<&StaticFile> {
        self.files.get(path).map(|wanted| &*wanted.file)
    }

    /// What a file holds.
    #[must_use]
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.file(path).map(|file| file.artifact.bytes.as_slice())
    }

    /// Letters that change when the file does.
    #[must_use]
    pub fn hash(&self, path: &str) -> Option<&str> {
        self.file(path).map(|file| file.hash.as_str())
    }

    /// The path under which a file can be kept for ever: it changes when the file does. The file is then written there.
    #[must_use]
    pub fn hashed_name(&self, path: &str) -> Option<&str> {
        asked::static_file(path, true);
        let wanted = self.files.get(path)?;
        wanted.by_hash.store(true, Ordering::Relaxed);
        Some(&wanted.file.hashed_name)
    }

    /// Notes that somebody names a file by its own path: it is then written there, even if it is built in.
    pub fn want(&self, path: &str) {
        asked::static_file(path, false);
        if let Some(wanted) = self.files.get(path) {
            wanted.by_name.store(true, Ordering::Relaxed);
        }
    }

    /// The value of an `integrity` attribute (<https://www.w3.org/TR/SRI/>).
    #[must_use]
    pub fn integrity(&self, path: &str) -> Option<&str> {
        let file = self.file(path)?;
        Some(file.integrity.get_or_init(|| {
            format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(&*file.artifact.bytes)))
        }))
    }

    /// Everything that is to be written, once all templates have said what they want.
    #[must_use]
    pub fn artifacts(&self) -> Vec<Artifact> {
        let mut found = Vec::new();
        for Wanted { file, by_hash, by_name } in self.files.values() {
            if !file.is_builtin || by_name.load(Ordering::Relaxed) {
                found.push(file.artifact.clone());
            }
            if by_hash.load(Ordering::Relaxed) {
                found.push(file.under_its_hash());
            }
        }
        found
    }

    /// The file at one path of the output, asked for or not: who asks for it may be a page that is shown still.
    #[must_use]
    pub fn artifact(&self, path: &str) -> Option<Artifact> {
        let named = self.file(path).map(|file| file.artifact.clone());
        let is_hashed = |wanted: &&Wanted| wanted.file.hashed_name == path;
        named.or_else(|| self.files.values().find(is_hashed).map(|wanted| wanted.file.under_its_hash()))
    }
}

/// `css/theme.css` → `css/theme.HASH.css`: in its folder, so that what it refers to is where it was.
fn with_hash(path: &str, hash: &str) -> String {
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    match path[name..].rfind('.') {
        Some(dot) if dot > 0 => format!("{}.{hash}{}", &path[..name + dot], &path[name + dot..]),
        _ => format!("{path}.{hash}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> Artifact {
        Artifact::new(path, "body {}")
    }

    fn paths(statics: &Statics) -> Vec<String> {
        statics.artifacts().into_iter().map(|file| file.path).collect()
    }

    #[test]
    fn only_what_is_asked_for_gets_a_name_with_a_hash() {
        let mut statics = Statics::default();
        statics.add(StaticFile::builtin("theme.css", b"body { }"));
        statics.add(StaticFile::builtin("search.js", b"f( )"));
        statics.add(StaticFile::new(file("own/a.css")));
        assert_eq!(paths(&statics), ["own/a.css"]);
        let name = statics.hashed_name("theme.css").unwrap().to_owned();
        assert!(
            name.starts_with("theme.")
                && name.ends_with(".css")
                && name.len() == "theme..css".len() + LETTERS
        );
        statics.hashed_name("own/a.css").unwrap();
        assert_eq!(paths(&statics), ["own/a.css", statics.hashed_name("own/a.css").unwrap(), &name]);
        statics.want("search.js");
        assert_eq!(paths(&statics).iter().filter(|path| *path == "search.js").count(), 1);
        assert_eq!(statics.hashed_name("none"), None);
    }

    #[test]
    fn a_hash_stands_before_the_last_ending_of_a_name() {
        assert_eq!(with_hash("a.b/c.min.js", "h"), "a.b/c.min.h.js");
        assert_eq!(with_hash("a.b/CNAME", "h"), "a.b/CNAME.h");
        assert_eq!(with_hash("a/.hidden", "h"), "a/.hidden.h");
    }

    #[test]
    fn integrity_is_as_other_programs_write_it() {
        let mut statics = Statics::default();
        statics.add(StaticFile::new(Artifact::new("a", "alert('Hello, world.');")));
        let known = "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO";
        assert_eq!(statics.integrity("a"), Some(known));
    }
}
