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
    tera.register_filter("locale", |tag: &str, kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        Arguments::of("locale", &[], &kwargs)?;
        Ok(locale(tag).map_or_else(Value::none, Value::from))
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

/// The locales of languages without a country, as networks know them.
const LOCALES: &str = "af_ZA ar_AR az_AZ be_BY bg_BG bn_IN bs_BA ca_ES cs_CZ cy_GB da_DK de_DE el_GR en_US es_ES et_EE eu_ES \
    fa_IR fi_FI fr_FR ga_IE gl_ES he_IL hi_IN hr_HR hu_HU hy_AM id_ID is_IS it_IT ja_JP ka_GE kk_KZ ko_KR lt_LT lv_LV mk_MK \
    ms_MY nb_NO nl_NL nn_NO pl_PL pt_PT ro_RO ru_RU sk_SK sl_SI sq_AL sr_RS sv_SE sw_KE th_TH tr_TR uk_UA ur_PK vi_VN";

/// A language's tag as networks want it, with a country (<https://ogp.me/#optional>); none where no country is known.
fn locale(tag: &str) -> Option<String> {
    let (language, rest) = tag.split_once('-').unwrap_or((tag, ""));
    let is_country = |part: &&str| part.len() == 2 && part.chars().all(|letter| letter.is_ascii_alphabetic());
    match rest.split('-').find(is_country) {
        Some(country) => Some(format!("{language}_{}", country.to_ascii_uppercase())),
        None if rest.is_empty() => {
            LOCALES.split(' ').find(|locale| locale.split('_').next() == Some(language)).map(str::to_owned)
        }
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_has_a_country() {
        for (tag, found) in [("uk", "uk_UA"), ("en", "en_US"), ("en-GB", "en_GB"), ("zh-Hant-TW", "zh_TW")] {
            assert_eq!(locale(tag).as_deref(), Some(found), "{tag}");
        }
        for tag in ["zh-Hant", "la", "sr-Latn"] {
            assert_eq!(locale(tag), None, "{tag}");
        }
    }
}
