//! Which page is meant to be mailed.

use std::path::{Component, Path, PathBuf};

use crate::cli::named::Names;
use crate::cli::{Failure, Session};
use crate::diagnostic::nearest;
use crate::index::{Index, Withheld};
use crate::newsletter::FOLDER;
use crate::site::Site;
use crate::world::{World, below_content};

/// The page that a file became, however it was named: as it is seen from here, as the site calls it, or by its address.
pub(super) fn page(
    typed: &Path,
    site: &Site,
    world: &dyn World,
    session: &Session,
) -> Result<usize, Failure> {
    let written = typed.to_string_lossy().replace('\\', "/");
    let candidates = [inside(typed, session.root()), Some(written.clone())];
    let name = |path: &str| path.strip_prefix("@/").unwrap_or_else(|| below_content(path)).to_owned();
    let names: Vec<String> = candidates.iter().flatten().map(|path| name(path)).collect();
    let index = site.index();
    if let Some(&page) = names.iter().find_map(|name| index.by_file.get(name)) {
        return Ok(page);
    }
    if let Some(page) = named(&written, site) {
        return page;
    }
    if typed.is_absolute() && candidates[0].is_none() {
        return Err(Failure::Usage(format!("`{written}` lies outside of the site")));
    }
    let is_there = |name: &&String| world.stamp(&format!("content/{name}")).is_ok();
    let name = names.iter().find(is_there).or(names.last()).map(String::as_str).unwrap_or_default();
    Err(Failure::Usage(why_not(name, site, world)))
}

/// What is found by an address, unless it is none of anything.
fn named(typed: &str, site: &Site) -> Option<Result<usize, Failure>> {
    let (index, material) = (site.index(), site.material());
    let name = Names::of_site(site, &material.ledger).find(typed).ok()?;
    if let Some(page) = index.pages.iter().position(|page| page.path == name && page.draft.is_some()) {
        return Some(Ok(page));
    }
    let &(draft, _) = index.annotations.get(&name)?;
    let file = &material.drafts[draft].file.path;
    let message = format!("`{name}` is an annotation: what can be mailed is its page, `{file}`");
    Some(Err(Failure::Usage(message)))
}

/// Why a file, named from `content/`, can't be mailed.
fn why_not(name: &str, site: &Site, world: &dyn World) -> String {
    let (index, material) = (site.index(), site.material());
    let path = format!("content/{name}");
    if let Some((_, reason)) = material.withheld.iter().find(|(draft, _)| draft.file.path == path) {
        let way_out = match reason {
            Withheld::Future => "; `--date` makes the letter of another day",
            _ => "",
        };
        return format!("`{path}` {}{way_out}", reason.words());
    }
    if material.sources.iter().any(|source| source.file.path == path) {
        return format!("`{path}` is a source; what can be mailed is a letter, a briefing or another page");
    }
    if world.stamp(&path).is_ok() {
        return format!("`{path}` is no page of its own");
    }
    let folder = name.trim_end_matches('/');
    if let Some(example) = newest(index, folder) {
        return format!("`content/{folder}` is a folder; name one letter of it, such as `content/{example}`");
    }
    let near = nearest(name, index.by_file.keys().map(String::as_str));
    let near = near.or_else(|| newest(index, FOLDER));
    let hint = near.map(|near| format!("; did you mean `content/{near}`?")).unwrap_or_default();
    format!("there is no page `{path}`{hint}")
}

/// The file of the newest page in a folder.
fn newest<'i>(index: &'i Index, folder: &str) -> Option<&'i str> {
    let is_in = |file: &str| file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    let files = index.by_file.iter().filter(|(file, _)| is_in(file) && !file.ends_with("_index.md"));
    files.max_by_key(|(_, page)| index.pages[**page].date).map(|(file, _)| file.as_str())
}

/// A path from the site's root, by its letters: whatever it leads to need not be there. None where it leads out of the site.
pub(super) fn inside(path: &Path, root: &Path) -> Option<String> {
    let plain = |path: &Path| {
        let mut plain = PathBuf::new();
        for part in std::path::absolute(path).ok()?.components() {
            match part {
                Component::ParentDir => drop(plain.pop()),
                Component::CurDir => {}
                other => plain.push(other),
            }
        }
        Some(plain)
    };
    let inner = plain(path)?.strip_prefix(plain(root)?).ok()?.to_path_buf();
    Some(inner.to_string_lossy().replace('\\', "/"))
}
