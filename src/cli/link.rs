//! `ibid link`.

/// Print the permalink of an annotation
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// The id of the annotation
    #[arg(value_name = "ID")]
    pub id: String,
    /// The address of the site, in place of the configured one
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
}
