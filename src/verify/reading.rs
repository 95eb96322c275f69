//! What of a quotation as written is the quotation: Markdown emphasis (rule E7) and marks that enclose
//! it (rule E8) are not.

use std::borrow::Cow;

use super::fold::letters::{is_mark, is_point};

/// The ways to read the words, the likeliest first; each is trimmed and none is there twice.
pub(super) fn readings(written: &str) -> Vec<Cow<'_, str>> {
    let mut readings: Vec<Cow<str>> = Vec::with_capacity(2);
    let plain = without_emphasis(written);
    let of_plain = plain.iter().flat_map(|plain| within_and_with_marks(plain));
    let of_plain = of_plain.map(|reading| Cow::Owned(reading.into_owned()));
    for reading in of_plain.chain(within_and_with_marks(written)) {
        if !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    readings
}

/// A text without the marks that enclose it, if there are any, and the text as it is.
fn within_and_with_marks(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    without_enclosing_marks(text).into_iter().chain([Cow::Borrowed(text.trim())])
}

/// A run of `*` or `_`.
struct Delimiter {
    at: usize,
    sign: char,
    left: usize,
    used: usize,
    opens: bool,
    closes: bool,
}

/// The words without the delimiters of Markdown emphasis, as CommonMark pairs them, and without the
/// backslashes of escapes; none where there is nothing of either.
fn without_emphasis(written: &str) -> Option<String> {
    if !written.contains(['*', '_', '\\']) {
        return None;
    }
    let mut delimiters = delimiters(written);
    pair(&mut delimiters);
    let mut plain = String::with_capacity(written.len());
    let mut at = 0;
    for delimiter in &delimiters {
        plain.push_str(&unescaped(&written[at..delimiter.at]));
        plain.extend(std::iter::repeat_n(delimiter.sign, delimiter.left));
        at = delimiter.at + delimiter.left + delimiter.used;
    }
    plain.push_str(&unescaped(&written[at..]));
    Some(plain)
}

fn delimiters(written: &str) -> Vec<Delimiter> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = written[at..].chars().next() {
        if c == '\\' {
            at += 1 + written[at + 1..].chars().next().map_or(0, char::len_utf8);
            continue;
        }
        if !matches!(c, '*' | '_') {
            at += c.len_utf8();
            continue;
        }
        let left = written[at..].chars().take_while(|next| *next == c).count();
        let before = written[..at].chars().next_back();
        let after = written[at + left..].chars().next();
        let (opens, closes) = flanks(c, before, after);
        found.push(Delimiter { at, sign: c, left, used: 0, opens, closes });
        at += left;
    }
    found
}

/// Whether a run of delimiters may open and close emphasis.
fn flanks(sign: char, before: Option<char>, after: Option<char>) -> (bool, bool) {
    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let sharp = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace());
    let left = !space(after) && (!sharp(after) || space(before) || sharp(before));
    let right = !space(before) && (!sharp(before) || space(after) || sharp(after));
    if sign == '_' {
        return (left && (!right || sharp(before)), right && (!left || sharp(after)));
    }
    (left, right)
}

fn pair(delimiters: &mut [Delimiter]) {
    let mut open: Vec<usize> = Vec::new();
    for closer in 0..delimiters.len() {
        while delimiters[closer].closes && delimiters[closer].left > 0 {
            let sign = delimiters[closer].sign;
            let Some(place) = open.iter().rposition(|opener| delimiters[*opener].sign == sign) else { break };
            open.truncate(place + 1);
            let opener = open[place];
            let both = delimiters[opener].left.min(delimiters[closer].left).min(2);
            for index in [opener, closer] {
                delimiters[index].left -= both;
                delimiters[index].used += both;
            }
            if delimiters[opener].left == 0 {
                open.pop();
            }
        }
        if delimiters[closer].opens && delimiters[closer].left > 0 {
            open.push(closer);
        }
    }
}

/// Markdown's escapes of punctuation as what they stand for.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' || !chars.peek().is_some_and(char::is_ascii_punctuation) {
            plain.push(c);
        } else if let Some(escaped) = chars.next() {
            plain.push(escaped);
        }
    }
    plain
}

