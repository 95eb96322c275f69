//! What the links of a draft lead to.

mod anchors;
mod aside;
mod retracted;

use std::ops::Range;
use std::sync::Arc;

use super::{Index, Material, paragraph_of};
use crate::diagnostic::{Code, Diagnostic, TextFile};
use crate::ledger::State;

pub(super) use anchors::Anchors;

/// Where a link that only the site can resolve leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A page, with an anchor in it.
    Page(usize, Option<String>),
    /// A source's page, with an anchor in it.
    Source(usize, Option<String>),
    /// An annotation's permalink.
    Annotation(String),
    /// The page that says of an annotation that it was retracted.
    Retracted(String),
}

/// What the links of a draft lead to; all that a draft names and is not there is reported.
pub(super) fn targets(
    index: &Index,
    material: &Material,
    number: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Option<Target>> {
    let draft = &material.drafts[number];
    let from = From { file: &draft.file, draft: Some(number) };
    let mut found = Vec::with_capacity(draft.parsed.links.len());
    for link in &draft.parsed.links {
        let target = index.target(material, from, &link.destination, link.range.clone());
        let target = target.unwrap_or_else(|problem| {
            diagnostics.push(*problem);
            None
        });
        if let Some(Target::Retracted(id)) = &target {
            diagnostics.extend(retracted::found(index, material, number, id, link.range.clone()));
        }
        found.push(target);
    }
    aside::check(index, material, draft, from, diagnostics);
    found
}

/// For each page, the pages that link to it.
pub(super) fn backlinks(index: &Index) -> Vec<Vec<usize>> {
    let mut backlinks: Vec<Vec<usize>> = vec![Vec::new(); index.pages.len()];
    for (draft, found) in index.targets.iter().enumerate() {
        let from = index.page_of_draft[draft];
        for target in found.iter().flatten() {
            let to = match target {
                Target::Page(page, _) => *page,
                Target::Annotation(id) => index.page_of_draft[index.annotations[id].0],
                Target::Source(..) | Target::Retracted(_) => continue,
            };
            // Drafts come in order, so a page that links twice is the last one in the list.
            if to != from && backlinks[to].last() != Some(&from) {
                backlinks[to].push(from);
            }
        }
    }
    backlinks
}

/// Where a link is written.
#[derive(Clone, Copy)]
pub struct From<'a> {
    /// The file.
    pub file: &'a Arc<TextFile>,
    /// The draft that the file is; none for the configuration.
    pub draft: Option<usize>,
}

impl Index {
    /// What an id leads to: the annotation, that to which it was moved, or the page that says that it was retracted.
    #[must_use]
    pub fn annotation(&self, material: &Material, id: &str) -> Option<Target> {
        if self.annotations.contains_key(id) {
            return Some(Target::Annotation(id.to_owned()));
        }
        let id = material.ledger.destination(id)?;
        if self.annotations.contains_key(id) {
            return Some(Target::Annotation(id.to_owned()));
        }
        let state = &material.ledger.annotations.get(id)?.state;
        let has_page = matches!(state, State::Retracted { .. }) && material.config.annotation_pages;
        has_page.then(|| Target::Retracted(id.to_owned()))
    }

    /// What a link leads to; nothing where the address needs no site to be understood.
    ///
    /// # Errors
    /// A link to what is not there.
    pub fn target(
        &self,
        material: &Material,
        from: From<'_>,
        destination: &str,
        range: Range<usize>,
    ) -> Result<Option<Target>, Box<Diagnostic>> {
        let resolver = Resolver { index: self, material, from };
        let link = Link { destination, range };
        if destination.is_empty() {
            let found = Diagnostic::error(Code::BrokenLink, "this link has no address");
            Err(Box::new(found.at(from.file, link.range, "it leads nowhere")))
        } else if let Some(inner) = destination.strip_prefix("@/") {
            resolver.internal(&link, inner)
        } else if let Some(id) = destination.strip_prefix("a:") {
            resolver.annotation(&link, id)
        } else if let Some(anchor) = destination.strip_prefix('#') {
            resolver.here(&link, anchor)
        } else {
            resolver.relative(&link)
        }
    }
}

struct Link<'a> {
    destination: &'a str,
    range: Range<usize>,
}

struct Resolver<'a> {
    index: &'a Index,
    material: &'a Material,
    from: From<'a>,
}

