//! Each check finds something where there is something to be found.

use crate::appearance::is_chosen_before_paint;
use crate::axe::{axe, judged};
use crate::budgets::shifts;
use crate::chromium::Chromium;
use crate::keyboard::walk;
use crate::reader::{Look, tab};
use crate::server::{Files, Server};
use crate::{NAMES, paper};

const PAGE: &str = "<!doctype html><html><head><meta charset=utf-8><title>T</title><link rel=stylesheet href=/bad.css>\
    <script src=/late.js defer></script></head><body><main>\
    <h1>A heading</h1><p class=pale>Nobody can read this.</p><img src=/p.svg><a class=box href=#nowhere>x</a><a class=box href=#elsewhere>y</a>\
    <p>A <span class=annotation>phrase</span><sup class=noteref><a href=#note-far>1</a></sup>\
    <span class=margin-note id=note-far><span class=note-body>note</span></span> of a line.</p>\
    <p>And <span class=annotation>one</span><sup class=noteref><a href=#hidden>2</a></sup>\
    <span class=hidden id=hidden>lost</span>.</p>\
    <p>And <span class=annotation>one</span><sup class=noteref><button popovertarget=nothing>3</button></sup> more.</p>\
    <button class=unmarked>Press here</button><button class=covered>Or here</button><span class=cover>cover</span>\
    <a class=colophon href=/>Of a screen</a><div class=wide>wide</div></main></body></html>";

const CSS: &str = ".pale { color: #ccc; background: #fff; forced-color-adjust: none } .box { display: block; width: 9px; height: 9px; overflow: hidden }\
    .wide { width: 2000px } .hidden { display: none } .noteref { font-size: 1px }\
    .margin-note { position: relative; top: 200px; display: block }\
    .unmarked:focus { outline: none } .covered { position: absolute; left: 0; top: 700px; width: 90px; height: 30px }\
    .cover { position: absolute; left: 0; top: 690px; width: 120px; height: 60px; background: red }\
    main { animation: turn 9s infinite } @keyframes turn { to { opacity: .9 } } .pale { transition: color 2s } html { scroll-behavior: smooth }\
    h1 { color: white; background: light-dark(rgb(0, 0, 9), rgb(9, 0, 0)) } :root { color-scheme: light dark }\
    @page { size: letter }";

const LATE: &str = "setTimeout(() => {
        document.documentElement.dataset.appearance = 'dark';
        document.querySelector('h1').style.marginTop = '300px';
        document.querySelector('main').append('Only with a script');
    }, 400);
    new Image().src = 'https://elsewhere.example/x.png';";

fn server() -> Server {
    let server = Server::start();
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    let files = [("index.html", PAGE), ("bad.css", CSS), ("late.js", LATE), ("p.svg", picture)];
    server.serve(Files::from(files.map(|(path, text)| (path.to_owned(), text.into()))));
    server
}

#[track_caller]
fn finds(found: &[String], wanted: &[&str]) {
    let found = found.join("\n");
    for words in wanted {
        assert!(found.contains(words), "{words} is not among\n{found}");
    }
}

#[test]
fn a_page_with_faults_does_not_pass() {
    let Some(chromium) = Chromium::start() else { return };
    let Some(axe) = axe() else { return };
    let server = server();
    let tab = tab(&chromium);
    tab.screen(1440);
    assert!(!is_chosen_before_paint(&tab, &server.url()), "it turns dark after it was shown");
    tab.wait("one('h1').style.marginTop");
    tab.value("drawn()");
    finds(&shifts(&tab, "/"), &["moves by", "main"]);
    finds(&tab.list("foreign()", "/"), &["https://elsewhere.example/x.png"]);
    finds(&tab.faults(), &["https://elsewhere.example/x.png"]);
    finds(&tab.list("astray()", "/"), &["#note-far"]);
    finds(&tab.list("unreached()", "/"), &["#hidden, which is not shown", "opens nothing"]);
    finds(&tab.list("missed()", "/"), &["is missed at 11, 0 px"]);
    finds(&tab.list("small()", "/"), &["is 9 × 9 px"]);
    finds(&tab.list("moving()", "/"), &["main", "changes over 2s", "scrolls smoothly"]);
    finds(
        &walk(&tab, "/"),
        &[
            "“Press here” does not show that it has the focus",
            "“Or here” has the focus and is not to be seen",
        ],
    );
    if let Some(found) = paper::faults(&tab, &["nowhere".to_owned()], "/") {
        finds(&found, &["it is no A4", "not on paper: nowhere", "on paper: a.colophon"]);
    }
    tab.value(axe);
    finds(
        &judged(&tab, "/", &[1440, 320]),
        &[
            "/ at 320: scrolls sideways",
            "at 1440, Light: color-contrast",
            "image-alt",
            "html-has-lang",
            "target-size",
            "at 1440, Dark: color-contrast",
            "at 1440, Forced: target-size",
            "p.pale “Nobody can read this.” keeps its colours",
        ],
    );
}

#[test]
fn words_that_only_a_script_brings_are_missed() {
    let Some(chromium) = Chromium::start() else { return };
    let server = server();
    let (with, without) = (tab(&chromium), tab(&chromium));
    without.without_scripts();
    with.go(&server.url());
    without.go(&server.url());
    without.value(NAMES);
    with.wait("words().includes('Only with a script')");
    assert_ne!(with.text("words()"), without.text("words()"));
    assert!(!without.text("words()").is_empty());
}

#[test]
fn colours_are_forced_and_motion_is_reduced() {
    let Some(chromium) = Chromium::start() else { return };
    let (server, tab) = (server(), tab(&chromium));
    tab.go(&server.url());
    for (look, colours) in
        [(Look::Light, "rgb(0, 0, 9)"), (Look::Dark, "rgb(9, 0, 0)"), (Look::Forced, "rgb(255, 255, 255)")]
    {
        tab.look(look);
        assert_eq!(tab.text("getComputedStyle(one('h1')).backgroundColor"), colours, "{look:?}");
    }
    tab.media(&[("prefers-reduced-motion", "reduce")]);
    assert!(tab.is("matchMedia('(prefers-reduced-motion)').matches"));
}
