//! Files of words, laid over each other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::dictionary::{Dictionary, FORMS, Word, without_form};
use super::language_of_file;
use super::phrase::Phrase;
use crate::config::{Config, Language};
use crate::diagnostic::{Code, Diagnostic, TextFile};
use crate::fields::{Fields, Text};

type Table = BTreeMap<String, Word>;

/// Missing words that a message names before it counts the others.
const NAMED: usize = 20;

/// The language whose words are never missing.
const ENGLISH: &str = "en";

/// The words of every language of a site, in the order of the configuration.
pub(super) fn dictionaries(
    builtin: &[(&str, &str)],
    files: &[Arc<TextFile>],
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Dictionary> {
    let english = builtin_words(builtin, ENGLISH, diagnostics);
    let mut main = english.clone();
    let mut found = Vec::with_capacity(config.languages.len());
    for (number, language) in config.languages.iter().enumerate() {
        let mut reader =
            Reader { english: &english, main: (number > 0).then_some(&main), diagnostics: &mut *diagnostics };
        let own = reader.own(builtin, files, config, language);
        let missing: Vec<&str> =
            main.keys().filter(|key| !own.contains_key(*key)).map(String::as_str).collect();
        diagnostics.extend(untranslated(language, &missing, files, config));
        let mut all = main.clone();
        all.extend(own);
        if number == 0 {
            main = all.clone();
        }
        found.push(Dictionary::new(&language.tag, all));
    }
    diagnostics.extend(unspoken(builtin, files, config));
    found
}

/// Files of the site itself whose words nobody would get to read. A theme may know more languages than the site, and so
/// may what was copied from ibid.
fn unspoken(builtin: &[(&str, &str)], files: &[Arc<TextFile>], config: &Config) -> Vec<Diagnostic> {
    let spoken: BTreeSet<&str> = config.languages.iter().flat_map(|language| tags(&language.tag)).collect();
    let mut found = Vec::new();
    for file in files.iter().filter(|file| file.path.starts_with("templates/")) {
        let Some(tag) = language_of_file(&file.path).filter(|tag| !spoken.contains(tag)) else { continue };
        let name = format!("{tag}.toml");
        if !builtin.iter().any(|(file, _)| *file == name) {
            let message = format!("these are the words of `{tag}`, and the site has no language `{tag}`");
            found.push(
                Diagnostic::warning(Code::UndeclaredLanguage, message)
                    .at(file, 0..0, "")
                    .suggest(tag, spoken.iter().copied())
                    .hint(format!("declare it in `ibid.toml`: `[languages.{tag}]`")),
            );
        }
    }
    found
}

/// The built-in English words.
pub(super) fn english(builtin: &[(&str, &str)]) -> Dictionary {
    // Nothing is wrong with a built-in file: a test reads them.
    Dictionary::new(ENGLISH, builtin_words(builtin, ENGLISH, &mut Vec::new()))
}

/// The built-in words of a language: for `en-GB` those of `en` with its own over them.
fn builtin_words(builtin: &[(&str, &str)], tag: &str, diagnostics: &mut Vec<Diagnostic>) -> Table {
    let mut words = Table::new();
    for tag in tags(tag) {
        let name = format!("{tag}.toml");
        let Some((_, text)) = builtin.iter().find(|(file, _)| *file == name) else { continue };
        let file = TextFile::new(format!("builtin:templates/words/{name}"), *text);
        let mut fields = Fields::of_toml(&file);
        words.extend(fields.texts().into_iter().map(|text| (text.key.clone(), word(&text))));
        fields.finish(diagnostics);
    }
    words
}

/// A tag, and before it the language without its region or script.
fn tags(tag: &str) -> impl Iterator<Item = &str> {
    let language = tag.split('-').next().filter(|language| *language != tag);
    language.into_iter().chain([tag])
}

/// Reads what a site says of one language.
struct Reader<'a> {
    english: &'a Table,
    /// The words of the default language, for another one.
    main: Option<&'a Table>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    /// All words that are there in this very language.
    fn own(
        &mut self,
        builtin: &[(&str, &str)],
        files: &[Arc<TextFile>],
        config: &Config,
        language: &Language,
    ) -> Table {
        let mut words = builtin_words(builtin, &language.tag, self.diagnostics);
        for tag in tags(&language.tag) {
            for file in files.iter().filter(|file| language_of_file(&file.path) == Some(tag)) {
                let mut fields = Fields::of_toml(file);
                let texts = fields.texts();
                fields.finish(self.diagnostics);
                self.lay_over(&mut words, &texts, file, tag);
            }
        }
        self.lay_over(&mut words, &language.translations, &config.file, &language.tag);
        words
    }

    fn lay_over(&mut self, words: &mut Table, texts: &[Text], file: &Arc<TextFile>, tag: &str) {
        for text in texts {
            self.check_forms(text, file);
            self.check_numbers(text, file, tag);
            self.check_places(text, file);
            self.check_name(text, file);
            words.insert(text.key.clone(), word(text));
        }
    }

    /// There is a form for every number. One that is mistyped, which is told elsewhere, may be the missing one.
    fn check_numbers(&mut self, text: &Text, file: &Arc<TextFile>, tag: &str) {
        let names: Vec<&str> = text.forms.iter().filter_map(|form| form.name.as_deref()).collect();
        if names.len() != text.forms.len() || !names.iter().all(|name| FORMS.contains(name)) {
            return;
        }
        let Some(number) = without_form(tag, &names) else { return };
        let message = format!("`{}` has no form for the number {number}", text.key);
        self.diagnostics.push(
            Diagnostic::error(Code::InvalidValue, message)
                .at(file, text.key_range.clone(), "")
                .hint("add `other = \"…\"`: it is for all numbers that have no form of their own"),
        );
    }

    /// Forms are named as CLDR does.
    fn check_forms(&mut self, text: &Text, file: &Arc<TextFile>) {
        for form in &text.forms {
            let Some(name) = form.name.as_deref().filter(|name| !FORMS.contains(name)) else { continue };
            let message = format!("`{}` has a form `{name}`, which no language has", text.key);
            self.diagnostics.push(
                Diagnostic::error(Code::InvalidValue, message)
                    .at(file, form.range.clone(), "for which numbers?")
                    .suggest(name, FORMS)
                    .hint(format!("the forms are `{}`", FORMS.join("`, `"))),
            );
        }
    }

    /// A text can only hold the values that the theme has for it.
    fn check_places(&mut self, text: &Text, file: &Arc<TextFile>) {
        let Some(known) = self.english.get(&text.key) else { return };
        let known: BTreeSet<&str> = known.phrases().flat_map(Phrase::places).collect();
        for form in &text.forms {
            let phrase = Phrase::new(&form.text);
            for place in phrase.places().filter(|place| !known.contains(place)) {
                let message = format!("`{}` has no value `{{{place}}}`", text.key);
                let found = Diagnostic::error(Code::InvalidValue, message).at(
                    file,
                    form.range.clone(),
                    "written here",
                );
                let found = found.suggest(place, known.iter().copied());
                let values: Vec<String> = known.iter().map(|name| format!("`{{{name}}}`")).collect();
                self.diagnostics.push(match values.as_slice() {
                    [] => found.hint("its text holds no values"),
                    values => found.hint(format!("its values are {}", values.join(", "))),
                });
            }
        }
    }

    /// A name that the default language does not have is nobody's.
    fn check_name(&mut self, text: &Text, file: &Arc<TextFile>) {
        let Some(main) = self.main.filter(|main| !main.contains_key(&text.key)) else { return };
        let message = format!("there is no word `{}` in the default language", text.key);
        self.diagnostics.push(
            Diagnostic::warning(Code::UnknownKey, message)
                .at(file, text.key_range.clone(), "nobody asks for it")
                .suggest(&text.key, main.keys().map(String::as_str)),
        );
    }
}

