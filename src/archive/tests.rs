use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::diagnostic::{Code, TextFile};

fn file(name: &str, front: &str, body: &str) -> Arc<TextFile> {
    TextFile::new(format!("content/sources/{name}"), format!("+++\ntitle = \"T\"\n{front}\n+++\n{body}"))
}

fn read_as(name: &str, front: &str, body: &str) -> Source {
    let (source, diagnostics) = source("s", &file(name, front, body), &[]);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    check(&source);
    source
}

fn markdown(body: &str) -> Source {
    read_as("s.md", "", body)
}

fn plain(body: &str) -> Source {
    read_as("s.txt", "", body)
}

/// What holds for every source.
fn check(source: &Source) {
    let mut open = Vec::new();
    let mut counted = 0;
    let mut last = 0;
    for token in &source.tokens {
        match token {
            Token::Open(tag) => {
                if tag.is_counted() {
                    assert_eq!(last, if counted == 0 { 0 } else { source.paragraphs[counted - 1].range.end });
                    counted += 1;
                    assert!(open.iter().all(|tag: &Tag| tag.is_container()), "{:?}", source.tokens);
                }
                open.push(*tag);
            }
            Token::Close => assert!(open.pop().is_some()),
            Token::Text(range) => {
                assert!(open.iter().any(|tag| tag.is_counted()), "{:?}", source.tokens);
                assert!(last <= range.start && range.start <= range.end);
                assert!(source.text[last..range.start].trim().is_empty());
                last = range.end;
            }
            _ => {}
        }
    }
    assert!(open.is_empty());
    assert_eq!(last, source.text.len());
    assert_eq!(counted, source.paragraphs.len());
    let blocks: Vec<&str> = source.paragraphs.iter().map(|p| &source.text[p.range.clone()]).collect();
    assert_eq!(blocks.join("\n"), source.text);
    for block in blocks {
        assert!(!block.trim().is_empty() && block.trim_end() == block, "{block:?}");
    }
    for link in &source.links {
        assert!(source.text.get(link.range.clone()).is_some());
    }
}

fn blocks(source: &Source) -> Vec<&str> {
    source.paragraphs.iter().map(|paragraph| &source.text[paragraph.range.clone()]).collect()
}

#[test]
fn a_reader_sees_no_markup() {
    let source = markdown(
        "# Title *here*\n\nOne **two** [three](https://example.org \"t\")\nfour `five`.  \nsix &amp; \\*seven\\* ~~eight~~\n\n\
         > quoted\n\n- a\n- b\n\n  c\n\n```rust\nlet x = 1;\n\nlet y;\n```\n\n| h | i |\n|---|---|\n| j | *k* |\n| | l |\n",
    );
    assert_eq!(
        blocks(&source),
        [
            "Title here",
            "One two three four five.\nsix & *seven* eight",
            "quoted",
            "a",
            "b",
            "c",
            "let x = 1;\n\nlet y;",
            "h\ti",
            "j\tk",
            "l"
        ]
    );
    assert_eq!(source.word_count, 26);
}

#[test]
fn plain_text_has_no_markup() {
    let source = plain("# no *heading* <b>bold</b> &amp; [x](y)\n\n\n   - no list   \n\n:cite[no]{src=a}\n");
    assert_eq!(blocks(&source), ["# no *heading* <b>bold</b> &amp; [x](y)", "- no list", ":cite[no]{src=a}"]);
}

#[test]
fn directives_and_template_code_in_a_source_are_words() {
    let body = ":cite[claim]{src=a} and {{ config.title }} {% if x %}\n\n::source{src=a}\n\n:::note{#x}\nbody\n:::\n";
    let source = markdown(body);
    let shown = body.trim_end().split("\n\n").map(|block| block.replace('\n', " "));
    assert_eq!(source.text, shown.collect::<Vec<_>>().join("\n"));
}

fn pasted() -> (String, Vec<String>) {
    let long = "The committee published its findings on the harbour and the railway. ".repeat(5);
    let lines: Vec<String> = (0..9)
        .map(|n| if n % 3 == 1 { format!("Short line {n}") } else { format!("{n} {}", long.trim_end()) })
        .collect();
    let text = format!("{}\n\n{}\n", lines[..4].join("\n"), lines[4..].join("\n"));
    (text, lines)
}

