//! Addresses: of pages, static files and terms.

use tera::{Kwargs, TeraResult};

use super::{Lookup, unknown};

/// `get_url(path="@/briefings/x.md#anchor")` or `get_url(path="/feed.xml")`: an absolute URL.
pub(super) fn get_url(lookup: &Lookup, kwargs: &Kwargs) -> TeraResult<String> {
    let path = kwargs.must_get::<&str>("path")?;
    let origin = lookup.base_url.strip_suffix(lookup.base_path.as_str()).unwrap_or(&lookup.base_url);
    let Some(page) = path.strip_prefix("@/") else {
        return Ok(format!("{}/{}", lookup.base_url, path.trim_start_matches('/')));
    };
    let (page, anchor) = page.split_once('#').map_or((page, None), |(page, anchor)| (page, Some(anchor)));
    let path = lookup.page_path(page)?;
    Ok(anchor.map_or_else(|| format!("{origin}{path}"), |anchor| format!("{origin}{path}#{anchor}")))
}

/// `get_taxonomy_url(kind="tags", name="nato")`: the path of a term's page.
pub(super) fn term_url(lookup: &Lookup, kwargs: &Kwargs) -> TeraResult<String> {
    let (kind, name) = (kwargs.must_get::<&str>("kind")?, kwargs.must_get::<&str>("name")?);
    let known =
        || lookup.terms.keys().filter(|(taxonomy, _)| taxonomy == kind).map(|(_, term)| term.as_str());
    let found = lookup.terms.get(&(kind.to_owned(), name.to_owned()));
    found.cloned().ok_or_else(|| unknown(&format!("term of `{kind}`"), name, known()))
}
