//! The search index: what can be found, what can't, and where a result leads.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::GzDecoder;
use ibid::config::Settings;
use ibid::world::Memory;
use serde_json::Value;

use super::{CONFIG, Files, briefing, built, short, site};

/// Builds a site with its index.
#[track_caller]
fn indexed(world: &Memory) -> Files {
    let outcome = ibid::site::build(world, &Settings { search_index: true, ..Settings::default() });
    assert!(outcome.diagnostics.is_empty(), "{}", short(&outcome.diagnostics));
    Files(outcome.artifacts.into_iter().map(|file| (file.path, file.bytes.to_vec())).collect())
}

/// What the index knows of each page, by its address.
fn pages(files: &Files) -> BTreeMap<String, Value> {
    let fragments = files.0.iter().filter(|(path, _)| path.ends_with(".pf_fragment"));
    let read = fragments.map(|(_, bytes)| {
        let mut text = String::new();
        GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).expect("it is packed");
        let page: Value =
            serde_json::from_str(text.trim_start_matches("pagefind_dcd")).expect("it is a page");
        (page["url"].as_str().expect("it has an address").to_owned(), page)
    });
    read.collect()
}

/// The places of a page that a result can lead to, with what they are called.
fn places(page: &Value) -> Vec<(&str, &str)> {
    let anchors = page["anchors"].as_array().expect("a list").iter();
    anchors.filter_map(|anchor| Some((anchor["id"].as_str()?, anchor["title"].as_str()?))).collect()
}

fn words(page: &Value) -> &str {
    page["content"].as_str().expect("words")
}

#[test]
fn a_result_leads_to_the_annotation_or_the_paragraph() {
    let text = "One ship, two banks.\n\n## The northern bank\n\n\
        Nobody doubts that :cite[two vehicles were lost]{#lost src=minutes quote=\"the enemy lost two vehicles\"}.\n\n\
        :::note{#lost}\nA comment about arithmetic.\n:::\n\nA last paragraph.\n";
    let files = indexed(&site(&[("content/briefings/b.md", &briefing(text))]));
    let pages = pages(&files);
    let page = &pages["/briefings/b/"];
    assert_eq!(
        places(page),
        [
            (":~:text=One%20ship%2C%20two%20banks%2E", "On minutes"),
            ("the-northern-bank", "The northern bank"),
            ("a-lost:~:text=Nobody%20doubts%20that%20two%20vehicles%20were%20lost", "The northern bank"),
            ("the-northern-bank:~:text=A%20last%20paragraph%2E", "The northern bank"),
            ("a-lost", "1. two vehicles were lost"),
        ]
    );
    assert!(
        words(page).contains("A comment about arithmetic. the enemy lost two vehicles. Minutes."),
        "{page}"
    );
    assert_eq!(words(page).matches("arithmetic").count(), 1, "{page}");
    assert_eq!(page["meta"]["title"], "On minutes");
    assert_eq!(page["meta"]["kind"], "briefing");
    assert_eq!(page["meta"]["date"], "8 January 2026");
    let source = &pages["/sources/minutes/"];
    assert_eq!(places(source), [("p1", "¶ 1"), ("p2", "¶ 2")]);
    files.holds("briefings/b/index.html", "id=\"a-lost\"");
    files.holds("sources/minutes/index.html", "id=\"p2\"");
}

#[test]
fn an_annotation_is_found_by_the_authors_of_its_source() {
    let source = "+++\ntitle = \"Report\"\npublish = \"full\"\nauthor = [\"R. Keller\", \"Statistics Office\"]\n+++\nTwo ships lay at the new quay.\n";
    let text = briefing("Nobody doubts :cite[it]{src=report quote=\"ships lay at the new quay\"}.");
    let files = indexed(&site(&[("content/sources/report.md", source), ("content/briefings/b.md", &text)]));
    let pages = pages(&files);
    let found = words(&pages["/briefings/b/"]);
    assert!(found.contains("ships lay at the new quay. R. Keller. Statistics Office. Report."), "{found}");
}

#[test]
fn nothing_is_found_that_is_not_shown() {
    const TEXT: &str = "First, the weather was fair. The enemy lost two vehicles. Then came the secret.\n\nAnother secret.\n";
    let source = |publish: &str| format!("+++\ntitle = \"Minutes\"\npublish = \"{publish}\"\n+++\n{TEXT}");
    let text = briefing(":cite[a]{src=minutes quote=\"enemy lost two vehicles\"}");
    let content = |publish: &str| {
        let config = format!("excerpt_context = 0\n{CONFIG}");
        let world = site(&[
            ("ibid.toml", config.as_str()),
            ("content/sources/minutes.md", &source(publish)),
            ("content/briefings/b.md", &text),
        ]);
        let files = indexed(&world);
        let pages = pages(&files);
        let all: String = pages.values().map(Value::to_string).collect();
        (words(&pages["/sources/minutes/"]).to_owned(), all)
    };
    let (full, _) = content("full");
    assert!(full.contains("weather") && full.contains("Another secret"), "{full}");
    for publish in ["excerpt", "none"] {
        let (shown, all) = content(publish);
        assert!(shown.contains("enemy lost two vehicles"), "{publish}: {shown}");
        assert!(!all.contains("secret") && !all.contains("weather"), "{publish}: {all}");
    }
}

#[test]
fn what_is_not_the_pages_own_text_is_left_out() {
    let text = briefing(
        "Text of the page.\n\n::source{src=minutes}\n\n::passage{src=minutes quote=\"two vehicles and withdrew\"}\n",
    );
    let out = "+++\ntitle = \"Left out\"\nin_search_index = false\n+++\nNot here.\n";
    let files = indexed(&site(&[("content/briefings/b.md", &text), ("content/about/left-out.md", out)]));
    let pages = pages(&files);
    let found: Vec<&String> = pages.keys().collect();
    assert_eq!(found, ["/briefings/b/", "/sources/minutes/"]);
    assert_eq!(words(&pages["/briefings/b/"]).trim(), "Text of the page. two vehicles and withdrew.");
}

