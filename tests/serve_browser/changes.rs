//! What an open tab does when its page, its files or the server change.

use crate::chromium::Chromium;
use crate::project::Project;
use crate::tab::Tab;
use crate::{ALTERED, CLAIM, quiet};

/// Many paragraphs, numbered.
fn paragraphs(words: &str) -> String {
    (1..=60).map(|number| format!("{words} {number}. {}\n\n", "Some words of prose. ".repeat(12))).collect()
}

#[test]
fn styles_are_taken_without_a_reload() {
    let Some(chromium) = Chromium::start() else { return };
    let project = Project::new().briefing("one", "Words.");
    let config = project.read("ibid.toml");
    project.write("ibid.toml", &format!("{config}[extra]\nstylesheets = [\"desk.css\"]\n"));
    project.write("static/desk.css", "h1 { color: rgb(1, 2, 3) }\n");
    let served = project.serve();
    let tab = chromium.open(&served.at("/briefings/one/"));
    let color =
        |red: u8| format!("getComputedStyle(document.querySelector('h1')).color === 'rgb({red}, 2, 3)'");
    tab.wait(&color(1));
    tab.mark();
    for red in 2..6 {
        project.write("static/desk.css", &format!("h1 {{ color: rgb({red}, 2, 3) }}\n"));
        tab.wait(&color(red));
    }
    assert!(tab.is_old(), "the page was not loaded anew");
    // Once the new one is there, the old one goes.
    tab.wait("document.querySelectorAll('link[rel=stylesheet][href*=desk]').length === 1");
    project.write_briefing("one", "Other words.");
    tab.wait_for_reload();
    quiet(&tab);
}

#[test]
fn files_of_plain_names_are_taken_as_well() {
    let Some(chromium) = Chromium::start() else { return };
    let project = Project::new().briefing("one", "Words.");
    let square =
        |side: u8| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{side}\" height=\"{side}\"/>");
    project.write("static/square.svg", &square(10));
    project.write("static/plain.css", "h1 { color: rgb(1, 2, 3) }\n");
    let page = "<head><link rel=\"stylesheet\" href=\"/plain.css\"></head>\
        <body><h1>{{ page.title }}</h1><img src=\"/square.svg\"></body>";
    project.write("templates/briefing.html", page);
    let served = project.serve();
    let tab = chromium.open(&served.at("/briefings/one/"));
    tab.mark();
    project.write("static/plain.css", "h1 { color: rgb(2, 2, 3) }\n");
    tab.wait("getComputedStyle(document.querySelector('h1')).color === 'rgb(2, 2, 3)'");
    tab.wait("document.querySelectorAll('link[rel=stylesheet]').length === 1");
    project.write("static/square.svg", &square(20));
    tab.wait("document.querySelector('img').naturalWidth === 20");
    project.write("static/plain.css", "h1 { color: rgb(3, 2, 3) }\n");
    tab.wait("getComputedStyle(document.querySelector('h1')).color === 'rgb(3, 2, 3)'");
    assert!(tab.is_old(), "the page was not loaded anew");
    quiet(&tab);
}

#[test]
fn the_place_and_what_is_open_are_kept() {
    let Some(chromium) = Chromium::start() else { return };
    let text = |before: &str| {
        format!(
            "{before}\n\n{CLAIM}\n\n<details><summary>More</summary>Much more.</details>\n\n<input name=\"q\">\n\n{}",
            paragraphs("Part")
        )
    };
    let project = Project::new().briefing("one", &text(""));
    let served = project.serve();
    let tab = chromium.open(&served.at("/briefings/one/#note-loss"));
    tab.resize(800, 600, false);
    tab.value("document.querySelector('details').open = true");
    tab.value("document.querySelector('input').value = 'typed'; document.querySelector('input').focus()");
    tab.value("[...document.querySelectorAll('p')].find((one) => one.textContent.startsWith('Part 30.')).id = 'seen'");
    tab.value("document.querySelector('#seen').scrollIntoView(); scrollBy(0, -100)");
    let before = tab.number("topOf('#seen')");
    tab.mark();

    project.write_briefing("one", &text(&paragraphs("New")));
    tab.wait_for_reload();
    tab.value("[...document.querySelectorAll('p')].find((one) => one.textContent.startsWith('Part 30.')).id = 'seen'");
    tab.wait(&format!("Math.abs(topOf('#seen') - {before}) < 2"));
    assert_eq!(tab.value("document.querySelector('details').open"), true);
    assert_eq!(tab.text("document.activeElement.value"), "typed");
    assert_eq!(tab.value("getComputedStyle(document.querySelector('#note-loss')).display"), "block");
    quiet(&tab);
}

