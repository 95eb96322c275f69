//! The terms that a page is listed under.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::config::{Config, Taxonomy};
use crate::diagnostic::{Code, Diagnostic};
use crate::fields::Fields;

/// A term that a page is listed under, as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermUse {
    /// The name as written.
    pub name: String,
    /// Where the list of terms stands in the file.
    pub range: Range<usize>,
}

/// Takes the terms of the taxonomies of the page's language from the table `[taxonomies]` and from the keys at the top.
pub(super) fn taxonomies(
    fields: &mut Fields,
    known: &[Taxonomy],
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Vec<TermUse>> {
    let mut terms = BTreeMap::new();
    if let Some(mut table) = fields.table("taxonomies") {
        declared(&mut table, known, &mut terms);
        for name in table.keys() {
            let range = table.range(&name);
            table.strings_under(&name);
            let found =
                Diagnostic::error(Code::UnknownTaxonomy, format!("the taxonomy `{name}` is not declared"))
                    .at(table.file(), range, "used here")
                    .suggest(&name, known.iter().map(|taxonomy| taxonomy.name.as_str()))
                    .hint(format!("add `{{ name = \"{name}\" }}` to `taxonomies` in `ibid.toml`"));
            diagnostics.push(found);
        }
        fields.adopt(table);
    }
    declared(fields, known, &mut terms);
    terms
}

/// Reports taxonomies that other languages of the site have, and that of the page has not.
pub(super) fn of_other_languages(
    fields: &mut Fields,
    config: &Config,
    own: usize,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let tag = &config.languages[own].tag;
    let keys = fields.keys();
    for taxonomy in config.languages.iter().flat_map(|language| &language.taxonomies) {
        let name = &taxonomy.name;
        let range = fields.range(name);
        if !keys.contains(name) || fields.strings_under(name).is_none() {
            continue;
        }
        let message = format!("the taxonomy `{name}` is not declared for the language `{tag}`");
        let found =
            Diagnostic::error(Code::UnknownTaxonomy, message).at(fields.file(), range, "used here").hint(
                format!("`{tag}` has a list of its own in `ibid.toml`: add `{{ name = \"{name}\" }}` to it"),
            );
        diagnostics.push(found);
    }
}

/// Takes the terms of every declared taxonomy.
fn declared(fields: &mut Fields, known: &[Taxonomy], terms: &mut BTreeMap<String, Vec<TermUse>>) {
    for taxonomy in known {
        let Some((names, range)) = fields.strings_under(&taxonomy.name) else { continue };
        let list = terms.entry(taxonomy.name.clone()).or_default();
        for name in names {
            if slug::slugify(&name).is_empty() {
                fields.invalid_at(range.clone(), format!("the term \"{name}\" holds no letter or digit"));
            } else if !list.iter().any(|known: &TermUse| known.name == name) {
                list.push(TermUse { name, range: range.clone() });
            }
        }
    }
}
