//! `ibid move`.

use super::build::Choice;
use super::named::{Names, base_path};
use super::retract::{ended, published, state_of};
use super::{Failure, Outcome, Session, ledger};
use crate::ledger::State;
use crate::site::{self, Past};
use crate::world::{Changes, World};

/// Make a permalink lead to another one
///
/// For an annotation that became a part of another, or that has another name now; likewise for the path of a page.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    /// The published annotation or page: its id, its path, its file or its address
    #[arg(value_name = "ID")]
    id: String,
    /// The annotation or page that it leads to, likewise
    #[arg(long, value_name = "ID")]
    to: String,
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> Result<Outcome, Failure> {
        let disk = session.site(None)?;
        let _held = ledger::hold(session, &disk)?;
        let before = ledger::read(&disk)?;
        let name = published(&self.id, &before, &base_path(session, &disk))?;
        let settings = Choice::default().settings(session, None);
        let site = site::update(&disk, &settings, &mut Past::default(), &Changes::All);
        let to = Names::of_site(&site, &before).find(&self.to).map_err(|unknown| {
            Failure::Usage(format!("nothing is called `{}` here{}", unknown.name, unknown.hint()))
        })?;
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
        ledger::replace(&disk, &before, &now)?;
        let told = format!("`{name}` leads to `{to}` from the next build on\n");
        session.print(&(told + &ledger::newsletters(&now, &name)))?;
        Ok(Outcome::Fine)
    }
}
