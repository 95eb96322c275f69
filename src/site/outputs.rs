//! All files of the output: pages, feeds, static files, assets.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::read::Files;
use super::{clashes, redirects};
use crate::archive::Publish;
use crate::diagnostic::{Code, Diagnostic};
use crate::emit::Artifact;
use crate::export;
use crate::index::folder_of;
use crate::render::{Rendered, Renderer, Statics, Wanted};
use crate::view::Views;
use crate::world::World;

pub(super) fn copy(
    world: &dyn World,
    from: &str,
    to: String,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Artifact> {
    match world.read(from) {
        Ok(bytes) => Some(Artifact::new(to, bytes)),
        Err(error) => {
            let message = format!("`{from}` cannot be read: {}", error.message);
            diagnostics.push(Diagnostic::error(Code::Unreadable, message));
            None
        }
    }
}

/// How the files of the output are made.
#[derive(Clone, Copy)]
pub(super) struct Making<'a> {
    /// Whether what is made is kept; else it is made to see whether it can be.
    pub keeps: bool,
    /// Whether nobody waits for it any more.
    pub is_over: &'a (dyn Fn() -> bool + Sync),
}

impl Making<'_> {
    /// All of it, and kept.
    pub(super) const WHOLE: Self = Self { keeps: true, is_over: &|| false };
}

/// Everything that is to be written, or what may stand at the one path that is wanted. Pages are rendered in parallel;
/// the order is always the same.
pub(super) fn artifacts(
    world: &dyn World,
    renderer: Renderer<'_>,
    statics: &Statics,
    files: &Files,
    making: Making<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Artifact> {
    let (views, wanted) = (renderer.views, renderer.wanted);
    let mut artifacts = Outputs { list: Vec::new(), wanted, making, diagnostics };
    artifacts.pages(views.index.pages.len(), |page, found| renderer.page(page, found));
    artifacts.pages(views.material.sources.len(), |source, found| {
        renderer.source(source, found).into_iter().collect()
    });
    for (language, declared) in views.material.config.languages.iter().enumerate() {
        artifacts
            .pages(declared.taxonomies.len(), |number, found| renderer.taxonomy(language, number, found));
    }
    artifacts.pages(views.material.config.languages.len(), |language, found| {
        renderer.log(language, found).into_iter().collect()
    });
    artifacts.pages(views.index.moves.redirects.len(), |number, found| {
        renderer.redirect(&views.index.moves.redirects[number], found).into_iter().collect()
    });
    if let Some(page) = renderer.plain("404.html", "/404.html", artifacts.diagnostics) {
        artifacts.list.push(Artifact::new("404.html", page.html));
    }
    artifacts.list.extend(renderer.search(artifacts.diagnostics).into_iter().map(artifact));
    artifacts.list.extend(export::exports(&renderer, artifacts.diagnostics));
    artifacts.pictures(renderer);
    artifacts.beside_pages(world, views, files);
    artifacts.originals(world, views);
    match wanted {
        Wanted::All => artifacts.list.extend(statics.artifacts()),
        Wanted::One(path) => artifacts.list.extend(statics.artifact(path)),
    }
    if wanted.file(export::redirects::FILE) {
        redirects::add_lines(&mut artifacts.list, views);
    }
    if wanted == Wanted::All {
        clashes::report(&mut artifacts.list, views, files, artifacts.diagnostics);
        redirects::check(&artifacts.list, views, artifacts.diagnostics);
        tell_once(artifacts.diagnostics);
    }
    artifacts.list
}

/// A broken template fails on every page alike: each of its places is told once, for the first page.
fn tell_once(diagnostics: &mut Vec<Diagnostic>) {
    let mut told = BTreeSet::new();
    diagnostics.retain(|found| {
        let place =
            found.labels.first().map(|label| (label.file.path.clone(), label.range.start, label.range.end));
        found.code != Code::TemplateFailed || told.insert(place)
    });
}

struct Outputs<'a> {
    list: Vec<Artifact>,
    wanted: Wanted<'a>,
    making: Making<'a>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Outputs<'_> {
    fn pages(&mut self, count: usize, render: impl Fn(usize, &mut Vec<Diagnostic>) -> Vec<Rendered> + Sync) {
        let Making { keeps, is_over } = self.making;
        let make = |number| {
            let mut found = Vec::new();
            let rendered = render(number, &mut found).into_iter().map(artifact);
            let empty = |made: Artifact| Artifact::new(made.path, []);
            (rendered.map(|made| if keeps { made } else { empty(made) }).collect(), found)
        };
        let pages: Vec<(Vec<Artifact>, Vec<Diagnostic>)> = match self.wanted {
            Wanted::All => (0..count).into_par_iter().filter(|_| !is_over()).map(make).collect(),
            // It is made where it was asked for: should its template loop without end, the threads that are there for all
            // must not be lost to it.
            Wanted::One(_) => (0..count).filter(|_| !is_over()).map(make).collect(),
        };
        for (artifacts, found) in pages {
            self.list.extend(artifacts);
            self.diagnostics.extend(found);
        }
    }

    /// The pictures that pages asked for.
    fn pictures(&mut self, renderer: Renderer<'_>) {
        let (made, found) = match self.wanted {
            // To make them takes long, and those that cannot be made are told when they are asked for.
            Wanted::All if !self.making.keeps => return,
            Wanted::All => renderer.pictures.make(),
            Wanted::One(path) => renderer.pictures.make_one(path),
        };
        self.list.extend(made);
        self.diagnostics.extend(found);
    }

    /// The files beside an `index.md`.
    fn beside_pages(&mut self, world: &dyn World, views: &Views, files: &Files) {
        for page in views.index.pages.iter() {
            let Some(draft) = page.draft.map(|draft| &views.material.drafts[draft]) else { continue };
            let Some(folder) = draft.name.strip_suffix("/index.md") else { continue };
            for name in files.assets.get(folder).into_iter().flatten() {
                let to = format!("{}{name}", folder_of(&page.path));
                if self.wanted.file(&to) {
                    self.list.extend(copy(world, &format!("{folder}/{name}"), to, self.diagnostics));
                }
            }
        }
    }

    /// The originals of sources that are published in full.
    fn originals(&mut self, world: &dyn World, views: &Views) {
        for source in views.material.sources.iter().filter(|source| source.publish == Publish::Full) {
            let Some(original) = &source.original else { continue };
            let Some((folder, _)) = source.file.path.rsplit_once('/') else { continue };
            let to = format!("sources/{}/{}", source.id, original.file);
            if self.wanted.file(&to) {
                self.list.extend(copy(world, &format!("{folder}/{}", original.file), to, self.diagnostics));
            }
        }
    }
}

fn artifact(page: Rendered) -> Artifact {
    let mut path = folder_of(&page.path);
    if path.is_empty() || path.ends_with('/') {
        path.push_str("index.html");
    }
    let mut html = page.html;
    // All pages are kept until the last is known to be right, and a page grew by doubling its room.
    html.shrink_to_fit();
    Artifact::new(path, html)
}
