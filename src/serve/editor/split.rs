//! A command line divided into words, as a shell would, and without one: nothing in it is ever run but the program.

/// The words. White space divides them, except in `'…'` and `"…"`; outside of `'…'` a backslash takes the next character
/// as it is, but on Windows, where it divides folders.
pub(super) fn words(line: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut signs = line.chars();
    while let Some(c) = signs.next() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None | Some('"'), '\\') if !cfg!(windows) => {
                word.get_or_insert_default().extend(signs.next());
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    if let Some(quote) = quote {
        return Err(format!("the command `{line}` of the editor has a {quote} that is not closed"));
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_divided_by_white_space_outside_of_quotation_marks() {
        for (line, expected) in [
            ("", &[][..]),
            ("  \t ", &[]),
            ("code", &["code"]),
            (" code  -g\t{file} ", &["code", "-g", "{file}"]),
            ("'my editor' \"a  b\" c'd e'f", &["my editor", "a  b", "cd ef"]),
            ("x '' \"\"", &["x", "", ""]),
            ("x \"it's\" 'say \"no\"'", &["x", "it's", "say \"no\""]),
            (
                "x $HOME `id` ; rm * && y > z | w",
                &["x", "$HOME", "`id`", ";", "rm", "*", "&&", "y", ">", "z", "|", "w"],
            ),
        ] {
            assert_eq!(words(line).expect("words"), expected, "{line}");
        }
        if !cfg!(windows) {
            assert_eq!(
                words(r#"my\ editor "a\"b" 'a\b' c\"#).expect("words"),
                ["my editor", "a\"b", r"a\b", "c"]
            );
        }
        for line in ["\"", "a 'b", "a \"b c"] {
            assert!(words(line).is_err(), "{line}");
        }
    }
}
