//! `ibid move`.

use super::build::Choice;
use super::retract::{base_url, ended, state_of};
use super::{Failure, Outcome, Session, ledger};
use crate::diagnostic::nearest;
use crate::index::source_path;
use crate::ledger::{Ledger, State};
use crate::site::{self, Past, Site};
use crate::world::{Changes, World};

/// Make a permalink lead to another one
///
/// For an annotation that became a part of another, or that has another name now; likewise for the path of a page.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    /// The id of the published annotation, or the path of the published page
    #[arg(value_name = "ID")]
    id: String,
    /// The id of the annotation, or the path of the page, that it leads to
    #[arg(long, value_name = "ID")]
    to: String,
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> Result<Outcome, Failure> {
        let disk = session.site(None)?;
        let _held = ledger::hold(session, &disk)?;
        let before = ledger::read(&disk)?;
        let base_url = base_url(session, &disk);
        let (name, to) = (ledger::name(&self.id, &base_url), ledger::name(&self.to, &base_url));
        let mut now = before.clone();
        let known = state_of(&mut now, &name)?;
        if matches!(known, State::Retracted { .. }) {
            return Err(Failure::Usage(ended(&name, known)));
        }
        *known = State::Moved { on: disk.today(), to: to.clone() };
        if name.starts_with('/') != to.starts_with('/') {
            let message =
                "an annotation leads to an annotation and a page to a page: both are ids, or both are paths";
            return Err(Failure::Usage(message.to_owned()));
        }
        let end = if name.starts_with('/') { now.page_destination(&name) } else { now.destination(&name) };
        if end.is_none() {
            return Err(Failure::Usage(format!("`{to}` leads back to `{name}`")));
        }
        let settings = Choice::default().settings(session, None);
        is_there(&site::update(&disk, &settings, &mut Past::default(), &Changes::All), &now, &to)?;
        ledger::replace(&disk, &before, &now)?;
        let told = format!("`{name}` leads to `{to}` from the next build on\n");
        session.print(&(told + &ledger::newsletters(&now, &name)))?;
        Ok(Outcome::Fine)
    }
}

/// Refuses to lead to what is not there.
fn is_there(site: &Site, ledger: &Ledger, to: &str) -> Result<(), Failure> {
    let (index, material) = (site.index(), site.material());
    let known: Vec<String> = if to.starts_with('/') {
        let pages = index.pages.iter().map(|page| page.path.clone());
        pages
            .chain(material.sources.iter().map(|source| source_path(&source.id)))
            .chain(ledger.pages.keys().cloned())
            .collect()
    } else {
        index.annotations.keys().chain(ledger.annotations.keys()).cloned().collect()
    };
    if known.iter().any(|known| known == to) {
        return Ok(());
    }
    let near = nearest(to, known.iter().map(String::as_str)).map(|near| format!("; did you mean `{near}`?"));
    Err(Failure::Usage(format!("nothing is called `{to}` here{}", near.unwrap_or_default())))
}
