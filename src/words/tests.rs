use std::borrow::Cow;
use std::collections::BTreeSet;

use super::dictionary::{Word, forms_of};
use super::*;
use crate::config::{Settings, config};
use crate::embedded::{TEMPLATES, WORDS};
use crate::world::Memory;

/// What says words by their names, beside the templates.
const CODE: [&str; 11] = [
    include_str!("../index/page.rs"),
    include_str!("../view/list.rs"),
    include_str!("dates.rs"),
    include_str!("../view/annotation.rs"),
    include_str!("../view/document/asides.rs"),
    include_str!("../view/document/citing.rs"),
    include_str!("../view/evidence.rs"),
    include_str!("../view/gist.rs"),
    include_str!("../view/numbered.rs"),
    include_str!("../view/source_page.rs"),
    include_str!("../view/words.rs"),
];

fn words(settings: &str, files: &[(&str, &str)]) -> (Words, Vec<Diagnostic>) {
    let site = Memory::with([("ibid.toml", format!("base_url = \"https://x.org\"\n{settings}").as_str())]);
    let (config, found) = config(&site, &Settings::default());
    assert!(found.is_empty(), "{found:?}");
    let files: Vec<_> = files.iter().map(|(path, text)| TextFile::new(*path, *text)).collect();
    Words::new(WORDS, &files, &config)
}

fn codes(found: &[Diagnostic]) -> Vec<&str> {
    found.iter().map(|one| one.code.name()).collect()
}

#[test]
fn all_built_in_languages_have_all_words_with_the_same_values() {
    let (english, found) = words("", &[]);
    assert_eq!(found, []);
    for (name, _) in WORDS {
        let tag = name.strip_suffix(".toml").unwrap_or(name);
        let (other, found) = words(&format!("default_language = \"{tag}\""), &[]);
        assert_eq!(found, [], "{tag}");
        let keys = |words: &Words| words.of(0).keys().map(str::to_owned).collect::<BTreeSet<_>>();
        assert_eq!(keys(&english), keys(&other), "{tag}");
        for (key, word) in other.of(0).words() {
            let places = |word: &Word| {
                let places: BTreeSet<String> =
                    word.phrases().flat_map(Phrase::places).map(str::to_owned).collect();
                places
            };
            assert_eq!(places(&english.of(0).words()[key]), places(word), "`{key}` in {tag}");
            if let Word::Plural(_) = word {
                assert_eq!(word.phrases().count(), forms_of(tag).len(), "the forms of `{key}` in {tag}");
            }
        }
    }
}

#[test]
fn every_word_is_said_and_every_word_that_is_said_is_there() {
    let (english, _) = words("", &[]);
    let keys: BTreeSet<&str> = english.of(0).keys().collect();
    let mut said = BTreeSet::new();
    for (name, text) in TEMPLATES {
        let called = text.split("trans(key=\"").skip(1).filter_map(|after| after.split('"').next());
        let pieces: Vec<&str> = text.split("\" | trans").collect();
        let filtered = pieces.iter().rev().skip(1).filter_map(|before| before.rsplit('"').next());
        let lists = text.split("for word in [").skip(1).filter_map(|after| after.split(']').next());
        let listed = lists.flat_map(|list| list.split('"').skip(1).step_by(2));
        for key in called.chain(filtered).chain(listed) {
            let found: Vec<&str> = keys.iter().copied().filter(|known| *known == key).collect();
            let begun = keys.iter().copied().filter(|known| key.ends_with('_') && known.starts_with(key));
            let found: Vec<&str> = found.into_iter().chain(begun).collect();
            assert!(!found.is_empty(), "`{name}` asks for the word `{key}`, which is not there");
            said.extend(found);
        }
    }
    for key in &keys {
        let begun = key.rsplit_once('_').filter(|(_, number)| number.parse::<u8>().is_ok());
        let by_number = begun.map(|(start, _)| format!("\"{start}_{{"));
        let by_start = key.rsplit_once('_').map(|(start, _)| format!("\"{start}_\""));
        let by_name = format!("\"{key}\"");
        let is_in = |wanted: &str| CODE.iter().any(|code| code.contains(wanted));
        let by_part = by_number.into_iter().chain(by_start).any(|wanted| is_in(&wanted));
        if is_in(&by_name) || by_part || *key == "language_name" {
            said.insert(key);
        }
    }
    assert_eq!(keys.difference(&said).collect::<Vec<_>>(), Vec::<&&str>::new(), "nobody says these");
}

#[test]
fn numbers_take_the_form_of_their_language() {
    let (words, _) = words("[languages.uk]", &[]);
    let [english, ukrainian] = words.all() else { panic!() };
    assert_eq!([1, 2].map(|count| english.count("pages", count)), ["1 page", "2 pages"]);
    let counts = [1, 2, 5, 11, 21, 22, 100].map(|count| ukrainian.count("pages", count));
    let wanted = [
        "1 сторінка",
        "2 сторінки",
        "5 сторінок",
        "11 сторінок",
        "21 сторінка",
        "22 сторінки",
        "100 сторінок",
    ];
    assert_eq!(counts, wanted);
}

