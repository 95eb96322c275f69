//! `ibid link`.

use super::build::{Choice, unusable};
use super::named::{Names, base_path};
use super::{Failure, Outcome, Session};
use crate::config::Settings;
use crate::site::{self, Permalink};

/// The most annotations that a search prints.
const BEST: usize = 5;

/// Print the permalink of an annotation: as URL, Markdown, HTML and plain quotation
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// The id of the annotation, or its address
    #[arg(value_name = "ID", required_unless_present = "search", conflicts_with = "search")]
    pub id: Option<String>,
    /// Words of the phrase, of its page or of the quotation: prints the best few, each below its id
    #[arg(long, value_name = "WORDS")]
    pub search: Option<String>,
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
        let words = match (&self.id, &self.search) {
            (Some(id), _) => forms(by_id(&outcome.permalinks, id, &base_path(session, &world))?),
            (None, words) => {
                let words = words.as_deref().unwrap_or_default();
                let found = site::find(&outcome.permalinks, words);
                if found.is_empty() {
                    session.tell(&format!("no annotation has the words “{words}”\n"));
                    return Ok(Outcome::Findings);
                }
                let with_id = |found: &&Permalink| format!("{}\n{}", found.id, forms(found));
                found.iter().take(BEST).map(with_id).collect::<Vec<_>>().join("\n")
            }
        };
        if outcome.has_errors() {
            session.tell(
                "The site has errors, so that it is not public as it stands; `ibid check` tells them.\n",
            );
        }
        session.print(&words)?;
        Ok(Outcome::Fine)
    }
}

fn by_id<'a>(permalinks: &'a [Permalink], typed: &str, base_path: &str) -> Result<&'a Permalink, Failure> {
    let names = Names::of_annotations(base_path, permalinks.iter().map(|permalink| permalink.id.as_str()));
    let found = names.find(typed).map_err(|unknown| {
        Failure::Usage(format!("there is no annotation `{}`{}", unknown.name, unknown.hint()))
    })?;
    permalinks.iter().find(|permalink| permalink.id == found).ok_or(Failure::Told)
}

/// The permalink in every form that a newsletter may need, each on a line of its own.
fn forms(permalink: &Permalink) -> String {
    format!("{}\n{}\n{}\n{}\n", permalink.url, permalink.markdown(), permalink.html(), permalink.plain())
}
