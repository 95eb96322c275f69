//! The page of a source as readers see it.

use super::{briefing, built, site};

const REPORT: &str = "+++\ntitle = \"Report\"\nauthor = \"A. Writer\"\npublisher = \"Office\"\nissued = 2026-01-09\n\
    language = \"en-GB\"\npublish = \"full\"\n+++\nThe council met on Tuesday. It will meet again in the spring.\n\nNobody spoke of the harbour.\n";

#[test]
fn what_nobody_recorded_is_said_to_be_missing() {
    let page = |front: &str| {
        let source = REPORT.replacen("+++\n", &format!("+++\n{front}"), 1);
        let files = built(&site(&[("content/sources/report.md", &source)]));
        files.text("sources/report/index.html").to_owned()
    };
    assert_eq!(page("").matches("<span class=\"missing\">not recorded</span>").count(), 3);
    let known = page(
        "url = \"https://example.net/r\"\narchive_url = \"https://example.com/kept\"\naccessed = 2026-01-10\n",
    );
    assert!(!known.contains("not recorded"), "{known}");
    for wanted in ["https://example.net/r</a>", "https://example.com/kept</a>", "10 January 2026"] {
        assert!(known.contains(wanted), "{wanted}: {known}");
    }
    assert!(known.contains("<dd>English (GB)</dd>"), "{known}");
    let byline = "<p class=\"byline\"><span>A. Writer</span> <span>Office</span> <time datetime=\"2026-01-09\">9 January 2026</time></p>";
    assert!(known.contains(byline), "{known}");
}

#[test]
fn all_that_cite_a_source_are_one_list_by_page_with_the_way_to_the_passages() {
    let body = "So :cite[they meet]{#meet src=report quote=\"council met on Tuesday\"}.\n\n::passage{src=report quote=\"Nobody spoke of the harbour\"}\n";
    let files = built(&site(&[
        ("content/sources/report.md", REPORT),
        ("content/briefings/one.md", &briefing(body)),
        (
            "content/briefings/two.md",
            &briefing("::passage{src=report quote=\"Nobody spoke of the harbour\"}"),
        ),
    ]));
    let page = files.text("sources/report/index.html");
    let list = page.split_once("<section class=\"cited-by\"").map(|(_, list)| list).expect("the list");
    assert_eq!(list.matches("<section id=\"_cites-/briefings/").count(), 2, "{list}");
    assert_eq!(list.matches("<li ").count(), 1, "{list}");
    assert!(list.contains("<li id=\"_cites-meet\"><a class=\"note-number\" href=\"/briefings/one/#a-meet\" aria-label=\"Note 1\">1</a>"));
    assert!(list.contains("href=\"/a/meet/\" dir=\"auto\">they meet</a>"), "{list}");
    assert!(
        list.contains("<a class=\"place\" href=\"/sources/report/#passage-4-26\">paragraph 1</a>"),
        "{list}"
    );
    assert!(
        page.contains("href=\"#_cites-/briefings/one/\" title=\"cited\u{a0}2\u{a0}times\">2×</a>"),
        "{page}"
    );
}

#[test]
fn a_document_runs_in_its_own_direction() {
    let page = |front: &str, text: &str| {
        let source = format!("+++\ntitle = \"A title\"\npublish = \"full\"\n{front}+++\n{text}\n");
        let files = built(&site(&[("content/sources/r.md", &source)]));
        files.text("sources/r/index.html").to_owned()
    };
    let arabic = "<!-- page 4 -->\n\nقال المتحدث إن الاجتماع انتهى دون اتفاق.";
    assert!(page("language = \"ar\"\n", arabic).contains("<div class=\"document\" lang=\"ar\" dir=\"rtl\">"));
    assert!(page("", arabic).contains("<div class=\"document\" dir=\"rtl\">"));
    assert!(page("", "Words.").contains("<div class=\"document\" dir=\"ltr\">"));
}

#[test]
fn only_pages_of_sources_ask_for_their_stylesheet() {
    let files = built(&site(&[("content/briefings/b.md", &briefing("Words."))]));
    let asks = |path: &str| files.text(path).contains("href=\"/source.");
    assert!(asks("sources/minutes/index.html") && !asks("briefings/b/index.html") && !asks("index.html"));
}
