//! The search page in a browser: with the keyboard alone, to the annotation.

use ibid::config::Settings;
use ibid::site::build;
use ibid::world::Memory;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::chromium::Chromium;
use super::server::{Files, Server};

const BRIEFING: &str = "+++\ntitle = \"On minutes\"\ndate = 2026-01-08\n+++\n\
    ## The northern bank\n\nNobody doubts that :cite[two vehicles were lost]{#lost src=minutes quote=\"the enemy lost two vehicles\"}.\n\n\
    :::note{#lost}\nA comment about arithmetic.\n:::\n\n\
    Words in brackets: `<img src=x onerror=alert(1)>`, which are text.\n";

fn files(server: &Server) -> Files {
    let world = Memory::with([
        ("ibid.toml", "base_url = \"https://example.org\"\ntitle = \"Desk\"\n"),
        ("content/briefings/b.md", BRIEFING),
        (
            "content/sources/minutes.md",
            "+++\ntitle = \"Minutes\"\npublish = \"full\"\n+++\nThe ministry said the enemy lost two vehicles.\n",
        ),
    ]);
    for number in 1..=12 {
        let text = format!("+++\ntitle = \"Berth {number}\"\n+++\nThe harbour.\n");
        world.insert(format!("content/berth-{number}.md"), text);
    }
    let settings = Settings { base_url: Some(server.url()), search_index: true, ..Settings::default() };
    let outcome = build(&world, &settings);
    assert!(outcome.diagnostics.is_empty(), "{:?}", outcome.diagnostics);
    let mut files: Files =
        outcome.artifacts.into_iter().map(|file| (file.path, file.bytes.to_vec())).collect();
    let page = files["search/index.html"].clone();
    files.insert("strict/search/index.html".to_owned(), page);
    let beside = [
        ("harness/index.html", include_str!("search.html")),
        ("harness/search.js", include_str!("search.js")),
        ("favicon.ico", ""),
    ];
    files.extend(beside.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())));
    files
}

#[test]
fn a_reader_searches_with_the_keyboard_and_lands_on_the_annotation() {
    let Some(chromium) = Chromium::find() else { return };
    let server = Server::start();
    // What the manual tells servers to allow.
    server.allow("search/index.html", "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'");
    server.serve(files(&server));
    let shown = chromium.open(&format!("{}/harness/", server.url()));
    let said = shown.dom.split("<pre id=\"measured\">").nth(1).and_then(|rest| rest.split("</pre>").next());
    let said = percent_decode_str(said.expect("the harness was read")).decode_utf8_lossy();
    let said: Value = serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error}: {said}"));
    let console = shown.console.join("\n");
    assert_eq!(said["error"], Value::Null, "{console}");
    for (what, expected) in [
        ("first", "_query"),
        ("slash", "_query"),
        ("nothing", "Nothing was found."),
        ("found", "Pages found: 1"),
        ("address", "?q=arithmetic"),
        ("down", "On minutes"),
        ("up", "_query"),
        ("place", "1. two vehicles were lost"),
        ("landed", "/briefings/b/#a-lost"),
        ("target", "two vehicles were lost"),
    ] {
        assert_eq!(said[what], expected, "{what}: {said}\n{console}");
    }
    assert_eq!(said["marks"], serde_json::json!(["arithmetic."]), "{said}");
    // What a text says in angle brackets stays text.
    assert!(said["text"].as_str().unwrap_or_default().contains("<img src=x onerror=alert(1)>"), "{said}");
    assert_eq!(said["images"], 0, "{said}");
    assert_eq!(said["escaped"], serde_json::json!(["", 0]), "{said}");
    // All that is found can be reached, and who asks for more goes on where the list ended.
    assert_eq!(said["some"], serde_json::json!([10, false]), "{said}");
    assert_eq!(said["more"], serde_json::json!([12, true, true]), "{said}");
    assert!(said["blocked"].as_str().unwrap_or_default().contains("'wasm-unsafe-eval'"), "{said}");
    assert_eq!(server.missed(), Vec::<String>::new());
}
