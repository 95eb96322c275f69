//! Lists: sections within sections, transparent ones, long ones cut into pages, terms.

use ibid::diagnostic::Code;

use super::{build, built, short, site};

fn page(title: &str, keys: &str) -> String {
    format!("+++\ntitle = \"{title}\"\n{keys}\n+++\nText of {title}.\n")
}

/// Adds `count` reports, the first of January first.
fn reports(count: usize) -> Vec<(String, String)> {
    let report = |n: usize| {
        (
            format!("content/reports/r{n}.md"),
            page(&format!("Report {n}"), &format!("date = 2026-01-{n:02}\ntags = [\"grain\"]")),
        )
    };
    (1..=count).map(report).collect()
}

fn with(files: &[(String, String)], more: &[(&str, &str)]) -> ibid::world::Memory {
    let all: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).chain(more.iter().copied()).collect();
    site(&all)
}

/// The titles in the order in which they stand in a page.
fn order<'t>(html: &str, titles: &[&'t str]) -> Vec<&'t str> {
    let main = html.split("<main").nth(1).unwrap_or_default();
    let mut found: Vec<(usize, &str)> =
        titles.iter().filter_map(|title| Some((main.find(&format!(">{title}</a></h"))?, *title))).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, title)| title).collect()
}

#[test]
fn a_long_section_is_cut_into_pages() {
    let index = "+++\ntitle = \"Reports\"\npaginate_by = 2\n+++\nAbout them.\n";
    let files = built(&with(&reports(5), &[("content/reports/_index.md", index)]));
    let titles = ["Report 1", "Report 2", "Report 3", "Report 4", "Report 5"];
    let shown = |path: &str| order(files.text(path), &titles);
    assert_eq!(shown("reports/index.html"), ["Report 5", "Report 4"]);
    assert_eq!(shown("reports/page/2/index.html"), ["Report 3", "Report 2"]);
    assert_eq!(shown("reports/page/3/index.html"), ["Report 1"]);
    assert!(!files.0.contains_key("reports/page/4/index.html"));

    files.holds("reports/index.html", "<link rel=\"canonical\" href=\"https://example.org/reports/\">");
    files.holds("reports/index.html", "<link rel=\"next\" href=\"/reports/page/2/\">");
    files.holds("reports/index.html", "About them.");
    let second = "reports/page/2/index.html";
    files.holds(second, "<link rel=\"canonical\" href=\"https://example.org/reports/page/2/\">");
    files.holds(second, "<link rel=\"prev\" href=\"/reports/\">");
    files.holds(second, "<link rel=\"next\" href=\"/reports/page/3/\">");
    files.holds(second, "<title>Reports · Page 2 · Desk</title>");
    files.holds(second, "Page 2 of 3");
    assert!(!files.text(second).contains("About them."));

    files.holds("reports/page/1/index.html", "url=https://example.org/reports/");
    files.holds("_redirects", "/reports/page/1/ /reports/ 301\n");
    assert!(!files.text("sitemap.xml").contains("/page/1/"));
}

#[test]
fn templates_see_a_paginator_as_in_zola() {
    let template = "{{ paginator.paginate_by }} {{ paginator.base_url }} {{ paginator.number_pagers }} {{ paginator.first }} \
        {{ paginator.last }} {{ paginator.previous or \"-\" }} {{ paginator.next or \"-\" }} {{ paginator.pages | length }} \
        {{ paginator.current_index }} {{ paginator.total_pages }} {{ section.pages | length }}";
    let index = "+++\ntitle = \"Reports\"\npaginate_by = 2\npaginate_path = \"sheet\"\ntemplate = \"list.html\"\n+++\n";
    let more = [("content/reports/_index.md", index), ("templates/list.html", template)];
    let files = built(&with(&reports(3), &more));
    assert_eq!(
        files.text("reports/index.html"),
        "2 /reports/sheet/ 2 /reports/ /reports/sheet/2/ - /reports/sheet/2/ 2 1 3 2"
    );
    assert_eq!(
        files.text("reports/sheet/2/index.html"),
        "2 /reports/sheet/ 2 /reports/ /reports/sheet/2/ /reports/ - 1 2 3 1"
    );
}

