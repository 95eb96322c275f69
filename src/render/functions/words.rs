//! What the theme says, in the language of the page: `trans`, and dates and lists in words.

use std::borrow::Cow;
use std::sync::Arc;

use tera::{ArgFromValue, Error, Kwargs, State, Tera, TeraResult, Value};

use super::arguments::Arguments;
use super::dates::date;
use super::unknown;
use crate::archive::PartialDate;
use crate::words::{Dictionary, Part, Phrase, Words, list, long_date};

/// Registers what speaks the language of that number in [`Words`].
pub(super) fn register(tera: &mut Tera, words: &Arc<Words>, language: usize) {
    let shared = Arc::clone(words);
    tera.register_function("trans", move |kwargs: Kwargs, state: &State| {
        let key = Arguments::any("trans", &kwargs).needed("key")?;
        trans(&shared, language, key, &kwargs, state)
    });
    let shared = Arc::clone(words);
    tera.register_filter("trans", move |key: &str, kwargs: Kwargs, state: &State| {
        trans(&shared, language, key, &kwargs, state)
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
    tera.register_filter("and_list", move |names: &Value, kwargs: Kwargs, _: &State| {
        let names = Vec::<Cow<'_, str>>::from_value(names)?;
        let lang = Arguments::of("and_list", &["lang"], &kwargs)?.text("lang")?;
        Ok::<_, Error>(Value::from(list(dictionary(&shared, language, lang)?, &names)))
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

/// `trans(key="pages", count=3)` or `"pages" | trans(count=3)`: a word of the theme; further arguments are the values
/// that it holds, and `default` stands for a word that is not there.
fn trans(words: &Words, language: usize, key: &str, kwargs: &Kwargs, state: &State) -> TeraResult<Value> {
    let arguments = Arguments::any("trans", kwargs);
    let dictionary = dictionary(words, language, arguments.text("lang")?)?;
    let count = arguments.number("count")?.and_then(|count| u64::try_from(count).ok());
    let Some(phrase) = dictionary.phrase(key, count) else {
        return kwargs.get("default")?.ok_or_else(|| unknown("word", key, dictionary.keys()));
    };
    if phrase.places().next().is_none() {
        Ok(Value::from(phrase.text()))
    } else {
        filled(phrase, key, kwargs, state)
    }
}

/// A word with the values that it holds.
fn filled(phrase: &Phrase, key: &str, kwargs: &Kwargs, state: &State) -> TeraResult<Value> {
    let value_of = |place: &str| {
        let missing = || Error::message(format!("the word `{key}` needs the value `{place}=…`"));
        let found = kwargs.iter().find(|(name, _)| name.as_str() == Some(place));
        found.map(|(_, value)| value).ok_or_else(missing)
    };
    // Where HTML is put into a text, the rest of it has to become HTML as well.
    let mut is_html = false;
    for place in phrase.places() {
        let value = value_of(place)?;
        is_html |= value.is_safe() && value.is_string();
    }
    let mut out = String::with_capacity(2 * phrase.text().len());
    for part in phrase.parts() {
        match part {
            Part::Words(words) if is_html => {
                out.push_str(&state.escape_if_needed(&Value::from(words.as_str()))?);
            }
            Part::Words(words) => out.push_str(words),
            Part::Place(name) => {
                let value = value_of(name)?;
                match (value.as_str(), value.as_i64()) {
                    (Some(text), _) if !is_html || value.is_safe() => out.push_str(text),
                    (_, Some(number)) => out.push_str(&number.to_string()),
                    _ if is_html => out.push_str(&state.escape_if_needed(value)?),
                    _ => out.push_str(&value.to_string()),
                }
            }
        }
    }
    Ok(if is_html { Value::safe_string(&out) } else { Value::from(out) })
}
