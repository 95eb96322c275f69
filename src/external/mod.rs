//! Links out of the site: collected, asked for, judged, remembered, told.
//!
//! [`collect()`] finds them in what was read, each with all its places. [`check`] asks for those that are not remembered
//! ([`Memory`]), hosts side by side and each host one request at a time (`hosts`); `visit` follows one link to its end.
//! [`report()`] makes findings of what was seen. The network is reached through [`Net`] only, so that tests need none.

mod anchors;
mod collect;
mod hosts;
#[cfg(feature = "external-links")]
mod http;
mod memory;
mod net;
mod private;
mod report;
mod seen;
mod visit;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError, mpsc};

use crate::config::LinkChecker;
use crate::diagnostic::{Code, Diagnostic};
use crate::world::World;

pub use collect::{Kept, OutsideLink, Use, collect};
pub use hosts::Manners;
#[cfg(feature = "external-links")]
pub use http::Http;
pub use memory::Memory;
pub use net::{Answer, Asking, Net, Page, Trouble};
#[cfg(feature = "newsletters")]
pub(crate) use private::is_private_name;
pub use report::{Count, report};
pub use seen::{Death, Seen, Verdict};

#[cfg(test)]
mod tests;

/// Hosts that are asked side by side.
const AT_ONCE: usize = 16;

/// After so many answers what was seen is written down, so that little is lost when somebody stops the check.
const SAVE_EVERY: usize = 25;

/// What a check of links was about.
#[derive(Clone, Copy)]
pub struct Task<'a> {
    /// The links.
    pub links: &'a [OutsideLink],
    /// The site's rules.
    pub rules: &'a LinkChecker,
    /// How hosts are treated.
    pub manners: Manners,
    /// Whether even what is remembered is asked again.
    pub afresh: bool,
}

/// Looks at every link, and writes down what was seen. `progress` is told how many of how many are done.
#[must_use]
pub fn check(
    task: Task<'_>,
    world: &dyn World,
    net: &dyn Net,
    progress: &mut dyn FnMut(usize, usize),
) -> (Count, Vec<Diagnostic>) {
    let known = if task.afresh { Memory::default() } else { Memory::read(world) };
    let mut memory = Memory::default();
    let mut wanted = Vec::new();
    for link in task.links.iter().filter(|link| !link.is_ignored(task.rules)) {
        match known.fresh(link, task.rules, net.now()) {
            Some(seen) => memory.keep(link, seen.clone()),
            None => wanted.push(link),
        }
    }
    let remembered = memory.len();
    let total = remembered + wanted.len();
    progress(remembered, total);
    let mut names = Names::default();
    ask_all(task, &wanted, net, |link, seen| {
        names.note(link, &seen);
        memory.keep(link, seen);
        progress(memory.len(), total);
        if memory.len().is_multiple_of(SAVE_EVERY) {
            // Should it fail, the last attempt below tells so.
            let _ = memory.write(world);
        }
    });
    let mut diagnostics = Vec::new();
    let mut lasting = memory.clone();
    if !names.is_any_known {
        // It may be this machine that is cut off.
        for link in &wanted {
            lasting.forget(link);
        }
    }
    if names.are_all_unknown() {
        memory.clone_from(&lasting);
        diagnostics.push(offline());
    }
    if !task.links.is_empty() {
        diagnostics.extend(lasting.write(world).err().map(|found| *found));
    }
    let (mut count, found) = report(task.links, task.rules, &memory);
    count.remembered = remembered;
    diagnostics.extend(found);
    (count, diagnostics)
}

/// Which names of hosts could be looked up.
#[derive(Default)]
struct Names {
    unknown: BTreeSet<String>,
    is_any_known: bool,
}

impl Names {
    fn note(&mut self, link: &OutsideLink, seen: &Seen) {
        match &link.url {
            Ok(url) if seen.verdict.is_without_host() => drop(self.unknown.insert(hosts::name(url))),
            Ok(_) => self.is_any_known |= !matches!(seen.verdict, Verdict::Private),
            Err(_) => {}
        }
    }

    /// Two hosts do not go away on one day while all the others do.
    fn are_all_unknown(&self) -> bool {
        !self.is_any_known && self.unknown.len() > 1
    }
}

fn offline() -> Diagnostic {
    Diagnostic::error(Code::NoNetwork, "not one of the hosts that are linked can be found")
        .hint("most likely this machine has no connection to the Internet; nothing was judged")
}

/// Asks for all of them, host by host, and hands over what each came to.
fn ask_all<'a>(
    task: Task<'_>,
    links: &[&'a OutsideLink],
    net: &dyn Net,
    mut take: impl FnMut(&'a OutsideLink, Seen),
) {
    let hosts = hosts::Hosts::new(net, task.manners);
    let queue = Mutex::new(by_host(links));
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let workers = AT_ONCE.min(by_host(links).len());
    let (sender, results) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let sender = sender.clone();
            let (hosts, next) = (&hosts, &next);
            scope.spawn(move || {
                while let Some(group) = next() {
                    for link in group {
                        let seen = visit::visit(hosts, link, task.rules);
                        // Nobody listens only where the other side came to a bad end.
                        let _ = sender.send((link, seen));
                    }
                }
            });
        }
        drop(sender);
        for (link, seen) in results {
            take(link, seen);
        }
    });
}

/// The links of each host; the host with most of them is the last, which is taken first.
fn by_host<'a>(links: &[&'a OutsideLink]) -> Vec<Vec<&'a OutsideLink>> {
    let mut groups: BTreeMap<String, Vec<&OutsideLink>> = BTreeMap::new();
    for link in links {
        let host = link.url.as_ref().map(hosts::name).unwrap_or_default();
        groups.entry(host).or_default().push(link);
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort_by_key(Vec::len);
    groups
}
