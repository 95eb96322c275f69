use super::*;
use crate::archive::{self, Format, Kind};
use crate::diagnostic::TextFile;

fn source(body: &str, publish: Publish) -> Source {
    let file = TextFile::new("s.md", body);
    let mut source = archive::bare_source(&file, Format::Markdown, Kind::Text);
    source.publish = publish;
    source
}

fn range(source: &Source, words: &str) -> Range<usize> {
    let start = source.text.find(words).unwrap_or_else(|| panic!("`{words}` is not in {:?}", source.text));
    start..start + words.len()
}

fn shown<'a>(source: &'a Source, words: &[&str], context: Context) -> Vec<&'a str> {
    let passages: Vec<_> = words.iter().map(|words| range(source, words)).collect();
    cut(source, &passages, context).shown().iter().map(|shown| source.text[shown.clone()].trim()).collect()
}

const TEXT: &str = "First one. The U.S. envoy met Dr. Smith of the committee. “Stop!” he said. Last one.\n\nNext paragraph. It goes on.";

#[test]
fn the_sentences_that_hold_a_passage_are_shown() {
    let source = source(TEXT, Publish::Excerpt);
    let all = Context::Sentence;
    assert_eq!(shown(&source, &["envoy met"], all), ["The U.S. envoy met Dr. Smith of the committee."]);
    assert_eq!(shown(&source, &["he said"], all), ["“Stop!” he said."]);
    assert_eq!(shown(&source, &["Last one.\nNext"], all), ["Last one.\nNext paragraph."]);
    assert_eq!(shown(&source, &["First", "goes"], all), ["First one.", "It goes on."]);
    assert_eq!(shown(&source, &["First", "envoy"], all).len(), 1, "nothing is cut between neighbours");
    assert_eq!(shown(&source, &["goes"], Context::Paragraph), ["Next paragraph. It goes on."]);
}

#[test]
fn no_more_than_so_many_characters_beyond_a_passage() {
    let body = format!("{}HERE{}", "word ".repeat(200), " more".repeat(200));
    let source = source(&body, Publish::Excerpt);
    let shown = shown(&source, &["HERE"], Context::default());
    assert_eq!(shown, [format!("{}HERE{}", "word ".repeat(60), " more".repeat(60))]);
    let none = self::shown(&source, &["HERE"], Context::Characters(0));
    assert_eq!(none, ["HERE"]);
    let seven = self::shown(&source, &["HERE"], Context::Characters(7));
    assert_eq!(seven, ["word HERE more"]);
}

#[test]
fn publish_decides() {
    let full = source(TEXT, Publish::Full);
    assert_eq!(shown(&full, &[], Context::default()), [full.text.as_str()]);
    let none = source(TEXT, Publish::None);
    assert_eq!(shown(&none, &["envoy", "Smith of"], Context::Paragraph), ["envoy", "Smith of"]);
    assert_eq!(shown(&source(TEXT, Publish::Excerpt), &[], Context::default()), [""; 0]);
}

#[test]
fn words_around_a_passage_come_from_what_is_shown() {
    let excerpt = source(TEXT, Publish::Excerpt);
    let around = |source: &Source, words: &str| {
        let passage = range(source, words);
        let cut = cut(source, std::slice::from_ref(&passage), Context::default());
        let (before, after) = context(source, &passage, &cut);
        let (prefix, suffix) = selector(source, &passage, &cut);
        [before, after, prefix, suffix].map(str::to_owned)
    };
    let [before, after, prefix, suffix] = around(&excerpt, "envoy met");
    assert_eq!((before.as_str(), after.as_str()), ("The U.S. ", " Dr. Smith of the committee. "));
    assert_eq!((prefix.as_str(), suffix.as_str()), ("The U.S. ", " Dr. Smith of the committee. "));
    assert_eq!(around(&source(TEXT, Publish::None), "envoy met"), ["", "", "", ""]);
    let full = around(&source(TEXT, Publish::Full), "goes");
    assert_eq!(full, ["Next paragraph. It ", " on.", "Next paragraph. It ", " on."]);
}

#[test]
fn words_left_out_of_a_passage_stay_cut() {
    let source = source("One cited thing. A canary sings. Another cited thing.", Publish::None);
    let (first, last) = (range(&source, "One cited"), range(&source, "Another cited thing."));
    let whole = first.start..last.end;
    let none = cut(&source, &[first, last], Context::default());
    assert_eq!(context(&source, &whole, &none), ("", ""));
    assert!(none.around(&range(&source, "canary")).is_none());
}

#[test]
fn words_are_cut_as_if_all_before_had_been_looked_at() {
    let slow = |words: &str, most: usize| {
        let Some((end, _)) = words.char_indices().nth(most) else { return words.len() };
        let bounds = words.split_word_bound_indices().map(|(at, word)| at + word.len());
        let last = bounds.take_while(|bound| *bound <= end).last().unwrap_or(0);
        words[..last].trim_end().len()
    };
    let texts = [
        "It was agreed, on paper at least, that 3.5 per cent were enough.",
        "Їхній м'яч — e\u{301}te\u{301} \u{301}x  two  spaces 🇺🇦 🇺🇦🇫🇷 a.b:c don't \u{200d}z",
        "onelongwordwithoutanyspaceatallthatgoesonandonandonandonandonandonandonandonandon end",
        " 1 2 3\t4\n5 _6 7_ ’8’",
    ];
    for text in texts {
        for most in 0..text.chars().count() + 2 {
            assert_eq!(first_words(text, most), slow(text, most), "{most} of {text:?}");
        }
    }
}
