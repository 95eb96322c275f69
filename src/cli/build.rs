//! `ibid build`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use jiff::civil::Date;

/// Check the site and write it
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// Where to write [default: `output_dir` of the configuration, or `public`]
    #[arg(short, long, value_name = "DIR")]
    pub output_dir: Option<PathBuf>,
    /// The address of the site, in place of the configured one
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Which pages are taken and what counts as an error
    #[command(flatten)]
    pub choice: Choice,
    /// Write into a folder that holds files of others
    #[arg(long)]
    pub force: bool,
    /// How many threads to use [default: one per processor]
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
}

/// Which pages are taken and what counts as an error.
#[derive(Debug, Clone, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that stands alone")]
pub struct Choice {
    /// Take drafts as well
    #[arg(long)]
    pub drafts: bool,
    /// Take pages dated after today as well
    #[arg(long)]
    pub future: bool,
    /// Take pages that have expired as well
    #[arg(long)]
    pub expired: bool,
    /// Build as of another day, such as 2026-01-09
    #[arg(long, value_name = "DATE")]
    pub date: Option<Date>,
    /// Take warnings as errors
    #[arg(long)]
    pub strict: bool,
}