impl Resolver<'_> {
    fn annotation(&self, link: &Link<'_>, id: &str) -> Result<Option<Target>, Box<Diagnostic>> {
        if let Some(target) = self.index.annotation(self.material, id) {
            return Ok(Some(target));
        }
        let found = Diagnostic::error(Code::UnknownAnnotation, self.material.no_annotation(id))
            .at(self.from.file, link.range.clone(), "linked here")
            .suggested(self.index.nearest_annotation(id));
        Err(Box::new(found))
    }

    /// `@/briefings/x.md#anchor`, also of a source.
    fn internal(&self, link: &Link<'_>, inner: &str) -> Result<Option<Target>, Box<Diagnostic>> {
        let (file, anchor) =
            inner.split_once('#').map_or((inner, None), |(file, anchor)| (file, Some(anchor)));
        if let Some(&page) = self.index.by_file.get(file) {
            if let (Some(anchor), Some(draft)) = (anchor, self.index.pages[page].draft) {
                self.check_anchor(link, draft, anchor)?;
            }
            return Ok(Some(Target::Page(page, anchor.map(str::to_owned))));
        }
        let path = format!("content/{file}");
        if let Some(source) = self.source(&path) {
            if let Some(anchor) = anchor {
                self.check_paragraph(link, source, anchor)?;
            }
            return Ok(Some(Target::Source(source, anchor.map(str::to_owned))));
        }
        let nearest = || self.index.near.files.nearest(file, self.names());
        let found = self.material.broken_link(file, nearest);
        Err(Box::new(found.at(self.from.file, link.range.clone(), "linked here")))
    }

    /// The files of all pages and sources, from `content/`.
    fn names(&self) -> impl Iterator<Item = &str> {
        let files = self.index.by_file.keys().map(String::as_str);
        files.chain(self.material.sources.iter().map(|source| &source.file.path["content/".len()..]))
    }

    fn here(&self, link: &Link<'_>, anchor: &str) -> Result<Option<Target>, Box<Diagnostic>> {
        if anchor.is_empty() || anchor == "top" {
            return Ok(None);
        }
        match self.from.draft {
            Some(draft) => self.check_anchor(link, draft, anchor).map(|()| None),
            None => Err(Box::new(self.of_no_page(link))),
        }
    }

    /// A path such as `map.pdf` beside an `index.md`.
    fn relative(&self, link: &Link<'_>) -> Result<Option<Target>, Box<Diagnostic>> {
        let path = link.destination.split(['#', '?']).next().unwrap_or_default();
        let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
        let is_relative = !path.is_empty() && !path.starts_with('/') && !path.contains(':');
        if !is_relative {
            return Ok(None);
        }
        let Some(draft) = self.from.draft.map(|draft| &self.material.drafts[draft]) else {
            return Err(Box::new(self.of_no_page(link)));
        };
        if draft.assets.iter().any(|asset| asset == &*decoded) {
            return Ok(None);
        }
        let found = Diagnostic::error(
            Code::BrokenLink,
            format!("there is no file `{decoded}` beside this page"),
        )
        .at(self.from.file, link.range.clone(), "linked here");
        if let Some(file) = self.nearby(&decoded) {
            let anchor = link.destination.find('#').map_or("", |at| &link.destination[at..]);
            return Err(Box::new(found.hint(format!("did you mean `@/{file}{anchor}`?"))));
        }
        let found = found.suggest(&decoded, draft.assets.iter().map(String::as_str));
        Err(Box::new(found.hint("a page of the site is linked by its file, as in `@/briefings/name.md`")))
    }

    /// The page or source that a path leads to from this file, by its path from `content/`.
    fn nearby(&self, path: &str) -> Option<String> {
        let own = self.from.file.path.strip_prefix("content/")?;
        let mut parts: Vec<&str> = own.split('/').collect();
        parts.pop();
        for part in path.split('/') {
            match part {
                "." => {}
                ".." => drop(parts.pop()?),
                name => parts.push(name),
            }
        }
        let file = parts.join("/");
        let is_there =
            self.index.by_file.contains_key(&file) || self.source(&format!("content/{file}")).is_some();
        is_there.then_some(file)
    }

    /// A link that only a page can hold, in the configuration.
    fn of_no_page(&self, link: &Link<'_>) -> Diagnostic {
        let message = format!("`{}` leads nowhere from the configuration", link.destination);
        Diagnostic::error(Code::BrokenLink, message)
            .at(self.from.file, link.range.clone(), "linked here")
            .hint("name a page as `@/about.md`, or a file of `static/` as `/map.pdf`")
    }

    /// The source that a file is; sources are sorted by their ids, which the files are named after.
    fn source(&self, path: &str) -> Option<usize> {
        let inner = path.strip_prefix("content/sources/")?;
        let id = inner
            .split_once('/')
            .map_or_else(|| inner.rsplit_once('.').map(|(id, _)| id), |(id, _)| Some(id))?;
        let sources = &self.material.sources;
        let number = sources.binary_search_by(|source| source.id.as_str().cmp(id)).ok()?;
        (sources[number].file.path == path).then_some(number)
    }

    fn check_anchor(&self, link: &Link<'_>, number: usize, anchor: &str) -> Result<(), Box<Diagnostic>> {
        let target = &self.material.drafts[number];
        let headings = &self.index.headings[number];
        let annotation = anchor.strip_prefix("a-").and_then(|id| self.index.annotations.get(id));
        if annotation.is_some_and(|(draft, _)| *draft == number)
            || headings.find(anchor).is_some()
            || headings.kept.contains_key(anchor)
            || target.parsed.has_html_id(anchor)
        {
            return Ok(());
        }
        let message = format!("`{}` has no anchor `#{anchor}`", target.file.path);
        let found = Diagnostic::error(Code::BrokenLink, message)
            .at(self.from.file, link.range.clone(), "linked here")
            .suggested(self.index.near.anchors.nearest(anchor, number, target, headings));
        Err(Box::new(found))
    }

    fn check_paragraph(&self, link: &Link<'_>, source: usize, anchor: &str) -> Result<(), Box<Diagnostic>> {
        let source = &self.material.sources[source];
        if paragraph_of(anchor).is_some_and(|number| (1..=source.paragraphs.len()).contains(&number)) {
            return Ok(());
        }
        let message = format!("`{}` has no anchor `#{anchor}`", source.file.path);
        let found = Diagnostic::error(Code::BrokenLink, message)
            .at(self.from.file, link.range.clone(), "linked here")
            .hint(format!("its paragraphs are `#p1` to `#p{}`", source.paragraphs.len()));
        Err(Box::new(found))
    }
}
