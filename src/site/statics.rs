//! The static files: the built-in ones, those of the theme in front of them, and the user's in front of all.

use std::sync::Arc;

use super::outputs::copy;
use super::past::ByName;
use super::read::Files;
use crate::diagnostic::Diagnostic;
use crate::embedded;
use crate::render::{StaticFile, Statics};
use crate::world::{Changes, World};

/// The files that were read, by their paths from the site's root; built-in ones by `builtin:` and their name.
#[derive(Default)]
pub(super) struct Kept(ByName<Arc<StaticFile>>);

impl Kept {
    /// All static files, none of them asked for yet.
    pub(super) fn statics(
        &mut self,
        world: &dyn World,
        files: &Files,
        changes: &Changes,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Statics {
        let mut found = Statics::default();
        let builtin: Vec<String> =
            embedded::STATIC.iter().map(|(path, _)| format!("builtin:{path}")).collect();
        for ((path, bytes), name) in embedded::STATIC.iter().zip(&builtin) {
            if self.0.get(name).is_none() {
                self.0.keep(name, StaticFile::builtin(path, bytes));
            }
            self.0.get(name).into_iter().for_each(|file| found.add(Arc::clone(file)));
        }
        for path in &files.statics {
            if self.0.get(path).is_none() || changes.touch(path) {
                match copy(world, path, static_name(path).to_owned(), diagnostics) {
                    Some(file) => self.0.keep(path, StaticFile::new(file)),
                    None => self.0.forget(path),
                }
            }
            self.0.get(path).into_iter().for_each(|file| found.add(Arc::clone(file)));
        }
        let names = files.statics.iter().chain(&builtin).map(String::as_str);
        self.0.retain(names, files.statics.len() + builtin.len());
        found
    }
}

/// The path of a static file in the output: what follows `static/` or `themes/NAME/static/`.
pub(super) fn static_name(path: &str) -> &str {
    let of_theme = || path.strip_prefix("themes/")?.split_once("/static/").map(|(_, name)| name);
    path.strip_prefix("static/").or_else(of_theme).unwrap_or(path)
}
