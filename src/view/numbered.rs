//! What is said of a number, and said again on page after page.

use std::borrow::Cow;

use tera::Value;

use super::Views;
use super::shelf::Shelf;
use super::words::paragraph;
use crate::words::Dictionary;

/// Numbers below this one are kept with their words.
const KEPT: usize = 512;

/// What a language says of a number.
#[derive(Debug, Clone)]
pub(super) struct Numbered {
    /// `Note 3`.
    pub note: Value,
    /// `Back to the text, note 3`.
    pub back: Value,
    /// `p3`.
    pub paragraph: Value,
    /// `paragraph 3`.
    pub place: Value,
}

impl Numbered {
    fn new(words: &Dictionary, number: usize) -> Self {
        let digits = number.to_string();
        Self {
            note: Value::from(words.fill("note_number", &[("number", &digits)])),
            back: Value::from(words.fill("back_to_text", &[("number", &digits)])),
            paragraph: Value::from(paragraph(number)),
            place: Value::from(words.fill("place_paragraph", &[("first", &digits)])),
        }
    }
}

/// An empty shelf for the numbers that are kept.
pub(super) fn shelf() -> Shelf<Numbered> {
    Shelf::new(KEPT)
}

impl Views {
    /// A number in the words of a language.
    pub(super) fn numbered(&self, language: usize, number: usize) -> Cow<'_, Numbered> {
        let make = || Numbered::new(self.material.words.of(language), number);
        match self.numbers.get(language) {
            Some(kept) if number < KEPT => Cow::Borrowed(kept.get(number, make)),
            _ => Cow::Owned(make()),
        }
    }
}
