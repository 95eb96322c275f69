//! One link, followed to its end.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::Timestamp;
use url::Url;

use super::anchors;
use super::collect::OutsideLink;
use super::hosts::Hosts;
use super::net::{Answer, Asking, Page, Trouble};
use super::private::is_private_name;
use super::seen::{Death, Seen, Verdict};
use crate::config::LinkChecker;

/// Redirects that are followed.
const REDIRECTS: usize = 10;

/// What the way ended with.
struct End {
    verdict: Verdict,
    /// The address at which it ended.
    at: Option<Url>,
    page: Option<Page>,
}

/// What one address said for good.
enum Said {
    /// Here it is.
    Yes(Option<Page>),
    /// Look there.
    Elsewhere { is_permanent: bool, to: Url },
    /// Nothing that leads on.
    End(Verdict),
}

/// Asks for a link, follows its redirects, tries again where that makes sense.
pub(super) fn visit(hosts: &Hosts<'_>, link: &OutsideLink, rules: &LinkChecker) -> Seen {
    let anchors = link.anchors(rules);
    let visitor = Visitor { hosts, rules, wants_page: !anchors.is_empty() };
    let end = match &link.url {
        Ok(url) => visitor.follow(url),
        Err(why) => {
            End { verdict: Verdict::Dead(Death::NoAddress { why: why.clone() }), at: None, page: None }
        }
    };
    let has = |name: &str| end.page.as_ref().and_then(|page| anchors::has(page, name));
    let anchors = anchors.iter().map(|name| ((*name).to_owned(), has(name))).collect();
    let ended_at = end.at.filter(|at| Some(at) != link.url.as_ref().ok()).map(Into::into);
    Seen { verdict: end.verdict, ended_at, anchors, when: hosts.net.now() }
}

struct Visitor<'a> {
    hosts: &'a Hosts<'a>,
    rules: &'a LinkChecker,
    wants_page: bool,
}

impl Visitor<'_> {
    fn follow(&self, url: &Url) -> End {
        let mut at = url.clone();
        let mut been = BTreeSet::new();
        // The address that the first redirects, as long as they are for good, lead to.
        let mut moved_to = None;
        let mut only_for_good = true;
        for _ in 0..=REDIRECTS {
            if !been.insert(at.as_str().to_owned()) {
                return End { verdict: unstable("its redirects lead in a circle"), at: Some(at), page: None };
            }
            match self.address(&at) {
                Said::Elsewhere { is_permanent, to } => {
                    only_for_good &= is_permanent;
                    if only_for_good {
                        moved_to = Some(String::from(to.clone()));
                    }
                    at = to;
                }
                Said::Yes(page) => {
                    let verdict = moved_to.map_or(Verdict::Fine, |to| Verdict::Moved { to });
                    return End { verdict, at: Some(at), page };
                }
                Said::End(verdict) => return End { verdict, at: Some(at), page: None },
            }
        }
        let why = format!("it redirects more than {REDIRECTS} times");
        End { verdict: unstable(why), at: Some(at), page: None }
    }

    /// Asks one address until it is clear what it says.
    fn address(&self, url: &Url) -> Said {
        if is_private_name(url) && !self.rules.allow_private {
            return Said::End(Verdict::Private);
        }
        let attempts = self.hosts.attempts(url);
        let mut asking = if self.wants_page { Asking::Page } else { Asking::Head };
        let mut pause = self.hosts.manners.before_retry;
        let mut attempt = 1;
        loop {
            let answer = self.hosts.ask(asking, url);
            let is_last = attempt >= attempts;
            let wait = match &answer {
                Ok(answer) if answer.status == 429 || is_passing(answer.status) => self.wait(answer, pause),
                // Many servers have nothing good to say to `HEAD`.
                Ok(answer) if asking == Asking::Head && answer.status >= 400 => {
                    asking = Asking::Get;
                    continue;
                }
                Ok(answer) => return said(answer, url),
                Err(trouble) if trouble.may_pass() => Some(pause),
                Err(trouble) => return Said::End(trouble.verdict()),
            };
            let Some(wait) = wait.filter(|_| !is_last) else {
                return Said::End(self.given_up(&answer, url));
            };
            self.hosts.postpone(url, wait);
            if asking == Asking::Head {
                asking = Asking::Get;
            }
            pause *= 2;
            attempt += 1;
        }
    }

    /// How long to stay away: as long as the server says, unless that is too long.
    fn wait(&self, answer: &Answer, pause: Duration) -> Option<Duration> {
        let Some(after) = &answer.retry_after else { return Some(pause) };
        let wait = retry_after(after, self.hosts.net.now()).unwrap_or(pause);
        (wait <= self.hosts.manners.longest_wait).then_some(wait)
    }

    fn given_up(&self, answer: &Result<Answer, Trouble>, url: &Url) -> Verdict {
        match answer {
            Ok(answer) if answer.status == 429 => Verdict::Refused { status: 429 },
            Ok(answer) => unstable(format!("the server answers {}", answer.status)),
            Err(trouble) => {
                self.hosts.give_up(url);
                trouble.verdict()
            }
        }
    }
}

