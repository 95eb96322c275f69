use super::*;

fn content(text: &str) -> (Fields, usize) {
    Fields::of_content(&TextFile::new("content/a.md", text))
}

fn finish(fields: Fields) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    fields.finish(&mut found);
    found
}

#[test]
fn toml_front_matter_is_read_with_places() {
    let text = "+++\ntitle = \"A\"\ndate = 2026-01-09\ntags = [\"x\", \"y\"]\n+++\nBody";
    let (mut fields, body) = content(text);
    assert_eq!(&text[body..], "Body");
    assert_eq!(fields.string("title").as_deref(), Some("A"));
    assert_eq!(&text[fields.range("title")], "\"A\"");
    assert_eq!(fields.date("date").map(|date| date.to_string()).as_deref(), Some("2026-01-09"));
    assert_eq!(fields.strings("tags"), Some(vec!["x".into(), "y".into()]));
    assert!(finish(fields).is_empty());
}

#[test]
fn yaml_front_matter_is_read_with_places() {
    let text = "---\ntitle: A b\ndate: 2026-01-09\ndraft: true\ntags:\n  - x\n  - y\ntitel: z\n---\nBody";
    let (mut fields, body) = content(text);
    assert_eq!(&text[body..], "Body");
    assert_eq!(fields.string("title").as_deref(), Some("A b"));
    assert_eq!(&text[fields.range("title")], "A b");
    assert_eq!(fields.date("date").map(|date| date.to_string()).as_deref(), Some("2026-01-09"));
    assert_eq!(fields.boolean("draft"), Some(true));
    assert_eq!(fields.strings("tags"), Some(vec!["x".into(), "y".into()]));
    let found = finish(fields);
    assert_eq!(found.len(), 1);
    assert_eq!(&text[found[0].labels[0].range.clone()], "titel");
    assert_eq!(found[0].hints, ["did you mean `title`?"]);
}

#[test]
fn unknown_and_wrong_values_are_all_reported() {
    let (mut fields, _) = content("+++\ntitel = \"A\"\nweight = \"heavy\"\n+++\n");
    fields.string("title");
    fields.integer("weight");
    fields.require("title");
    let found = finish(fields);
    let codes: Vec<_> = found.iter().map(|one| one.code).collect();
    assert_eq!(codes, [Code::InvalidValue, Code::MissingKey, Code::UnknownKey]);
}

#[test]
fn front_matter_that_never_ends_is_reported_once() {
    let (mut fields, body) = content("+++\ntitle = \"A\"\n\nText\n");
    assert_eq!(body, 22);
    fields.require("title");
    let found = finish(fields);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code, Code::UnclosedFrontMatter);
}

#[test]
fn broken_toml_is_reported_at_its_place() {
    let text = "+++\ntitle = A\ndate = 2026-13-40\n+++\n";
    let found = finish(content(text).0);
    assert!(!found.is_empty());
    assert!(found.iter().all(|one| one.code == Code::Syntax || one.code == Code::UnknownKey));
}

#[test]
fn a_thematic_break_is_not_front_matter() {
    let (fields, body) = content("---\n\nText\n");
    assert_eq!(body, 0);
    assert!(finish(fields).is_empty());
}

#[test]
fn crlf_and_bom_are_no_matter() {
    let text = "\u{feff}+++\r\ntitle = \"A\"\r\n+++\r\nBody";
    let (mut fields, body) = content(text);
    assert_eq!(&text[body..], "Body");
    assert_eq!(fields.string("title").as_deref(), Some("A"));
}

#[test]
fn a_key_that_stands_twice_in_yaml_is_told_in_our_words() {
    let (fields, _) = content("---\ntitle: a\ntitle: b\n---\n");
    let found = finish(fields);
    assert_eq!(found[0].message, "this YAML cannot be read: duplicate mapping key: title");
}
