//! The templates of a site: the built-in ones, and the user's in front of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Context, ErrorKind, ReportError, Tera};

use super::functions::{self, Lookup};
use crate::diagnostic::{Code, Diagnostic, TextFile};

/// Built-in templates stay addressable under this prefix, so that an override can extend what it replaces.
const BUILTIN: &str = "builtin/";

/// Templates, ready to be rendered.
pub struct Templates {
    tera: Tera,
    files: BTreeMap<String, Arc<TextFile>>,
}

impl Templates {
    /// Compiles the built-in templates and the user's (paths from the site's root, `templates/…`); a user's template
    /// that cannot be read is reported and the built-in one of its name used.
    #[must_use]
    pub fn new(
        builtin: &[(&str, &str)],
        user: &[Arc<TextFile>],
        lookup: &Arc<Lookup>,
        globals: &Context,
    ) -> (Self, Vec<Diagnostic>) {
        let mut files = BTreeMap::new();
        for (name, text) in builtin {
            files.insert(
                format!("{BUILTIN}{name}"),
                TextFile::new(format!("builtin:templates/{name}"), *text),
            );
        }
        for file in user {
            let name = file.path.strip_prefix("templates/").unwrap_or(&file.path);
            files.insert(name.to_owned(), Arc::clone(file));
        }
        let mut diagnostics = Vec::new();
        loop {
            let mut tera = engine(lookup, globals.clone());
            let all = files.iter().map(|(name, file)| (name.as_str(), file.text.as_str()));
            let Err(error) = tera.add_raw_templates(all) else {
                return (Self { tera, files }, diagnostics);
            };
            let templates = Self { tera, files };
            let (broken, found) = templates.unreadable(&error);
            diagnostics.push(found);
            files = templates.files;
            let Some(broken) = broken else {
                // Nothing to take out and try again with: render without any.
                let tera = engine(lookup, globals.clone());
                return (Self { tera, files: BTreeMap::new() }, diagnostics);
            };
            files.remove(&broken);
        }
    }

    /// Whether there is a template of that name, the user's or a built-in one.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.tera.contains_template(name)
    }

    /// The names that a page can ask for.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(|name| name.strip_prefix(BUILTIN).unwrap_or(name))
    }

    /// Renders a template.
    ///
    /// # Errors
    /// A diagnostic at the place of the template where it failed; `page` is the file it was rendered for.
    pub fn render(&self, name: &str, context: &Context, page: &str) -> Result<String, Box<Diagnostic>> {
        self.tera.render(name, context).map_err(|error| Box::new(self.failed(name, &error, page)))
    }

    /// A template that fails on a page.
    fn failed(&self, name: &str, error: &tera::Error, page: &str) -> Diagnostic {
        match error.kind() {
            ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
                let message = format!("the template fails on `{page}`: {}", sentence(report.message()));
                self.at(Diagnostic::error(Code::TemplateFailed, message), report)
            }
            ErrorKind::TemplateNotFound(wanted) => missing(wanted, self.names()),
            other => {
                let message =
                    format!("the template `{name}` fails on `{page}`: {}", sentence(&other.to_string()));
                let found = Diagnostic::error(Code::TemplateFailed, message);
                match self.file(name) {
                    Some(file) => found.at(file, 0..0, ""),
                    None => found,
                }
            }
        }
    }

    /// A template that cannot be read, and its name.
    fn unreadable(&self, error: &tera::Error) -> (Option<String>, Diagnostic) {
        let known = |name: &str| self.files.contains_key(name).then(|| name.to_owned());
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let message = format!("this template cannot be read: {}", sentence(report.message()));
                (known(report.filename()), self.at(Diagnostic::error(Code::TemplateSyntax, message), report))
            }
            ErrorKind::MissingParent { current, parent } => {
                let message = format!("`{current}` extends `{parent}`, which is not there");
                let found = Diagnostic::error(Code::MissingTemplate, message).suggest(parent, self.names());
                (known(current), self.somewhere(found, current, parent))
            }
            ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
                let found = Diagnostic::error(Code::TemplateSyntax, format!("`{tpl}` needs itself"));
                (known(tpl), self.somewhere(found, tpl, "extends"))
            }
            other => {
                let message = other.to_string();
                let message = sentence(&message);
                // The engine names the template in its message where it gives no place.
                let name = self.files.keys().find(|name| message.contains(&format!("'{name}'"))).cloned();
                (name, Diagnostic::error(Code::TemplateSyntax, message))
            }
        }
    }

    fn at(&self, found: Diagnostic, report: &ReportError) -> Diagnostic {
        match self.file(report.filename()) {
            Some(file) => found.at(file, report.span().range.clone(), ""),
            None => found,
        }
    }

    /// Points to the first mention of a word in a template.
    fn somewhere(&self, found: Diagnostic, template: &str, word: &str) -> Diagnostic {
        let Some(file) = self.file(template) else { return found };
        let range = file.text.find(word).map_or(0..0, |at| at..at + word.len());
        found.at(file, range, "")
    }

    fn file(&self, name: &str) -> Option<&Arc<TextFile>> {
        self.files.get(name).or_else(|| self.files.get(&format!("{BUILTIN}{name}")))
    }
}

/// The diagnostic for a template that is asked for and not there.
pub fn missing<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Diagnostic {
    Diagnostic::error(Code::MissingTemplate, format!("there is no template `{wanted}`"))
        .suggest(wanted, names)
}

fn engine(lookup: &Arc<Lookup>, globals: Context) -> Tera {
    let mut tera = Tera::new();
    // Only fails where templates were added before.
    let _ = tera.set_fallback_prefixes([BUILTIN]);
    tera.autoescape_on(vec![".html", ".xml"]);
    functions::register(&mut tera, lookup);
    *tera.global_context() = globals;
    tera
}

/// The engine's words, to fit into a message of ours: first line, no full stop.
fn sentence(message: &str) -> &str {
    message.lines().next().unwrap_or_default().trim().trim_end_matches('.')
}
