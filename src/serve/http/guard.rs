//! Who may change files: only a page of this server, which knows what this run is called by.

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use super::Refusal;
use super::hosts::{self, Hosts};
use super::socket::Peer;

/// The header that holds the token.
const TOKEN: &str = "x-ibid-token";

/// Lets a request through that comes from a page of this server on this machine. The host was checked before.
///
/// # Errors
/// It comes from elsewhere, or can't be known to come from here.
pub(super) fn check(head: &Parts, host: &str, hosts: &Hosts, token: &str) -> Result<(), Refusal> {
    if !matches!(head.extensions.get(), Some(ConnectInfo(Peer::Here))) {
        return Err(refused("files are changed and opened on the machine alone where `ibid serve` runs"));
    }
    check_page(&head.headers, host, hosts, token)
}

fn check_page(headers: &HeaderMap, host: &str, hosts: &Hosts, token: &str) -> Result<(), Refusal> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let is_own = match headers.get(header::ORIGIN) {
        Some(origin) => origin.to_str().is_ok_and(|origin| is_own(origin, host, hosts)),
        None => text("sec-fetch-site") == Some("same-origin"),
    };
    if !is_own {
        return Err(refused(
            "the request comes from another website, and only pages of this server may change files",
        ));
    }
    let kind = text("content-type").and_then(|kind| kind.split(';').next()).unwrap_or_default();
    if !kind.trim().eq_ignore_ascii_case("application/json") {
        return Err(refused("the request must be JSON, with `Content-Type: application/json`"));
    }
    // Hashes are compared in the same time whatever they are.
    let known =
        text(TOKEN).is_some_and(|given| blake3::hash(given.as_bytes()) == blake3::hash(token.as_bytes()));
    if known { Ok(()) } else { Err(refused("the page is from an earlier run of the server; load it again")) }
}

fn is_own(origin: &str, host: &str, hosts: &Hosts) -> bool {
    let Some((scheme, authority)) = origin.split_once("://") else { return false };
    let is_same = scheme == "http" && authority.eq_ignore_ascii_case(host);
    // Before a name that somebody named stands a server that may have another port and encrypt.
    is_same || hosts::name(authority).is_some_and(|name| hosts.is_allowed(name))
}

fn refused(words: &str) -> Refusal {
    Refusal::new(403, words)
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    const OWN: [(&str, &str); 3] =
        [("origin", "http://localhost:1111"), ("content-type", "application/json"), (TOKEN, "secret")];

    fn is_let_through(changed: &[(&'static str, &str)]) -> bool {
        let hosts = Hosts::new(IpAddr::from([127, 0, 0, 1]), "127.0.0.1", &["desk.example".to_owned()]);
        let mut headers = HeaderMap::new();
        for (name, value) in OWN.iter().chain(changed) {
            if value.is_empty() {
                headers.remove(*name);
            } else {
                headers.insert(*name, value.parse().unwrap());
            }
        }
        check_page(&headers, "localhost:1111", &hosts, "secret").is_ok()
    }

    #[test]
    fn only_own_pages_with_the_token_may_change_files() {
        for fine in [
            [("origin", "http://localhost:1111"), ("content-type", "application/json; charset=utf-8")],
            [("origin", ""), ("sec-fetch-site", "same-origin")],
            [("origin", "https://desk.example"), ("sec-fetch-site", "same-origin")],
        ] {
            assert!(is_let_through(&fine), "{fine:?}");
        }
        for foreign in [
            [("origin", "http://evil.example"), ("sec-fetch-site", "same-origin")],
            [("origin", "http://localhost:2222"), ("sec-fetch-site", "")],
            [("origin", "https://localhost:1111"), ("sec-fetch-site", "")],
            [("origin", "http://127.0.0.1:1111"), ("sec-fetch-site", "")],
            [("origin", "http://127.0.0.1:2222"), ("sec-fetch-site", "")],
            [("origin", "null"), ("sec-fetch-site", "")],
            [("origin", "http://localhost:1111.evil.example"), ("sec-fetch-site", "")],
            [("origin", ""), ("sec-fetch-site", "same-site")],
            [("origin", ""), ("sec-fetch-site", "")],
            [(TOKEN, ""), ("sec-fetch-site", "")],
            [(TOKEN, "secre"), ("sec-fetch-site", "")],
            [("content-type", "text/plain"), ("sec-fetch-site", "")],
            [("content-type", ""), ("sec-fetch-site", "")],
            [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "")],
        ] {
            assert!(!is_let_through(&foreign), "{foreign:?}");
        }
    }
}