#[test]
fn dates_say_what_is_known_in_every_language() {
    let (words, _) = words("[languages.uk]", &[]);
    let dates = ["2026-01-09", "2026-01", "2026"].map(|date| date.parse().expect("a date"));
    let [english, ukrainian] = [0, 1].map(|language| dates.map(|date| long_date(words.of(language), date)));
    assert_eq!(english, ["9 January 2026", "January 2026", "2026"]);
    assert_eq!(ukrainian, ["9 січня 2026 року", "січень 2026 року", "2026"]);
    let day = jiff::civil::date(2026, 1, 9);
    assert_eq!(named_date(words.of(1), "%A, %-d %B", day), "п’ятниця, %-d січня");
    assert_eq!(named_date(words.of(1), "%B %Y, %a %b %%B", day), "січень %Y, пт січ %%B");
    assert_eq!(list(words.of(0), &["A", "B", "C"].map(Cow::from)), "A, B and C");
    assert_eq!(list(words.of(1), &["А", "Б"].map(Cow::from)), "А та Б");
}

#[test]
fn a_word_by_number_has_a_form_for_every_number() {
    let (_, found) = words("[translations]\npages = { one = \"{count} page\" }", &[]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].message, "`pages` has no form for the number 0");
    // Whole numbers have no other form in Ukrainian.
    let forms = "pages = { one = \"{count}\", few = \"{count}\", many = \"{count}\" }";
    let (_, found) = words("[languages.uk]", &[("templates/words/uk.toml", forms)]);
    assert_eq!(codes(&found), [""; 0]);
    let (_, found) = words("[languages.uk]", &[("templates/words/uk.toml", &forms.replace("few", "two"))]);
    assert_eq!(found[0].message, "`pages` has no form for the number 2");
}

#[test]
fn words_lie_over_each_other() {
    let files = [
        ("themes/t/templates/words/uk.toml", "notes = \"Т\"\nskip = \"Т\"\nback = \"Т\""),
        ("templates/words/uk.toml", "skip = \"С\"\nback = \"С\""),
        ("templates/words/en.toml", "own = \"Own\""),
    ];
    let (words, found) =
        words("[translations]\nclose = \"Shut\"\n[languages.uk.translations]\nback = \"К\"", &files);
    let ukrainian = words.of(1);
    assert_eq!(["notes", "skip", "back", "close"].map(|key| ukrainian.say(key)), ["Т", "С", "К", "Закрити"]);
    assert_eq!((words.of(0).say("close"), ukrainian.say("own")), ("Shut", "Own"));
    assert_eq!(codes(&found), ["untranslated"]);
    assert!(found[0].message.contains("`uk` lacks 1 word of the theme: `own`"), "{}", found[0].message);
}

#[test]
fn a_language_of_a_country_has_the_words_of_the_language() {
    let (words, found) = words("default_language = \"en-GB\"\n[languages.uk-UA]", &[]);
    assert_eq!(found, []);
    assert_eq!((words.of(0).say("notes"), words.of(1).say("notes")), ("Notes", "Примітки"));
    assert_eq!(words.of(1).count("pages", 5), "5 сторінок");
}

#[test]
fn what_is_missing_is_told_once() {
    let (words, found) = words("default_language = \"de\"\n[languages.uk]", &[]);
    assert_eq!(codes(&found), ["untranslated"]);
    assert!(found[0].message.starts_with("the language `de` lacks "), "{}", found[0].message);
    assert!(found[0].message.contains(" more"), "{}", found[0].message);
    assert_eq!((words.of(0).say("notes"), words.of(1).say("notes")), ("Notes", "Примітки"));
}

#[test]
fn wrong_words_are_told_at_their_places() {
    let text = "note_number = \"Нотатка {nomber}\"\nskip = 3\npages = { one = \"{count}\", ohter = \"{count}\" }\nskp = \"x\"";
    let (_, found) = words("[languages.uk]", &[("templates/words/uk.toml", text)]);
    let told: Vec<(&str, &str)> =
        found.iter().map(|one| (one.code.name(), &text[one.labels[0].range.clone()])).collect();
    let wanted = [
        ("invalid-value", "3"),
        ("invalid-value", "\"Нотатка {nomber}\""),
        ("invalid-value", "\"{count}\""),
        ("unknown-key", "skp"),
    ];
    assert_eq!(told, wanted);
    let hints: String = found.iter().flat_map(|one| &one.hints).map(|hint| format!("{hint}\n")).collect();
    assert!(hints.contains("did you mean `number`?") && hints.contains("did you mean `skip`?"), "{hints}");
    assert!(hints.contains("did you mean `other`?"), "{hints}");
}
