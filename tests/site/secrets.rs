//! In excerpt mode nothing uncited leaves the archive, in whatever file.

use super::{briefing, built, site};

fn source(publish: &str) -> String {
    let mut text =
        format!("+++\ntitle = \"Report\"\npublish = \"{publish}\"\nurl = \"https://example.net/r\"\n+++\n");
    text.push_str("# Heading canary0\n\n");
    for number in 1..=30 {
        text.push_str(&format!(
            "Sentence canary{number} stands [alone](https://example.net/canary{number}). It ends here.\n\n"
        ));
    }
    text.push_str(
        "Before comes canarybefore and some more words to fill it. The council will meet in the spring. \
        After comes canaryafter.\n\n- item canaryitem\n\n| a | canarycell |\n|---|---|\n| b | c |\n\n\
        ![canaryalt](canary.png)\n",
    );
    text
}

#[test]
fn an_excerpt_holds_the_sentence_and_nothing_else() {
    let body = "So :cite[they say]{src=report quote=\"council will meet\"}.\n\n::passage{src=report quote=\"council will meet\"}\n\n::source{src=report}";
    for (publish, shows_sentence) in [("excerpt", true), ("none", false)] {
        let files = built(&site(&[
            ("content/sources/report.md", &source(publish)),
            ("content/briefings/b.md", &briefing(body)),
        ]));
        for (path, bytes) in &files.0 {
            let text = String::from_utf8_lossy(bytes);
            assert!(!text.contains("canary"), "{publish}: {path} holds {}", around(&text));
        }
        let page = files.text("sources/report/index.html");
        assert!(page.contains("council will meet"));
        assert_eq!(page.contains("in the spring"), shows_sentence, "{page}");
        assert!(page.contains("noindex"), "search engines are asked not to index it");
    }
}

fn around(text: &str) -> &str {
    let at = text.find("canary").unwrap_or(0);
    let start = text.floor_char_boundary(at.saturating_sub(80));
    &text[start..text.ceil_char_boundary((at + 40).min(text.len()))]
}

#[test]
fn the_original_is_copied_in_full_mode_only() {
    for (publish, copied) in [("full", true), ("excerpt", false), ("none", false)] {
        let text = source(publish).replace("canary", "word");
        let world = site(&[("content/sources/report/index.md", &text)]);
        world.insert("content/sources/report/original.pdf", b"%PDF".to_vec());
        let files = built(&world);
        assert_eq!(files.0.contains_key("sources/report/original.pdf"), copied, "{publish}");
    }
}
