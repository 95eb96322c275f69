//! Feeds: valid, whole, the same for every reader, and without a relative address.

use std::collections::BTreeSet;

use feed_rs::model::Feed;
use ibid::config::Settings;
use ibid::world::{Disk, Memory};

use super::{Files, build, built, short, site};

const CONFIG: &str = "base_url = \"https://example.org/desk\"\ntitle = \"Desk\"\ndescription = \"On minutes\"\n\
taxonomies = [{ name = \"tags\" }]\n";

const FULL: &str = "+++\ntitle = \"Loss & <gain>\"\ndescription = \"What \\u0008was lost\"\ndate = 2026-01-05\nupdated = 2026-01-07\n\
authors = [\"Ann Lee\", \"Guest\"]\ntags = [\"Old ports\"]\nimage = { src = \"/lead.svg\", alt = \"A lake\" }\n[[corrections]]\ndate = 2026-01-07\nkind = \"correction\"\n\
text = \"Two, see [there](@/about.md).\"\n+++\n\
:cite[They lost *two*]{#two src=minutes quote=\"the enemy lost two vehicles\"}:note[.]{#why}[^f]\n\n\
:::note{#why}\nBecause.\n:::\n\n[^f]: A footnote.\n\n\
[here](#there) [about](@/about.md) [file](map.pdf) [other](https://y.org/?a=1&b=2) ![map](map.png)\n\n\
## There\n\n::source{src=minutes}\n\n::annotation{id=two}\n\n::briefing{path=\"@/briefings/later.md\"}\n\n\
::passage{src=minutes quote=\"Nobody was hurt in the village.\"}\n\n\
<video poster=\"p.jpg\" src=/v.mp4></video> <img srcset=\"a.png 1x, b.png 2x\" alt=\"\">\n\n\
```rust\nfn a() {}\n```\n";

/// A site with feeds of every kind.
fn fixture() -> Memory {
    site(&[
        ("ibid.toml", CONFIG),
        ("content/about.md", "+++\ntitle = \"About\"\n+++\nNot news.\n"),
        ("content/people/ann-lee.md", "+++\ntitle = \"Ann Lee\"\n+++\nShe.\n"),
        ("content/briefings/_index.md", "+++\ntitle = \"Briefings\"\n+++\n"),
        ("content/briefings/loss/index.md", FULL),
        ("static/lead.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 4\"/>"),
        ("content/briefings/loss/map.pdf", "%PDF-1.7"),
        ("content/briefings/loss/map.png", "png"),
        ("content/briefings/later.md", "+++\ntitle = \"Later\"\ndate = 2026-01-08\n+++\nText.\n"),
        ("content/briefings/also.md", "+++\ntitle = \"Also\"\ndate = 2026-01-08\n+++\nText.\n"),
    ])
}

fn feeds(files: &Files) -> Vec<&str> {
    let names = files.0.keys().map(String::as_str);
    names.filter(|path| path.ends_with("atom.xml") || path.ends_with("feed.json")).collect()
}

