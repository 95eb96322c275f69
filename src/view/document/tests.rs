use proptest::prelude::*;

use super::*;
use crate::archive::{self, Format, Kind, Publish};
use crate::config::Context;
use crate::diagnostic::TextFile;
use crate::index::passage_id;
use crate::view::{excerpt, markup};

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

fn highlight(range: Range<usize>, annotations: &[&str]) -> Highlight {
    let backlink = |id: &&str| Backlink { href: format!("/b/#a-{id}"), title: format!("note \"{id}\"") };
    Highlight { range, backlinks: annotations.iter().map(backlink).collect(), further: None }
}

fn html(source: &Source, highlights: &[Highlight], cut: Option<&Cut>) -> String {
    let mut out = String::new();
    document(source, highlights, cut, &mut out);
    out
}

fn cut_html(source: &Source, words: &[&str], context: Context) -> String {
    let highlights: Vec<_> = words.iter().map(|words| highlight(range(source, words), &["x"])).collect();
    let passages: Vec<_> = highlights.iter().map(|highlight| highlight.range.clone()).collect();
    let html = html(source, &highlights, Some(&excerpt::cut(source, &passages, context)));
    markup::read(&html);
    html
}

const ALL: &str = "# Head & *shoulders*\n\nOne [two *three*](https://example.org/?a=1&b=2) four.  \nFive `six <b>`.\n\n\
    <!-- page 4 -->\n\n> Quoted.\n\n3. first\n4. second\n\n   more\n\n| a | b |\n|---|---|\n| | d |\n\n```\nlet x = \"y\";\n```\n\n\
    ***\n\n![A *map*](https://example.org/map.png) <!-- t 1:02:03 -->Last[^1].\n\n[^1]: A note.\n";

#[test]
fn the_whole_text_as_html() {
    let source = source(ALL, Publish::Full);
    let html = html(&source, &[], None);
    assert_eq!(markup::read(&html).text, format!("{}\n", source.text));
    insta::assert_snapshot!(html.replace("><", ">\n<"));
}

#[test]
fn passages_cut_through_everything() {
    let source = source(ALL, Publish::Full);
    let highlights = [
        highlight(range(&source, "shoulders\nOne two th"), &["a"]),
        highlight(range(&source, "two three four"), &["b", "c"]),
        highlight(range(&source, "three"), &["d"]),
        highlight(range(&source, "first\nsecond\nmore\na\tb\nd\nlet x"), &["e"]),
        highlight(range(&source, "three"), &[]),
        highlight(9000..9001, &["f"]),
        highlight(5..5, &["g"]),
    ];
    let html = html(&source, &highlights, None);
    let read = markup::read(&html);
    assert_eq!(read.text, format!("{}\n", source.text));
    assert_eq!(
        read.marked,
        [
            "shoulders",
            "One ",
            "two ",
            "th",
            "ree",
            " four",
            "first",
            "second",
            "more",
            "a",
            "b",
            "d",
            "let x"
        ]
    );
    for highlight in &highlights[..5] {
        assert!(read.ids.contains(&passage_id(&highlight.range)));
    }
    for id in ["a", "b", "c", "d", "e"] {
        assert_eq!(html.matches(&format!("href=\"/b/#a-{id}\"")).count(), 1, "{id}");
    }
    assert!(html.contains("data-count=\"4\">th</mark>"), "{html}");
    assert!(html.contains("title=\"note &quot;d&quot;\""));
}

#[test]
fn links_back_never_stand_in_links() {
    let source = source("a [b c](https://example.org) d", Publish::Full);
    let html = html(&source, &[highlight(range(&source, "b"), &["x"])], None);
    markup::read(&html);
    assert!(html.contains("c</a><span class=\"backlinks apart\">"), "{html}");
}

#[test]
fn links_back_come_after_the_marks_that_close_a_sentence() {
    let source = source("One *two*. “Three”, four; five’s.", Publish::Full);
    let passages = ["two", "Three", "“Three”, four; five", "five"];
    let passages: Vec<_> = passages.iter().map(|words| highlight(range(&source, words), &["x"])).collect();
    let html = html(&source, &passages, None);
    markup::read(&html);
    let (links, mark) = ("<span class=\"backlinks apart\">", "<mark class=\"passage\" data-count=\"1\">");
    assert!(html.contains(&format!("two</mark></em>.{links}")), "{html}");
    assert!(html.contains(&format!("{mark}”,</mark>{links}")), "{html}");
    assert!(html.contains(&format!("five</mark>{links}")), "{html}");
}

