//! On paper: every note with its source and a way to it, and nothing that needs a screen.

use std::fs;
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::chromium::Chromium;
use crate::kinds::{Site, difficult, repository};
use crate::none;
use crate::program::missing;
use crate::reader::tab;
use crate::tab::Tab;

/// The words on the paper and what is known of its pages; `None` where no program can read them.
pub(crate) fn printed(tab: &Tab) -> Option<(String, String)> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let pdf = folder.path().join("page.pdf");
    let answer = tab.call("Page.printToPDF", &json!({"preferCSSPageSize": true}));
    let bytes = STANDARD.decode(answer["data"].as_str().unwrap_or_default()).expect("base64");
    fs::write(&pdf, bytes).expect("a file is written");
    let read = |program: &str, arguments: &[&str]| {
        let Ok(output) = Command::new(program).arg(&pdf).args(arguments).output() else {
            missing(program);
            return None;
        };
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Some(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    Some((read("pdftotext", &["-"])?, read("pdfinfo", &[])?))
}

/// Words as they are looked for. A line may end anywhere, within an address too; what is written from the right comes with
/// marks that say so, and an Arabic lam and alef, which are joined, come in either order.
fn plain(text: &str) -> String {
    let is_sure =
        |letter: &char| !letter.is_whitespace() && !matches!(letter, '\u{202a}'..='\u{202e}' | 'ل' | 'ا');
    text.chars().filter(is_sure).collect()
}

/// What is only of use on a screen and is shown on paper.
const FURNITURE: &str = "all('.skip, .navigation, .colophon, .breadcrumbs, .copy-link, .close, .signup, .follow, .support, .neighbours, \
    .toc, .appearance, .margin-note, main button, form').filter(isShown).map((one) => `on paper: ${named(one)}`)";

/// What is wrong with a page on paper; `None` where nothing can read that.
pub(crate) fn faults(tab: &Tab, wanted: &[String], place: &str) -> Option<Vec<String>> {
    tab.paper(true);
    let mut found = tab.list(FURNITURE, place);
    tab.paper(false);
    let (paper, about) = printed(tab)?;
    let size = about.lines().find(|line| line.starts_with("Page size")).unwrap_or_default();
    if !size.ends_with("(A4)") {
        found.push(format!("{place}: it is no A4: {size}"));
    }
    let paper = plain(&paper);
    let missing = wanted.iter().filter(|words| !paper.contains(&plain(words)));
    found.extend(missing.map(|words| format!("{place}: not on paper: {words}")));
    Some(found)
}

/// The words that each note of a page rests on, their source and the permalink.
fn wanted(site: &Site, title: &str) -> Vec<String> {
    let notes = site.annotations.iter().filter(|annotation| annotation.page == title);
    let said = notes.map(|note| {
        let (words, source) = note.quotation.clone().unwrap_or_default();
        // The note may show the source's own words, without the editor's marks.
        let words = words.split(['[', ']', '…', '“', '”']).map(str::to_owned);
        words.chain([note.url.trim_end_matches('/').to_owned(), source]).collect::<Vec<_>>()
    });
    said.flatten().collect()
}

#[test]
fn every_note_of_every_briefing_is_on_paper() {
    let Some(chromium) = Chromium::start() else { return };
    let tab = tab(&chromium);
    let mut found = Vec::new();
    for site in [repository(), difficult()] {
        for path in site.briefings {
            tab.go(&site.at(path));
            let wanted = wanted(site, &tab.text("one('h1').textContent"));
            assert!(wanted.len() >= 6, "{path} has notes");
            let Some(faults) = faults(&tab, &wanted, path) else { return };
            found.extend(faults);
        }
    }
    none(&found);
}
