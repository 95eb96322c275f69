//! A source's words as they have to be written where a quotation stands: what means something there is escaped.

use std::ops::Range;

use super::reading::enclosed;
use crate::parse::{Setting, Words};

/// How `correction` is written in the place of `words`, which stand in the file `text`; nothing where more than words
/// would be lost.
pub(super) fn written(correction: &str, words: &Words, text: &str) -> Option<String> {
    match words.setting {
        Setting::Value => Some(as_value(correction, text, words.range.start)),
        Setting::Label => Some(as_label(correction, text.get(words.range.clone())?)),
        Setting::RichLabel => None,
    }
}

/// Words as the value of an attribute that begins at byte `start`; where it has no quotation marks it gets them.
fn as_value(words: &str, text: &str, start: usize) -> String {
    match text.get(..start).and_then(|before| before.chars().next_back()) {
        Some(quote @ ('"' | '\'')) => in_quotes(words, quote),
        _ => format!("\"{}\"", in_quotes(words, '"')),
    }
}

fn in_quotes(words: &str, quote: char) -> String {
    let mut value = String::with_capacity(words.len());
    for (at, c) in words.char_indices() {
        match c {
            // A backtick would begin or end code, and nothing can be a directive in code.
            '`' => value.push_str("&#96;"),
            // Of a table, every bar divides cells.
            '|' => value.push_str("&#124;"),
            '&' if is_reference(&words[at..]) => value.push_str("&amp;"),
            '\\' => value.push_str("\\\\"),
            c => {
                if c == quote {
                    value.push('\\');
                }
                value.push(c);
            }
        }
    }
    value
}

/// Words as the label of a directive, within the marks and the emphasis that enclosed the old one.
fn as_label(words: &str, old: &str) -> String {
    let (before, inner, after) = parts(old);
    if before.chars().next_back().is_some_and(|mark| words.starts_with(mark)) {
        return in_markdown(words);
    }
    let point = |text: &str| text.chars().next_back().filter(|c| ".,".contains(*c));
    // The comma of the author's own sentence stands before the closing mark, or after it.
    let own = point(inner).filter(|_| !after.is_empty() && words.ends_with(char::is_alphanumeric));
    let words = point(after).and_then(|point| words.strip_suffix(point)).unwrap_or(words);
    format!("{before}{}{}{after}", in_markdown(words), own.map(String::from).unwrap_or_default())
}

/// A label's words, and what stands before and after them: delimiters of emphasis, quotation marks, a comma or full stop.
fn parts(label: &str) -> (&str, &str, &str) {
    let start = label.len() - label.trim_start().len();
    let mut words = start..start + label.trim().len();
    while let Some(smaller) = smaller(&label[words.clone()]) {
        words = words.start + smaller.start..words.start + smaller.end;
    }
    (label[..words.start].trim_start(), &label[words.clone()], label[words.end..].trim_end())
}

/// The part of a text that stands within one pair of marks more.
fn smaller(text: &str) -> Option<Range<usize>> {
    let (sign, inner) = match enclosed(text) {
        Some(enclosed) => (enclosed.open.len_utf8(), enclosed.inner),
        None => (1, without_delimiter(text)?),
    };
    let start = sign + inner.len() - inner.trim_start().len();
    Some(start..start + inner.trim().len())
}

/// The text within a `*` or `_` at both ends, where there is none in between.
fn without_delimiter(text: &str) -> Option<&str> {
    let inner = ['*', '_'].into_iter().find_map(|sign| text.strip_prefix(sign)?.strip_suffix(sign))?;
    let rest = inner.trim_matches(['*', '_']);
    (!rest.is_empty() && !rest.contains(['*', '_', '\\'])).then_some(inner)
}

