//! What all commands share: where the site is, and how to talk to whoever called.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use jiff::civil::Date;

use super::{Failure, from_here};
use crate::diagnostic::{Code, Diagnostic, Format};
use crate::world::Disk;

/// The arguments that every command takes, as typed.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Everywhere")]
pub struct Global {
    /// The folder of the site
    #[arg(long, global = true, value_name = "DIR", default_value = ".", hide_default_value = true)]
    root: PathBuf,
    /// The configuration, from the folder of the site
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<String>,
    /// How findings are shown
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        hide_possible_values = true,
        value_name = "FORMAT"
    )]
    #[arg(help = "How findings are shown: human, short, json, sarif or github", hide_default_value = true)]
    format: Format,
    /// Whether to use colours: auto, always or never
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        hide_possible_values = true,
        value_name = "WHEN"
    )]
    #[arg(hide_default_value = true)]
    color: When,
}

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum When {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// One call of the program.
#[derive(Debug, Clone)]
pub struct Session {
    root: PathBuf,
    config: Option<String>,
    format: Format,
    when: When,
}

impl Session {
    pub(super) fn new(global: &Global) -> Self {
        let Global { root, config, format, color } = global.clone();
        Self { root, config, format, when: color }
    }

    /// The folder of the site.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The path of the configuration from the site's root, where one was given.
    #[must_use]
    pub fn config(&self) -> Option<&str> {
        self.config.as_deref()
    }

    /// How findings are to be shown.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// The site as of a day, or of today.
    ///
    /// # Errors
    /// There is no such folder.
    pub fn site(&self, day: Option<Date>) -> Result<Disk, Failure> {
        if self.root.is_dir() {
            return Ok(Disk::new(&self.root).with_today(day));
        }
        Err(Failure::Usage(format!("there is no folder `{}`", self.root.display())))
    }

    /// Writes to the standard output. A reader who has had enough, as `head` has, is no trouble.
    ///
    /// # Errors
    /// The output cannot be written, as on a full disk.
    pub fn print(&self, text: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                let message = format!("the standard output cannot be written: {error}");
                Err(Diagnostic::error(Code::Unwritable, message).into())
            }
            _ => Ok(()),
        }
    }

    /// Shows findings about the site: on the standard output where a program is to read them, else on the standard error.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn report(&self, diagnostics: &[Diagnostic]) -> Result<(), Failure> {
        if self.format.is_for_programs() {
            return self
                .print(&self.format.render(&self.seen_from_here(diagnostics), self.when == When::Always));
        }
        self.report_aside(&self.seen_from_here(diagnostics));
        Ok(())
    }

    /// Shows findings on the standard error with paths as they are, for a command whose result is on the standard
    /// output and which was given a file by its path.
    pub fn report_aside(&self, diagnostics: &[Diagnostic]) {
        self.tell(&self.format.render(diagnostics, self.has_colours()));
    }

    fn seen_from_here(&self, diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
        from_here::moved(diagnostics, &self.root, std::env::current_dir().ok().as_deref())
    }

    /// Says something on the standard error.
    pub fn tell(&self, text: &str) {
        // Where nobody listens any more there is nobody to tell so.
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    pub(super) fn tell_failure(&self, failure: &Failure) {
        match failure {
            Failure::Usage(message) => self.tell(&format!("error: {message}\n")),
            Failure::Findings(diagnostics) => self.report_aside(diagnostics),
            Failure::Told => {}
        }
    }

    /// Whether the standard error shows colours (<https://no-color.org>).
    fn has_colours(&self) -> bool {
        let unwanted = |name, value: &dyn Fn(&std::ffi::OsStr) -> bool| {
            std::env::var_os(name).is_some_and(|found| value(&found))
        };
        match self.when {
            When::Always => true,
            When::Never => false,
            When::Auto => {
                io::stderr().is_terminal()
                    && !unwanted("NO_COLOR", &|value| !value.is_empty())
                    && !unwanted("TERM", &|value| value == "dumb")
            }
        }
    }
}
