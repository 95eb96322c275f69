//! The fonts that cards are set in. They are carried along, so that a card looks the same wherever it is made.

use std::sync::{Arc, LazyLock};

use cosmic_text::FontSystem;
use cosmic_text::fontdb::{Database, Source};
use cosmic_text::skrifa::{FontRef, MetadataProvider, charmap::Charmap};

/// What quotations are set in.
pub(super) const SERIF: &str = "Noto Serif";
/// What everything else is set in.
pub(super) const SANS: &str = "Noto Sans";

/// The first two hold the Latin, Greek and Cyrillic scripts. Each under the licence beside it, `fonts/OFL.txt`.
static FILES: [&[u8]; 4] = [
    include_bytes!("fonts/NotoSerif.ttf"),
    include_bytes!("fonts/NotoSans.ttf"),
    include_bytes!("fonts/NotoSerifHebrew.ttf"),
    include_bytes!("fonts/NotoNaskhArabic.ttf"),
];

/// The fonts and nothing of the machine's own.
pub(super) fn system() -> FontSystem {
    let mut fonts = Database::new();
    for bytes in FILES {
        fonts.load_font_source(Source::Binary(Arc::new(bytes)));
    }
    fonts.set_serif_family(SERIF);
    fonts.set_sans_serif_family(SANS);
    FontSystem::new_with_locale_and_db("en".to_owned(), fonts)
}

/// Whether there is a letter for a character, or none is needed.
pub(super) fn has(character: char) -> bool {
    static MAPS: LazyLock<Vec<Charmap<'static>>> = LazyLock::new(|| {
        let fonts = FILES.iter().filter_map(|bytes| FontRef::new(bytes).ok());
        fonts.map(|font| font.charmap()).collect()
    });
    is_invisible(character) || MAPS.iter().any(|map| map.map(character).is_some())
}

/// Joins, separates or directs what stands beside it, and shows nothing itself.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}