#[test]
fn a_home_page_lists_what_a_transparent_section_passes_on_and_cuts_it() {
    let index = "+++\ntitle = \"Reports\"\ntransparent = true\n+++\n";
    let home = "+++\ntitle = \"Home\"\npaginate_by = 2\n+++\nWelcome.\n";
    let files =
        built(&with(&reports(3), &[("content/reports/_index.md", index), ("content/_index.md", home)]));
    let titles = ["Report 1", "Report 2", "Report 3"];
    assert_eq!(order(files.text("index.html"), &titles), ["Report 3", "Report 2"]);
    assert_eq!(order(files.text("page/2/index.html"), &titles), ["Report 1"]);
    assert_eq!(order(files.text("reports/index.html"), &titles), ["Report 3", "Report 2", "Report 1"]);
}

#[test]
fn transparent_sections_are_ordered_by_the_one_above() {
    let inner = |weight: usize| page(&format!("W{weight}"), &format!("weight = {weight}"));
    let files = built(&site(&[
        ("content/docs/_index.md", "+++\ntitle = \"Docs\"\nsort_by = \"weight\"\n+++\n"),
        ("content/docs/a/_index.md", "+++\ntitle = \"A\"\ntransparent = true\nsort_by = \"title\"\n+++\n"),
        ("content/docs/a/b/_index.md", "+++\ntitle = \"B\"\ntransparent = true\n+++\n"),
        ("content/docs/one.md", &inner(2)),
        ("content/docs/a/two.md", &inner(1)),
        ("content/docs/a/b/three.md", &inner(3)),
        ("content/docs/c/_index.md", "+++\ntitle = \"C\"\n+++\n"),
        ("content/docs/c/four.md", &inner(4)),
    ]));
    assert_eq!(order(files.text("docs/index.html"), &["W1", "W2", "W3", "W4"]), ["W1", "W2", "W3"]);
    assert_eq!(order(files.text("docs/a/index.html"), &["W1", "W2", "W3"]), ["W1", "W3"]);
    let middle = files.text("docs/one/index.html");
    assert!(middle.contains("rel=\"prev\" href=\"/docs/a/two/\""), "{middle}");
    assert!(middle.contains("rel=\"next\" href=\"/docs/a/b/three/\""), "{middle}");
    assert!(!files.text("docs/c/four/index.html").contains("rel=\"prev\""));
}

#[test]
fn a_section_is_sorted_as_it_says() {
    let pages = [
        ("content/x/a.md", page("Part 10", "weight = 2\ndate = 2026-01-01\nupdated = 2026-01-05")),
        ("content/x/b.md", page("part 9", "weight = 3\ndate = 2026-01-03\nslug = \"z\"")),
        ("content/x/c.md", page("Other", "weight = 1\ndate = 2026-01-02")),
    ];
    for (order_by, expected) in [
        ("date", ["part 9", "Other", "Part 10"]),
        ("update_date", ["Part 10", "part 9", "Other"]),
        ("title", ["Other", "part 9", "Part 10"]),
        ("title_bytes", ["Other", "Part 10", "part 9"]),
        ("weight", ["Other", "Part 10", "part 9"]),
        ("slug", ["Part 10", "Other", "part 9"]),
        ("none", ["Part 10", "part 9", "Other"]),
    ] {
        let index = format!("+++\ntitle = \"X\"\nsort_by = \"{order_by}\"\n+++\n");
        let mut files: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (*path, text.as_str())).collect();
        files.push(("content/x/_index.md", &index));
        let files = built(&site(&files));
        assert_eq!(
            order(files.text("x/index.html"), &["Other", "part 9", "Part 10"]),
            expected,
            "{order_by}"
        );
    }
}

const CONFIG: &str = "base_url = \"https://example.org\"\ntitle = \"Desk\"\n";

#[test]
fn a_term_is_cut_into_pages() {
    let config = format!("{CONFIG}taxonomies = [{{ name = \"tags\", paginate_by = 2 }}]\n");
    let files = built(&with(&reports(3), &[("ibid.toml", &config)]));
    let titles = ["Report 1", "Report 2", "Report 3"];
    assert_eq!(order(files.text("tags/grain/index.html"), &titles), ["Report 3", "Report 2"]);
    assert_eq!(order(files.text("tags/grain/page/2/index.html"), &titles), ["Report 1"]);
    files.holds("tags/grain/page/2/index.html", "3 pages");
    files.holds("_redirects", "/tags/grain/page/1/ /tags/grain/ 301\n");
}

