//! Whole addresses in pages and feeds, for a browser that reaches the server by another name than its own: a telephone
//! in the same network, or `localhost` for `127.0.0.1`.

use axum::http::HeaderMap;
use memchr::memmem;

/// The address of the server as a request has it; `None` where it is the server's own or not told.
pub(super) fn asked(headers: &HeaderMap, host: &str, own: &str) -> Option<String> {
    // Whoever encrypts before the server says so.
    let is_encrypted = headers.get("x-forwarded-proto").is_some_and(|scheme| scheme == "https");
    let asked = format!("{}://{host}", if is_encrypted { "https" } else { "http" });
    (!host.is_empty() && !asked.eq_ignore_ascii_case(own)).then_some(asked)
}

/// The text with the one address in place of the other.
pub(super) fn readdressed(text: Vec<u8>, from: &str, to: &str) -> Vec<u8> {
    // Another port may begin with the same digits.
    let is_whole = |end: usize| !text.get(end).is_some_and(u8::is_ascii_digit);
    let places: Vec<usize> =
        memmem::find_iter(&text, from).filter(|place| is_whole(place + from.len())).collect();
    if places.is_empty() {
        return text;
    }
    let (mut changed, mut done) = (Vec::with_capacity(text.len()), 0);
    for place in places {
        changed.extend_from_slice(&text[done..place]);
        changed.extend_from_slice(to.as_bytes());
        done = place + from.len();
    }
    changed.extend_from_slice(&text[done..]);
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_addresses_are_those_that_the_browser_uses() {
        let shown = |text: &str| {
            let text = readdressed(text.into(), "http://127.0.0.1:1111", "http://desk:2");
            String::from_utf8(text).unwrap()
        };
        assert_eq!(shown("http://127.0.0.1:1111/x http://127.0.0.1:1111"), "http://desk:2/x http://desk:2");
        for other in ["", "http://127.0.0.1:11112/", "http://127.0.0.1/", "https://example.org/"] {
            assert_eq!(shown(other), other);
        }
    }

    #[test]
    fn the_address_is_that_of_the_request() {
        let mut headers = HeaderMap::new();
        let own = "http://127.0.0.1:1111";
        assert_eq!(asked(&headers, "127.0.0.1:1111", own), None);
        assert_eq!(asked(&headers, "", own), None);
        assert_eq!(asked(&headers, "localhost:1111", own).as_deref(), Some("http://localhost:1111"));
        headers.insert("x-forwarded-proto", "https".parse().unwrap());
        assert_eq!(asked(&headers, "desk.example", own).as_deref(), Some("https://desk.example"));
    }
}
