//! `ibid explain`.

use super::{Failure, Outcome, Session};
use crate::diagnostic::{Code, nearest};
use crate::embedded;

/// Explain a message: what it means, why it matters, an example, the way out
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    /// The code of the message, as it stands in brackets; without it, all are listed
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> Result<Outcome, Failure> {
        let text = match &self.code {
            None => list(),
            Some(name) => page(name)?,
        };
        session.print(&text)?;
        Ok(Outcome::Fine)
    }
}

fn page(name: &str) -> Result<String, Failure> {
    // Somebody who copies `error[syntax]` means the code.
    let wanted = name.rsplit_once('[').map_or(name, |(_, rest)| rest).trim_end_matches(']').to_lowercase();
    let Ok(code) = wanted.parse::<Code>() else { return Err(unknown(name, &wanted)) };
    let explanation = embedded::explanation(code)
        .ok_or_else(|| Failure::Usage(format!("there is no page about `{code}` yet")))?;
    Ok(format!("# {code}\n\n{}\n\n{}\n", explanation.description, explanation.body))
}

fn unknown(name: &str, wanted: &str) -> Failure {
    let hint = match nearest(wanted, Code::ALL.iter().map(|code| code.name())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`ibid explain` lists all codes".to_owned(),
    };
    Failure::Usage(format!("there is no code `{name}`; {hint}"))
}

fn list() -> String {
    let width = Code::ALL.iter().map(|code| code.name().len()).max().unwrap_or(0);
    let line = |code: &Code| {
        let description = embedded::explanation(*code).map(|page| page.description).unwrap_or_default();
        format!("{:width$}  {description}", code.name()).trim_end().to_owned() + "\n"
    };
    Code::ALL.iter().map(line).collect()
}
