//! What heads of pages tell search engines, networks and citation managers.

use std::collections::BTreeMap;

use ibid::world::Disk;
use serde_json::{Map, Value};

use super::{CONFIG, Files, built, site};

/// The kinds of things that pages tell of, each with what it must have: what schema.org's and Google's documentation call
/// required or, where nothing is, what it takes to know the thing. A word with `|` in it asks for one of several.
const KINDS: [(&str, &[&str]); 14] = [
    ("AnalysisNewsArticle", &["headline", "author", "datePublished", "publisher", "inLanguage", "url"]),
    ("Article", &["headline", "author", "datePublished", "publisher", "inLanguage", "url"]),
    ("CorrectionComment", &["text", "datePublished", "url"]),
    ("CreativeWork", &["name", "url"]),
    ("Event", &["name", "startDate"]),
    ("Organization", &["name", "url"]),
    ("Person", &["name"]),
    ("Place", &["name", "address"]),
    ("ProfilePage", &["mainEntity"]),
    ("Quotation", &["text", "isBasedOn"]),
    ("Report", &["reportNumber"]),
    ("SearchAction", &["target", "query-input"]),
    ("VirtualLocation", &[]),
    ("WebSite", &["name", "url", "publisher"]),
];

const ANN: &str = "+++
title = \"Ann Lee\"
description = \"Writes on ports.\"
role = \"Editor\"
orcid = \"0000-0002-1825-0097\"
email = \"ann@example.org\"
links = [{ name = \"Mail\", url = \"mailto:ann@example.org\" }, { name = \"Fedi\", url = \"https://social.example/@ann\" }]
+++
";

const OFFICE: &str = "+++\ntitle = \"the Port desk\"\nrole = \"Reports\"\norganization = true\n+++\n";

const REPORT: &str = "+++
title = \"A </script> on “ports”\"
description = \"What it says.\"
date = 2026-01-08
updated = 2026-01-09
number = 7
authors = [\"Ann Lee\", \"the Port desk\", \"Bo Berg\", \"Desk\"]
tags = [\"ports\", \"grain & rice\"]
+++
:cite[two]{#lost src=minutes quote=\"the enemy lost two vehicles\"}, :note[and more]{#more}.

:::note{#more}
In our own words.
:::
";

/// The blocks of data of a page.
fn blocks(html: &str) -> Vec<Value> {
    let parts = html.split("<script type=\"application/ld+json\">").skip(1);
    let json = parts.map(|rest| rest.split("</script>").next().unwrap_or_default());
    json.map(|json| serde_json::from_str(json).unwrap_or_else(|why| panic!("{why}: {json}"))).collect()
}

/// The one block of a page.
#[track_caller]
fn data(files: &Files, path: &str) -> Value {
    let mut found = blocks(files.text(path));
    assert_eq!(found.len(), 1, "{path}: {found:?}");
    found.remove(0)
}

/// What is wrong with a thing and all that it is made of.
fn faults(thing: &Map<String, Value>, path: &str, found: &mut Vec<String>) {
    let kinds = match &thing.get("@type") {
        Some(Value::String(kind)) => vec![kind.as_str()],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if kinds.is_empty() {
        found.push(format!("{path} is of no kind"));
    }
    for kind in kinds {
        let Some((_, needed)) = KINDS.iter().find(|(known, _)| *known == kind) else {
            found.push(format!("{path} is of the unknown kind {kind}"));
            continue;
        };
        let missing = needed.iter().filter(|name| !thing.contains_key(**name));
        found.extend(missing.map(|name| format!("{path}, of the kind {kind}, lacks {name}")));
    }
    for (name, value) in thing {
        let place = format!("{path} › {name}");
        let is_address = ["url", "image", "isBasedOn", "sameAs"].contains(&name.as_str());
        for value in value.as_array().unwrap_or(&vec![value.clone()]) {
            match value {
                Value::Object(inner) if inner.contains_key("@context") => {
                    found.push(format!("{place} has a context"));
                }
                Value::Object(inner) => faults(inner, &place, found),
                Value::String(text) if text.is_empty() => found.push(format!("{place} is empty")),
                Value::String(text) if is_address && !text.starts_with("http") => {
                    found.push(format!("{place} is no whole address: {text}"));
                }
                Value::Null => found.push(format!("{place} is null")),
                _ => {}
            }
        }
    }
}

#[test]
fn all_data_of_this_repository_is_of_known_kinds_and_whole() {
    let outcome =
        ibid::site::build(&Disk::new(env!("CARGO_MANIFEST_DIR")), &ibid::config::Settings::default());
    let mut found = Vec::new();
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for file in outcome.artifacts.iter().filter(|file| file.path.ends_with(".html")) {
        let html = std::str::from_utf8(&file.bytes).expect("pages are UTF-8");
        let blocks = blocks(html);
        if file.path.starts_with("briefings/") && html.contains("<article class=\"briefing\">") {
            assert!(!blocks.is_empty(), "{} tells nothing", file.path);
        }
        for block in blocks {
            let thing = block.as_object().unwrap_or_else(|| panic!("{} is no thing", file.path));
            assert_eq!(block["@context"], "https://schema.org", "{}", file.path);
            *count.entry(block["@type"].to_string()).or_default() += 1;
            faults(thing, &file.path, &mut found);
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    for kind in ["AnalysisNewsArticle", "Article", "Event", "ProfilePage", "Quotation", "WebSite"] {
        assert!(count.keys().any(|known| known.contains(kind)), "no {kind} in {count:?}");
    }
}

#[test]
fn a_briefing_tells_who_wrote_it_and_which_report_it_is() {
    let files = built(&site(&[
        ("content/people/ann-lee.md", ANN),
        ("content/people/the-port-desk.md", OFFICE),
        ("content/briefings/ports.md", REPORT),
    ]));
    let data = data(&files, "briefings/ports/index.html");
    assert_eq!(data["headline"], "A </script> on “ports”");
    assert_eq!(data["@type"], serde_json::json!(["AnalysisNewsArticle", "Report"]));
    assert_eq!(data["reportNumber"], "7");
    // Their page says that they are an office; the site's own name is one's; others are taken for people.
    let author = |at: usize| (data["author"][at]["@type"].clone(), data["author"][at]["url"].clone());
    assert_eq!(author(0), ("Person".into(), "https://example.org/people/ann-lee/".into()));
    assert_eq!(author(1), ("Organization".into(), "https://example.org/people/the-port-desk/".into()));
    assert_eq!(author(2), ("Person".into(), Value::Null));
    assert_eq!(author(3), ("Organization".into(), Value::Null));
    assert_eq!(data["dateModified"], "2026-01-09");
    assert_eq!(data["citation"][0]["url"], "https://example.org/sources/minutes/");
    for tag in [
        "<meta property=\"og:locale\" content=\"en_US\">",
        "<meta property=\"article:published_time\" content=\"2026-01-08\">",
        "<meta property=\"article:modified_time\" content=\"2026-01-09\">",
        "<meta property=\"article:author\" content=\"https://example.org/people/ann-lee/\">",
        "<meta property=\"article:section\" content=\"Briefings\">",
        "<meta property=\"article:tag\" content=\"grain &amp; rice\">",
    ] {
        files.holds("briefings/ports/index.html", tag);
    }
    // The number is there to be read, and goes with every citation.
    files.holds("briefings/ports/index.html", "<span>No.\u{a0}7</span></p>");
    files.holds("a/lost/index.html", "Desk, No.\u{a0}7, 8 January 2026.");
}

#[test]
fn a_phrase_in_quotation_marks_gets_no_further_ones() {
    let text = "+++\ntitle = \"Ports\"\n+++\n:quote[“the enemy lost two vehicles”]{#lost src=minutes} and \
        :cite[“so” it goes]{#goes src=minutes quote=\"lost two vehicles and withdrew\"}.\n";
    let files = built(&site(&[("content/briefings/ports.md", text)]));
    files.holds("a/lost/index.html", "<title>“the enemy lost two vehicles” · Ports</title>");
    files.holds("a/goes/index.html", "<title>“so” it goes · Ports</title>");
}

#[test]
fn people_and_offices_have_profiles() {
    let files =
        built(&site(&[("content/people/ann-lee.md", ANN), ("content/people/the-port-desk.md", OFFICE)]));
    let ann = &data(&files, "people/ann-lee/index.html")["mainEntity"];
    let told = serde_json::json!({
        "@type": "Person",
        "description": "Writes on ports.",
        "email": "ann@example.org",
        "jobTitle": "Editor",
        "name": "Ann Lee",
        "sameAs": ["https://social.example/@ann", "https://orcid.org/0000-0002-1825-0097"],
        "url": "https://example.org/people/ann-lee/",
    });
    assert_eq!(*ann, told);
    let office = &data(&files, "people/the-port-desk/index.html")["mainEntity"];
    assert_eq!((&office["@type"], &office["jobTitle"]), (&"Organization".into(), &Value::Null));
}

#[test]
fn a_permalink_tells_whose_words_it_shows() {
    let source = "+++\ntitle = \"Minutes\"\nauthor = [\"The ministry\"]\nlanguage = \"de\"\nurl = \"https://m.example/\"\n+++\n\
        The ministry said the enemy lost two vehicles.\n";
    let files =
        built(&site(&[("content/sources/minutes.md", source), ("content/briefings/ports.md", REPORT)]));
    let told = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "Quotation",
        "creator": ["The ministry"],
        "inLanguage": "de",
        "isBasedOn": "https://example.org/sources/minutes/",
        "text": "the enemy lost two vehicles",
    });
    assert_eq!(data(&files, "a/lost/index.html"), told);
    assert!(blocks(files.text("a/more/index.html")).is_empty(), "a note in our own words quotes nobody");
}

#[test]
fn home_pages_tell_of_the_site_in_their_language() {
    let config = format!(
        "{CONFIG}description = \"Annotated.\"\n[[social]]\nname = \"Fedi\"\nurl = \"https://social.example/@desk\"\n\
         [languages.uk]\ntitle = \"Стіл\"\n"
    );
    let home = "+++\ntitle = \"Стіл\"\n+++\n";
    let world = site(&[("ibid.toml", &config), ("content/_index.uk.md", home), ("content/_index.md", home)]);
    let files = built(&world);
    let english = data(&files, "index.html");
    assert_eq!((&english["@type"], &english["name"]), (&"WebSite".into(), &"Desk".into()));
    assert_eq!(english["publisher"]["sameAs"][0], "https://social.example/@desk");
    assert_eq!(english["url"], "https://example.org/");
    if cfg!(feature = "search") {
        let action = &english["potentialAction"];
        assert_eq!(action["target"], "https://example.org/search/?q={words}");
        assert_eq!(action["query-input"], "required name=words");
        files.holds("search/index.html", "action=\"/search/\"");
        files.holds("search/index.html", "type=\"search\" name=\"q\"");
    }
    files.holds("index.html", "<meta property=\"og:locale:alternate\" content=\"uk_UA\">");
    let ukrainian = data(&files, "uk/index.html");
    assert_eq!((&ukrainian["name"], &ukrainian["inLanguage"]), (&"Стіл".into(), &"uk".into()));
    assert_eq!(ukrainian["url"], "https://example.org/uk/");
    files.holds("uk/index.html", "<meta property=\"og:locale\" content=\"uk_UA\">");
}
