//! What other sites are told of an annotation: `oembed.json` by the rules of oEmbed 1.0 (<https://oembed.com>).

use serde_json::{Map, Value};

use super::{CONFIG, Files, briefing, built, site};

const HOSTILE: &str = "+++\ntitle = \"<i>Minutes</i> & \\\"more\\\"\"\nauthor = [\"A. Clerk\", \"<script>x</script>\"]\n\
    publish = \"full\"\nissued = 2026-01-06\nlanguage = \"en\"\nurl = \"https://example.net/m\"\n+++\n\
    They said a < b & \\<script\\>alert(1)\\</script\\> \"is\" fine.\n";

fn read(files: &Files, path: &str) -> Map<String, Value> {
    match serde_json::from_str(files.text(path)).expect("it is JSON") {
        Value::Object(fields) => fields,
        other => panic!("{other}"),
    }
}

/// Section 2.3.4 of the specification: what every response has, what a rich one has, and of which type all is.
#[track_caller]
fn obeys(response: &Map<String, Value>) {
    assert_eq!(response["version"], "1.0");
    assert_eq!(response["type"], "rich");
    for required in ["html", "width", "height"] {
        assert!(response.contains_key(required), "{required}: {response:?}");
    }
    assert!(response["width"].is_u64() && (response["height"].is_u64() || response["height"].is_null()));
    assert!(response["cache_age"].is_u64());
    for (name, value) in response {
        match name.as_str() {
            "width" | "height" | "cache_age" => {}
            "title" | "author_name" | "provider_name" | "html" | "type" | "version" => {
                assert!(value.as_str().is_some_and(|text| !text.is_empty()), "{name}: {value}");
            }
            "author_url" | "provider_url" => {
                assert!(value.as_str().is_some_and(|url| url.starts_with("https://")), "{name}: {value}");
            }
            other => panic!("oEmbed knows no `{other}`"),
        }
    }
    let html = response["html"].as_str().unwrap_or_default();
    assert!(html.starts_with("<blockquote") && html.ends_with("</blockquote>"), "{html}");
    for never in ["<script", "<style", "<img", "<iframe", "javascript:", " style=", " onclick="] {
        assert!(!html.contains(never), "{never}: {html}");
    }
}

#[test]
fn others_are_told_what_an_annotation_says_and_whose_words_it_quotes() {
    let page = "+++\ntitle = \"On minutes\"\ndate = 2026-01-08\nauthors = [\"Ada\"]\n+++\n\
        They :cite[say so]{#say src=minutes quote=\"They said a < b & <script>alert(1)</script> \\\"is\\\" fine.\"}. \
        A :note[thought]{#think}.\n\n:::note{#think}\nMore.\n:::\n\nAnd a footnote[^1].\n\n[^1]: Of it.\n";
    let files = built(&site(&[
        ("content/sources/minutes.md", HOSTILE),
        ("content/people/ada.md", "+++\ntitle = \"Ada\"\n+++\n"),
        ("content/briefings/b.md", page),
    ]));
    let said = read(&files, "a/say/oembed.json");
    obeys(&said);
    assert_eq!(said["title"], "say so · On minutes");
    assert_eq!((&said["author_name"], &said["provider_name"]), (&"Ada".into(), &"Desk".into()));
    assert_eq!(said["author_url"], "https://example.org/people/ada/");
    assert_eq!(said["provider_url"], "https://example.org/");
    assert_eq!(
        said["html"],
        "<blockquote cite=\"https://example.org/a/say/\"><p dir=\"auto\" lang=\"en\">They said a &lt; b &amp; \
         &lt;script&gt;alert(1)&lt;/script&gt; &quot;is&quot; fine.</p><footer>— A. Clerk and &lt;script&gt;x&lt;/script&gt;, \
         <cite>&lt;i&gt;Minutes&lt;/i&gt; &amp; &quot;more&quot;</cite>, 6 January 2026. \
         <a href=\"https://example.org/a/say/\">On minutes, note 1</a></footer></blockquote>"
    );
    let thought = read(&files, "a/think/oembed.json");
    obeys(&thought);
    assert_eq!(
        thought["html"],
        "<blockquote cite=\"https://example.org/a/think/\"><p dir=\"auto\">thought</p><footer>— \
         <a href=\"https://example.org/a/think/\">On minutes, note 2</a></footer></blockquote>"
    );
    // Every permalink has one, and says where.
    let pages = files
        .0
        .keys()
        .filter_map(|path| path.strip_suffix("index.html"))
        .filter(|path| path.starts_with("a/"));
    let pages: Vec<String> = pages.map(str::to_owned).collect();
    assert_eq!(pages.len(), 3);
    for page in pages {
        obeys(&read(&files, &format!("{page}oembed.json")));
        files.holds(
            &format!("{page}index.html"),
            &format!("<link rel=\"alternate\" type=\"application/json+oembed\" href=\"https://example.org/{page}oembed.json\">"),
        );
    }
}

#[test]
fn an_excerpt_is_not_widened_and_a_long_one_is_cut() {
    let words = "word ".repeat(120);
    let source =
        format!("+++\ntitle = \"Long\"\n+++\nBefore it canary. It says {words}end. After it canary.\n");
    let body = format!("That :cite[it says]{{#long src=long quote=\"It says {words}end.\"}}.");
    let files =
        built(&site(&[("content/sources/long.md", &source), ("content/briefings/b.md", &briefing(&body))]));
    let said = read(&files, "a/long/oembed.json");
    let html = said["html"].as_str().unwrap_or_default();
    assert!(html.contains("word…</p>") && html.chars().count() < 500 && !html.contains("canary"), "{html}");
}

#[test]
fn without_pages_of_annotations_there_is_nothing_to_embed() {
    let config = format!("{CONFIG}annotation_pages = false\n");
    let body = "They :cite[say so]{#say src=minutes quote=\"the enemy lost two vehicles\"}.";
    let files = built(&site(&[("ibid.toml", &config), ("content/briefings/b.md", &briefing(body))]));
    assert!(!files.0.keys().any(|path| path.starts_with("a/") || path.ends_with("oembed.json")));
}

#[test]
fn a_server_makes_the_one_that_is_asked_for() {
    use ibid::config::Settings;
    use ibid::site::{Past, update};
    use ibid::world::Changes;
    let body = "They :cite[say so]{#say src=minutes quote=\"the enemy lost two vehicles\"}.";
    let world = site(&[("content/briefings/b.md", &briefing(body))]);
    let whole = built(&world);
    let made = update(&world, &Settings::default(), &mut Past::default(), &Changes::All);
    let (file, found) = made.file("a/say/oembed.json");
    assert!(found.is_empty());
    assert_eq!(file.map(|file| file.bytes.to_vec()).as_ref(), whole.0.get("a/say/oembed.json"));
    assert!(made.file("a/other/oembed.json").0.is_none() && made.file("a/say/other.json").0.is_none());
}