#[test]
fn a_pasted_article_keeps_its_paragraphs() {
    let (text, lines) = pasted();
    assert_eq!(blocks(&plain(&text)), lines);
    assert_eq!(blocks(&markdown(&text.replace("Short line", "Short *line*"))), lines);
}

#[test]
fn line_ends_are_what_the_front_matter_says() {
    let (text, _) = pasted();
    for name in ["s.md", "s.txt"] {
        assert_eq!(read_as(name, "line_ends = \"spaces\"", &text).paragraphs.len(), 2);
        assert_eq!(read_as(name, "line_ends = \"paragraphs\"", "a b\nc d\n").paragraphs.len(), 2);
        assert_eq!(read_as(name, "", "a b\nc d\n").paragraphs.len(), 1);
    }
    let divided = read_as("s.md", "line_ends = \"paragraphs\"", "a *b\nc* d  \ne\n");
    assert_eq!(blocks(&divided), ["a b", "c d", "e"]);
}

#[test]
fn a_long_address_or_code_line_divides_nothing() {
    let long = "x".repeat(300);
    let body = format!("one\nhttps://example.org/{long}\ntwo\n\n```\n{}\n```\n", "a b ".repeat(100));
    assert_eq!(markdown(&body).paragraphs.len(), 2);
    assert_eq!(plain(&format!("one\nhttps://example.org/{long}\ntwo\n")).paragraphs.len(), 1);
}

#[test]
fn places_are_kept_and_are_not_text() {
    let source = markdown(
        "Before.\n\n<!-- page iv -->\n\nOn four <!-- t 00:12:03 -->and <!-- t 13:00.500 -->on.\n\n\
         <!-- page 5 --> Five begins *here*\nand goes\n<!-- page 6 -->\non to six.\n\n<!-- a note -->\n",
    );
    assert_eq!(blocks(&source), ["Before.", "On four and on.", "Five begins here and goes on to six."]);
    let at = |words: &str| source.text.find(words).unwrap_or(usize::MAX);
    assert_eq!(source.page_at(at("Before")), None);
    assert_eq!(source.page_at(at("On four")), Some("iv"));
    assert_eq!(source.page_at(at("goes")), Some("5"));
    assert_eq!(source.page_at(at("on to")), Some("6"));
    assert_eq!(source.pages_of(&(at("Five")..source.text.len())), ["5", "6"]);
    assert_eq!(source.time_at(at("On four")), None);
    assert_eq!(source.time_at(at("and on.")), Some(723));
    assert_eq!(source.time_at(at("on.")), Some(780));
    assert_eq!(source.paragraph_at(at("goes")), Some(3));
    assert_eq!(source.paragraphs[1].page.as_deref(), Some("iv"));
}

#[test]
fn marks_in_code_are_code() {
    let body = "`a\n<!-- page 4 --> b`\n\n```\nx\n<!-- page 4 --> y\n```\n\n<!-- page 5 --> z\n";
    let source = markdown(body);
    assert_eq!(blocks(&source), ["a <!-- page 4 --> b", "x\n<!-- page 4 --> y", "z"]);
    assert_eq!(source.pages.len(), 1);
}

#[test]
fn marks_that_cannot_be_read_are_reported_where_they_stand() {
    let body = "a <!-- page --> b <!-- t 12 --> c\n\n<!-- page 4 5 -->\n\n<!-- t 0:75 --> d\n";
    for (name, marks) in [
        ("s.md", &["<!-- page -->", "<!-- t 12 -->", "<!-- page 4 5 -->", "<!-- t 0:75 -->"][..]),
        ("s.txt", &["<!-- page 4 5 -->"][..]),
    ] {
        let file = file(name, "", body);
        let (_, diagnostics) = source("s", &file, &[]);
        let found: Vec<&str> = diagnostics.iter().map(|d| &file.text[d.labels[0].range.clone()]).collect();
        assert_eq!(found, marks);
        assert!(diagnostics.iter().all(|d| d.code == Code::InvalidPlace && !d.hints.is_empty()));
    }
}

#[test]
fn form_feeds_turn_pages() {
    let text = "One.\n\n\u{c}Two\nstill\u{c}three.\n\n<!-- page 10 -->\n\nTen.\n\u{c}\nEleven.\n";
    let source = plain(text);
    assert_eq!(blocks(&source), ["One.", "Two still three.", "Ten.", "Eleven."]);
    let page = |words: &str| source.page_at(source.text.find(words).unwrap_or(usize::MAX));
    assert_eq!(["One", "Two", "three", "Ten", "Eleven"].map(page), ["1", "2", "3", "10", "11"].map(Some));
    assert_eq!(source.paragraphs[0].page.as_deref(), Some("1"));
}

