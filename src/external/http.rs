//! The system's network.
#![expect(clippy::disallowed_methods, reason = "this is the door to the network and its clocks")]

use std::error::Error as _;
use std::fmt;
use std::io::{ErrorKind, Read};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use ureq::http::{Response, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body, Error};
use url::Url;

use super::net::{Answer, Asking, Net, Page, Trouble};
use super::private::is_private;

/// As much of a page as is read, unpacked.
const LARGEST: u64 = 2 * 1024 * 1024;

/// As much as a server may say before the page begins.
const LARGEST_HEAD: usize = 64 * 1024;

/// The system's network, over HTTP.
#[derive(Debug)]
pub struct Http {
    agent: Agent,
    started: Instant,
}

impl Http {
    /// Asks on behalf of the site at `base_url`, with so much time for each answer; hosts inside private networks only
    /// where they are allowed.
    #[must_use]
    pub fn new(base_url: &str, timeout: Duration, allow_private: bool) -> Self {
        let config = Agent::config_builder()
            .user_agent(user_agent(base_url))
            .accept("text/html,application/xhtml+xml,*/*;q=0.8")
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_response_header_size(LARGEST_HEAD)
            .timeout_global(Some(timeout))
            .timeout_connect(Some(timeout / 2))
            .build();
        let names = Names { system: DefaultResolver::default(), allow_private };
        let agent = Agent::with_parts(config, DefaultConnector::default(), names);
        Self { agent, started: Instant::now() }
    }
}

/// Who asks, and for whom, so that whoever keeps a server knows.
fn user_agent(base_url: &str) -> String {
    let clean: String = base_url.chars().filter(char::is_ascii_graphic).collect();
    format!("ibid/{} (checks the links of {clean})", env!("CARGO_PKG_VERSION"))
}

impl Net for Http {
    fn ask(&self, asking: Asking, url: &Url) -> Result<Answer, Trouble> {
        let called = match asking {
            Asking::Head => self.agent.head(url.as_str()).call(),
            Asking::Get | Asking::Page => self.agent.get(url.as_str()).call(),
        };
        let mut response = called.map_err(|error| trouble(error, url))?;
        let text = |name: &str| {
            let value = response.headers().get(name)?;
            Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        let status = response.status().as_u16();
        let (location, retry_after) = (text("location"), text("retry-after"));
        let wants_page = asking == Asking::Page && (200..300).contains(&status);
        let page = if wants_page && is_html(&response) { Some(page(response.body_mut())) } else { None };
        Ok(Answer { status, location, retry_after, page })
    }

    fn now(&self) -> u64 {
        SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
    }

    fn clock(&self) -> Duration {
        self.started.elapsed()
    }

    fn wait(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

fn is_html(response: &Response<Body>) -> bool {
    let kind = response.body().mime_type().unwrap_or_default();
    matches!(kind, "text/html" | "application/xhtml+xml")
}

/// As much of the page as comes. That it breaks off says nothing against the link.
fn page(body: &mut Body) -> Page {
    let mut html = Vec::new();
    let read = body.as_reader().take(LARGEST + 1).read_to_end(&mut html);
    let is_whole = read.is_ok() && html.len() as u64 <= LARGEST;
    Page { html, is_whole }
}

fn trouble(error: Error, url: &Url) -> Trouble {
    match error {
        Error::HostNotFound => Trouble::NoHost,
        Error::Timeout(_) => Trouble::Timeout,
        Error::Tls(why) => Trouble::Certificate(why.to_owned()),
        Error::Rustls(why) => Trouble::Certificate(why.to_string()),
        Error::Other(inner) => match inner.downcast::<NameTrouble>() {
            Ok(name) => name.0,
            Err(other) => Trouble::Connection(other.to_string()),
        },
        Error::Io(error) if error.kind() == ErrorKind::TimedOut => Trouble::Timeout,
        // What TLS has to complain of comes as data that is not valid.
        Error::Io(error) if error.kind() == ErrorKind::InvalidData && url.scheme() == "https" => {
            Trouble::Certificate(error.to_string())
        }
        Error::Io(error) => Trouble::Connection(words(&error)),
        Error::ConnectionFailed => Trouble::Connection("nobody answers".to_owned()),
        other => Trouble::Nonsense(other.to_string()),
    }
}

/// The system's words without its number.
fn words(error: &std::io::Error) -> String {
    let text = error.source().map_or_else(|| error.to_string(), ToString::to_string);
    text.split(" (os error").next().unwrap_or_default().to_lowercase()
}

/// The system's names of hosts, less those that lead into private networks: looked at after the name was resolved, so
/// that no name and no redirect leads around it.
#[derive(Debug)]
struct Names<R> {
    system: R,
    allow_private: bool,
}

impl<R: Resolver> Resolver for Names<R> {
    fn resolve(
        &self,
        uri: &Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.system.resolve(uri, config, timeout).map_err(|error| match error {
            Error::Io(error) => other(unknown(&error)),
            error => error,
        })?;
        // A proxy is where the system says, and looks names up itself.
        if self.allow_private || config.proxy().is_some_and(|proxy| !proxy.is_no_proxy(uri)) {
            return Ok(found);
        }
        let mut public = self.empty();
        found.iter().filter(|address| !is_private(address.ip())).for_each(|address| public.push(*address));
        if public.is_empty() { Err(other(Trouble::Private)) } else { Ok(public) }
    }
}

fn unknown(error: &std::io::Error) -> Trouble {
    // The system tells the two apart in its words only.
    let is_passing = error.to_string().to_lowercase().contains("temporary");
    if is_passing { Trouble::NoNames } else { Trouble::NoHost }
}

fn other(trouble: Trouble) -> Error {
    Error::Other(Box::new(NameTrouble(trouble)))
}

/// What is wrong with a name, on its way through the library.
#[derive(Debug)]
struct NameTrouble(Trouble);

impl fmt::Display for NameTrouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::error::Error for NameTrouble {}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every name is a host of this machine.
    #[derive(Debug)]
    struct Home;

    impl Resolver for Home {
        fn resolve(
            &self,
            _: &Uri,
            _: &ureq::config::Config,
            _: NextTimeout,
        ) -> Result<ResolvedSocketAddrs, Error> {
            let mut found = self.empty();
            found.push(([127, 0, 0, 1], 1).into());
            Ok(found)
        }
    }

    #[test]
    fn a_public_name_for_a_private_address_is_seen_through() {
        let agent = |allow_private| {
            let names = Names { system: Home, allow_private };
            let config =
                Agent::config_builder().proxy(None).timeout_global(Some(Duration::from_secs(1))).build();
            Agent::with_parts(config, DefaultConnector::default(), names)
        };
        let url = Url::parse("http://example.org/").unwrap();
        let ask = |allow| agent(allow).get(url.as_str()).call().err().map(|error| trouble(error, &url));
        assert_eq!(ask(false), Some(Trouble::Private));
        assert_ne!(ask(true), Some(Trouble::Private));
    }
}
