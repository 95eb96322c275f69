//! Newsletters: what the site and a letter say of their mailing.

mod sender;
mod settings;

pub use sender::Sender;
pub use settings::{Letter, Settings, letter, settings};

/// The folder of newsletters, from `content/`.
pub const FOLDER: &str = "newsletters";
