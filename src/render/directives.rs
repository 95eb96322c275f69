//! The site's own directives, rendered by `templates/directives/NAME.html` alone, without a site around them.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use tera::value::Key;
use tera::{Context, Map, Value};

use super::{Lookup, Templates};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, TextFile};
use crate::embedded;
use crate::parse::Directive;
use crate::view::Object;
use crate::words::{Words, language_of_file};
use crate::world::World;

/// The templates of a site's own directives.
pub struct Directives {
    templates: Templates,
    names: BTreeSet<String>,
}

impl Directives {
    /// Compiles the user's templates with the built-in ones behind them; `user` may hold words of the theme as well.
    #[must_use]
    pub fn new(world: &dyn World, user: &[Arc<TextFile>], config: &Config) -> (Self, Vec<Diagnostic>) {
        let mut globals = Context::new();
        let main = config.main_language();
        let value = Object::new()
            .with("base_url", config.base_url.as_str())
            .with("title", main.title.as_str())
            .with("description", main.description.as_str())
            .with("default_language", config.default_language.as_str())
            .with("extra", main.extra.clone());
        globals.insert_value("config", value.done());
        let (texts, user): (Vec<_>, Vec<_>) =
            user.iter().cloned().partition(|file| language_of_file(&file.path).is_some());
        let (words, mut diagnostics) = Words::new(embedded::WORDS, &texts, config);
        let lookup =
            Lookup { base_url: config.base_url.clone(), ..Lookup::new(world.share(), Arc::new(words)) };
        let globals = vec![(config.default_language.clone(), globals)];
        let (templates, found) = Templates::new(embedded::TEMPLATES, &user, &Arc::new(lookup), globals);
        diagnostics.extend(found);
        (Self { templates, names: names(user.iter().map(|file| file.path.as_str())).collect() }, diagnostics)
    }

    /// Whether the site has a template for this name.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// The HTML of a directive.
    ///
    /// # Errors
    /// A diagnostic at the place of the template where it failed; `page` is the file it was rendered for.
    pub fn render(
        &self,
        directive: &Directive,
        label: Option<&str>,
        content: &str,
        page: &str,
    ) -> Result<String, Box<Diagnostic>> {
        let name = format!("directives/{}.html", directive.name);
        self.templates.render(&name, &variables(directive, label, content), page)
    }
}

/// The names that templates (paths from the site's root) give to directives.
pub fn names<'a>(templates: impl IntoIterator<Item = &'a str>) -> impl Iterator<Item = String> {
    let name = |path: &str| {
        let name = super::template_name(path);
        let (_, file) = name.rsplit_once("templates/").unwrap_or(("", name));
        file.strip_prefix("directives/")?.strip_suffix(".html").map(str::to_owned)
    };
    templates.into_iter().filter_map(name)
}

/// The variables of every directive's template: `label`, `content`, `attrs`.
pub(super) fn variables(directive: &Directive, label: Option<&str>, content: &str) -> Context {
    let mut variables = Context::new();
    variables.insert_value("label", label.map_or_else(Value::none, Value::safe_string));
    let content = if content.is_empty() { Value::none() } else { Value::safe_string(content) };
    variables.insert_value("content", content);
    variables.insert_value("attrs", attributes(directive));
    variables
}

/// The attributes of a directive as templates see them.
pub(super) fn attributes(directive: &Directive) -> Value {
    let attributes = directive.attributes.iter();
    let mut found = Map::with_capacity(attributes.len());
    for attribute in attributes {
        let key = match &attribute.key {
            Cow::Borrowed(key) => Key::Str(key),
            Cow::Owned(key) => Key::String(key.as_str().into()),
        };
        found.insert(key, Value::from(attribute.value.as_str()));
    }
    Value::from(found)
}
