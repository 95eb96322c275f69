//! Filters that libraries have, under Zola's names and with their arguments checked.

use tera::{Filter, Kwargs, State, StringInput, Tera, TeraResult, Value};
use tera_contrib::regex::{Matching, RegexReplace};
use tera_contrib::{base64, filesize_format, json, regex, urlencode};

use super::arguments::Arguments;
use super::problem;

/// Registers them.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("base64_decode", |text: &str, kwargs: Kwargs, state: &State| {
        Arguments::of("base64_decode", &["url_safe"], &kwargs)?;
        base64::b64_decode(text, kwargs, state)
    });
    tera.register_filter("base64_encode", |text: &str, kwargs: Kwargs, state: &State| {
        Arguments::of("base64_encode", &["url_safe", "padded"], &kwargs)?;
        base64::b64_encode(text, kwargs, state)
    });
    tera.register_filter("filesizeformat", |bytes: u64, kwargs: Kwargs, state: &State| {
        Arguments::of("filesizeformat", &["binary"], &kwargs)?;
        filesize_format::filesize_format(bytes, kwargs, state)
    });
    tera.register_filter("json_encode", |value: &Value, kwargs: Kwargs, state: &State| {
        Arguments::of("json_encode", &["pretty"], &kwargs)?;
        json::json_encode(value, kwargs, state)
    });
    let replace = RegexReplace::default();
    tera.register_filter(
        "regex_replace",
        move |text: &str, kwargs: Kwargs, state: &State| -> TeraResult<String> {
            let arguments = Arguments::of("regex_replace", &["pattern", "rep"], &kwargs)?;
            let pattern = arguments.needed("pattern")?;
            arguments.needed("rep")?;
            // The library draws the pattern and says on the last line what is wrong with it.
            let cause = |error: tera::Error| {
                let words = error.to_string();
                let last = words.rsplit('\n').next().unwrap_or_default();
                let cause = last.trim_start_matches("error: ");
                problem(&format!("the pattern `{pattern}` cannot be read: {cause}"), [])
            };
            replace.call(text, kwargs.clone(), state).map_err(cause)
        },
    );
    tera.register_filter("slugify", |text: &str, kwargs: Kwargs, _: &State| -> TeraResult<String> {
        Arguments::of("slugify", &[], &kwargs)?;
        Ok(slug::slugify(text))
    });
    tera.register_filter(
        "spaceless",
        |html: StringInput, kwargs: Kwargs, state: &State| -> TeraResult<Value> {
            Arguments::of("spaceless", &[], &kwargs)?;
            Ok(regex::spaceless(html, kwargs, state))
        },
    );
    tera.register_filter("striptags", |html: &str, kwargs: Kwargs, state: &State| -> TeraResult<String> {
        Arguments::of("striptags", &[], &kwargs)?;
        Ok(regex::striptags(html, kwargs, state))
    });
    tera.register_filter("urlencode", urlencode::urlencode);
    tera.register_test("matching", Matching::default());
}