/// The words within a pair of quotation marks that enclose them all; a comma or full stop after the
/// closing mark stays.
fn without_enclosing_marks(text: &str) -> Option<Cow<'_, str>> {
    let enclosed = enclosed(text.trim())?;
    let inner = enclosed.inner.trim();
    Some(enclosed.point.map_or(Cow::Borrowed(inner), |point| Cow::Owned(format!("{inner}{point}"))))
}

/// Words between a pair of quotation marks that enclose them all.
pub(super) struct Enclosed<'t> {
    pub(super) open: char,
    pub(super) inner: &'t str,
    /// A comma or full stop after the closing mark.
    pub(super) point: Option<char>,
}

/// A text that begins with a quotation mark and ends with its partner.
pub(super) fn enclosed(text: &str) -> Option<Enclosed<'_>> {
    let open = text.chars().next().filter(|c| is_mark(*c))?;
    let point = text.chars().next_back().filter(|c| is_point(*c));
    let body = &text[open.len_utf8()..text.len() - point.map_or(0, char::len_utf8)];
    let close = body.chars().next_back().filter(|c| closers(open).contains(*c))?;
    let inner = &body[..body.len() - close.len_utf8()];
    (encloses(open, close, inner) && !inner.trim().is_empty()).then_some(Enclosed { open, inner, point })
}

/// The marks that may close what a mark opened.
fn closers(open: char) -> &'static str {
    match open {
        '"' => "\"",
        '\'' => "'",
        '„' => "“”\"",
        '“' | '”' => "”",
        '‚' => "‘’'",
        '‘' | '’' => "’",
        '«' => "»",
        '»' => "«»",
        '‹' => "›",
        '›' => "‹›",
        '`' => "'`´",
        '「' => "」",
        '『' => "』",
        '〝' => "〞〟",
        _ => "",
    }
}

/// Whether the first mark's partner is the last mark and none before it.
fn encloses(open: char, close: char, inner: &str) -> bool {
    let chars: Vec<char> = inner.chars().collect();
    let in_word = |index: usize| {
        let letter = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_alphanumeric());
        letter(index.checked_sub(1)) && letter(Some(index + 1))
    };
    let mut depth = 1;
    for (index, c) in chars.iter().enumerate() {
        // An apostrophe in a word looks like a closing mark.
        if in_word(index) {
            continue;
        }
        let before = index.checked_sub(1).and_then(|at| chars.get(at));
        let begins_word = before.is_none_or(|c| c.is_whitespace() || "([—–-".contains(*c));
        match *c {
            c if c == open && (open != close || begins_word) => depth += 1,
            c if c == close => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return false;
        }
    }
    depth == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emphasis_is_not_part_of_the_words() {
        for (written, plain) in [
            ("the enemy lost *two* vehicles", "the enemy lost two vehicles"),
            ("**all** _of_ it, ***truly***", "all of it, truly"),
            ("2 * 3 * 4", "2 * 3 * 4"),
            ("snake_case_name", "snake_case_name"),
            (r"a \*star\* here", "a *star* here"),
            ("a *lone star", "a *lone star"),
            ("**bold *and* it**", "bold and it"),
            ("un*believ*able", "unbelievable"),
        ] {
            assert_eq!(without_emphasis(written).as_deref().unwrap_or(written), plain);
        }
    }

    #[test]
    fn only_marks_that_enclose_everything_are_taken_off() {
        for (text, inner) in [
            ("“we will not yield”", Some("we will not yield")),
            ("«Ми не здамося»", Some("Ми не здамося")),
            ("„Wir bleiben“", Some("Wir bleiben")),
            ("\"no\"", Some("no")),
            ("“we will not yield”.", Some("we will not yield.")),
            ("“he said “no” again”", Some("he said “no” again")),
            ("“Wait … what?” he asked", None),
            ("“yes” and “no”", None),
            ("\"yes\" and \"no\"", None),
            ("'don't yield'", Some("don't yield")),
            ("plain", None),
            ("“”", None),
        ] {
            assert_eq!(without_enclosing_marks(text).as_deref(), inner, "{text}");
        }
    }
}
