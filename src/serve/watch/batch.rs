//! Puts together what belongs to one save, or to one checkout.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use super::notice::{Kind, Notice};

/// More files than a save changes: the file, a backup, and what else an editor leaves.
const FEW: usize = 4;
/// So long nothing happens after a save.
const QUIET: Duration = Duration::from_millis(10);
/// So long a save waits for its next step.
const LATEST: Duration = Duration::from_millis(20);
/// So long a save waits for a file that is being written.
const LATEST_WRITTEN: Duration = Duration::from_millis(300);
/// So long nothing happens after many files were changed.
const QUIET_MANY: Duration = Duration::from_millis(60);
/// So long many files are waited for.
const LATEST_MANY: Duration = Duration::from_secs(1);
/// So long git may do nothing until it is no longer waited for.
const QUIET_GIT: Duration = Duration::from_secs(1);
/// So long git is waited for.
const LATEST_GIT: Duration = Duration::from_secs(10);

/// More paths are not worth being told one by one.
pub(super) const MANY: usize = 2_000;

/// What happened since the last batch was given out.
#[derive(Debug, Default)]
pub(super) struct Batch {
    paths: BTreeSet<String>,
    /// Paths that do not make a batch of their own, and go along with the next.
    along: BTreeSet<String>,
    /// Files that are being written.
    written: BTreeSet<String>,
    all: bool,
    /// The first and the last step.
    steps: Option<(Instant, Instant)>,
    /// The batch was put off until then.
    not_before: Option<Instant>,
}

impl Batch {
    /// One step.
    pub(super) fn add(&mut self, notice: Notice, now: Instant) {
        let Notice { path, kind } = notice;
        match kind {
            Kind::Written => _ = self.written.insert(path.clone()),
            Kind::Closed => {
                self.written.remove(&path);
                // What was not written has not changed.
                if !self.paths.contains(&path) {
                    return;
                }
            }
            Kind::Gone => _ = self.written.remove(&path),
            Kind::Changed => {}
        }
        if self.paths.len() < MANY {
            self.paths.insert(path);
        } else {
            self.all = true;
        }
        self.step(now);
    }

    /// A step that changes nothing of the site as far as is known: it goes along.
    pub(super) fn add_along(&mut self, path: String) {
        if self.along.len() < MANY {
            self.along.insert(path);
        } else {
            // Which ones they are is no longer known; the next batch looks at all.
            self.all = true;
        }
    }

    /// Anything may have happened.
    pub(super) fn add_all(&mut self, now: Instant) {
        self.all = true;
        self.step(now);
    }

    fn step(&mut self, now: Instant) {
        let (first, _) = self.steps.unwrap_or((now, now));
        self.steps = Some((first, now));
    }

    /// When the batch is to be given out, if nothing else happens.
    pub(super) fn due(&self) -> Option<Instant> {
        let (first, last) = self.steps?;
        let is_many = self.all || self.paths.len() > FEW;
        let due = match (is_many, self.written.is_empty()) {
            (true, _) => (last + QUIET_MANY).min(first + LATEST_MANY),
            (false, true) => (last + QUIET).min(first + LATEST),
            (false, false) => first + LATEST_WRITTEN,
        };
        Some(self.not_before.map_or(due, |other| due.max(other)))
    }

    /// Lets the batch wait a moment longer; `false` where it waited long enough.
    pub(super) fn put_off(&mut self, now: Instant) -> bool {
        let is_waiting =
            self.steps.is_some_and(|(first, last)| now < (last + QUIET_GIT).min(first + LATEST_GIT));
        self.not_before = is_waiting.then(|| now + QUIET);
        is_waiting
    }

    /// What there is to give out; the next batch begins.
    pub(super) fn take(&mut self) -> Taken {
        let Batch { paths, along, all, .. } = std::mem::take(self);
        Taken { paths, along, all }
    }
}

/// A batch that is given out.
#[derive(Debug)]
pub(super) struct Taken {
    pub paths: BTreeSet<String>,
    /// What goes along.
    pub along: BTreeSet<String>,
    /// Whether anything may have happened.
    pub all: bool,
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the tests begin somewhere and count from there")]
mod tests {
    use super::*;

    /// Steps at milliseconds, and the millisecond at which the batch is due after each.
    fn due(steps: &[(u64, &str, Kind)]) -> Vec<u128> {
        let begin = Instant::now();
        let mut batch = Batch::default();
        let add = |(at, path, kind): &(u64, &str, Kind)| {
            let notice = Notice { path: (*path).to_owned(), kind: *kind };
            batch.add(notice, begin + Duration::from_millis(*at));
            batch.due().map_or(0, |due| (due - begin).as_millis())
        };
        steps.iter().map(add).collect()
    }

    #[test]
    fn a_save_is_given_out_after_ten_milliseconds() {
        assert_eq!(due(&[(0, "a.md", Kind::Changed)]), [10]);
        assert_eq!(due(&[(0, "a.md~", Kind::Changed), (6, "a.md", Kind::Changed)]), [10, 16]);
        assert_eq!(
            due(&[(0, "a", Kind::Gone), (9, "a", Kind::Changed), (18, "a", Kind::Changed)]),
            [10, 19, 20]
        );
    }

    #[test]
    fn a_file_that_is_being_written_is_waited_for() {
        let steps = [(0, "a.md", Kind::Written), (90, "a.md", Kind::Written), (100, "a.md", Kind::Closed)];
        assert_eq!(due(&steps), [300, 300, 20]);
        assert_eq!(due(&[(0, "a", Kind::Written), (5, "a", Kind::Closed)]), [300, 15]);
        assert_eq!(due(&[(0, "a", Kind::Written), (5, "a", Kind::Gone)]), [300, 15]);
        assert_eq!(due(&[(0, "a", Kind::Closed)]), [0], "it was opened, and nothing was written");
    }

    #[test]
    fn many_files_wait_until_it_is_quiet() {
        let names = ["a", "b", "c", "d", "e", "f"];
        let steps: Vec<_> = (0..6).map(|at| (at as u64 * 3, names[at], Kind::Changed)).collect();
        assert_eq!(due(&steps), [10, 13, 16, 19, 72, 75]);
        let steps: Vec<_> = (0..60).map(|at| (at as u64 * 3, names[at % 6], Kind::Changed)).collect();
        assert_eq!(due(&steps)[59], 177 + 60);
        let steps: Vec<_> = (0..60).map(|at| (at as u64 * 30, names[at % 6], Kind::Changed)).collect();
        assert_eq!(due(&steps)[59], 1000);
    }

    #[test]
    fn what_goes_along_makes_no_batch() {
        let mut batch = Batch::default();
        batch.add_along("content/.obsidian/x".to_owned());
        assert_eq!(batch.due(), None);
        batch.add(Notice { path: "a".to_owned(), kind: Kind::Changed }, Instant::now());
        let taken = batch.take();
        assert_eq!((taken.paths.len(), taken.along.len(), taken.all), (1, 1, false));
        assert_eq!(batch.due(), None);
    }

    #[test]
    fn too_many_paths_are_all() {
        let mut batch = Batch::default();
        for number in 0..=MANY {
            batch.add(Notice { path: number.to_string(), kind: Kind::Changed }, Instant::now());
        }
        assert!(batch.take().all);
    }
}
