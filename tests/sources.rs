//! Sources from file to page: what a reader sees, where it stands, and the HTML of it.
//!
//! Inputs lie in `tests/sources/`, what is expected of them beside each. After an intended change,
//! `INSTA_UPDATE=always cargo test --test sources` writes the expectations anew; read the difference.

use std::fmt::Write;

use ibid::archive::{self, Source, clock};
use ibid::diagnostic::TextFile;
use ibid::embedded::WORDS;
use ibid::view::document::{Marks, document};
use ibid::words::Words;

fn shown(source: &Source) -> String {
    let mut shown = format!("kind {:?}, {} words\n\n", source.kind, source.word_count);
    for (at, paragraph) in source.paragraphs.iter().enumerate() {
        let _ = write!(shown, "p{}", at + 1);
        if let Some(page) = &paragraph.page {
            let _ = write!(shown, ", page {page}");
        }
        if let Some(seconds) = paragraph.time {
            let _ = write!(shown, ", {}", clock(seconds));
        }
        let _ = writeln!(shown, ": {:?}", &source.text[paragraph.range.clone()]);
    }
    shown.push('\n');
    let words = Words::english(WORDS);
    document(source, &Marks { highlights: &[], most: 0, words: words.of(0) }, None, &mut shown);
    shown
}

fn check(name: &str, text: &str) {
    let file = TextFile::new(format!("content/sources/{name}"), text);
    let (source, diagnostics) = archive::source("s", &file, &[]);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("sources");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown(&source)));
}

macro_rules! sources {
    ($($test:ident: $name:literal,)*) => {
        $(
            #[test]
            fn $test() {
                check($name, include_str!(concat!("sources/", $name)));
            }
        )*
    };
}

sources! {
    an_article_pasted_as_markdown: "pasted.md",
    an_article_pasted_as_plain_text: "pasted.txt",
    every_kind_of_markup: "markup.md",
    pages: "pages.md",
    times: "times.md",
    plain_text: "plain.txt",
    hostile_text: "hostile.md",
}
