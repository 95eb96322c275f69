//! The words that an omission must not swallow (rule E3), by language.

use std::collections::{BTreeMap, BTreeSet};

use unicode_segmentation::UnicodeSegmentation;

const ENGLISH: &[&str] = &[
    "not",
    "no",
    "never",
    "none",
    "nobody",
    "nothing",
    "nowhere",
    "neither",
    "nor",
    "cannot",
    "without",
    "unless",
    "except",
    "excepting",
    "hardly",
    "scarcely",
    "barely",
    "seldom",
    "rarely",
    "deny",
    "denies",
    "denied",
    "denying",
    "denial",
    "allege",
    "alleges",
    "alleged",
    "allegedly",
    "alleging",
    "reportedly",
    "supposedly",
    "supposed",
    "purportedly",
    "purported",
    "apparently",
    "seemingly",
    "perhaps",
    "possibly",
    "probably",
    "maybe",
    "might",
    "unlikely",
    "suspected",
    "rumoured",
    "rumored",
    "so called",
    "unconfirmed",
    "unproven",
    "if",
];

const UKRAINIAN: &[&str] = &[
    "не",
    "ні",
    "ані",
    "ніколи",
    "ніхто",
    "нікого",
    "нікому",
    "ніщо",
    "нічого",
    "нічому",
    "ніде",
    "нікуди",
    "ніяк",
    "жоден",
    "жодна",
    "жодне",
    "жодні",
    "жодного",
    "жодної",
    "жодному",
    "жодній",
    "жодним",
    "жодних",
    "жодну",
    "немає",
    "нема",
    "неможливо",
    "без",
    "крім",
    "окрім",
    "якщо",
    "якби",
    "заперечує",
    "заперечують",
    "заперечив",
    "заперечила",
    "заперечили",
    "заперечуючи",
    "заперечення",
    "спростував",
    "спростувала",
    "спростували",
    "спростовує",
    "нібито",
    "начебто",
    "неначе",
    "буцім",
    "буцімто",
    "мовляв",
    "імовірно",
    "ймовірно",
    "можливо",
    "мабуть",
    "либонь",
    "навряд",
    "ледве",
    "винятком",
    "непідтверджений",
    "непідтверджена",
    "непідтверджені",
    "хіба",
];

const RUSSIAN: &[&str] = &[
    "не",
    "нет",
    "ни",
    "никогда",
    "никто",
    "никого",
    "никому",
    "ничто",
    "ничего",
    "ничему",
    "нигде",
    "никуда",
    "никак",
    "нельзя",
    "невозможно",
    "без",
    "кроме",
    "если",
    "отрицает",
    "отрицают",
    "отрицал",
    "отрицала",
    "отрицали",
    "отрицая",
    "опроверг",
    "опровергла",
    "опровергли",
    "опровергает",
    "якобы",
    "будто",
    "возможно",
    "вероятно",
    "предположительно",
    "наверное",
    "вряд",
    "едва",
    "исключением",
];

/// What the check has to know beside the two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Negations and hedges by the primary subtag of a language, in small letters.
    words: BTreeMap<String, BTreeSet<String>>,
}

impl Default for Rules {
    /// The built-in lists: English, Ukrainian, Russian.
    fn default() -> Self {
        let words = BTreeMap::new();
        Self { words }.with_words("en", ENGLISH).with_words("uk", UKRAINIAN).with_words("ru", RUSSIAN)
    }
}

impl Rules {
    /// Adds negations and hedges of a language (a BCP 47 tag, of which the first part counts).
    #[must_use]
    pub fn with_words<W: AsRef<str>>(mut self, language: &str, words: &[W]) -> Self {
        let list = self.words.entry(primary(language)).or_default();
        list.extend(words.iter().map(|word| plain(word.as_ref())));
        self
    }

    /// The first negation or hedge in a folded text; of the language's list if there is one, else of all.
    pub(super) fn negation<'t>(&self, text: &'t str, language: Option<&str>) -> Option<&'t str> {
        let list = language.and_then(|language| self.words.get(&primary(language)));
        let listed = |word: &str| match list {
            Some(list) => list.contains(word),
            None => self.words.values().any(|list| list.contains(word)),
        };
        let is_phrase = |word: &str| word.contains(' ');
        let words = text.unicode_word_indices().map(|(at, word)| (at, word, plain(word)));
        words
            .filter(|(at, word, plain)| {
                // `No. 5` counts something, it denies nothing.
                let numbered = plain == "no" && is_number_sign(&text[at + word.len()..]);
                !numbered && (listed(plain) || is_contraction(plain, language))
            })
            .map(|(_, word, _)| word)
            .next()
            .or_else(|| {
                let lists = list.map_or_else(|| self.words.values().collect(), |list| vec![list]);
                let mut phrases = lists.into_iter().flatten().filter(|word| is_phrase(word));
                phrases.find_map(|phrase| find_phrase(text, phrase))
            })
    }
}

/// The list's own way of writing: small letters, one kind of apostrophe.
fn plain(word: &str) -> String {
    let lower = word.trim().to_lowercase();
    lower.chars().map(|c| if super::fold::letters::is_mark(c) { '\'' } else { c }).collect()
}

fn primary(language: &str) -> String {
    language.split(['-', '_']).next().unwrap_or_default().to_lowercase()
}

/// `isn't`, `don't`, `won't`.
fn is_contraction(word: &str, language: Option<&str>) -> bool {
    language.is_none_or(|language| primary(language) == "en") && word.ends_with("n't")
}

fn is_number_sign(rest: &str) -> bool {
    rest.strip_prefix('.').is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// A phrase of several words in a text, whatever its case.
fn find_phrase<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let found: Vec<(usize, &str)> = text.unicode_word_indices().collect();
    found.windows(words.len().max(1)).find_map(|window| {
        let same = window.iter().zip(&words).all(|((_, word), wanted)| plain(word) == **wanted);
        let (first, last) = (window.first()?, window.last()?);
        same.then(|| &text[first.0..last.0 + last.1.len()])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negations_are_found_in_each_language() {
        let rules = Rules::default();
        for text in ["is not", "isn't", "He CANNOT", "unless paid", "він не прийде", "якобы ушёл", "no."]
        {
            assert!(rules.negation(text, None).is_some(), "{text}");
        }
        for text in ["lost two", "see No. 5 there", "notable", "a note", "небо", "нога"] {
            assert_eq!(rules.negation(text, None), None, "{text}");
        }
    }

    #[test]
    fn lists_grow() {
        let rules = Rules::default().with_words("de-AT", &["nicht", "so gut wie"]);
        assert_eq!(rules.negation("ist nicht da", Some("de")), Some("nicht"));
        assert_eq!(rules.negation("ist so gut wie da", Some("de")), Some("so gut wie"));
        assert_eq!(rules.negation("ist nicht da", Some("en")), None);
        assert_eq!(rules.negation("is not there", Some("fr")), Some("not"));
    }
}
