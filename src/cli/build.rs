//! `ibid build`.

use std::fmt::Write as _;
use std::num::NonZeroUsize;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::Date;

use super::progress::Progress;
use super::{Failure, Outcome, Session};
use crate::config::{Settings, is_address, is_input};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::emit::{Options, Report, Stage};
use crate::site::{self, Key, Past, Record, Site, Summary};
use crate::world::{Changes, Disk, Traced, World};

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
    /// Fail where `ibid.lock` does not say what the site is, as a check before publishing does
    #[arg(long)]
    pub locked: bool,
    /// Write into a folder that holds files of others
    #[arg(long)]
    pub force: bool,
    /// How many threads to use [default: one per processor]
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
}

/// A build that has begun.
pub(super) struct Start {
    started: Instant,
    pub(super) disk: Disk,
    pub(super) settings: Settings,
    progress: Progress,
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
            locked: false,
            search_index: false,
            publishing: false,
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
        let start = self.start(session)?;
        let key = self.key(&start.disk, &start.settings);
        let last = key.as_ref().and_then(|key| Record::load(&start.disk, key));
        let open = |own: &str| -> Arc<dyn World> { Arc::new(Disk::new(self.folder(session, own))) };
        if let Some(standing) = last.as_ref().and_then(|last| last.standing(&start.disk, open)) {
            drop(start.progress);
            session.report(&standing.diagnostics)?;
            let report = Report { unchanged: standing.files, ..Report::default() };
            let warnings = warnings(&standing.diagnostics, false);
            let folder = self.folder(session, &standing.folder);
            return tell(session, &standing.summary, warnings, &report, &folder, start.started);
        }
        self.write(session, start, key, last, |_| Ok(String::new()))
    }

    /// Makes ready for a build, which begins now.
    pub(super) fn start(&self, session: &Session) -> Result<Start, Failure> {
        let started = Instant::now();
        if let Some(jobs) = self.jobs {
            // Only fails where the pool was made before, and then it has the size that it has.
            let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.get()).build_global();
        }
        let disk = session.site(self.choice.date)?;
        self.refuse_inputs(session)?;
        let settings = self.choice.settings(session, self.base_url.as_deref());
        let settings = Settings { search_index: true, locked: self.locked, ..settings };
        Ok(Start { started, disk, settings, progress: Progress::start("building") })
    }

    fn folder(&self, session: &Session, own: &str) -> PathBuf {
        self.output_dir.clone().unwrap_or_else(|| session.root().join(own))
    }

    /// Reads and checks the site and writes it. Before the first file is, something more is done with it, which gives a line to
    /// tell.
    pub(super) fn write(
        &self,
        session: &Session,
        start: Start,
        key: Option<Key>,
        last: Option<Record>,
        then: impl FnOnce(&Site) -> Result<String, Failure>,
    ) -> Result<Outcome, Failure> {
        let Start { started, disk, settings, progress } = start;
        let (world, began) = (Traced::new(disk.share()), disk.now());
        let site = Self::site(&world, &settings);
        let folder = self.folder(session, &site.material().config.output_dir);
        let out = Disk::new(&folder);
        let strict = self.choice.strict;
        let is_hopeless = Outcome::of(&site.diagnostics, strict) == Outcome::Findings;
        // Where there is nothing to write to or from, the rest is rendered for its faults alone.
        let stage =
            if is_hopeless { Err(Vec::new()) } else { Stage::open(&out, Options { force: self.force }) };
        let stage = match stage {
            Ok(stage) => stage,
            Err(found) => return Self::refused(site.outcome_unkept(), found, session, progress),
        };
        let earlier = last.zip(key.as_ref()).and_then(|(last, key)| last.pages(&disk, key, &site, &stage));
        let (outcome, pages) = site.outcome_on(&stage, earlier.as_ref());
        if Outcome::of(&outcome.diagnostics, strict) == Outcome::Findings {
            return Self::refused(outcome, Vec::new(), session, progress);
        }
        progress.now("writing");
        let warnings = warnings(&outcome.diagnostics, false);
        // What is recorded and not written is harmless; what is written and not recorded could die.
        let further = then(&site)?;
        let report = match stage.commit(&outcome.artifacts) {
            Ok(report) => report,
            Err(found) => return Self::refused(outcome, found, session, progress),
        };
        drop(progress);
        session.report(&outcome.diagnostics)?;
        if let Some(key) = key {
            Record::new(began, world.trace(), &outcome, &report.list).save(&pages, &disk, &key);
        }
        let told = tell(session, &outcome.summary, warnings, &report, &folder, started);
        // To free so much takes its time, and the system does it at once when the program ends.
        std::mem::forget((site, outcome, pages));
        say(session, &further)?;
        told
    }

    /// By what the record of such a build is found; none where it cannot be told which program this is.
    fn key(&self, world: &Disk, settings: &Settings) -> Option<Key> {
        let output = self.output_dir.as_deref().unwrap_or(Path::new(""));
        let output = format!("{}\0{}", output.to_str()?, self.choice.strict);
        Some(Key::new(&program()?, world, settings, &output))
    }

    /// The site, read and checked. What could be used for another update is not kept: there is none.
    fn site(world: &dyn World, settings: &Settings) -> Site {
        site::update(world, settings, &mut Past::default(), &Changes::All)
    }

    /// Tells why nothing was written, or not everything: what was found wrong with the site, and with the output.
    fn refused<B>(
        mut outcome: site::Outcome<B>,
        found: Vec<Diagnostic>,
        session: &Session,
        progress: Progress,
    ) -> Result<Outcome, Failure> {
        let is_finding = found.iter().all(|found| found.code == Code::DuplicateUrl);
        outcome.diagnostics.extend(found);
        drop(progress);
        session.report(&outcome.diagnostics)?;
        if let Some(code) = unusable(&outcome.diagnostics) {
            return code;
        }
        if !is_finding {
            return Err(Failure::Told);
        }
        session.tell("Nothing was written.\n");
        Ok(Outcome::Findings)
    }
}

/// Which program this is, whatever it calls itself: one that was compiled anew has another time.
fn program() -> Option<String> {
    let path = std::env::current_exe().ok()?;
    let stamp = Disk::new(path.parent()?).stamp(path.file_name()?.to_str()?).ok()?;
    Some(format!("{} {} {}", path.to_str()?, stamp.size, stamp.modified))
}

/// Says what was made and written.
fn tell(
    session: &Session,
    summary: &Summary,
    warnings: usize,
    report: &Report,
    folder: &Path,
    started: Instant,
) -> Result<Outcome, Failure> {
    let mut words = made(summary, warnings);
    let _ = writeln!(words, "{}", written(report, &shown(folder), started.elapsed()));
    say(session, &words)?;
    Ok(Outcome::Fine)
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
