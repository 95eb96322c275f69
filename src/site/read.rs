//! Which files of a site are what, and their text.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, TextFile};
use crate::world::{World, text};

/// The files of a site, sorted by what they are. Paths are from the site's root.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// Pages and sections, `content/**/*.md`.
    pub pages: Vec<String>,
    /// The text of each source, by its id, with the files beside an `index.md`.
    pub sources: BTreeMap<String, Vec<SourceFile>>,
    /// Files beside a page's `index.md`, by its folder.
    pub assets: BTreeMap<String, Vec<String>>,
    /// The user's templates.
    pub templates: Vec<String>,
    /// Files that are copied as they are.
    pub statics: Vec<String>,
}

/// A source's text and what lies beside it.
#[derive(Debug, Clone)]
pub(super) struct SourceFile {
    pub path: String,
    pub siblings: Vec<String>,
}

/// Lists the files of a site.
pub(super) fn files(world: &dyn World, diagnostics: &mut Vec<Diagnostic>) -> Files {
    let mut list = |folder: &str| {
        world.files(folder).unwrap_or_else(|error| {
            let message = format!("`{}` cannot be read: {}", error.path, error.message);
            diagnostics.push(Diagnostic::error(Code::Unreadable, message));
            Vec::new()
        })
    };
    let visible = |path: &String| !path.split('/').any(|part| part.starts_with('.') || part.ends_with('~'));
    let content: Vec<String> = list("content").into_iter().filter(visible).collect();
    let templates = list("templates").into_iter().filter(visible).collect();
    let statics = list("static").into_iter().filter(|path| !path.ends_with(".DS_Store")).collect();
    let mut files = Files { templates, statics, ..Files::default() };
    sort(content, &mut files);
    files
}

const SOURCES: &str = "content/sources/";

fn sort(content: Vec<String>, files: &mut Files) {
    let (sources, content): (Vec<_>, Vec<_>) =
        content.into_iter().partition(|path| path.starts_with(SOURCES) && !path.ends_with("/_index.md"));
    sort_sources(&sources, files);
    let folders: Vec<String> = content
        .iter()
        .filter_map(|path| path.strip_suffix("/index.md"))
        .map(|folder| format!("{folder}/"))
        .collect();
    for path in content {
        // The innermost folder that is a page of its own.
        let owner = folders
            .iter()
            .filter(|folder| path.starts_with(folder.as_str()))
            .max_by_key(|folder| folder.len());
        match owner {
            Some(folder) if !is_markdown(&path) => {
                let name = path[folder.len()..].to_owned();
                files.assets.entry(folder.trim_end_matches('/').to_owned()).or_default().push(name);
            }
            _ if is_markdown(&path) => files.pages.push(path),
            // A file beside an ordinary page belongs to nobody.
            _ => {}
        }
    }
}

fn is_markdown(path: &str) -> bool {
    has_extension(path, "md")
}

/// Names are taken as they are: `A.MD` is a file like any other.
fn has_extension(path: &str, extension: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, last)| last == extension)
}

fn sort_sources(paths: &[String], files: &mut Files) {
    for path in paths {
        let inner = &path[SOURCES.len()..];
        let (id, siblings) = match inner.split_once('/') {
            None if is_markdown(inner) || has_extension(inner, "txt") => {
                (inner.rsplit_once('.').map_or(inner, |(stem, _)| stem), Vec::new())
            }
            Some((folder, "index.md" | "index.txt")) => {
                let prefix = format!("{SOURCES}{folder}/");
                let beside = paths.iter().filter(|other| *other != path);
                (folder, beside.filter_map(|other| other.strip_prefix(&prefix)).map(str::to_owned).collect())
            }
            _ => continue,
        };
        files.sources.entry(id.to_owned()).or_default().push(SourceFile { path: path.clone(), siblings });
    }
}

/// The text of files, in their order, in parallel; those that are not text are reported and left out.
pub(super) fn texts(
    world: &dyn World,
    paths: &[String],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Arc<TextFile>> {
    let read: Vec<_> = paths.par_iter().map(|path| text(world, path)).collect();
    let mut found = Vec::with_capacity(read.len());
    for file in read {
        match file {
            Ok(file) => found.push(file),
            Err(problem) => diagnostics.push(*problem),
        }
    }
    found
}