fn word(text: &Text) -> Word {
    if let [form] = text.forms.as_slice()
        && form.name.is_none()
    {
        return Word::One(Phrase::new(&form.text));
    }
    let mut forms = Box::new([const { None }; FORMS.len()]);
    for form in &text.forms {
        let at = FORMS.iter().position(|name| Some(*name) == form.name.as_deref());
        if let Some(at) = at {
            forms[at] = Some(Phrase::new(&form.text));
        }
    }
    Word::Plural(forms)
}

/// One warning for all words that a language lacks.
fn untranslated(
    language: &Language,
    missing: &[&str],
    files: &[Arc<TextFile>],
    config: &Config,
) -> Option<Diagnostic> {
    if missing.is_empty() {
        return None;
    }
    let tag = &language.tag;
    let named: Vec<String> = missing.iter().take(NAMED).map(|key| format!("`{key}`")).collect();
    let more = missing.len().saturating_sub(NAMED);
    let list = if more > 0 { format!("{} and {more} more", named.join(", ")) } else { named.join(", ") };
    let noun = if missing.len() == 1 { "word" } else { "words" };
    let message = format!("the language `{tag}` lacks {} {noun} of the theme: {list}", missing.len());
    let own = format!("templates/words/{tag}.toml");
    let found = Diagnostic::warning(Code::Untranslated, message);
    let place = files.iter().rfind(|file| file.path == own).unwrap_or(&config.file);
    let instead = if tag == &config.default_language { ENGLISH } else { config.default_language.as_str() };
    Some(
        found
            .at(place, 0..0, "")
            .hint(format!("write them in `{own}`, as `key = \"text\"`"))
            .hint(format!("until then they are shown in `{instead}`")),
    )
}
