//! What analysts do with annotations: the words of a source are taken, permalinks are copied.

use crate::chromium::Chromium;
use crate::project::Project;
use crate::{ALTERED, CLAIM, quiet};

#[test]
fn the_words_of_the_source_are_taken_and_given_back() {
    let Some(chromium) = Chromium::start() else { return };
    let project = Project::new().briefing("one", ALTERED);
    let served = project.serve();
    let path = "content/briefings/one.md";
    let written = project.read(path);
    let tab = chromium.open(&served.at("/briefings/one/"));
    tab.wait("failing('loss')");
    assert_eq!(tab.value("!overlay()"), true, "a quotation that fails is no reason to hide the page");
    assert_eq!(tab.value("document.querySelector('#a-loss').hasAttribute('data-ibid-fails')"), true);
    let marked = "[...failing('loss').querySelectorAll('ins')].map((one) => one.textContent).join()";
    assert_eq!(tab.value(marked), "two");

    tab.click("button(failing('loss'), 'Take this text')");
    tab.wait(
        "preview().querySelector('.confirmation[open]')?.textContent.includes('content/briefings/one.md:5?')",
    );
    assert_eq!(project.read(path), written, "nothing is written before it is confirmed");
    tab.click("button(preview().querySelector('.confirmation'), 'Cancel')");
    tab.wait("!preview().querySelector('.confirmation[open]')");

    tab.click("button(failing('loss'), 'Take this text')");
    tab.click("button(preview().querySelector('.confirmation[open]'), 'Take')");
    tab.wait(
        "document.querySelector('#a-loss')?.textContent.includes('lost two vehicles') && !failing('loss')",
    );
    assert_eq!(project.read(path), written.replace("three", "two"));

    tab.click("button(preview().querySelector('.taken:not([hidden])'), 'Undo')");
    tab.wait("failing('loss')");
    assert_eq!(project.read(path), written);
    assert_eq!(tab.text("preview().querySelector('.told').textContent"), format!("{path} is as it was."));
    quiet(&tab);
}

#[test]
fn a_change_in_the_meantime_is_not_overwritten() {
    let Some(chromium) = Chromium::start() else { return };
    let project = Project::new().briefing("one", ALTERED);
    let served = project.serve();
    let tab = chromium.open(&served.at("/briefings/one/"));
    tab.click("button(failing('loss'), 'Take this text')");
    tab.wait("preview().querySelector('.confirmation[open]')");
    tab.mark();
    // Without a stream the dialog stays what it is, as on a machine that slept.
    tab.value("window.dispatchEvent(new PageTransitionEvent('pagehide'))");
    let edited = format!("One line more.\n\n{ALTERED}");
    project.write_briefing("one", &edited);
    let written = project.read("content/briefings/one.md");
    tab.click("button(preview().querySelector('.confirmation[open]'), 'Take')");
    tab.wait("preview().querySelector('.refusal').textContent");
    assert_eq!(project.read("content/briefings/one.md"), written);
}

#[test]
fn what_is_copied_is_what_the_public_sees() {
    let Some(chromium) = Chromium::start() else { return };
    let project = Project::new().briefing("one", CLAIM);
    let served = project.serve();
    let tab = chromium.open(&served.at("/briefings/one/"));
    let copied = |words: &str| {
        tab.value("globalThis.opener = document.querySelector('#note-loss ibid-tools')?.shadowRoot.querySelector('button')");
        tab.click("opener");
        tab.click(&format!("button(preview().querySelector('.menu:popover-open'), '{words}')"));
        tab.wait("preview().querySelector('.told').textContent.startsWith('Copied')");
        tab.text("navigator.clipboard.readText()")
    };
    tab.wait("document.querySelector('#note-loss ibid-tools')");
    assert_eq!(copied("Copy permalink"), "https://desk.example/a/loss/");
    assert_eq!(copied("Copy as Markdown"), "[went badly](https://desk.example/a/loss/)");
    assert!(copied("Copy quotation").starts_with("“lost two vehicles and withdrew” (Minutes"));
    // No editor is known, so the place is copied.
    tab.click("opener");
    tab.click("button(preview().querySelector('.menu:popover-open'), 'Open in editor')");
    tab.wait("preview().querySelector('.told').textContent.includes('content/briefings/one.md:5')");
    assert!(tab.text("navigator.clipboard.readText()").starts_with("content/briefings/one.md:5"));
    // The page of the permalink itself is a local one for now.
    tab.go(&served.at("/a/loss/"));
    tab.wait("document.querySelector('main ibid-tools')");
    quiet(&tab);
}

