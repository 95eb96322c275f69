//! Addresses in archived text: which of them a reader may be sent to.

/// The address without white space around it, where it is a web or mail address; nothing else that a source
/// links to is kept, so that no `javascript:` or `data:` can hide behind entities, case or control characters.
pub(super) fn harmless(url: &str) -> Option<String> {
    let url = url.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    let (scheme, rest) = url.split_once(':')?;
    let known = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest.strip_prefix("//").is_some_and(|host| !host.is_empty()),
        "mailto" => !rest.is_empty(),
        _ => false,
    };
    let clean = !url.contains(|c: char| c.is_whitespace() || c.is_control() || is_direction_mark(c));
    (known && clean).then(|| url.to_owned())
}

/// Whether this is an address of a web page, as metadata may name one.
pub(super) fn is_web_page(url: &str) -> bool {
    harmless(url).is_some_and(|harmless| {
        harmless == url && !harmless.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:"))
    })
}

/// Characters that turn the direction of writing and so can make an address look like another.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