fn parsed(files: &Files, path: &str) -> Feed {
    feed_rs::parser::parse(files.text(path).as_bytes()).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The addresses in a text of HTML.
fn addresses(html: &str) -> Vec<String> {
    let names = [" href=", " src=", " srcset=", " poster="];
    let values = names.iter().flat_map(|name| html.split(name).skip(1));
    let value = |rest: &str| match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().unwrap_or_default().to_owned(),
        None => rest.split([' ', '>']).next().unwrap_or_default().to_owned(),
    };
    values.flat_map(|rest| value(rest).split(", ").map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// What holds of every feed of every site.
#[track_caller]
fn check(files: &Files) {
    let paths = feeds(files);
    assert!(paths.len() >= 2);
    for path in paths {
        let feed = parsed(files, path);
        assert!(feed.title.is_some_and(|title| !title.content.is_empty()), "{path}");
        let ids: BTreeSet<&str> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids.len(), feed.entries.len(), "{path}");
        let mut newest = None;
        for entry in &feed.entries {
            assert!(entry.id.starts_with("https://"), "{path}: {}", entry.id);
            assert!(entry.title.is_some() && entry.published.is_some(), "{path}: {}", entry.id);
            assert!(entry.updated >= entry.published, "{path}: {}", entry.id);
            assert!(!entry.links.is_empty(), "{path}: {}", entry.id);
            let content = entry.content.as_ref().and_then(|content| content.body.as_deref());
            let content = content.unwrap_or_else(|| panic!("{path}: {} has no content", entry.id));
            for address in addresses(content) {
                assert!(address.contains(':') && !address.contains("/../"), "{path}: {address}");
            }
            newest = newest.max(entry.updated);
        }
        if path.ends_with("atom.xml") && newest.is_some() {
            assert_eq!(feed.updated, newest, "{path}");
        }
        let home = path.strip_suffix("atom.xml").or_else(|| path.strip_suffix("feed.json")).unwrap_or(path);
        let page = files.text(&format!("{home}index.html"));
        assert!(page.contains(path), "{home} does not name {path} in its head");
    }
}

#[test]
fn feeds_of_sites_sections_people_and_terms_are_valid() {
    let files = built(&fixture());
    assert_eq!(
        feeds(&files),
        [
            "atom.xml",
            "briefings/atom.xml",
            "briefings/feed.json",
            "corrections/atom.xml",
            "corrections/feed.json",
            "feed.json",
            "people/ann-lee/atom.xml",
            "people/ann-lee/feed.json",
            "tags/old-ports/atom.xml",
            "tags/old-ports/feed.json",
        ]
    );
    check(&files);
    let ids = |path: &str| parsed(&files, path).entries.into_iter().map(|entry| entry.id).collect::<Vec<_>>();
    let at = |slug: &str| format!("https://example.org/desk/briefings/{slug}/");
    assert_eq!(ids("atom.xml"), [at("also"), at("later"), at("loss")]);
    assert_eq!(ids("feed.json"), ids("atom.xml"));
    assert_eq!(ids("tags/old-ports/feed.json"), [at("loss")]);
    assert_eq!(ids("people/ann-lee/atom.xml"), [at("loss")]);
}

#[test]
fn an_entry_is_the_whole_text_for_readers_elsewhere() {
    let files = built(&fixture());
    let feed = parsed(&files, "tags/old-ports/atom.xml");
    assert_eq!(feed.title.map(|title| title.content).as_deref(), Some("Desk: Old ports"));
    assert_eq!(feed.language.as_deref(), Some("en"));
    let entry = &feed.entries[0];
    assert_eq!(entry.title.as_ref().map(|title| title.content.as_str()), Some("Loss & <gain>"));
    assert_eq!(entry.summary.as_ref().map(|summary| summary.content.as_str()), Some("What was lost"));
    assert_eq!(entry.published.map(|time| time.to_rfc3339()).as_deref(), Some("2026-01-05T00:00:00+00:00"));
    assert_eq!(entry.updated.map(|time| time.to_rfc3339()).as_deref(), Some("2026-01-07T00:00:00+00:00"));
    let author =
        |number: usize| (entry.authors[number].name.as_deref(), entry.authors[number].uri.as_deref());
    assert_eq!(author(0), (Some("Ann Lee"), Some("https://example.org/desk/people/ann-lee/")));
    assert_eq!(author(1), (Some("Guest"), None));
    assert_eq!(entry.categories[0].term, "old-ports");
    assert_eq!(entry.categories[0].scheme.as_deref(), Some("https://example.org/desk/tags/"));
    let content = entry.content.as_ref().and_then(|content| content.body.as_deref()).unwrap_or_default();
    let base = "https://example.org/desk";
    for words in [
        format!("They lost <em>two</em><sup><a href=\"{base}/a/two/\">1</a></sup>"),
        format!("<a href=\"{base}/briefings/loss/#there\">here</a>"),
        format!("<a href=\"{base}/about/\">about</a>"),
        format!("<a href=\"{base}/briefings/loss/map.pdf\">file</a>"),
        "<a href=\"https://y.org/?a=1&amp;b=2\">other</a>".to_owned(),
        format!("<img src=\"{base}/briefings/loss/map.png\" alt=\"map\""),
        format!("<video poster=\"{base}/briefings/loss/p.jpg\" src=https://example.org/v.mp4>"),
        format!("srcset=\"{base}/briefings/loss/a.png 1x, {base}/briefings/loss/b.png 2x\""),
        format!("href=\"{base}/sources/minutes/"),
        format!("href=\"{base}/briefings/later/\">Later"),
    ] {
        assert!(content.contains(&words), "{words} is not in\n{content}");
    }
    assert!(!content.contains("Because."), "the comment is at the permalink");
}

#[test]
fn the_json_feed_says_the_same() {
    let files = built(&fixture());
    let feed: serde_json::Value = serde_json::from_str(files.text("tags/old-ports/feed.json")).expect("JSON");
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["home_page_url"], "https://example.org/desk/tags/old-ports/");
    assert_eq!(feed["feed_url"], "https://example.org/desk/tags/old-ports/feed.json");
    let item = &feed["items"][0];
    assert_eq!(item["date_modified"], "2026-01-07T00:00:00Z");
    assert_eq!(item["authors"][0]["url"], "https://example.org/desk/people/ann-lee/");
    assert_eq!(item["tags"][0], "Old ports");
    assert_eq!(item["image"], "https://example.org/desk/lead.svg");
    let atom = parsed(&files, "tags/old-ports/atom.xml");
    let content = atom.entries[0].content.as_ref().and_then(|content| content.body.as_deref());
    assert_eq!(item["content_html"].as_str().map(str::trim), content.map(str::trim));
}