/// Whether a server that says so may say something else in a moment.
fn is_passing(status: u16) -> bool {
    matches!(status, 408 | 425 | 500..=599) && status != 501 && status != 505
}

fn said(answer: &Answer, url: &Url) -> Said {
    let status = answer.status;
    match status {
        200..=299 => Said::Yes(answer.page.clone()),
        300..=399 => {
            let to = answer.location.as_deref().and_then(|to| url.join(to).ok());
            let is_permanent = matches!(status, 301 | 308);
            match to.map(without_fragment).filter(|to| matches!(to.scheme(), "http" | "https")) {
                Some(to) => Said::Elsewhere { is_permanent, to },
                None => Said::End(unstable("it redirects to no page of the web")),
            }
        }
        404 | 410 => Said::End(Verdict::Dead(Death::Gone { status })),
        500..=599 => Said::End(unstable(format!("the server answers {status}"))),
        _ => Said::End(Verdict::Refused { status }),
    }
}

fn without_fragment(mut url: Url) -> Url {
    url.set_fragment(None);
    url
}

fn unstable(why: impl Into<String>) -> Verdict {
    Verdict::Unstable { why: why.into() }
}

/// Seconds, or a date as HTTP writes it.
fn retry_after(text: &str, now: u64) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date: Timestamp = jiff::fmt::rfc2822::parse(text).ok()?.timestamp();
    let then = u64::try_from(date.as_second()).ok()?;
    Some(Duration::from_secs(then.saturating_sub(now)))
}

impl Trouble {
    /// Whether it may be over in a moment.
    fn may_pass(&self) -> bool {
        matches!(self, Self::NoNames | Self::Timeout | Self::Connection(_) | Self::Nonsense(_))
    }

    fn verdict(&self) -> Verdict {
        match self {
            Self::NoHost => Verdict::Dead(Death::NoHost),
            Self::Private => Verdict::Private,
            Self::Certificate(why) => Verdict::Dead(Death::Certificate { why: why.clone() }),
            Self::NoNames => Verdict::NoNames,
            Self::Timeout => unstable("the server takes too long to answer"),
            Self::Connection(why) => unstable(format!("there is no connection: {why}")),
            Self::Nonsense(why) => unstable(format!("what comes is no answer in HTTP: {why}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_to_come_back_are_seconds_or_dates() {
        assert_eq!(retry_after(" 12 ", 0), Some(Duration::from_secs(12)));
        // 2015-10-21 07:28:00 UTC is 1445412480.
        let date = "Wed, 21 Oct 2015 07:28:00 GMT";
        assert_eq!(retry_after(date, 1_445_412_450), Some(Duration::from_secs(30)));
        assert_eq!(retry_after(date, 1_445_412_999), Some(Duration::ZERO));
        assert_eq!(retry_after("soon", 0), None);
        assert_eq!(retry_after("99999999999999999999999", 0), None);
    }
}
