//! Pages as a browser shows them: notes beside the text or in its place, nothing wider than the screen, nothing
//! asked of other hosts.
#![expect(clippy::disallowed_methods, reason = "the tests start a browser and read what it writes")]
#![expect(clippy::print_stderr, reason = "a test that is left out says so")]

#[path = "browser/chromium.rs"]
mod chromium;
#[path = "browser/faults.rs"]
mod faults;
#[path = "browser/lost.rs"]
mod lost;
#[path = "browser/program.rs"]
mod program;
#[path = "browser/sample.rs"]
mod sample;
#[cfg(feature = "search")]
#[path = "browser/searching.rs"]
mod searching;
#[path = "browser/server.rs"]
mod server;
#[path = "browser/site.rs"]
mod site;

use chromium::Chromium;
use faults::{Measured, faults};
use ibid::world::{Disk, World};
use percent_encoding::percent_decode_str;
use sample::{CROWD, sample};
use server::{Files, Server};

const HARNESS: [(&str, &str); 4] = [
    ("harness/icon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
    ("harness/index.html", include_str!("browser/harness.html")),
    ("harness/harness.css", include_str!("browser/harness.css")),
    ("harness/harness.js", include_str!("browser/harness.js")),
];

/// A server for a site, and the addresses of its pages.
struct Site {
    server: Server,
    pages: Vec<String>,
}

fn build(world: &dyn World) -> Site {
    let (server, files, _) = site::serve(world);
    Site { server, pages: site::pages(&files) }
}

/// Opens all pages at all widths.
fn look(chromium: &Chromium, site: &Site) -> (Vec<Measured>, Vec<String>) {
    let mut files: Files = HARNESS.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into();
    files.insert("harness/pages.json".to_owned(), serde_json::to_vec(&site.pages).expect("a list"));
    site.server.serve(files);
    let shown = chromium.open(&format!("{}/harness/", site.server.url()));
    let measured =
        shown.dom.split("<pre id=\"measured\">").nth(1).and_then(|rest| rest.split("</pre>").next());
    let measured = percent_decode_str(measured.expect("the harness was read")).decode_utf8_lossy();
    let pages: faults::Report = serde_json::from_str(&measured)
        .unwrap_or_else(|error| panic!("{error}: {measured}\n{}", shown.console.join("\n")));
    assert_eq!(pages.error, None);
    assert_eq!(pages.pages.len(), site.pages.len(), "all pages were opened");
    (pages.pages, shown.console)
}

/// Opens all pages and asserts that nothing is wrong with any.
#[track_caller]
fn holds(chromium: &Chromium, site: &Site) -> Vec<Measured> {
    let (pages, console) = look(chromium, site);
    let mut found: Vec<_> = pages.iter().flat_map(|page| faults(page, &site.server.url())).collect();
    // All pages are looked at without scripts, and stay where they are.
    let expected = ["Blocked script execution", "Refused to execute the redirect"];
    found.extend(console.into_iter().filter(|line| !expected.iter().any(|words| line.contains(words))));
    found.extend(site.server.missed().into_iter().map(|path| format!("{path} is asked for and not there")));
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
    pages
}

#[test]
fn notes_find_their_place_wherever_they_stand() {
    let Some(chromium) = Chromium::find() else { return };
    let site = build(&sample());
    let pages = holds(&chromium, &site);
    let notes = |path: &str| {
        let page = pages.iter().find(|page| page.path == path).expect("the page was opened");
        page.sizes[0].notes.iter().filter(|note| note.shown).count()
    };
    assert_eq!(notes("/briefings/crowd/"), CROWD);
    // One of the eight stands in a table, where it opens in its cell; one in a heading, which is to hold its own words
    // alone: its number leads to the list.
    assert_eq!(notes("/briefings/everywhere/"), 6);
    assert_eq!(notes("/sources/dense/"), 8);
}

#[test]
fn this_repository_is_a_site_that_can_be_read_anywhere() {
    let Some(chromium) = Chromium::find() else { return };
    let site = build(&Disk::new(env!("CARGO_MANIFEST_DIR")));
    holds(&chromium, &site);
}

#[test]
fn a_page_with_faults_does_not_pass() {
    let Some(chromium) = Chromium::find() else { return };
    let server = Server::start();
    let page = "<!doctype html><link rel=stylesheet href=/bad.css><main><div class=wide style=\"color: red\">x</div>\
        <img src=\"https://elsewhere.example/x.png\"><img src=\"/missing.png\">\
        <sup class=noteref><button popovertarget=one>1</button></sup><span class=margin-note id=one>a</span>\
        <sup class=noteref><button popovertarget=two>2</button></sup><span class=margin-note id=two>b</span>\
        <sup class=noteref><button popovertarget=far>3</button></sup><span class=\"margin-note far\" id=far popover>c</span></main>";
    let css = ".wide { width: 2000px } .margin-note { position: absolute; left: 20px; top: 20px; width: 9px; height: 9px; } \
        .far { top: 300px }";
    server.serve(Files::from([("index.html".to_owned(), page.into()), ("bad.css".to_owned(), css.into())]));
    let site = Site { server, pages: vec!["/".to_owned()] };
    let (pages, console) = look(&chromium, &site);
    let found = faults(&pages[0], &site.server.url()).join("\n");
    for wanted in [
        "scrolls sideways",
        "lie over each other",
        "not beside the text",
        "is shown before its number",
        "from its number",
    ] {
        assert!(found.contains(wanted), "{wanted}: {found}");
    }
    let console = console.join("\n");
    for wanted in ["inline style", "https://elsewhere.example/x.png"] {
        assert!(console.contains(wanted), "{wanted}: {console}");
    }
    assert_eq!(site.server.missed(), ["/missing.png"]);
}
