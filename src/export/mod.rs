//! What is made for programs: feeds, the sitemap, annotations and citations as data.

mod annotations;
mod citations;
mod corrections;
mod feed;
mod feed_json;
pub mod redirects;
#[cfg(feature = "search")]
mod search;
mod sitemap;

use rayon::prelude::*;
use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::emit::Artifact;
use crate::index::folder_of;
use crate::render::Renderer;
use crate::view::{ATOM, JSON};

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
    if renderer.views.material.config.annotation_pages && wanted.named(&[ANNOTATIONS, CITATIONS]) {
        artifacts.extend(data(renderer));
    }
    artifacts
}

/// The annotations and citations of every page that has any, beside the page.
fn data(renderer: &Renderer<'_>) -> Vec<Artifact> {
    let views = renderer.views;
    let path = |draft: usize| &views.index.pages[views.index.page_of_draft[draft]].path;
    let with_annotations: Vec<usize> = (0..views.material.drafts.len())
        .filter(|&draft| !views.material.drafts[draft].annotations.list.is_empty())
        .filter(|&draft| renderer.wanted.below(path(draft)))
        .collect();
    with_annotations
        .into_par_iter()
        .flat_map_iter(|draft| {
            let page = &views.index.pages[views.index.page_of_draft[draft]];
            let folder = folder_of(&page.path);
            [
                Artifact::new(format!("{folder}{ANNOTATIONS}"), annotations::json_ld(views, draft)),
                Artifact::new(format!("{folder}{CITATIONS}"), citations::csl(views, draft)),
            ]
        })
        .collect()
}

/// A value as a file of one line.
fn json_line(value: &impl Serialize) -> String {
    // Strings, numbers and lists of them can always be written.
    let mut text = serde_json::to_string(value).unwrap_or_default();
    text.push('\n');
    text
}
