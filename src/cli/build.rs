//! `ibid build`.

use std::fmt::Write as _;
use std::num::NonZeroUsize;
use std::path::{Component, Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::civil::Date;

use super::progress::Progress;
use super::{Failure, Outcome, Session};
use crate::config::{Settings, is_address, is_input};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::emit::{self, Report};
use crate::site::{self, Summary};
use crate::world::Disk;

/// Check the site and write it
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// Where to write [default: `public` in the folder of the site]
    #[arg(short, long, value_name = "DIR")]
    pub output_dir: Option<PathBuf>,
    /// The address of the site, in place of the configured one
    #[arg(long, value_name = "URL", value_parser = address)]
    pub base_url: Option<String>,
    /// Which pages are taken and what counts as an error
    #[command(flatten)]
    pub choice: Choice,
    /// Write into a folder that holds files of others
    #[arg(long)]
    pub force: bool,
    /// How many threads to use [default: one per processor]
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
}

/// Which pages are taken and what counts as an error.
#[derive(Debug, Clone, Default, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that stands alone")]
pub struct Choice {
    /// Take drafts as well
    #[arg(long)]
    pub drafts: bool,
    /// Take pages dated after today as well
    #[arg(long)]
    pub future: bool,
    /// Take pages that have expired as well
    #[arg(long)]
    pub expired: bool,
    /// Build as of another day, such as 2026-01-09
    #[arg(long, value_name = "DATE")]
    pub date: Option<Date>,
    /// Take warnings as errors
    #[arg(long)]
    pub strict: bool,
}

impl Choice {
    /// The settings of a site built with this choice.
    pub(super) fn settings(&self, session: &Session, base_url: Option<&str>) -> Settings {
        Settings {
            config: session.config().map(str::to_owned),
            base_url: base_url.map(str::to_owned),
            date: self.date,
            drafts: self.drafts,
            future: self.future,
            expired: self.expired,
            search_index: false,
            list_permalinks: false,
            list_outside_links: false,
        }
    }
}

impl Args {
    /// The output does not go where people write: the next build would take it for theirs.
    fn refuse_inputs(&self, session: &Session) -> Result<(), Failure> {
        let Some(folder) = &self.output_dir else { return Ok(()) };
        let plain =
            |path: &Path| path.components().filter(|part| *part != Component::CurDir).collect::<PathBuf>();
        let (folder, root) = (plain(folder), plain(session.root()));
        let Ok(inner) = folder.strip_prefix(&root) else { return Ok(()) };
        let inner = inner.to_string_lossy();
        if !inner.starts_with(['/', '.']) && is_input(&inner) {
            let message = format!("`{}` is where the site itself is written, not its output", shown(&folder));
            return Err(Failure::Usage(message));
        }
        Ok(())
    }

    pub(super) fn run(&self, session: &Session) -> Result<Outcome, Failure> {
        let started = Instant::now();
        if let Some(jobs) = self.jobs {
            // Only fails where the pool was made before, and then it has the size that it has.
            let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.get()).build_global();
        }
        let world = session.site(self.choice.date)?;
        self.refuse_inputs(session)?;
        let progress = Progress::start("building");
        let settings =
            Settings { search_index: true, ..self.choice.settings(session, self.base_url.as_deref()) };
        let mut outcome = site::build(&world, &settings);
        if Outcome::of(&outcome.diagnostics, self.choice.strict) == Outcome::Findings {
            drop(progress);
            session.report(&outcome.diagnostics)?;
            if let Some(code) = unusable(&outcome.diagnostics) {
                return code;
            }
            session.tell("Nothing was written.\n");
            return Ok(Outcome::Findings);
        }
        progress.now("writing");
        let folder =
            self.output_dir.clone().unwrap_or_else(|| session.root().join(&outcome.config.output_dir));
        let options = emit::Options { force: self.force };
        let warnings = warnings(&outcome.diagnostics, false);
        let report = emit::emit(&Disk::new(&folder), &outcome.artifacts, options);
        drop(progress);
        let report = match report {
            Ok(report) => report,
            Err(found) => {
                let is_finding = found.iter().all(|found| found.code == Code::DuplicateUrl);
                outcome.diagnostics.extend(found);
                session.report(&outcome.diagnostics)?;
                if !is_finding {
                    return Err(Failure::Told);
                }
                session.tell("Nothing was written.\n");
                return Ok(Outcome::Findings);
            }
        };
        session.report(&outcome.diagnostics)?;
        let mut words = made(&outcome.summary, warnings);
        let _ = writeln!(words, "{}", written(&report, &shown(&folder), started.elapsed()));
        say(session, &words)?;
        Ok(Outcome::Fine)
    }
}

