//! `ibid serve`.

use std::fmt::Write as _;
use std::io;
use std::num::NonZeroU64;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use jiff::civil::Date;

use super::progress::Progress;
use super::voice::Voice;
use super::{Failure, Outcome, Session};
use crate::config::{Settings, config};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::serve::editor::Editor;
use crate::serve::http::{self, DEFAULT_PORT, Listening};
use crate::serve::watch::{self, Polling, Watcher};
use crate::serve::workshop::{Options, Workshop};
use crate::world::{Changes, World};

/// How often it is looked for what comes without a save: a new day, which brings pages of the future and takes expired
/// ones, and findings of pages that were rendered in the meantime.
const LOOK: Duration = Duration::from_secs(1);

/// Preview the site: what is saved is seen
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    /// The address to listen on; `0.0.0.0` lets other machines see the site as well
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub host: String,
    /// The port; the next free one where it is busy, any free one for 0
    #[arg(long, value_name = "PORT", default_value_t = DEFAULT_PORT)]
    pub port: u16,
    /// A name of a host by which the server may be asked, such as that of a tunnel
    #[arg(long = "allow-host", value_name = "NAME")]
    pub allowed_hosts: Vec<String>,
    /// Open the site in the browser
    #[arg(long)]
    pub open: bool,
    /// Show the site as its readers will see it, without drafts, future and expired pages
    #[arg(long)]
    pub published: bool,
    /// Show the site as of another day, such as 2026-01-09
    #[arg(long, value_name = "DATE")]
    pub date: Option<Date>,
    /// What opens a file in your editor, such as `code -g {file}:{line}:{column}` [default: `IBID_EDITOR`, `VISUAL` or `EDITOR`]
    #[arg(long, value_name = "COMMAND")]
    pub editor: Option<String>,
    /// Look for changes every so many milliseconds, where the system does not tell of them
    #[arg(long, value_name = "MILLISECONDS")]
    pub poll: Option<NonZeroU64>,
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> Result<Outcome, Failure> {
        let world = session.site(self.date)?;
        let root = session.root().canonicalize().map_err(|error| {
            Failure::Usage(format!("the folder `{}` cannot be used: {error}", session.root().display()))
        })?;
        let settings = self.settings(session);
        let (configured, found) = config(&world, &settings);
        if found.iter().any(|found| found.code == Code::MissingConfig) {
            session.report(&found)?;
            return Err(Failure::Told);
        }
        let listening = Listening::bind(&self.host, self.port);
        let listening = listening.map_err(|error| Failure::Usage(error.to_string()))?;
        // What changes while the site is read for the first time is seen as a change.
        let options = watch::Options {
            poll: self.poll.map(|poll| Duration::from_millis(poll.get())),
            left_out: vec![configured.output_dir.clone()],
        };
        let (watcher, changes) = Watcher::start(&root, &options).map_err(|error| {
            Diagnostic::error(Code::Unreadable, format!("the site cannot be watched: {error}"))
        })?;
        let progress = Progress::start("reading the site");
        let editor = Editor::choose(self.editor.as_deref(), |name| std::env::var(name).ok());
        let editor = editor.map_err(Failure::Usage)?;
        let options = Options { settings, origin: listening.url(), root, editor };
        let workshop = Workshop::open(world.share(), options);
        drop(progress);
        let voice = Voice::start(session).map_err(|error| no_thread(&error))?;
        self.say_hello(session, &voice, &listening, &workshop, &watcher)?;
        keep_up(voice.clone(), Arc::clone(&workshop), watcher.polling(), changes)?;
        let options = http::Options { allowed_hosts: self.allowed_hosts.clone(), ..http::Options::default() };
        let served = http::serve(listening, workshop, &options, http::interrupted());
        served.map_err(|error| Failure::Usage(format!("the server ended: {error}")))?;
        drop(watcher);
        voice.tell("Ended.\n");
        voice.finish();
        Ok(Outcome::Fine)
    }

    fn settings(&self, session: &Session) -> Settings {
        let shows_all = !self.published;
        Settings {
            config: session.config().map(str::to_owned),
            date: self.date,
            drafts: shows_all,
            future: shows_all,
            expired: shows_all,
            ..Settings::default()
        }
    }

    fn say_hello(
        &self,
        session: &Session,
        voice: &Voice,
        listening: &Listening,
        workshop: &Workshop,
        watcher: &Watcher,
    ) -> Result<(), Failure> {
        voice.report(workshop.findings());
        if let Some(busy) = listening.busy() {
            voice.tell(format!("The port {busy} is busy.\n"));
        }
        if let Some(why) = watcher.polling().said() {
            voice.tell(format!("{why}\n"));
        }
        // Where it is said that the site is served comes after what is wrong with it, as far as somebody listens.
        voice.finish();
        let address = workshop.address();
        let summary = workshop.site().summary();
        let (pages, annotations) = (summary.pages, summary.annotations);
        let time = workshop.time().as_millis();
        session.print(&format!(
            "Serving {address}/ ({pages} pages, {annotations} annotations, read in {time} ms)\n"
        ))?;
        voice.tell("What you save is shown at once. Ctrl-C ends.\n");
        if self.open
            && let Err(error) = open::that_detached(format!("{address}/"))
        {
            voice.tell(format!("The browser could not be opened: {error}\n"));
        }
        Ok(())
    }
}

