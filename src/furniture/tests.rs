use jiff::civil::date;

use super::*;
use crate::diagnostic::TextFile;
use crate::world::Memory;

fn events_of(path: &str, text: &str) -> (Vec<Event>, Vec<Diagnostic>) {
    let world = Memory::with([(path, text)]);
    let mut found = Vec::new();
    let agenda = events::read(&world, path, &mut found).expect("the file is there");
    (agenda.events, found)
}

#[test]
fn events_are_read_from_four_formats_alike() {
    let toml = "[[events]]\ntitle = \"B\"\nstart = 2026-12-03T18:00:00+02:00\nend = 2026-12-04\nonline = true\n\
        tags = [\"x\", \"y z\"]\n[[events]]\ntitle = \"A\"\nstart = 2026-12-01\nplace = \"Kyiv\"\nurl = \"https://a.example/\"\n";
    let yaml = "events:\n  - title: B\n    start: \"2026-12-03T18:00:00+02:00\"\n    end: 2026-12-04\n    online: true\n    \
        tags: [x, y z]\n  - {title: A, start: 2026-12-01, place: Kyiv, url: \"https://a.example/\"}\n";
    let json = "{\"events\": [\n\t{\"title\": \"B\", \"start\": \"2026-12-03T18:00:00+02:00\", \"end\": \"2026-12-04\",\n\
        \t\"online\": true, \"tags\": [\"x\", \"y z\"]},\n{\"title\": \"A\", \"start\": \"2026-12-01\", \"place\": \"Kyiv\",\n\
        \"url\": \"https://a.example/\"}]}";
    let csv = "title,start,end,online,tags,place,url\nB,2026-12-03T18:00:00+02:00,2026-12-04,true,x; y z,,\n\
        A,2026-12-01,,false,,Kyiv,https://a.example/\n";
    let (expected, found) = events_of("data/e.toml", toml);
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(expected.iter().map(|event| event.title.as_str()).collect::<Vec<_>>(), ["A", "B"]);
    assert_eq!(expected[1].start.iso(), "2026-12-03T18:00+02:00");
    assert_eq!(expected[1].last_day(), date(2026, 12, 4));
    for (path, text) in [("data/e.yaml", yaml), ("data/e.json", json), ("data/e.csv", csv)] {
        let (events, found) = events_of(path, text);
        assert!(found.is_empty(), "{path}: {found:?}");
        assert_eq!(events, expected, "{path}");
    }
}

#[test]
fn wrong_events_are_told_at_their_places() {
    let cases = [
        ("e.toml", "[[events]]\nstart = 2026-12-01\n", Code::MissingKey, "[[events]]"),
        ("e.toml", "[[events]]\ntitle = \"A\"\nstart = \"soon\"\n", Code::InvalidValue, "\"soon\""),
        ("e.toml", "[[events]]\ntitle = \"A\"\nstart = \"2026-12-01T25:00\"\n", Code::InvalidValue, "\"2026"),
        (
            "e.toml",
            "[[events]]\ntitle = \"A\"\nstart = 2026-12-02\nend = 2026-12-01\n",
            Code::InvalidValue,
            "2026-12-01",
        ),
        (
            "e.toml",
            "[[events]]\ntitle = \"A\"\nstart = 2026-12-02\nurl = \"a.example\"\n",
            Code::InvalidValue,
            "\"a.e",
        ),
        (
            "e.toml",
            "[[events]]\ntitle = \"A\"\nstart = 2026-12-02\nplaces = \"B\"\n",
            Code::UnknownKey,
            "places",
        ),
        ("e.toml", "[[event]]\ntitle = \"A\"\n", Code::UnknownKey, "event]]"),
        ("e.csv", "title,start\nA,2026-12-01\nB,never\n", Code::InvalidValue, "B,never"),
        ("e.csv", "title,start\nA\n", Code::Syntax, "A\n"),
        ("e.json", "{\"events\": 3}", Code::InvalidValue, "3"),
    ];
    for (path, text, code, place) in cases {
        let (_, found) = events_of(path, text);
        let told = found.iter().find(|found| found.code == code);
        let told = told.unwrap_or_else(|| panic!("{text:?}: no {code} in {found:?}"));
        let start = told.labels[0].range.start;
        assert!(text[start..].starts_with(place), "{text:?}: {:?}", &text[start..]);
    }
}

#[test]
fn words_are_found_in_the_language_of_the_page() {
    let file =
        TextFile::new("x.toml", "a = \"one\"\nb = { en = \"one\", uk = \"один\" }\nc = { uk = \"один\" }\n");
    let mut fields = Fields::of_toml(&file);
    let mut texts = |key| texts(&mut fields, key).expect("a text");
    let (a, b, c) = (texts("a"), texts("b"), texts("c"));
    assert_eq!(
        (a.get("uk", "en"), b.get("uk", "en"), b.get("de", "en")),
        (Some("one"), Some("один"), Some("one"))
    );
    assert_eq!(c.get("en", "en"), None);
}
