//! Whole pages: each kind of page with its template and its variables.

use tera::{Context, Value};

use super::absolute::{Base, absolute};
use super::body::{self, Place};
use super::furniture::address_of_image;
use super::tombstone::with_old_anchors;
use super::{Templates, Wanted};
use crate::config::Language;
use crate::diagnostic::Diagnostic;
use crate::images::Pictures;
use crate::index::PageKind;
use crate::view::{Object, Views};

/// Where the index of a language lies, beside the search page.
pub const SEARCH_INDEX: &str = "pagefind";

/// A finished page, or a file that goes with one.
#[derive(Debug)]
pub struct Rendered {
    /// Path of its URL, without the path of `base_url`: begins with a slash.
    pub path: String,
    /// The HTML, or what the file holds.
    pub text: String,
}

/// What the search index takes of a draft.
#[derive(Debug)]
pub struct Searchable {
    /// HTML of the text.
    pub text: String,
    /// The annotations as templates see them.
    pub annotations: Vec<Value>,
}

/// What it takes to render pages.
#[derive(Clone, Copy)]
pub struct Renderer<'a> {
    /// The values.
    pub views: &'a Views,
    /// The templates.
    pub templates: &'a Templates,
    /// The pictures that pages ask for.
    pub pictures: &'a Pictures,
    /// Which files are made.
    pub wanted: Wanted<'a>,
}