#[test]
fn form_feeds_of_a_pdf_stay_for_the_check() {
    let body = "Locals said it was\n\u{c}14\nduring the night.\n\n\u{c}\n\nNext.\n";
    for name in ["s.md", "s.txt"] {
        let source = read_as(name, "kind = \"pdf\"", body);
        assert_eq!(source.text, "Locals said it was\n\u{c}14\nduring the night.\n\u{c}Next.", "{name}");
        assert_eq!(source.page_at(source.text.len()), Some("3"));
    }
}

#[test]
fn raw_html_leaves_its_words() {
    let source = markdown(
        "<div onclick=\"x()\"><p>One <b>two</b></p><p>three &amp; <!-- page 4 -->four<br>five</p><script>bad()</script></div>\n\n\
         Area 10<sup>2</sup> <span class=x>km</span><script>alert(1)</script> here <b>bold *and</b> on*<br>end\n\n\
         <style>\np { color: red }\n</style>\n\n<iframe src=https://example.org>hidden</iframe>\n",
    );
    assert_eq!(blocks(&source), ["One two", "three & four\nfive", "Area 102 km here bold and on\nend"]);
    assert!(source.tokens.contains(&Token::Open(Tag::Superscript)));
    assert_eq!(source.page_at(source.text.find("four").unwrap_or_default()), Some("4"));
}

#[test]
fn only_harmless_addresses_are_kept() {
    let source = markdown(
        "[a](https://example.org/x?y=1) [b](javascript:alert) [c](JaVa&#10;ScRiPt:alert) [d](data:text/html,x) \
         [e](vbscript&colon;x) [f](//example.org) [g](/local) <https://example.org/auto> <me@example.org> \
         [h](&#1;javascript:x) [i]( <java\tscript:x> ) ![alt](https://example.org/x.png)",
    );
    let urls: Vec<&str> = source.links.iter().map(|link| link.url.as_str()).collect();
    assert_eq!(urls, ["https://example.org/x?y=1", "https://example.org/auto", "mailto:me@example.org"]);
    assert_eq!(&source.text[source.links[0].range.clone()], "a");
    assert!(!source.text.contains("alt"));
    assert_eq!(source.images, ["alt"]);
}

#[test]
fn notes_of_a_source_come_last_and_their_references_are_not_text() {
    let source = markdown(
        "<!-- page 2 -->\n\nOne[^b] two[^a].\n\n[^a]: Second note.\n\n[^b]: First note.\n\n<!-- page 3 -->\n\nLast.\n",
    );
    assert_eq!(blocks(&source), ["One two.", "Last.", "First note.", "Second note."]);
    assert_eq!(source.page_at(source.text.find("First").unwrap_or_default()), Some("2"));
}

#[test]
fn front_matter_is_read_in_the_terms_of_the_field() {
    let front = "type = \"report\"\nauthor = [\"A\", \"B\"]\npublisher = \"P\"\ncontainer-title = \"C\"\nissued = 2026-01-09\n\
                 accessed = \"2026-02\"\nurl = \"https://example.org/\"\nlanguage = \"uk\"\npublish = \"full\"\n\
                 sha256 = \"AA00000000000000000000000000000000000000000000000000000000000000\"";
    let siblings = ["index.md".to_owned(), "original.pdf".to_owned()];
    let (source, diagnostics) = source("s", &file("s/index.md", front, "x"), &siblings);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(source.kind, Kind::Pdf);
    assert_eq!(source.publish, Publish::Full);
    let metadata = &source.metadata;
    assert_eq!(metadata.authors, ["A", "B"]);
    assert_eq!(metadata.issued.map(|date| date.to_string()).as_deref(), Some("2026-01-09"));
    assert_eq!(metadata.accessed.map(|date| date.to_string()).as_deref(), Some("2026-02"));
    assert!(metadata.sha256.as_deref().is_some_and(|hash| hash.starts_with("aa")));
}

