//! How a command ended.

use std::process::ExitCode;

use crate::diagnostic::{Code, Diagnostic, TextFile};
use crate::world::WorldError;

/// How a command that could do its work ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to complain about: exit code 0.
    Fine,
    /// Something is wrong with the site: exit code 1.
    Findings,
}

impl Outcome {
    /// [`Outcome::Findings`] where an error is among them, or a warning where `strict` is set.
    #[must_use]
    pub fn of(diagnostics: &[Diagnostic], strict: bool) -> Self {
        if diagnostics.iter().any(|found| found.counts(strict)) { Self::Findings } else { Self::Fine }
    }

    /// The number that the shell sees.
    #[must_use]
    pub fn exit_code(self) -> ExitCode {
        match self {
            Self::Fine => ExitCode::SUCCESS,
            Self::Findings => ExitCode::from(1),
        }
    }
}

/// Why a command could not do its work: exit code 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The command was called in a way that makes no sense; the sentence says how to.
    Usage(String),
    /// A file or folder that cannot be read or written, or a fault of ibid's own.
    Findings(Vec<Diagnostic>),
    /// Something of the kind that was shown already.
    Told,
}

impl Failure {
    /// The number that the shell sees.
    #[must_use]
    pub fn exit_code() -> ExitCode {
        ExitCode::from(2)
    }

    /// A file that could not be read.
    #[must_use]
    pub fn reading(error: &WorldError) -> Self {
        Self::Findings(vec![about(Code::Unreadable, "cannot be read", error)])
    }

    /// A file that could not be written.
    #[must_use]
    pub fn writing(error: &WorldError) -> Self {
        Self::Findings(vec![about(Code::Unwritable, "cannot be written", error)])
    }
}

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Findings(vec![diagnostic])
    }
}

fn about(code: Code, what: &str, error: &WorldError) -> Diagnostic {
    let message = format!("`{}` {what}: {}", error.path, error.message);
    Diagnostic::error(code, message).at(&TextFile::new(error.path.as_str(), ""), 0..0, "")
}
