//! What somebody means who names an annotation or a page: by its id, its path, its file, or its address as it was copied
//! from a browser or a letter.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;

use super::Session;
use crate::config::Settings;
use crate::diagnostic::nearest;
use crate::index::source_path;
use crate::ledger::Ledger;
use crate::site::Site;
use crate::world::{World, below_content};

/// What sentences and mail programs glue on to an address.
const GLUED: [char; 14] = ['<', '>', '(', ')', '[', ']', '"', '\'', '“', '”', '.', ',', ';', '!'];

/// Everything that can be named.
#[derive(Debug, Default)]
pub(super) struct Names<'a> {
    /// The path that all addresses begin with, `/pub`; nothing where the site stands at the root of its host.
    base_path: &'a str,
    annotations: BTreeSet<&'a str>,
    pages: BTreeSet<Cow<'a, str>>,
    /// Paths of pages by their files, from `content/`.
    files: BTreeMap<&'a str, Cow<'a, str>>,
}

/// What was typed and is no name of anything.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unknown {
    /// The id or path that it would have been.
    pub name: String,
    /// What it may have been meant to be.
    near: Vec<String>,
}

impl Unknown {
    /// `; did you mean `tariff` or `/briefings/tariff/`?`; nothing where nothing is like it.
    pub(super) fn hint(&self) -> String {
        let near: Vec<String> = self.near.iter().map(|near| format!("`{near}`")).collect();
        if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(" or ")) }
    }
}

/// What a name may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Meaning {
    Annotation(String),
    /// A path in the site, nothing percent-encoded.
    Page(String),
    File(String),
}

impl<'a> Names<'a> {
    /// Names of annotations alone.
    pub(super) fn of_annotations(base_path: &'a str, ids: impl IntoIterator<Item = &'a str>) -> Self {
        Self { base_path, annotations: ids.into_iter().collect(), ..Self::default() }
    }

    /// What was published.
    pub(super) fn of_ledger(base_path: &'a str, ledger: &'a Ledger) -> Self {
        let mut names = Self::of_annotations(base_path, ledger.annotations.keys().map(String::as_str));
        // Of two pages of one file the one counts that is there.
        let (live, ended): (Vec<_>, Vec<_>) = ledger.pages.values().partition(|page| page.state.is_live());
        for page in ended.into_iter().chain(live) {
            names.add(page.path.as_str().into(), &page.file);
        }
        names
    }

    /// What was published, and what is there.
    pub(super) fn of_site(site: &'a Site, ledger: &'a Ledger) -> Self {
        let (index, material) = (site.index(), site.material());
        let mut names = Self::of_ledger(&material.config.base_path, ledger);
        names.annotations.extend(index.annotations.keys().map(String::as_str));
        for source in &material.sources {
            names.add(source_path(&source.id).into(), &source.file.path);
        }
        for page in index.pages.iter() {
            let file = page.draft.map_or("", |draft| material.drafts[draft].file.path.as_str());
            names.add(page.path.as_str().into(), file);
        }
        names
    }

    fn add(&mut self, path: Cow<'a, str>, file: &'a str) {
        if !file.is_empty() {
            self.files.insert(below_content(file), path.clone());
        }
        self.pages.insert(path);
    }

    /// The id or the path that was meant.
    pub(super) fn find(&self, typed: &str) -> Result<String, Unknown> {
        let meanings = meanings(typed, self.base_path);
        let known = meanings.iter().find_map(|meaning| match meaning {
            Meaning::Annotation(id) => self.annotations.get(id.as_str()).map(|id| (*id).to_owned()),
            Meaning::Page(path) => self.page(path),
            Meaning::File(file) => self.files.get(file.as_str()).map(|path| path.clone().into_owned()),
        });
        known.ok_or_else(|| self.unknown(typed, meanings.first()))
    }

    fn page(&self, path: &str) -> Option<String> {
        let plain =
            |path: &str| path.strip_suffix("index.html").unwrap_or(path).trim_end_matches('/').to_owned();
        let wanted = plain(path);
        let known = |is_it: &dyn Fn(&str) -> bool| {
            self.pages
                .iter()
                .find(|known| is_it(&plain(&decoded(known))))
                .map(|known| known.clone().into_owned())
        };
        known(&|known| known == wanted).or_else(|| known(&|known| known.eq_ignore_ascii_case(&wanted)))
    }

