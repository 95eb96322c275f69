//! Which names of hosts a request may name. A page of any website can be made to ask this server, by a name of its own
//! that leads to this machine; the name is what gives it away.

use std::net::IpAddr;

use axum::http::{HeaderMap, Uri, Version, header};

use super::Refusal;

/// The names that are this server's.
#[derive(Debug, Clone)]
pub(super) struct Hosts {
    /// Where it listens.
    bound: IpAddr,
    /// The name under which it was told to listen there.
    host: String,
    /// Names that its user allows besides.
    allowed: Vec<String>,
}

impl Hosts {
    /// The names of a server that listens on an address under a name, and those that its user allows.
    pub(super) fn new(bound: IpAddr, host: &str, allowed: &[String]) -> Self {
        Self { bound, host: host.to_owned(), allowed: allowed.to_vec() }
    }

    /// The host that a request names, as it names it; an error where it is not this one.
    pub(super) fn check(&self, version: Version, uri: &Uri, headers: &HeaderMap) -> Result<String, Refusal> {
        let mut named = headers.get_all(header::HOST).iter();
        let host = match (named.next(), named.next()) {
            (Some(host), None) => host.to_str().map_err(|_| unclear())?,
            // Only programs of long ago leave it out, and no browser is among them.
            (None, _) if version < Version::HTTP_11 => return Ok(String::new()),
            _ => return Err(unclear()),
        };
        // Proxies are asked with the whole address, which then goes before.
        let asked = uri.authority().map(axum::http::uri::Authority::as_str);
        for authority in asked.into_iter().chain([host]) {
            let name = name(authority).ok_or_else(unclear)?;
            if !self.is_own(name) {
                return Err(stranger(name));
            }
        }
        Ok(host.to_owned())
    }

    fn is_own(&self, name: &str) -> bool {
        let name = name.strip_suffix('.').unwrap_or(name).to_lowercase();
        let bare = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        if let Ok(address) = bare.unwrap_or(&name).parse::<IpAddr>() {
            // Whoever is asked by numbers was not led here by a name. But a server for this machine alone has no
            // business with other numbers.
            return address.is_loopback() || address == self.bound || !self.bound.is_loopback();
        }
        name == "localhost"
            || name.ends_with(".localhost")
            || name.eq_ignore_ascii_case(&self.host)
            || self.is_allowed(&name)
    }

    /// Whether the user said that the server goes by this name.
    pub(super) fn is_allowed(&self, name: &str) -> bool {
        self.allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(name))
    }
}

/// The name in `name:port`, `[address]:port` or either without port. `None`: it is no such thing.
pub(super) fn name(authority: &str) -> Option<&str> {
    let end = if authority.starts_with('[') {
        authority.find(']')? + 1
    } else {
        authority.find(':').unwrap_or(authority.len())
    };
    let (name, port) = authority.split_at(end);
    let is_port = port.is_empty() || port.strip_prefix(':').is_some_and(is_number);
    let is_name = |letter: u8| letter.is_ascii_alphanumeric() || b"-._[]:".contains(&letter);
    (is_port && !name.is_empty() && name.bytes().all(is_name)).then_some(name)
}

fn is_number(port: &str) -> bool {
    port.is_empty() || port.parse::<u16>().is_ok()
}

fn unclear() -> Refusal {
    Refusal::new(400, "the request does not say which host it asks, in one `Host` header")
}

fn stranger(name: &str) -> Refusal {
    let words = format!(
        "`{name}` is no name of this server, which keeps other websites from reading your drafts. Open it by the \
         address that `ibid serve` says; where it has to be this name, start it with `--allow-host {name}`"
    );
    Refusal::new(403, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(bound: &str, host: &str) -> u16 {
        let hosts = Hosts::new(bound.parse().unwrap(), bound, &["Desk.example".to_owned()]);
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        hosts
            .check(Version::HTTP_11, &Uri::from_static("/"), &headers)
            .map_or_else(|refusal| refusal.status, |_| 200)
    }

    #[test]
    fn own_names_are_let_in_with_any_port_and_others_are_not() {
        for host in [
            "localhost",
            "LOCALHOST:1111",
            "localhost.",
            "desk.localhost:80",
            "127.0.0.1",
            "127.0.0.1:1111",
            "[::1]:5",
            "[::1]",
            "localhost:",
            "desk.example",
            "DESK.example:443",
            "127.0.0.9",
        ] {
            assert_eq!(answer("127.0.0.1", host), 200, "{host}");
        }
        for host in [
            "evil.example",
            "evil.example:1111",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "notlocalhost",
            "192.168.1.5",
            "sub.desk.example",
            "[2001:db8::1]",
            "127.1",
            "2130706433",
            "0x7f.0.0.1",
            "0.0.0.0",
        ] {
            assert_eq!(answer("127.0.0.1", host), 403, "{host}");
        }
        for host in
            ["", ":80", "localhost:99999", "localhost:x", "a@localhost", "[::1", "lo cal", "localhost/x", "ї"]
        {
            assert_eq!(answer("127.0.0.1", host), 400, "{host}");
        }
    }

    #[test]
    fn a_server_for_the_network_is_asked_by_numbers() {
        for host in ["192.168.1.5:1111", "[2001:db8::1]", "localhost", "0.0.0.0"] {
            assert_eq!(answer("0.0.0.0", host), 200, "{host}");
            assert_eq!(answer("192.168.1.5", host), 200, "{host}");
        }
        assert_eq!(answer("0.0.0.0", "evil.example"), 403);
    }

    #[test]
    fn the_whole_address_counts_too_and_two_hosts_are_none() {
        let hosts = Hosts::new(IpAddr::from([127, 0, 0, 1]), "127.0.0.1", &[]);
        let mut headers = HeaderMap::new();
        let status = |uri: &'static str, version, headers: &HeaderMap| {
            hosts.check(version, &Uri::from_static(uri), headers).map_err(|refusal| refusal.status)
        };
        assert_eq!(status("/", Version::HTTP_11, &headers), Err(400));
        assert_eq!(status("/", Version::HTTP_10, &headers), Ok(String::new()));
        headers.append(header::HOST, "localhost".parse().unwrap());
        assert_eq!(status("http://evil.example/", Version::HTTP_11, &headers), Err(403));
        assert_eq!(status("http://localhost:1111/", Version::HTTP_11, &headers), Ok("localhost".to_owned()));
        headers.append(header::HOST, "localhost".parse().unwrap());
        assert_eq!(status("/", Version::HTTP_11, &headers), Err(400));
    }
}
