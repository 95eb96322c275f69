//! The pages below `/_ibid/`: what the site holds, what was found wrong with it, and what the last updates did.
//!
//! They are plain HTML that needs no script, and long lists are cut into parts: a site of 10,000 pages is no reason to wait.

mod annotations;
mod html;
#[cfg(feature = "newsletters")]
mod newsletter;
mod overview;
mod pages;
mod parts;
mod shell;
mod sources;
#[cfg(test)]
mod tests;
mod updates;
mod warnings;

use self::html::Html;
use self::parts::Asked;
use super::findings::Findings;
use crate::diagnostic::Diagnostic;
use crate::site::Site;

pub use updates::{Cause, Update, Updates};

const STYLE_FILE: &str = "status.css";
const STYLE: &str = include_str!("status.css");

/// What the pages tell of.
#[derive(Clone, Copy)]
pub struct Status<'a> {
    /// The site as it is shown; none where it could not be shown yet.
    pub site: Option<&'a Site>,
    /// What was found wrong by the last update.
    pub diagnostics: &'a [Diagnostic],
    /// The last updates.
    pub updates: &'a Updates,
    /// The address at which readers find the site, for what is going to be sent to them.
    pub public_url: &'a str,
}

/// A page before it is put together.
struct Page {
    title: &'static str,
    /// What stands below the title.
    content: Html,
}

impl Status<'_> {
    /// The page or the style sheet at a path below `/_ibid/`, which is empty for the first: `pages/`, `annotations/fail/2/`, `status.css`. None:
    /// there is no such page. A query makes no difference.
    #[must_use]
    pub fn page(&self, path: &str) -> Option<String> {
        let path = path.split('?').next().unwrap_or_default();
        if path == STYLE_FILE {
            return Some(STYLE.to_owned());
        }
        #[cfg(feature = "newsletters")]
        if let Some(path) = path.strip_prefix("newsletter/").filter(|path| path.ends_with(".html")) {
            return newsletter::file(self, path);
        }
        let folder = if path.is_empty() { path } else { path.strip_suffix('/')? };
        if folder.ends_with('/') {
            return None;
        }
        let (kind, rest) = folder.split_once('/').unwrap_or((folder, ""));
        let page = match kind {
            "" if path.is_empty() => overview::page(self),
            "pages" => pages::page(self.site, Asked::read(rest)?)?,
            "annotations" => annotations::page(self.site, Asked::read(rest)?)?,
            #[cfg(feature = "newsletters")]
            "newsletter" => newsletter::page(self, rest)?,
            "sources" => sources::page(self.site, Asked::read(rest)?)?,
            "warnings" => warnings::page(self.diagnostics, Asked::read(rest)?)?,
            _ => return None,
        };
        Some(shell::whole(self, kind, &page))
    }

    /// What was found wrong, in numbers.
    fn counts(&self) -> Findings {
        Findings::of(self.diagnostics, 0)
    }
}
