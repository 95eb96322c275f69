//! What templates can call: functions and filters beside those of Tera, a family in each file.

mod arguments;
mod assets;
mod data;
mod dates;
mod filters;
mod images;
mod lookup;
mod markdown;
mod pages;
mod urls;
mod words;

use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use self::arguments::Arguments;
use crate::diagnostic::nearest;

pub use lookup::Lookup;

/// What stands before each hint in an error of a function: the engine carries nothing but text.
pub(super) const HINT: &str = "\nhint: ";

/// How many names a hint lists.
const NAMES: usize = 12;

/// The filters, ours and the engine's.
const FILTERS: &str = "abs and_list asset base64_decode base64_encode capitalize date default escape escape_html escape_xml \
    filesizeformat first float get group_by indent int integrity join json_encode keys last length locale long_date lower markdown \
    newlines_to_br nth pairs pluralize regex_replace replace reverse round safe slugify sort spaceless split str \
    striptags title trans trim trim_end trim_start truncate unique upper urlencode values wordcount";

/// The tests, ours and the engine's.
const TESTS: &str = "array bool containing defined divisible_by ending_with even float integer iterable map matching \
    none number odd starting_with string undefined";

/// A function: what the site holds and the arguments → a value.
type Function = fn(&Lookup, &Kwargs) -> TeraResult<Value>;

const FUNCTIONS: &[(&str, Function)] = &[
    ("get_hash", data::get_hash),
    ("get_page", pages::get_page),
    ("get_section", pages::get_section),
    ("get_taxonomy", pages::get_taxonomy),
    ("get_taxonomy_url", urls::get_taxonomy_url),
    ("get_url", urls::get_url),
    ("load_data", data::load_data),
];

/// A function of the path of a static file, which can be called as a filter of that path as well: without a table of
/// arguments that costs a tenth.
type FunctionOfFile = fn(&Lookup, &str) -> TeraResult<Value>;

const OF_FILES: &[(&str, FunctionOfFile)] = &[("asset", assets::asset), ("integrity", assets::integrity)];

/// A function that also asks which page it is called for: a picture is looked for beside that page first.
type FunctionOfPage = fn(&Lookup, &Kwargs, &State<'_>) -> TeraResult<Value>;

const OF_PICTURES: &[(&str, FunctionOfPage)] =
    &[("get_image_metadata", images::get_image_metadata), ("resize_image", images::resize_image)];

/// Registers everything, in the words of the default language; templates that name what is not here do not compile.
pub(super) fn register(tera: &mut Tera, lookup: &Arc<Lookup>) {
    for &(name, function) in FUNCTIONS {
        let shared = Arc::clone(lookup);
        tera.register_function(name, move |kwargs: Kwargs, _: &State| function(&shared, &kwargs));
    }
    for &(name, function) in OF_FILES {
        let shared = Arc::clone(lookup);
        tera.register_function(name, move |kwargs: Kwargs, _: &State| {
            function(&shared, Arguments::of(name, &["path"], &kwargs)?.needed("path")?)
        });
        let shared = Arc::clone(lookup);
        tera.register_filter(name, move |path: &str, kwargs: Kwargs, _: &State| {
            Arguments::of(name, &[], &kwargs)?;
            function(&shared, path)
        });
    }
    let shared = Arc::clone(lookup);
    let markdown =
        move |value: &Value, kwargs: Kwargs, _: &State| markdown::markdown(&shared, value, &kwargs);
    tera.register_filter("markdown", markdown);
    for &(name, function) in OF_PICTURES {
        let shared = Arc::clone(lookup);
        tera.register_function(name, move |kwargs: Kwargs, state: &State| function(&shared, &kwargs, state));
    }
    speak(tera, lookup, 0);
    filters::register(tera);
}

/// The names of a kind that templates can use, those of the engine included: `function`, `filter` or `test`.
pub(super) fn names(kind: &str) -> Vec<&'static str> {
    match kind {
        "function" => {
            let of_files = OF_FILES.iter().map(|(name, _)| *name);
            let of_pictures = OF_PICTURES.iter().map(|(name, _)| *name);
            let others = FUNCTIONS.iter().map(|(name, _)| *name);
            others.chain(of_files).chain(of_pictures).chain(["range", "throw", "trans"]).collect()
        }
        "filter" => FILTERS.split_whitespace().collect(),
        "test" => TESTS.split_whitespace().collect(),
        _ => Vec::new(),
    }
}

/// A value that a filter can do nothing with.
fn wanted(filter: &str, wanted: &str, value: &Value) -> Error {
    problem(&format!("`{filter}` wants {wanted}, not {}", arguments::kind(value)), [])
}

/// Makes the functions speak a language, by its place in the configuration.
pub(super) fn speak(tera: &mut Tera, lookup: &Arc<Lookup>, language: usize) {
    words::register(tera, &lookup.words, language);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded::WORDS;
    use crate::words::Words;
    use crate::world::{Memory, World};

    #[test]
    fn every_name_that_is_suggested_can_be_called() {
        let lookup = Arc::new(Lookup::new(Memory::default().share(), Arc::new(Words::english(WORDS))));
        let mut tera = Tera::new();
        register(&mut tera, &lookup);
        let calls = names("function").into_iter().map(|name| format!("{{{{ {name}() }}}}"));
        let filters = names("filter").into_iter().map(|name| format!("{{{{ 1 | {name} }}}}"));
        let tests = names("test").into_iter().map(|name| format!("{{{{ 1 is {name} }}}}"));
        for text in calls.chain(filters).chain(tests) {
            assert!(tera.add_raw_template("a", &text).is_ok(), "{text}");
        }
    }
}
