//! Note markers that a source sets after a word: `word[12]`, `word[3, 4]`, `word[note 2]` (rule N9).

/// The bytes of the marker that a text begins with, brackets included.
pub(super) fn length(text: &str) -> Option<usize> {
    const LONGEST: usize = 24;
    let window = &text.as_bytes()[..text.len().min(LONGEST)];
    let close = memchr::memchr(b']', window)?;
    is_marker(text.get(1..close)?).then_some(close + 1)
}

fn is_marker(content: &str) -> bool {
    let named = ["note ", "nb ", "n "].iter().find_map(|name| content.strip_prefix(name));
    let numbers = named.unwrap_or(content);
    let is_number = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    numbers.split([',', ';', '-', '–', '−']).all(|part| is_number(part.trim_matches(' ')))
}
