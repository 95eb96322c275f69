//! A site's life: edits, and now and then an update; at the end of each sequence it must be the site that its files make.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::compare::{compare, some};
use crate::desk::Desk;
use crate::dice::Dice;
use crate::edits::{EDITS, any};
use crate::server::Server;

/// Sequences of edits in one life.
pub(crate) const SEQUENCES: usize = 10;

/// What happens next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// A kind of edit, and what decides the rest of it.
    Edit(usize, u64),
    /// The site is brought up to date, and some of its files are asked for.
    Update(u64),
    /// The same, and it is compared with one that is made afresh. Where the files hold errors, they then become those of
    /// the last sound comparison again, as by a checkout.
    Compare(u64),
}

/// What happened in a life, beside its end.
#[derive(Debug, Clone)]
pub(crate) struct Met {
    /// How often each kind of edit changed something.
    pub(crate) edits: Vec<usize>,
    /// Comparisons of sites without errors, and with some.
    pub(crate) sound: usize,
    pub(crate) faulty: usize,
}

impl Default for Met {
    fn default() -> Self {
        Self { edits: vec![0; EDITS.len()], sound: 0, faulty: 0 }
    }
}

impl Met {
    pub(crate) fn add(&mut self, other: &Self) {
        self.edits.iter_mut().zip(&other.edits).for_each(|(all, more)| *all += more);
        self.sound += other.sound;
        self.faulty += other.faulty;
    }
}

/// The life of a seed: sequences of 3 to 8 edits, with an update after some of them.
pub(crate) fn steps(seed: u64) -> Vec<Step> {
    let mut dice = Dice::new(seed);
    let mut steps = Vec::new();
    for _ in 0..SEQUENCES {
        for _ in 0..3 + dice.below(6) {
            steps.push(Step::Edit(any(&mut dice), dice.roll()));
            if dice.one_in(4) {
                steps.push(Step::Update(dice.roll()));
            }
        }
        steps.push(Step::Compare(dice.roll()));
    }
    steps
}

/// Lives a life to its end.
///
/// # Errors
/// The step after which the site was not the one that its files make, and in what it differed.
pub(crate) fn live(steps: &[Step], met: &mut Met) -> Result<(), (usize, String)> {
    let mut desk = Desk::first();
    let mut sound = desk.clone();
    let mut server = Server::new();
    let mut paths = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        match *step {
            Step::Edit(kind, seed) => {
                let before = desk.clone();
                (EDITS[kind].apply)(&mut desk, &mut Dice::new(seed));
                met.edits[kind] += usize::from(desk != before);
                server.save(&desk);
            }
            Step::Update(seed) => guarded(|| {
                let dice = &mut Dice::new(seed);
                let site = server.update(dice);
                for path in some(&paths, dice) {
                    drop(site.file(&path));
                }
                Ok(())
            })
            .map_err(|fault| (at, fault))?,
            Step::Compare(seed) => {
                let made = guarded(|| {
                    let dice = &mut Dice::new(seed);
                    let site = server.update(dice);
                    compare(&site, &desk, &paths, dice)
                });
                let made = made.map_err(|fault| (at, fault))?;
                if made.is_empty() {
                    met.faulty += 1;
                    desk.clone_from(&sound);
                    server.save(&desk);
                } else {
                    met.sound += 1;
                    sound.clone_from(&desk);
                    paths = made;
                }
            }
        }
    }
    Ok(())
}

/// A panic is a difference like others.
fn guarded<T>(run: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| Err("it panicked".to_owned()))
}

/// The fewest steps, left from those of a life that fails, that still fail; and how they fail. Many are left out at once
/// first, then fewer, then each alone.
pub(crate) fn shrunk(mut steps: Vec<Step>, failure: (usize, String)) -> (Vec<Step>, String) {
    let (at, mut difference) = failure;
    steps.truncate(at + 1);
    let mut size = steps.len() / 2;
    while size > 0 {
        let before = steps.len();
        let mut at = 0;
        while at + 1 < steps.len() {
            let mut fewer = steps.clone();
            fewer.drain(at..(at + size).min(steps.len() - 1));
            match live(&fewer, &mut Met::default()) {
                Err((end, found)) => {
                    fewer.truncate(end + 1);
                    (steps, difference) = (fewer, found);
                }
                Ok(()) => at += size,
            }
        }
        if size > 1 || steps.len() == before {
            size /= 2;
        }
    }
    (steps, difference)
}

/// The steps in words, with the files that each edit changed.
pub(crate) fn told(steps: &[Step]) -> String {
    let mut desk = Desk::first();
    let mut told = String::new();
    for step in steps {
        match *step {
            Step::Edit(kind, seed) => {
                let before = desk.clone();
                (EDITS[kind].apply)(&mut desk, &mut Dice::new(seed));
                let changed = desk.changed(&before).join(", ");
                told += &format!("  edit: {} ({}; {changed})\n", EDITS[kind].name, desk.today);
            }
            Step::Update(_) => told += "  update\n",
            Step::Compare(_) => told += "  compare\n",
        }
    }
    told
}
