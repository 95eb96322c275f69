//! The templates of a site in three layers: the user's, those of the theme, the built-in ones.

mod faults;

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use tera::{Context, ErrorKind, ReportError, Tera};

use super::functions::{self, Lookup};
use crate::diagnostic::{Code, Diagnostic, TextFile};

/// Built-in templates stay addressable under this prefix, so that an override can extend what it replaces.
const BUILTIN: &str = "builtin/";

/// The most bytes for which a thread keeps room between two pages.
const KEPT: usize = 1 << 20;

thread_local! {
    /// Where pages are written before it is known how long they are.
    static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// Templates, ready to be rendered.
pub struct Templates {
    /// They speak the default language.
    tera: Tera,
    /// The same templates in each further language, by its tag.
    others: BTreeMap<String, Tera>,
    /// What is put before a name that the site itself has no template for, in the order of the layers.
    prefixes: Vec<String>,
    /// The full names of those that are behind a prefix, by the name without it: the engine would put the names together and
    /// look them up each time.
    full: HashMap<String, String>,
    lookup: Arc<Lookup>,
    files: BTreeMap<String, Arc<TextFile>>,
}

impl Templates {
    /// Compiles the built-in templates and the user's with those of the theme (paths from the site's root,
    /// `templates/…` and `themes/NAME/templates/…`); a template that cannot be read is reported, and that of the next
    /// layer used. `globals` are the variables that all pages of a language have, by its tag, those of the default
    /// language first.
    #[must_use]
    pub fn new(
        builtin: &[(&str, &str)],
        user: &[Arc<TextFile>],
        lookup: &Arc<Lookup>,
        globals: Vec<(String, Context)>,
    ) -> (Self, Vec<Diagnostic>) {
        let mut globals = globals.into_iter();
        let main = globals.next().map(|(_, variables)| variables).unwrap_or_default();
        let (templates, diagnostics) = Self::compiled(builtin, user, lookup, &main);
        (templates.in_languages(globals, lookup), diagnostics)
    }

    /// The same templates with functions that look things up elsewhere, and other variables that all pages have.
    #[must_use]
    pub fn with_lookup(&self, lookup: &Arc<Lookup>, globals: Vec<(String, Context)>) -> Self {
        let mut globals = globals.into_iter();
        let mut tera = self.tera.clone();
        functions::register(&mut tera, lookup);
        *tera.global_context() = globals.next().map(|(_, variables)| variables).unwrap_or_default();
        let templates = Self {
            tera,
            others: BTreeMap::new(),
            prefixes: self.prefixes.clone(),
            full: self.full.clone(),
            lookup: Arc::clone(lookup),
            files: self.files.clone(),
        };
        templates.in_languages(globals, lookup)
    }

    /// With the same templates for the further languages: what they call speaks that language.
    fn in_languages(
        mut self,
        globals: impl Iterator<Item = (String, Context)>,
        lookup: &Arc<Lookup>,
    ) -> Self {
        for (number, (tag, variables)) in globals.enumerate() {
            let mut tera = self.tera.clone();
            functions::speak(&mut tera, lookup, number + 1);
            *tera.global_context() = variables;
            self.others.insert(tag, tera);
        }
        self
    }

    fn compiled(
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
            files.insert(template_name(&file.path).to_owned(), Arc::clone(file));
        }
        let theme = user.iter().find_map(|file| theme_prefix(&file.path)).map(str::to_owned);
        let prefixes: Vec<String> = theme.into_iter().chain([BUILTIN.to_owned()]).collect();
        let mut diagnostics = Vec::new();
        let mut broken = BTreeMap::new();
        loop {
            let mut tera = engine(lookup, globals.clone(), &prefixes);
            let all = files.iter().map(|(name, file)| (name.as_str(), file.text.as_str()));
            let result = tera.add_raw_templates(all);
            let (others, full) = (BTreeMap::new(), HashMap::new());
            let templates =
                Self { tera, others, full, lookup: Arc::clone(lookup), prefixes: prefixes.clone(), files };
            let Err(error) = result else {
                return (templates.with_empty(broken.into_keys()).with_full_names(), diagnostics);
            };
            let faults = templates.unreadable(&error);
            files = templates.files;
            let known = broken.len();
            let mut taken = Vec::new();
            for fault in faults {
                let follows = fault.needs.is_some_and(|need| need.is_among(&broken));
                diagnostics.extend((!follows).then_some(fault.found));
                if is_own(&fault.template) {
                    taken.extend(files.remove_entry(&fault.template));
                }
            }
            broken.extend(taken);
            if broken.len() == known {
                // No single one is at fault: the built-in templates alone, which are sound, or else nothing.
                let own = files.keys().any(|name| is_own(name));
                broken.extend(files.extract_if(.., |name, _| !own || is_own(name)));
            }
        }
    }

    /// The templates with empty ones for those that could not be read, so that nobody misses them.
    fn with_empty(mut self, broken: impl Iterator<Item = String>) -> Self {
        let missing: Vec<String> = broken.filter(|name| !self.contains(name)).collect();
        // Templates without anything in them are always taken.
        let _ = self.tera.add_raw_templates(missing.iter().map(|name| (name.as_str(), "")));
        self
    }

    fn with_full_names(mut self) -> Self {
        let full = |name: &str| (name.to_owned(), self.resolved(name));
        self.full = self.names().map(full).filter(|(name, full)| name != full).collect();
        self
    }

    /// Whether there is a template of that name, the user's or a built-in one.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.tera.contains_template(name)
    }

    /// The names that a page can ask for.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(|name| {
            let inner = self.prefixes.iter().find_map(|prefix| name.strip_prefix(prefix.as_str()));
            inner.unwrap_or(name)
        })
    }

    /// Renders a template, in the language that the variable `lang` names.
    ///
    /// # Errors
    /// A diagnostic at the place of the template where it failed; `page` is the file it was rendered for.
    pub fn render(&self, name: &str, context: &Context, page: &str) -> Result<String, Box<Diagnostic>> {
        let mut html = String::new();
        self.render_to(name, context, page, &mut html)?;
        Ok(html)
    }

    /// Renders a template to the end of `out`, which a template that fails leaves as it is.
    ///
    /// # Errors
    /// As with [`Templates::render`].
    pub fn render_to(
        &self,
        name: &str,
        context: &Context,
        page: &str,
        out: &mut String,
    ) -> Result<(), Box<Diagnostic>> {
        let language = context.get("lang").and_then(|lang| lang.as_str());
        let tera = language.and_then(|language| self.others.get(language)).unwrap_or(&self.tera);
        let mut bytes = BUFFER.take();
        bytes.clear();
        let full = self.full.get(name).map_or(name, String::as_str);
        let rendered = tera.render_to(full, context, &mut bytes).and_then(|()| {
            let html = str::from_utf8(&bytes).map_err(|error| tera::Error::message(error.to_string()))?;
            out.push_str(html);
            Ok(())
        });
        if bytes.capacity() <= KEPT {
            BUFFER.set(bytes);
        }
        rendered.map_err(|error| Box::new(self.failed(name, &error, page)))
    }

    /// A template that fails on a page.
    fn failed(&self, name: &str, error: &tera::Error, page: &str) -> Diagnostic {
        match error.kind() {
            ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
                if let Some(found) = self.lookup.data.fault(report.message()) {
                    return self.at(found, report, "read here");
                }
                let before = format!("the template fails on `{page}`: ");
                self.at(told(Code::TemplateFailed, &before, report.message()), report, "")
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

    fn at(&self, found: Diagnostic, report: &ReportError, words: &str) -> Diagnostic {
        match self.file(report.filename()) {
            Some(file) => found.at(file, report.span().range.clone(), words),
            None => found,
        }
    }

    /// Points to the first mention of a word in a template.
    fn somewhere(&self, found: Diagnostic, template: &str, word: &str) -> Diagnostic {
        let Some(file) = self.file(template) else { return found };
        let range = file.text.find(word).map_or(0..0, |at| at..at + word.len());
        found.at(file, range, "")
    }

    /// The full name of the template that a name leads to; the name itself where there is none.
    fn resolved(&self, name: &str) -> String {
        let behind = self.prefixes.iter().map(|prefix| format!("{prefix}{name}"));
        let found = std::iter::once(name.to_owned()).chain(behind).find(|name| self.files.contains_key(name));
        found.unwrap_or_else(|| name.to_owned())
    }

    /// How far behind the site's own templates one is, by its full name.
    fn layer(&self, name: &str) -> usize {
        let layer = self.prefixes.iter().position(|prefix| name.starts_with(prefix.as_str()));
        layer.map_or(0, |layer| layer + 1)
    }

    fn file(&self, name: &str) -> Option<&Arc<TextFile>> {
        self.files.get(&self.resolved(name))
    }
}

/// The name of a template by its path from the site's root: `base.html`, or `NAME/templates/base.html` in a theme.
pub(super) fn template_name(path: &str) -> &str {
    path.strip_prefix("templates/").or_else(|| path.strip_prefix("themes/")).unwrap_or(path)
}

/// `NAME/templates/` of a template in `themes/`.
fn theme_prefix(path: &str) -> Option<&str> {
    let name = path.strip_prefix("themes/")?;
    let at = name.find("/templates/")?;
    Some(&name[..at + "/templates/".len()])
}

/// Whether a template is the user's or the theme's.
fn is_own(name: &str) -> bool {
    !name.starts_with(BUILTIN)
}

/// The diagnostic for a template that is asked for and not there.
pub fn missing<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Diagnostic {
    Diagnostic::error(Code::MissingTemplate, format!("there is no template `{wanted}`"))
        .suggest(wanted, names)
}

fn engine(lookup: &Arc<Lookup>, globals: Context, prefixes: &[String]) -> Tera {
    let mut tera = Tera::new();
    // Only fails where templates were added before.
    let _ = tera.set_fallback_prefixes(prefixes.to_vec());
    tera.autoescape_on(vec![".html", ".xml"]);
    functions::register(&mut tera, lookup);
    *tera.global_context() = globals;
    tera
}

/// What the engine reports, as a message with hints of ours: first a sentence with a small first letter and no full
/// stop. Functions of ours write their hints in lines of their own; the engine lists names after a first sentence.
fn told(code: Code, before: &str, message: &str) -> Diagnostic {
    let mut parts = message.split(functions::HINT);
    let first = parts.next().unwrap_or_default();
    let found = Diagnostic::error(code, format!("{before}{}", sentence(first)));
    let found = with_names(parts.fold(found, Diagnostic::hint), first);
    if first.contains("render a variable that is undefined") {
        return found.hint("ask first (`{% if … %}`), or say what stands for it: `… | default(value=\"\")`");
    }
    found
}

/// What the engine calls types, and what users call them.
const ENGINE_TYPES: [(&str, &str); 9] = [
    ("`string`", "a text"),
    ("`array`", "a list"),
    ("`map`", "a table"),
    ("`&str`", "a text"),
    ("`u64`", "a whole number"),
    ("`i64`", "a number"),
    ("`f64`", "a number"),
    ("`bool`", "`true` or `false`"),
    ("`none`", "nothing"),
];

/// The engine's words, to fit into a message of ours.
fn sentence(message: &str) -> String {
    let first = message.lines().next().unwrap_or_default();
    let first = first.split(". Available ").next().unwrap_or_default().trim().trim_end_matches('.');
    let first = ENGINE_TYPES.iter().fold(first.to_owned(), |first, (name, words)| first.replace(name, words));
    let mut letters = first.chars();
    letters.next().map(|letter| letter.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// The finding with the names that there would have been, and the nearest one.
fn with_names(found: Diagnostic, message: &str) -> Diagnostic {
    let Some((first, names)) = message.split_once(". Available ") else { return found };
    let Some((kind, names)) = names.split_once(": ") else { return found };
    let wanted = first.split('`').nth(1).unwrap_or_default();
    found.suggest(wanted, names.split(", ")).hint(format!("there are the {kind} {names}"))
}
