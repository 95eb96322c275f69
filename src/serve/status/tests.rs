use std::time::Duration;

use jiff::civil::time;

use super::*;
use crate::config::Settings;
use crate::diagnostic::Code;
use crate::site::{Past, update};
use crate::world::{Changes, Memory};

const NASTY: &str = "<script>alert('x')</script> & \"quotes\"";

fn site(files: &[(&str, String)]) -> Site {
    let config = format!("base_url = \"http://127.0.0.1:1111/desk\"\ntitle = {NASTY:?}\n");
    let world = Memory::with([
        ("ibid.toml", config),
        (
            "content/sources/minutes.md",
            format!("+++\ntitle = {NASTY:?}\n+++\nThe enemy lost two vehicles.\n"),
        ),
        ("content/sources/spare.md", "+++\ntitle = \"Spare\"\n+++\n".to_owned()),
    ]);
    for (path, text) in files {
        world.insert(*path, text.as_str());
    }
    let settings = Settings { drafts: true, ..Settings::default() };
    update(&world, &settings, &mut Past::default(), &Changes::All)
}

fn small() -> Site {
    let briefing = format!(
        "+++\ntitle = {NASTY:?}\ndate = 2026-01-08\n+++\n:cite[<b>{NASTY}]{{#one src=minutes quote=\"lost two vehicles\"}}\n\n\
         :quote[lost *nine* vehicles]{{#two src=minutes}} and [broken](@/x.md)\n"
    );
    site(&[
        ("content/briefings/a.md", briefing),
        ("content/d.md", "+++\ntitle = \"D\"\ndraft = true\n+++\n".to_owned()),
        ("content/f.md", "+++\ntitle = \"F\"\ndate = 2030-01-01\n+++\n".to_owned()),
    ])
}

fn page(site: &Site, path: &str) -> Option<String> {
    let updates = Updates::default();
    Status {
        site: Some(site),
        diagnostics: &site.diagnostics,
        updates: &updates,
        public_url: "https://example.org",
    }
    .page(path)
}

