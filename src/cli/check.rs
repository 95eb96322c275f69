//! `ibid check`.

use super::build::Choice;

/// Check the site without writing anything
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// Which pages are taken and what counts as an error
    #[command(flatten)]
    pub choice: Choice,
}