#[test]
fn sections_and_the_site_can_do_without() {
    let none = |world: &Memory, expected: &[&str]| assert_eq!(feeds(&built(world)), expected);
    let world = fixture();
    world.insert("ibid.toml", CONFIG.replace("taxonomies", "generate_feeds = false\ntaxonomies"));
    none(&world, &[]);
    assert!(!built(&world).text("index.html").contains("atom.xml"));
    world.insert("content/briefings/_index.md", "+++\ngenerate_feeds = true\n+++\n");
    none(&world, &["briefings/atom.xml", "briefings/feed.json"]);
    world.insert("ibid.toml", CONFIG.replace("\"tags\"", "\"tags\", feed = false"));
    world.insert("content/briefings/_index.md", "+++\ngenerate_feeds = false\n+++\n");
    none(
        &world,
        &[
            "atom.xml",
            "corrections/atom.xml",
            "corrections/feed.json",
            "feed.json",
            "people/ann-lee/atom.xml",
            "people/ann-lee/feed.json",
        ],
    );
    world.insert("ibid.toml", CONFIG);
    assert!(!feeds(&built(&world)).contains(&"briefings/atom.xml"));
}

#[test]
fn a_feed_has_as_many_entries_as_the_limit_allows() {
    let world = fixture();
    world.insert("ibid.toml", format!("feed_limit = 2\n{CONFIG}"));
    assert_eq!(parsed(&built(&world), "atom.xml").entries.len(), 2);
    world.insert("ibid.toml", format!("feed_limit = 0\n{CONFIG}"));
    assert_eq!(
        short(&build(&world).diagnostics).trim_end(),
        "ibid.toml:1:14: error[invalid-value]: `feed_limit` must be at least 1; `generate_feeds = false` writes no feeds"
    );
}

#[test]
fn what_the_public_does_not_see_is_in_no_feed() {
    let world = fixture();
    world.insert("content/briefings/d.md", "+++\ntitle = \"D\"\ndate = 2026-01-08\ndraft = true\n+++\n");
    world.insert("content/briefings/f.md", "+++\ntitle = \"F\"\ndate = 2026-02-08\n+++\n");
    let outcome = ibid::site::build(&world, &Settings { drafts: true, future: true, ..Settings::default() });
    assert!(outcome.diagnostics.is_empty(), "{}", short(&outcome.diagnostics));
    let files = Files(outcome.artifacts.into_iter().map(|file| (file.path, file.bytes.to_vec())).collect());
    assert!(files.0.contains_key("briefings/d/index.html"));
    assert_eq!(parsed(&files, "atom.xml").entries.len(), 3);
}

#[test]
fn the_feeds_of_this_repository_are_valid() {
    let outcome = ibid::site::build(&Disk::new(env!("CARGO_MANIFEST_DIR")), &Settings::default());
    assert!(!outcome.has_errors(), "{}", short(&outcome.diagnostics));
    check(&Files(outcome.artifacts.into_iter().map(|file| (file.path, file.bytes.to_vec())).collect()));
}
