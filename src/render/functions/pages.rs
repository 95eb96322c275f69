//! Pages, sections and taxonomies as values.

use tera::{Kwargs, TeraResult, Value};

use super::Lookup;
use super::arguments::Arguments;

/// `get_page(path="briefings/x.md", lang="uk")`: a page as lists show it.
pub(super) fn get_page(lookup: &Lookup, kwargs: &Kwargs) -> TeraResult<Value> {
    let arguments = Arguments::of("get_page", &["path", "lang"], kwargs)?;
    lookup.page(&lookup.file_in(arguments.needed("path")?, arguments.text("lang")?)?)
}

/// `get_section(path="briefings/_index.md", lang="uk")`: a section with its pages and the sections below it;
/// `metadata_only=true` as lists show it.
pub(super) fn get_section(lookup: &Lookup, kwargs: &Kwargs) -> TeraResult<Value> {
    let arguments = Arguments::of("get_section", &["path", "lang", "metadata_only"], kwargs)?;
    let file = lookup.file_in(arguments.needed("path")?, arguments.text("lang")?)?;
    let section = lookup.section(&file)?;
    if arguments.flag("metadata_only", false)? { lookup.page(&file) } else { Ok(section) }
}

/// `get_taxonomy(kind="tags", lang="uk")`: the taxonomy with its terms as `items`, each with its pages.
pub(super) fn get_taxonomy(lookup: &Lookup, kwargs: &Kwargs) -> TeraResult<Value> {
    let arguments = Arguments::of("get_taxonomy", &["kind", "lang", "required"], kwargs)?;
    let (kind, lang) = (arguments.needed("kind")?, arguments.text("lang")?);
    match lookup.taxonomy(kind, lang)? {
        Some(found) => Ok(found.views.whole_taxonomy(found.language, found.number)),
        None if !arguments.flag("required", true)? => Ok(Value::none()),
        None => Err(lookup.no_taxonomy(kind, lang)),
    }
}
