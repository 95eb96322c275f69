//! What mail gateways make of links, before a server that knows nothing but files: the 404 page leads on to what is there,
//! and nowhere else.

use ibid::config::Settings;
use ibid::site::build;
use ibid::world::Memory;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::chromium::Chromium;
use super::server::{Files, Server};

const BRIEFING: &str = "+++\ntitle = \"On minutes\"\ndate = 2026-01-08\n+++\n## The bank\n\n\
    They :cite[say so]{#the-loss src=minutes quote=\"lost two vehicles\"}.\n";

/// An address as it arrives, and where it leads.
const LED_ON: [(&str, &str); 20] = [
    // As it was sent, and with what trackers add.
    ("/a/the-loss/", "/a/the-loss/"),
    ("/a/the-loss/?utm_source=mail&utm_medium=x", "/a/the-loss/?utm_source=mail&utm_medium=x"),
    ("/a/the-loss?utm_source=mail", "/a/the-loss/?utm_source=mail"),
    ("/a/the-loss/&utm_source=mail", "/a/the-loss/"),
    ("/a/the-loss/%3Futm_source=mail", "/a/the-loss/"),
    // Slashes.
    ("/a/the-loss", "/a/the-loss/"),
    ("//a//the-loss//", "/a/the-loss/"),
    ("/a/the-loss//", "/a/the-loss/"),
    // Capitals.
    ("/A/THE-LOSS/", "/a/the-loss/"),
    ("/Briefings/B/#a-the-loss", "/briefings/b/#a-the-loss"),
    // What ends a sentence, or stands around a link.
    ("/a/the-loss/.", "/a/the-loss/"),
    ("/a/the-loss).", "/a/the-loss/"),
    ("/a/the-loss/),", "/a/the-loss/"),
    ("/a/the-loss%2E", "/a/the-loss/"),
    ("/a/the-loss/%3E", "/a/the-loss/"),
    ("/a/the-%C2%ADloss/%E2%80%9D%20", "/a/the-loss/"),
    // The fragment as part of the path, encoded once or twice.
    ("/briefings/b/%23a-the-loss", "/briefings/b/#a-the-loss"),
    ("/briefings/b/%2523the-bank.", "/briefings/b/#the-bank"),
    // The page is gone, and the annotation is not.
    ("/briefings/was/#a-the-loss", "/a/the-loss/"),
    ("/feed.json.", "/feed.json"),
];

/// These are not there, and nobody guesses.
const STAY: [&str; 5] =
    ["/a/the-los/", "/a/the-loss-of/", "/nothing/at/all/", "/briefings/was/#the-bank", "/%ff/%23a-x"];

fn files(server: &Server, base: &str) -> Files {
    let world = Memory::with([
        ("ibid.toml", "base_url = \"https://example.org\"\ntitle = \"Desk\"\n"),
        ("content/briefings/b.md", BRIEFING),
        (
            "content/sources/minutes.md",
            "+++\ntitle = \"Minutes\"\npublish = \"full\"\n+++\nThey lost two vehicles.\n",
        ),
    ]);
    let settings = Settings { base_url: Some(format!("{}{base}", server.url())), ..Settings::default() };
    let outcome = build(&world, &settings);
    assert!(outcome.diagnostics.is_empty(), "{:?}", outcome.diagnostics);
    let folder = base.trim_start_matches('/');
    let slash = if base.is_empty() { "" } else { "/" };
    outcome
        .artifacts
        .into_iter()
        .map(|file| (format!("{folder}{slash}{}", file.path), file.bytes.to_vec()))
        .collect()
}

/// Where each address leads, and whether a page stands there.
fn lead(chromium: &Chromium, server: &Server, addresses: &[&str]) -> Value {
    server.serve(Files::from([
        ("harness/index.html".to_owned(), include_bytes!("lost.html").to_vec()),
        ("harness/lost.js".to_owned(), include_bytes!("lost.js").to_vec()),
        ("harness/lost.json".to_owned(), serde_json::to_vec(addresses).expect("a list")),
        ("favicon.ico".to_owned(), Vec::new()),
    ]));
    let shown = chromium.open(&format!("{}/harness/", server.url()));
    let said = shown.dom.split("<pre id=\"measured\">").nth(1).and_then(|rest| rest.split("</pre>").next());
    let said = percent_decode_str(said.expect("the harness was read")).decode_utf8_lossy();
    let console = shown.console.join("\n");
    assert!(!console.contains("Content Security Policy"), "{console}");
    serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error}: {said}\n{console}"))
}

#[test]
fn links_that_were_damaged_on_their_way_lead_on() {
    let Some(chromium) = Chromium::find() else { return };
    let server = Server::start();
    server.serve(files(&server, ""));
    let addresses: Vec<&str> = LED_ON.iter().map(|(address, _)| *address).chain(STAY).collect();
    let said = lead(&chromium, &server, &addresses);
    assert_eq!(said["error"], Value::Null);
    for (address, to) in LED_ON {
        assert_eq!(said[address], serde_json::json!([to, "a page"]), "{address}");
    }
    for address in STAY {
        assert_eq!(said[address], serde_json::json!([address, "nothing"]), "{address}");
    }
}

#[test]
fn a_site_below_a_path_leads_on_within_it() {
    let Some(chromium) = Chromium::find() else { return };
    let server = Server::start();
    let mut files = files(&server, "/Desk");
    // The host's own page for what is missing is that of the site.
    let page = files["Desk/404.html"].clone();
    files.insert("404.html".to_owned(), page);
    server.serve(files);
    let said =
        lead(&chromium, &server, &["/Desk/a/THE-LOSS).", "/desk/briefings/b/%23a-the-loss", "/a/the-loss/"]);
    for (address, to, what) in [
        ("/Desk/a/THE-LOSS).", "/Desk/a/the-loss/", "a page"),
        ("/desk/briefings/b/%23a-the-loss", "/Desk/briefings/b/#a-the-loss", "a page"),
        ("/a/the-loss/", "/a/the-loss/", "nothing"),
    ] {
        assert_eq!(said[address], serde_json::json!([to, what]), "{address}");
    }
}

#[test]
fn a_server_that_finds_a_page_everywhere_is_not_led_round_in_circles() {
    let Some(chromium) = Chromium::find() else { return };
    let server = Server::start();
    let mut files = files(&server, "");
    let page = files["404.html"].clone();
    for path in ["a/the-los).", "a/the-los/index.html", "a/the-los"] {
        files.insert(path.to_owned(), page.clone());
    }
    server.serve(files);
    let said = lead(&chromium, &server, &["/a/the-los/"]);
    assert_eq!(said["/a/the-los/"], serde_json::json!(["/a/the-los/", "nothing"]));
}
