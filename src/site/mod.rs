//! The whole way from files to artifacts: the phases, one after the other.

mod addresses;
mod cards;
mod clashes;
mod drafts;
mod evidence;
mod figures;
mod find;
mod furniture;
mod held_back;
mod index;
mod jobs;
mod ledger;
mod news;
mod originals;
mod outputs;
mod past;
mod permalink;
mod publish;
mod read;
mod record;
mod redirects;
mod sources;
mod statics;
mod summary;
mod surroundings;
mod templates;
mod times;

use std::sync::Arc;

use crate::config::{Config, Settings};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::emit::{Artifact, Stage, Staged};
#[cfg(feature = "newsletters")]
use crate::export;
use crate::external::{self, OutsideLink};
use crate::images::Pictures;
use crate::index::{Index, Material};
use crate::ledger::Ledger;
use crate::render::{Renderer, Statics, Templates, Wanted};
use crate::view::Views;
use crate::world::{Changes, World};

use addresses::Bytes;
pub use find::find;
pub use news::News;
use outputs::{Making, nothing_of};
pub use past::Past;
pub use permalink::Permalink;
use read::Files;
use record::Reuse;
pub use record::{Key, Pages, Record, Standing};
pub use summary::{HeldBack, Summary};
pub use times::Times;

/// What a site came to.
#[derive(Debug)]
pub struct Outcome<B = Arc<Vec<u8>>> {
    /// The configuration that was used.
    pub config: Arc<Config>,
    /// Everything that is to be written; empty where there are errors.
    pub artifacts: Vec<Artifact<B>>,
    /// What was found wrong, in all phases.
    pub diagnostics: Vec<Diagnostic>,
    /// What was made, in numbers.
    pub summary: Summary,
    /// Every annotation that is public, sorted by id; empty unless `Settings::list_permalinks` asks for them.
    pub permalinks: Vec<Permalink>,
    /// Every link out of the site; empty unless `Settings::list_outside_links` asks for them.
    pub outside_links: Vec<OutsideLink>,
}

impl<B> Outcome<B> {
    /// Whether anything stands in the way of publishing.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        has_errors(&self.diagnostics)
    }
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|found| found.severity == Severity::Error)
}

/// A site that was read and checked, ready to be rendered: whole, or file by file.
pub struct Site {
    /// The values that templates see, and what they are made from.
    pub views: Arc<Views>,
    /// What was found wrong before anything was rendered.
    pub diagnostics: Vec<Diagnostic>,
    /// How long each phase took.
    pub times: Times,
    settings: Settings,
    world: Arc<dyn World>,
    files: Arc<Files>,
    templates: Arc<Templates>,
    statics: Arc<Statics>,
    pictures: Arc<Pictures>,
}

/// Reads, checks and renders a site from nothing. Nothing is written: `artifacts` are for [`emit`](crate::emit::emit).
#[must_use]
pub fn build(world: &dyn World, settings: &Settings) -> Outcome {
    let mut past = Past::default();
    let site = update(world, settings, &mut past, &Changes::All);
    let outcome = site.outcome();
    // To free so much takes its time, and nobody has to wait for it.
    rayon::spawn(move || drop((past, site)));
    outcome
}