impl Renderer<'_> {
    /// A page with the permalink pages of its annotations.
    pub fn page(&self, number: usize, diagnostics: &mut Vec<Diagnostic>) -> Vec<Rendered> {
        let page = &self.views.index.pages[number];
        if !self.is_wanted(number) {
            return Vec::new();
        }
        let rendered = page.draft.map(|draft| body::body(*self, draft, Place::Page, diagnostics));
        let (content, annotations) =
            rendered.map(|body| (body.content, body.annotations)).unwrap_or_default();
        let content = with_old_anchors(self.views.index.published.anchors.get(&number), content);
        let mut found = if self.views.index.moves.sections.contains(&number) {
            Vec::new()
        } else if page.is_section() {
            self.section(number, &content, &annotations, diagnostics)
        } else {
            self.single(number, &content, &annotations, diagnostics)
        };
        if let Some(draft) = page.draft.filter(|_| self.views.material.config.annotation_pages) {
            self.permalinks(draft, annotations, self.file_of(number), &mut found, diagnostics);
        }
        found
    }

    /// Whether a page may be wanted, or a permalink of its annotations.
    fn is_wanted(&self, number: usize) -> bool {
        let page = &self.views.index.pages[number];
        if let Some(id) = self.wanted.permalink()
            && let Some((draft, _)) = self.views.index.annotations.get(id)
            && page.draft == Some(*draft)
        {
            return true;
        }
        let is_cut = page.is_section() && self.views.pagination(number).is_some();
        self.wanted.page(&page.path) || is_cut && self.wanted.below(&page.path)
    }

    /// A page that is no section.
    fn single(
        &self,
        number: usize,
        content: &str,
        annotations: &[Value],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Rendered> {
        let page = &self.views.index.pages[number];
        if !self.wanted.page(&page.path) {
            return Vec::new();
        }
        let value = self
            .views
            .page(number)
            .with_html("content", content)
            .with("annotations", Value::from(annotations.to_vec()))
            .with("checked_count", page.draft.map_or(0, |draft| self.views.checked_count(draft)))
            .with_list("written", self.views.written_by(number));
        let mut variables = self.variables_in(page.language, &page.path);
        let value = self.furnish(number, value, &mut variables, diagnostics);
        let data = self.views.json_ld(number, address_of_image(&value));
        variables.insert_value("json_ld", data.as_deref().map_or_else(Value::none, Value::safe_string));
        variables.insert_value("page", value.done());
        if let Some(alternates) = self.own_alternates(number) {
            variables.insert_value("alternates", alternates);
        }
        let Some(template) = self.template_of(number, diagnostics) else { return Vec::new() };
        self.render(&template, &variables, &page.path, self.file_of(number), diagnostics)
            .into_iter()
            .collect()
    }

    /// The feed of a page beside those of the site; none where there is no other than those.
    pub(super) fn own_alternates(&self, number: usize) -> Option<Value> {
        let page = &self.views.index.pages[number];
        let feed = self.views.feed_of_page(number).filter(|_| page.kind != PageKind::Home)?;
        Some(self.views.alternates(page.language, Some(&feed)))
    }

    /// A source's page, and further ones with the rest of its uses where they are many.
    pub fn source(&self, number: usize, diagnostics: &mut Vec<Diagnostic>) -> Vec<Rendered> {
        if !self.wanted.below(self.views.source_address(number)) {
            return Vec::new();
        }
        let pages = self.views.source_pages(number);
        let pagers = pages.pagers();
        let file = &self.views.material.sources[number].file.path;
        let mut found = Vec::with_capacity(pagers.len());
        for (place, pager) in pagers.iter().enumerate().filter(|(_, pager)| self.wanted.page(&pager.path)) {
            let content = if place == 0 {
                with_old_anchors(
                    self.views.index.published.source_anchors.get(&number),
                    self.views.document(number),
                )
            } else {
                String::new()
            };
            let mut variables = self.variables(&pager.path);
            variables.insert_value("source", self.views.source_page(number, pager.pages, &content));
            if let Some(paginator) = self.views.source_paginator(number, &pagers, place, &pages.pagination) {
                variables.insert_value("paginator", paginator);
            }
            found.extend(self.render("source.html", &variables, &pager.path, file, diagnostics));
        }
        found
    }

    /// A page that is nothing but its template, such as `404.html`.
    pub fn plain(&self, template: &str, path: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Rendered> {
        if !self.wanted.page(path) {
            return None;
        }
        self.render(template, &self.variables(path), path, template, diagnostics)
    }

    /// The search pages as versions of each other.
    fn search_pages(&self) -> Value {
        let config = &self.views.material.config;
        let version = |(number, language): (usize, &Language)| {
            let path = [&config.base_path, &*self.views.search_path(number)?].concat();
            let page = Object::new().with("lang", language.tag.as_str());
            Some(page.with("permalink", self.views.absolute(&path)).with("path", path).done())
        };
        Value::from(config.languages.iter().enumerate().filter_map(version).collect::<Vec<_>>())
    }

    /// The search page in each language, where there is a search and no page of the site's own at its address.
    pub fn search(&self, diagnostics: &mut Vec<Diagnostic>) -> Vec<Rendered> {
        let config = &self.views.material.config;
        let mut found = Vec::new();
        for language in 0..config.languages.len() {
            let Some(path) = self.views.search_path(language) else { continue };
            if !self.wanted.page(&path) || self.views.index.pages.iter().any(|page| page.path == path) {
                continue;
            }
            let mut variables = self.variables_in(language, &path);
            let root = config.language_path(language);
            let index = format!("{}{root}/{SEARCH_INDEX}/", config.base_path);
            variables.insert_value("search_index", Value::from(index));
            variables.insert_value("translations", self.search_pages());
            found.extend(self.render("search.html", &variables, &path, "search.html", diagnostics));
        }
        found
    }

    /// The variables that every page of a language has; its templates speak that language.
    #[must_use]
    pub fn variables_in(&self, language: usize, path: &str) -> Context {
        let mut variables = self.variables(path);
        let lang = self.views.material.config.languages.get(language).map(|language| language.tag.as_str());
        variables.insert_value("lang", lang.map_or_else(Value::none, Value::from));
        if language > 0 {
            variables.insert_value("alternates", self.views.alternates(language, None));
        }
        variables
    }

    /// The variables that every page has, in the default language.
    #[must_use]
    pub fn variables(&self, path: &str) -> Context {
        let full = format!("{}{path}", self.views.material.config.base_path);
        let mut variables = Context::new();
        variables.insert_value("current_url", Value::from(self.views.absolute(&full)));
        variables.insert_value("current_path", Value::from(full));
        variables.insert_value("alternates", self.views.alternates(0, None));
        variables
    }

    /// The corrections and the body of a draft for readers elsewhere, as in feeds.
    pub fn elsewhere(&self, draft: usize, diagnostics: &mut Vec<Diagnostic>) -> String {
        let page = self.views.index.page_of_draft[draft];
        let text = body::body(*self, draft, Place::Elsewhere, diagnostics).content;
        self.whole(&(self.views.corrections_elsewhere(page) + &text), &self.views.page_path(page))
    }

    /// The corrections and the body of a draft for a mail.
    #[cfg(feature = "newsletters")]
    pub(crate) fn in_mail(&self, draft: usize, diagnostics: &mut Vec<Diagnostic>) -> String {
        let text = body::body(*self, draft, Place::Mail, diagnostics).content;
        self.views.corrections_elsewhere(self.views.index.page_of_draft[draft]) + &text
    }

    /// HTML of the page at `path`, with whole addresses.
    #[must_use]
    pub fn whole(&self, html: &str, path: &str) -> String {
        absolute(html, Base { origin: &self.views.origin, path })
    }

    /// What can be found of a draft: its text with the ids in it, and its annotations with their notes.
    #[must_use]
    pub fn searchable(&self, draft: usize) -> Searchable {
        // What is wrong with a template was told when the page was made.
        let body = body::body(*self, draft, Place::Index, &mut Vec::new());
        Searchable { text: body.content, annotations: body.annotations }
    }

    /// Renders a template into a page.
    pub fn render(
        &self,
        template: &str,
        variables: &Context,
        path: &str,
        file: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Rendered> {
        match self.templates.render(template, variables, file) {
            Ok(text) => Some(Rendered { path: path.to_owned(), text }),
            Err(found) => {
                diagnostics.push(*found);
                None
            }
        }
    }

    pub(super) fn file_of(&self, page: usize) -> &str {
        let page = &self.views.index.pages[page];
        page.draft.map_or(page.path.as_str(), |draft| self.views.material.drafts[draft].file.path.as_str())
    }

    /// The template of a page: its own choice, its section's, or that of its kind.
    pub(super) fn template_of(&self, number: usize, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
        let page = &self.views.index.pages[number];
        let drafts = &self.views.material.drafts;
        let own = page
            .draft
            .and_then(|draft| drafts[draft].front_matter.template.clone().map(|template| (draft, template)));
        let chosen = own.or_else(|| self.of_section(number));
        let Some((draft, (name, range))) = chosen else {
            return Some(
                if self.views.is_log(number) { "corrections.html" } else { usual(page.kind) }.to_owned(),
            );
        };
        if self.templates.contains(&name) {
            return Some(name);
        }
        let found =
            super::missing(&name, self.templates.names()).at(&drafts[draft].file, range, "asked for here");
        if !diagnostics.contains(&found) {
            diagnostics.push(found.hint("templates are files below `templates/`"));
        }
        None
    }

    fn of_section(&self, number: usize) -> Option<(usize, (String, std::ops::Range<usize>))> {
        let pages = &self.views.index.pages;
        if pages[number].is_section() {
            return None;
        }
        let mut above = pages[number].section;
        while let Some(section) = above {
            if let Some(draft) = pages[section].draft
                && let Some(template) = &self.views.material.drafts[draft].front_matter.page_template
            {
                return Some((draft, template.clone()));
            }
            above = pages[section].section;
        }
        None
    }
}

fn usual(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Home => "index.html",
        PageKind::Section => "section.html",
        PageKind::Briefing => "briefing.html",
        PageKind::Newsletter => "newsletter.html",
        PageKind::Person => "person.html",
        PageKind::Page => "page.html",
    }
}

/// The variables that are the same on all pages of a language: `config`, `site`, `lang`; by the language's tag.
#[must_use]
pub fn globals(views: &Views) -> Vec<(String, Context)> {
    let languages = views.material.config.languages.iter();
    let globals =
        |(number, language): (usize, &Language)| (language.tag.clone(), globals_of(views, number, language));
    languages.enumerate().map(globals).collect()
}

fn globals_of(views: &Views, number: usize, language: &Language) -> Context {
    let config = &views.material.config;
    let taxonomies = language.taxonomies.iter().map(|taxonomy| views.taxonomy(number, taxonomy));
    let languages = config.languages.iter().map(|one| Value::from(one.tag.as_str()));
    let value = Object::new()
        .with("base_url", config.base_url.as_str())
        .with("base_path", config.base_path.as_str())
        .with("title", language.title.as_str())
        .with("description", language.description.as_str())
        .with("default_language", config.default_language.as_str())
        .with_list("languages", languages)
        .with("generate_feeds", language.generate_feeds)
        .with_list("taxonomies", taxonomies)
        .with("extra", language.extra.clone());
    let site = Object::new()
        .with("home", format!("{}{}/", config.base_url, config.language_path(number)))
        .with_list("sections", views.top_sections(number))
        .with_list("pages", views.top_pages(number))
        .with_list("taxonomies", views.used_taxonomies(number))
        .with_option(
            "corrections",
            views.has_log(number).then(|| format!("{}{}", config.base_path, views.log_path(number))),
        )
        .with_option(
            "search",
            views.search_path(number).map(|path| [&config.base_path, path.as_str()].concat()),
        )
        .with("generator", concat!("ibid ", env!("CARGO_PKG_VERSION")));
    let mut variables = Context::new();
    variables.insert_value("config", value.done());
    variables.insert_value("site", site.done());
    variables.insert_value("lang", Value::from(language.tag.as_str()));
    variables
}
