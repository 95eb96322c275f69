//! The formats in which findings can be shown.

use super::{Diagnostic, github, human, json, order, sarif, short};

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// With the lines they are about, for people
    #[default]
    Human,
    /// One line each: `file:line:column: error[code]: message`
    Short,
    /// A JSON array with byte ranges, lines and columns
    Json,
    /// SARIF 2.1.0, for code scanning services
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
}

impl Format {
    /// The findings as text, in order of file and place, each once. Only [`Format::Human`] has colours.
    #[must_use]
    pub fn render(self, diagnostics: &[Diagnostic], colour: bool) -> String {
        let diagnostics = order::sorted(diagnostics);
        match self {
            Self::Human => human::render(&diagnostics, colour),
            Self::Short => short::render(&diagnostics),
            Self::Json => json::render(&diagnostics),
            Self::Sarif => sarif::render(&diagnostics),
            Self::Github => github::render(&diagnostics),
        }
    }

    /// Whether a program is meant to read it.
    #[must_use]
    pub fn is_for_programs(self) -> bool {
        matches!(self, Self::Json | Self::Sarif | Self::Github)
    }
}
