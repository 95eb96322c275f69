//! In which direction a text runs.

/// Languages that are written from right to left, in their usual script.
const FROM_RIGHT: [&str; 10] = ["ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"];

/// `rtl` or `ltr`, as HTML has it: the direction of a language.
#[must_use]
pub(super) fn direction(language: &str) -> &'static str {
    let first = language.split('-').next().unwrap_or_default();
    if FROM_RIGHT.contains(&first) { "rtl" } else { "ltr" }
}

/// The direction of a text whose language is not known: that of its first letter.
#[must_use]
pub(super) fn direction_of_text(text: &str) -> &'static str {
    match text.chars().find(|letter| letter.is_alphabetic()) {
        Some(letter) if is_from_right(letter) => "rtl",
        _ => "ltr",
    }
}

/// Hebrew, Arabic, Syriac, Thaana, N'Ko, Adlam and their kin, which Unicode keeps together.
fn is_from_right(letter: char) -> bool {
    matches!(
        letter,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_and_letters_have_a_direction() {
        assert_eq!(["ar", "he-IL", "uk", "en"].map(direction), ["rtl", "rtl", "ltr", "ltr"]);
        let texts = ["12. محضر", "Minutes: محضر", "שלום", "1", "Протокол"];
        assert_eq!(texts.map(direction_of_text), ["rtl", "ltr", "rtl", "ltr", "ltr"]);
    }
}
