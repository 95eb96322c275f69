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
