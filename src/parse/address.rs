//! What kind of address a link names.

/// Whether an address begins with a scheme: `https:`, `mailto:`, `data:`.
#[must_use]
pub fn has_scheme(address: &str) -> bool {
    let Some((scheme, _)) = address.split_once(':') else { return false };
    scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// Whether only the site knows what an address means: it has no scheme and no host, or is `a:ID`.
#[must_use]
pub fn needs_site(address: &str) -> bool {
    address.starts_with("a:") || !has_scheme(address) && !address.starts_with("//")
}