    fn unknown(&self, typed: &str, first: Option<&Meaning>) -> Unknown {
        let last = |path: &str| path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
        let (name, near) = match first {
            Some(Meaning::Annotation(id)) => {
                // A page may have been meant by the last part of its path.
                let page = self.pages.iter().find(|page| !id.is_empty() && last(page) == *id);
                let near = nearest(id, self.annotations.iter().copied());
                (id.clone(), [near.map(str::to_owned), page.map(|page| page.clone().into_owned())])
            }
            Some(Meaning::Page(path)) => {
                (path.clone(), [nearest(path, self.pages.iter().map(AsRef::as_ref)).map(str::to_owned), None])
            }
            Some(Meaning::File(file)) => {
                let near = nearest(file, self.files.keys().copied()).map(|near| format!("content/{near}"));
                (format!("content/{file}"), [near, None])
            }
            None => (typed.to_owned(), [None, None]),
        };
        Unknown { name, near: near.into_iter().flatten().collect() }
    }
}

/// The path that the addresses of a site begin with, as far as its configuration can be read.
pub(super) fn base_path(session: &Session, world: &dyn World) -> String {
    let settings = Settings { config: session.config().map(str::to_owned), ..Settings::default() };
    crate::config::config(world, &settings).0.base_path.clone()
}

/// What was typed may mean this, the likeliest first.
fn meanings(typed: &str, base_path: &str) -> Vec<Meaning> {
    // Link trackers write `#` as `%23`, some of them twice.
    let typed = typed.trim().trim_matches(GLUED).replace("%2523", "#").replace("%23", "#");
    let (before, anchor) = typed.split_once('#').unwrap_or((&typed, ""));
    let anchor = anchor.split(['?', '&']).next().unwrap_or_default();
    let path = before.split('?').next().unwrap_or_default();
    let mut found = Vec::new();
    if let Some(id) = anchor.strip_prefix("a-") {
        found.push(Meaning::Annotation(id.to_owned()));
    }
    if path.is_empty() {
        found.push(Meaning::Annotation(anchor.to_owned()));
    }
    // Whoever names a place of a page never means all of the page.
    if !found.is_empty() {
        return found;
    }
    let path = decoded(path_of(path));
    let Some(path) = path.strip_prefix('/') else { return without_slash(&path) };
    let path = squeezed(path);
    let inner = path.strip_prefix(base_path).filter(|rest| rest.is_empty() || rest.starts_with('/'));
    for path in inner.filter(|_| !base_path.is_empty()).into_iter().chain([path.as_str()]) {
        found.push(of_path(path));
    }
    found
}

/// The path of a whole address; what is none as it is.
fn path_of(address: &str) -> &str {
    let is_whole =
        |scheme: &&str| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let Some(scheme) = ["https://", "http://"].into_iter().find(is_whole) else { return address };
    // Whatever the host: a preview and the site itself have the same paths.
    let rest = &address[scheme.len()..];
    rest.find('/').map_or("/", |at| &rest[at..])
}

fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

/// A path, each of its slashes once.
fn squeezed(rest: &str) -> String {
    let parts = rest.split('/').filter(|part| !part.is_empty());
    let path: String = parts.map(|part| format!("/{part}")).collect();
    if rest.is_empty() || rest.ends_with('/') { path + "/" } else { path }
}

fn of_path(path: &str) -> Meaning {
    let is_permalink = path.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("/a/"));
    if !is_permalink {
        return Meaning::Page(if path.is_empty() { "/".to_owned() } else { path.to_owned() });
    }
    let id = path[3..].split(['/', '&']).next().unwrap_or_default();
    Meaning::Annotation(id.trim_matches(GLUED).to_ascii_lowercase())
}

