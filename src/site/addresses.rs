//! Links that name a place of the site by its address, as `/about/` does: whether it is there.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::emit::Artifact;
use crate::index::{Index, Material, folder_of};
use crate::parse::Draft;

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
    for draft in &material.drafts {
        for (written, range) in links(draft) {
            let Some(path) = path_of(written, material) else { continue };
            let made = made.get_or_insert_with(|| Made::new(material, index, artifacts, bytes));
            if let Some(found) = made.look(written, path) {
                diagnostics.push(found.labelled(draft, range));
            }
        }
    }
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

/// What is wrong with a link, before it is known where it stands.
struct Fault(Diagnostic);

impl Fault {
    fn labelled(self, draft: &Draft, range: &Range<usize>) -> Diagnostic {
        self.0.at(&draft.file, range.clone(), "linked here")
    }
}

struct Made<'a, B> {
    material: &'a Material,
    index: &'a Index,
    bytes: Bytes<'a, B>,
    /// Everything that is made, by its path.
    files: HashMap<&'a str, &'a Artifact<B>>,
    /// The paths from which redirects lead on, without slashes at their ends.
    moved: HashSet<String>,
}

impl<'a, B> Made<'a, B> {
    fn new(
        material: &'a Material,
        index: &'a Index,
        artifacts: &'a [Artifact<B>],
        bytes: Bytes<'a, B>,
    ) -> Self {
        let files = artifacts.iter().map(|artifact| (artifact.path.as_str(), artifact)).collect();
        let moved = index.moves.redirects.iter().map(|redirect| bare(&folder_of(&redirect.from))).collect();
        Self { material, index, bytes, files, moved }
    }

    /// What is wrong with a link to this path of the site's host.
    fn look(&self, written: &str, path: &str) -> Option<Fault> {
        let (path, anchor) = path.split_once('#').unwrap_or((path, ""));
        let path = path.split('?').next().unwrap_or_default();
        let base = &self.material.config.base_path;
        let inner = path.strip_prefix(base.as_str()).filter(|rest| rest.is_empty() || rest.starts_with('/'));
        let Some(inner) = inner else { return self.outside(written, path) };
        let name = folder_of(inner);
        let file = file_of(&name);
        if let Some(found) = self.files.get(file.as_str()) {
            return anchor_fault(path, found, self.bytes, anchor);
        }
        if self.moved.contains(&bare(&name)) {
            return None;
        }
        if !inner.ends_with('/') && self.files.contains_key(format!("{file}/index.html").as_str()) {
            let message = format!("`{written}` has no slash at its end");
            let found = Diagnostic::warning(Code::BrokenLink, message);
            return Some(Fault(found.hint(self.advice(&format!("{inner}/"), anchor))));
        }
        let message = format!("nothing of this site stands at `{written}`");
        let found = Diagnostic::error(Code::BrokenLink, message);
        Some(Fault(match nearest(inner, self.paths(inner).iter().map(String::as_str)) {
            Some(near) => found.hint(format!("did you mean {}?", self.advice(near, anchor))),
            None => found
                .hint("what another server adds to the site is named in `skip_prefixes` of `[link_checker]`"),
        }))
    }

    /// A path of the host that is none of the site's: a slip where the site has what it names.
    fn outside(&self, written: &str, path: &str) -> Option<Fault> {
        let is_meant = path != "/" && self.files.contains_key(file_of(&folder_of(path)).as_str());
        let base = &self.material.config.base_path;
        let message = format!("`{written}` leads out of this site, which stands at `{base}/`");
        let found = Diagnostic::warning(Code::BrokenLink, message);
        is_meant.then(|| Fault(found.hint(format!("did you mean {}?", self.advice(path, "")))))
    }

    /// The form of a link that follows its page, where there is one; else the path.
    fn advice(&self, path: &str, anchor: &str) -> String {
        let anchor = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
        let page = self.index.pages.iter().find(|page| page.path == path).and_then(|page| page.draft);
        match page.map(|draft| &self.material.drafts[draft].file.path) {
            Some(file) => format!("`@/{}{anchor}`", file.strip_prefix("content/").unwrap_or(file)),
            None => format!("`{}{path}{anchor}`", self.material.config.base_path),
        }
    }

    /// The paths of what a link like this may mean.
    fn paths(&self, wanted: &str) -> Vec<String> {
        let is_permalink = wanted.starts_with("/a/");
        let files = self.files.keys().filter(|path| path.starts_with("a/") == is_permalink);
        let mut paths: Vec<String> =
            files.map(|path| format!("/{}", path.strip_suffix("index.html").unwrap_or(path))).collect();
        paths.sort_unstable();
        paths
    }
}

/// What is wrong with a link to an anchor of what is made at `path`.
fn anchor_fault<B>(path: &str, made: &Artifact<B>, bytes: Bytes<'_, B>, anchor: &str) -> Option<Fault> {
    let is_place = !matches!(anchor, "" | "top") && !anchor.contains(":~:");
    if !made.path.ends_with(".html") || !is_place {
        return None;
    }
    let decoded = percent_encoding::percent_decode_str(anchor).decode_utf8_lossy();
    let html = bytes(made)?;
    let is_there = ["\"", "'"].iter().any(|quote| {
        let id = format!("id={quote}{decoded}{quote}");
        memchr::memmem::find(&html, id.as_bytes()).is_some()
    });
    let message = format!("`{path}` has no anchor `#{anchor}`");
    let found = Diagnostic::error(Code::BrokenLink, message);
    (!is_there)
        .then(|| Fault(found.hint("the ids of headings are their words in small letters, with hyphens")))
}

/// A path without slashes at its end.
fn bare(path: &str) -> String {
    path.trim_end_matches('/').to_owned()
}

/// The file of the output that a server gives for a path, which does not begin with a slash.
fn file_of(path: &str) -> String {
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}