#[test]
fn lists_of_another_language_are_cut_on_their_own() {
    let config = format!(
        "{CONFIG}taxonomies = [{{ name = \"tags\" }}]\n[languages.uk]\ntaxonomies = [{{ name = \"tags\", paginate_by = 1 }}]\n"
    );
    let index = "+++\ntitle = \"Звіти\"\npaginate_by = 2\n+++\n";
    let ukrainian = |n: usize| {
        (
            format!("content/reports/r{n}.uk.md"),
            page(&format!("Звіт {n}"), &format!("date = 2026-01-{n:02}\ntags = [\"grain\"]")),
        )
    };
    let mut all = reports(3);
    all.extend((1..=3).map(ukrainian));
    let files = built(&with(
        &all,
        &[
            ("ibid.toml", &config),
            ("content/reports/_index.md", "+++\ntitle = \"Reports\"\n+++\n"),
            ("content/reports/_index.uk.md", index),
        ],
    ));
    let titles = ["Звіт 1", "Звіт 2", "Звіт 3", "Report 1"];
    assert_eq!(order(files.text("uk/reports/index.html"), &titles), ["Звіт 3", "Звіт 2"]);
    let second = files.text("uk/reports/page/2/index.html");
    assert_eq!(order(second, &titles), ["Звіт 1"]);
    assert!(
        second.contains("Сторінка 2 з 2") && !second.contains("<link rel=\"alternate\" hreflang"),
        "{second}"
    );
    assert!(!files.0.contains_key("reports/page/2/index.html"));
    files.holds("_redirects", "/uk/reports/page/1/ /uk/reports/ 301\n");
    files.holds("_redirects", "/uk/tags/grain/page/1/ /uk/tags/grain/ 301\n");
    files.holds("uk/reports/index.html", "<link rel=\"alternate\" hreflang=\"en\"");
}

#[test]
fn a_taxonomy_without_pages_is_one_of_names_alone() {
    let config = format!("{CONFIG}taxonomies = [{{ name = \"tags\", render = false }}]\n");
    let files = built(&with(&reports(1), &[("ibid.toml", &config)]));
    assert!(!files.0.keys().any(|path| path.starts_with("tags/")));
    let page = files.text("reports/r1/index.html");
    assert!(page.contains("grain") && !page.contains("/tags/"), "{page}");
}

#[test]
fn a_taxonomy_may_do_without_feeds() {
    let has_feed = |keys: &str| {
        let config = format!("{CONFIG}taxonomies = [{{ name = \"tags\"{keys} }}]\n");
        let files = built(&with(&reports(1), &[("ibid.toml", &config)]));
        files.0.contains_key("tags/grain/atom.xml")
    };
    assert!(has_feed("") && !has_feed(", feed = false"));
}

#[test]
fn wrong_keys_of_a_taxonomy_are_told() {
    for (keys, expected) in [
        ("paginate = 2", "unknown key `paginate`"),
        ("paginate_by = -2", "`paginate_by` must be the number of entries on one page"),
        ("render = \"no\"", "`render` must be `true` or `false`"),
        ("feed = 1", "`feed` must be `true` or `false`"),
    ] {
        let config = format!("{CONFIG}taxonomies = [{{ name = \"tags\", {keys} }}]\n");
        let outcome = build(&site(&[("ibid.toml", &config)]));
        assert!(short(&outcome.diagnostics).contains(expected), "{}", short(&outcome.diagnostics));
        assert_eq!(outcome.diagnostics.len(), 1);
    }
}

#[test]
fn a_page_that_stands_where_a_list_goes_on_is_told() {
    let index = "+++\ntitle = \"Reports\"\npaginate_by = 2\n+++\n";
    let clash = page("Clash", "path = \"reports/page/2\"");
    let outcome =
        build(&with(&reports(3), &[("content/reports/_index.md", index), ("content/clash.md", &clash)]));
    let codes: Vec<Code> = outcome.diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(codes, [Code::DuplicateUrl], "{}", short(&outcome.diagnostics));
}
