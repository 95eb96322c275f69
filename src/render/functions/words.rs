//! What the theme says, in the language of the page: `trans`, and dates and lists in words.

use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::arguments::Arguments;
use super::dates::date;
use super::unknown;
use crate::archive::PartialDate;
use crate::words::{Dictionary, Part, Words, list, long_date};

/// Registers what speaks the language of that number in [`Words`].
pub(super) fn register(tera: &mut Tera, words: &Arc<Words>, language: usize) {
    let shared = Arc::clone(words);
    tera.register_function("trans", move |kwargs: Kwargs, state: &State| {
        trans(&shared, language, &kwargs, state)
    });
    let shared = Arc::clone(words);
    tera.register_filter("long_date", move |text: &str, kwargs: Kwargs, _: &State| {
        let date = text.parse::<PartialDate>();
        let date = date.map_err(|()| Error::message(format!("`{text}` is not a date")))?;
        let lang = Arguments::of("long_date", &["lang"], &kwargs)?.text("lang")?;
        Ok::<_, Error>(long_date(dictionary(&shared, language, lang)?, date))
    });
    let shared = Arc::clone(words);
    tera.register_filter("date", move |value: &Value, kwargs: Kwargs, _: &State| {
        date(&shared, language, value, &kwargs)
    });
    let shared = Arc::clone(words);
    tera.register_filter("and_list", move |names: Vec<String>, kwargs: Kwargs, _: &State| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let lang = Arguments::of("and_list", &["lang"], &kwargs)?.text("lang")?;
        Ok::<_, Error>(list(dictionary(&shared, language, lang)?, &names))
    });
}

/// The words of the language that is asked for by `lang`, or of the page's.
pub(super) fn dictionary<'a>(
    words: &'a Words,
    language: usize,
    lang: Option<&str>,
) -> TeraResult<&'a Dictionary> {
    let Some(tag) = lang else { return Ok(words.of(language)) };
    let found = words.all().iter().find(|dictionary| dictionary.tag() == tag);
    found.ok_or_else(|| unknown("language", tag, words.all().iter().map(Dictionary::tag)))
}

/// `trans(key="pages", count=3)`: a word of the theme; further arguments are the values that it holds, and
/// `default` stands for a word that is not there.
fn trans(words: &Words, language: usize, kwargs: &Kwargs, state: &State) -> TeraResult<Value> {
    let arguments = Arguments::any("trans", kwargs);
    let key = arguments.needed("key")?;
    let dictionary = dictionary(words, language, arguments.text("lang")?)?;
    let count = arguments.number("count")?.and_then(|count| u64::try_from(count).ok());
    let Some(phrase) = dictionary.phrase(key, count) else {
        return kwargs.get("default")?.ok_or_else(|| unknown("word", key, dictionary.keys()));
    };
    let mut values = Vec::new();
    for place in phrase.places() {
        let value = kwargs.get::<Value>(place)?;
        let missing = || Error::message(format!("the word `{key}` needs the value `{place}=…`"));
        values.push((place, value.ok_or_else(missing)?));
    }
    if values.is_empty() {
        return Ok(Value::from(phrase.text()));
    }
    // Where HTML is put into a text, the rest of it has to become HTML as well.
    let is_html = values.iter().any(|(_, value)| value.is_safe() && value.is_string());
    let mut out = String::new();
    for part in phrase.parts() {
        let value = match part {
            Part::Words(words) => Value::from(words.as_str()),
            Part::Place(name) => values
                .iter()
                .find(|(place, _)| place == name)
                .map_or_else(Value::none, |(_, value)| value.clone()),
        };
        if is_html {
            out.push_str(&state.escape_if_needed(&value)?);
        } else {
            out.push_str(&value.to_string());
        }
    }
    Ok(if is_html { Value::safe_string(&out) } else { Value::from(out) })
}
