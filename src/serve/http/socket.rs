//! Connections, and where their other ends are.

use std::io;
use std::net::IpAddr;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::net::{TcpListener, TcpStream};

/// Where the other end of a connection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Peer {
    /// On this machine.
    Here,
    /// Somewhere in the network.
    Elsewhere,
}

impl Peer {
    fn between(peer: IpAddr, own: Option<IpAddr>) -> Self {
        let is_here = peer.to_canonical().is_loopback() || Some(peer) == own;
        if is_here { Self::Here } else { Self::Elsewhere }
    }
}

/// What the server listens on.
#[derive(Debug)]
pub(super) struct Socket(pub(super) TcpListener);

impl Listener for Socket {
    type Io = TcpStream;
    type Addr = Peer;

    async fn accept(&mut self) -> (TcpStream, Peer) {
        let (stream, peer) = Listener::accept(&mut self.0).await;
        // Small answers are not held back for larger ones.
        let _ = stream.set_nodelay(true);
        let own = stream.local_addr().ok().map(|address| address.ip());
        (stream, Peer::between(peer.ip(), own))
    }

    fn local_addr(&self) -> io::Result<Peer> {
        Ok(Peer::Here)
    }
}

impl Connected<IncomingStream<'_, Socket>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Socket>) -> Self {
        *stream.remote_addr()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_here() {
        let peer = |peer: &str, own: &str| Peer::between(peer.parse().unwrap(), own.parse().ok());
        for (other, own) in [
            ("127.0.0.1", "127.0.0.1"),
            ("::1", "::1"),
            ("::ffff:127.0.0.1", "::ffff:127.0.0.1"),
            ("192.168.1.5", "192.168.1.5"),
        ] {
            assert_eq!(peer(other, own), Peer::Here, "{other}");
        }
        assert_eq!(peer("192.168.1.6", "192.168.1.5"), Peer::Elsewhere);
        assert_eq!(peer("192.168.1.6", ""), Peer::Elsewhere);
    }
}
