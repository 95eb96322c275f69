//! What holds for every text: no panic, no quadratic time, the HTML of the parser where there is no directive, and
//! HTML that is well-formed where there are some.

#![expect(clippy::disallowed_methods, reason = "a test looks at the clock")]

use std::time::{Duration, Instant};

use ibid::diagnostic::TextFile;
use ibid::parse::{self, Body, Fill, Names, ParsedBody, Part, Plain, Way};
use proptest::prelude::*;

fn parsed(markdown: &str, names: &Names) -> ParsedBody {
    let (parsed, findings) = parse::body(&TextFile::new("any.md", markdown), 0, names);
    for label in findings.iter().flat_map(|finding| &finding.labels) {
        assert!(markdown.get(label.range.clone()).is_some(), "{:?} of {markdown:?}", label.range);
    }
    for directive in &parsed.body.directives {
        assert!(markdown[directive.range.clone()].starts_with(':'), "{directive:?} of {markdown:?}");
        assert!(
            directive
                .attributes
                .iter()
                .all(|attribute| markdown.get(attribute.value_range.clone()).is_some())
        );
    }
    parsed
}

/// Writes directives as elements that can't be confused with the parser's own.
struct Elements<'b>(&'b Body, Vec<usize>);

impl Fill for Elements<'_> {
    fn open(&mut self, part: Part, plain: &str, out: &mut String) -> Way {
        match part {
            Part::Directive(index) => {
                assert!(index < self.0.directives.len());
                self.1.push(index);
                out.push_str("<x-directive>");
            }
            Part::Footnote(_) => out.push_str(plain),
        }
        Way::Here
    }

    fn close(&mut self, part: Part, plain: &str, out: &mut String) {
        match part {
            Part::Directive(index) => {
                assert_eq!(self.1.pop(), Some(index));
                out.push_str("</x-directive>");
            }
            Part::Footnote(_) => out.push_str(plain),
        }
    }

    fn label_open(&mut self, _: usize, out: &mut String) {
        out.push_str("<x-label>");
    }

    fn label_close(&mut self, _: usize, out: &mut String) {
        out.push_str("</x-label>");
    }
}

/// Fails where a tag is closed that is not the last one opened. The text holds no HTML of its own.
fn assert_balanced(html: &str, markdown: &str) {
    let mut open = Vec::new();
    for tag in html.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{markdown:?} became {html:?}");
        } else if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{markdown:?} became {html:?}");
}

fn fragments() -> impl Strategy<Value = String> {
    let pieces = [
        ":cite[a]{src=b}",
        ":note[",
        "]",
        "]{#a}",
        "{k=\"v\nw\"}",
        "::source{src=a}",
        "::own[a *b*]",
        ":::note{#a}",
        "::::own[c]",
        ":::",
        "::::",
        "\n",
        "\n",
        "\n\n",
        "- ",
        "  ",
        "    ",
        "> ",
        "1. ",
        "`",
        "``",
        "*",
        "_",
        "**",
        "~~",
        "[",
        "](/u)",
        "![",
        "\\",
        "word",
        "two words",
        " ",
        "```\n",
        "# ",
        "| a | b |\n|---|---|\n| ",
        "|",
        "\"",
        "é",
        "{",
        "}",
        ":",
        "[^1]",
        "[^1]: ",
        "\t",
        "\r\n",
        "\r",
        "---\n",
        "***\n",
        "[r]: /u\n",
        "[r]",
        "&amp;",
        "<http://a/:b[c]>",
        "\u{feff}",
        "\0",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_parsed(text in any::<String>()) {
        parsed(&text, &Names::any());
    }

    #[test]
    fn directives_leave_the_html_well_formed(markdown in fragments()) {
        for names in [Names::default(), Names::any()] {
            let body = parsed(&markdown, &names).body;
            let mut html = String::new();
            parse::fill(&body, &mut html, &mut Elements(&body, Vec::new()));
            assert_balanced(&html, &markdown);
        }
    }

    #[test]
    fn without_a_colon_the_parser_alone_decides(markdown in fragments()) {
        let markdown = markdown.replace(':', ";");
        let mut ours = String::new();
        parse::fill(&parsed(&markdown, &Names::any()).body, &mut ours, &mut Plain);
        let mut theirs = String::new();
        let parser = pulldown_cmark::Parser::new_ext(&markdown, parse::markdown_options());
        pulldown_cmark::html::push_html(&mut theirs, parser);
        prop_assert_eq!(ours, theirs);
    }
}

#[test]
fn code_that_goes_on_after_a_lone_carriage_return_stays_code() {
    let markdown = "    :cite[a]{src=b}\r:cite[a]{src=b}";
    let body = parsed(markdown, &Names::default()).body;
    let mut html = String::new();
    parse::fill(&body, &mut html, &mut Elements(&body, Vec::new()));
    assert_balanced(&html, markdown);
    assert!(body.directives.is_empty(), "{html}");
}

#[test]
fn hostile_texts_take_linear_time() {
    let many = |text: &str| text.repeat(200_000 / text.len());
    let texts = [
        many("["),
        many("]"),
        many(":a["),
        many(":a{"),
        many(":a[:a["),
        many(":a[b]{c=\""),
        many("`"),
        many("` `` ``` "),
        many("<"),
        many("<!--"),
        many("<a b='"),
        many("[a](x"),
        many(":::a\n"),
        many(":::\n"),
        many("> "),
        many("- "),
        many("- - - a"),
        many("> :::a\n"),
        many("{"),
        many("\\:"),
        many("::a[b]{c=d} e\n"),
        many("[^a]"),
        many("[^a]: "),
        many("| :a[b | c]"),
        many("*:a[*]"),
        many(":a[*b]"),
        many("![:a[b](c)"),
        many("```\n:::\n"),
        many("::a["),
        many(":"),
        many("<div>\n:cite[a]\n"),
        many("  "),
        many("&"),
        many("\u{301}:é["),
        many("[a]: :b[c] d\n\n"),
        many("[x:cite[a](b) "),
        many("\n\n:cite[a "),
    ];
    for text in texts {
        for names in [Names::default(), Names::any()] {
            let begin = Instant::now();
            parsed(&text, &names);
            let took = begin.elapsed();
            let shown: String = text.chars().take(20).collect();
            assert!(took < Duration::from_secs(20), "{shown:?} took {took:?}");
        }
    }
}

#[test]
fn containers_nest_to_the_documented_depth() {
    let nested = |depth: usize| {
        let colons = |level: usize| ":".repeat(depth - level + 2);
        let open: Vec<String> = (0..depth).map(|level| colons(level) + "own").collect();
        let close: Vec<String> = (0..depth).rev().map(colons).collect();
        format!("{}\na\n{}\n", open.join("\n"), close.join("\n"))
    };
    let names = Names::new(["own".to_owned()]);
    let (body, findings) = parse::body(&TextFile::new("a.md", nested(100)), 0, &names);
    assert_eq!((body.body.directives.len(), findings.len()), (100, 0));
    let (body, findings) = parse::body(&TextFile::new("a.md", nested(500)), 0, &names);
    assert_eq!(body.body.directives.len(), 100);
    assert!(!findings.is_empty());
}
