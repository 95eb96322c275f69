//! `ibid newsletter`.

mod chosen;
mod sent;

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::build::{self, Choice, unusable};
use super::{Failure, Outcome, Session, ledger};
use crate::config::{Settings, is_input};
use crate::diagnostic::Severity;
use crate::site::{self, Past, Site};
use crate::world::{Changes, Disk, World, WorldError};

/// The folder of letters where none is named, from the site's root.
const FOLDER: &str = "newsletters";

/// Write a newsletter, or any other page, as a mail
///
/// NAME.html is for mail programs, NAME.txt is its plain text, NAME.eml holds both, NAME.paste.html is for the editors of
/// Substack, Ghost and Mailchimp, and NAME.md for Buttondown. Nothing is written where a link would lead nowhere.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    /// The content file: content/newsletters/2026-01-09.md
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The folder that the files are written to; `newsletters` in the site's where none is named
    #[arg(short, long, value_name = "DIR")]
    output_dir: Option<PathBuf>,
    /// Record in `ibid.lock` that it was sent, with the annotations that it links to
    #[arg(long)]
    sent: bool,
    /// Take this day for today, as for a letter that is dated tomorrow
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    /// The address of the site, in place of the configured one
    #[arg(long, value_name = "URL", value_parser = build::address)]
    base_url: Option<String>,
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> Result<Outcome, Failure> {
        let world = session.site(self.date)?;
        let out = self.folder(session)?;
        // What a letter links to is not retracted between the look at it and the record of it.
        let _held = if self.sent { Some(ledger::hold(session, &world)?) } else { None };
        let settings =
            Settings { date: self.date, ..Choice::default().settings(session, self.base_url.as_deref()) };
        let site = site::update(&world, &settings, &mut Past::default(), &Changes::All);
        // Whether an address leads to something is known when all is rendered.
        let mut found = site.outcome_unkept().diagnostics;
        found.retain(|found| found.severity == Severity::Error);
        if let Some(code) = unusable(&found) {
            session.report(&found)?;
            return code;
        }
        if !found.is_empty() {
            session.report(&found)?;
            session.tell(
                "The site has errors: what a letter links to would not be there. Nothing was written.\n",
            );
            return Ok(Outcome::Findings);
        }
        self.refuse_output(&site, session)?;
        let page = chosen::page(&self.file, &site, &world, session)?;
        let (mail, found) = site.mail(page);
        session.report(&found)?;
        let (Some(mail), Outcome::Fine) = (mail, Outcome::of(&found, false)) else {
            session.tell("Nothing was written.\n");
            return Ok(Outcome::Findings);
        };
        let disk = Disk::new(&out);
        for (name, bytes) in mail.files() {
            let told = |error: WorldError| {
                let path = shown(&out.join(&error.path)).display().to_string();
                Failure::writing(&WorldError { path, ..error })
            };
            disk.write(&name, bytes).map_err(told)?;
            build::say(session, &format!("{}\n", shown(&out.join(name)).display()))?;
        }
        let path = &site.index().pages[page].path;
        if !site.material().ledger.pages.contains_key(path) {
            session.tell(&format!(
                "Its own page, `{path}`, is not published yet: `ibid publish` before the letter arrives.\n"
            ));
        }
        if self.sent {
            build::say(session, &sent::record(&world, &site, page, &mail)?)?;
        }
        Ok(Outcome::Fine)
    }

    /// Where the files go: not where people write, since a letter as Markdown would be a page.
    fn folder(&self, session: &Session) -> Result<PathBuf, Failure> {
        let Some(folder) = &self.output_dir else { return Ok(session.root().join(FOLDER)) };
        let inner = chosen::inside(folder, session.root()).filter(|inner| !inner.is_empty());
        if inner.is_some_and(|inner| is_input(&inner)) {
            let message =
                format!("`{}` is where the site itself is written; name another folder", folder.display());
            return Err(Failure::Usage(message));
        }
        Ok(folder.clone())
    }

    /// A letter in the output of the site would go online with it, as a message and in all its forms.
    fn refuse_output(&self, site: &Site, session: &Session) -> Result<(), Failure> {
        let Some(folder) = &self.output_dir else { return Ok(()) };
        let inner = chosen::inside(folder, &session.root().join(&site.material().config.output_dir));
        if inner.is_none() {
            return Ok(());
        }
        let message = format!("`{}` is put online with the site; name another folder", folder.display());
        Err(Failure::Usage(message))
    }
}

/// A path as somebody would type it.
fn shown(path: &Path) -> &Path {
    path.strip_prefix(".").unwrap_or(path)
}
