//! Links that name a place of the site by its address, as `/about/` does: whether it is there.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Suggestions};
use crate::emit::Artifact;
use crate::index::{Index, Material, folder_of};
use crate::parse::Draft;
use crate::world::below_content;

/// What a file of the output holds; none where that cannot be read any more.
pub(super) type Bytes<'a, B> = &'a dyn Fn(&Artifact<B>) -> Option<Arc<Vec<u8>>>;

/// Looks for what links name among everything that is made.
pub(super) fn check<B>(
    material: &Material,
    index: &Index,
    artifacts: &[Artifact<B>],
    bytes: Bytes<'_, B>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // Where a page could not be rendered, what is missing is told already.
    let is_unmade =
        |code| matches!(code, Code::TemplateFailed | Code::TemplateSyntax | Code::MissingTemplate);
    if diagnostics.iter().any(|found| is_unmade(found.code)) {
        return;
    }
    let mut made = None;
    let mut found: Vec<(Link<'_>, Diagnostic)> = Vec::new();
    let mut anchored: BTreeMap<&str, Vec<Anchored<'_, B>>> = BTreeMap::new();
    for (number, draft) in material.drafts.iter().enumerate() {
        for (place, (written, range)) in links(draft).enumerate() {
            let Some(path) = path_of(written, material) else { continue };
            let made = made.get_or_insert_with(|| Made::new(material, index, artifacts));
            let link = Link { draft: number, place, range };
            match made.look(written, path) {
                Looked::Sound => {}
                Looked::Faulty(fault) => found.push((link, fault)),
                Looked::Anchored { file, path, anchor } => {
                    anchored.entry(&file.path).or_default().push(Anchored { link, file, path, anchor });
                }
            }
        }
    }
    // Page by page, for each is read once, however many links lead into it.
    for links in anchored.values() {
        found.extend(without_anchor(links, bytes));
    }
    found.sort_by_key(|(link, _)| (link.draft, link.place));
    let labelled = |(link, fault): (Link<'_>, Diagnostic)| {
        fault.at(&material.drafts[link.draft].file, link.range.clone(), "linked here")
    };
    diagnostics.extend(found.into_iter().map(labelled));
}

/// A link as it stands in the site.
#[derive(Clone, Copy)]
struct Link<'a> {
    draft: usize,
    /// Its place among the links of the draft.
    place: usize,
    range: &'a Range<usize>,
}

/// What comes of looking for what a link names.
enum Looked<'a, B> {
    Sound,
    Faulty(Diagnostic),
    /// The page is there, and has to have the anchor.
    Anchored {
        file: &'a Artifact<B>,
        path: &'a str,
        anchor: &'a str,
    },
}

/// A link to an anchor of a page.
struct Anchored<'a, B> {
    link: Link<'a>,
    file: &'a Artifact<B>,
    path: &'a str,
    anchor: &'a str,
}

/// Every link of a draft, as written.
fn links(draft: &Draft) -> impl Iterator<Item = (&str, &Range<usize>)> {
    let parsed = &draft.parsed;
    let links = parsed.links.iter().chain(&parsed.html_links);
    let links = links.map(|link| (link.destination.as_str(), &link.range));
    links.chain(parsed.images.iter().map(|image| (image.destination.as_str(), &image.range)))
}

/// What follows the host, where a link names a place of the site's host and the site says nothing else of it.
fn path_of<'l>(written: &'l str, material: &Material) -> Option<&'l str> {
    let config = &material.config;
    let origin = config.base_url.strip_suffix(config.base_path.as_str()).unwrap_or_default();
    let path = match written.strip_prefix(&config.base_url).filter(|_| !config.base_url.is_empty()) {
        Some(rest) if rest.is_empty() || rest.starts_with(['/', '#', '?']) => &written[origin.len()..],
        _ => written.strip_prefix('/').filter(|rest| !rest.starts_with('/')).map(|_| written)?,
    };
    let whole = format!("{origin}{path}");
    let is_ignored = config.link_checker.ignore.iter().any(|pattern| pattern.fits(&whole));
    (!is_ignored).then_some(path)
}

struct Made<'a, B> {
    material: &'a Material,
    index: &'a Index,
    /// Everything that is made, by its path.
    files: HashMap<&'a str, &'a Artifact<B>>,
    /// The paths from which redirects lead on, without slashes at their ends.
    moved: HashSet<String>,
    /// What a broken link may mean, permalinks left out.
    near: Suggestions,
    /// What a broken link to a permalink may mean.
    near_permalinks: Suggestions,
    /// The drafts of pages by their paths.
    pages: OnceCell<HashMap<&'a str, usize>>,
}

impl<'a, B> Made<'a, B> {
    fn new(material: &'a Material, index: &'a Index, artifacts: &'a [Artifact<B>]) -> Self {
        let files = artifacts.iter().map(|artifact| (artifact.path.as_str(), artifact)).collect();
        let moved = index.moves.redirects.iter().map(|redirect| bare(&folder_of(&redirect.from))).collect();
        let (near, near_permalinks) = Default::default();
        Self { material, index, files, moved, near, near_permalinks, pages: OnceCell::new() }
    }

