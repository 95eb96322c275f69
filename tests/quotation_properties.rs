//! What holds for every quotation and every source, whatever is in them.

use ibid::archive::{self, Format, Kind, Source};
use ibid::diagnostic::TextFile;
use ibid::parse::{Role, Setting, Words};
use ibid::verify::{Check, Folded, Rules, Verdict, Wanted, check};
use proptest::prelude::*;

/// Pieces that the rules speak of, among ordinary words of several scripts.
const PIECES: &[&str] = &[
    "the",
    "enemy",
    "lost",
    "two",
    "vehicles",
    "not",
    "isn't",
    "Zelenskyy",
    "Erdoğan",
    "10²",
    "1,000",
    "3.5",
    "ворог",
    "втратив",
    "об’єкт",
    "ё",
    "е",
    "й",
    "и\u{306}",
    "e\u{301}",
    "\u{301}",
    "ﬁ",
    "הממשלה",
    "\u{200f}",
    "رفضت",
    "政府",
    "拒绝了",
    "ミサイル",
    "รัฐบาล",
    "🇺🇦",
    "👨‍👩‍👧",
    "\u{200d}",
    "\u{ad}",
    "\u{200b}",
    "\u{feff}",
    "-",
    "–",
    "—",
    "−",
    "‑",
    "…",
    "...",
    ".",
    "..",
    ". . .",
    "[…]",
    "[...]",
    "[T]he",
    "attack[ed]",
    "[sic]",
    "[Putin]",
    "[12]",
    "[",
    "]",
    "*",
    "**",
    "_",
    "\\",
    "“",
    "”",
    "«",
    "»",
    "„",
    "‘",
    "’",
    "'",
    "\"",
    "′",
    ",",
    ";",
    "!",
    "(",
    ")",
    " ",
    " ",
    " ",
    " ",
    "\u{a0}",
    "\u{2009}",
    "\n",
    "\r\n",
    "\t",
    "\u{c}",
    "\n\u{c}14\n",
    "-\n",
    "\n\n",
    "。",
    "、",
    "&amp;",
    "<b>",
];

fn text(pieces: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..pieces).prop_map(|pieces| pieces.concat())
}

fn kind() -> impl Strategy<Value = Kind> {
    prop::sample::select(vec![Kind::Text, Kind::Html, Kind::Pdf, Kind::Transcript])
}

fn source(text: &str, kind: Kind) -> Source {
    let mut source = archive::bare_source(&TextFile::new("source", text), Format::Plain, kind);
    text.clone_into(&mut source.text);
    source.paragraphs.clear();
    source
}

fn checked(words: &str, text: &str, kind: Kind) -> Check {
    let source = source(text, kind);
    check(&Wanted::of(words), &source, &Folded::new(text, kind), &Rules::default())
}

/// The quoted stretches of a text that begin and end beside white space.
fn stretches(text: &str) -> Vec<(usize, usize)> {
    let words: Vec<(usize, usize)> = text
        .split_whitespace()
        .map(|word| {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            (start, start + word.len())
        })
        .collect();
    let mut stretches = Vec::new();
    for (from, (start, _)) in words.iter().enumerate() {
        stretches.extend(words[from..].iter().take(5).map(|(_, end)| (*start, *end)));
    }
    stretches
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_input_makes_the_check_panic(words in text(14), text in text(60), kind in kind()) {
        let check = checked(&words, &text, kind);
        prop_assert_eq!(check.cause.is_some(), check.verdict == Verdict::Fail);
        if let Some(passage) = &check.passage {
            prop_assert_eq!(&text[passage.range.clone()], passage.exact(&text));
        }
        let file = TextFile::new("briefing", words.clone());
        let range = 0..words.len();
        let words = Words { text: words, range, role: Role::Verbatim, setting: Setting::Label };
        prop_assert!(check.passes() || !check.diagnostics(&file, &words, &source(&text, kind)).is_empty());
    }

    #[test]
    fn any_characters_are_taken(words in "\\PC{0,30}", text in "\\PC{0,200}", kind in kind()) {
        checked(&words, &text, kind);
    }

    #[test]
    fn what_a_source_says_may_be_quoted(text in text(40), kind in kind()) {
        for (start, end) in stretches(&text) {
            let words = &text[start..end];
            if words.chars().any(char::is_alphanumeric) && !text.trim().is_empty() {
                let check = checked(words, &text, kind);
                prop_assert!(check.verdict.passes(), "{:?} of {:?}: {:?}", words, text, check);
            }
        }
    }

    #[test]
    fn words_as_they_stand_are_exact(words in prop::collection::vec("[a-zа-яéї]{1,8}", 1..30), from in 0_usize..30, many in 1_usize..10) {
        let text = words.join(" ");
        let end = (from + many).min(words.len());
        if from < end {
            let check = checked(&words[from..end].join(" "), &text, Kind::Html);
            prop_assert_eq!(check.verdict, Verdict::Exact);
            prop_assert!(check.folds.is_empty() && check.edits.is_empty());
        }
    }

    #[test]
    fn a_correction_is_one(words in text(14), text in text(60), kind in kind()) {
        if let Some(correction) = checked(&words, &text, kind).correction {
            let again = checked(&correction, &text, kind);
            prop_assert!(again.verdict.passes(), "{:?} for {:?} in {:?}: {:?}", correction, words, text, again);
        }
    }

    #[test]
    fn every_folded_stretch_leads_back_to_the_text(text in text(40), kind in kind()) {
        let folded = Folded::new(&text, kind);
        let ends: Vec<usize> = folded.text().char_indices().map(|(at, _)| at).chain([folded.text().len()]).collect();
        let mut last = 0;
        for pair in ends.windows(2) {
            let range = folded.original(&(pair[0]..pair[1]));
            prop_assert!(text.get(range.clone()).is_some(), "{:?} of {:?}", range, text);
            prop_assert!(range.start >= last || range.end >= last);
            last = range.start;
        }
    }

    #[test]
    fn the_same_question_has_the_same_answer(words in text(14), text in text(60), kind in kind()) {
        prop_assert_eq!(checked(&words, &text, kind), checked(&words, &text, kind));
    }
}
