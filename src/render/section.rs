//! Sections and the terms of taxonomies: pages that are lists, cut where they are long.

use tera::Value;

use super::page::{Rendered, Renderer};
use crate::diagnostic::Diagnostic;
use crate::index::{PageKind, Term};
use crate::view::pagers;

impl Renderer<'_> {
    /// The pages of a section; `content` and `annotations` are those of its own text.
    pub(super) fn section(
        &self,
        number: usize,
        content: &str,
        annotations: &[Value],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Rendered> {
        let page = &self.views.index.pages[number];
        let Some(template) = self.template_of(number, diagnostics) else { return Vec::new() };
        let pagination = self.views.pagination(number);
        let cut = pagers(&page.path, &page.pages, pagination);
        let mut shared = Vec::new();
        shared.extend(self.own_alternates(number).map(|alternates| ("alternates", alternates)));
        if page.kind == PageKind::Home {
            let briefings = self.views.briefings(page.language);
            let lead = briefings.first().map(|&newest| {
                self.views.page_item(newest).with_option("image", self.lead_image(newest)).done()
            });
            shared.push(("lead", lead.unwrap_or_else(Value::none)));
            let briefings = briefings.into_iter().map(|page| self.views.page_card(page));
            shared.push(("briefings", Value::from(briefings.collect::<Vec<_>>())));
            shared.push(("sources", self.views.sources_by_use()));
        }
        let mut found = Vec::with_capacity(cut.len());
        for (place, pager) in cut.iter().enumerate().filter(|(_, pager)| self.wanted.page(&pager.path)) {
            let value = self
                .views
                .section(number, pager.pages)
                .with_html("content", content)
                .with("annotations", Value::from(annotations.to_vec()));
            let mut variables = self.variables_in(page.language, &pager.path);
            let value = self.furnish(number, value, &mut variables, diagnostics);
            variables.insert_value("section", value.done());
            let data = (place == 0).then(|| self.views.json_ld(number, None)).flatten();
            variables.insert_value("json_ld", data.as_deref().map_or_else(Value::none, Value::safe_string));
            if let Some(pagination) = pagination {
                variables.insert_value("paginator", self.views.paginator(&cut, place, pagination));
            }
            // What is the same on all of them is shared: a long list has thousands.
            for (name, value) in &shared {
                variables.insert_value(*name, value.clone());
            }
            let file = self.file_of(number);
            found.extend(self.render(&template, &variables, &pager.path, file, diagnostics));
        }
        found
    }

    /// The list of the terms of a language's taxonomy.
    pub fn taxonomy(
        &self,
        language: usize,
        number: usize,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Rendered> {
        let config = &self.views.material.config;
        let taxonomy = &config.languages[language].taxonomies[number];
        let terms = &self.views.index.terms[language][number].list;
        let path = config.taxonomy_address(language, taxonomy);
        // In a further language a list without terms would be an address that nobody asked for.
        if !taxonomy.render || terms.is_empty() && language > 0 || !self.wanted.page(&path) {
            return None;
        }
        let mut variables = self.variables_in(language, &path);
        variables.insert_value("taxonomy", self.views.taxonomy(language, taxonomy));
        let list: Vec<Value> =
            terms.iter().map(|term| self.views.term(language, taxonomy, term).done()).collect();
        variables.insert_value("terms", Value::from(list));
        let list = self.of_taxonomy(&taxonomy.name, "list");
        self.render(&list, &variables, &path, "ibid.toml", diagnostics)
    }

    /// The pages of a term of a language's taxonomy.
    pub fn term(
        &self,
        (language, number): (usize, usize),
        term: &Term,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Rendered> {
        let config = &self.views.material.config;
        let taxonomy = &config.languages[language].taxonomies[number];
        let path = format!("{}{}/", config.taxonomy_address(language, taxonomy), term.slug);
        if !taxonomy.render || !self.wanted.below(&path) {
            return Vec::new();
        }
        let single = self.of_taxonomy(&taxonomy.name, "single");
        // A series is read from its first part on.
        let list = if taxonomy.sequence { &term.sequence } else { &term.pages };
        let cut = pagers(&path, list, taxonomy.pagination.as_ref());
        let feed = self.views.feed_of_term(language, taxonomy, term);
        let alternates = feed.map(|feed| self.views.alternates(language, Some(&feed)));
        let mut found = Vec::with_capacity(cut.len());
        for (place, pager) in cut.iter().enumerate().filter(|(_, pager)| self.wanted.page(&pager.path)) {
            let mut variables = self.variables_in(language, &pager.path);
            variables.insert_value("taxonomy", self.views.taxonomy(language, taxonomy));
            variables.insert_value("term", self.views.term_page(language, taxonomy, term, pager.pages));
            if let Some(alternates) = &alternates {
                variables.insert_value("alternates", alternates.clone());
            }
            if let Some(pagination) = &taxonomy.pagination {
                variables.insert_value("paginator", self.views.paginator(&cut, place, pagination));
            }
            found.extend(self.render(&single, &variables, &pager.path, "ibid.toml", diagnostics));
        }
        found
    }

    /// `tags/list.html` where there is one, else `taxonomy_list.html`.
    fn of_taxonomy(&self, taxonomy: &str, kind: &str) -> String {
        let own = format!("{taxonomy}/{kind}.html");
        if self.templates.contains(&own) { own } else { format!("taxonomy_{kind}.html") }
    }
}
