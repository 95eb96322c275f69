//! A text without directives becomes what the Markdown parser itself makes of it, byte for byte.

use ibid::diagnostic::TextFile;
use ibid::parse::{self, Names, Plain};
use serde::Deserialize;

#[derive(Deserialize)]
struct Example {
    #[serde(rename = "example")]
    number: u32,
    markdown: String,
    html: String,
}

fn ours(markdown: &str) -> String {
    let (parsed, _) = parse::body(&TextFile::new("spec.md", markdown), 0, &Names::default());
    let mut html = String::new();
    parse::fill(&parsed.body, &mut html, &mut Plain);
    html
}

fn theirs(markdown: &str) -> String {
    let mut html = String::new();
    let parser = pulldown_cmark::Parser::new_ext(markdown, parse::markdown_options());
    pulldown_cmark::html::push_html(&mut html, parser);
    html
}

fn examples() -> Vec<Example> {
    serde_json::from_str(include_str!("commonmark/spec-0.31.2.json")).expect("the examples are JSON")
}

#[test]
fn every_example_of_the_specification_is_rendered_as_by_the_parser() {
    let examples = examples();
    assert_eq!(examples.len(), 652);
    for Example { number, markdown, .. } in examples {
        assert_eq!(ours(&markdown), theirs(&markdown), "example {number}: {markdown:?}");
    }
}

#[test]
fn an_example_after_a_directive_is_rendered_as_without_it() {
    let examples = examples();
    for Example { number, markdown, .. } in examples {
        let before = format!("::source{{src=x}}\n\n:cite[a]{{src=x}}\n\n{markdown}");
        let expected = format!("<p>a</p>\n{}", theirs(&markdown));
        assert_eq!(ours(&before), expected, "example {number}: {markdown:?}");
    }
}

/// HTML that means the same: `"` need not be escaped in text, `<li>` and `<blockquote>` may be followed by a line end.
fn same(html: &str) -> String {
    html.replace("&quot;", "\"").replace("<li>\n", "<li>").replace("<blockquote>\n", "<blockquote>")
}

#[test]
fn the_specification_is_met() {
    let differs = |example: &Example| same(&ours(&example.markdown)) != same(&example.html);
    let others: Vec<u32> =
        examples().iter().filter(|example| differs(example)).map(|one| one.number).collect();
    assert_eq!(others, [0; 0]);
}
