//! What is shown between two updates.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::diagnostic::Diagnostic;
use crate::serve::findings::{Findings, stands_in_the_way};
use crate::serve::status::{Cause, Update};
use crate::site::Site;
use crate::world::Changes;

/// How many files are kept that were rendered: those of the open tabs, which are asked for several times.
const KEPT: usize = 64;

/// The site after an update, and the last one before it that had nothing wrong with it.
pub(super) struct Now {
    /// Counts the updates.
    pub(super) number: u64,
    /// The site as its files are, whatever is wrong with them.
    pub(super) site: Arc<Site>,
    /// What is shown in its place where something stands in the way.
    pub(super) good: Option<Arc<Site>>,
    /// From the first look at the files to the last check.
    pub(super) time: Duration,
    /// `base_url` as configured for what is shown, for links that are to be sent.
    pub(super) public_url: String,
    rendered: Mutex<Rendered>,
}

#[derive(Default)]
struct Rendered {
    files: HashMap<String, Option<Arc<Vec<u8>>>>,
    /// Files as they were shown after earlier updates.
    before: HashMap<String, Arc<Vec<u8>>>,
    /// What was found wrong in rendering.
    found: Vec<Diagnostic>,
    /// What was found so before the last update, and was not looked at again.
    presumed: Vec<Diagnostic>,
    /// What was found when a file was rendered last, be it before the last update.
    failed: HashMap<String, Vec<Diagnostic>>,
}

impl Now {
    pub(super) fn new(site: Arc<Site>, public_url: String, time: Duration) -> Self {
        let rendered = Mutex::default();
        Self { number: 0, site, good: None, time, public_url, rendered }
    }

    /// The state that follows another one. What failed in rendering is taken to fail still until it is looked at again,
    /// unless the change was made where it failed.
    pub(super) fn after(self, last: &Now, changes: &Changes) -> Self {
        let good = if last.is_blocked() { last.good.clone() } else { Some(Arc::clone(&last.site)) };
        let before = last.rendered();
        let presumed = before.found.iter().chain(&before.presumed);
        let presumed: Vec<_> = presumed.filter(|found| !is_about(found, changes)).cloned().collect();
        let failed = if presumed.is_empty() { HashMap::new() } else { before.failed.clone() };
        let rendered = Rendered { presumed, failed, before: before.shown_last(), ..Rendered::default() };
        // A configuration that cannot be read says nothing of addresses.
        let is_last_shown = self.is_unfit() && good.is_some();
        let public_url = if is_last_shown { last.public_url.clone() } else { self.public_url };
        Self { number: last.number + 1, good, public_url, rendered: Mutex::new(rendered), ..self }
    }

    fn rendered(&self) -> MutexGuard<'_, Rendered> {
        self.rendered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the list of updates says of it.
    #[expect(clippy::disallowed_methods, reason = "only the list of updates tells the time of day")]
    pub(super) fn as_update(&self, cause: Cause) -> Update {
        let counts = Findings::of(&self.findings(), 0);
        Update {
            number: self.number,
            at: jiff::Zoned::now().time(),
            cause,
            took: self.time,
            phases: self.site.times.iter().collect(),
            errors: counts.errors,
            warnings: counts.warnings,
        }
    }

    /// Everything that is known to be wrong.
    pub(super) fn findings(&self) -> Vec<Diagnostic> {
        let rendered = self.rendered();
        let mut found: Vec<Diagnostic> =
            self.site.diagnostics.iter().chain(&rendered.found).cloned().collect();
        let presumed = rendered.presumed.iter().filter(|one| !rendered.found.contains(one));
        found.extend(presumed.cloned());
        found
    }

    /// Whether something stands in the way of what the files say now.
    pub(super) fn is_blocked(&self) -> bool {
        let rendered = self.rendered();
        let found = rendered.found.iter().chain(&rendered.presumed);
        self.is_unfit() || found.into_iter().any(stands_in_the_way)
    }

    /// Whether it was so before anything was rendered: no page can be shown as it is now.
    pub(super) fn is_unfit(&self) -> bool {
        self.site.diagnostics.iter().any(stands_in_the_way)
    }

    /// The site that pages are taken from.
    pub(super) fn shown(&self) -> &Arc<Site> {
        self.good.as_ref().filter(|_| self.is_unfit()).unwrap_or(&self.site)
    }

    /// A file of the output, with whether something new was found wrong. A page that cannot be rendered is shown as it
    /// is in the last good state; should that one fail too, which nobody had looked at, as it was shown last. A page that
    /// the last good state does not have is shown as far as it can be.
    pub(super) fn file(&self, path: &str) -> (Option<Arc<Vec<u8>>>, bool) {
        if let Some(known) = self.rendered().files.get(path) {
            return (known.clone(), false);
        }
        let shown = self.shown();
        let is_newest = Arc::ptr_eq(shown, &self.site);
        let (file, found) = shown.file(path);
        let has_failed = found.iter().any(stands_in_the_way);
        let has_news = is_newest && self.add_of(path, found);
        let instead = if is_newest { self.good.as_ref().filter(|_| has_failed) } else { Some(&self.site) };
        let file = file.or_else(|| instead?.file(path).0);
        let bytes = file.map(|artifact| artifact.bytes);
        let mut rendered = self.rendered();
        let bytes = bytes.or_else(|| rendered.before.get(path).filter(|_| has_failed).cloned());
        if rendered.files.len() >= KEPT {
            rendered.files.clear();
        }
        rendered.files.insert(path.to_owned(), bytes.clone());
        (bytes, has_news)
    }

    /// Adds what was found in one file, in place of what was found there before; says whether that is news.
    fn add_of(&self, path: &str, found: Vec<Diagnostic>) -> bool {
        let mut rendered = self.rendered();
        let known = rendered.presumed.len();
        if let Some(before) = rendered.failed.remove(path) {
            rendered.presumed.retain(|one| !before.contains(one) || found.contains(one));
        }
        let is_less = rendered.presumed.len() < known;
        if !found.is_empty() {
            rendered.failed.insert(path.to_owned(), found.clone());
        }
        drop(rendered);
        self.add(found) || is_less
    }

    /// Adds findings; says whether any was not known.
    pub(super) fn add(&self, found: Vec<Diagnostic>) -> bool {
        let mut rendered = self.rendered();
        let known = rendered.found.len();
        for finding in found {
            if !rendered.found.contains(&finding) && !self.site.diagnostics.contains(&finding) {
                rendered.found.push(finding);
            }
        }
        rendered.found.len() > known
    }

    /// Takes what a look at the whole site found; says whether that is news.
    pub(super) fn add_all(&self, found: Vec<Diagnostic>) -> bool {
        let before = self.findings();
        self.rendered().presumed.clear();
        self.add(found);
        self.findings() != before
    }
}

impl Rendered {
    /// The files as they were shown last.
    fn shown_last(&self) -> HashMap<String, Arc<Vec<u8>>> {
        let now = self.files.iter().filter_map(|(path, bytes)| Some((path.clone(), bytes.clone()?)));
        let is_room_left = self.before.len() + self.files.len() <= KEPT;
        let before = self.before.clone().into_iter().filter(|_| is_room_left);
        before.chain(now).collect()
    }
}

/// Whether a finding is about a file that changed, or one in a folder that did: it stands there, or fails for it.
fn is_about(found: &Diagnostic, changes: &Changes) -> bool {
    if *changes == Changes::All {
        return true;
    }
    let mut named = found.message.split('`').skip(1).step_by(2);
    found.labels.iter().any(|label| changes.touch(&label.file.path)) || named.any(|name| changes.touch(name))
}
