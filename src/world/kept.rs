//! What ibid keeps between runs, in `.ibid/`: things that are made anew where they are gone or damaged.

use super::World;

/// ibid's own folder.
pub const FOLDER: &str = ".ibid";

/// What is kept in it.
pub const BUILDS: &str = "builds";
/// Cards of quotations.
pub const CARDS: &str = "cards";
/// Highlighted code.
pub const CODE: &str = "code";
/// Pictures in other sizes and formats.
pub const IMAGES: &str = "images";

const HASH: usize = blake3::OUT_LEN;

/// What was kept under a name in a folder of `.ibid/`; none where it is not there or was damaged.
#[must_use]
pub fn read(world: &dyn World, folder: &str, name: &str) -> Option<Vec<u8>> {
    let mut bytes = world.read(&path(folder, name)).ok()?;
    let payload = bytes.get(HASH..)?;
    if blake3::hash(payload).as_bytes() != &bytes[..HASH] {
        return None;
    }
    bytes.drain(..HASH);
    Some(bytes)
}

/// Keeps something. Where that fails it is made again the next time, which is no fault of the site.
pub fn write(world: &dyn World, folder: &str, name: &str, payload: &[u8]) {
    // Before the bytes stands their hash.
    let mut bytes = Vec::with_capacity(HASH + payload.len());
    bytes.extend_from_slice(blake3::hash(payload).as_bytes());
    bytes.extend_from_slice(payload);
    let _ = world.write(&path(folder, name), &bytes);
}

/// Whether a path is that of something kept. It is found by what it was made from, and so is no input of a site.
#[must_use]
pub fn is_kept(path: &str) -> bool {
    let mut parts = path.split('/');
    parts.next() == Some(FOLDER)
        && parts.next().is_some_and(|folder| [BUILDS, CARDS, CODE, IMAGES].contains(&folder))
}

/// Where something is kept, from the site's root.
#[must_use]
pub fn path(folder: &str, name: &str) -> String {
    format!("{FOLDER}/{folder}/{name}")
}
