use super::markdown::markdown;
use super::paste::paste;
use super::text::text;
use super::tree::{clean, read};

fn html(body: &str) -> String {
    let mut out = String::new();
    pulldown_cmark::html::push_html(
        &mut out,
        pulldown_cmark::Parser::new_ext(body, crate::parse::markdown_options()),
    );
    clean(&out)
}

#[track_caller]
fn as_text(body: &str, expected: &str) {
    assert_eq!(text(&read(&html(body))), expected);
}

#[test]
fn links_stand_whole_below_their_block() {
    let long = format!("https://example.org/{}", "a".repeat(90));
    as_text(
        &format!(
            "See [the note]({long}) and [the *list*](https://example.org/b), or [the note]({long}).\n\nMore."
        ),
        &format!(
            "See the note [1] and the _list_ [2], or the note [1].\n[1] {long}\n[2] https://example.org/b\n\nMore.\n"
        ),
    );
    as_text("[Read it](https://example.org/a)", "Read it\nhttps://example.org/a\n");
    as_text("<https://example.org/a>", "https://example.org/a\n");
    as_text("Go <https://example.org/a>.", "Go [1].\n[1] https://example.org/a\n");
}

#[test]
fn lines_are_wrapped_at_72_columns() {
    let words = "word ".repeat(40);
    let made = text(&read(&html(&format!("{words}\n\n> {words}\n\n- {words}\n  1. {words}"))));
    assert!(made.lines().all(|line| line.chars().count() <= 72), "{made}");
    assert_eq!(made.matches("word").count(), 160);
    let wide = "слово 漢字漢字 ".repeat(20);
    let made = text(&read(&html(&wide)));
    assert!(made.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 72), "{made}");
}

#[test]
fn blocks_keep_their_shape() {
    as_text(
        "# Title\n\n## Part **one**\n\n1. One\n2. Two\n   - in it\n\n> “Said”\n\n---\n\n```\nlet a = 1;\n  b\n```\n\nHard\\\nbreak.\n",
        "Title\n=====\n\nPart *one*\n----------\n\n1. One\n2. Two\n   - in it\n\n> “Said”\n\n* * *\n\n    let a = 1;\n      b\n\nHard\nbreak.\n",
    );
    as_text(
        "| Fish | Tonnes |\n|---|---|\n| Perch | [80](https://example.org/p) |\n",
        "Fish   Tonnes\n-----  ------\nPerch  [1]\n[1] https://example.org/p\n",
    );
    let long = "word ".repeat(15);
    as_text(
        &format!("| Fish | Why |\n|---|---|\n| Perch | {long} |\n| Trout | no |\n"),
        &format!(
            "Fish: Perch\nWhy: {}\n  {}\n\nFish: Trout\nWhy: no\n",
            "word ".repeat(13).trim_end(),
            "word ".repeat(2).trim_end()
        ),
    );
}

#[test]
fn frames_are_taken_apart_and_what_is_for_the_look_is_left_out() {
    let frame = clean(
        "<table role=\"presentation\" class=\"card\"><tr><td style=\"color:red\" class=\"x\"><p class=\"y\">One</p>\
        <blockquote><p>Two</p></blockquote></td></tr></table><div>Three <span class=\"z\">four</span></div>\
        <script>alert(1)</script><style>p{}</style>",
    );
    let tree = read(&frame);
    assert_eq!(text(&tree), "One\n\n> Two\n\nThree four\n");
    assert_eq!(paste(&tree), "<p>One</p>\n<blockquote><p>Two</p></blockquote>\n<p>Three four</p>\n");
    assert_eq!(markdown(&tree), "One\n\n> Two\n\nThree four\n");
}

#[test]
fn markdown_means_what_its_text_meant() {
    for body in [
        "A *b* **c** `d` ~~e~~ [f](https://example.org/g_h_(i)) ![j](https://example.org/k.png)",
        "1\\. no list\n\n\\# no heading\n\n\\- no item\n\n\\* \\_ \\[x\\](y) \\<b\\> \\`c\\` a\\\\b &amp;amp; \\&copy;",
        "# One\n\n### Three\n\n- a\n- b\n  - c\n\n1. d\n\n   e\n2. f\n\n> g\n>\n> h\n\n---\n\n```\n`` ``` ``\n```",
        "| a | b \\| c |\n|---|---|\n| d | `e` |",
        "``a ` b`` and ` `` ` hard\\\nbreak",
        "a<sup>1</sup> [**bold** link](https://example.org/?a=b&c=d)",
    ] {
        let made = markdown(&read(&html(body)));
        let (again, first) = (paste(&read(&html(&made))), paste(&read(&html(body))));
        assert_eq!(again, first, "{body}\n---\n{made}");
    }
}

#[test]
fn what_is_pasted_has_no_look() {
    let made = paste(&read(&html(
        "One [two](https://example.org/a) <span style=\"color: red\" class=\"x\" onclick=\"y()\">three</span> & <b>four</b>",
    )));
    assert_eq!(made, "<p>One <a href=\"https://example.org/a\">two</a> three &amp; <b>four</b></p>\n");
}
