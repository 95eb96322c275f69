//! What a letter must not link to, each at its place.

use ibid::config::Settings;
use ibid::diagnostic::{Format, Severity};

use super::{LETTER, letter, mail_of, site};

/// The findings of a letter with this body, beside some pages that are not public.
fn findings(body: &str, config: &str, settings: &Settings) -> String {
    let withheld = |matter: &str, id: &str| {
        format!("+++\ntitle = \"Other\"\n{matter}\n+++\nSee :cite[it]{{#{id} src=minutes at=p1}}.\n")
    };
    let world = site(&[
        (LETTER, &letter(body)),
        ("content/briefings/draft.md", &withheld("draft = true", "in-draft")),
        ("content/briefings/future.md", &withheld("date = 2026-02-01", "in-future")),
        ("content/briefings/over.md", &withheld("expires = 2026-01-01", "in-over")),
    ]);
    world.insert("static/map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"/>");
    if !config.is_empty() {
        world.insert("ibid.toml", config);
    }
    let (_, found) = mail_of(&world, LETTER, settings);
    Format::Short.render(&found, false)
}

/// Where a letter's body begins.
const LINE: usize = 4;

#[test]
fn every_wrong_link_is_told_at_its_place() {
    let wrong = [
        ("See [it](a:nope).", "5", "error[unknown-annotation]: there is no annotation `nope`"),
        ("See [it](a:in-draft).", "5", "error[unknown-annotation]: the annotation `in-draft` stands in"),
        ("See [it](a:in-future).", "5", "error[unknown-annotation]: the annotation `in-future` stands in"),
        ("See [it](a:in-over).", "5", "error[unknown-annotation]: the annotation `in-over` stands in"),
        ("See [it](@/briefings/draft.md).", "5", "error[broken-link]"),
        ("See [it](@/briefings/nope.md).", "5", "error[broken-link]"),
        ("See [it](https://example.org/desk/a/nope/).", "5", "error[unknown-annotation]"),
        ("See [it](../x/).", "5", "error[broken-link]"),
        ("See [it](map.pdf).", "5", "error[broken-link]"),
        ("See [it](/desk/nope/).", "5", "error[broken-link]"),
        ("See [it](//example.org/x).", "5", "error[unmailable-link]"),
        ("See [it](http://localhost:1111/a/two/).", "5", "error[unmailable-link]"),
        ("See [it](http://192.168.1.7/).", "5", "error[unmailable-link]"),
        ("See [it](http://wiki/).", "5", "error[unmailable-link]"),
        ("See [it](file:///home/x.md).", "5", "error[unmailable-link]"),
        ("See [it](ftp://example.org/x).", "5", "error[unmailable-link]"),
        ("See <a href=\"http://nas.local/\">it</a>.", "14", "error[unmailable-link]"),
        ("See ![it](http://10.0.0.1/x.png).", "5", "error[unmailable-link]"),
        ("See [it](@/briefings/minutes.md#who-counted).", "5", "warning[lost-anchor]"),
        ("See [it](https://example.org/desk/briefings/minutes/#who-counted).", "5", "warning[lost-anchor]"),
        ("## Part\n\nSee [it](#part).", "5", "warning[lost-anchor]"),
        ("See [it](@/sources/minutes.md#p1).", "5", "warning[lost-anchor]"),
        ("::annotation{id=nope}", "", "error[unknown-annotation]"),
        ("::annotation{id=in-draft}", "", "error[unknown-annotation]"),
        ("::briefing{path=\"@/briefings/draft.md\"}", "", "error[broken-link]"),
        ("![](/map.svg)", "1", "warning[unmailable-picture]: this picture has no words"),
        ("![It](/map.svg)", "1", "warning[unmailable-picture]: many mail programs don't show"),
        ("::figure{src=\"/map.svg\" alt=\"It\"}", "", "warning[unmailable-picture]"),
    ];
    let mut failed = Vec::new();
    for (body, column, expected) in wrong {
        let found = findings(body, "", &Settings::default());
        let line = LINE + body.lines().count() - 1;
        let place = format!("{LETTER}:{line}:{column}");
        let is_told = |line: &str| line.starts_with(&place) && line.contains(expected);
        if !found.lines().any(is_told) {
            failed.push(format!("{body}: wanted {place}… {expected}\n{found}"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn what_is_not_published_is_one_finding_with_all_places() {
    use ibid::ledger::{FILE, Ledger, write};
    let links = "See [this](a:two), [this again](a:two), [that](a:quiet) and [all](@/briefings/minutes.md).";
    let world = site(&[(LETTER, &letter(links)), (FILE, &write(&Ledger::empty()))]);
    let (_, found) = mail_of(&world, LETTER, &Settings::default());
    assert_eq!(
        Format::Short.render(&found, false).lines().next(),
        Some(
            "content/newsletters/2026-01-09.md:4:5: error[unpublished]: 2 annotations and 1 page are not \
             published yet: the links would lead nowhere"
        )
    );
    assert_eq!((found.len(), found[0].labels.len()), (1, 4), "{found:?}");
}

#[test]
fn a_briefing_with_annotations_that_are_not_published_is_not_sent() {
    use ibid::ledger::{FILE, Ledger, write};
    let world = site(&[(FILE, &write(&Ledger::empty()))]);
    let (_, found) = mail_of(&world, "content/briefings/minutes.md", &Settings::default());
    let told = Format::Short.render(&found, false);
    assert!(
        told.starts_with("content/briefings/minutes.md:7:1: error[unpublished]: 3 annotations are"),
        "{told}"
    );
}

#[test]
fn an_annotation_that_is_only_linked_in_a_correction_is_checked() {
    use ibid::ledger::{FILE, Ledger, write};
    let correction = "+++\nsubject = \"A letter\"\ndate = 2026-01-05\n[[corrections]]\ndate = 2026-01-06\n\
        kind = \"update\"\ntext = \"See [it](a:two).\"\n+++\nText.\n";
    let world = site(&[(LETTER, correction), (FILE, &write(&Ledger::empty()))]);
    let (_, found) = mail_of(&world, LETTER, &Settings::default());
    let told = Format::Short.render(&found, false);
    assert!(told.contains("error[unpublished]: the annotation `two` is not published yet"), "{told}");
}

#[test]
fn what_drafts_feed_is_refused_where_drafts_are_built() {
    let settings = Settings { drafts: true, future: true, expired: true, ..Settings::default() };
    for body in ["See [it](a:in-draft).", "::annotation{id=in-future}", "See [it](@/briefings/over.md)."] {
        let found = findings(body, "", &settings);
        assert!(found.contains("is not public"), "{body}: {found}");
    }
    let world = site(&[(LETTER, "+++\nsubject = \"A letter\"\ndraft = true\n+++\nText.\n")]);
    let (_, found) = mail_of(&world, LETTER, &settings);
    assert!(
        Format::Short.render(&found, false).contains("this letter `/newsletters/2026-01-09/` is a draft")
    );
}

#[test]
fn a_site_that_readers_do_not_reach_sends_no_letters() {
    let local = "base_url = \"http://localhost:1111\"\n[newsletter]\nfrom = \"desk@example.org\"\n";
    let found = findings("Text.", local, &Settings::default());
    assert!(found.starts_with("ibid.toml:1:1: error[unmailable-link]: the site stands at"), "{found}");
    let without = "base_url = \"https://example.org\"\nannotation_pages = false\n[newsletter]\nfrom = \"desk@example.org\"\n";
    let found = findings("See [it](a:two).", without, &Settings::default());
    assert!(found.starts_with("ibid.toml:2:1: error[unmailable-link]: annotations have no pages"), "{found}");
}

#[test]
fn a_letter_without_a_sender_is_no_message() {
    let config = "base_url = \"https://example.org\"\n";
    let world = site(&[(LETTER, &letter("Text.")), ("ibid.toml", config)]);
    let (mail, found) = mail_of(&world, LETTER, &Settings::default());
    assert!(mail.is_some_and(|mail| mail.message.is_none() && mail.files().len() == 4));
    assert_eq!(found.len(), 1);
    assert!(found[0].severity == Severity::Warning && found[0].message.contains("who this letter is from"));
}

#[test]
fn a_large_letter_is_told_and_one_that_is_cut_off_refused() {
    let told = |paragraphs: usize| {
        let world = site(&[(LETTER, &letter(&"Word after word.\n\n".repeat(paragraphs)))]);
        let (mail, found) = mail_of(&world, LETTER, &Settings::default());
        (mail.map_or(0, |mail| mail.html.len()), Format::Short.render(&found, false))
    };
    let (size, found) = told(1_000);
    assert!(size < 80_000 && found.is_empty(), "{size} {found}");
    let (size, found) = told(1_850);
    assert!(
        (80_000..102_000).contains(&size) && found.contains("warning[large-newsletter]"),
        "{size} {found}"
    );
    let (size, found) = told(3_000);
    assert!(size > 102_000 && found.contains("error[large-newsletter]"), "{size} {found}");
}

#[test]
fn an_address_that_a_template_brings_in_is_told() {
    let world = site(&[
        (LETTER, &letter("Text.")),
        (
            "templates/newsletter/letter.html",
            "{% extends \"builtin/newsletter/letter.html\" %}{% block foot %}<a href=\"http://localhost/x\">x</a>{% endblock %}",
        ),
    ]);
    let (_, found) = mail_of(&world, LETTER, &Settings::default());
    let found = Format::Short.render(&found, false);
    assert!(found.contains("error[unmailable-link]: the mail holds `http://localhost/x`"), "{found}");
}