/// Words that Markdown shows as they are.
fn in_markdown(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    let mut at = 0;
    while let Some(c) = words[at..].chars().next() {
        let rest = &words[at..];
        if let Some(mark) = omission(rest) {
            text.push_str(mark);
            at += mark.len();
            continue;
        }
        match c {
            // Within code a backslash escapes nothing, and an earlier backtick could make code of this.
            '`' => text.push_str("&#96;"),
            '&' if is_reference(rest) => text.push_str("\\&"),
            ':' if begins_directive(rest) => text.push_str("\\:"),
            '\\' | '*' | '_' | '~' | '[' | ']' | '<' | '|' => text.extend(['\\', c]),
            c => text.push(c),
        }
        at += c.len_utf8();
    }
    text
}

/// The mark of an omission that a text begins with, where it can't be taken for a link.
fn omission(text: &str) -> Option<&'static str> {
    let mark = ["[…]", "[...]"].into_iter().find(|mark| text.starts_with(mark))?;
    (!text[mark.len()..].starts_with(['(', '['])).then_some(mark)
}

/// Whether a text that begins with `&` begins with what has the form of a character reference.
fn is_reference(text: &str) -> bool {
    let name = &text[1..];
    let length = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '#')).unwrap_or(name.len());
    length > 0 && name[length..].starts_with(';')
}

/// Whether a text that begins with a colon could be taken for a directive.
fn begins_directive(text: &str) -> bool {
    let name = text.trim_start_matches(':');
    let length = name.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(name.len());
    length > 0 && name[length..].starts_with(['[', '{'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::TextFile;
    use crate::parse::{MarkKind, Names, body, plain_text};

    const PIECES: &[&str] = &[
        "the",
        "enemy",
        "Ё",
        " ",
        " ",
        "[…]",
        "[",
        "]",
        "(x)",
        "*",
        "_",
        "**",
        "~~",
        "~",
        "`",
        "``",
        "\\",
        "|",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "&amp;",
        "&",
        ";",
        "#35",
        "\"",
        "'",
        ":cite[",
        ":quote{",
        "::",
        ":",
        "{src=x}",
        "}",
        "[^1]",
        "!",
        "![",
        "http://x.y",
        "<http://x>",
        "$",
        "“",
        "”",
        ".",
        ",",
    ];

    fn words() -> impl Strategy<Value = String> {
        proptest::collection::vec(proptest::sample::select(PIECES), 1..12)
            .prop_map(|pieces| pieces.concat().trim().to_owned())
    }

    /// The label and the value of the first directive of a text that has no faults.
    fn read(text: &str) -> (String, String) {
        let file = TextFile::new("b.md", text);
        let (body, found) = body(&file, 0, &Names::new([]));
        assert!(found.is_empty(), "{text}\n{found:?}");
        assert_eq!(body.body.directives.len(), 1, "{text}");
        let marks = &body.body.marks;
        let open = marks.iter().position(|mark| mark.kind == MarkKind::Open(0)).expect("it begins");
        let html = &body.body.html[marks[open].range.end..marks[open + 1].range.start];
        (plain_text(html), body.body.directives[0].attributes.get("quote").unwrap_or_default().to_owned())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_written_is_read_again(words in words()) {
            prop_assume!(!words.is_empty());
            for (before, after) in [("", ""), ("A ` and ", "."), ("| a |\n|---|\n| ", " |"), ("- *x* > ", " [x]")] {
                let label = read(&format!("{before}:quote[{}]{{src=x}}{after}", in_markdown(&words))).0;
                prop_assert_eq!(&label, &words);
                for quote in ['"', '\''] {
                    let value = in_quotes(&words, quote);
                    let text = format!("{before}:cite[c]{{src=x quote={quote}{value}{quote}}}{after}");
                    prop_assert_eq!(&read(&text).1, &words);
                }
            }
        }

        #[test]
        fn any_label_has_parts(label in words()) {
            let (before, inner, after) = parts(&label);
            prop_assert!(label.contains(&[before, inner, after].concat()));
        }
    }
}
