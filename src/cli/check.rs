//! `ibid check`.

use std::fmt::Write as _;
use std::time::Instant;

use super::build::{self, Choice};
use super::progress::Progress;
use super::{Failure, Outcome, Session};
use crate::site;

/// Check the site without writing anything
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// Which pages are taken and what counts as an error
    #[command(flatten)]
    pub choice: Choice,
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> Result<Outcome, Failure> {
        let started = Instant::now();
        let world = session.site(self.choice.date)?;
        let progress = Progress::start("checking");
        let outcome = site::update(&world, &self.choice.settings(session, None));
        drop(progress);
        session.report(&outcome.diagnostics)?;
        if let Some(code) = build::unusable(&outcome.diagnostics) {
            return code;
        }
        let failing = build::failing(&outcome.diagnostics, self.choice.strict);
        let mut words = build::made(&outcome.summary, outcome.diagnostics.len() - failing);
        let _ = writeln!(words, "{:>12}  in {}", "checked", build::seconds(started.elapsed()));
        build::say(session, &words)?;
        Ok(Outcome::of(&outcome.diagnostics, self.choice.strict))
    }
}
