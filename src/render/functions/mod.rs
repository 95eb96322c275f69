//! What templates can call: functions and filters beside those of Tera, a family in each file.

mod arguments;
mod assets;
mod data;
mod dates;
mod lookup;
mod pages;
mod urls;

use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use crate::diagnostic::nearest;

pub use lookup::Lookup;

/// What stands before each hint in an error of a function: the engine carries nothing but text.
pub(super) const HINT: &str = "\nhint: ";

/// How many names a hint lists.
const NAMES: usize = 12;

/// A function: what the site holds and the arguments → a value.
type Function = fn(&Lookup, &Kwargs) -> TeraResult<Value>;

const FUNCTIONS: &[(&str, Function)] = &[
    ("asset", assets::asset),
    ("get_hash", data::get_hash),
    ("get_page", pages::get_page),
    ("get_section", pages::get_section),
    ("get_taxonomy", pages::get_taxonomy),
    ("get_taxonomy_url", urls::get_taxonomy_url),
    ("get_url", urls::get_url),
    ("integrity", assets::integrity),
    ("load_data", data::load_data),
];

/// Registers everything; templates that name what is not here do not compile.
pub(super) fn register(tera: &mut Tera, lookup: &Arc<Lookup>) {
    for &(name, function) in FUNCTIONS {
        let shared = Arc::clone(lookup);
        tera.register_function(name, move |kwargs: Kwargs, _: &State| function(&shared, &kwargs));
    }
    tera.register_filter("date", dates::date);
    tera.register_filter("slugify", |text: &str, _: Kwargs, _: &State| slug::slugify(text));
    tera.register_filter("urlencode", tera_contrib::urlencode::urlencode);
    tera.register_filter("json_encode", tera_contrib::json::json_encode);
}

/// What a call failed for, with hints.
fn problem(message: &str, hints: impl IntoIterator<Item = String>) -> Error {
    let hints: String = hints.into_iter().map(|hint| format!("{HINT}{hint}")).collect();
    Error::message(format!("{message}{hints}"))
}

/// A name that is not there, with the nearest one that is, or with what there is.
fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> Error {
    let known: Vec<&str> = known.collect();
    let hint = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => listed(&known),
    };
    problem(&format!("there is no {what} `{name}`"), [hint])
}

/// What there is, in a sentence.
fn listed(known: &[&str]) -> String {
    match known {
        [] => "there is none at all".to_owned(),
        [one] => format!("there is only `{one}`"),
        known if known.len() <= NAMES => format!("there are `{}`", known.join("`, `")),
        known => format!("there are `{}` and {} more", known[..NAMES].join("`, `"), known.len() - NAMES),
    }
}
