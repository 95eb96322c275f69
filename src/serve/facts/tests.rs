use serde_json::{Value, json};

use super::*;
use crate::config::Settings;
use crate::serve::take::Taken;
use crate::site::{Past, update};
use crate::world::{Changes, Memory};

const TEXT: &str = "+++\ntitle = \"On <loss>\"\ndate = 2026-01-08\n+++\n\
    It :cite[lost [two] vehicles]{#loss src=minutes quote=\"the enemy lost two vehicles\"}.\n\n\
    Then :quote[“the enemy lost three vehicles”]{#wrong src=minutes} and a :note[word]{#why}.\n\n\
    :::note{#why}\nSee ::passage.\n\n::passage{src=minutes quote=\"Nobody is hurt\"}\n:::\n\n\
    A :cite[place]{#place src=minutes at=p1}, a :cite[book]{#book src=minutes}.[^1]\n\n[^1]: Words.\n";

fn site(base: &str, files: &[(&str, &str)]) -> Site {
    let world = Memory::with([
        ("ibid.toml", "base_url = \"https://example.org/desk\""),
        (
            "content/sources/minutes.md",
            "+++\ntitle = \"Minutes\"\n+++\nIt is said that the enemy lost two vehicles.\nNobody was hurt.\n",
        ),
        ("content/briefings/loss.md", TEXT),
    ]);
    for (path, text) in files {
        world.insert(*path, *text);
    }
    let settings = Settings { base_url: Some(base.to_owned()), drafts: true, ..Settings::default() };
    update(&world, &settings, &mut Past::default(), &Changes::All)
}

fn told(site: &Site, path: &str) -> Value {
    serde_json::to_value(page(site, "https://example.org/desk", path)).expect("JSON")
}

#[test]
fn a_page_is_told_its_annotations_with_public_permalinks() {
    for base in ["https://example.org/desk", "http://127.0.0.1:1111", "http://127.0.0.1:1111/desk"] {
        let told = told(&site(base, &[]), "briefings/loss/index.html");
        assert_eq!(told["file"], "content/briefings/loss.md");
        assert_eq!(told["language"], "en");
        assert_eq!(told["withheld"], Value::Null);
        assert_eq!(
            told["annotations"][0],
            json!({
                "id": "loss", "number": 1, "line": 5, "column": 4, "failure": null, "verdict": "exact",
                "permalink": "https://example.org/desk/a/loss/",
                "markdown": "[lost \\[two\\] vehicles](https://example.org/desk/a/loss/)",
                "quotation": "“the enemy lost two vehicles” (Minutes; cited in On <loss>, https://example.org/desk/a/loss/)",
            })
        );
        let verdicts: Vec<&str> = told["annotations"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|one| one["verdict"].as_str())
            .collect();
        assert_eq!(verdicts, ["exact", "fail", "fail", "place", "source", "note"]);
    }
}

#[test]
fn a_quotation_that_fails_comes_with_what_would_mend_it() {
    let site = site("http://localhost:1", &[]);
    let told = told(&site, "briefings/loss/index.html");
    let failure = &told["annotations"][1]["failure"];
    let start = TEXT.find("“the enemy").expect("it is there");
    assert_eq!(
        *failure,
        json!({
            "file": "content/briefings/loss.md", "line": 7, "column": 13, "cause": "altered",
            "message": "these are not quite the words of source `minutes`",
            "nearest": "the enemy lost two vehicles", "source": "Minutes",
            "difference": "{quotation → source}: the enemy lost {three → two} vehicles",
            "fix": {
                "title": "write the source's own words", "file": "content/briefings/loss.md",
                "start": start, "end": start + "“the enemy lost three vehicles”".len(),
                "before": "“the enemy lost three vehicles”", "replacement": "“the enemy lost two vehicles”",
            },
        })
    );
    assert!(told["annotations"][1]["quotation"].as_str().is_some_and(|words| !words.contains("(Minutes")));
    // A passage in a note counts among what the annotation rests on.
    assert_eq!(told["annotations"][2]["failure"]["line"], 12);
}

#[test]
fn passages_of_the_text_are_told_with_what_stands_before_them() {
    let passage = "::passage{src=minutes quote=\"Nobody is hurt\"}";
    let text = format!(
        "+++\ntitle = \"P\"\n+++\n{passage}\n\n## Über *uns*\n\n{passage}\n\nA :cite[c]{{#c src=minutes at=p1}}.\n\n{passage}\n"
    );
    let told = told(&site("http://localhost:1", &[("content/p.md", &text)]), "p/index.html");
    let passages = told["passages"].as_array().expect("a list");
    let after: Vec<&Value> = passages.iter().map(|one| &one["after"]).collect();
    assert_eq!(after, [&Value::Null, &json!("uber-uns"), &json!("a-c")]);
    assert_eq!(passages[2]["failure"]["fix"]["replacement"], "Nobody was hurt");
    assert_eq!(passages[2]["failure"]["line"], 12);
}

#[test]
fn what_is_offered_is_taken() {
    let site = site("http://localhost:1", &[]);
    let world = Memory::with([("content/briefings/loss.md", TEXT)]);
    let mut taken = Taken::new();
    let page = page(&site, "", "briefings/loss/index.html").expect("a page");
    let offers: Vec<Offer> = page
        .annotations
        .into_iter()
        .filter_map(|one| one.failure)
        .filter_map(|failure| failure.fix)
        .collect();
    assert_eq!(offers.len(), 2);
    for offer in offers.iter().rev() {
        let asked = serde_json::to_vec(offer).expect("JSON");
        taken.take(&world, &asked, &site.diagnostics).expect("it is offered");
    }
    let text = world.all()["content/briefings/loss.md"].clone();
    assert_eq!(
        String::from_utf8(text).expect("text"),
        TEXT.replace("three", "two").replace("is hurt", "was hurt")
    );
}

#[test]
fn every_page_that_is_made_from_a_file_is_told_it() {
    let draft = "+++\ntitle = \"D\"\ndraft = true\npath = \"über/uns\"\n+++\n";
    let site =
        site("http://localhost:1", &[("content/d.md", draft), ("content/people/_index.md", "+++\n+++\n")]);
    for (path, file) in [
        ("sources/minutes/index.html", json!("content/sources/minutes.md")),
        ("a/wrong/index.html", json!("content/briefings/loss.md")),
        ("people/index.html", json!("content/people/_index.md")),
        ("über/uns/index.html", json!("content/d.md")),
        ("index.html", Value::Null),
        ("briefings/index.html", Value::Null),
        ("a/nothing/index.html", Value::Null),
        ("sources/nothing/index.html", Value::Null),
        ("404.html", Value::Null),
        ("", Value::Null),
    ] {
        assert_eq!(told(&site, path)["file"], file, "{path}");
    }
    assert_eq!(told(&site, "über/uns/index.html")["withheld"], "is a draft and is not public");
    let permalink = told(&site, "a/wrong/index.html");
    assert_eq!(permalink["annotations"].as_array().map(Vec::len), Some(1));
    assert_eq!(permalink["annotations"][0]["id"], "wrong");
}