/// The text of a page's main part, without tags, its white space as single spaces.
fn text(html: &str) -> String {
    let main = html.split("<main id=\"main\">").nth(1).expect("a main part");
    let apart = main.replace("<wbr>", "").replace('<', " <");
    crate::parse::plain_text(&apart).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_page_says_what_it_is_for() {
    let site = small();
    for (path, words) in [
        ("", "2 errors"),
        ("", "Pages 2 Briefings 1 Drafts 1 Dated after today 1 Annotations 2 Sources 2 Sources not used 1"),
        ("", "checked 2 exact 1 fail 1"),
        ("pages/", "All 3 Briefings 1 Others 1 Not public 2 Drafts 1 Dated after today 1"),
        ("pages/", "briefing 2026-01-08 2 content/briefings/a.md"),
        ("pages/drafts/", "D draft page 0 content/d.md"),
        ("pages/future/", "F dated after today not made 2030-01-01 0 content/f.md"),
        ("annotations/", "All 2 Fail 1 Exact 1"),
        ("annotations/fail/", "lost nine vehicles Fail"),
        ("annotations/fail/", "& \"quotes\" , 2 content/briefings/a.md:7"),
        ("sources/", "All 2 Used 1 Not used 1 Without text 1"),
        ("sources/", "minutes 2 1"),
        ("sources/unused/", "Spare spare 0 0 nobody excerpts 0 content/sources/spare.md"),
        ("warnings/", "error there is no page content/x.md broken-link content/briefings/a.md:7"),
        ("warnings/", "the nearest passage is p1"),
    ] {
        let html = page(&site, path).expect("a page");
        assert!(text(&html).contains(words), "{path}: {words}\n{}", text(&html));
    }
}

#[test]
fn nothing_of_the_site_becomes_a_tag() {
    let site = small();
    for path in ["", "pages/", "pages/drafts/", "annotations/", "sources/", "warnings/"] {
        let html = page(&site, path).expect("a page");
        assert!(!html.contains("<script") && !html.contains("<b>"), "{path}: {html}");
        assert!(html.contains("&lt;script&gt;"), "{path}: {html}");
        assert!(!html.contains("\"quotes\""), "{path}: {html}");
        assert!(!html.contains(" style=") && !html.contains(" on"), "{path}: inline style or script");
    }
}

#[test]
fn links_lead_where_the_site_stands() {
    let site = small();
    let html = page(&site, "annotations/").expect("a page");
    for address in
        ["/desk/", "/desk/a/one/", "/desk/briefings/a/#a-one", "/desk/sources/minutes/", "/_ibid/pages/"]
    {
        assert!(html.contains(&format!("href=\"{address}\"")), "{address}: {html}");
    }
    assert!(
        html.contains(
            "data-ibid-file=\"content/briefings/a.md\" data-ibid-line=\"5\" data-ibid-column=\"1\""
        )
    );
}

#[test]
fn other_addresses_lead_nowhere() {
    let site = small();
    for path in [
        "x/",
        "pages",
        "pages/x/",
        "pages/2/",
        "pages/1/",
        "pages/0/",
        "pages/drafts/2/",
        "pages//",
        "annotations/x/",
        "annotations/fail/7/",
        "sources/-1/",
        "warnings/error/",
        "warnings/2/",
        "../",
        "pages/../",
        "/",
        "pages/18446744073709551616/",
    ] {
        assert_eq!(page(&site, path), None, "{path}");
    }
}

#[test]
fn the_style_sheet_stands_beside_the_pages() {
    let site = small();
    let html = page(&site, "pages/?x=y").expect("a page");
    assert!(html.contains("href=\"/_ibid/status.css\""));
    assert!(page(&site, "status.css").is_some_and(|style| style.contains("color-scheme")));
}

#[test]
fn long_lists_come_in_parts() {
    let briefing = |number: usize| {
        let id = format!("id-{number}");
        format!(
            "+++\ntitle = \"T {number}\"\n+++\n:cite[c]{{#{id} src=minutes quote=\"lost two vehicles\"}} :broken[x]\n"
        )
    };
    let paths: Vec<String> = (0..450).map(|number| format!("content/briefings/b{number:03}.md")).collect();
    let files: Vec<(&str, String)> =
        paths.iter().enumerate().map(|(number, path)| (path.as_str(), briefing(number))).collect();
    let site = site(&files);
    for (path, rows) in [
        ("pages/", 200),
        ("pages/3/", 50),
        ("annotations/exact/2/", 200),
        ("warnings/9/", 50),
        ("sources/", 2),
    ] {
        let html = page(&site, path).expect("a page");
        let count = html.matches("<tr><td").count() + html.matches("<p class=\"message\">").count();
        assert_eq!(count, rows, "{path}");
    }
    assert_eq!(page(&site, "pages/4/"), None);
    assert_eq!(page(&site, "warnings/10/"), None);
    let html = page(&site, "pages/briefings/2/").expect("a page");
    assert!(html.contains("/_ibid/pages/briefings/3/") && html.contains("201–400 of 450"), "{html}");
    assert!(text(&page(&site, "sources/").expect("a page")).contains("T 0 T 1 T 2 and 447 more"));
}

#[test]
fn updates_are_told_with_their_causes() {
    let mut updates = Updates::default();
    let update = |number| Update {
        number,
        at: time(14, 3, 7, 0),
        cause: Cause::Files { first: vec!["content/<a>.md".to_owned()], more: 1234 },
        took: Duration::from_micros(12_345),
        phases: vec![("reading", Duration::from_micros(2_240)), ("checking", Duration::from_micros(90))],
        errors: 1,
        warnings: 2,
    };
    (1..=25).for_each(|number| updates.add(update(number)));
    assert_eq!(
        updates.iter().map(|update| update.number).collect::<Vec<_>>(),
        (6..=25).rev().collect::<Vec<_>>()
    );
    updates.add(Update { cause: Cause::Start, errors: 0, warnings: 0, phases: Vec::new(), ..update(26) });
    let html = Status { site: None, diagnostics: &[], updates: &updates, public_url: "https://example.org" }
        .page("")
        .expect("a page");
    let text = text(&html);
    assert!(text.contains("14:03:07 12 ms the server was started – 14:03:07"), "{text}");
    let told = "14:03:07 12 ms content/<a>.md and 1,234 more 1 error, 2 warnings reading 2.2 ms 14:03:07";
    assert!(text.contains(told), "{text}");

    let paths: Vec<String> = (0..7).map(|number| format!("{number}")).collect();
    let first = paths[..5].to_vec();
    assert_eq!(Cause::of(&paths.into_iter().collect()), Cause::Files { first, more: 2 });
    assert_eq!(Cause::of(&Changes::All), Cause::Unknown);
}

#[test]
fn a_site_that_could_not_be_shown_yet_still_has_its_findings() {
    let diagnostics = [Diagnostic::error(Code::MissingConfig, "there is no `ibid.toml`").hint("a ` alone")];
    let updates = Updates::default();
    let status = Status {
        site: None,
        diagnostics: &diagnostics,
        updates: &updates,
        public_url: "https://example.org",
    };
    for path in ["", "pages/", "annotations/", "sources/", "warnings/"] {
        assert!(status.page(path).is_some(), "{path}");
    }
    let html = status.page("warnings/").expect("a page");
    assert!(
        html.contains("there is no <code>ibid.toml</code>") && html.contains("<li>a ` alone</li>"),
        "{html}"
    );
    let fine = Status { diagnostics: &[], ..status };
    assert!(fine.page("warnings/").expect("a page").contains("Nothing is wrong"));
}

#[cfg(feature = "newsletters")]
#[test]
fn a_letter_is_shown_as_mail_programs_show_it() {
    let config = "[newsletter]\nfrom = \"desk@example.org\"\n";
    let letter = format!(
        "+++\nsubject = {NASTY:?}\npreheader = \"Two, or three\"\n+++\nSee [it](a:one) or [that](http://wiki/).\n"
    );
    let site = site(&[
        ("ibid.toml", format!("base_url = \"http://127.0.0.1:1111/desk\"\ntitle = \"Desk\"\n{config}")),
        (
            "content/briefings/a.md",
            "+++\ntitle = \"A\"\n+++\nIt :cite[is so]{#one src=minutes at=p1}.\n".to_owned(),
        ),
        ("content/newsletters/2026-01-09.md", letter),
    ]);
    let list = page(&site, "newsletter/").expect("a list");
    assert!(list.contains("href=\"/_ibid/newsletter/newsletters/2026-01-09/\""), "{list}");
    let path = "newsletter/newsletters/2026-01-09/";
    let shown = page(&site, path).expect("a letter");
    for words in [
        "Two, or three",
        "KB of HTML; from 80 KB on it is large",
        "What stands in the way error",
        "error http://wiki/ leads into a private network",
        "See it [2] or that [3]. [2] https://example.org/a/one/",
        "What Classic Outlook drops It drops Readers see @media",
        "What Gmail drops It drops Readers see @media (prefers-color-scheme)",
        "ibid newsletter content/newsletters/2026-01-09.md",
    ] {
        assert!(text(&shown).contains(words), "{words}\n{}", text(&shown));
    }
    assert!(!shown.contains("127.0.0.1") && !shown.contains("<script"), "{shown}");
    assert_eq!(shown.matches("<iframe sandbox ").count(), 3);
    let light = page(&site, &format!("{path}mail.html")).expect("a mail");
    let dark = page(&site, &format!("{path}dark.html")).expect("a mail");
    assert!(light.contains("@media not all") && dark.contains("@media all"), "{light}");
    assert!(light.contains("https://example.org/a/one/"), "{light}");
    for nothing in ["newsletter/x/", "newsletter/newsletters/2026-01-09/x.html", "newsletter/mail.html"] {
        assert_eq!(page(&site, nothing), None, "{nothing}");
    }
    assert!(page(&site, "newsletter/briefings/a/").is_some(), "any page can be mailed");
}
