//! `ibid publish`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use jiff::civil::Date;

use super::build::{self, Choice};
use super::{Failure, Outcome, Session, ledger, recorded};
use crate::ledger::FILE;
use crate::site::{self, News, Past, Site};
use crate::world::{Changes, Disk, World};

/// Check the site, write it, and record in `ibid.lock` what is public from now on
///
/// A permalink that was published never dies: from then on a build fails where one would, and says what can be done.
/// Commit `ibid.lock` with the text that it is of.
#[derive(Debug, Clone, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that stands alone")]
pub(super) struct Args {
    /// Say what would be recorded, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Say all of it, however much that is
    #[arg(long, requires = "dry_run")]
    all: bool,
    /// Where to write [default: `public` in the folder of the site]
    #[arg(short, long, value_name = "DIR")]
    output_dir: Option<PathBuf>,
    /// The address of the site, in place of the configured one
    #[arg(long, value_name = "URL", value_parser = build::address)]
    base_url: Option<String>,
    /// Publish as of another day, such as 2026-01-09
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// Take warnings as errors
    #[arg(long)]
    strict: bool,
    /// Write into a folder that holds files of others
    #[arg(long)]
    force: bool,
    /// How many threads to use [default: one per processor]
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> Result<Outcome, Failure> {
        let build = build::Args {
            output_dir: self.output_dir.clone(),
            base_url: self.base_url.clone(),
            choice: Choice { date: self.date, strict: self.strict, ..Choice::default() },
            locked: false,
            force: self.force,
            jobs: self.jobs,
        };
        let today = session.site(None)?.today();
        if let Some(day) = self.date.filter(|day| *day > today) {
            let message = format!("what is public on {day} can be published then: today is {today}");
            return Err(Failure::Usage(message));
        }
        let disk = session.site(self.date)?;
        // Whoever publishes at the same time waits, and then reads the ledger as it was left here.
        let _held = if self.dry_run { None } else { Some(ledger::hold(session, &disk)?) };
        let mut start = build.start(session)?;
        start.settings.publishing = true;
        if self.dry_run {
            return self.tell(session, &start);
        }
        build.write(session, start, None, None, |site| record(&disk, site))
    }

    /// Says what would be recorded.
    fn tell(&self, session: &Session, start: &build::Start) -> Result<Outcome, Failure> {
        let site = site::update(&start.disk, &start.settings, &mut Past::default(), &Changes::All);
        let outcome = site.outcome_unkept();
        session.report(&outcome.diagnostics)?;
        if let Some(code) = build::unusable(&outcome.diagnostics) {
            return code;
        }
        if Outcome::of(&outcome.diagnostics, self.strict) == Outcome::Findings {
            return Ok(Outcome::Findings);
        }
        let now = site.record();
        let news = News::of(&site.material().ledger, &now);
        let list = recorded::list(&site, &news, &now, self.all);
        build::say(session, &(list + &recorded::summary(&news, &now, "would be recorded")))?;
        Ok(Outcome::Fine)
    }
}

/// Records what is public now.
fn record(disk: &Disk, site: &Site) -> Result<String, Failure> {
    let before = &site.material().ledger;
    let now = site.record();
    let news = News::of(before, &now);
    if news.is_none() && before.file.is_some() {
        return Ok(recorded::summary(&news, &now, ""));
    }
    let further = ledger::replace(disk, before, &now)?;
    let summary = recorded::summary(&news, &now, &format!("in {FILE}"));
    Ok(summary + &recorded::touched(site, &news, &now) + &further)
}
