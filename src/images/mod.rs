//! Pictures of the site → the sizes and formats that pages ask for.
//!
//! A page that asks for a picture gets its address and size at once, from the picture's header: [`Pictures::order`]. The
//! work itself is done after all pages are rendered, each picture decoded once, however many pages ask for it:
//! [`Pictures::make`]. What was made is kept in `.ibid/images/`, by content.

mod header;
mod locate;
#[cfg(feature = "images")]
mod make;
mod operation;
mod pictures;
mod recipe;
mod svg;

use std::fmt;

use crate::diagnostic::{Code, Diagnostic};

pub use header::{Header, Kind};
pub use locate::beside;
pub use operation::{Geometry, Operation};
pub use pictures::{FOLDER, Made, Picture, Pictures};
pub use recipe::{Format, Recipe};

/// Why a picture cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// Whether there is no such picture at all.
    pub is_missing: bool,
}

impl Trouble {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None, is_missing: false }
    }

    fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// The finding without a place.
    #[must_use]
    pub fn diagnostic(self) -> Diagnostic {
        let code = if self.is_missing { Code::BrokenLink } else { Code::UnusablePicture };
        let found = Diagnostic::error(code, self.message);
        match self.hint {
            Some(hint) => found.hint(hint),
            None => found,
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        self.hint.iter().try_for_each(|hint| write!(f, "; {hint}"))
    }
}

#[cfg(test)]
mod tests;
