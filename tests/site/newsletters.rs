//! Newsletters as content: their pages, and the annotations that they link to.

use ibid::config::Settings;

use super::{briefing, build, built, short, site};

/// A briefing with two annotations, `two` and `quiet`.
fn on_minutes() -> String {
    briefing(
        ":cite[Two were lost]{#two src=minutes quote=\"the enemy lost two vehicles\"}, and \
        :cite[nobody was hurt]{#quiet src=minutes quote=\"Nobody was hurt in the village\"}.",
    )
}

/// A newsletter with this front matter and body.
fn letter(matter: &str, body: &str) -> String {
    format!("+++\n{matter}\n+++\n{body}\n")
}

#[test]
fn a_newsletter_has_a_page_under_its_day_and_stands_in_a_list() {
    let world = site(&[
        ("content/briefings/minutes.md", &on_minutes()),
        ("content/newsletters/2026-01-02.md", &letter("title = \"First letter\"", "See [it](a:two).")),
        (
            "content/newsletters/2026-01-09.md",
            &letter("subject = \"Second letter\"\npreheader = \"What was lost\"", "See [it](a:two)."),
        ),
    ]);
    let files = built(&world);
    let page = "newsletters/2026-01-09/index.html";
    files.holds(page, "<h1>Second letter</h1>");
    files.holds(page, "<p class=\"standfirst\">What was lost</p>");
    files.holds(page, "<time datetime=\"2026-01-09\">9 January 2026</time>");
    files.holds(page, "<a href=\"/a/two/\" class=\"to-annotation\">it</a>");
    let list = files.text("newsletters/index.html");
    let (newer, older) = (list.find("Second letter"), list.find("First letter"));
    assert!(newer.is_some() && newer < older, "{list}");
    files.holds("index.html", "<a href=\"/newsletters/\">Newsletters</a>");
    files.holds("newsletters/atom.xml", "Second letter");
    assert!(!files.text("atom.xml").contains("Second letter"), "readers of the feed have the briefing");
}

#[test]
fn annotations_tell_in_which_newsletters_they_are_linked() {
    let world = site(&[
        ("content/briefings/minutes.md", &on_minutes()),
        ("content/newsletters/2026-01-02.md", &letter("subject = \"One\"", "See [it](a:two), [it](a:two).")),
        ("content/newsletters/2026-01-08.md", &letter("subject = \"Two\"", "::annotation{id=two}")),
        (
            "content/newsletters/whole.md",
            &letter("subject = \"Three\"", "See [it](https://example.org/a/two/?utm_source=x)."),
        ),
        (
            "content/newsletters/2026-01-05.md",
            &letter("subject = \"Four\"", "See [it](@/briefings/minutes.md#a-two)."),
        ),
        (
            "content/newsletters/2026-01-06.md",
            &letter("subject = \"Five\"\ndraft = true", "See [it](a:two)."),
        ),
    ]);
    let files = built(&world);
    let links = "<a href=\"/newsletters/2026-01-08/\">in the newsletter of <time datetime=\"2026-01-08\">8 January 2026</time></a>, \
        <a href=\"/newsletters/2026-01-05/\">in the newsletter of <time datetime=\"2026-01-05\">5 January 2026</time></a>, \
        <a href=\"/newsletters/2026-01-02/\">in the newsletter of <time datetime=\"2026-01-02\">2 January 2026</time></a>, \
        <a href=\"/newsletters/whole/\">in the newsletter “Three”</a>";
    let line = format!("<p class=\"note-links letters\">Linked {links}</p>");
    files.holds("a/two/index.html", &line);
    files.holds("briefings/minutes/index.html", &line);
    assert!(!files.text("a/quiet/index.html").contains("note-links letters"));
}

#[test]
fn a_draft_of_a_newsletter_leaves_no_trace_even_where_drafts_are_built() {
    let world = site(&[
        ("content/briefings/minutes.md", &on_minutes()),
        (
            "content/newsletters/2026-01-06.md",
            &letter("subject = \"Five\"\ndraft = true", "See [it](a:two)."),
        ),
    ]);
    let outcome = ibid::site::build(&world, &Settings { drafts: true, ..Settings::default() });
    let page = outcome.artifacts.iter().find(|file| file.path == "a/two/index.html").expect("the permalink");
    assert!(!String::from_utf8_lossy(&page.bytes).contains("newsletter of"));
}

#[test]
fn what_is_wrong_in_the_front_matter_is_told_at_its_place() {
    for (matter, expected) in [
        ("description = \"x\"", "`subject` is missing"),
        ("subject = \"\"", "`subject` must not be empty"),
        ("subject = \"a\\nb\"", "`subject` must be one line"),
        ("subject = \"A\"\npreheader = \" \"", "`preheader` must not be empty"),
        ("subject = \"A\"\nfrom = \"desk\"", "`from` must be an address such as"),
        ("subject = \"A\"\nsubjekt = \"B\"", "`subjekt`"),
    ] {
        let world = site(&[("content/newsletters/2026-01-09.md", &letter(matter, "Text."))]);
        let found = short(&build(&world).diagnostics);
        assert!(
            found.starts_with("content/newsletters/2026-01-09.md:") && found.contains(expected),
            "{matter}: {found}"
        );
    }
    let world = site(&[("content/briefings/x.md", &letter("title = \"A\"\nsubject = \"B\"", "Text."))]);
    assert!(short(&build(&world).diagnostics).contains("`subject`"), "only newsletters have one");
}

#[test]
fn what_the_configuration_says_of_mails_needs_no_form_and_is_checked() {
    let with = |table: &str| {
        let world = site(&[]);
        world.insert("ibid.toml", format!("{}\n[newsletter]\n{table}", super::CONFIG));
        short(&build(&world).diagnostics)
    };
    for sound in [
        "from = \"Desk <desk@example.org>\"",
        "unsubscribe = \"https://example.org/u?x={{ id }}\"\none_click = true",
        "unsubscribe = \"mailto:leave@example.org?subject=unsubscribe\"",
        "unsubscribe = \"*|UNSUB|*\"",
        "utm = { source = \"letter\", medium = \"email\", campaign = \"{slug}\" }",
    ] {
        assert_eq!(with(sound), "", "{sound}");
    }
    for (wrong, expected) in [
        ("from = \"desk\"", "`from` must be"),
        ("unsubscribe = \"leave\"", "`unsubscribe` must be"),
        ("unsubscribe = \"mailto:a@example.org\"\none_click = true", "`one_click` needs"),
        ("utm = { sauce = \"x\" }", "`sauce`"),
        ("from = \"desk@example.org\"\nbutton = \"x\"", "`action` is missing"),
    ] {
        let found = with(wrong);
        assert!(found.contains(expected), "{wrong}: {found}");
    }
}