/// Brings the site up to date in a thread of its own, for as long as the program runs.
fn keep_up(
    voice: Voice,
    workshop: Arc<Workshop>,
    polling: Polling,
    batches: Receiver<Changes>,
) -> Result<(), Failure> {
    let said = polling.said();
    let mut told = Told { voice, findings: workshop.findings(), polling, said };
    let work = move || {
        loop {
            let changes = match batches.recv_timeout(LOOK) {
                // What came in while the site was brought up to date is done at once.
                Ok(changes) => batches.try_iter().fold(changes, Changes::and),
                Err(RecvTimeoutError::Timeout) if workshop.day() == workshop.today() => {
                    told.tell_findings(workshop.findings());
                    continue;
                }
                Err(RecvTimeoutError::Timeout) => Changes::from_iter::<[&str; 0]>([]),
                Err(RecvTimeoutError::Disconnected) => break,
            };
            workshop.update(&changes);
            told.tell(&changes, &workshop);
        }
    };
    let spawned = thread::Builder::new().name("update".to_owned()).spawn(work);
    spawned.map(drop).map_err(|error| no_thread(&error))
}

fn no_thread(error: &io::Error) -> Failure {
    Failure::Usage(format!("no thread could be started: {error}"))
}

/// What was told last, so that findings are told when they come and when they go.
struct Told {
    voice: Voice,
    findings: Vec<Diagnostic>,
    polling: Polling,
    said: Option<String>,
}

impl Told {
    fn tell(&mut self, changes: &Changes, workshop: &Workshop) {
        let said = self.polling.said();
        if said != self.said {
            self.voice.tell(format!("{}\n", said.as_deref().unwrap_or_default()));
            self.said = said;
        }
        let errors = errors(&self.findings);
        self.tell_findings(workshop.findings());
        if is_aside(changes) {
            return;
        }
        let mut line = format!("{}: {} ms", named(changes, workshop), workshop.time().as_millis());
        // Writing to a string does not fail.
        let _ = match (errors, self::errors(&self.findings)) {
            (0, 0) => Ok(()),
            (_, 0) => write!(line, ", nothing is wrong any more"),
            (_, 1) => write!(line, ", 1 error"),
            (_, errors) => write!(line, ", {errors} errors"),
        };
        self.voice.tell(format!("{line}\n"));
    }

    fn tell_findings(&mut self, findings: Vec<Diagnostic>) {
        if findings != self.findings {
            self.voice.report(findings.clone());
            self.findings = findings;
        }
    }
}

fn errors(findings: &[Diagnostic]) -> usize {
    findings.iter().filter(|found| found.severity == Severity::Error).count()
}

/// Whether nothing but files right in the site's folder changed that are no configuration. What is told here may be
/// written into one of them, and to tell of that would go on for ever.
fn is_aside(changes: &Changes) -> bool {
    let is_aside = |path: &String| !path.contains('/') && !path.ends_with(".toml");
    matches!(changes, Changes::Paths(paths) if !paths.is_empty() && paths.iter().all(is_aside))
}

/// What changed, in a few words. Files that an editor made and took away again are no news where others are.
fn named(changes: &Changes, workshop: &Workshop) -> String {
    let Changes::Paths(paths) = changes else { return "Everything looked at anew".to_owned() };
    let (there, gone): (Vec<_>, Vec<_>) = paths.iter().partition(|path| workshop.has_file(path));
    let mut paths = if there.is_empty() { gone } else { there }.into_iter();
    match (paths.next(), paths.len()) {
        (None, _) => "A new day".to_owned(),
        (Some(path), 0) => path.clone(),
        (Some(path), more) => format!("{path} and {more} more"),
    }
}
