//! What is wrong with templates that cannot be read, each fault at its template.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tera::ErrorKind;

use super::{Templates, missing, sentence};
use crate::diagnostic::{Code, Diagnostic, TextFile, nearest};
use crate::render::functions;
use crate::render::reports::reports;

/// What is wrong with one template.
pub(super) struct Fault {
    pub(super) template: String,
    pub(super) found: Diagnostic,
    /// What it asks another template for, where that is the fault.
    pub(super) needs: Option<Need>,
}

/// What a template asks others for.
pub(super) enum Need {
    Template(String),
    Component(String),
}

impl Fault {
    fn new(template: &str, found: Diagnostic) -> Self {
        Self { template: template.to_owned(), found, needs: None }
    }

    fn needing(self, need: Need) -> Self {
        Self { needs: Some(need), ..self }
    }
}

impl Need {
    /// Whether it is missing only because its template was taken out before.
    pub(super) fn is_among(&self, broken: &BTreeMap<String, Arc<TextFile>>) -> bool {
        match self {
            Self::Template(name) => broken.contains_key(name),
            Self::Component(name) => {
                broken.values().any(|file| file.text.contains(&format!("component {name}(")))
            }
        }
    }
}

impl Templates {
    /// What the engine could not read.
    pub(super) fn unreadable(&self, error: &tera::Error) -> Vec<Fault> {
        let syntax = |message: &str| Diagnostic::error(Code::TemplateSyntax, message);
        let fault = match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let found = syntax(&format!("this template cannot be read: {}", sentence(report.message())));
                Fault::new(report.filename(), self.at(found, report, ""))
            }
            ErrorKind::MissingParent { current, parent } => {
                let message = format!("`{current}` extends `{parent}`, which is not there");
                let found = Diagnostic::error(Code::MissingTemplate, message).suggest(parent, self.names());
                Fault::new(current, self.somewhere(found, current, parent))
                    .needing(Need::Template(parent.clone()))
            }
            // One that merely leads into the circle is not at fault; the chain ends where it began to turn.
            ErrorKind::CircularExtend { tpl, inheritance_chain } => {
                self.circle(inheritance_chain.last().unwrap_or(tpl), "extends")
            }
            ErrorKind::CircularInclude { tpl, .. } => self.circle(tpl, "include"),
            ErrorKind::Msg(message) => return self.reported(message),
            other => Fault::new("", syntax(&sentence(&other.to_string()))),
        };
        vec![fault]
    }

    fn circle(&self, template: &str, word: &str) -> Fault {
        let message = format!("`{template}` needs itself");
        let found = self.somewhere(Diagnostic::error(Code::TemplateSyntax, message), template, word);
        let hint = self
            .replaced(template)
            .map(|name| format!("a template finds the one that it takes the place of as `{name}`"));
        Fault::new(template, hint.into_iter().fold(found, Diagnostic::hint))
    }

    /// The full name of the template that this one takes the place of.
    fn replaced(&self, template: &str) -> Option<String> {
        let own = self.layer(template);
        let prefix = own.checked_sub(1).and_then(|layer| self.prefixes.get(layer));
        let inner = prefix.and_then(|prefix| template.strip_prefix(prefix.as_str())).unwrap_or(template);
        let behind = self.prefixes.iter().skip(own).map(|prefix| format!("{prefix}{inner}"));
        behind.into_iter().find(|name| self.files.contains_key(name))
    }

    /// The names that nobody knows, each at its place.
    fn reported(&self, message: &str) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut blocks: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for report in reports(message) {
            let name = report.name();
            let (found, need) = match report.message.split('`').next().unwrap_or_default().trim() {
                "Unknown template" => (missing(name, self.names()), Some(Need::Template(name.to_owned()))),
                "Unknown component" => {
                    let found = Diagnostic::error(Code::TemplateSyntax, sentence(report.message));
                    let found = with_nearest(found, "component", name, &self.components());
                    (found, Some(Need::Component(name.to_owned())))
                }
                "Block" if self.layer(&self.parent(report.template)) < self.layer(report.template) => {
                    blocks.entry(self.parent(report.template)).or_default().insert(name.to_owned());
                    continue;
                }
                words => {
                    let kind = words.strip_prefix("Unknown ").unwrap_or_default();
                    let found = Diagnostic::error(Code::TemplateSyntax, sentence(report.message));
                    (with_nearest(found, kind, name, &functions::names(kind)), None)
                }
            };
            let found = match self.file(report.template) {
                Some(file) => found.at(file, report.range(&file.text), ""),
                None => found,
            };
            let fault = Fault::new(report.template, found);
            faults.push(match need {
                Some(need) => fault.needing(need),
                None => fault,
            });
        }
        faults.extend(blocks.iter().map(|(parent, blocks)| self.without_blocks(parent, blocks)));
        if faults.is_empty() {
            faults.push(self.defined_twice(message));
        }
        faults
    }

    /// The names of all components, sorted.
    fn components(&self) -> Vec<&str> {
        let begins = self.files.values().flat_map(|file| file.text.split("component ").skip(1));
        let mut names: Vec<&str> =
            begins.filter_map(|rest| rest.split_once('(')).map(|(name, _)| name.trim()).collect();
        names.retain(|name| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'));
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The full name of the template that this one extends.
    fn parent(&self, template: &str) -> String {
        let text = self.file(template).map_or("", |file| file.text.as_str());
        let name = text.split("{% extends \"").nth(1).and_then(|rest| rest.split('"').next());
        self.resolved(name.unwrap_or_default())
    }

    /// A template that those of layers behind it extend, without blocks that they fill.
    fn without_blocks(&self, template: &str, blocks: &BTreeSet<String>) -> Fault {
        let names: Vec<String> = blocks.iter().map(|name| format!("`{name}`")).collect();
        let message =
            format!("`{template}` has no block {}, which built-in templates fill", names.join(", "));
        let found = Diagnostic::error(Code::TemplateSyntax, message);
        let hint = match self.replaced(template) {
            Some(name) => format!("keep the blocks, or begin with `{{% extends \"{name}\" %}}`"),
            None => "keep the blocks".to_owned(),
        };
        Fault::new(template, self.somewhere(found, template, "").hint(hint))
    }

    /// Component `a` is defined in both `b` and `c`: the later one is taken out.
    fn defined_twice(&self, message: &str) -> Fault {
        let names: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        let found = Diagnostic::error(Code::TemplateSyntax, sentence(message));
        match names.as_slice() {
            [component, _, later] => Fault::new(later, self.somewhere(found, later, component)),
            _ => Fault::new("", found),
        }
    }
}

/// A finding about a name that is not known, with the nearest that is, or with all of them.
fn with_nearest(found: Diagnostic, kind: &str, name: &str, known: &[&str]) -> Diagnostic {
    if known.is_empty() {
        return found;
    }
    match nearest(name, known.iter().copied()) {
        Some(near) => found.hint(format!("did you mean `{near}`?")),
        None => found.hint(format!("there are the {kind}s `{}`", known.join("`, `"))),
    }
}