/// Brings a site up to date. `past` is what earlier updates worked out, `changes` which files may be others since then;
/// with an empty past everything is worked out. What the site comes to is the same either way.
#[must_use]
pub fn update(world: &dyn World, settings: &Settings, past: &mut Past, changes: &Changes) -> Site {
    let mut clock = times::Clock::start();
    let mut diagnostics = Vec::new();
    let config = past.surroundings.config(world, settings, &mut diagnostics);
    let is_missing = diagnostics.iter().any(|found| found.code == Code::MissingConfig);
    // Without a configuration this is no site: what its files say would be told for nothing.
    let files = if is_missing {
        Arc::default()
    } else {
        past.surroundings.files(world, &config, changes, &mut diagnostics)
    };
    let templates = read::texts(world, &files.templates, &mut diagnostics);
    let words = past.surroundings.words(world, &files, &config, &mut diagnostics);
    clock.after("files");
    let sources = past.sources.sources(world, &files, changes, &mut diagnostics);
    clock.after("sources");
    let names = surroundings::names(&templates);
    let mut drafts = past.drafts.drafts(world, &files, &config, &names, changes, &mut diagnostics);
    let ledger = past.ledger.ledger(world, &mut diagnostics);
    let ledger = past.ledger.name(&ledger, &mut drafts, &files, &mut diagnostics);
    let withheld = held_back::hold_back(&mut drafts, &mut past.drafts.spread, &config, settings);
    clock.after("drafts");
    let evidence = past.evidence.evidence(&drafts, &sources, &config, &mut diagnostics);
    clock.after("evidence");
    let events = furniture::calendar(world, &config, &drafts, &mut diagnostics);
    let copied = Arc::clone(&files.copied);
    let material = Material { config, words, drafts, sources, evidence, events, withheld, ledger, copied };
    let material = Arc::new(material);
    let index = past.index.index(&material, &mut diagnostics);
    clock.after("index");
    cards::check(&material, &index, &mut diagnostics);
    let theme = material.config.theme.as_ref().map(|(name, _)| name.as_str());
    let pictures = Arc::new(Pictures::following(past.pictures.as_deref(), world.share(), theme, changes));
    past.pictures = Some(Arc::clone(&pictures));
    let is_own = templates.iter().any(|file| file.path.ends_with("templates/directives/figure.html"));
    figures::Check { material: &material, index: &index, pictures: &pictures, is_own }.run(&mut diagnostics);
    furniture::check(&material, &index, &pictures, &names, &mut diagnostics);
    clock.after("checks");
    if settings.locked {
        diagnostics.extend(publish::behind(&material, &index));
    }
    let views = Arc::new(Views::new(material, index));
    clock.after("views");
    let statics = Arc::new(past.statics.statics(world, &files, changes, &mut diagnostics));
    clock.after("static files");
    let templates = past.templates.templates(world, &views, templates, &statics, &pictures, &mut diagnostics);
    clock.after("templates");
    let (settings, world) = (settings.clone(), world.share());
    let times = clock.times();
    Site { views, diagnostics, times, settings, world, files, templates, statics, pictures }
}

impl Site {
    /// What was read.
    #[must_use]
    pub fn material(&self) -> &Material {
        &self.views.material
    }

