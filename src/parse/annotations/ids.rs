//! The names of annotations.

/// Whether a name can stand in a permalink: `[a-z0-9][a-z0-9-]*`, at most 100 characters.
#[must_use]
pub fn is_id(name: &str) -> bool {
    let plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    name.len() <= 100
        && name.as_bytes().first().is_some_and(plain)
        && name.bytes().all(|byte| plain(&byte) || byte == b'-')
}

/// Ten letters and digits (50 bits: two alike among 100,000 annotations are one in 200,000 sites), without those that are easily taken for others (Crockford's base 32).
pub(super) fn short(hash: &[u8; 32]) -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    hash.iter().take(10).map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
}
