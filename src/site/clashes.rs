//! Two files for one place of the output.

use std::collections::{HashMap, HashSet};

use super::read::Files;
use super::redirects;
use super::statics::static_name;
use crate::diagnostic::{Code, Diagnostic};
use crate::emit::Artifact;
use crate::index::folder_of;
use crate::view::Views;

/// Reports two pages at one address, naming the files that they are made from; one of them stays in the list.
pub(super) fn report<B>(
    list: &mut Vec<Artifact<B>>,
    views: &Views,
    files: &Files,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut times: HashMap<&str, usize> = HashMap::with_capacity(list.len());
    let mut twice: Vec<String> = Vec::new();
    let mut is_again = Vec::with_capacity(list.len());
    for artifact in list.iter() {
        let times = times.entry(&artifact.path).or_default();
        *times += 1;
        is_again.push(*times > 1);
        if *times == 2 {
            twice.push(artifact.path.clone());
        }
    }
    if twice.is_empty() {
        return;
    }
    let mut is_again = is_again.into_iter();
    list.retain(|_| is_again.next() != Some(true));
    let all: HashSet<&String> = twice.iter().collect();
    let folders = Folders::of(views);
    for path in &twice {
        let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let page = format!("{folder}index.html");
        // What stands beside two pages at one address clashes with them.
        if *path == page || !all.contains(&page) {
            diagnostics.push(clash(path, &folders, views, files));
        }
    }
}

/// The pages by the folders of the output that they stand in.
struct Folders(HashMap<String, Vec<usize>>);

impl Folders {
    fn of(views: &Views) -> Self {
        let mut folders: HashMap<String, Vec<usize>> = HashMap::new();
        for (number, page) in views.index.pages.iter().enumerate() {
            folders.entry(folder_of(&page.path)).or_default().push(number);
        }
        Self(folders)
    }

    /// The pages of one folder, in their order.
    fn pages(&self, folder: &str) -> &[usize] {
        self.0.get(folder).map(Vec::as_slice).unwrap_or_default()
    }

    /// The pages within whose folders a file stands, in their order, and its path from there.
    fn around<'p>(&self, path: &'p str) -> Vec<(usize, &'p str)> {
        let starts = std::iter::once(0).chain(path.match_indices('/').map(|(slash, _)| slash + 1));
        let in_folder =
            |start: usize| self.pages(&path[..start]).iter().map(move |&page| (page, &path[start..]));
        let mut found: Vec<_> = starts.flat_map(in_folder).collect();
        found.sort_unstable();
        found
    }
}

/// Two files for one place, with what they are made from.
fn clash(path: &str, folders: &Folders, views: &Views, files: &Files) -> Diagnostic {
    let folder = path.strip_suffix("index.html").unwrap_or(path);
    let mut found =
        Diagnostic::error(Code::DuplicateUrl, format!("two pages would be written to `/{folder}`"));
    let draft_of = |page: usize| Some(&views.material.drafts[views.index.pages[page].draft?]);
    let drafts = folders.pages(folder).iter().filter_map(|&page| draft_of(page)).map(|draft| &draft.file);
    let sources = views.material.sources.iter().filter(|source| format!("sources/{}/", source.id) == folder);
    for file in drafts.chain(sources.map(|source| &source.file)) {
        found = found.at(file, 0..file.text.lines().next().map_or(0, str::len), "one of them");
    }
    let aliases = redirects::at(path, views);
    for (draft, range) in &aliases {
        found = found.at(&views.material.drafts[*draft].file, range.clone(), "this would stand there too");
    }
    if let Some(own) = files.statics.iter().rfind(|file| static_name(file) == path) {
        found = found.hint(format!("`{own}` is copied there: give it another name"));
    }
    let around = folders.around(path).into_iter();
    for (draft, name) in around.filter_map(|(page, name)| Some((draft_of(page)?, name))) {
        if draft.assets.iter().any(|asset| asset == name) {
            let beside = draft.name.rsplit_once('/').map_or("", |(folder, _)| folder);
            found = found.hint(format!("`{beside}/{name}` is copied there: give it another name"));
        }
    }
    if let Some(made) = made(folder, views) {
        found = found.hint(format!("{made} stands there, which ibid makes itself"));
    }
    if !aliases.is_empty() {
        return found.hint("take the alias out, or give the page another address");
    }
    found.hint("give one of them another `slug` or `path` in its front matter")
}

/// What stands at an address without a file of its own.
fn made(folder: &str, views: &Views) -> Option<String> {
    let (config, index) = (&views.material.config, &views.index);
    let is_here = |address: &str| folder_of(address) == folder;
    let mut all = index.made(config, &views.material.drafts);
    if let Some((_, made)) = all.find(|(address, _)| is_here(address)) {
        return Some(made.to_string());
    }
    if let Some(page) = index.pages.iter().find(|page| page.draft.is_none() && is_here(&page.path)) {
        return Some(format!("the page “{}”", page.title));
    }
    let list = index.pages.iter().find(|page| {
        let matter = page.draft.map(|draft| &views.material.drafts[draft].front_matter);
        let pagination = matter.and_then(|matter| matter.pagination.as_ref());
        let parts = pagination.map(|pagination| folder_of(&format!("{}{}/", page.path, pagination.path)));
        let part = parts.and_then(|parts| folder.strip_prefix(&parts)?.strip_suffix('/'));
        part.is_some_and(|part| part.parse::<usize>().is_ok())
    })?;
    Some(format!("a part of the list at `{}`", list.path))
}
