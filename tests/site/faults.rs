//! Wrong input: every fault told at its place, all in one run, nothing written.

use ibid::diagnostic::{Code, Severity};
use ibid::emit::{Options, emit};
use ibid::world::Memory;

use super::{SOURCE, briefing, build, short, site};

/// The codes of all findings, sorted, with how often each came up.
fn codes(files: &[(&str, &str)]) -> Vec<Code> {
    let outcome = build(&site(files));
    for found in &outcome.diagnostics {
        assert!(!found.message.is_empty() && !found.message.ends_with('.'), "{}", found.message);
    }
    if outcome.has_errors() {
        assert!(outcome.artifacts.is_empty(), "nothing is to be written");
    }
    let mut codes: Vec<Code> = outcome.diagnostics.iter().map(|found| found.code).collect();
    codes.sort();
    codes
}

fn codes_of(body: &str) -> Vec<Code> {
    codes(&[("content/briefings/b.md", &briefing(body))])
}

#[test]
fn faults_of_annotations_are_all_told_in_one_run() {
    let body = "\
:cite[a]{#same src=minutes quote=\"the enemy lost two vehicles\"} :cite[b]{#same src=minutes quote=\"and withdrew\"}

:cite[c]{src=minuets quote=\"the enemy lost two vehicles\"} :note[d]{#without} :quote[the enemy lost nine vehicles]{src=minutes}

:cite[e]{#Bad_Id src=minutes} :cite[f]{src=minutes quot=\"x\"} :cite[g] :note[h]

:::note{#unused}
Text.
:::

[l](a:smae) [m](@/briefings/x.md) [n](#nowhere) [o](file.pdf)
";
    let found = codes_of(body);
    for code in [
        Code::DuplicateId,
        Code::UnknownSource,
        Code::MissingNote,
        Code::UnusedNote,
        Code::InvalidId,
        Code::UnknownAttribute,
        Code::UnknownAnnotation,
        Code::BrokenLink,
        Code::Altered,
    ] {
        assert!(found.contains(&code), "{code} is not among {found:?}");
    }
    assert_eq!(found.iter().filter(|code| **code == Code::BrokenLink).count(), 3);
}

#[test]
fn faults_have_places() {
    let body = ":cite[c]{src=minuets quote=\"the enemy lost two vehicles\"}";
    let outcome = build(&site(&[("content/briefings/b.md", &briefing(body))]));
    assert_eq!(
        short(&outcome.diagnostics).lines().next(),
        Some("content/briefings/b.md:5:14: error[unknown-source]: there is no source `minuets`")
    );
    assert!(outcome.diagnostics[0].hints.contains(&"did you mean `minutes`?".to_owned()));
}

#[test]
fn a_quotation_that_its_source_does_not_hold_is_refused() {
    let outcome = build(&site(&[(
        "content/briefings/b.md",
        &briefing(":quote[the enemy lost nine vehicles]{src=minutes}"),
    )]));
    assert!(outcome.artifacts.is_empty());
    assert_eq!(outcome.summary.failures(), 1);
    let found = &outcome.diagnostics[0];
    assert_eq!(found.code, Code::Altered);
    assert!(found.hints.iter().any(|hint| hint.contains("two")), "{:?}", found.hints);
    let fix = found.fix.as_ref().expect("a ready correction");
    assert!(fix.edits[0].replacement.contains("the enemy lost two vehicles"), "{fix:?}");
}

#[test]
fn a_source_that_is_edited_after_it_was_quoted_is_noticed() {
    let body = ":quote[the enemy lost two vehicles]{src=minutes}";
    let world = site(&[("content/briefings/b.md", &briefing(body))]);
    assert!(!build(&world).has_errors());
    world.insert("content/sources/minutes.md", "+++\ntitle = \"M\"\n+++\nThe enemy lost some vehicles.\n");
    assert!(build(&world).has_errors());
}

#[test]
fn two_pages_at_one_address_are_named_both() {
    let outcome = build(&site(&[
        ("content/a.md", "+++\ntitle = \"A\"\n+++\n"),
        ("content/b.md", "+++\ntitle = \"B\"\nslug = \"a\"\n+++\n"),
    ]));
    assert_eq!(outcome.diagnostics.len(), 1);
    assert_eq!(outcome.diagnostics[0].code, Code::DuplicateUrl);
    let files: Vec<&str> =
        outcome.diagnostics[0].labels.iter().map(|label| label.file.path.as_str()).collect();
    assert_eq!(files, ["content/a.md", "content/b.md"]);
}

#[test]
fn files_that_cannot_be_read_are_told_with_the_others() {
    let world =
        site(&[("content/a.md", "+++\ntitle = \"A\"\n"), ("content/b.md", "+++\ntitle = 1\nx = [\n+++\n")]);
    world.insert("content/c.md", b"+++\ntitle = \"C\"\n+++\n\xff\xfe".to_vec());
    world.insert("content/sources/d.md", b"\xff".to_vec());
    world.insert("content/e.md", "+++\ntitle = \"E\"\n+++\n");
    world.make_unreadable("content/e.md");
    let outcome = build(&world);
    let codes: Vec<Code> = outcome.diagnostics.iter().map(|found| found.code).collect();
    for code in [Code::UnclosedFrontMatter, Code::Syntax, Code::NotUtf8, Code::Unreadable] {
        assert!(codes.contains(&code), "{code}: {}", short(&outcome.diagnostics));
    }
    assert_eq!(codes.iter().filter(|code| **code == Code::NotUtf8).count(), 2);
}

#[test]
fn a_template_that_fails_names_its_place_and_the_page() {
    let outcome = build(&site(&[
        ("templates/briefing.html", "<p>\n{{ page.titel.x }}</p>"),
        ("content/briefings/b.md", &briefing("x")),
        ("content/briefings/c.md", &briefing("x")),
    ]));
    let found: Vec<_> =
        outcome.diagnostics.iter().filter(|found| found.code == Code::TemplateFailed).collect();
    assert_eq!(found.len(), 1, "{}", short(&outcome.diagnostics));
    assert_eq!(found[0].labels[0].file.path, "templates/briefing.html");
    assert!(found[0].message.contains("content/briefings/b.md"), "{}", found[0].message);
    let broken = [("templates/page.html", "{% if %}"), ("templates/404.html", "{{ x")];
    assert_eq!(codes(&broken), [Code::TemplateSyntax, Code::TemplateSyntax]);
    let missing = [("content/a.md", "+++\ntitle = \"A\"\ntemplate = \"pages.html\"\n+++\n")];
    assert_eq!(codes(&missing), [Code::MissingTemplate]);
}

#[test]
fn odd_sites_are_fine_or_told() {
    // Without sources, without content, with a page that links to itself, with 300 sources.
    let empty = Memory::with([("ibid.toml", super::CONFIG)]);
    assert!(build(&empty).diagnostics.is_empty());
    let nothing = Memory::new();
    assert_eq!(build(&nothing).diagnostics[0].code, Code::MissingConfig);
    assert_eq!(codes(&[("content/a.md", "+++\ntitle = \"A\"\n+++\n[me](@/a.md)\n")]), []);
    let world = site(&[]);
    for number in 0..300 {
        world.insert(format!("content/sources/s{number}.md"), super::SOURCE);
    }
    assert!(build(&world).diagnostics.is_empty());
    assert_eq!(build(&world).summary.sources, 301);
    let warned = codes_of(":quote[vehicles]{src=minutes}");
    assert_eq!(warned, [Code::TooShort]);
}

#[test]
fn odd_names_are_fine() {
    let page = "+++\ntitle = \"T\"\n+++\n";
    for name in ["with space", "Брифінг", "a#b", "50% off", "q?x", "日本"] {
        let path = format!("content/briefings/{name}.md");
        let outcome = build(&site(&[(&path, page), ("static/with space #1%.txt", "x")]));
        assert!(outcome.diagnostics.is_empty(), "{name}: {}", short(&outcome.diagnostics));
    }
    let named = format!("content/sources/{}.md", "джерело");
    let body = ":quote[the enemy lost two vehicles]{src=джерело}";
    let outcome = build(&site(&[(&named, super::SOURCE), ("content/briefings/b.md", &briefing(body))]));
    assert!(!outcome.has_errors(), "{}", short(&outcome.diagnostics));
}

#[test]
fn deep_nesting_is_told_and_not_followed() {
    let mut body = String::new();
    for depth in (3..503).rev() {
        body.push_str(&":".repeat(depth));
        body.push_str("note{#x}\n");
    }
    let outcome = build(&site(&[("content/briefings/b.md", &briefing(&body))]));
    assert!(outcome.has_errors());
    let deep = ":cite[".repeat(500) + "x" + &"]{src=minutes}".repeat(500);
    assert!(!codes_of(&deep).is_empty());
}

#[test]
fn a_full_disk_or_a_locked_folder_leaves_what_was_there() {
    let world = site(&[("content/briefings/b.md", &briefing("one"))]);
    let out = Memory::new();
    super::write(&world, &out);
    let before = out.all();
    world.insert("content/briefings/b.md", briefing("two"));
    let artifacts = build(&world).artifacts;
    out.set_read_only(true);
    let found = emit(&out, &artifacts, Options::default()).expect_err("a locked folder");
    assert!(found.iter().all(|one| one.code == Code::Unwritable && one.severity == Severity::Error));
    assert!(out.all() == before);
    out.set_read_only(false);
    out.fail_writes_after(Some(1));
    emit(&out, &artifacts, Options::default()).expect_err("a full disk");
    out.fail_writes_after(None);
    super::write(&world, &out);
    let page = out.all()["briefings/b/index.html"].clone();
    assert!(String::from_utf8_lossy(&page).contains("two"));
}

#[test]
fn two_pages_at_one_address_are_told_once_with_both_files() {
    let page = briefing(":cite[a]{src=minutes quote=\"the enemy lost two vehicles\"}");
    let there = page.replace("date =", "path = \"briefings/b\"\ndate =");
    let outcome = build(&site(&[("content/briefings/b.md", &page), ("content/briefings/c.md", &there)]));
    assert_eq!(outcome.diagnostics.len(), 1, "{}", short(&outcome.diagnostics));
    assert_eq!(outcome.diagnostics[0].labels.len(), 2);

    let outcome = build(&site(&[("content/sources/n.md", SOURCE), ("static/sources/n/index.html", "")]));
    let told = short(&outcome.diagnostics);
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(told.starts_with("content/sources/n.md:1:1: error[duplicate-url]"), "{told}");
    assert!(outcome.diagnostics[0].hints[0].contains("static/sources/n/index.html"));
}

#[test]
fn an_annotation_in_the_text_of_a_link_is_told() {
    let body = "[a :cite[b]{src=minutes at=p1}](https://x.org) :cite[[c](https://x.org)]{src=minutes at=p1}";
    assert_eq!(codes_of(body), [Code::MisplacedDirective]);
}

#[test]
fn a_line_that_cannot_be_read_is_told_once() {
    let page = "+++\ntitle = \"A\ndate =\nweight = \"a\"\n+++\n";
    assert_eq!(codes(&[("content/a.md", page)]), [Code::Syntax, Code::Syntax, Code::InvalidValue]);
}

#[test]
fn without_a_configuration_nothing_else_is_told() {
    let outcome = build(&Memory::with([("content/a.md", "+++\ntags = 1\n+++\n[a](@/b.md)\n")]));
    assert_eq!(outcome.diagnostics.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::MissingConfig]);
}

#[test]
fn a_source_cannot_be_held_back_by_keys_that_mean_nothing() {
    let source = SOURCE.replace("publish =", "draft = true\ndate = 2030-01-01\naliases = [\"x\"]\npublish =");
    assert_eq!(codes(&[("content/sources/minutes.md", &source)]), [Code::UnknownKey; 3]);
}

#[test]
fn attributes_that_cannot_be_read_are_not_told_as_missing_too() {
    for attributes in ["{src=minutes src=minutes}", "{src=minutes quote=\"two\"three}"] {
        assert_eq!(
            codes_of(&format!(":cite[a]{attributes} and so on")),
            [Code::InvalidAttributes],
            "{attributes}"
        );
    }
    assert_eq!(codes_of(":cite[a]{src=minutes quote=\"the enemy"), [Code::UnclosedAttributes]);
    assert_eq!(codes_of("::passage{src=minutes quote=\"the enemy"), [Code::UnclosedAttributes]);
}

#[test]
fn a_link_to_a_page_that_is_not_public_says_so() {
    let page = briefing("[a](@/draft.md) [b](@/future.md)\n\n::briefing{path=\"@/past.md\"}");
    let outcome = build(&site(&[
        ("content/briefings/b.md", &page),
        ("content/draft.md", "+++\ntitle = \"D\"\ndraft = true\n+++\n"),
        ("content/future.md", "+++\ntitle = \"F\"\ndate = 2027-01-01\n+++\n"),
        ("content/past.md", "+++\ntitle = \"P\"\nexpires = 2025-01-01\n+++\n"),
    ]));
    let told = short(&outcome.diagnostics);
    let told: Vec<&str> = told.lines().filter_map(|line| line.split("]: ").nth(1)).collect();
    assert_eq!(
        told,
        [
            "the page `content/draft.md` is a draft and is not public",
            "the page `content/future.md` is dated after today and is not public",
            "the page `content/past.md` has expired and is not public",
        ]
    );
}

#[test]
fn files_that_nothing_is_made_of_are_told() {
    let world = site(&[("content/briefings/b/index.md", &briefing("x"))]);
    for path in [
        "content/briefings/M.MD",
        "content/map.png",
        "content/sources/page.html",
        "content/sources/lost/original.pdf",
        "content/sources/deep/inner/x.md",
    ] {
        world.insert(path, "x");
    }
    // Beside a page, beside a source, hidden or left by an editor: these are fine.
    for path in ["content/briefings/b/sub/map.png", "content/.hidden", "content/briefings/b.md~"] {
        world.insert(path, "x");
    }
    let found = build(&world).diagnostics;
    assert_eq!(found.len(), 5, "{}", short(&found));
    assert!(found.iter().all(|one| one.code == Code::StrayFile && one.severity == Severity::Warning));
}

#[test]
fn a_place_that_is_not_there_is_marked_where_it_is_written() {
    let body = ":cite[a claim]{src=minutes at=p9}";
    let found = build(&site(&[("content/briefings/b.md", &briefing(body))])).diagnostics;
    let label = &found[0].labels[0];
    assert_eq!(&label.file.text[label.range.clone()], "p9");
}

#[test]
fn a_link_to_an_annotation_that_is_not_public_says_why() {
    let draft = "+++\ntitle = \"D\"\ndraft = true\n+++\n:cite[two]{#lost src=minutes quote=\"the enemy lost two vehicles\"}\n";
    let found = build(&site(&[
        ("content/briefings/draft.md", draft),
        ("content/briefings/b.md", &briefing("[x](a:lost)\n\n::annotation{id=lost}")),
    ]))
    .diagnostics;
    assert_eq!(found.len(), 2, "{}", short(&found));
    for one in found {
        let message = "the annotation `lost` stands in `content/briefings/draft.md`, which is a draft and is not public";
        assert_eq!(one.message, message);
    }
}

#[test]
fn a_name_without_a_letter_makes_no_address() {
    let page = "+++\ntitle = \"P\"\n+++\n";
    for file in ["content/briefings/---.md", "content/briefings/2026-01-01-!.md"] {
        assert_eq!(codes(&[(file, page)]), [Code::InvalidValue], "{file}");
    }
    assert_eq!(codes(&[("content/briefings/!.md", "+++\ntitle = \"P\"\nslug = \"p\"\n+++\n")]), []);
}

#[cfg(not(feature = "cards"))]
#[test]
fn who_asks_for_cards_is_told_that_this_ibid_makes_none() {
    let config = format!("{}[cards]\nenabled = true\n", super::CONFIG);
    let found = short(&build(&site(&[("ibid.toml", &config)])).diagnostics);
    let wanted = "ibid.toml:5:11: error[invalid-value]: this ibid was built without cards: build it with `cargo install --path . --features cards`";
    assert_eq!(found.trim_end(), wanted);
}
