//! The whole way from files to artifacts: the phases, one after the other.

mod addresses;
mod cards;
mod clashes;
mod figures;
mod furniture;
mod held_back;
mod originals;
mod outputs;
mod read;
mod redirects;
mod summary;

use std::sync::Arc;

use rayon::prelude::*;

use crate::archive::{self, Source};
use crate::config::{Config, Settings, config};
use crate::diagnostic::{Code, Diagnostic, Severity, TextFile};
use crate::embedded;
use crate::emit::Artifact;
use crate::external::{self, OutsideLink};
use crate::images::Pictures;
use crate::index::{Material, index};
use crate::parse::{self, Draft, Names};
use crate::render::{self, Renderer};
use crate::verify::{self, Evidence, Folded, Library, Rules};
use crate::view::Views;
use crate::words::Words;
use crate::world::World;

pub use summary::{HeldBack, Permalink, Summary};

/// What a site came to.
#[derive(Debug)]
pub struct Outcome {
    /// The configuration that was used.
    pub config: Config,
    /// Everything that is to be written; empty where there are errors.
    pub artifacts: Vec<Artifact>,
    /// What was found wrong, in all phases.
    pub diagnostics: Vec<Diagnostic>,
    /// What was made, in numbers.
    pub summary: Summary,
    /// Every annotation that is public, sorted by id; empty unless `Settings::list_permalinks` asks for them.
    pub permalinks: Vec<Permalink>,
    /// Every link out of the site; empty unless `Settings::list_outside_links` asks for them.
    pub outside_links: Vec<OutsideLink>,
}

impl Outcome {
    /// Whether anything stands in the way of publishing.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|found| found.severity == Severity::Error)
    }
}

/// Reads, checks and renders a site. Nothing is written: `artifacts` are for [`emit`](crate::emit::emit).
#[must_use]
pub fn update(world: &dyn World, settings: &Settings) -> Outcome {
    let (config, mut diagnostics) = config(world, settings);
    if diagnostics.iter().any(|found| found.code == Code::MissingConfig) {
        // This is no site: what its files say would be told for nothing.
        return Outcome {
            config,
            artifacts: Vec::new(),
            diagnostics,
            summary: Summary::default(),
            permalinks: Vec::new(),
            outside_links: Vec::new(),
        };
    }
    let files = read::files(world, &config, &mut diagnostics);
    let templates = read::texts(world, &files.templates, &mut diagnostics);
    let words = words(world, &files, &config, &mut diagnostics);
    let sources = sources(world, &files, &mut diagnostics);
    let names = Names::new(render::names(templates.iter().map(|file| file.path.as_str())));
    let mut drafts = drafts(world, &files, &config, &names, &mut diagnostics);
    let withheld = held_back::hold_back(&mut drafts, &config, settings);

    let evidence = evidence(&drafts, &sources, &config, &mut diagnostics);
    let events = furniture::calendar(world, &config, &drafts, &mut diagnostics);
    let material = Material {
        config: &config,
        words: &words,
        drafts: &drafts,
        sources: &sources,
        evidence: &evidence,
        events: &events,
        withheld: &withheld,
    };
    let (index, found) = index(material);
    diagnostics.extend(found);
    cards::check(material, &index, &mut diagnostics);
    let theme = config.theme.as_ref().map(|(name, _)| name.as_str());
    let pictures = Arc::new(Pictures::new(world.share(), theme));
    let is_own = templates.iter().any(|file| file.path.ends_with("templates/directives/figure.html"));
    figures::Check { material, index: &index, pictures: &pictures, is_own }.run(&mut diagnostics);
    furniture::check(material, &index, &pictures, &names, &mut diagnostics);

    let views = Views::new(material, &index);
    let statics = Arc::new(outputs::statics(world, &files, &mut diagnostics));
    let (templates, found) =
        render::templates(world, &views, embedded::TEMPLATES, &templates, &statics, &pictures);
    diagnostics.extend(found);
    let renderer = Renderer { views: &views, templates: &templates, pictures: &pictures };
    let artifacts = outputs::artifacts(world, renderer, &statics, &files, &mut diagnostics);

    #[cfg(feature = "search")]
    let artifacts = with_search(artifacts, renderer, settings, &mut diagnostics);
    addresses::check(material, &index, &artifacts, &mut diagnostics);

    let summary = Summary::of(material, &index);
    let permalinks = if settings.list_permalinks { summary::permalinks(&views) } else { Vec::new() };
    let outside_links = if settings.list_outside_links { external::collect(material) } else { Vec::new() };
    // To free so much takes its time, and nobody has to wait for it.
    let read = (drafts, sources, evidence, index);
    rayon::spawn(move || drop(read));
    let mut outcome = Outcome { config, artifacts, diagnostics, summary, permalinks, outside_links };
    if outcome.has_errors() {
        outcome.artifacts.clear();
    }
    outcome
}

