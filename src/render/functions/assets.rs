//! Static files under names that can be kept for ever.

use tera::{Error, Kwargs, TeraResult};

use super::{Lookup, unknown};

/// `asset(path="theme.css")`: the path of a static file under a name that changes when the file does.
pub(super) fn asset(lookup: &Lookup, kwargs: &Kwargs) -> TeraResult<String> {
    let path = path(kwargs)?;
    let name = lookup.statics.hashed_name(path).ok_or_else(|| missing(lookup, path))?;
    Ok(format!("{}/{name}", lookup.base_path))
}

/// `integrity(path="theme.css")`: what the `integrity` attribute of a link to that file has to say.
pub(super) fn integrity(lookup: &Lookup, kwargs: &Kwargs) -> TeraResult<String> {
    let path = path(kwargs)?;
    lookup.statics.integrity(path).map(str::to_owned).ok_or_else(|| missing(lookup, path))
}

fn path(kwargs: &Kwargs) -> TeraResult<&str> {
    Ok(kwargs.must_get::<&str>("path")?.trim_start_matches('/'))
}

fn missing(lookup: &Lookup, path: &str) -> Error {
    unknown("static file", path, lookup.statics.paths())
}
