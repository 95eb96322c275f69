//! What stands at old addresses.

use tera::Value;

use super::page::{Rendered, Renderer};
use crate::diagnostic::Diagnostic;
use crate::index::Redirect;

impl Renderer<'_> {
    /// The page at an old address: it leads on at once, or lists where its parts went.
    pub fn redirect(&self, redirect: &Redirect, diagnostics: &mut Vec<Diagnostic>) -> Option<Rendered> {
        if !self.wanted.page(&redirect.from) {
            return None;
        }
        let mut variables = self.variables(&redirect.from);
        if let Some(to) = redirect.whole() {
            let (target, title) = self.views.destination(&to);
            variables.insert_value("target", Value::from(target));
            variables.insert_value("target_title", title.map_or_else(Value::none, Value::from));
        } else {
            let parts = redirect.leads.iter().map(|lead| self.views.part(lead)).collect::<Vec<_>>();
            variables.insert_value("parts", Value::from(parts));
        }
        let origin = redirect.leads.first().and_then(|lead| lead.origin.as_ref());
        let file = origin.map_or("ibid.toml", |(draft, _)| &self.views.material.drafts[*draft].file.path);
        self.render("redirect.html", &variables, &redirect.from, file, diagnostics)
    }
}
