//! What an author wrote behind a heading: `## Losses {#losses .quiet}`.

use std::ops::Range;

/// The id and the classes of a heading, and what is not part of its words. Ranges are bytes of the text that was read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tail {
    /// From the white space before the brace to behind the brace.
    pub range: Range<usize>,
    /// The id without its `#`.
    pub id: Option<(String, Range<usize>)>,
    /// The classes without their dots.
    pub classes: Vec<String>,
}

/// Reads the end of the heading that stands at `range`. Braces that hold anything but one id and classes are words of
/// the heading, so that `## The set {a, b}` needs no escape; those that begin with `{#` are taken for what they look like.
pub(super) fn tail(text: &str, range: &Range<usize>) -> Option<Tail> {
    let end = range.start + words(text.get(range.clone())?).len();
    let inner = text[range.start..end].strip_suffix('}')?;
    let open = range.start + inner.rfind('{')?;
    let before = text[range.start..open].trim_end_matches([' ', '\t']);
    if range.start + before.len() == open {
        return None;
    }
    let mut tail = Tail { range: range.start + before.len()..end, id: None, classes: Vec::new() };
    let held = &text[open + 1..end - 1];
    if !held.starts_with(['#', '.']) {
        return None;
    }
    let mut at = open + 1;
    for word in held.split([' ', '\t']) {
        let place = at + 1..at + word.len();
        at += word.len() + 1;
        if let Some(id) = word.strip_prefix('#') {
            if tail.id.is_some() {
                return None;
            }
            tail.id = Some((id.to_owned(), place));
        } else if let Some(class) = word.strip_prefix('.').filter(|class| is_class(class)) {
            tail.classes.push(class.to_owned());
        } else if held.starts_with('#') && !word.is_empty() {
            // It was meant as an id; what is wrong with it is told by whoever checks ids.
            let whole = open + 2..end - 1;
            return Some(Tail { id: Some((text[whole.clone()].to_owned(), whole)), ..tail });
        } else if !word.is_empty() {
            return None;
        }
    }
    Some(tail)
}

/// The source of a heading up to the end of its words: without the line below it, or the hashes behind it.
fn words(source: &str) -> &str {
    let source = source.trim_end();
    if source.starts_with('#') {
        let bare = source.trim_end_matches('#');
        return if bare.ends_with([' ', '\t']) { bare.trim_end() } else { source };
    }
    source.rsplit_once('\n').map_or(source, |(above, _)| above.trim_end())
}

fn is_class(class: &str) -> bool {
    class.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && class.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// Whether an author may give a heading this id: letters, digits, `-`, `_`, `.` and `:`, where what stands at both
/// ends is a letter or digit and no `_` stands beside a mark, which would be emphasis.
#[must_use]
pub fn is_heading_id(id: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric();
    let mark = |c: char| matches!(c, '-' | '_' | '.' | ':');
    let marks_apart = |pair: &[char]| !(mark(pair[0]) && mark(pair[1]) && pair.contains(&'_'));
    let letters: Vec<char> = id.chars().collect();
    letters.iter().all(|&c| plain(c) || mark(c))
        && letters.first().is_some_and(|&c| plain(c))
        && letters.last().is_some_and(|&c| plain(c))
        && letters.windows(2).all(marks_apart)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, Option<String>, Vec<String>)> {
        let tail = tail(text, &(0..text.len()))?;
        if let Some((id, range)) = &tail.id {
            assert_eq!(&text[range.clone()], id);
        }
        let kept = text[..tail.range.start].to_owned();
        Some((kept, tail.id.map(|(id, _)| id), tail.classes))
    }

    #[test]
    fn an_id_and_classes_end_a_heading() {
        let id = |id: &str| Some(id.to_owned());
        assert_eq!(read("## A b {#x}\n"), Some(("## A b".into(), id("x"), vec![])));
        assert_eq!(
            read("## A {#x .y .z} ##\n"),
            Some(("## A".into(), id("x"), vec!["y".into(), "z".into()]))
        );
        assert_eq!(read("A\nb {.y}\n---"), Some(("A\nb".into(), None, vec!["y".into()])));
        assert_eq!(read("# {#x}"), Some(("#".into(), id("x"), vec![])));
        assert_eq!(read("# A {#Bad id}"), Some(("# A".into(), id("Bad id"), vec![])));
    }

    #[test]
    fn other_braces_are_words() {
        for text in
            ["# A {a, b}", "# A{#x}", "# A \\{#x}", "# A {.5 .7}", "# A {x=1}", "# A `{#x}`", "# A {}", "# A"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn ids_hold_no_emphasis() {
        assert!(is_heading_id("Stärke_2.1") && is_heading_id("7"));
        for id in ["", "_a", "a_", "a-_b", "a b", "a\"", "-a", "a/b"] {
            assert!(!is_heading_id(id), "{id}");
        }
    }
}