#[test]
fn headings_follow_the_title_of_the_page() {
    let source = source("## A\n\n### B\n\n## C\n", Publish::Full);
    let html = html(&source, &[], None);
    assert!(
        html.contains("<h2 id=\"p1\">") && html.contains("<h3 id=\"p2\">") && html.contains("<h2 id=\"p3\">")
    );
}

const SECRET: &str = "# Canary0 heading\n\nCanary1 begins. The cited words stand here, says [Canary2 site](https://canary3.example \"canary4\"). \
    Canary5 ends.\n\nCanary6 [link](https://canary7.example) ![canary8](u)\n\n- Canary9\n- Another cited item.\n- Canary10\n\n\
    | Canary11 | cited cell |\n|---|---|\n| Canary12 | Canary13 |\n\n```\ncanary14\n```\n\n![canary15](u)\n\nEnd[^1].\n\n[^1]: Canary16\n";

#[test]
fn an_excerpt_shows_the_cited_sentences_and_nothing_else() {
    let source = source(SECRET, Publish::Excerpt);
    let html = cut_html(&source, &["cited words", "Another cited", "cited cell"], Context::default());
    for shown in ["The <mark", "here, says", "canary2 site", "https://canary3.example", "item."] {
        assert!(html.to_lowercase().contains(&shown.to_lowercase()), "{shown}: {html}");
    }
    for n in [0, 1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16] {
        let canary = format!("canary{n}");
        let found = html
            .to_lowercase()
            .match_indices(&canary)
            .any(|(at, _)| !html[at + canary.len()..].starts_with(|c: char| c.is_ascii_digit()));
        assert!(!found, "{canary}: {html}");
    }
    insta::assert_snapshot!(html.replace("><", ">\n<"));
}

#[test]
fn with_publish_none_the_passages_stand_alone() {
    let source = source(SECRET, Publish::None);
    let html = cut_html(&source, &["cited words stand here, says Canary2 site"], Context::default());
    assert_eq!(markup::read(&html).text, "cited words stand here, says Canary2 site\n");
    assert!(!html.contains("https:") && !html.contains("The "), "{html}");
}

#[test]
fn blocks_left_out_are_counted_where_they_stood() {
    let source = source("a\n\nb\n\n- c\n- d\n- e\n- f\n\nlast one\n\nx\n", Publish::Excerpt);
    let html = cut_html(&source, &["c", "f"], Context::default());
    let mut html = html.replace('\n', "");
    for n in 1..=8 {
        html = html.replace(&format!("<span id=\"p{n}\"></span>"), "");
    }
    assert!(
        html.starts_with("<p class=\"cut apart\">[…] 2 paragraphs left out</p><ul><li><p id=\"p3\">"),
        "{html}"
    );
    assert!(html.contains("</li><li class=\"cut apart\">[…] 2 paragraphs left out</li><li>"), "{html}");
    assert!(html.ends_with("</ul><p class=\"cut apart\">[…] 2 paragraphs left out</p>"), "{html}");
}

#[test]
fn whatever_is_left_out_can_still_be_linked_to_where_it_stood() {
    let body = "a\n\n<!-- page 2 -->\n\nb\n\n<!-- page 3 --> <!-- t 00:10 -->\n\n- c\n- d\n\n![map](u)\n\n<!-- t 00:20 -->\n\nlast one\n\nx\n";
    let all = ["page-2", "page-3", "p1", "p2", "p3", "p4", "t-10", "t-20"];
    let source = source(body, Publish::Excerpt);
    for words in ["c", "d", "last", "a"] {
        let html = cut_html(&source, &[words], Context::default());
        for id in all.iter().copied().chain((5..=source.paragraphs.len()).map(|n| ["p5", "p6", "p7"][n - 5]))
        {
            assert_eq!(html.matches(&format!("id=\"{id}\"")).count(), 1, "{id}: {html}");
        }
    }
    let html = cut_html(&source, &["c"], Context::default()).replace('\n', "");
    assert!(
        html.starts_with(
            "<p class=\"cut apart\"><span id=\"p1\"></span><span id=\"p2\"></span><span id=\"page-2\"></span>[…] 2 paragraphs left out</p>"
        ),
        "{html}"
    );
}

