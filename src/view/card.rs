//! The card of an annotation: what stands on it, and where it lies.

use tera::Value;

use super::Views;
use super::value::Object;
use crate::cards::{Card, HEIGHT, WIDTH};
use crate::config::Cards;
use crate::index::Material;

/// The name of the picture beside a permalink.
pub const CARD: &str = "card.png";

/// Letters of what the address ends with: who keeps pictures by their addresses asks for another one when the card is.
const LETTERS: usize = 10;

impl Views {
    /// What stands on the card of an annotation, where it has one.
    #[must_use]
    pub fn card(&self, draft: usize, number: usize) -> Option<Card> {
        if !self.may_have_card(draft, number) {
            return None;
        }
        let language = self.material.drafts[draft].language;
        let gist = self.gist(draft, number);
        let card = match &gist.origin {
            Some(origin) => Card {
                words: self.material.words.of(language).fill("quoted", &[("text", &gist.words)]),
                below: origin.line(),
                site: self.material.config.languages[language].title.clone(),
            },
            None => Card {
                words: gist.words.into_owned(),
                below: gist.place,
                site: self.material.config.languages[language].title.clone(),
            },
        };
        card.can_be_set().then_some(card)
    }

    /// Whether an annotation is one that is given a card, if there are letters for its words: nobody shares what was never
    /// published.
    fn may_have_card(&self, draft: usize, number: usize) -> bool {
        let Material { config, drafts, ledger, .. } = &*self.material;
        let id = &drafts[draft].annotations.list[number].id;
        let is_published = || ledger.annotations.get(id).is_some_and(|entry| entry.state.is_live());
        let is_meant = match config.cards {
            Cards::None => false,
            Cards::Published => ledger.file.is_none() || is_published(),
            Cards::All => true,
        };
        is_meant && self.index.annotations.get(id) == Some(&(draft, number))
    }

    /// The card of an annotation as templates see pictures: `permalink`, `width`, `height`, `alt`.
    #[must_use]
    pub fn card_value(&self, draft: usize, number: usize) -> Option<Value> {
        let card = self.card(draft, number)?;
        let path = self.annotation_path(draft, number);
        let permalink = format!("{}{CARD}?{}", self.absolute(&path), &card.key()[..LETTERS]);
        let value = Object::new().with("permalink", permalink).with("width", WIDTH).with("height", HEIGHT);
        Some(value.with("alt", card.words).done())
    }
}
