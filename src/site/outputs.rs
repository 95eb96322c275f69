//! All files of the output: pages, feeds, static files, assets.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::jobs::{Job, Part, artifact, jobs};
use super::read::Files;
use super::{clashes, redirects};
use crate::archive::Publish;
use crate::diagnostic::{Code, Diagnostic};
use crate::emit::Artifact;
use crate::export;
use crate::index::folder_of;
use crate::render::{Renderer, Statics, Wanted};
use crate::view::{Asked, Views, asked};
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
pub(super) struct Making<'a, B> {
    /// Takes each file as soon as it is made, and says what stands for its bytes from then on.
    pub keep: &'a (dyn Fn(Artifact) -> Artifact<B> + Sync),
    /// Whether the pictures are made, which takes long; those that cannot be made are told when they are asked for.
    pub with_pictures: bool,
    /// Whether nobody waits for it any more.
    pub is_over: &'a (dyn Fn() -> bool + Sync),
    /// What an earlier build made and need not be made again.
    pub earlier: Option<&'a dyn Earlier<B>>,
}

/// What an earlier build made, and what this one leaves to the next.
pub(super) trait Earlier<B>: Sync {
    /// The files of a part, where it would come out as before.
    fn take(&self, part: &Part) -> Option<Vec<Artifact<B>>>;

    /// Notes what a part came to.
    fn note(&self, part: &Part, asked: Asked, files: &[Artifact<B>], found: &[Diagnostic]);
}

impl<B> Clone for Making<'_, B> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<B> Copy for Making<'_, B> {}

impl Making<'_, Arc<Vec<u8>>> {
    /// All of it, kept in memory.
    pub(super) const IN_MEMORY: Self =
        Self { keep: &|made| made, with_pictures: true, is_over: &|| false, earlier: None };
}

/// For those who only want to know whether a file can be made.
pub(super) fn nothing_of(made: Artifact) -> Artifact<()> {
    Artifact { path: made.path, bytes: () }
}

/// So many jobs are taken at once: some pages take a thousand times as long as others.
const AT_ONCE: usize = 8;

/// Everything that is to be written, or what may stand at the one path that is wanted. They are made in parallel;
/// the order is always the same.
pub(super) fn artifacts<B: Send>(
    world: &dyn World,
    renderer: Renderer<'_>,
    statics: &Statics,
    files: &Files,
    making: Making<'_, B>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Artifact<B>> {
    let (views, wanted) = (renderer.views, renderer.wanted);
    let mut artifacts = Outputs { list: Vec::new(), wanted, making, diagnostics };
    artifacts.jobs(&jobs(views, making.with_pictures), renderer);
    if let Some(page) = renderer.plain("404.html", "/404.html", artifacts.diagnostics) {
        artifacts.keep([Artifact::new("404.html", page.text)]);
    }
    let search = renderer.search(artifacts.diagnostics).into_iter().map(artifact);
    artifacts.keep(search);
    artifacts.pictures(renderer);
    artifacts.beside_pages(world, views, files);
    artifacts.originals(world, views);
    let mut copied = match wanted {
        Wanted::All => statics.artifacts(),
        Wanted::One(path) => statics.artifact(path).into_iter().collect(),
    };
    if wanted.file(export::redirects::FILE) {
        redirects::add_lines(&mut copied, views);
    }
    artifacts.keep(copied);
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

struct Outputs<'a, B> {
    list: Vec<Artifact<B>>,
    wanted: Wanted<'a>,
    making: Making<'a, B>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<B: Send> Outputs<'_, B> {
    fn keep(&mut self, made: impl IntoIterator<Item = Artifact>) {
        self.list.extend(made.into_iter().map(self.making.keep));
    }

    /// Does all jobs, each for itself: who is done takes the next ones, whatever they are.
    fn jobs(&mut self, jobs: &[Job], renderer: Renderer<'_>) {
        let Making { keep, is_over, earlier, .. } = self.making;
        let anew = |job: Job| {
            let mut found = Vec::new();
            let made = job.run(renderer, &mut found);
            (made.into_iter().map(keep).collect::<Vec<_>>(), found)
        };
        let make = |&job: &Job| {
            let Some((earlier, part)) = earlier.zip(job.part(renderer.views)) else { return anew(job) };
            if let Some(files) = earlier.take(&part) {
                return (files, Vec::new());
            }
            let ((files, found), asked) = asked::noting(part.page, || anew(job));
            earlier.note(&part, asked, &files, &found);
            (files, found)
        };
        let done: Vec<(Vec<Artifact<B>>, Vec<Diagnostic>)> = match self.wanted {
            Wanted::All => jobs.par_iter().with_max_len(AT_ONCE).filter(|_| !is_over()).map(make).collect(),
            // It is made where it was asked for: should its template loop without end, the threads that are there for all
            // must not be lost to it.
            Wanted::One(_) => jobs.iter().filter(|_| !is_over()).map(make).collect(),
        };
        for (artifacts, found) in done {
            self.list.extend(artifacts);
            self.diagnostics.extend(found);
        }
    }

    /// The pictures that pages asked for.
    fn pictures(&mut self, renderer: Renderer<'_>) {
        let (made, found) = match self.wanted {
            Wanted::All if !self.making.with_pictures => return,
            Wanted::All => renderer.pictures.make(),
            Wanted::One(path) => renderer.pictures.make_one(path),
        };
        self.keep(made);
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
                    let copy = copy(world, &format!("{folder}/{name}"), to, self.diagnostics);
                    self.keep(copy);
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
                let copy = copy(world, &format!("{folder}/{}", original.file), to, self.diagnostics);
                self.keep(copy);
            }
        }
    }
}
