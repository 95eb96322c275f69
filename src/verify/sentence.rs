//! Where a sentence begins.

/// Bytes that are looked at before a place; no sentence is longer.
const WINDOW: usize = 1200;

/// Words that end with a full stop within a sentence.
const ABBREVIATIONS: [&str; 36] = [
    "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "sgt", "capt", "st", "vs", "no", "nos", "fig",
    "art", "sec", "ch", "vol", "pp", "ca", "approx", "jan", "feb", "aug", "sept", "oct", "nov", "dec", "e.g",
    "i.e", "ім", "вул", "ст", "тис", "проф",
];

/// The words of the sentence that stand before a place. A line end between blocks begins a sentence too.
pub(super) fn before(text: &str, at: usize) -> &str {
    let start = text.floor_char_boundary(at.saturating_sub(WINDOW));
    let head = &text[start..at];
    let mut begin = 0;
    for (offset, c) in head.char_indices() {
        let end = offset + c.len_utf8();
        let ends = match c {
            '。' | '！' | '？' => true,
            '.' | '!' | '?' | '…' | '۔' | '؟' => ends_sentence(head, offset, end, c),
            _ => false,
        };
        if ends {
            begin = end;
        }
    }
    &head[begin..]
}

fn ends_sentence(head: &str, offset: usize, end: usize, sign: char) -> bool {
    let rest = head[end..].trim_start_matches(['\'', '"', ')', '”', '’', '»']);
    if rest.is_empty() || !rest.starts_with(char::is_whitespace) {
        return rest.is_empty() && head[end..].is_empty();
    }
    let next = rest.trim_start().chars().next();
    if sign != '.' {
        return next.is_none_or(|c| !c.is_lowercase());
    }
    let word = head[..offset].rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let abbreviated = initial || ABBREVIATIONS.contains(&word.to_lowercase().as_str());
    !abbreviated && next.is_none_or(|c| !c.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::before;

    #[test]
    fn a_sentence_begins_after_the_end_of_the_one_before() {
        for (head, expected) in [
            ("Under clause 9, the landlord is not ", "Under clause 9, the landlord is not "),
            ("He did not come. Then the ", " Then the "),
            ("It was not Mr. Smith who ", "It was not Mr. Smith who "),
            ("No? Yes! The ", " The "),
            ("About 3.5 not ", "About 3.5 not "),
        ] {
            assert_eq!(before(head, head.len()), expected);
        }
    }
}