#[test]
fn nothing_of_it_is_forbidden_by_a_strict_policy() {
    let Some(chromium) = Chromium::start() else { return };
    let project = Project::new().briefing("one", ALTERED);
    let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\">";
    let page = format!(
        "<!DOCTYPE html><html><head><title>T</title>{policy}</head><body>{{{{ page.content }}}}</body></html>"
    );
    project.write("templates/briefing.html", &page);
    let served = project.serve();
    let tab = chromium.open(&served.at("/briefings/one/"));
    tab.wait("getComputedStyle(failing('loss')?.querySelector('.failure')).borderLeftWidth === '4px'");
    tab.wait("getComputedStyle(document.querySelector('#a-loss')).textDecorationStyle === 'wavy'");
    // Without the links of a theme, the button stands after the phrase.
    tab.click("document.querySelector('#note-loss ibid-tools, #a-loss ~ ibid-tools')?.shadowRoot.querySelector('button')");
    tab.wait("preview().querySelector('.menu:popover-open').offsetTop > 0");
    project.write_briefing("one", "See [that](@/briefings/nowhere.md).");
    tab.wait("overlay()");
    quiet(&tab);
}

#[test]
fn a_keyboard_is_enough_and_keeps_its_place() {
    let Some(chromium) = Chromium::start() else { return };
    walk_by_keyboard(&chromium, "");
}

#[test]
fn a_keyboard_keeps_its_place_where_the_failure_goes_before_the_page_does() {
    let Some(chromium) = Chromium::start() else { return };
    // Before it loads a page anew, the preview asks whether the server is there.
    let late = "const soon = fetch;
        globalThis.fetch = (url, asked) => new Promise((done) =>
            setTimeout(() => done(soon(url, asked)), asked?.method === 'HEAD' ? 1000 : 0));";
    walk_by_keyboard(&chromium, late);
}

fn walk_by_keyboard(chromium: &Chromium, first: &str) {
    let project = Project::new().briefing("one", ALTERED);
    let served = project.serve();
    let tab = chromium.open(&served.at("/briefings/one/"));
    tab.wait("failing('loss')");
    tab.value(first);
    let focused = "document.activeElement.shadowRoot?.activeElement?.textContent";
    tab.value("document.querySelector('#note-loss ibid-tools').shadowRoot.querySelector('button').focus()");
    for _ in 0..2 {
        tab.press("Enter", 13);
        tab.wait(&format!("{focused} === 'Copy permalink'"));
        tab.press("Escape", 27);
        tab.wait(&format!("{focused} === '⋯'"));
    }
    tab.press("Enter", 13);
    tab.wait(&format!("{focused} === 'Copy permalink'"));
    tab.press("Enter", 13);
    tab.wait(&format!("{focused} === '⋯' && preview().textContent.includes('Copied')"));

    tab.value("button(failing('loss'), 'Take this text').focus()");
    tab.press("Enter", 13);
    tab.wait(&format!("{focused} === 'Take'"));
    tab.press("Enter", 13);
    tab.wait("document.querySelector('#a-loss')?.textContent.includes('lost two vehicles')");
    tab.wait("document.activeElement.closest('.noteref, #note-loss')");
    quiet(&tab);
}

#[test]
fn nothing_of_it_is_printed() {
    let Some(chromium) = Chromium::start() else { return };
    let project = Project::new().briefing("one", ALTERED);
    let served = project.serve();
    let tab = chromium.open(&served.at("/briefings/one/"));
    tab.wait("failing('loss') && document.querySelector('ibid-tools')");
    tab.print();
    let shown = "[...document.querySelectorAll('ibid-preview, ibid-failure, ibid-tools')].filter((one) => one.checkVisibility()).length";
    assert_eq!(tab.value(shown), 0);
    let sign = "getComputedStyle(document.querySelector('[data-ibid-fails]'), '::after').content";
    assert_eq!(tab.value(sign), "none");
}

#[test]
fn in_a_site_of_another_language_its_own_words_are_english() {
    let Some(chromium) = Chromium::start() else { return };
    let project = Project::new().briefing("one", ALTERED);
    project.write("ibid.toml", "base_url = \"https://desk.example\"\ndefault_language = \"uk\"\n");
    let served = project.serve();
    let tab = chromium.open(&served.at("/briefings/one/"));
    tab.wait("failing('loss')");
    for host in ["ibid-preview", "ibid-failure", "ibid-tools"] {
        assert_eq!(tab.text(&format!("document.querySelector('{host}').lang")), "en", "{host}");
    }
    assert_eq!(tab.text("failing('loss').querySelector('q').lang"), "uk");
    quiet(&tab);
}