#[test]
fn only_the_tab_whose_page_changed_is_loaded_anew() {
    let Some(chromium) = Chromium::start() else { return };
    let project = Project::new().briefing("one", "Words.").briefing("two", "Other words.");
    let served = project.serve();
    let (one, two) =
        (chromium.open(&served.at("/briefings/one/")), chromium.open(&served.at("/briefings/two/")));
    one.mark();
    two.mark();
    project.write_briefing("two", "Very other words.");
    two.wait_for_reload();
    two.wait("document.body.innerText.includes('Very other words.')");
    // It has been told of the update, and did nothing.
    one.wait("preview().querySelector('.timing').textContent");
    assert!(one.is_old());
}

#[test]
fn any_number_of_tabs_is_served_and_each_catches_up_once_it_is_seen() {
    let Some(chromium) = Chromium::start() else { return };
    let project = Project::new().briefing("one", "Words.");
    let served = project.serve();
    // A browser opens six connections to a host; more tabs than that would wait if each kept one.
    let tabs: Vec<Tab> = (0..8).map(|_| chromium.open_tab(&served.at("/briefings/one/"))).collect();
    let last = tabs.last().expect("a tab");
    tabs[0].mark();
    last.mark();
    project.write_briefing("one", "Other words.");
    last.wait_for_reload();
    assert!(tabs[0].is_old(), "nobody looks at it");
    tabs[0].come_to_front();
    tabs[0].wait_for_reload();
    tabs[0].wait("document.body.innerText.includes('Other words.')");
}

#[test]
fn a_tab_follows_a_page_that_was_renamed() {
    let Some(chromium) = Chromium::start() else { return };
    let project = Project::new().briefing("one", "Words.\n\n## Part\n\nWords.");
    let served = project.serve();
    let tab = chromium.open(&served.at("/briefings/one/#part"));
    project.rename("content/briefings/one.md", "content/briefings/first.md");
    tab.wait("location.pathname === '/briefings/first/' && location.hash === '#part'");
    project.remove("content/briefings/first.md");
    tab.wait("!document.querySelector('.briefing')");
    project.write_briefing("first", "It is back.");
    tab.wait("document.body.innerText.includes('It is back.')");
}

#[test]
fn tabs_find_a_server_that_was_started_again() {
    let Some(chromium) = Chromium::start() else { return };
    let project = Project::new().briefing("one", ALTERED);
    let served = project.serve();
    let tab = chromium.open(&served.at("/briefings/one/"));
    tab.wait("failing('loss')");
    let port = served.port();
    drop(served);
    tab.wait("!preview().querySelector('.lost').hidden");
    tab.mark();
    let served = project.serve_on(port);
    tab.wait("preview().querySelector('.lost').hidden");
    assert!(tab.is_old(), "its page is still the same");

    // It has another token by now, and gets it by itself.
    tab.click("button(failing('loss'), 'Take this text')");
    tab.click("button(preview().querySelector('.confirmation[open]'), 'Take')");
    tab.wait("document.querySelector('#a-loss')?.textContent.includes('lost two vehicles')");
    project.write_briefing("one", "The end.");
    tab.wait("document.body.innerText.includes('The end.')");
    drop(served);
}

#[test]
fn a_site_below_a_path_is_previewed_there() {
    let Some(chromium) = Chromium::start() else { return };
    let project = Project::new().briefing("one", CLAIM);
    project.write("ibid.toml", "base_url = \"https://example.org/desk\"\ntitle = \"Desk\"\n");
    let served = project.serve();
    let tab = chromium.open(&served.at("/briefings/one/"));
    assert_eq!(tab.text("location.pathname"), "/desk/briefings/one/");
    tab.wait("document.querySelector('#note-loss ibid-tools')");
    project.rename("content/briefings/one.md", "content/briefings/first.md");
    tab.wait("location.pathname === '/desk/briefings/first/'");
    quiet(&tab);
}

#[test]
fn a_page_that_is_not_public_says_so_once() {
    let Some(chromium) = Chromium::start() else { return };
    let project = Project::new();
    let draft = "+++\ntitle = \"Draft\"\ndate = 2026-01-08\ndraft = true\n+++\nWords.\n";
    project.write("content/briefings/draft.md", draft);
    let served = project.serve();
    let tab = chromium.open(&served.at("/briefings/draft/"));
    tab.wait("document.querySelector('.withheld')");
    project.write("templates/briefing.html", "<body><h1>{{ page.title }}</h1></body>");
    tab.wait("document.querySelector('ibid-banner')?.shadowRoot.textContent.includes('not public')");
    assert_eq!(tab.value("document.querySelectorAll('.withheld').length"), 0);
}
