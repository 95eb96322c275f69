//! Static files under names that can be kept for ever.

use tera::{Error, TeraResult, Value};

use super::{Lookup, unknown};

/// `asset(path="theme.css")` or `"theme.css" | asset`: the path of a static file under a name that changes when the file
/// does.
pub(super) fn asset(lookup: &Lookup, path: &str) -> TeraResult<Value> {
    let path = path.trim_start_matches('/');
    let name = lookup.statics.hashed_name(path).ok_or_else(|| missing(lookup, path))?;
    Ok(Value::from([&lookup.base_path, "/", name].concat()))
}

/// `integrity(path="theme.css")` or `"theme.css" | integrity`: what the `integrity` attribute of a link to that file has
/// to say.
pub(super) fn integrity(lookup: &Lookup, path: &str) -> TeraResult<Value> {
    let path = path.trim_start_matches('/');
    lookup.statics.integrity(path).map(Value::from).ok_or_else(|| missing(lookup, path))
}

/// A static file that is not there.
pub(super) fn missing(lookup: &Lookup, path: &str) -> Error {
    unknown("static file", path, lookup.statics.paths())
}