#[test]
fn the_same_site_has_the_same_index_on_any_number_of_threads() {
    let page = |number: usize| {
        let text = format!(
            "Page {number}, :cite[claim {number}]{{src=minutes quote=\"lost two vehicles\"}}.\n\n## Part\n\nMore words."
        );
        (format!("content/briefings/b{number}.md"), briefing(&text))
    };
    let world = site(&[]);
    for (path, text) in (0..40).map(page) {
        world.insert(path, text);
    }
    let build = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| indexed(&world).0)
    };
    let (one, four) = (build(1), build(4));
    assert!(one.keys().any(|path| path.starts_with("pagefind/index/")));
    assert!(one == four);
}

#[test]
fn only_a_build_makes_the_index_and_only_what_the_page_needs() {
    let world = site(&[("content/briefings/b.md", &briefing("Text."))]);
    let without = built(&world);
    assert!(!without.0.keys().any(|path| path.starts_with("pagefind/")));
    without.holds("search/index.html", "role=\"search\"");
    without.holds("search/index.html", "<meta name=\"robots\" content=\"noindex\">");
    without.holds("briefings/b/index.html", "<a href=\"/search/\" rel=\"search\"");
    assert!(!without.text("sitemap.xml").contains("/search/"));
    let with = indexed(&world);
    let names = with.0.keys().filter_map(|path| path.strip_prefix("pagefind/"));
    let plain: Vec<&str> = names.filter(|name| !name.contains("en_")).collect();
    assert_eq!(plain, ["pagefind-entry.json", "pagefind.js", "wasm.en.pagefind"]);
}

#[test]
fn a_site_can_be_without_search() {
    let config = format!("{CONFIG}[search]\nenabled = false\n");
    let files = indexed(&site(&[("ibid.toml", &config), ("content/briefings/b.md", &briefing("Text."))]));
    let found = files.0.keys().filter(|path| path.contains("search") || path.starts_with("pagefind/"));
    assert_eq!(found.count(), 0);
    assert!(!files.text("briefings/b/index.html").contains("/search/"));
}

#[test]
fn a_page_of_the_sites_own_takes_the_place_of_the_search_page() {
    let page = "+++\ntitle = \"Find\"\npath = \"search\"\n+++\nOurs.\n";
    let files = built(&site(&[("content/about/find.md", page)]));
    files.holds("search/index.html", "Ours.");
}

#[test]
fn every_language_has_a_search_of_its_own_with_the_sources_that_it_cites() {
    let config = format!("{CONFIG}[languages.uk]\n");
    let cited = briefing("Слово :cite[a]{src=minutes quote=\"the enemy lost two vehicles\"}.");
    let world = site(&[
        ("ibid.toml", config.as_str()),
        ("content/briefings/b.md", &briefing("Text.")),
        ("content/briefings/b.uk.md", &cited),
        ("content/sources/other.md", "+++\ntitle = \"Other\"\npublish = \"full\"\n+++\nOther words.\n"),
    ]);
    let files = indexed(&world);
    let (uk, en): (BTreeMap<_, _>, BTreeMap<_, _>) = files
        .0
        .iter()
        .map(|(path, bytes)| (path.clone(), bytes.clone()))
        .partition(|(path, _)| path.starts_with("uk/"));
    let (uk, en) = (pages(&Files(uk)), pages(&Files(en)));
    assert_eq!(uk.keys().collect::<Vec<_>>(), ["/sources/minutes/", "/uk/briefings/b/"]);
    assert_eq!(en.keys().collect::<Vec<_>>(), ["/briefings/b/", "/sources/minutes/", "/sources/other/"]);
    assert_eq!(uk["/uk/briefings/b/"]["meta"]["date"], "8 січня 2026 року");
    files.holds("uk/search/index.html", "data-index=\"/uk/pagefind/\" data-root=\"/\"");
    files.holds("uk/search/index.html", "<h1>Пошук</h1>");
    files.holds("uk/search/index.html", "hreflang=\"en\" href=\"https://example.org/search/\"");
    files.holds("uk/briefings/b/index.html", "href=\"/uk/search/\"");
    assert!(files.0.contains_key("uk/pagefind/wasm.unknown.pagefind"), "there is no stemmer for Ukrainian");
}

#[test]
fn wrong_keys_of_search_are_told_at_their_place() {
    let says = |keys: &str, expected: &str| {
        let world = site(&[("ibid.toml", &format!("{keys}\n{CONFIG}"))]);
        let told = short(&ibid::site::build(&world, &Settings::default()).diagnostics);
        assert_eq!(told.trim_end(), expected);
    };
    says(
        "build_search_index = true",
        "ibid.toml:1:22: error[invalid-value]: `build_search_index` is called `enabled` here, in a table `[search]`",
    );
    says("search = { enable = true }", "ibid.toml:1:12: error[unknown-key]: unknown key `enable`");
    says(
        "search = { enabled = \"yes\" }",
        "ibid.toml:1:22: error[invalid-value]: `enabled` must be `true` or `false`, not a string",
    );
}

#[test]
fn links_below_a_path_find_the_index() {
    let config = CONFIG.replace("example.org", "example.org/desk");
    let files = indexed(&site(&[("ibid.toml", &config), ("content/briefings/b.md", &briefing("Text."))]));
    files.holds("search/index.html", "data-index=\"/desk/pagefind/\"");
    assert!(pages(&files).contains_key("/briefings/b/"), "the script puts the path before it");
}
