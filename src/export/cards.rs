//! The cards of a draft's annotations: made once, and remembered by what stands on them.

use rayon::prelude::*;

use crate::cards::Card;
use crate::config::Cards;
use crate::emit::Artifact;
use crate::render::Renderer;
use crate::view::CARD;
use crate::world::{World, kept};

/// The cards of a draft that are wanted, each beside its permalink.
#[must_use]
pub fn cards(renderer: &Renderer<'_>, draft: usize) -> Vec<Artifact> {
    let views = renderer.views;
    if views.material.config.cards == Cards::None || !renderer.wanted.named(&[CARD]) {
        return Vec::new();
    }
    let list = &views.material.drafts[draft].annotations.list;
    let card = |number: usize| {
        let path = format!("a/{}/{CARD}", list[number].id);
        if !renderer.wanted.file(&path) {
            return None;
        }
        let card = views.card(draft, number)?;
        Some(Artifact::new(path, picture(renderer.pictures.world(), &card)?))
    };
    (0..list.len()).into_par_iter().filter_map(card).collect()
}

fn picture(world: &dyn World, card: &Card) -> Option<Vec<u8>> {
    let key = card.key();
    if let Some(bytes) = kept::read(world, kept::CARDS, &key) {
        return Some(bytes);
    }
    let bytes = card.paint()?;
    kept::write(world, kept::CARDS, &key, &bytes);
    Some(bytes)
}
