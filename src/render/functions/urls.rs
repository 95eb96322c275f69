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
    let lang = arguments.text("lang")?;
    let found = lookup.taxonomy(kind, lang)?;
    let term = found.as_ref().and_then(|found| found.terms.get(name)).filter(|term| term.name == name);
    if let Some((found, term)) = found.as_ref().zip(term) {
        return Ok(Value::from(found.views.term_path(found.language, found.taxonomy, term)));
    }
    if !arguments.flag("required", true)? {
        return Ok(Value::none());
    }
    let Some(found) = found else { return Err(lookup.no_taxonomy(kind, lang)) };
    let mut names: Vec<&str> = found.terms.list.iter().map(|term| term.name.as_str()).collect();
    names.sort_unstable();
    Err(unknown(&format!("term of `{kind}`"), name, names.into_iter()))
}
