//! The `markdown` filter: a text of a template or of data as HTML.

use tera::{Error, Kwargs, TeraResult, Value};

use super::arguments::Arguments;
use super::{Lookup, problem, wanted};
use crate::parse::{paragraphs, prose};

/// `{{ text | markdown }}`: HTML as the text of a page is read, without directives; `inline=true` without the paragraph
/// around it.
pub(super) fn markdown(lookup: &Lookup, value: &Value, kwargs: &Kwargs) -> TeraResult<Value> {
    let inline = Arguments::of("markdown", &["inline"], kwargs)?.flag("inline", false)?;
    let text = value.as_str().ok_or_else(|| wanted("markdown", "a text", value))?;
    let mut fault = None;
    let resolve = |address: &str| {
        address_of(lookup, address).unwrap_or_else(|error| {
            fault.get_or_insert(error);
            None
        })
    };
    let html = if inline { prose(text, resolve) } else { paragraphs(text, resolve) };
    fault.map_or_else(|| Ok(Value::safe_string(&html)), Err)
}

/// The address of the page that a link names; none where it names no page of the site.
fn address_of(lookup: &Lookup, written: &str) -> Result<Option<String>, Error> {
    if let Some(id) = written.strip_prefix("a:") {
        let hint = format!("link to its own page: `{}/a/{id}/`", lookup.base_path);
        return Err(problem(&format!("`a:{id}` is a link of content files, not of templates"), [hint]));
    }
    let Some(page) = written.strip_prefix("@/") else { return Ok(None) };
    let (page, anchor) = page.find('#').map_or((page, ""), |at| page.split_at(at));
    Ok(Some(format!("{}{anchor}", lookup.page_path(page)?)))
}