    /// How it hangs together.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.views.index
    }

    /// Renders everything into memory.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.rendered(Making::IN_MEMORY, &|artifact| Some(Arc::clone(&artifact.bytes)))
    }

    /// Renders everything and lets a stage take each file as soon as it is made. Of what an earlier build made, that is not
    /// rendered again which would come out as before; with the outcome comes what the next one may take.
    #[must_use]
    pub fn outcome_on(&self, stage: &Stage<'_>, earlier: Option<&Pages>) -> (Outcome<Staged>, Pages) {
        let keep = |made| stage.take(made);
        let reuse = Reuse::new(earlier, stage, &self.views, &self.statics);
        let making = Making {
            keep: &keep,
            with_pictures: true,
            is_over: &|| false,
            earlier: Some(&reuse as &dyn outputs::Earlier<Staged>),
        };
        let outcome = self.rendered(making, &|artifact| stage.read(artifact).map(Arc::new));
        (outcome, reuse.pages())
    }

    /// Renders everything to see whether it can be; nothing of it is kept but the paths.
    #[must_use]
    pub fn outcome_unkept(&self) -> Outcome<()> {
        let making = Making { keep: &nothing_of, with_pictures: true, is_over: &|| false, earlier: None };
        self.rendered(making, &self.anew())
    }

    fn rendered<B: Send>(&self, making: Making<'_, B>, bytes: Bytes<'_, B>) -> Outcome<B> {
        let mut diagnostics = self.diagnostics.clone();
        let material = self.material();
        let is_site = !diagnostics.iter().any(|found| found.code == Code::MissingConfig);
        let mut artifacts = Vec::new();
        if is_site {
            artifacts = self.artifacts(Wanted::All, making, &mut diagnostics);
            #[cfg(feature = "search")]
            artifacts.extend(self.search_index(&mut diagnostics).into_iter().map(making.keep));
            addresses::check(material, self.index(), &artifacts, bytes, &mut diagnostics);
        }
        if has_errors(&diagnostics) {
            artifacts.clear();
        }
        let Settings { list_permalinks, list_outside_links, .. } = self.settings;
        Outcome {
            config: Arc::clone(&material.config),
            artifacts,
            diagnostics,
            summary: if is_site { self.summary() } else { Summary::default() },
            permalinks: if list_permalinks { self.permalinks() } else { Vec::new() },
            outside_links: if list_outside_links { external::collect(material) } else { Vec::new() },
        }
    }

    /// The bytes of a file of which nothing was kept.
    fn anew(&self) -> impl Fn(&Artifact<()>) -> Option<Arc<Vec<u8>>> + '_ {
        |artifact| self.file(&artifact.path).0.map(|made| made.bytes)
    }

    /// Renders one file of the output, by its path there (`briefings/x/index.html`), with what is wrong with it; all but
    /// those of the search index. None where the site has no such file.
    #[must_use]
    pub fn file(&self, path: &str) -> (Option<Artifact>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let found = self.artifacts(Wanted::One(path), Making::IN_MEMORY, &mut diagnostics);
        (found.into_iter().find(|artifact| artifact.path == path), diagnostics)
    }

    /// What is wrong with the site beyond `diagnostics`: it is rendered to see whether it can be, and nothing of that is
    /// kept. None where `is_over` says before the end that nobody waits for it any more.
    #[must_use]
    pub fn findings(&self, is_over: &(dyn Fn() -> bool + Sync)) -> Option<Vec<Diagnostic>> {
        let mut found = self.diagnostics.clone();
        let making = Making { keep: &nothing_of, with_pictures: false, is_over, earlier: None };
        let artifacts = self.artifacts(Wanted::All, making, &mut found);
        addresses::check(self.material(), self.index(), &artifacts, &self.anew(), &mut found);
        // There may be thousands that are known, and nobody wants to look each of them up.
        (!is_over()).then(|| found.split_off(self.diagnostics.len().min(found.len())))
    }

    /// The site in numbers.
    #[must_use]
    pub fn summary(&self) -> Summary {
        Summary::of(self.material(), self.index())
    }

    /// The ledger after what is public now was published.
    #[must_use]
    pub fn record(&self) -> Ledger {
        publish::record(self.material(), self.index())
    }

    /// Every annotation that is public, sorted by id.
    #[must_use]
    pub fn permalinks(&self) -> Vec<Permalink> {
        permalink::permalinks(&self.views)
    }

    /// A page as a mail, with what stands in the way of sending it; none where it is made of no file.
    #[cfg(feature = "newsletters")]
    #[must_use]
    pub fn mail(&self, page: usize) -> (Option<export::mail::Mail>, Vec<Diagnostic>) {
        self.mail_for(page, &self.material().config.base_url)
    }

    /// The same for a site that is previewed, which readers find at the address `public`.
    #[cfg(feature = "newsletters")]
    #[must_use]
    pub fn mail_for(&self, page: usize, public: &str) -> (Option<export::mail::Mail>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let public = public.trim_end_matches('/');
        let mail = export::mail::mail(&self.renderer(Wanted::All), page, public, &mut diagnostics);
        (mail, diagnostics)
    }

    fn renderer<'a>(&'a self, wanted: Wanted<'a>) -> Renderer<'a> {
        Renderer { views: &self.views, templates: &self.templates, pictures: &self.pictures, wanted }
    }

    fn artifacts<B: Send>(
        &self,
        wanted: Wanted<'_>,
        making: Making<'_, B>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Artifact<B>> {
        let (world, renderer) = (&*self.world, self.renderer(wanted));
        outputs::artifacts(world, renderer, &self.statics, &self.files, making, diagnostics)
    }

    /// The search index, last of all: only a site that is sound is worth it.
    #[cfg(feature = "search")]
    fn search_index(&self, diagnostics: &mut Vec<Diagnostic>) -> Vec<Artifact> {
        let is_wanted = self.settings.search_index && self.material().config.search;
        if !is_wanted || has_errors(diagnostics) {
            return Vec::new();
        }
        crate::export::search_index(&self.renderer(Wanted::All), diagnostics)
    }

    /// The files of the search index, where the site is to have one; it takes longer than all the rest.
    #[must_use]
    pub fn search_files(&self) -> Vec<Artifact> {
        #[cfg(feature = "search")]
        if self.material().config.search {
            return crate::export::search_index(&self.renderer(Wanted::All), &mut Vec::new());
        }
        Vec::new()
    }
}
