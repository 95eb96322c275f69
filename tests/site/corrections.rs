//! Corrections: at the top of their page, in the log of the site, in its feed.

use ibid::diagnostic::Code;
use jiff::civil::date;

use super::{build, built, short, site};

const PAGE: &str = "+++
title = \"On minutes\"
date = 2026-01-02
updated = 2026-01-03
[[corrections]]
date = 2026-01-04
kind = \"correction\"
text = \"We had *three* vehicles; see [the claim](a:lost) and [the other page](@/briefings/b.md).\"
annotation = \"lost\"
[[corrections]]
date = 2026-01-07
kind = \"update\"
text = \"A first line.\"
[[corrections]]
date = 2026-01-07
kind = \"clarification\"
text = \"A second line.\"
[[corrections]]
date = 2026-01-12
kind = \"retraction\"
text = \"Not yet.\"
+++
:cite[Two]{#lost src=minutes quote=\"the enemy lost two vehicles\"}
";

const OTHER: &str = "+++
title = \"Other\"
date = 2026-01-01
[[corrections]]
date = 2026-01-05
kind = \"correction\"
text = \"Elsewhere.\"
+++
";

fn world() -> ibid::world::Memory {
    site(&[("content/briefings/a.md", PAGE), ("content/briefings/b.md", OTHER)])
}

#[test]
fn a_page_shows_its_corrections_the_newest_first_and_counts_as_updated() {
    let files = built(&world());
    let page = files.text("briefings/a/index.html");
    let place = |words: &str| page.find(words).unwrap_or_else(|| panic!("no {words} in {page}"));
    assert!(place("A second line.") < place("A first line."));
    assert!(place("A first line.") < place("We had <em>three</em> vehicles"));
    assert!(place("We had") < place("class=\"prose\""));
    assert!(!page.contains("Not yet."), "it is dated after today");
    for words in [
        "id=\"_correction-2026-01-04\"",
        "id=\"_correction-2026-01-07\"",
        "id=\"_correction-2026-01-07-2\"",
        "<a href=\"/a/lost/\">the claim</a>",
        "<a href=\"/briefings/b/\">the other page</a>",
        "href=\"/briefings/a/#a-lost\">The place in the text",
        "updated <time datetime=\"2026-01-07\"",
        "\"dateModified\":\"2026-01-07\"",
        "\"@type\":\"CorrectionComment\"",
        "href=\"/corrections/\"",
    ] {
        files.holds("briefings/a/index.html", words);
    }
    // Who reads the text in a feed has to know as well.
    files.holds("atom.xml", "Clarification, 7 January 2026:");
    files.holds("index.html", "class=\"corrected\">Clarification, <time datetime=\"2026-01-07\">");
}

#[test]
fn the_log_and_its_feed_hold_all_corrections_the_newest_first() {
    let files = built(&world());
    let log = files.text("corrections/index.html");
    let order: Vec<usize> = ["A second line.", "A first line.", "Elsewhere.", "We had"]
        .iter()
        .map(|words| log.find(words).unwrap_or_else(|| panic!("no {words} in {log}")))
        .collect();
    assert!(order.is_sorted(), "{order:?}");
    files.holds("corrections/index.html", "href=\"/briefings/a/#_correction-2026-01-04\"");
    let feed = files.text("corrections/atom.xml");
    assert_eq!(feed.matches("<entry").count(), 4);
    for words in [
        "<id>https://example.org/briefings/a/#_correction-2026-01-07-2</id>",
        "<updated>2026-01-07T00:00:00Z</updated>",
        "https://example.org/a/lost/",
    ] {
        files.holds("corrections/atom.xml", words);
    }
    assert!(!feed.contains("href=&quot;/"), "{feed}");
}

#[test]
fn links_of_a_correction_lead_to_the_same_place_from_the_page_the_log_and_the_feeds() {
    let text = "+++\ntitle = \"A\"\ndate = 2026-01-02\n[[corrections]]\ndate = 2026-01-04\nkind = \"update\"\n\
        text = \"See [the part](#part), [the file](map.pdf), [all](/about/), [them](https://y.example/?a:b), ![it](map.png).\"\n\
        +++\n## Part\n";
    let files = built(&site(&[
        ("content/briefings/a/index.md", text),
        ("content/briefings/a/map.pdf", "%PDF-1.7"),
        ("content/briefings/a/map.png", "png"),
        ("content/about.md", "+++\ntitle = \"About\"\n+++\n"),
    ]));
    let path = "/briefings/a/";
    for (file, host) in [
        ("briefings/a/index.html", ""),
        ("corrections/index.html", ""),
        ("corrections/feed.json", "https://example.org"),
        ("feed.json", "https://example.org"),
    ] {
        let content = files.text(file).replace("\\\"", "\"");
        for link in [
            format!("<a href=\"{host}{path}#part\">the part</a>"),
            format!("<a href=\"{host}{path}map.pdf\">the file</a>"),
            format!("<a href=\"{host}/about/\">all</a>"),
            "<a href=\"https://y.example/?a:b\">them</a>".to_owned(),
            format!("<img src=\"{host}{path}map.png\" alt=\"it\""),
        ] {
            assert!(content.contains(&link), "{file} does not hold {link}:\n{content}");
        }
    }
}

#[test]
fn a_correction_appears_on_its_day() {
    let world = world();
    world.set_today(date(2026, 1, 12));
    let files = built(&world);
    files.holds("briefings/a/index.html", "Not yet.");
    // Who reads the text in a feed has to know as well.
    files.holds("atom.xml", "Clarification, 7 January 2026:");
    files.holds("index.html", "class=\"corrected\">Retraction");
}

#[test]
fn a_site_without_corrections_has_no_log_and_one_may_write_words_of_its_own_above_it() {
    let files = built(&site(&[("content/briefings/b.md", "+++\ntitle = \"B\"\n+++\n")]));
    assert!(!files.0.contains_key("corrections/index.html") && !files.0.contains_key("corrections/atom.xml"));
    let own = "+++\ntitle = \"What we got wrong\"\n+++\nHow to *tell* us.\n";
    let world = world();
    world.insert("content/corrections.md", own);
    let files = built(&world);
    files.holds("corrections/index.html", "<h1>What we got wrong</h1>");
    files.holds("corrections/index.html", "How to <em>tell</em> us.");
    files.holds("corrections/index.html", "Elsewhere.");
}

#[test]
fn each_language_has_a_log_of_its_own() {
    let config = format!("{}[languages.uk]\n", super::CONFIG);
    let ukrainian = "+++\ntitle = \"Про хвилини\"\ndate = 2026-01-02\n[[corrections]]\ndate = 2026-01-06\n\
        kind = \"update\"\ntext = \"Доповнено.\"\n+++\n";
    let world = world();
    world.insert("ibid.toml", config);
    world.insert("content/briefings/a.uk.md", ukrainian);
    let files = built(&world);
    files.holds("uk/corrections/index.html", "Доповнено.");
    files.holds("uk/corrections/index.html", "<h1>Виправлення</h1>");
    files.holds("uk/corrections/index.html", "href=\"/uk/corrections/atom.xml\"");
    files.holds("uk/corrections/atom.xml", "Оновлення: Про хвилини");
    files.holds("uk/briefings/a/index.html", "href=\"/uk/corrections/\"");
    assert!(!files.text("corrections/index.html").contains("Доповнено."));
    assert!(!files.text("uk/corrections/index.html").contains("Elsewhere."));
}

#[test]
fn a_language_without_feeds_has_none_of_its_corrections_either() {
    let text = |day: u8| {
        format!(
            "+++\ntitle = \"A\"\n[[corrections]]\ndate = 2026-01-0{day}\nkind = \"update\"\ntext = \"Added.\"\n+++\n"
        )
    };
    let feeds = |of_site: bool, of_language: bool| {
        let config = format!(
            "generate_feeds = {of_site}\n{}[languages.uk]\ngenerate_feeds = {of_language}\n",
            super::CONFIG
        );
        let files = built(&site(&[
            ("ibid.toml", &config),
            ("content/about.md", &text(5)),
            ("content/about.uk.md", &text(6)),
        ]));
        ["corrections/atom.xml", "uk/corrections/atom.xml"].map(|path| files.0.contains_key(path))
    };
    assert_eq!(feeds(true, false), [true, false]);
    assert_eq!(feeds(false, true), [false, true]);
}

#[test]
fn wrong_corrections_are_told_at_their_places() {
    let cases = [
        ("kind = \"correction\"\ntext = \"x\"", Code::MissingKey, "add `date = …`"),
        ("date = 2026-01-05\ntext = \"x\"", Code::MissingKey, "add `kind = …`"),
        ("date = 2026-01-05\nkind = \"correction\"", Code::MissingKey, "add `text = …`"),
        (
            "date = 2026-01-05\nkind = \"corection\"\ntext = \"x\"",
            Code::InvalidValue,
            "did you mean `correction`?",
        ),
        ("date = \"soon\"\nkind = \"update\"\ntext = \"x\"", Code::InvalidValue, ""),
        ("date = 2025-12-31\nkind = \"update\"\ntext = \"x\"", Code::InvalidValue, ""),
        ("date = 2026-01-05\nkind = \"update\"\ntext = \" \"", Code::InvalidValue, ""),
        (
            "date = 2026-01-05\nkind = \"update\"\ntext = \"x\"\nanotation = \"y\"",
            Code::UnknownKey,
            "did you mean `annotation`?",
        ),
        (
            "date = 2026-01-05\nkind = \"update\"\ntext = \"x\"\nannotation = \"lots\"",
            Code::UnknownAnnotation,
            "did you mean `lost`?",
        ),
        (
            "date = 2026-01-05\nkind = \"update\"\ntext = \"[x](a:lots)\"",
            Code::UnknownAnnotation,
            "did you mean `lost`?",
        ),
        ("date = 2026-01-05\nkind = \"update\"\ntext = \"[x](@/briefings/c.md)\"", Code::BrokenLink, ""),
    ];
    for (keys, code, hint) in cases {
        let text = format!(
            "+++\ntitle = \"A\"\ndate = 2026-01-02\n[[corrections]]\n{keys}\n+++\n:cite[Two]{{#lost src=minutes}}\n"
        );
        let outcome = build(&site(&[("content/briefings/a.md", &text)]));
        let told = outcome.diagnostics.iter().find(|found| found.code == code);
        let told = told.unwrap_or_else(|| panic!("{keys}: {}", short(&outcome.diagnostics)));
        assert_eq!(told.labels[0].file.path, "content/briefings/a.md", "{keys}");
        assert!(hint.is_empty() || told.hints.iter().any(|known| known == hint), "{keys}: {:?}", told.hints);
    }
}
