//! One text of the theme with its placeholders.

/// A text with places for values: `Note {number} of {page}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    text: String,
    parts: Vec<Part>,
}

/// A part of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Words as they stand.
    Words(String),
    /// The place of a value, by its name.
    Place(String),
}

impl Phrase {
    /// Reads a text; braces that hold no name are words.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut parts = Vec::new();
        let mut words = String::new();
        let mut rest = text;
        while let Some(at) = rest.find('{') {
            let (before, from) = rest.split_at(at);
            words.push_str(before);
            let name = from[1..].split_once('}').map(|(name, _)| name).filter(|name| is_name(name));
            let taken = if let Some(name) = name {
                if !words.is_empty() {
                    parts.push(Part::Words(std::mem::take(&mut words)));
                }
                parts.push(Part::Place(name.to_owned()));
                name.len() + 2
            } else {
                words.push('{');
                1
            };
            rest = &from[taken..];
        }
        words.push_str(rest);
        if !words.is_empty() {
            parts.push(Part::Words(words));
        }
        Self { text: text.to_owned(), parts }
    }

    /// The text as it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its parts, in their order.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The names of its places.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Place(name) => Some(name.as_str()),
            Part::Words(_) => None,
        })
    }

    /// The text with its places filled; a place for which there is no value stays as it is written.
    #[must_use]
    pub fn filled(&self, values: &[(&str, &str)]) -> String {
        let mut out = String::with_capacity(self.text.len());
        for part in &self.parts {
            match part {
                Part::Words(words) => out.push_str(words),
                Part::Place(name) => match values.iter().find(|(known, _)| known == name) {
                    Some((_, value)) => out.push_str(value),
                    None => out.extend(["{", name, "}"]),
                },
            }
        }
        out
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_and_filled() {
        let phrase = Phrase::new("Note {number} of {page}");
        assert_eq!(phrase.places().collect::<Vec<_>>(), ["number", "page"]);
        assert_eq!(phrase.filled(&[("number", "2"), ("page", "{number}")]), "Note 2 of {number}");
        assert_eq!(phrase.filled(&[("page", "x")]), "Note {number} of x");
    }

    #[test]
    fn other_braces_are_words() {
        for text in ["", "{", "{}", "a { b }", "{Ä}", "}{", "{{x"] {
            let phrase = Phrase::new(text);
            assert_eq!((phrase.places().count(), phrase.filled(&[])), (0, text.to_owned()), "{text}");
        }
        assert_eq!(Phrase::new("{{x}}").filled(&[("x", "1")]), "{1}");
    }
}