    /// What is wrong with a link to this path of the site's host.
    fn look(&self, written: &str, path: &'a str) -> Looked<'a, B> {
        let (path, anchor) = path.split_once('#').unwrap_or((path, ""));
        let path = path.split('?').next().unwrap_or_default();
        let base = &self.material.config.base_path;
        let inner = path.strip_prefix(base.as_str()).filter(|rest| rest.is_empty() || rest.starts_with('/'));
        let Some(inner) = inner else { return self.outside(written, path) };
        let name = folder_of(inner);
        let file = file_of(&name);
        if let Some(found) = self.files.get(file.as_str()) {
            let is_place = !matches!(anchor, "" | "top") && !anchor.contains(":~:");
            if is_place && found.path.ends_with(".html") {
                return Looked::Anchored { file: found, path, anchor };
            }
            return Looked::Sound;
        }
        if self.moved.contains(&bare(&name)) {
            return Looked::Sound;
        }
        if !inner.ends_with('/') && self.files.contains_key(format!("{file}/index.html").as_str()) {
            let message = format!("`{written}` has no slash at its end");
            let found = Diagnostic::warning(Code::BrokenLink, message);
            return Looked::Faulty(found.hint(self.advice(&format!("{inner}/"), anchor)));
        }
        let message = format!("nothing of this site stands at `{written}`");
        let found = Diagnostic::error(Code::BrokenLink, message);
        Looked::Faulty(match self.nearest(inner) {
            Some(near) => found.hint(format!("did you mean {}?", self.advice(&near, anchor))),
            None => found
                .hint("what another server adds to the site is named in `skip_prefixes` of `[link_checker]`"),
        })
    }

    /// A path of the host that is none of the site's: a slip where the site has what it names.
    fn outside(&self, written: &str, path: &str) -> Looked<'a, B> {
        let is_meant = path != "/" && self.files.contains_key(file_of(&folder_of(path)).as_str());
        if !is_meant {
            return Looked::Sound;
        }
        let base = &self.material.config.base_path;
        let message = format!("`{written}` leads out of this site, which stands at `{base}/`");
        let found = Diagnostic::warning(Code::BrokenLink, message);
        Looked::Faulty(found.hint(format!("did you mean {}?", self.advice(path, ""))))
    }

    /// The form of a link that follows its page, where there is one; else the path.
    fn advice(&self, path: &str, anchor: &str) -> String {
        let anchor = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
        let pages = self.index.pages.iter().rev();
        let drafts = || pages.filter_map(|page| Some((page.path.as_str(), page.draft?))).collect();
        match self.pages.get_or_init(drafts).get(path).map(|&draft| &self.material.drafts[draft].file.path) {
            Some(file) => format!("`@/{}{anchor}`", below_content(file)),
            None => format!("`{}{path}{anchor}`", self.material.config.base_path),
        }
    }

    /// The path most like the one that is not there.
    fn nearest(&self, wanted: &str) -> Option<String> {
        let is_permalink = wanted.starts_with("/a/");
        let near = if is_permalink { &self.near_permalinks } else { &self.near };
        let files = self.files.keys().filter(|path| path.starts_with("a/") == is_permalink);
        near.nearest(
            wanted,
            files.map(|path| format!("/{}", path.strip_suffix("index.html").unwrap_or(path))),
        )
    }
}

/// The links into one page whose anchors it doesn't have.
fn without_anchor<'a, B>(links: &[Anchored<'a, B>], bytes: Bytes<'_, B>) -> Vec<(Link<'a>, Diagnostic)> {
    let Some(html) = links.first().and_then(|one| bytes(one.file)) else { return Vec::new() };
    let ids = ids(&html);
    let is_missing = |one: &&Anchored<'a, B>| {
        let decoded = percent_encoding::percent_decode_str(one.anchor).decode_utf8_lossy();
        !ids.contains(decoded.as_bytes())
    };
    let fault = |one: &Anchored<'a, B>| {
        let message = format!("`{}` has no anchor `#{}`", one.path, one.anchor);
        let found = Diagnostic::error(Code::BrokenLink, message);
        (one.link, found.hint("the ids of headings are their words in small letters, with hyphens"))
    };
    links.iter().filter(is_missing).map(fault).collect()
}

/// The ids of a page's elements.
fn ids(html: &[u8]) -> HashSet<&[u8]> {
    let id = |at: usize| {
        let value = html.get(at + "id=".len()..)?;
        let (quote, rest) = value.split_first().filter(|(quote, _)| matches!(quote, b'"' | b'\''))?;
        Some(&rest[..memchr::memchr(*quote, rest)?])
    };
    memchr::memmem::find_iter(html, b"id=").filter_map(id).collect()
}

/// A path without slashes at its end.
fn bare(path: &str) -> String {
    path.trim_end_matches('/').to_owned()
}

/// The file of the output that a server gives for a path, which does not begin with a slash.
fn file_of(path: &str) -> String {
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_stand_in_either_quotation_marks() {
        let html = "<p id=\"one\" data-id='a b'><i id='two' id=three><b id=\"it's\"><u id=\"open";
        let mut found: Vec<&[u8]> = ids(html.as_bytes()).into_iter().collect();
        found.sort_unstable();
        assert_eq!(found, [b"a b" as &[u8], b"it's", b"one", b"two"]);
    }
}
