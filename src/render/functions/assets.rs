//! Static files under names that can be kept for ever.

use tera::{Error, Kwargs, TeraResult, Value};

use super::arguments::Arguments;
use super::{Lookup, unknown};

/// `asset(path="theme.css")`: the path of a static file under a name that changes when the file does.
pub(super) fn asset(lookup: &Lookup, kwargs: &Kwargs) -> TeraResult<Value> {
    let path = path("asset", kwargs)?;
    let name = lookup.statics.hashed_name(path).ok_or_else(|| missing(lookup, path))?;
    Ok(Value::from(format!("{}/{name}", lookup.base_path)))
}

/// `integrity(path="theme.css")`: what the `integrity` attribute of a link to that file has to say.
pub(super) fn integrity(lookup: &Lookup, kwargs: &Kwargs) -> TeraResult<Value> {
    let path = path("integrity", kwargs)?;
    lookup.statics.integrity(path).map(Value::from).ok_or_else(|| missing(lookup, path))
}

fn path<'a>(call: &'static str, kwargs: &'a Kwargs) -> TeraResult<&'a str> {
    Ok(Arguments::of(call, &["path"], kwargs)?.needed("path")?.trim_start_matches('/'))
}

/// A static file that is not there.
pub(super) fn missing(lookup: &Lookup, path: &str) -> Error {
    unknown("static file", path, lookup.statics.paths())
}
