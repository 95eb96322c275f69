use proptest::prelude::*;

use super::*;
use crate::archive::{self, Format, Kind, Publish};
use crate::config::Context;
use crate::diagnostic::TextFile;
use crate::embedded::WORDS;
use crate::index::passage_id;
use crate::view::{excerpt, markup};
use crate::words::Words;

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

/// A citation by a note of a page.
fn mention(page: &str, number: usize, id: &str) -> Mention {
    Mention {
        page: format!("/{page}/"),
        note: Some((number, format!("/{page}/#a-{id}"))),
        title: format!("Page <{page}>"),
        lang: "en".to_owned(),
    }
}

fn highlight(range: Range<usize>, annotations: &[&str]) -> Highlight {
    let citations: Vec<_> = annotations.iter().map(|id| mention("b", id.len(), id)).collect();
    let list = format!("#list-{}", annotations.first().unwrap_or(&"none"));
    Highlight { range, count: citations.len(), citations, list }
}

fn html(source: &Source, highlights: &[Highlight], cut: Option<&Cut>) -> String {
    let words = Words::english(WORDS);
    let mut out = String::new();
    document(source, &Marks { highlights, most: 12, words: words.of(0) }, cut, &mut out);
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
    for id in ["a", "b", "c", "d"] {
        assert_eq!(html.matches(&format!("href=\"/b/#a-{id}\"")).count(), 1, "{id}");
    }
    assert!(html.contains("let x</mark><a class=\"count once apart\" href=\"#list-e\""), "{html}");
    assert!(html.contains("class=\"passage most\" data-count=\"5\">th</mark>"), "{html}");
}

#[test]
fn links_back_never_stand_in_links() {
    let source = source("a [b c](https://example.org) d", Publish::Full);
    let html = html(&source, &[highlight(range(&source, "b"), &["x"])], None);
    markup::read(&html);
    assert!(html.contains("c</a><a class=\"count once apart\""), "{html}");
}

#[test]
fn links_back_come_after_the_marks_that_close_a_sentence() {
    let source = source("One *two*. “Three”, four; five’s.", Publish::Full);
    let passages = ["two", "Three", "“Three”, four; five", "five"];
    let passages: Vec<_> = passages.iter().map(|words| highlight(range(&source, words), &["x"])).collect();
    let html = html(&source, &passages, None);
    markup::read(&html);
    let (links, mark) = ("<a class=\"count once apart\"", "<mark class=\"passage\" data-count=\"1\">");
    assert!(html.contains(&format!("two</mark></em>.{links}")), "{html}");
    assert!(html.contains(&format!("{mark}”,</mark>{links}")), "{html}");
    assert!(html.contains(&format!("five</mark>{links}")), "{html}");
}

#[test]
fn how_often_words_are_cited_is_told_in_three_steps_and_in_figures() {
    let source = source("One two three four five.", Publish::Full);
    let passages = ["One", "two", "three", "four"].map(|words| range(&source, words));
    let counts = [1, 2, 4, 5];
    let highlights: Vec<_> =
        passages.into_iter().zip(counts).map(|(range, count)| highlight(range, &vec!["x"; count])).collect();
    let html = html(&source, &highlights, None);
    for (words, class, count) in
        [("One", "", 1), ("two", " often", 2), ("three", " often", 4), ("four", " most", 5)]
    {
        assert!(
            html.contains(&format!("class=\"passage{class}\" data-count=\"{count}\">{words}</mark>")),
            "{html}"
        );
    }
    assert!(html.contains("title=\"cited\u{a0}5\u{a0}times\">5×</a>"), "{html}");
}

