//! The command line: one file per command.
//!
//! A command is a struct of arguments as typed, with a `run` that takes the [`Session`] and tells its [`Outcome`].
//! To add one, write its file and add it to `Command`.
#![expect(
    clippy::disallowed_methods,
    reason = "the command line is where arguments, environment and terminal are"
)]

pub mod build;
pub mod check;
mod completions;
mod content;
mod explain;
mod fault;
mod from_here;
mod init;
mod ledger;
pub mod link;
mod move_to;
mod named;
mod new;
#[cfg(feature = "newsletters")]
mod newsletter;
mod outcome;
mod parse;
pub mod progress;
mod publish;
mod quote;
mod recorded;
mod render;
mod retract;
#[cfg(feature = "serve")]
mod serve;
mod session;
mod theme;
#[cfg(feature = "serve")]
mod voice;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use outcome::{Failure, Outcome};
pub use session::{Global, Session};

/// Builds a site of annotated briefings and checks every quotation against its archived source.
#[derive(Debug, Parser)]
#[command(name = "ibid", version, max_term_width = 100, after_help = EXAMPLES, arg_required_else_help = true)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  ibid init desk && cd desk     begin a site
  ibid serve --open             preview it while you write
  ibid build                    check it and write it to public/
  ibid new briefing \"On grain\"  begin a briefing
  ibid check                    what is wrong, and nothing written
  ibid publish                  write it and record its permalinks, which never die from then on
  ibid build --drafts           the site with its drafts, in public/
  ibid explain quotation-order  what a message means, and the way out

Exit codes: 0 fine, 1 findings, 2 wrong usage or a file that cannot be read or written.";

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Args),
    New(new::Args),
    Build(build::Args),
    #[cfg(feature = "serve")]
    Serve(serve::Args),
    Check(check::Args),
    Publish(publish::Args),
    Retract(retract::Args),
    Move(move_to::Args),
    Link(link::Args),
    #[cfg(feature = "newsletters")]
    Newsletter(newsletter::Args),
    Parse(parse::Args),
    Quote(quote::Args),
    Render(render::Args),
    Theme(theme::Args),
    Explain(explain::Args),
    Completions(completions::Args),
}

impl Command {
    fn run(&self, session: &Session) -> Result<Outcome, Failure> {
        match self {
            Self::Init(args) => args.run(session),
            Self::New(args) => args.run(session),
            Self::Build(args) => args.run(session),
            #[cfg(feature = "serve")]
            Self::Serve(args) => args.run(session),
            Self::Check(args) => args.run(session),
            Self::Publish(args) => args.run(session),
            Self::Retract(args) => args.run(session),
            Self::Move(args) => args.run(session),
            Self::Link(args) => args.run(session),
            #[cfg(feature = "newsletters")]
            Self::Newsletter(args) => args.run(session),
            Self::Parse(args) => args.run(session),
            Self::Quote(args) => args.run(session),
            Self::Render(args) => args.run(session),
            Self::Theme(args) => args.run(session),
            Self::Explain(args) => args.run(session),
            Self::Completions(args) => args.run(session),
        }
    }
}

/// Runs the program with these arguments, the first of which is its own name.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(message) => {
            // Help that is cut off by a closed pipe was still shown as far as somebody read it.
            let _ = message.print();
            return if message.use_stderr() { Failure::exit_code() } else { ExitCode::SUCCESS };
        }
    };
    let session = Session::new(&cli.global);
    match fault::guard(|| cli.command.run(&session)) {
        Ok(outcome) => outcome.exit_code(),
        Err(failure) => {
            session.tell_failure(&failure);
            Failure::exit_code()
        }
    }
}

/// The definition of the command line, for completions and the manual.
#[must_use]
pub fn definition() -> clap::Command {
    <Cli as clap::CommandFactory>::command()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_definition_is_sound() {
        super::definition().debug_assert();
    }
}
