//! `ibid newsletter`.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use jiff::civil::Date;

use super::build::{self, Choice, unusable};
use super::{Failure, Outcome, Session, ledger};
use crate::config::{Settings, is_input};
use crate::diagnostic::{Severity, nearest};
use crate::export::mail::Mail;
use crate::index::{Page, PageKind};
use crate::ledger::Sent;
use crate::site::{self, Past, Site};
use crate::world::{Changes, Disk, World, below_content};

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
        let page = self.page(&site, &world, session)?;
        let (mail, found) = site.mail(page);
        session.report(&found)?;
        let (Some(mail), Outcome::Fine) = (mail, Outcome::of(&found, false)) else {
            session.tell("Nothing was written.\n");
            return Ok(Outcome::Findings);
        };
        let disk = Disk::new(&out);
        for (name, bytes) in mail.files() {
            disk.write(&name, bytes).map_err(|error| Failure::writing(&error))?;
            build::say(session, &format!("{}\n", shown(&out.join(name)).display()))?;
        }
        if self.sent {
            build::say(session, &record(&world, &site, page, &mail)?)?;
        }
        Ok(Outcome::Fine)
    }

    /// Where the files go: not where people write, since a letter as Markdown would be a page.
    fn folder(&self, session: &Session) -> Result<PathBuf, Failure> {
        let Some(folder) = &self.output_dir else { return Ok(session.root().join(FOLDER)) };
        let inner = inside(folder, session.root()).filter(|inner| !inner.is_empty());
        if inner.is_some_and(|inner| is_input(&inner)) {
            let message =
                format!("`{}` is where the site itself is written; name another folder", folder.display());
            return Err(Failure::Usage(message));
        }
        Ok(folder.clone())
    }

    /// The page that a file became.
    fn page(&self, site: &Site, world: &dyn World, session: &Session) -> Result<usize, Failure> {
        let written = self.file.to_string_lossy().replace('\\', "/");
        // As it is seen from here, and as the site calls it.
        let candidates = [inside(&self.file, session.root()), Some(written)];
        let name = |path: &str| {
            let path = path.strip_prefix("@/").unwrap_or_else(|| below_content(path));
            path.to_owned()
        };
        let names: Vec<String> = candidates.iter().flatten().map(|path| name(path)).collect();
        let by_file = &site.index().by_file;
        if let Some(&page) = names.iter().find_map(|name| by_file.get(name)) {
            return Ok(page);
        }
        let is_there = |name: &&String| world.stamp(&format!("content/{name}")).is_ok();
        let name = names.iter().find(is_there).or(names.last()).map(String::as_str).unwrap_or_default();
        let path = format!("content/{name}");
        let held_back = site.material().withheld.iter().find(|(draft, _)| draft.file.path == path);
        if let Some((_, reason)) = held_back {
            let way_out = match reason {
                crate::index::Withheld::Future => "; `--date` makes the letter of another day",
                _ => "",
            };
            return Err(Failure::Usage(format!("`{path}` {}{way_out}", reason.words())));
        }
        if world.stamp(&path).is_ok() {
            return Err(Failure::Usage(format!("`{path}` is no page of its own")));
        }
        let near = nearest(name, by_file.keys().map(String::as_str));
        let hint = near.map(|near| format!("; did you mean `content/{near}`?")).unwrap_or_default();
        Err(Failure::Usage(format!("there is no page `{path}`{hint}")))
    }
}

/// Records that a letter was sent: what it links to can never be edited again. Gives a line to tell.
fn record(disk: &Disk, site: &Site, page: usize, mail: &Mail) -> Result<String, Failure> {
    let before = ledger::read(disk)?;
    let (material, index) = (site.material(), site.index());
    let Page { path, draft, date, .. } = &index.pages[page];
    let file = draft.map_or("", |draft| material.drafts[draft].file.path.as_str());
    let base_url = &material.config.base_url;
    // Every letter links to itself and to the home page; what was never published has no address to keep.
    let is_meant = |linked: &String| {
        let is_home = index.pages.iter().any(|page| page.kind == PageKind::Home && page.path == *linked);
        linked != path && !is_home && before.pages.contains_key(linked)
    };
    let annotations = mail.links(base_url);
    let pages: Vec<String> = mail.pages(base_url).into_iter().filter(is_meant).collect();
    let told = counted(annotations.len(), pages.len());
    let links: BTreeSet<String> = pages.into_iter().chain(annotations).collect();
    let sent = Sent {
        path: path.clone(),
        file: below_content(file).to_owned(),
        subject: mail.subject.clone(),
        on: date.unwrap_or(material.config.today),
        links: Vec::new(),
    };
    let known = before.newsletters.get(path);
    // Whoever got it before still has the links that it had then.
    let all = links.into_iter().chain(known.iter().flat_map(|known| known.links.iter().cloned()));
    let all = Sent { links: all.collect::<BTreeSet<_>>().into_iter().collect(), ..sent };
    let words = match known {
        None => "sent, with links to",
        Some(known) if *known == all => {
            return Ok(format!("{:>12}  was recorded as sent before, and links to nothing new\n", "ledger"));
        }
        Some(_) => "sent again, with links to",
    };
    let mut now = before.clone();
    now.newsletters.insert(path.clone(), all);
    ledger::replace(disk, &before, &now)?;
    Ok(format!("{:>12}  {words} {told}\n", "ledger"))
}

/// `2 annotations and 1 page`.
fn counted(annotations: usize, pages: usize) -> String {
    let annotations =
        if annotations == 1 { "1 annotation".to_owned() } else { format!("{annotations} annotations") };
    match pages {
        0 => annotations,
        1 => format!("{annotations} and 1 page"),
        pages => format!("{annotations} and {pages} pages"),
    }
}

/// A path from the site's root, by its letters: whatever it leads to need not be there. None where it leads out of the site.
fn inside(path: &Path, root: &Path) -> Option<String> {
    let plain = |path: &Path| {
        let mut plain = PathBuf::new();
        for part in std::path::absolute(path).ok()?.components() {
            match part {
                Component::ParentDir => drop(plain.pop()),
                Component::CurDir => {}
                other => plain.push(other),
            }
        }
        Some(plain)
    };
    let inner = plain(path)?.strip_prefix(plain(root)?).ok()?.to_path_buf();
    Some(inner.to_string_lossy().replace('\\', "/"))
}

/// A path as somebody would type it.
fn shown(path: &Path) -> &Path {
    path.strip_prefix(".").unwrap_or(path)
}