#[test]
fn wrong_front_matter_is_reported_and_the_text_read_all_the_same() {
    let text = "+++\ntype = \"raport\"\nissued = \"2026-13\"\nurl = \"javascript:x\"\nsha256 = \"ab\"\nauthro = \"A\"\n+++\nWords.\n";
    let (source, diagnostics) = source("s", &TextFile::new("content/sources/s.md", text), &[]);
    assert_eq!(source.text, "Words.");
    let codes: Vec<Code> = diagnostics.iter().map(|found| found.code).collect();
    for code in [Code::MissingKey, Code::InvalidValue, Code::UnknownKey] {
        assert!(codes.contains(&code), "{diagnostics:?}");
    }
    assert_eq!(codes.iter().filter(|code| **code == Code::InvalidValue).count(), 4);
}

#[test]
fn partial_dates_know_the_calendar() {
    for (text, shown) in [
        ("2026", Some("2026")),
        ("2026-01", Some("2026-01")),
        ("2024-02-29", Some("2024-02-29")),
        ("2026-01-09T12:00:00Z", Some("2026-01-09")),
        ("2026-02-29", None),
        ("2026-00", None),
        ("26", None),
        ("2026-1-9", None),
        ("2026-01-09-01", None),
        ("", None),
        ("January", None),
    ] {
        assert_eq!(text.parse::<PartialDate>().ok().map(|date| date.to_string()).as_deref(), shown, "{text}");
    }
}

#[test]
fn speakers_of_a_transcript_are_named_by_strong_words_and_a_colon() {
    let named = |body: &str, kind: Kind| {
        let source = bare_source(&TextFile::new("s.md", body), Format::Markdown, kind);
        check(&source);
        let names = source.tokens.windows(2).filter_map(|pair| match pair {
            [Token::Open(Tag::Speaker), Token::Text(name)] => Some(source.text[name.clone()].to_owned()),
            _ => None,
        });
        (names.collect::<Vec<_>>(), source.text.clone())
    };
    let body = "<!-- t 0:04 -->**One:** Yes, **two:** no.\n\n**Two**: Words.\n\n**丁**：三\n\n**Not one** here\n\n\
        > **Three:** quoted\n\n# **Head:** line\n";
    let (names, text) = named(body, Kind::Transcript);
    assert_eq!(names, ["One:", "Two:", "丁：", "Three:"]);
    assert_eq!(named(body, Kind::Text), (Vec::new(), text));
}

#[test]
fn times_are_read_and_shown() {
    for (text, read) in [
        ("12:03", Some(723)),
        ("00:12:03", Some(723)),
        ("0:12:03.500", Some(723)),
        ("1:00:00", Some(3600)),
        ("90:00", Some(5400)),
        ("12", None),
        ("1:2:3:4", None),
        ("1:60", None),
        ("-1:00", None),
        ("99999999:00:00", None),
        ("1:00.", None),
    ] {
        assert_eq!(seconds(text), read, "{text}");
    }
    assert_eq!((clock(723), clock(3723)), ("12:03".to_owned(), "1:02:03".to_owned()));
}

#[test]
fn the_original_is_linked_at_the_place() {
    let link = |front: &str, siblings: &[&str], body: &str, words: &str| {
        let siblings: Vec<String> = siblings.iter().map(|&name| name.to_owned()).collect();
        let (source, _) = source("s", &file("s/index.md", front, body), &siblings);
        let start = source.text.find(words).unwrap_or_default();
        original_link(&source, std::slice::from_ref(&(start..start + words.len())), "", "")
    };
    let url = "url = \"https://example.org/a\"";
    assert_eq!(link("", &[], "x", "x"), None);
    assert_eq!(link("", &["original.pdf"], "x", "x"), None, "an excerpt's original is not published");
    assert_eq!(
        link("publish = \"full\"", &["original.pdf"], "<!-- page 4 -->\n\nx", "x").as_deref(),
        Some("original.pdf#page=4")
    );
    assert_eq!(
        link(url, &["original.pdf"], "<!-- page iv -->\n\nx", "x").as_deref(),
        Some("https://example.org/a")
    );
    assert_eq!(
        link(url, &["original.vtt"], "<!-- t 12:03 -->\n\nx", "x").as_deref(),
        Some("https://example.org/a#t=723")
    );
    assert_eq!(
        link(url, &[], "Words, and-more", "Words, and-more").as_deref(),
        Some("https://example.org/a#:~:text=Words%2C%20and%2Dmore")
    );
    for address in ["https://example.org/a#part", "https://example.org/a#part:~:text=another"] {
        assert_eq!(
            link(&format!("url = \"{address}\""), &[], "x", "x").as_deref(),
            Some("https://example.org/a#part:~:text=x")
        );
    }
}