#[test]
fn many_passages_in_one_long_paragraph_take_time_in_proportion() {
    let text = "Some words that go on. ".repeat(50_000);
    let source = source(&text, Publish::Excerpt);
    assert_eq!(source.paragraphs.len(), 1);
    let highlights: Vec<_> = (0..50_000).map(|n| highlight(n * 20..n * 20 + 400, &["x"])).collect();
    let passages: Vec<_> = highlights.iter().map(|highlight| highlight.range.clone()).collect();
    let cut = excerpt::cut(&source, &passages, Context::default());
    let html = html(&source, &highlights, Some(&cut));
    assert_eq!(html.matches("<a class=\"back\"").count(), 50_000);
}

fn body() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        5 => "[a-zа-я]{1,6}[ .] ".prop_map(String::from),
        2 => prop::sample::select(vec![
            "*", "**", "~~", "`", "```\n", "\n", "\n\n", "\n\n> ", "\n- ", "\n1. ", "\n\n# ",
            "\n\n| a | b |\n|---|---|\n| c | |\n| | d e |\n\n", "[x y](https://example.org)", "[l *m*](https://example.org)",
            "![alt](u)", "\n\n![alone](u)\n\n", "[^1]", "\n\n[^1]: note\n\n", "<sup>", "</sup>", "<!-- page 4 -->",
            "\n<!-- page 5 -->\n", "<!-- t 1:02 -->", "\n<div>", "</div>\n", "\u{c}", "  \n", "&lt;", "\n\n---\n\n",
        ]).prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// The parts of the text that tokens hold, and the separators between blocks and cells as HTML has them.
fn shown_text(source: &Source, cut: &Cut) -> String {
    let pieces =
        source.paragraphs.iter().flat_map(|paragraph| cut.pieces(&paragraph.range).collect::<Vec<_>>());
    pieces.map(|piece| source.text[piece].replace(char::is_whitespace, "")).collect()
}

proptest! {
    #[test]
    fn html_is_well_formed_and_holds_the_text(
        body in body(),
        ranges in prop::collection::vec((0..300usize, 0..100usize), 0..8),
    ) {
        let source = source(&body, Publish::Full);
        let highlights: Vec<_> = ranges.iter().map(|(start, length)| highlight(*start..start + length, &["x"])).collect();
        let read = markup::read(&html(&source, &highlights, None));
        let text: String = source.paragraphs.iter().map(|p| format!("{}\n", &source.text[p.range.clone()])).collect();
        prop_assert_eq!(read.text, text);
    }

    #[test]
    fn a_cut_shows_what_it_holds_and_no_more(
        body in body(),
        ranges in prop::collection::vec((0..300usize, 0..60usize), 0..5),
        none in any::<bool>(),
        context in prop::sample::select(vec![Context::Characters(20), Context::default(), Context::Sentence, Context::Paragraph]),
    ) {
        let source = source(&body, if none { Publish::None } else { Publish::Excerpt });
        let highlights: Vec<_> = ranges.iter().map(|(start, length)| highlight(*start..start + length, &["x"])).collect();
        let passages: Vec<_> = highlights.iter().map(|highlight| highlight.range.clone()).collect();
        let cut = excerpt::cut(&source, &passages, context);
        let read = markup::read(&html(&source, &highlights, Some(&cut)));
        prop_assert_eq!(read.text.replace(char::is_whitespace, ""), shown_text(&source, &cut));
        for passage in &passages {
            let words = excerpt::trimmed(&source.text, passage);
            if !words.is_empty() {
                prop_assert!(cut.around(&words).is_some());
                prop_assert!(read.ids.contains(&passage_id(passage)));
            }
            let (prefix, suffix) = excerpt::selector(&source, passage, &cut);
            prop_assert!(prefix.chars().count() <= 32 && suffix.chars().count() <= 32);
            if none {
                prop_assert!(cut.around(&words).is_none_or(|shown| shown.start <= words.start));
            }
        }
    }
}
