//! What a page may weigh, ask for and move.

use ibid::world::Memory;
use jiff::civil::date;

use crate::chromium::Chromium;
use crate::kinds::{difficult, repository};
use crate::reader::tab;
use crate::server::Files;
use crate::site::serve;
use crate::tab::Tab;
use crate::{WIDTHS, none};

const KIB: usize = 1024;

/// The addresses that a page names in this attribute, of files with this ending.
fn named<'p>(page: &'p str, attribute: &str, ending: &str) -> Vec<&'p str> {
    let start = format!("{attribute}=\"");
    let values = page.split(&start).skip(1).filter_map(|rest| rest.split('"').next());
    values.filter(|value| value.ends_with(ending)).collect()
}

/// Bytes of the files that a page names.
fn weight(files: &Files, page: &str, attribute: &str, ending: &str) -> usize {
    let path = |url: &str| {
        let url =
            url.strip_prefix("http://").and_then(|rest| rest.split_once('/')).map_or(url, |(_, path)| path);
        url.trim_start_matches('/').to_owned()
    };
    named(page, attribute, ending).into_iter().map(|url| files[&path(url)].len()).sum()
}

/// A briefing of 900 words with 20 annotations, of three sources, with all that stands around one by itself.
fn briefing() -> (Files, String) {
    let config = "base_url = \"https://example.org\"\ntitle = \"A desk of some name\"\n\
        description = \"Briefings on what was said, and where.\"\ngenerate_feeds = true\n\
        taxonomies = [{ name = \"tags\" }, { name = \"series\" }]\n\
        [furniture]\ndisclaimer = \"What is said here is said by its authors alone.\"\n";
    let world = Memory::with([
        ("ibid.toml", config),
        ("content/_index.md", "+++\ntitle = \"A desk of some name\"\n+++\n"),
        ("content/briefings/_index.md", "+++\ntitle = \"Briefings\"\n+++\n"),
        ("content/people/ann-ode.md", "+++\ntitle = \"Ann Ode\"\ndescription = \"Writes on rivers.\"\n+++\n"),
    ]);
    let says = |number: usize| {
        format!(
            "In the year {} the office counted its boats on the northern bank and wrote down what it saw",
            1900 + number
        )
    };
    for (index, name) in ["minutes", "report", "letter"].into_iter().enumerate() {
        let text: String = (0..20).map(|number| format!("{}.\n\n", says(number * 3 + index))).collect();
        let head = format!(
            "title = \"The {name} of the office for inland waters\"\nauthor = \"Office for Inland Waters\"\n\
            issued = 2025-10-0{}\naccessed = 2025-11-01\nurl = \"https://example.net/{name}.html\"\n",
            index + 1
        );
        world.insert(format!("content/sources/{name}.md"), format!("+++\n{head}+++\n{text}"));
    }
    let (mut text, mut words) = (String::new(), 0);
    for number in 0..20 {
        let name = ["minutes", "report", "letter"][number % 3];
        let quotation = says(number);
        let annotation = if number % 2 == 0 {
            format!(":cite[the boats were counted]{{#claim-{number} src={name} quote=\"{quotation}\"}}")
        } else {
            format!(":quote[“{quotation}”]{{#claim-{number} src={name}}}")
        };
        words += if number % 2 == 0 { 4 } else { quotation.split(' ').count() };
        let prose = "Nobody doubts that in those years, on both sides of the river, what was known of the water was known \
            to few, and that these few said little; ";
        let end = " and that was all.";
        words += prose.split_whitespace().count() + end.split_whitespace().count();
        text += &format!(
            "{}{prose}{annotation}{end}\n\n",
            if number % 5 == 0 { "## What was counted\n\n" } else { "" }
        );
    }
    assert!((850..=950).contains(&words), "{words} words");
    let head = "title = \"What the office counted, and what it left out\"\ndate = 2026-01-08\nauthors = [\"Ann Ode\"]\n\
        description = \"Twenty counts in three papers, and what they say together.\"\ntags = [\"Rivers\", \"Counts\"]\nseries = [\"Inland waters\"]\n";
    world.insert("content/briefings/counted.md", format!("+++\n{head}+++\n{text}"));
    world.insert(
        "content/briefings/before.md",
        "+++\ntitle = \"What came before\"\ndate = 2026-01-02\nseries = [\"Inland waters\"]\n+++\nText.\n",
    );
    world.set_today(date(2026, 1, 9));
    let (_, files, annotations) = serve(&world);
    assert_eq!(annotations.len(), 20);
    let page = String::from_utf8_lossy(&files["briefings/counted/index.html"]).into_owned();
    (files, page)
}

#[test]
fn a_briefing_weighs_at_most_sixty_kilobytes() {
    let (files, page) = briefing();
    let css = weight(&files, &page, "href", ".css");
    assert!(css > 10 * KIB, "stylesheets are found: {css}");
    let all = page.len() + css;
    assert!(all <= 60 * KIB, "{all} bytes: {} of HTML and {css} of CSS", page.len());
}

#[test]
fn scripts_weigh_at_most_eight_kilobytes() {
    for site in [repository(), difficult()] {
        for path in site.kinds.iter().filter(|path| !["/search/", "/leads-on/"].contains(path)) {
            let file = format!(
                "{}{}",
                path.trim_start_matches('/'),
                if path.ends_with('/') { "index.html" } else { "" }
            );
            let page = String::from_utf8_lossy(&site.files[&file]).into_owned();
            let size = weight(&site.files, &page, "src", ".js");
            assert!(size <= 8 * KIB, "{path}: {size} bytes");
        }
    }
}

/// How far things moved since the page was first shown, and what.
const SHIFTS: &str = "(async () => {
        const shifts = [];
        const watch = new PerformanceObserver((list) => shifts.push(...list.getEntries()));
        watch.observe({ type: 'layout-shift', buffered: true });
        await drawn();
        shifts.push(...watch.takeRecords());
        return shifts.map((shift) => `moves by ${shift.value}: ${shift.sources.map((one) => one.node && named(one.node.closest ? one.node : one.node.parentElement)).join(', ')}`);
    })()";

/// What moved since a page was first shown.
pub(crate) fn shifts(tab: &Tab, place: &str) -> Vec<String> {
    tab.list(SHIFTS, place)
}

#[test]
fn nothing_moves_while_a_page_is_loaded() {
    let Some(chromium) = Chromium::start() else { return };
    let tab = tab(&chromium);
    let mut found = Vec::new();
    for (site, path) in [
        (repository(), "/"),
        (repository(), "/briefings/paris-guarantees/"),
        (repository(), "/briefings/ennadar-night-ferry/"),
        (repository(), "/sources/ennadar-stock-report/"),
        (difficult(), "/briefings/crowd/"),
        (difficult(), "/sources/paged/"),
    ] {
        for width in WIDTHS {
            tab.screen(width);
            tab.go(&site.at(path));
            tab.value("drawn()");
            found.extend(shifts(&tab, &format!("{path} at {width}")));
        }
    }
    none(&found);
}

#[test]
fn pages_ask_nobody_else_and_break_no_policy() {
    let Some(chromium) = Chromium::start() else { return };
    let tab = tab(&chromium);
    let mut found = Vec::new();
    for site in [repository(), difficult()] {
        for path in site.kinds {
            tab.go(&site.at(path));
            tab.value("drawn()");
            found.extend(tab.list("foreign()", path));
            found.extend(tab.faults().into_iter().map(|fault| format!("{path} or before: {fault}")));
        }
        found.extend(
            site.server.missed().into_iter().map(|path| format!("{path} is asked for and not there")),
        );
    }
    none(&found);
}
