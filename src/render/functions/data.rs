//! `load_data` and `get_hash`: files of the site as values and as hashes.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256, Sha384, Sha512};
use tera::{Error, Kwargs, TeraResult, Value};

use super::arguments::Arguments;
use super::{Lookup, listed, problem};
use crate::diagnostic::{Diagnostic, TextFile, nearest};
use crate::fields::{self, Format};
use crate::view::asked;
use crate::world::{self, World};

/// The formats by the names that templates call them.
const FORMATS: [&str; 5] = ["toml", "yaml", "json", "csv", "plain"];

/// Files of data that were read, each once in a run.
#[derive(Default)]
pub struct Data {
    values: Mutex<BTreeMap<(String, Format), Result<Value, String>>>,
    /// The SHA-2 of files that were asked for, by the path and the size of the hash: each page may ask for those of its styles.
    hashes: Mutex<BTreeMap<(String, i64), Vec<u8>>>,
    /// What is wrong with files of data, by the message under which the engine is told.
    faults: Mutex<BTreeMap<String, Diagnostic>>,
}

impl Data {
    /// The finding that stands behind a message of the engine, at its place in the file of data.
    pub(in crate::render) fn fault(&self, message: &str) -> Option<Diagnostic> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).get(message).cloned()
    }

    /// Keeps what is wrong with a file, and gives the message that stands for it.
    fn remember(&self, path: &str, found: Vec<Diagnostic>) -> String {
        let mut found = found.into_iter();
        let Some(mut first) = found.next() else { return String::new() };
        for further in found {
            let message = further.message;
            first.labels.extend(further.labels.into_iter().map(|mut label| {
                label.message.clone_from(&message);
                label
            }));
        }
        let message = format!("{path}: {}", first.message);
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).insert(message.clone(), first);
        message
    }
}

/// `load_data(path="data/quotas.csv")`: what a file of the site holds. `literal` gives the text itself in place of a
/// file, `format` the way to read it, `required=false` none where there is no file.
pub(super) fn load_data(lookup: &Lookup, kwargs: &Kwargs) -> TeraResult<Value> {
    asked::files();
    let arguments = Arguments::of("load_data", &["path", "literal", "format", "required"], kwargs)?;
    let format = arguments.choice("format", &FORMATS)?.map(format_of);
    let required = arguments.flag("required", true)?;
    if let Some(text) = arguments.text("literal")? {
        if arguments.text("path")?.is_some() {
            return Err(problem("`load_data` takes either `path` or `literal`, not both", []));
        }
        return literal(text, format.unwrap_or(Format::Plain));
    }
    let path = inside("load_data", arguments.needed("path")?)?;
    let format = format.unwrap_or_else(|| Format::of_name(&path));
    let key = (path.clone(), format);
    let values = || lookup.data.values.lock().unwrap_or_else(PoisonError::into_inner);
    let known = values().get(&key).cloned();
    let value = known.unwrap_or_else(|| {
        let value = read(lookup, &path, format);
        values().insert(key, value.clone());
        value
    });
    match value {
        Err(_) if !required && is_missing(lookup.world.as_ref(), &path) => Ok(Value::none()),
        value => value.map_err(Error::message),
    }
}

fn format_of(name: &str) -> Format {
    match name {
        "toml" => Format::Toml,
        "yaml" => Format::Yaml,
        "json" => Format::Json,
        "csv" => Format::Csv,
        _ => Format::Plain,
    }
}

fn literal(text: &str, format: Format) -> TeraResult<Value> {
    let file = TextFile::new("literal", text);
    let (value, found) = fields::data(&file, format);
    let message = || found.first().map(|found| found.message.clone()).unwrap_or_default();
    value.ok_or_else(|| problem(&format!("`literal` of `load_data`: {}", message()), []))
}

fn read(lookup: &Lookup, path: &str, format: Format) -> Result<Value, String> {
    if is_missing(lookup.world.as_ref(), path) {
        return Err(missing(lookup.world.as_ref(), path).to_string());
    }
    let file =
        world::text(lookup.world.as_ref(), path).map_err(|found| lookup.data.remember(path, vec![*found]))?;
    let (value, found) = fields::data(&file, format);
    value.ok_or_else(|| lookup.data.remember(path, found))
}

fn is_missing(world: &dyn World, path: &str) -> bool {
    world.stamp(path).is_err_and(|error| error.kind == ErrorKind::NotFound)
}

