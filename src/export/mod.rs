//! What is made for programs: feeds, the sitemap, annotations and citations as data.

mod annotations;
mod cards;
mod citations;
mod corrections;
mod feed;
mod feed_json;
#[cfg(feature = "newsletters")]
pub mod mail;
pub mod redirects;
#[cfg(feature = "search")]
mod search;
mod sitemap;

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::emit::Artifact;
use crate::index::folder_of;
use crate::render::Renderer;
use crate::view::{ATOM, JSON};

pub use cards::cards;
#[cfg(feature = "search")]
pub use search::search_index;

/// The file of a page's annotations.
const ANNOTATIONS: &str = "annotations.jsonld";
/// The file of what a page cites.
const CITATIONS: &str = "citations.json";

/// All exports of a site.
pub fn exports(renderer: &Renderer<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Artifact> {
    let wanted = renderer.wanted;
    let mut artifacts = Vec::new();
    if wanted.named(&[ATOM, JSON]) {
        artifacts.extend(feed::feeds(renderer, diagnostics));
        artifacts.extend(corrections::feeds(renderer, diagnostics));
    }
    if wanted.below("sitemap") {
        artifacts.extend(sitemap::sitemap(renderer, diagnostics));
    }
    if wanted.file("robots.txt") {
        artifacts.extend(sitemap::robots(renderer, diagnostics));
    }
    artifacts
}

/// The annotations and citations of a draft that has any, beside its page.
#[must_use]
pub fn data(renderer: &Renderer<'_>, draft: usize) -> Vec<Artifact> {
    let (views, wanted) = (renderer.views, renderer.wanted);
    let is_there = !views.material.drafts[draft].annotations.list.is_empty();
    let path = &views.index.pages[views.index.page_of_draft[draft]].path;
    if !is_there || !views.material.config.annotation_pages || !wanted.below(path) {
        return Vec::new();
    }
    let folder = folder_of(path);
    let mut artifacts = Vec::with_capacity(2);
    for (name, write) in [(ANNOTATIONS, annotations::json_ld as fn(_, _) -> _), (CITATIONS, citations::csl)] {
        let to = format!("{folder}{name}");
        if wanted.file(&to) {
            artifacts.push(Artifact::new(to, write(views, draft)));
        }
    }
    artifacts
}

/// A value as a file of one line.
fn json_line(value: &impl Serialize) -> String {
    // Strings, numbers and lists of them can always be written.
    let mut text = serde_json::to_string(value).unwrap_or_default();
    text.push('\n');
    text
}
