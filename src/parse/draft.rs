//! One content file, read as far as it can be read alone.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::annotations::{self, Annotations};
use super::code_check;
use super::front_matter::{self, FrontMatter};
use super::{Directive, Names, ParsedBody, body};
use crate::config::{Config, Language, is_known_language};
use crate::diagnostic::{Code, Diagnostic, TextFile};
use crate::fields::Fields;

/// A page or a section before it is known what else the site holds.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The file.
    pub file: Arc<TextFile>,
    /// Its language, by its place in the configuration.
    pub language: usize,
    /// Path of the file without its language, which versions in several languages share: `content/briefings/x.md` for
    /// `content/briefings/x.uk.md`.
    pub name: String,
    /// What its front matter says.
    pub front_matter: FrontMatter,
    /// The byte of the file behind the front matter.
    pub body_start: usize,
    /// Its text as HTML with places to fill in, its directives, links and headings.
    pub parsed: ParsedBody,
    /// Its annotations.
    pub annotations: Annotations,
    /// Files beside its `index.md`, by their paths from it.
    pub assets: Vec<String>,
}

/// Reads a content file; `assets` are the files beside an `index.md`.
#[must_use]
pub fn draft(
    file: &Arc<TextFile>,
    assets: Vec<String>,
    names: &Names,
    config: &Config,
) -> (Draft, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let (fields, start) = Fields::of_content(file);
    let (language, name) = config.language_of_file(&file.path);
    let is_section = name.ends_with("/_index.md");
    undeclared_language(file, config, &mut diagnostics);
    let front_matter = if is_section {
        front_matter::section(fields, &mut diagnostics)
    } else {
        front_matter::page(fields, &assets, config, &mut diagnostics)
    };
    let (parsed, found) = body(file, start, names);
    diagnostics.extend(found);
    let annotations = annotations::annotations(file, &file.path, &parsed, &mut diagnostics);
    code_check::check(file, &parsed, config.highlight_code, &mut diagnostics);
    drop_what_follows(&parsed.body.directives, &mut diagnostics);
    let file = Arc::clone(file);
    (
        Draft { file, language, name, front_matter, body_start: start, parsed, annotations, assets },
        diagnostics,
    )
}

/// `name.de.md` in a site without German would become a page called `name-de`.
fn undeclared_language(file: &Arc<TextFile>, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let name = file.path.rsplit('/').next().unwrap_or_default();
    let tag = name.strip_suffix(".md").and_then(|stem| stem.rsplit_once('.')).map(|(_, tag)| tag);
    let Some(tag) = tag else { return };
    let is_miswritten = |language: &&Language| language.tag != tag && language.tag.eq_ignore_ascii_case(tag);
    if let Some(language) = config.languages.iter().find(is_miswritten) {
        let message = format!("this file's name ends in `.{tag}`, and the language is `{}`", language.tag);
        let found = Diagnostic::warning(Code::UndeclaredLanguage, message);
        let name = file.path.replace(&format!(".{tag}.md"), &format!(".{}.md", language.tag));
        diagnostics.push(found.at(file, 0..0, "").hint(format!("call the file `{name}`")));
        return;
    }
    if !is_known_language(tag) {
        return;
    }
    if config.find_language(tag).is_some_and(|language| language.tag != config.default_language) {
        return;
    }
    let found = if tag == config.default_language {
        let plain = file.path.replace(&format!(".{tag}.md"), ".md");
        let message = format!("`{tag}` is the default language, whose files have no ending");
        Diagnostic::warning(Code::UndeclaredLanguage, message).hint(format!("call the file `{plain}`"))
    } else {
        let message = format!("this file's name ends in `.{tag}`, and the site has no language `{tag}`");
        let declared = config.languages.iter().skip(1).map(|language| language.tag.as_str());
        Diagnostic::warning(Code::UndeclaredLanguage, message)
            .suggest(tag, declared)
            .hint(format!("declare it in `ibid.toml`: `[languages.{tag}]`"))
            .hint("or give the file another name: it is a page in the default language now")
    };
    diagnostics.push(found.at(file, 0..0, ""));
}

/// Attributes that cannot be read are told as that, not as missing ones as well.
fn drop_what_follows(directives: &[Directive], diagnostics: &mut Vec<Diagnostic>) {
    let place = |found: &Diagnostic| found.labels.first().map(|label| label.range.start);
    let is_fault =
        |found: &&Diagnostic| matches!(found.code, Code::InvalidAttributes | Code::UnclosedAttributes);
    let faults: Vec<usize> = diagnostics.iter().filter(is_fault).filter_map(place).collect();
    if faults.is_empty() {
        return;
    }
    // Attributes follow the label, or the name where there is none.
    let begin =
        |directive: &&Directive| directive.label.as_ref().map_or(directive.name_range.end, |label| label.end);
    let owner = |fault: usize| directives.iter().filter(|found| begin(found) <= fault).max_by_key(begin);
    let broken: BTreeSet<usize> =
        faults.into_iter().filter_map(owner).map(|directive| directive.name_range.start).collect();
    diagnostics.retain(|found| {
        found.code != Code::MissingAttribute || place(found).is_none_or(|place| !broken.contains(&place))
    });
}