#[test]
fn words_left_out_of_a_passage_are_not_in_the_link() {
    let file = file("s.md", "url = \"https://example.org/a\"", "one two three four five six");
    let (source, _) = source("s", &file, &[]);
    let range = |words: &str| source.text.find(words).map_or(0..0, |start| start..start + words.len());
    let link = original_link(&source, &[range("one two"), range("four"), range("six")], "", "");
    assert_eq!(link.as_deref(), Some("https://example.org/a#:~:text=one%20two,six"));
}

#[test]
fn text_fragments_name_long_passages_by_their_ends() {
    assert_eq!(
        text_fragment("one two", "and so the", "went & on to"),
        "#:~:text=and%20so%20the-,one%20two,-went%20%26%20on"
    );
    let long = (0..100).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
    assert_eq!(text_fragment(&long, "", ""), "#:~:text=w0%20w1%20w2%20w3%20w4,w95%20w96%20w97%20w98%20w99");
    assert_eq!(text_fragment("a b\nc d", "", ""), "#:~:text=a%20b,c%20d");
    assert_eq!(text_fragment(" \n", "", ""), "");
}

#[test]
fn the_place_in_the_file_is_known() {
    let file = file("s.md", "", "# Head\n\nOne *two* &amp; [three](https://example.org) `four`\n");
    let (source, _) = source("s", &file, &[]);
    for words in ["Head", "two", "three", "four", "One"] {
        let start = source.text.find(words).unwrap_or_default();
        assert_eq!(&file.text[source.file_range(&(start..start + words.len()))], words);
    }
}

#[test]
fn html_is_read_for_its_words() {
    let file = TextFile::new(
        "a.html",
        "<html><head><title>no</title></head><body><h1>A</h1>\n<p>b\n c</p></body></html>",
    );
    assert_eq!(bare_source(&file, Format::of(&file.path), Kind::Html).text, "A\nb c");
}

/// Bodies made of the pieces that matter here.
fn body() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        5 => "[a-zа-я]{1,6} ".prop_map(String::from),
        2 => prop::sample::select(vec![
            "*", "**", "_", "~~", "`", "```\n", "\n", "\n\n", "> ", "- ", "1. ", "# ", "| a | b |\n|---|---|\n| c | |\n",
            "[x](https://example.org)", "[", "](javascript:x)", "![alt *a*](u)", "[^1]", "\n[^1]: note\n", "<b>", "</b>",
            "<sup>", "</sup>", "<script>", "</script>", "<!-- page 4 -->", "\n<!-- page 5 -->\n", "<!-- t 1:02 -->",
            "<!-- page -->", "<!--", "-->", "\n<div>", "</div>\n", "\u{c}", "\r\n", "\r", "\u{0}", "  \n", "\\", "&amp;",
            "&nbsp;", "\t", "    ", "***\n", "---\n", "\n\n**N:** ", "\n\n**N**: ", "\u{85}", "\u{202e}", "|", "<wbr data-mark=\" page 9 \">", "\n<p>",
        ]).prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_makes_a_source(body in body(), kind in 0..3usize, divided in any::<Option<bool>>(), name in 0..3usize) {
        let kind = [Kind::Text, Kind::Pdf, Kind::Transcript][kind];
        let line_ends = divided.map(|divided| if divided { LineEnds::Paragraphs } else { LineEnds::Spaces });
        let format = [Format::Markdown, Format::Plain, Format::Html][name];
        let file = TextFile::new("s", body);
        let builder = builder::Builder::new(kind == Kind::Pdf, true);
        let (read, _) = read(&file.text, 0, format, line_ends, builder);
        let source = assemble("s", &file, Metadata::unknown("s"), kind, read);
        check(&source);
        for paragraph in &source.paragraphs {
            prop_assert!(file.text.get(source.file_range(&paragraph.range)).is_some());
        }
    }

    #[test]
    fn any_characters_make_a_source(text in any::<String>()) {
        for name in ["s.md", "s.txt", "s.html"] {
            check(&source("s", &TextFile::new(name, text.clone()), &[]).0);
        }
    }
}
