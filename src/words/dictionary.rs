//! The theme's words in one language.

use std::collections::{BTreeMap, HashMap};

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use unic_langid::LanguageIdentifier;

use super::phrase::Phrase;

/// A word: one text, or one for each kind of number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Word {
    One(Phrase),
    /// In the order of [`FORMS`].
    Plural(Box<[Option<Phrase>; 6]>),
}

/// The kinds of numbers that languages tell apart, as CLDR names them.
pub(super) const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

const OTHER: usize = 5;

impl Word {
    /// All of its texts.
    pub(super) fn phrases(&self) -> impl Iterator<Item = &Phrase> {
        let (one, forms) = match self {
            Word::One(phrase) => (Some(phrase), None),
            Word::Plural(forms) => (None, Some(forms.iter().flatten())),
        };
        one.into_iter().chain(forms.into_iter().flatten())
    }
}

/// The theme's words in one language.
#[derive(Clone)]
pub struct Dictionary {
    tag: String,
    rules: Option<PluralRules>,
    /// Each page asks for dozens of them.
    words: HashMap<String, Word>,
}

impl std::fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Dictionary")
            .field("tag", &self.tag)
            .field("words", &self.words.len())
            .finish_non_exhaustive()
    }
}

impl Dictionary {
    pub(super) fn new(tag: &str, words: BTreeMap<String, Word>) -> Self {
        Self { tag: tag.to_owned(), rules: rules(tag), words: words.into_iter().collect() }
    }

    /// The BCP 47 tag of the language.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The names of all words, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let mut keys: Vec<&str> = self.words.keys().map(String::as_str).collect();
        keys.sort_unstable();
        keys.into_iter()
    }

    #[cfg(test)]
    pub(super) fn words(&self) -> &HashMap<String, Word> {
        &self.words
    }

    /// The text of a word, in the form that goes with a number where there are several.
    #[must_use]
    pub fn phrase(&self, key: &str, count: Option<u64>) -> Option<&Phrase> {
        match self.words.get(key)? {
            Word::One(phrase) => Some(phrase),
            Word::Plural(forms) => {
                let form = self.form(count.unwrap_or_default());
                forms[form].as_ref().or(forms[OTHER].as_ref()).or_else(|| forms.iter().flatten().next())
            }
        }
    }

    /// The place in [`FORMS`] of the form that goes with a number.
    fn form(&self, count: u64) -> usize {
        let number = usize::try_from(count).unwrap_or(usize::MAX);
        match self.rules.as_ref().and_then(|rules| rules.select(number).ok()) {
            Some(PluralCategory::ZERO) => 0,
            Some(PluralCategory::ONE) => 1,
            Some(PluralCategory::TWO) => 2,
            Some(PluralCategory::FEW) => 3,
            Some(PluralCategory::MANY) => 4,
            Some(PluralCategory::OTHER) => OTHER,
            // A language that CLDR does not know.
            None => {
                if count == 1 {
                    1
                } else {
                    OTHER
                }
            }
        }
    }

    /// A word without places; nothing where there is none of that name.
    #[must_use]
    pub fn say(&self, key: &str) -> &str {
        self.phrase(key, None).map(Phrase::text).unwrap_or_default()
    }

    /// A word with its places filled.
    #[must_use]
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.phrase(key, None).map(|phrase| phrase.filled(values)).unwrap_or_default()
    }

    /// A word for a number, which takes the place `{count}`.
    #[must_use]
    pub fn count(&self, key: &str, count: usize) -> String {
        let phrase = self.phrase(key, u64::try_from(count).ok());
        phrase.map(|phrase| phrase.filled(&[("count", &count.to_string())])).unwrap_or_default()
    }
}

/// The rules of a language; those of `en` for `en-GB`.
fn rules(tag: &str) -> Option<PluralRules> {
    let rules = |tag: &str| {
        let language: LanguageIdentifier = tag.parse().ok()?;
        PluralRules::create(language, PluralRuleType::CARDINAL).ok()
    };
    rules(tag).or_else(|| rules(tag.split('-').next()?))
}

/// Numbers among which each kind is that a language tells apart.
fn samples() -> impl Iterator<Item = u64> {
    (0..=110).chain([1_000_000])
}

/// The smallest number that none of these forms is for in a language.
pub(super) fn without_form(tag: &str, forms: &[&str]) -> Option<u64> {
    let dictionary = Dictionary::new(tag, BTreeMap::new());
    let has = |form: usize| forms.contains(&FORMS[form]);
    samples().find(|&number| !has(OTHER) && !has(dictionary.form(number)))
}

/// The kinds of numbers that a language tells apart; all where CLDR does not know it.
#[cfg(test)]
pub(super) fn forms_of(tag: &str) -> Vec<&'static str> {
    let dictionary = Dictionary::new(tag, BTreeMap::new());
    if dictionary.rules.is_none() {
        return FORMS.to_vec();
    }
    let mut used = [false; FORMS.len()];
    used[OTHER] = true;
    samples().for_each(|number| used[dictionary.form(number)] = true);
    FORMS.into_iter().zip(used).filter_map(|(form, used)| used.then_some(form)).collect()
}
