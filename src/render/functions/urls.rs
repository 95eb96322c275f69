//! Addresses: of pages, static files and terms.

use tera::{Kwargs, TeraResult, Value};

use super::arguments::Arguments;
use super::{Lookup, assets, problem, unknown};

/// `get_url(path="@/briefings/x.md#anchor", lang="uk")` or `get_url(path="/atom.xml")`: a whole URL.
pub(super) fn get_url(lookup: &Lookup, kwargs: &Kwargs) -> TeraResult<Value> {
    let arguments = Arguments::of("get_url", &["path", "lang", "trailing_slash", "cachebust"], kwargs)?;
    let (path, lang) = (arguments.needed("path")?, arguments.text("lang")?);
    let cachebust = arguments.flag("cachebust", false)?;
    if let Some(page) = path.strip_prefix("@/") {
        if cachebust {
            return Err(problem("`cachebust` is for files of `static/`, not for pages", []));
        }
        let (page, anchor) = page.find('#').map_or((page, ""), |at| page.split_at(at));
        let path = lookup.page_path(&lookup.file_in(page, lang)?)?;
        let origin = lookup.base_url.strip_suffix(lookup.base_path.as_str()).unwrap_or(&lookup.base_url);
        return Ok(Value::from(format!("{origin}{path}{anchor}")));
    }
    let path = path.trim_start_matches('/');
    let folder = match lang {
        Some(lang) if !lookup.is_default(lang)? => format!("{lang}/"),
        _ => String::new(),
    };
    let mut url = format!("{}/{folder}{path}", lookup.base_url);
    if arguments.flag("trailing_slash", false)? && !url.ends_with('/') {
        url.push('/');
    }
    lookup.statics.want(path);
    if cachebust {
        let hash = lookup.statics.hash(path).ok_or_else(|| assets::missing(lookup, path))?;
        url = format!("{url}?h={hash}");
    }
    Ok(Value::from(url))
}

/// `get_taxonomy_url(kind="tags", name="nato", lang="uk")`: the path of a term's page.
pub(super) fn get_taxonomy_url(lookup: &Lookup, kwargs: &Kwargs) -> TeraResult<Value> {
    let arguments = Arguments::of("get_taxonomy_url", &["kind", "name", "lang", "required"], kwargs)?;
    let (kind, name) = (arguments.needed("kind")?, arguments.needed("name")?);
    let key = lookup.taxonomy_key(kind, arguments.text("lang")?)?;
    let terms = lookup.terms.get(&key);
    if let Some(path) = terms.and_then(|terms| terms.get(name)) {
        return Ok(Value::from(path.as_str()));
    }
    if !arguments.flag("required", true)? {
        return Ok(Value::none());
    }
    let Some(terms) = terms else {
        return Err(unknown("taxonomy", kind, lookup.taxonomy_names(&key.0)));
    };
    let terms = terms.keys().map(String::as_str);
    Err(unknown(&format!("term of `{kind}`"), name, terms))
}
