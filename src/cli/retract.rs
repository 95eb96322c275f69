//! `ibid retract`.

use super::named::{Names, base_path};
use super::{Failure, Outcome, Session, ledger};
use crate::ledger::{Ledger, State};
use crate::world::World;

/// Say at a permalink that its annotation was taken back, and why
///
/// The page of the permalink stays and gives the reason, with what the annotation said. Take the annotation out of the text
/// as well.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    /// The annotation or page: its id, its path, its file or its address
    #[arg(value_name = "ID")]
    id: String,
    /// Why, for readers
    #[arg(long, required_unless_present = "undo")]
    reason: Option<String>,
    /// No longer show what it said
    #[arg(long, conflicts_with = "undo")]
    redact: bool,
    /// Take the retraction back, or a move
    #[arg(long, conflicts_with = "reason")]
    undo: bool,
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> Result<Outcome, Failure> {
        let disk = session.site(None)?;
        let _held = ledger::hold(session, &disk)?;
        let before = ledger::read(&disk)?;
        let name = published(&self.id, &before, &base_path(session, &disk))?;
        let state = match &self.reason {
            None => State::Live,
            Some(reason) if reason.trim().is_empty() => {
                return Err(Failure::Usage("the reason is empty; readers see it".to_owned()));
            }
            Some(reason) => {
                State::Retracted { on: disk.today(), reason: reason.trim().to_owned(), redacted: self.redact }
            }
        };
        let mut now = before.clone();
        let known = state_of(&mut now, &name)?;
        if self.undo && known.is_live() {
            return Err(Failure::Usage(format!("`{name}` is neither retracted nor moved")));
        }
        match known {
            State::Retracted { redacted: true, .. } if self.undo => {
                let message = format!(
                    "what `{name}` said was taken out of the ledger, so that it can't be published again"
                );
                return Err(Failure::Usage(message));
            }
            State::Retracted { .. } | State::Moved { .. } if !self.undo && !self.redact => {
                return Err(Failure::Usage(ended(&name, known)));
            }
            _ => {}
        }
        *known = match (&*known, state) {
            // It was taken back on the day on which it was.
            (State::Retracted { on, .. }, State::Retracted { reason, redacted, .. }) => {
                State::Retracted { on: *on, reason, redacted }
            }
            (_, state) => state,
        };
        if self.redact {
            // What is not to be shown any more does not stay in the ledger either.
            now.redact(&name);
        }
        ledger::replace(&disk, &before, &now)?;
        session.print(&if self.undo {
            format!("`{name}` is published again: the next build expects it in the content\n")
        } else {
            let told = format!("`{name}` is retracted: its page says so from the next build on\n");
            let kept = if self.redact {
                "The ledger no longer tells what it said; version control still has it\n"
            } else {
                ""
            };
            told + kept + &ledger::newsletters(&now, &name)
        })?;
        Ok(Outcome::Fine)
    }
}

/// Why something is not ended a second time.
pub(super) fn ended(name: &str, state: &State) -> String {
    let what = match state {
        State::Moved { to, .. } => format!("leads to `{to}`"),
        State::Retracted { redacted: true, .. } => return format!("`{name}` is retracted already, for good"),
        _ => "is retracted".to_owned(),
    };
    format!("`{name}` {what} already; `ibid retract {name} --undo` takes that back")
}

/// The id or path of something that was published.
pub(super) fn published(typed: &str, ledger: &Ledger, base_path: &str) -> Result<String, Failure> {
    Names::of_ledger(base_path, ledger).find(typed).map_err(|unknown| {
        let hint = match unknown.hint() {
            hint if !hint.is_empty() => hint,
            _ if ledger.annotations.is_empty() && ledger.pages.is_empty() => {
                ": nothing was published yet".to_owned()
            }
            _ => "; what was never published can simply be taken out of the text".to_owned(),
        };
        Failure::Usage(format!("`{}` is not in the ledger{hint}", unknown.name))
    })
}

/// The state of something that was published.
pub(super) fn state_of<'l>(ledger: &'l mut Ledger, name: &str) -> Result<&'l mut State, Failure> {
    let annotation = ledger.annotations.get_mut(name).map(|entry| &mut entry.state);
    let state = annotation.or(ledger.pages.get_mut(name).map(|page| &mut page.state));
    state.ok_or(Failure::Told)
}
