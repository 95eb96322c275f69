//! Sources, pages and terms that very much hangs on: what is shown of them stays of a size, and leads to all.

use super::{Files, briefing, built, site};

/// A site of so many briefings that quote the minutes twice each.
fn cited_by(count: usize) -> Files {
    let world = site(&[]);
    for number in 0..count {
        let cite =
            |id: &str, words: &str| format!(":cite[claim]{{#{id}{number} src=minutes quote=\"{words}\"}}");
        let body = format!(
            "{} and {}.",
            cite("a", "the enemy lost two vehicles"),
            cite("b", "Nobody was hurt in the village")
        );
        world.insert(format!("content/briefings/b{number:04}.md"), briefing(&body));
    }
    built(&world)
}

fn count(text: &str, what: &str) -> usize {
    text.matches(what).count()
}

const BACKLINK: &str = "role=\"doc-backlink\"";

#[test]
fn a_source_that_is_cited_now_and_then_has_one_page() {
    let files = cited_by(5);
    let page = files.text("sources/minutes/index.html");
    assert_eq!((count(page, BACKLINK), count(page, "class=\"pagination\"")), (10, 0));
    assert!(!page.contains("further citation"), "{page}");
    let files = cited_by(30);
    let page = files.text("sources/minutes/index.html");
    // Beside each of the two stand five pages.
    assert_eq!(count(page, BACKLINK), 10);
    assert_eq!(count(page, "<a href=\"#_cites-a0\">25 further citations</a>"), 1);
    assert_eq!(count(page, "<a href=\"#_cites-b0\">25 further citations</a>"), 1);
    assert_eq!(count(page, ">30×</a>"), 2);
    assert!(!files.0.contains_key("sources/minutes/page/2/index.html"));
}

#[test]
fn the_list_of_a_popular_source_is_cut_into_pages_that_together_name_all() {
    let files = cited_by(250);
    let pages = [
        "sources/minutes/index.html",
        "sources/minutes/page/2/index.html",
        "sources/minutes/page/3/index.html",
    ];
    let texts = pages.map(|path| files.text(path));
    assert!(!files.0.contains_key("sources/minutes/page/4/index.html"));
    assert_eq!(texts.map(|page| count(page, "<li id=\"_cites-")), [200, 200, 100]);
    assert_eq!(texts.map(|page| count(page, "<section id=\"_cites-/briefings/")), [100, 100, 50]);
    assert_eq!(texts.map(|page| count(page, "<span>2 times</span>")), [100, 100, 50]);
    assert_eq!(texts.map(|page| count(page, BACKLINK)), [10, 0, 0]);
    assert_eq!(texts.map(|page| count(page, "id=\"p1\"")), [1, 0, 0]);
    assert_eq!(texts.map(|page| count(page, "class=\"facts\"")), [1, 0, 0]);
    assert!(texts[0].contains("245 further citations"), "{}", texts[0]);
    assert!(texts[1].contains("<a rel=\"prev\" href=\"/sources/minutes/\">"), "{}", texts[1]);
    assert!(texts[1].contains("<a rel=\"next\" href=\"/sources/minutes/page/3/\">"), "{}", texts[1]);
    let sitemap = files.text("sitemap.xml");
    assert_eq!(count(sitemap, "https://example.org/sources/minutes/"), 3);
}

#[test]
fn a_briefing_on_two_pages_of_the_list_is_named_on_both_with_all_of_its_citations() {
    let world = site(&[]);
    let cites: String = (0..250)
        .map(|number| {
            format!(":cite[claim]{{#c{number} src=minutes quote=\"the enemy lost two vehicles\"}}\n\n")
        })
        .collect();
    world.insert("content/briefings/long.md", briefing(&cites));
    let files = built(&world);
    for page in ["sources/minutes/index.html", "sources/minutes/page/2/index.html"] {
        files.holds(page, "<span>250 times</span>");
    }
    let further = files.text("sources/minutes/page/2/index.html");
    assert_eq!(count(further, "<li id=\"_cites-c2"), 50);
    assert_eq!(count(further, "<a class=\"place\" href=\"/sources/minutes/#passage-"), 50);
}

#[test]
fn a_count_leads_to_the_page_of_the_list_that_names_its_citation() {
    let world = site(&[]);
    let cites: String = (0..250)
        .map(|number| {
            let words =
                if number == 220 { "Nobody was hurt in the village" } else { "the enemy lost two vehicles" };
            format!(":cite[claim]{{#c{number} src=minutes quote=\"{words}\"}}\n\n")
        })
        .collect();
    world.insert("content/briefings/long.md", briefing(&cites));
    let files = built(&world);
    let address = "href=\"/sources/minutes/page/2/#_cites-c220\"";
    files.holds("sources/minutes/index.html", &format!("<a class=\"count once apart\" {address}"));
    files.holds("sources/minutes/page/2/index.html", "id=\"_cites-c220\"");
}

#[test]
fn the_text_around_an_annotation_is_the_same_however_long_its_paragraph_is() {
    let claim = |number: usize| {
        format!("Before the claim {number} stands :cite[*this*]{{#n{number} src=minutes at=p1}} & more. ")
    };
    let context = |claims: usize, number: usize| {
        let body: String = (0..claims).map(claim).collect();
        let files = built(&site(&[("content/briefings/b.md", &briefing(&body))]));
        let page = files.text(&format!("a/n{number}/index.html"));
        let around = page.split_once("<p class=\"around\"").and_then(|(_, rest)| rest.split_once("</p>"));
        around.map(|(around, _)| around.to_owned()).expect("it stands in a text")
    };
    let around = context(60, 30);
    assert!(around.contains("Before the claim 30 stands <mark><em>this</em></mark>"), "{around}");
    assert!(around.contains("claim 31"), "{around}");
    assert_eq!(around, context(600, 30));
}