/// An id, a file, or a path without its first slash.
fn without_slash(typed: &str) -> Vec<Meaning> {
    let file = typed.strip_prefix("@/").or_else(|| typed.strip_prefix("content/"));
    if let Some(file) = file.or(Some(typed).filter(|typed| typed.ends_with(".md"))) {
        return vec![Meaning::File(file.to_owned())];
    }
    if typed.contains('/') {
        return vec![of_path(&squeezed(typed))];
    }
    let id = typed.strip_prefix("a:").unwrap_or(typed);
    vec![Meaning::Annotation(id.to_owned()), Meaning::Annotation(id.to_ascii_lowercase())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(base_path: &str) -> Names<'_> {
        let mut names = Names::of_annotations(base_path, ["loss", "a-loss", "10x"]);
        for (path, file) in [
            ("/", "_index.md"),
            ("/briefings/x/", "briefings/x.md"),
            ("/sources/minutes/", "sources/minutes/index.md"),
            ("/briefings/%D1%81%D1%82%D1%96%D0%BB/", "briefings/стіл.md"),
            ("/old.html", "old.md"),
        ] {
            names.add(path.into(), file);
        }
        names
    }

    #[test]
    fn names_are_taken_in_any_form_that_one_comes_by() {
        for (typed, meant) in [
            ("loss", "loss"),
            ("LOSS", "loss"),
            (" loss ", "loss"),
            ("a:loss", "loss"),
            ("#loss", "loss"),
            ("#a-loss", "loss"),
            ("a-loss", "a-loss"),
            ("#a-a-loss", "a-loss"),
            ("/a/loss/", "loss"),
            ("/a/loss", "loss"),
            ("a/loss/", "loss"),
            ("//a//loss/", "loss"),
            ("/A/Loss/", "loss"),
            ("/pub/a/loss/", "loss"),
            ("https://desk.example/pub/a/loss/", "loss"),
            ("HTTPS://Desk.example/pub/a/loss", "loss"),
            ("https://desk.example/pub/a/loss/?utm_source=x&y=%23", "loss"),
            ("https://desk.example/pub/a/loss?utm_source=x", "loss"),
            ("https://desk.example/pub/a/loss/&utm_source=x", "loss"),
            ("<https://desk.example/pub/a/loss/>.", "loss"),
            ("https://desk.example/pub/a/loss/).", "loss"),
            ("http://localhost:1111/a/loss/", "loss"),
            ("https://desk.example/pub/briefings/x/#a-loss", "loss"),
            ("https://desk.example/pub/briefings/x/%23a-loss", "loss"),
            ("/briefings/x/?utm_source=x#a-loss", "loss"),
            ("/briefings/x/", "/briefings/x/"),
            ("/briefings/x", "/briefings/x/"),
            ("briefings/x", "/briefings/x/"),
            ("/pub/briefings/x/index.html", "/briefings/x/"),
            ("/Briefings/X/", "/briefings/x/"),
            ("/briefings/x/#heading", "/briefings/x/"),
            ("https://desk.example/pub/briefings/x?utm_source=x", "/briefings/x/"),
            ("https://desk.example/pub/sources/minutes", "/sources/minutes/"),
            ("https://desk.example/pub/briefings/стіл/", "/briefings/%D1%81%D1%82%D1%96%D0%BB/"),
            ("/briefings/%d1%81%d1%82%d1%96%d0%bb", "/briefings/%D1%81%D1%82%D1%96%D0%BB/"),
            ("content/briefings/x.md", "/briefings/x/"),
            ("@/briefings/x.md", "/briefings/x/"),
            ("briefings/x.md", "/briefings/x/"),
            ("/old.html", "/old.html"),
            ("https://desk.example/pub", "/"),
            ("/", "/"),
        ] {
            assert_eq!(names("/pub").find(typed).as_deref(), Ok(meant), "{typed}");
        }
        assert_eq!(names("").find("https://desk.example/a/loss/").as_deref(), Ok("loss"));
    }

    #[test]
    fn what_is_no_name_is_told_with_what_is_like_it() {
        for (typed, name, hint) in [
            ("los", "los", "; did you mean `loss`?"),
            ("/a/losss/", "losss", "; did you mean `loss`?"),
            ("x", "x", "; did you mean `/briefings/x/`?"),
            ("/briefings/y/", "/briefings/y/", "; did you mean `/briefings/x/`?"),
            ("content/briefings/y.md", "content/briefings/y.md", "; did you mean `content/briefings/x.md`?"),
            (
                "https://desk.example/pub/source/minutes/",
                "/source/minutes/",
                "; did you mean `/sources/minutes/`?",
            ),
            // A place that is gone is not the page that it was in.
            ("/briefings/x/#a-gone", "gone", ""),
            ("", "", ""),
        ] {
            let unknown = names("/pub").find(typed).expect_err(typed);
            assert_eq!((unknown.name.as_str(), unknown.hint().as_str()), (name, hint), "{typed}");
        }
    }
}
