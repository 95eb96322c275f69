//! The permalinks of a draft's annotations, and what goes with them.

use tera::Value;

use super::oembed;
use super::page::{Rendered, Renderer};
use crate::diagnostic::Diagnostic;

impl Renderer<'_> {
    /// The pages of a draft's annotations, each with its `oembed.json`; `file` is told where a template fails.
    pub(super) fn permalinks(
        &self,
        draft: usize,
        annotations: Vec<Value>,
        file: &str,
        found: &mut Vec<Rendered>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let page = self.views.page_card(self.views.index.page_of_draft[draft]);
        let language = self.views.material.drafts[draft].language;
        for (number, annotation) in annotations.into_iter().enumerate() {
            let id = &self.views.material.drafts[draft].annotations.list[number].id;
            if self.views.index.annotations.get(id) != Some(&(draft, number)) {
                // The second of two annotations of one id, which was reported.
                continue;
            }
            let path = crate::index::permalink_path(id);
            let embedded = [&path, oembed::FILE].concat();
            if !self.wanted.page(&path) && !self.wanted.page(&embedded) {
                continue;
            }
            let annotation = self.views.with_context(draft, number, &annotation);
            if self.wanted.page(&embedded) {
                let text = oembed::oembed(self.views, (draft, number), &annotation);
                found.push(Rendered { path: embedded, text });
            }
            let mut variables = self.variables_in(language, &path);
            variables.insert_value("annotation", annotation);
            variables.insert_value("page", page.clone());
            let data = self.views.quotation_data(draft, number);
            variables.insert_value("json_ld", data.as_deref().map_or_else(Value::none, Value::safe_string));
            found.extend(self.render("annotation.html", &variables, &path, file, diagnostics));
        }
    }
}
