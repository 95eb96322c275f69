use std::sync::Arc;

use proptest::prelude::*;

use super::*;

fn everything() -> Vec<Diagnostic> {
    let long = "It was said in the chamber that the matter had been settled long ago. ".repeat(40);
    let briefing = TextFile::new(
        "content/briefings/lähi.md",
        format!(
            "+++\r\ntitel = \"Läti\"\r\n+++\r\n\r\n{long}:quote[“the ships sailed”]{{src=navy}} {long}\r\n\r\n\t東京の:nota[ships]{{src=navy}}\r\nend"
        ),
    );
    let text = &briefing.text;
    let find = |needle: &str| {
        let start = text.find(needle).unwrap();
        start..start + needle.len()
    };
    let source = TextFile::new("content/sources/navy.md", "One.\nThe ships never sailed.\nThree.\n");
    let template = TextFile::new("builtin:page.html", "{% block main %}");
    vec![
        Diagnostic::error(Code::Altered, "these are not the words of `navy`")
            .at(&briefing, find("“the ships sailed”"), "`never` is missing")
            .at(&source, 5..28, "the nearest passage")
            .hint("an omission has to be marked, and may not swallow a negation: 100%, says `ibid explain`")
            .fixed_by(Fix {
                title: "write the words of the source".to_owned(),
                edits: vec![Edit {
                    file: Arc::clone(&briefing),
                    range: find("the ships sailed"),
                    replacement: "The ships never sailed".to_owned(),
                }],
            }),
        Diagnostic::error(Code::UnknownKey, "unknown key `titel`")
            .at(&briefing, find("titel"), "")
            .suggest("titel", ["title", "date"]),
        Diagnostic::warning(Code::UnknownDirective, "unknown directive `nota`")
            .at(&briefing, find("nota"), "not known")
            .at(&briefing, find(":nota[ships]{src=navy}\r\nend"), "all of this"),
        Diagnostic::warning(Code::UnknownDirective, "unknown directive `nota`")
            .at(&briefing, find("nota"), "not known")
            .at(&briefing, find(":nota[ships]{src=navy}\r\nend"), "all of this"),
        Diagnostic::error(Code::TemplateSyntax, "the block `main` does not end").at(
            &template,
            900..1000,
            "expected `{% endblock %}`",
        ),
        Diagnostic::error(Code::NotUtf8, "not UTF-8").at(&TextFile::new("static/a b, c:d.md", ""), 0..0, ""),
        Diagnostic::note(Code::UncheckedLink, "`https://example.org/` could not be checked").at(
            &source,
            0..3,
            "linked here",
        ),
        Diagnostic::error(Code::MissingConfig, "there is no `ibid.toml` here").hint("run `ibid init .`"),
    ]
}

#[test]
fn every_format_is_as_recorded() {
    let formats = [
        (Format::Human, "human"),
        (Format::Short, "short"),
        (Format::Json, "json"),
        (Format::Sarif, "sarif"),
        (Format::Github, "github"),
    ];
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../tests/diagnostics");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (format, name) in formats {
            let shown = without_help(&format.render(&everything(), false));
            let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
            insta::assert_snapshot!(name, shown.replace(&version, "\"version\": \"…\""));
        }
    });
}

/// Leaves out the pages of the manual, which may be written anew without a change here.
fn without_help(shown: &str) -> String {
    let Ok(mut sarif) = serde_json::from_str::<serde_json::Value>(shown) else { return shown.to_owned() };
    let Some(rules) = sarif.pointer_mut("/runs/0/tool/driver/rules") else { return shown.to_owned() };
    for rule in rules.as_array_mut().into_iter().flatten() {
        rule.as_object_mut().unwrap().retain(|key, _| key == "id");
    }
    format!("{sarif:#}\n")
}

#[test]
fn sarif_brings_the_manual_along() {
    let shown = Format::Sarif.render(&[Diagnostic::error(Code::UnknownKey, "")], false);
    let sarif: serde_json::Value = serde_json::from_str(&shown).unwrap();
    let rule = &sarif["runs"][0]["tool"]["driver"]["rules"][0];
    assert_eq!(rule["id"], "unknown-key");
    assert!(rule["help"]["markdown"].as_str().unwrap().contains("## The way out"));
}

#[test]
fn the_order_of_finding_does_not_show() {
    let mut turned = everything();
    turned.reverse();
    for format in [Format::Human, Format::Short, Format::Json] {
        assert_eq!(format.render(&turned, false), format.render(&everything(), false));
    }
}

#[test]
fn nothing_found_is_nothing_said() {
    assert_eq!(Format::Human.render(&[], false), "");
    assert_eq!(Format::Short.render(&[], false), "");
    assert_eq!(Format::Github.render(&[], false), "");
    assert_eq!(Format::Json.render(&[], false), "[]\n");
}

#[test]
fn positions_are_those_of_an_editor() {
    let file = TextFile::new("a.md", "a\r\nžb\n");
    let at = |byte| {
        let Position { line, column } = file.position(byte);
        (line, column)
    };
    assert_eq!(at(0), (1, 1));
    assert_eq!(at(3), (2, 1));
    assert_eq!(at(4), (2, 1), "inside a character");
    assert_eq!(at(5), (2, 2));
    assert_eq!(at(99), (3, 1), "past the end");
}

#[test]
fn colours_come_only_when_asked_for() {
    assert!(!Format::Human.render(&everything(), false).contains('\u{1b}'));
    assert!(Format::Human.render(&everything(), true).contains('\u{1b}'));
}

proptest! {
    #[test]
    fn no_label_breaks_a_renderer(
        parts in proptest::collection::vec("[a-z \\t\\r\\n\u{301}東😀\u{202e}א\u{0}\u{1b}…]{0,30}|\\PC{0,40}|\n|[a-zé ]{150,400}", 0..6),
        ranges in proptest::collection::vec((0..900_usize, 0..900_usize), 0..5),
        replacement in "[a-z\\n\\t東 \u{1b}\u{202e}]{0,20}",
    ) {
        let file = TextFile::new("a.md", parts.concat());
        let mut diagnostic = Diagnostic::error(Code::Syntax, file.text.clone());
        let mut edits = Vec::new();
        let mut end = 0;
        for (start, length) in ranges {
            diagnostic = diagnostic.at(&file, start..start + length % 40, "here").at(&file, start..length, file.text.clone());
            if start >= end {
                end = start + length % 7;
                edits.push(Edit { file: Arc::clone(&file), range: start..end, replacement: replacement.clone() });
            }
        }
        let diagnostic = diagnostic.hint(file.text.clone()).fixed_by(Fix { title: file.text.clone(), edits });
        for format in [Format::Human, Format::Short, Format::Json, Format::Sarif, Format::Github] {
            let shown = format.render(std::slice::from_ref(&diagnostic), false);
            let is_harmless = !shown.contains(['\u{1b}', '\u{202e}', '\0']);
            prop_assert!(is_harmless || format.is_for_programs(), "{shown:?}");
        }
    }
}