/// The theme's words in the languages of the site.
fn words(
    world: &dyn World,
    files: &read::Files,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Arc<Words> {
    let texts = read::texts(world, &files.words, diagnostics);
    let (words, found) = Words::new(embedded::WORDS, &texts, config);
    diagnostics.extend(found);
    Arc::new(words)
}

/// Adds the search index, last of all: only a site that is sound is worth it.
#[cfg(feature = "search")]
fn with_search(
    mut artifacts: Vec<Artifact>,
    renderer: Renderer<'_>,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Artifact> {
    let is_sound = !diagnostics.iter().any(|found| found.severity == Severity::Error);
    if settings.search_index && renderer.views.material.config.search && is_sound {
        artifacts.extend(crate::export::search_index(&renderer, diagnostics));
    }
    artifacts
}

/// The archive: every source, sorted by id.
fn sources(world: &dyn World, files: &read::Files, diagnostics: &mut Vec<Diagnostic>) -> Vec<Source> {
    let mut wanted = Vec::new();
    for (id, candidates) in &files.sources {
        if let [first, second, ..] = candidates.as_slice() {
            let message = format!("`{}` and `{}` are both the source `{id}`", first.path, second.path);
            let file = TextFile::new(second.path.as_str(), "");
            let found = Diagnostic::error(Code::DuplicateSource, message).at(&file, 0..0, "");
            diagnostics.push(found.hint("keep one of them, or give one another name"));
        }
        wanted.extend(candidates.first().map(|file| (id, file)));
    }
    let read: Vec<_> = wanted
        .par_iter()
        .map(|(id, file)| {
            let text = crate::world::text(world, &file.path).map_err(|found| vec![*found])?;
            let (source, mut found) = archive::source(id, &text, &file.siblings);
            found.extend(originals::check(world, &source, file));
            Ok((source, found))
        })
        .collect();
    let mut sources = Vec::with_capacity(read.len());
    for result in read {
        match result {
            Ok((source, found)) => {
                sources.push(source);
                diagnostics.extend(found);
            }
            Err(found) => diagnostics.extend::<Vec<Diagnostic>>(found),
        }
    }
    sources
}

/// Every page and section, in the order of their files.
fn drafts(
    world: &dyn World,
    files: &read::Files,
    config: &Config,
    names: &Names,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Draft> {
    let texts = read::texts(world, &files.pages, diagnostics);
    let read: Vec<_> = texts
        .par_iter()
        .map(|file| {
            let folder = read::folder_of_page(&file.path, config).unwrap_or_default();
            let assets = files.assets.get(folder).cloned().unwrap_or_default();
            parse::draft(file, assets, names, config)
        })
        .collect();
    let mut drafts = Vec::with_capacity(read.len());
    for (draft, found) in read {
        drafts.push(draft);
        diagnostics.extend(found);
    }
    drafts
}

/// What every draft rests on. Only sources that are cited are folded, each once.
fn evidence(
    drafts: &[Draft],
    sources: &[Source],
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Evidence> {
    let folded: Vec<Folded> =
        sources.par_iter().map(|source| Folded::new(&source.text, source.kind)).collect();
    let mut rules = Rules::default();
    for (language, words) in &config.negations {
        rules = rules.with_words(language, words);
    }
    let library = Library { sources, folded: &folded, rules: &rules };
    let checked: Vec<_> = drafts.par_iter().map(|draft| verify::evidence(draft, &library)).collect();
    let mut evidence = Vec::with_capacity(checked.len());
    for (found, problems) in checked {
        evidence.push(found);
        diagnostics.extend(problems);
    }
    evidence
}
