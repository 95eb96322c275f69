//! `ibid link`.

use super::build::{Choice, unusable};
use super::{Failure, Outcome, Session};
use crate::config::Settings;
use crate::diagnostic::nearest;
use crate::site::{self, Permalink};

/// Print the permalink of an annotation: as URL, Markdown, HTML and plain quotation
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// The id of the annotation
    #[arg(value_name = "ID")]
    pub id: String,
    /// The address of the site, in place of the configured one
    #[arg(long, value_name = "URL", value_parser = super::build::address)]
    pub base_url: Option<String>,
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> Result<Outcome, Failure> {
        let world = session.site(None)?;
        let settings = Choice::default().settings(session, self.base_url.as_deref());
        let outcome = site::build(&world, &Settings { list_permalinks: true, ..settings });
        if let Some(code) = unusable(&outcome.diagnostics) {
            session.report_aside(&outcome.diagnostics);
            return code;
        }
        let id = self.id.trim_start_matches("a:").trim_start_matches('#');
        let Ok(at) = outcome.permalinks.binary_search_by(|permalink| permalink.id.as_str().cmp(id)) else {
            let near = nearest(id, outcome.permalinks.iter().map(|permalink| permalink.id.as_str()));
            let hint = near.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
            return Err(Failure::Usage(format!("there is no annotation `{id}`{hint}")));
        };
        if outcome.has_errors() {
            session.tell(
                "The site has errors, so that it is not public as it stands; `ibid check` tells them.\n",
            );
        }
        session.print(&forms(&outcome.permalinks[at]))?;
        Ok(Outcome::Fine)
    }
}

/// The permalink in every form that a newsletter may need, each on a line of its own.
fn forms(permalink: &Permalink) -> String {
    format!("{}\n{}\n{}\n{}\n", permalink.url, permalink.markdown(), permalink.html(), permalink.plain())
}
