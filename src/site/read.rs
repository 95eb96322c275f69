//! Which files of a site are what, and their text.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::statics::static_name;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, TextFile};
use crate::words::language_of_file;
use crate::world::{World, is_left_by_editor, text};

/// The files of a site, sorted by what they are. Paths are from the site's root.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// Pages and sections, `content/**/*.md`.
    pub pages: Vec<String>,
    /// The text of each source, by its id, with the files beside an `index.md`.
    pub sources: BTreeMap<String, Vec<SourceFile>>,
    /// Files beside a page's `index.md`, by its folder.
    pub assets: BTreeMap<String, Vec<String>>,
    /// The theme's words as the site and its theme put them, `…/templates/words/xx.toml`.
    pub words: Vec<String>,
    /// The templates of the site and of its theme.
    pub templates: Vec<String>,
    /// Files that are copied as they are: those of the theme, then the site's own.
    pub statics: Vec<String>,
    /// What these are in the output.
    pub copied: Arc<BTreeSet<String>>,
    /// All of them.
    all: HashSet<String>,
}

impl Files {
    /// Whether a path is one of them.
    pub(super) fn hold(&self, path: &str) -> bool {
        self.all.contains(path)
    }
}

/// A source's text and what lies beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SourceFile {
    pub path: String,
    pub siblings: Vec<String>,
}

/// Lists the files of a site.
pub(super) fn files(world: &dyn World, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Files {
    let mut list = |folder: &str| {
        world.files(folder).unwrap_or_else(|error| {
            let message = format!("`{}` cannot be read: {}", error.path, error.message);
            diagnostics.push(Diagnostic::error(Code::Unreadable, message));
            Arc::default()
        })
    };
    let is_left = |path: &&String| is_left_by_editor(path);
    let visible = |path: &&String| {
        !is_left(path) && !path.split('/').any(|part| part.starts_with('.') || part.ends_with('~'))
    };
    let content: Vec<String> = list("content").iter().filter(visible).cloned().collect();
    let mut files = Files { all: content.iter().cloned().collect(), ..Files::default() };
    let theme = config.theme.as_ref().map(|(name, _)| format!("themes/{name}/"));
    for layer in theme.iter().map(String::as_str).chain([""]) {
        let own = list(&format!("{layer}templates"));
        let (words, templates): (Vec<_>, Vec<_>) =
            own.iter().filter(visible).cloned().partition(|path| language_of_file(path).is_some());
        files.words.extend(words);
        files.templates.extend(templates);
        let statics = list(&format!("{layer}static"));
        files.statics.extend(statics.iter().filter(|path| !is_left(path)).cloned());
    }
    files.copied = Arc::new(files.statics.iter().map(|path| static_name(path).to_owned()).collect());
    let others = files.words.iter().chain(&files.templates).chain(&files.statics);
    files.all.extend(others.cloned());
    diagnostics.extend(missing_theme(world, config));
    sort(content, config, &mut files, diagnostics);
    files
}

/// A theme whose folder is not there.
fn missing_theme(world: &dyn World, config: &Config) -> Option<Diagnostic> {
    let (name, range) = config.theme.as_ref()?;
    // A folder that cannot be read was told when its templates were listed.
    let all = world.files("themes").ok()?;
    let folder =
        |path: &'_ String| path.strip_prefix("themes/")?.split_once('/').map(|(folder, _)| folder.to_owned());
    let folders: BTreeSet<String> = all.iter().filter_map(folder).collect();
    if folders.contains(name) {
        return None;
    }
    let message = format!("there is no theme `{name}`: the folder `themes/{name}/` is missing");
    let found = Diagnostic::error(Code::UnknownTheme, message).at(&config.file, range.clone(), "named here");
    Some(found.suggest(name, folders.iter().map(String::as_str)))
}

const SOURCES: &str = "content/sources/";

/// Whether a file is the page of its folder, in any language: `_index.md`, `_index.uk.md`.
fn is_section(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.strip_prefix("_index.").is_some_and(|rest| rest == "md" || rest.ends_with(".md"))
}

/// The folder of an `index.md` or, in another language, of an `index.uk.md`.
pub(super) fn folder_of_page<'p>(path: &'p str, config: &Config) -> Option<&'p str> {
    let (folder, _) = path.rsplit_once('/')?;
    config.language_of_file(path).1.ends_with("/index.md").then_some(folder)
}

/// Says which content file is what; what is nothing is told.
fn sort(content: Vec<String>, config: &Config, files: &mut Files, diagnostics: &mut Vec<Diagnostic>) {
    let (sources, content): (Vec<_>, Vec<_>) =
        content.into_iter().partition(|path| path.starts_with(SOURCES) && !is_section(path));
    sort_sources(&sources, files, diagnostics);
    let folders: BTreeSet<String> =
        content.iter().filter_map(|path| folder_of_page(path, config)).map(str::to_owned).collect();
    for path in content {
        if has_extension(&path, "md") {
            files.pages.push(path);
        } else if let Some(folder) = above(&path).find(|folder| folders.contains(*folder)) {
            let name = path[folder.len() + 1..].to_owned();
            files.assets.entry(folder.to_owned()).or_default().push(name);
        } else {
            let hint =
                "a page is a file `NAME.md`; files for a page lie beside its `index.md`, others in `static/`";
            diagnostics.push(stray(&path, "belongs to no page", hint));
        }
    }
}

/// The folders above a path, the innermost first.
fn above(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(at, _)| &path[..at])
}

/// Names are taken as they are: `A.MD` is no page.
fn has_extension(path: &str, extension: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, last)| last == extension)
}

/// `paths` are sorted, so that the files of one folder follow each other.
fn sort_sources(paths: &[String], files: &mut Files, diagnostics: &mut Vec<Diagnostic>) {
    let is_index = |name: &str| matches!(name, "index.md" | "index.txt");
    let folders: BTreeSet<&str> = paths
        .iter()
        .filter_map(|path| path.rsplit_once('/'))
        .filter(|(_, name)| is_index(name))
        .map(|(folder, _)| folder)
        .collect();
    for path in paths {
        let inner = &path[SOURCES.len()..];
        let (id, siblings) = match inner.split_once('/') {
            None if has_extension(inner, "md") || has_extension(inner, "txt") => {
                (inner.rsplit_once('.').map_or(inner, |(stem, _)| stem), Vec::new())
            }
            Some((folder, name)) if is_index(name) => {
                let prefix = format!("{SOURCES}{folder}/");
                let first = paths.partition_point(|other| other.as_str() < prefix.as_str());
                let beside = paths[first..].iter().map_while(|other| other.strip_prefix(&prefix));
                (folder, beside.filter(|other| *other != name).map(str::to_owned).collect())
            }
            Some((folder, _)) if folders.contains(format!("{SOURCES}{folder}").as_str()) => continue,
            _ => {
                let hint =
                    "a source is a file `ID.md` or `ID.txt`, or a folder with an `index.md` or `index.txt`";
                diagnostics.push(stray(path, "is no source", hint));
                continue;
            }
        };
        files.sources.entry(id.to_owned()).or_default().push(SourceFile { path: path.clone(), siblings });
    }
}

/// A file that would be passed over.
fn stray(path: &str, what: &str, hint: &str) -> Diagnostic {
    Diagnostic::warning(Code::StrayFile, format!("`{path}` {what}, and nothing is made of it"))
        .at(&TextFile::new(path, ""), 0..0, "")
        .hint(hint)
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
