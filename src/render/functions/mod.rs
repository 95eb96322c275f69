//! What templates can call: functions and filters beside those of Tera, a family in each file.

mod assets;
mod dates;
mod lookup;
mod urls;

use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera};

use crate::diagnostic::nearest;

pub use lookup::Lookup;

/// Registers everything; templates that name what is not here do not compile.
pub(super) fn register(tera: &mut Tera, lookup: &Arc<Lookup>) {
    let shared = Arc::clone(lookup);
    tera.register_function("get_url", move |kwargs: Kwargs, _: &State| urls::get_url(&shared, &kwargs));
    let shared = Arc::clone(lookup);
    tera.register_function("asset", move |kwargs: Kwargs, _: &State| assets::asset(&shared, &kwargs));
    let shared = Arc::clone(lookup);
    tera.register_function("integrity", move |kwargs: Kwargs, _: &State| assets::integrity(&shared, &kwargs));
    for name in ["get_page", "get_section"] {
        let shared = Arc::clone(lookup);
        tera.register_function(name, move |kwargs: Kwargs, _: &State| {
            shared.page(kwargs.must_get::<&str>("path")?)
        });
    }
    let shared = Arc::clone(lookup);
    tera.register_function("get_taxonomy_url", move |kwargs: Kwargs, _: &State| {
        urls::term_url(&shared, &kwargs)
    });
    tera.register_filter("date", dates::date);
    tera.register_filter("slugify", |text: &str, _: Kwargs, _: &State| slug::slugify(text));
    tera.register_filter("urlencode", tera_contrib::urlencode::urlencode);
    tera.register_filter("json_encode", tera_contrib::json::json_encode);
}

/// A name that is not there, with the nearest one that is.
fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> Error {
    Error::message(match nearest(name, known) {
        Some(near) => format!("there is no {what} `{name}`; did you mean `{near}`?"),
        None => format!("there is no {what} `{name}`"),
    })
}