/// A file that is not there, with the nearest of its folder, or those that are there.
fn missing(world: &dyn World, path: &str) -> Error {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = world.files(folder).unwrap_or_default();
    let names: Vec<&str> = beside.iter().map(String::as_str).collect();
    let hint = match nearest(path, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if folder.is_empty() => "paths begin at the site's root".to_owned(),
        None if names.is_empty() => format!("there is no folder `{folder}`; paths begin at the site's root"),
        None => format!("in `{folder}` {}", listed(&names)),
    };
    problem(&format!("there is no file `{path}`"), [hint])
}

/// The path of a file from the site's root: `data/x.toml`, `/data/x.toml`, or `@/x.csv` for one below `content/`.
fn inside(call: &str, path: &str) -> TeraResult<String> {
    if path.contains("://") || path.starts_with("//") {
        let hint = "save what stands at that address as a file of the site, and read the file".to_owned();
        return Err(problem(&format!("`{call}` reads files of the site, not addresses: `{path}`"), [hint]));
    }
    let found = match path.strip_prefix("@/") {
        Some(content) => format!("content/{content}"),
        None => path.trim_start_matches('/').to_owned(),
    };
    if found.is_empty() || found.ends_with('/') || !world::is_inside(&found) {
        let hint = "paths begin at the site's root, their parts divided by `/`, without `..`".to_owned();
        return Err(problem(&format!("`{path}` is no path of a file inside the site"), [hint]));
    }
    Ok(found)
}

/// `get_hash(path="static/theme.css", sha_type=384)`: the SHA-2 of a file or of `literal`, in Base64 for integrity
/// attributes, in hexadecimal digits with `base64=false`.
pub(super) fn get_hash(lookup: &Lookup, kwargs: &Kwargs) -> TeraResult<Value> {
    let arguments = Arguments::of("get_hash", &["path", "literal", "sha_type", "base64"], kwargs)?;
    let size = arguments.number("sha_type")?.unwrap_or(384);
    let hash = match (arguments.text("literal")?, arguments.text("path")?) {
        (Some(_), Some(_)) => {
            return Err(problem("`get_hash` takes either `path` or `literal`, not both", []));
        }
        (Some(text), None) => sha2(text.as_bytes(), size)?,
        (None, _) => hash_of_file(lookup, arguments.needed("path")?, size)?,
    };
    Ok(Value::from(if arguments.flag("base64", true)? {
        BASE64_STANDARD.encode(hash)
    } else {
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }))
}

fn hash_of_file(lookup: &Lookup, path: &str, size: i64) -> TeraResult<Vec<u8>> {
    asked::files();
    let key = (path.to_owned(), size);
    let hashes = || lookup.data.hashes.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = hashes().get(&key) {
        return Ok(known.clone());
    }
    let hash = sha2(&bytes(lookup, path)?, size)?;
    hashes().insert(key, hash.clone());
    Ok(hash)
}

fn sha2(bytes: &[u8], size: i64) -> TeraResult<Vec<u8>> {
    match size {
        256 => Ok(Sha256::digest(bytes).to_vec()),
        384 => Ok(Sha384::digest(bytes).to_vec()),
        512 => Ok(Sha512::digest(bytes).to_vec()),
        _ => {
            let hint = "it is 256, 384 or 512".to_owned();
            Err(problem(&format!("`sha_type` of `get_hash` cannot be {size}"), [hint]))
        }
    }
}

/// The bytes of a file of the site; a file of `static/` may be named without its folder, built-in ones too.
fn bytes<'a>(lookup: &'a Lookup, path: &str) -> TeraResult<Cow<'a, [u8]>> {
    let path = inside("get_hash", path)?;
    let named_in_static = path.strip_prefix("static/");
    if let Some(bytes) = named_in_static.and_then(|name| lookup.statics.bytes(name)) {
        return Ok(Cow::Borrowed(bytes));
    }
    if let Ok(bytes) = lookup.world.read(&path) {
        return Ok(Cow::Owned(bytes));
    }
    let in_static = named_in_static.unwrap_or(&path);
    lookup.statics.bytes(in_static).map(Cow::Borrowed).ok_or_else(|| {
        match nearest(in_static, lookup.statics.paths()) {
            Some(near) => {
                problem(&format!("there is no file `{path}`"), [format!("did you mean `static/{near}`?")])
            }
            None => missing(lookup.world.as_ref(), &path),
        }
    })
}