#[test]
fn pages_that_cite_what_is_near_are_told_once_beside_it() {
    let long = "These are words between. ".repeat(20);
    let source = source(&format!("One two. {long}Three.\n\n| cell |\n|---|\n"), Publish::Full);
    let mut one = highlight(range(&source, "One"), &["a"]);
    one.citations.push(mention("c", 7, "seven"));
    one.count = 2;
    let highlights = [
        one,
        highlight(range(&source, "two"), &["bb"]),
        highlight(range(&source, "Three"), &["ccc"]),
        highlight(range(&source, "cell"), &["dddd"]),
    ];
    let html = html(&source, &highlights, None);
    markup::read(&html);
    let found: Vec<_> = html.split("<span class=\"backlinks apart\">").skip(1).collect();
    assert_eq!(found.len(), 2, "one place beside each other, one further on, none in a table: {html}");
    let link = |page: &str, id: &str, number: usize| {
        format!("<a role=\"doc-backlink\" href=\"/{page}/#a-{id}\">{number}</a>")
    };
    let near = format!(
        "<span class=\"citing\"><a href=\"/b/\">Page &lt;b&gt;</a>\u{a0}· notes\u{a0}{}, {}</span>\
         <span class=\"citing\"><a href=\"/c/\">Page &lt;c&gt;</a>\u{a0}· note\u{a0}{}</span></span>",
        link("b", "a", 1),
        link("b", "bb", 2),
        link("c", "seven", 7)
    );
    assert!(found[0].starts_with(&near), "{}", found[0]);
    assert!(html.contains("2×</a><span class=\"backlinks apart\">"), "behind the first of them: {html}");
}

#[test]
fn beside_a_passage_stand_so_many_notes_and_a_link_to_the_others() {
    let source = source("One two.", Publish::Full);
    let mut often = highlight(range(&source, "One"), &[]);
    often.count = 40;
    often.citations = (0..12).map(|number| mention("b", number, &number.to_string())).collect();
    let many = html(&source, &[often.clone()], None);
    assert_eq!(many.matches("doc-backlink").count(), 12);
    assert!(many.contains("<a href=\"#list-none\">28 further citations</a>"), "{many}");
    often.citations = (0..12).map(|number| mention(&number.to_string(), number, "x")).collect();
    let many = html(&source, &[often], None);
    assert_eq!((many.matches("doc-backlink").count(), many.matches("35 further citations").count()), (5, 1));
}

#[test]
fn what_is_said_among_words_of_another_language_is_in_that_of_the_page() {
    let mut source = source("<!-- page 4 -->\n\nواحد اثنان\n", Publish::Full);
    source.metadata.language = Some("ar".to_owned());
    let mut cited = highlight(range(&source, "واحد"), &["x"]);
    cited.citations[0].lang = "uk".to_owned();
    let html = html(&source, &[cited], None);
    assert_eq!(html.matches(" lang=\"en\" dir=\"ltr\"").count(), 4, "{html}");
    assert!(html.contains("<a href=\"/b/\" lang=\"uk\">"), "{html}");
}

#[test]
fn a_page_that_begins_between_blocks_has_a_line_and_one_within_has_a_mark() {
    let body = "One. <!-- page 2 -->Two.\n\n<!-- page 3 -->\n\n## Head\n\n- a\n\n  <!-- page 4 -->\n- b\n";
    let html = html(&source(body, Publish::Full), &[], None);
    markup::read(&html);
    let mark = |number: usize| {
        format!(
            "class=\"page-mark apart\" role=\"doc-pagebreak\" id=\"page-{number}\" aria-label=\"page {number}\""
        )
    };
    assert!(html.contains(&format!("One. <span {}>[page 2] </span>Two.", mark(2))), "{html}");
    assert!(html.contains(&format!("<p {}>page 3</p><h2", mark(3))), "{html}");
    assert!(
        html.contains(&format!("<li class=\"between apart\"><p {}>page 4</p></li><li>", mark(4))),
        "{html}"
    );
}

#[test]
fn in_a_transcript_the_time_and_the_speaker_stand_before_what_is_said() {
    let file = TextFile::new("s.md", "<!-- t 0:40 -->\n**Chair**: We begin <!-- t 0:45 -->now.\n");
    let source = archive::bare_source(&file, Format::Markdown, Kind::Transcript);
    let html = html(&source, &[highlight(range(&source, "Chair: We"), &["x"])], None);
    assert_eq!(markup::read(&html).text, "Chair: We begin now.\n");
    assert!(
        html.contains("<span class=\"time-mark apart\" id=\"t-40\">0:40 </span><b class=\"speaker\"><mark"),
        "{html}"
    );
    assert!(html.contains("Chair:</mark></b>"), "{html}");
    assert!(html.contains("<span class=\"time-mark within apart\" id=\"t-45\">[0:45] </span>now."), "{html}");
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
    assert!(
        html.contains(
            "</li><li class=\"between apart\"><p class=\"cut apart\">[…] 2 paragraphs left out</p></li><li>"
        ),
        "{html}"
    );
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
    assert_eq!(html.matches("<a class=\"count once apart\"").count(), 50_000);
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
