//! What the front matter of a page or a section says.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::fields::Fields;

/// How the pages of a section are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortBy {
    /// Newest first; pages without a date last, by path.
    #[default]
    Date,
    /// Last updated first.
    UpdateDate,
    /// By title.
    Title,
    /// Lightest first.
    Weight,
    /// By slug.
    Slug,
}

/// A term that a page is listed under, as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermUse {
    /// The name as written.
    pub name: String,
    /// Where the list of terms stands in the file.
    pub range: Range<usize>,
}

/// The front matter of one content file.
#[derive(Debug, Clone, Default)]
pub struct FrontMatter {
    /// Title; pages must have one.
    pub title: Option<String>,
    /// What the page is about, in a sentence.
    pub description: Option<String>,
    /// Day of publication.
    pub date: Option<Date>,
    /// Day of the last change that readers should know of.
    pub updated: Option<Date>,
    /// The day after which the page is no longer public.
    pub expires: Option<Date>,
    /// Place in a list that is sorted by weight; light ones first.
    pub weight: i64,
    /// Whether the page is not to be published yet.
    pub draft: bool,
    /// Last part of the URL, in place of the file's name.
    pub slug: Option<String>,
    /// The whole path, in place of one made from folders and names.
    pub path: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Template in place of the usual one.
    pub template: Option<(String, Range<usize>)>,
    /// Sections: template of their pages.
    pub page_template: Option<(String, Range<usize>)>,
    /// Sections: the order of their pages.
    pub sort_by: SortBy,
    /// Terms, by the name of their taxonomy.
    pub taxonomies: BTreeMap<String, Vec<TermUse>>,
    /// The page's own values.
    pub extra: Option<tera::Value>,
}

/// Reads the front matter of a page.
pub(super) fn page(mut fields: Fields, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> FrontMatter {
    fields.require("title");
    let mut matter = shared(&mut fields);
    matter.date = fields.date("date");
    matter.updated = fields.date("updated");
    matter.expires = fields.date("expires");
    matter.authors = fields.strings("authors").unwrap_or_default();
    matter.slug = fields.string("slug");
    if matter.slug.as_deref().is_some_and(|slug| slug::slugify(slug).is_empty()) {
        fields.invalid("slug", "`slug` must hold at least one letter or digit");
        matter.slug = None;
    }
    matter.path = path(&mut fields);
    matter.taxonomies = taxonomies(&mut fields, config, diagnostics);
    fields.finish(diagnostics);
    matter
}

/// Reads the front matter of a section.
pub(super) fn section(mut fields: Fields, diagnostics: &mut Vec<Diagnostic>) -> FrontMatter {
    let mut matter = shared(&mut fields);
    matter.sort_by = fields.choice("sort_by", SORT_ORDERS).unwrap_or_default();
    let page_template = fields.string("page_template");
    matter.page_template = page_template.map(|name| (name, fields.range("page_template")));
    fields.finish(diagnostics);
    matter
}

const SORT_ORDERS: &[(&str, SortBy)] = &[
    ("date", SortBy::Date),
    ("update_date", SortBy::UpdateDate),
    ("title", SortBy::Title),
    ("weight", SortBy::Weight),
    ("slug", SortBy::Slug),
];

fn shared(fields: &mut Fields) -> FrontMatter {
    let template = fields.string("template");
    FrontMatter {
        title: fields.string("title"),
        description: fields.string("description"),
        weight: fields.integer("weight").unwrap_or_default(),
        draft: fields.boolean("draft").unwrap_or_default(),
        template: template.map(|name| (name, fields.range("template"))),
        extra: fields.value("extra"),
        ..FrontMatter::default()
    }
}

/// A path of the page's own: plain parts, no way out of the site.
fn path(fields: &mut Fields) -> Option<String> {
    let written = fields.string("path")?;
    let path = written.trim_matches('/');
    if crate::world::is_inside(path) && !path.contains(['?', '#', '%', '\\']) {
        return Some(path.to_owned());
    }
    fields.invalid("path", "`path` must be a plain path such as `about/us`");
    None
}

fn taxonomies(
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
