//! `ibid completions`.

use clap_complete::Shell;

use super::{Failure, Outcome, Session};

/// Print the completions of commands and arguments for a shell
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> Result<Outcome, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut super::definition(), "ibid", &mut script);
        session.print(&String::from_utf8_lossy(&script))?;
        Ok(Outcome::Fine)
    }
}
