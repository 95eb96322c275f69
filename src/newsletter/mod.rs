//! Newsletters: what the site and a letter say of their mailing, what a letter may link to, how one is begun. The mails
//! themselves are made in `export`.

mod begin;
mod sender;
mod settings;
mod standing;

pub use begin::{Chosen, begin};
pub use sender::Sender;
pub use settings::{Letter, Settings, letter, settings};
pub use standing::standing;

/// The folder of newsletters, from `content/`.
pub const FOLDER: &str = "newsletters";
