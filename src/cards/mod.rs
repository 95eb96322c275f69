//! Cards: a quotation set as a picture, for where the link to its annotation is shared.

#[cfg(feature = "cards")]
mod canvas;
#[cfg(feature = "cards")]
mod fonts;
#[cfg(feature = "cards")]
mod layout;

#[cfg(feature = "cards")]
#[cfg(test)]
mod tests;

/// Width in pixels, as those want it who show them.
pub const WIDTH: u32 = 1200;
/// Height in pixels.
pub const HEIGHT: u32 = 630;

/// Whether this ibid can make any.
pub const POSSIBLE: bool = cfg!(feature = "cards");

/// What stands on a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The words, with quotation marks where they are a quotation; a few lines.
    pub words: String,
    /// Whose words they are, or where they stand.
    pub below: String,
    /// The name of the site.
    pub site: String,
}

impl Card {
    /// All that decides on the bytes of the picture, as a name. The number in front changes whenever the way that
    /// cards are made does.
    #[must_use]
    pub fn key(&self) -> String {
        const VERSION: u64 = 1;
        let mut hasher = blake3::Hasher::new();
        hasher.update(&VERSION.to_le_bytes());
        for text in [&self.words, &self.below, &self.site] {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }

    /// Whether there are letters for all of its words: of the Latin, Greek, Cyrillic, Hebrew and Arabic scripts.
    #[cfg(feature = "cards")]
    #[must_use]
    pub fn can_be_set(&self) -> bool {
        self.words.chars().all(fonts::has)
    }

    /// The picture as PNG; none where that can't be made.
    #[cfg(feature = "cards")]
    #[must_use]
    pub fn paint(&self) -> Option<Vec<u8>> {
        layout::paint(self)
    }

    #[cfg(not(feature = "cards"))]
    #[expect(missing_docs, clippy::must_use_candidate, reason = "as in the other build")]
    pub fn can_be_set(&self) -> bool {
        false
    }

    #[cfg(not(feature = "cards"))]
    #[expect(missing_docs, clippy::must_use_candidate, reason = "as in the other build")]
    pub fn paint(&self) -> Option<Vec<u8>> {
        None
    }
}