/// An address that a site can stand at.
pub(super) fn address(url: &str) -> Result<String, String> {
    let message = "it must begin with `https://` or `http://` and have neither `?` nor `#`";
    if is_address(url) { Ok(url.to_owned()) } else { Err(message.to_owned()) }
}

/// A folder as somebody would type it.
fn shown(folder: &Path) -> String {
    folder.strip_prefix(".").unwrap_or(folder).display().to_string()
}

/// A site that is not there or cannot be read is no finding about what stands in it.
pub(super) fn unusable(diagnostics: &[Diagnostic]) -> Option<Result<Outcome, Failure>> {
    // A file that the site asks for somewhere and does not have is a fault of the site.
    let is_unread = |found: &Diagnostic| found.code == Code::Unreadable && found.labels.is_empty();
    let is_unusable = |found: &Diagnostic| found.code == Code::MissingConfig || is_unread(found);
    diagnostics.iter().any(is_unusable).then_some(Err(Failure::Told))
}

/// Says what was made: on the standard output, unless a program is reading the findings there.
pub(super) fn say(session: &Session, words: &str) -> Result<(), Failure> {
    if session.format().is_for_programs() {
        session.tell(words);
        return Ok(());
    }
    session.print(words)
}

/// What a build made, in lines of a name and its numbers.
pub(super) fn made(summary: &Summary, warnings: usize) -> String {
    let mut lines = String::new();
    let mut line = |name: &str, words: String| {
        let _ = writeln!(lines, "{name:>12}  {words}");
    };
    let briefings = if summary.briefings == 1 { "briefing" } else { "briefings" };
    line("pages", format!("{} ({} {briefings})", summary.pages, summary.briefings));
    line("sources", summary.sources.to_string());
    line("annotations", summary.annotations.to_string());
    line("quotations", verdicts(summary));
    let held = summary.held_back;
    let drafts = if held.drafts == 1 { "draft" } else { "drafts" };
    let kinds = [(held.drafts, drafts), (held.future, "future"), (held.expired, "expired")];
    let kinds: Vec<String> =
        kinds.iter().filter(|(count, _)| *count > 0).map(|(count, name)| format!("{count} {name}")).collect();
    if !kinds.is_empty() {
        line("not public", kinds.join(", "));
    }
    if warnings > 0 {
        line("warnings", warnings.to_string());
    }
    lines
}

/// `120 checked: 90 exact, 20 folded, 10 edited`.
fn verdicts(summary: &Summary) -> String {
    let kinds: Vec<String> = ["exact", "folded", "edited", "translated", "unverifiable", "fail"]
        .into_iter()
        .filter_map(|name| summary.verdicts.get(name).map(|count| format!("{count} {name}")))
        .collect();
    if kinds.is_empty() {
        "none".to_owned()
    } else {
        format!("{} checked: {}", summary.quotations(), kinds.join(", "))
    }
}

fn written(report: &Report, folder: &str, time: Duration) -> String {
    let files = report.written.len() + report.unchanged;
    let mut words = format!("{:>12}  {files} files in {folder}", "written");
    let _ = match (report.written.len(), report.removed.len()) {
        (0, 0) => write!(words, ", none changed"),
        (changed, 0) if changed == files => Ok(()),
        (changed, removed) => write!(words, ", {changed} changed, {removed} removed"),
    };
    let _ = write!(words, ", {}", seconds(time));
    words
}

/// `0.42 s`.
pub(super) fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

/// How many of the findings are warnings that stand in nobody's way.
pub(super) fn warnings(diagnostics: &[Diagnostic], strict: bool) -> usize {
    diagnostics.iter().filter(|found| found.severity == Severity::Warning && !found.counts(strict)).count()
}
