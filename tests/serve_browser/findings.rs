//! Findings over the page: they come, they tell all, they go by themselves.

use crate::chromium::Chromium;
use crate::project::Project;
use crate::{CLAIM, quiet};

const ESCAPE: u32 = 27;

#[test]
fn errors_come_over_the_page_and_go_by_themselves() {
    let Some(chromium) = Chromium::start() else { return };
    let project = Project::new().briefing("one", "All is well.").briefing("two", "Here too.");
    let served = project.serve();
    let tab = chromium.open(&served.at("/briefings/one/"));
    tab.mark();

    project
        .write_briefing("two", "See [that](@/briefings/nowhere.md) <script>window.isHurt = true</script>.");
    tab.wait("overlay()");
    let said = tab.text("overlay().textContent");
    assert!(said.contains("content/briefings/two.md:5"), "{said}");
    assert!(said.contains("<script>window.isHurt = true</script>"), "{said}");
    assert!(said.contains("as it could last be shown"), "{said}");
    assert_eq!(tab.value("preview().querySelectorAll('script').length + (window.isHurt ? 1 : 0)"), 0);
    assert!(tab.is_old(), "the last good state is still there");

    project.write_briefing("one", "All was well, [until](@/briefings/now.md).");
    tab.wait("overlay().textContent.includes('content/briefings/one.md:5')");
    assert!(
        tab.text("overlay().textContent").contains("content/briefings/two.md:5"),
        "all of them are shown"
    );

    project.write_briefing("two", "Here too, again.");
    project.write_briefing("one", "All is well again.");
    tab.wait("!overlay() && document.body.innerText.includes('All is well again.')");
    quiet(&tab);
}

#[test]
fn a_list_that_was_folded_opens_for_new_errors_only() {
    let Some(chromium) = Chromium::start() else { return };
    let project =
        Project::new().briefing("one", "See [that](@/briefings/nowhere.md).").briefing("two", "Well.");
    let served = project.serve();
    let tab = chromium.open(&served.at("/briefings/two/"));
    tab.wait("overlay()");
    tab.press("Escape", ESCAPE);
    tab.wait("!overlay()");
    tab.wait("preview().querySelector('.count').textContent === '1 error: changes wait'");

    tab.value("globalThis.before = sessionStorage.getItem('ibid:update')");
    project.write_briefing("one", "A line more.\n\nSee [that](@/briefings/nowhere.md).");
    tab.wait("sessionStorage.getItem('ibid:update') !== before");
    assert_eq!(tab.text("preview().querySelector('.timing').textContent"), "", "nothing new is shown");
    assert_eq!(tab.value("!overlay()"), true, "the same error in another line is known");
    tab.click("preview().querySelector('.count')");
    tab.wait("overlay().textContent.includes('one.md:7')");
    tab.click("button(overlay(), 'Fold')");
    tab.wait("!overlay()");

    project.write_briefing("two", "See [this](@/briefings/neither.md).");
    tab.wait("overlay()?.textContent.includes('neither')");
    quiet(&tab);
}

#[test]
fn findings_are_readable_on_a_telephone() {
    let Some(chromium) = Chromium::start() else { return };
    let project =
        Project::new().briefing("one", &format!("{CLAIM} [x](@/briefings/{}.md)", "long".repeat(60)));
    let served = project.serve();
    let tab = chromium.open(&served.at("/briefings/one/"));
    for is_dark in [false, true] {
        tab.resize(375, 700, is_dark);
        tab.wait(
            "overlay() && overlay().offsetWidth <= 375 && overlay().scrollWidth <= overlay().clientWidth",
        );
        tab.wait("document.documentElement.scrollWidth <= 375");
    }
}

#[test]
fn a_broken_site_is_shown_once_it_is_mended() {
    let Some(chromium) = Chromium::start() else { return };
    let project = Project::new().briefing("one", "Words.");
    project.write("ibid.toml", "base_url = \"https://desk.example\ntitle = \"Desk\"\n");
    let served = project.serve();
    let tab = chromium.open(&served.at("/briefings/one/"));
    tab.wait("overlay()?.textContent.includes('ibid.toml')");
    project.write("ibid.toml", "base_url = \"https://desk.example\"\ntitle = \"Mended\"\n");
    tab.wait("!overlay() && document.title === 'The one · Mended'");
}

#[test]
fn a_broken_template_is_named() {
    let Some(chromium) = Chromium::start() else { return };
    let project = Project::new().briefing("one", "Words.");
    let served = project.serve();
    let tab = chromium.open(&served.at("/briefings/one/"));
    project.write("templates/briefing.html", "<body>{{ page.title }} {{ nothing.at.all }}</body>");
    tab.wait("overlay()?.textContent.includes('templates/briefing.html')");
    project.write("templates/briefing.html", "<body>{{ page.title }}, plainly</body>");
    tab.wait("!overlay() && document.body.innerText.includes('The one, plainly')");
    project.remove("templates/briefing.html");
    tab.wait("document.querySelector('.masthead')");
}
