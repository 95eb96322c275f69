//! What was made in earlier runs, in `.ibid/images/`.

use crate::world::World;

const HASH: usize = blake3::OUT_LEN;

/// An entry begins with the hash of what follows, so that one that was damaged is made anew.
pub(super) fn read(world: &dyn World, key: &str) -> Option<Vec<u8>> {
    let mut bytes = world.read(&path(key)).ok()?;
    let payload = bytes.get(HASH..)?;
    if blake3::hash(payload).as_bytes() != &bytes[..HASH] {
        return None;
    }
    bytes.drain(..HASH);
    Some(bytes)
}

/// Keeps an entry. Where that fails the picture is made again the next time, which is no fault of the site.
pub(super) fn write(world: &dyn World, key: &str, payload: &[u8]) {
    let mut bytes = Vec::with_capacity(HASH + payload.len());
    bytes.extend_from_slice(blake3::hash(payload).as_bytes());
    bytes.extend_from_slice(payload);
    let _ = world.write(&path(key), &bytes);
}

fn path(key: &str) -> String {
    format!(".ibid/images/{key}")
}
