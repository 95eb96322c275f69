//! `ibid publish`.

use std::fmt::Write as _;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use jiff::civil::Date;

use super::build::{self, Choice};
use super::{Failure, Outcome, Session, ledger};
use crate::ledger::{Entry, FILE, Ledger};
use crate::site::{self, News, Past, Site};
use crate::world::{Changes, World};

/// Check the site, write it, and record in `ibid.lock` what is public from now on
///
/// A permalink that was published never dies: from then on a build fails where one would, and says what can be done.
/// Commit `ibid.lock` with the text that it is of.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    /// Say what would be recorded, and write nothing
    #[arg(long)]
    dry_run: bool,
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
        let before = &site.material().ledger;
        let mut words = String::new();
        for entry in now.annotations.values().filter(|entry| !before.annotations.contains_key(&entry.id)) {
            let _ = writeln!(words, "  + {}  {}  ({})", entry.id, shortened(&entry.text), entry.file);
        }
        for page in now.pages.values().filter(|page| !before.pages.contains_key(&page.path)) {
            let _ = writeln!(words, "  + {}  {}", page.path, page.title);
        }
        words += &summary(before, &now, "would be recorded");
        build::say(session, &words)?;
        Ok(Outcome::Fine)
    }
}

/// Records what is public now.
fn record(disk: &crate::world::Disk, site: &Site) -> Result<String, Failure> {
    let before = &site.material().ledger;
    let now = site.record();
    if News::of(before, &now).is_none() && before.file.is_some() {
        return Ok(summary(before, &now, ""));
    }
    let further = ledger::replace(disk, before, &now)?;
    Ok(summary(before, &now, &format!("in {FILE}")) + &touched(before, &now) + &further)
}

/// What says something else than when newsletters were sent with links to it.
fn touched(before: &Ledger, now: &Ledger) -> String {
    let mut words = String::new();
    for (id, entry) in &now.annotations {
        let says_otherwise = |known: &Entry| (&known.text, &known.rests) != (&entry.text, &entry.rests);
        if before.annotations.get(id).is_some_and(says_otherwise) {
            let sent: Vec<String> = now.linked_in(id).into_iter().map(crate::ledger::Sent::words).collect();
            if !sent.is_empty() {
                let _ = writeln!(
                    words,
                    "{:>12}  {id} now says “{}”; sent with {}",
                    "",
                    shortened(&entry.text),
                    sent.join(", ")
                );
            }
        }
    }
    words
}

fn summary(before: &Ledger, now: &Ledger, what: &str) -> String {
    let news = News::of(before, now);
    if news.is_none() {
        return format!("{:>12}  nothing new, {}\n", "ledger", permalinks(now));
    }
    format!("{:>12}  {} {what}, {} in all\n", "ledger", news.words(), permalinks(now))
}

fn permalinks(ledger: &Ledger) -> String {
    match ledger.annotations.len() {
        1 => "1 permalink".to_owned(),
        count => format!("{count} permalinks"),
    }
}

/// A phrase that fits into a line.
fn shortened(text: &str) -> String {
    const SHOWN: usize = 60;
    if text.chars().count() <= SHOWN {
        text.to_owned()
    } else {
        text.chars().take(SHOWN).chain(['…']).collect()
    }
}
