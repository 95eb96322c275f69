//! `ibid check`.

use std::fmt::Write as _;
use std::time::Instant;

use super::build::{self, Choice};
use super::progress::Progress;
use super::{Failure, Outcome, Session};
use crate::config::Settings;
use crate::emit;
use crate::site::{self, Past};
use crate::world::{Changes, Disk};

/// Check the site without writing anything
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// Which pages are taken and what counts as an error
    #[command(flatten)]
    pub choice: Choice,
    /// Ask for every link out of the site as well
    #[arg(long)]
    pub external: bool,
    /// Ask even for links of which it is known from before what they are
    #[arg(long, requires = "external")]
    pub afresh: bool,
    /// Ask hosts inside private networks as well
    #[arg(long, requires = "external")]
    pub allow_private: bool,
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> Result<Outcome, Failure> {
        let started = Instant::now();
        if self.external && !cfg!(feature = "external-links") {
            let way_out = "build it with `cargo build --release --features external-links`";
            return Err(Failure::Usage(format!("this ibid has no way out to the network; {way_out}")));
        }
        let world = session.site(self.choice.date)?;
        let progress = Progress::start("checking");
        let settings = Settings { list_outside_links: self.external, ..self.choice.settings(session, None) };
        let site = site::update(&world, &settings, &mut Past::default(), &Changes::All);
        let mut outcome = site.outcome_unkept();
        outcome.diagnostics.extend(emit::clashes(&outcome.artifacts));
        let links = self.links(&world, &mut outcome, &progress);
        drop(progress);
        session.report(&outcome.diagnostics)?;
        if let Some(code) = build::unusable(&outcome.diagnostics) {
            return code;
        }
        let mut words =
            build::made(&outcome.summary, build::warnings(&outcome.diagnostics, self.choice.strict));
        if let Some(links) = links {
            let _ = writeln!(words, "{:>12}  {links}", "outside");
        }
        let _ = writeln!(words, "{:>12}  in {}", "checked", build::seconds(started.elapsed()));
        build::say(session, &words)?;
        Ok(Outcome::of(&outcome.diagnostics, self.choice.strict))
    }

    /// Asks for the links out of the site, where that is wanted; says what came of it.
    #[cfg(feature = "external-links")]
    fn links(&self, world: &Disk, outcome: &mut site::Outcome<()>, progress: &Progress) -> Option<String> {
        use crate::external::{self, Http, Manners, Task};

        if !self.external || build::unusable(&outcome.diagnostics).is_some() {
            return None;
        }
        let mut rules = outcome.config.link_checker.clone();
        rules.allow_private |= self.allow_private;
        let net = Http::new(&outcome.config.base_url, rules.timeout, rules.allow_private);
        let links = &outcome.outside_links;
        let task = Task { links, rules: &rules, manners: Manners::default(), afresh: self.afresh };
        let (count, found) = external::check(task, world, &net, &mut |done, all| {
            progress.now(format!("checking links out of the site: {done} of {all}"));
        });
        outcome.diagnostics.extend(found);
        Some(count.words())
    }

    #[cfg(not(feature = "external-links"))]
    fn links(&self, _: &Disk, _: &mut site::Outcome<()>, _: &Progress) -> Option<String> {
        None
    }
}
