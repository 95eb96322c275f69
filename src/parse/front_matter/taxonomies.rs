//! The terms that a page is listed under.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::config::Config;
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

/// Takes the terms from the table `[taxonomies]` and from the keys at the top.
pub(super) fn taxonomies(
    fields: &mut Fields,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Vec<TermUse>> {
    let mut terms = BTreeMap::new();
    if let Some(mut table) = fields.table("taxonomies") {
        declared(&mut table, config, &mut terms);
        for name in table.keys() {
            let range = table.range(&name);
            table.strings_under(&name);
            let found =
                Diagnostic::error(Code::UnknownTaxonomy, format!("the taxonomy `{name}` is not declared"))
                    .at(table.file(), range, "used here")
                    .suggest(&name, config.taxonomies.iter().map(|known| known.name.as_str()))
                    .hint(format!("add `{{ name = \"{name}\" }}` to `taxonomies` in `ibid.toml`"));
            diagnostics.push(found);
        }
        fields.adopt(table);
    }
    declared(fields, config, &mut terms);
    terms
}

/// Takes the terms of every declared taxonomy.
fn declared(fields: &mut Fields, config: &Config, terms: &mut BTreeMap<String, Vec<TermUse>>) {
    for taxonomy in &config.taxonomies {
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
