//! The address that the server listens on.

use std::fmt;
use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs};

/// The port where none is asked for.
pub const DEFAULT_PORT: u16 = 1111;

/// How many ports after the one that was asked for are tried.
const FURTHER_PORTS: u16 = 20;

/// A port that is held, so that nobody else gets it before the server begins.
#[derive(Debug)]
pub struct Listening {
    pub(super) socket: TcpListener,
    pub(super) host: String,
    address: SocketAddr,
    busy: Option<u16>,
}

/// Why there is nothing to listen on: a message and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotListening {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl fmt::Display for NotListening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message, self.hint)
    }
}

impl std::error::Error for NotListening {}

impl Listening {
    /// Takes a port of a host, which is an address or a name of this machine. Where the port is busy the next free one
    /// is taken; port 0 is any that is free.
    ///
    /// # Errors
    /// The host is none of this machine, all ports in reach are busy, or the system allows none.
    pub fn bind(host: &str, port: u16) -> Result<Self, NotListening> {
        let address = resolve(host)?;
        let last = if port == 0 { 0 } else { port.saturating_add(FURTHER_PORTS) };
        for candidate in port..=last {
            match TcpListener::bind(SocketAddr::new(address, candidate)) {
                Ok(socket) => return Self::held(socket, host, (candidate != port).then_some(port)),
                Err(error) if is_taken(error.kind(), candidate) => {}
                Err(error) => return Err(refused(host, candidate, &error)),
            }
        }
        let message = format!("the ports {port} to {last} are all busy");
        Err(NotListening {
            message,
            hint: "name another with `--port`, or any free one with `--port 0`".into(),
        })
    }

    fn held(socket: TcpListener, host: &str, busy: Option<u16>) -> Result<Self, NotListening> {
        let address = socket.local_addr().map_err(|error| refused(host, 0, &error))?;
        Ok(Self { socket, host: host.to_owned(), address, busy })
    }

    /// Where the server listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The port that was asked for, where it was busy.
    #[must_use]
    pub fn busy(&self) -> Option<u16> {
        self.busy
    }

    /// The address for a browser on this machine, without a slash at the end. Numbers where the host was given as
    /// numbers: `localhost` may lead to another program at the same port of another address.
    #[must_use]
    pub fn url(&self) -> String {
        let port = self.address.port();
        if self.host.parse::<IpAddr>().is_err() && !self.address.ip().is_unspecified() {
            return format!("http://{}:{port}", self.host);
        }
        let ip = match self.address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::from([127, 0, 0, 1]),
            IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::from([0, 0, 0, 0, 0, 0, 0, 1]),
            ip => ip,
        };
        format!("http://{}", SocketAddr::new(ip, port))
    }
}

fn resolve(host: &str) -> Result<IpAddr, NotListening> {
    let bare = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
    if let Ok(address) = bare.parse() {
        return Ok(address);
    }
    let unknown = || NotListening {
        message: format!("`{host}` is no address and no name of this machine"),
        hint: "leave `--host` out for this machine alone; `--host 0.0.0.0` lets the whole network in".into(),
    };
    let found = (bare, 0).to_socket_addrs().map_err(|_| unknown())?.map(|address| address.ip());
    // `localhost` is both; the older one is what everything understands.
    found.min_by_key(IpAddr::is_ipv6).ok_or_else(unknown)
}

/// Whether the next port may do better. Some systems keep whole stretches of ports to themselves and say that they are
/// forbidden.
fn is_taken(kind: ErrorKind, port: u16) -> bool {
    kind == ErrorKind::AddrInUse || (kind == ErrorKind::PermissionDenied && port >= 1024)
}

fn refused(host: &str, port: u16, error: &std::io::Error) -> NotListening {
    let (message, hint) = match error.kind() {
        ErrorKind::PermissionDenied => (
            format!("the system keeps port {port} for its administrator"),
            "ports from 1024 on are for everybody: `--port 1111`",
        ),
        ErrorKind::AddrNotAvailable => (
            format!("`{host}` is no address of this machine"),
            "leave `--host` out for this machine alone; `--host 0.0.0.0` lets the whole network in",
        ),
        _ => (
            format!("port {port} of `{host}` cannot be listened on: {error}"),
            "try another `--port` or `--host`",
        ),
    };
    NotListening { message, hint: hint.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_port_leads_to_the_next_and_is_said() {
        let first = Listening::bind("127.0.0.1", 0).unwrap();
        let port = first.address().port();
        let second = Listening::bind("127.0.0.1", port).unwrap();
        assert_eq!((first.busy(), second.busy()), (None, Some(port)));
        assert!((port + 1..=port + FURTHER_PORTS).contains(&second.address().port()));
        assert_eq!(second.url(), format!("http://127.0.0.1:{}", second.address().port()));
    }

    #[test]
    fn the_last_ports_are_the_end() {
        let held: Vec<_> =
            (65530..=65535).filter_map(|port| TcpListener::bind(("127.0.0.1", port)).ok()).collect();
        let error = Listening::bind("127.0.0.1", 65530).map(|found| found.address());
        assert!(error.is_err(), "{error:?} {held:?}");
    }

    #[test]
    fn hosts_that_are_not_here_are_told() {
        for host in ["192.0.2.1", "no such host", "", "999.1.1.1", "a.invalid"] {
            let error = Listening::bind(host, 0).map(|found| found.address()).unwrap_err();
            assert!(error.message.starts_with('`') && error.hint.contains("--host"), "{host}: {error}");
        }
    }

    #[test]
    fn browsers_get_an_address_that_leads_somewhere() {
        let port = |found: &Listening| found.address().port();
        let everywhere = Listening::bind("0.0.0.0", 0).unwrap();
        assert_eq!(everywhere.url(), format!("http://127.0.0.1:{}", port(&everywhere)));
        let named = Listening::bind("localhost", 0).unwrap();
        assert_eq!(named.url(), format!("http://localhost:{}", port(&named)));
    }
}
