use super::*;
use crate::diagnostic::Code;

fn shown(text: &str, labels: &[(std::ops::Range<usize>, &str)]) -> String {
    let file = TextFile::new("a.md", text);
    let mut diagnostic = Diagnostic::error(Code::Syntax, "wrong");
    for (range, message) in labels {
        diagnostic = diagnostic.at(&file, range.clone(), *message);
    }
    render(&[&diagnostic], false)
}

fn lines(shown: &str) -> Vec<&str> {
    shown.lines().collect()
}

/// Columns that a line takes on a terminal.
fn columns(line: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(line)
}

#[test]
fn a_long_paragraph_is_cut_around_its_label() {
    for letter in ["a", "é", "e\u{301}", "東", "א", "👩‍🚀"] {
        let text = format!("{}WRONG{}", letter.repeat(1500), letter.repeat(1500));
        let start = letter.len() * 1500;
        let shown = shown(&text, &[(start..start + 5, "here")]);
        let lines = lines(&shown);
        assert!(lines[1].ends_with(&format!("a.md:1:{}", letter.chars().count() * 1500 + 1)), "{}", lines[1]);
        assert!(lines[3].contains("WRONG") && lines[3].ends_with('…'), "{shown}");
        assert!(columns(lines[3]) <= 115, "{} columns: {shown}", columns(lines[3]));
        let before = columns(lines[3].split("WRONG").next().unwrap());
        assert_eq!(columns(lines[4].split('^').next().unwrap()), before, "{shown}");
    }
}

#[test]
fn a_long_label_shows_where_it_begins_and_ends() {
    let text = format!("BEGIN{}END", "x".repeat(3000));
    let shown = shown(&text, &[(0..text.len(), "all of it")]);
    let line = lines(&shown)[3];
    assert!(line.contains("BEGINx") && line.contains("x…x") && line.ends_with("xEND"), "{shown}");
}

#[test]
fn labels_far_apart_on_one_line_are_all_there() {
    let text = format!("ONE{0}TWO{0}THREE", " word".repeat(400));
    let place = |word: &str| {
        let start = text.find(word).unwrap();
        start..start + word.len()
    };
    let shown = shown(&text, &[(place("TWO"), "second"), (place("ONE"), "first"), (place("THREE"), "third")]);
    for word in ["ONE", "TWO", "THREE", "first", "second", "third"] {
        assert!(shown.contains(word), "{shown}");
    }
    assert!(lines(&shown).iter().all(|line| columns(line) <= 130), "{shown}");
}

#[test]
fn a_line_end_is_drawn_on_its_own_line() {
    for end in ["\n", "\r\n"] {
        let text = format!("one{end}two{end}");
        let first = 0..3 + end.len();
        assert!(lines(&shown(&text, &[(first, "")]))[4].ends_with("| ^^^"));
        let last = shown(&text, &[(text.len()..text.len(), "more is needed")]);
        assert!(last.contains("a.md:3:1"), "{last}");
        assert!(last.contains("^ more is needed"), "{last}");
    }
}

#[test]
fn lines_far_apart_do_not_bring_all_between_them() {
    let text = "word\n".repeat(10_000);
    let shown = shown(&text, &[(0..4, "first"), (49_990..49_994, "last")]);
    assert!(lines(&shown).len() < 20, "{shown}");
    assert!(shown.contains("9999 | word"), "{shown}");
}

/// Findings of places between which many lines lie, in every order and form.
fn far_apart() -> Vec<Diagnostic> {
    let lines: String = (1..=120).map(|number| format!("\tline {number}\n")).collect();
    let first = TextFile::new("a.md", lines.as_str());
    let second = TextFile::new("b.md", lines.replace('\n', "\r\n"));
    let place = |file: &TextFile, line: usize, to: usize| {
        let start = file.text.find(&format!("line {line}")).unwrap();
        let end = format!("line {to}");
        start..file.text.find(&end).unwrap() + end.len()
    };
    let fix = Edit { file: first.clone(), range: place(&first, 100, 100), replacement: "other".to_owned() };
    vec![
        Diagnostic::error(Code::Syntax, "the later one is meant")
            .at(&first, place(&first, 100, 100), "here")
            .at(&first, place(&first, 7, 7), "and there")
            .hint("go"),
        Diagnostic::error(Code::Syntax, "in two files, with a fix")
            .at(&first, place(&first, 50, 50), "")
            .at(&second, place(&second, 99, 99), "last")
            .at(&second, place(&second, 2, 2), "first")
            .at(&first, place(&first, 20, 20), "of a")
            .at(&second, place(&second, 60, 60), "middle")
            .fixed_by(Fix { title: "write it".to_owned(), edits: vec![fix] }),
        Diagnostic::warning(Code::Syntax, "over lines")
            .at(&first, place(&first, 3, 9), "seven")
            .at(&first, place(&first, 30, 31), "two")
            .at(&first, place(&first, 4, 4), "within"),
        Diagnostic::note(Code::Syntax, "what lies between is in a third")
            .at(&first, place(&first, 5, 5), "")
            .at(&first, place(&first, 105, 105), "")
            .at(&first, place(&first, 2, 110), "all")
            .at(&first, 0..0, "the beginning")
            .at(&first, first.text.len()..first.text.len(), "the end"),
        Diagnostic::error(Code::Syntax, "as near as can be, and a line further")
            .at(&first, place(&first, 10, 10), "")
            .at(&first, place(&first, 18, 18), "near")
            .at(&first, place(&first, 27, 27), "far"),
    ]
}

#[test]
fn places_far_apart_are_shown_as_recorded() {
    let found = far_apart();
    let found: Vec<&Diagnostic> = found.iter().collect();
    let coloured = render(&found, true).replace('\u{1b}', "^");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../tests/diagnostics");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("apart", render(&found, false) + &coloured));
}

#[test]
fn what_lies_between_places_is_not_looked_at() {
    let file = TextFile::new("a.md", "word\n".repeat(10_000));
    let found = Diagnostic::error(Code::Syntax, "wrong").at(&file, 49_990..49_994, "").at(&file, 0..4, "");
    let parts: Vec<Part> = by_file(&found.labels).into_iter().flat_map(parts).collect();
    let kept: Vec<&str> = parts.iter().map(|part| part.cut.text.as_str()).collect();
    assert_eq!(kept, ["word", "word"]);
}

#[test]
fn a_line_of_megabytes_takes_no_time() {
    let text = "é".repeat(4_000_000);
    let file = TextFile::new("a.json", text);
    let all: Vec<Diagnostic> = (0..200)
        .map(|number| {
            Diagnostic::error(Code::Syntax, "wrong").at(&file, number * 20_000..number * 20_000 + 4, "")
        })
        .collect();
    let all: Vec<&Diagnostic> = all.iter().collect();
    assert!(render(&all, false).len() < 200 * 500);
}
