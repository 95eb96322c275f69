//! Where everything stands on a card.

use std::cell::RefCell;

use cosmic_text::{Align, Attrs, Buffer, Color, Family, FontSystem, Metrics, Shaping, SwashCache, Wrap};

use super::canvas::{Canvas, Colour};
use super::{Card, HEIGHT, WIDTH, fonts};
use crate::words::shortened;

/// The colours of the theme in the light.
const PAPER: Colour = [0xfd, 0xfc, 0xfa];
const INK: Colour = [0x1f, 0x1d, 0x1a];
const MUTED: Colour = [0x5d, 0x58, 0x4f];
const LINE: Colour = [0xdf, 0xd9, 0xcd];
const ACCENT: Colour = [0x13, 0x4a, 0x70];

/// Left and right of everything, in pixels.
const MARGIN: i32 = 80;
/// Width of what is set.
const MEASURE: f32 = 1040.0;
/// The stripe on the side where the words begin.
const STRIPE: u32 = 14;
/// Where the words may stand.
const WORDS_TOP: f32 = 56.0;
const WORDS_HEIGHT: f32 = 388.0;
/// The rule below them, and what stands below that.
const RULE: i32 = 466;
const BELOW_TOP: i32 = 488;
const SITE_TOP: i32 = 566;

/// Sizes of the words: the largest that leaves them room is taken.
const SIZES: [f32; 12] = [108.0, 96.0, 86.0, 76.0, 68.0, 61.0, 55.0, 50.0, 46.0, 42.0, 38.0, 34.0];
/// Larger ones are for two lines at most.
const CALM: f32 = 76.0;
/// The largest at which words may be broken.
const BROKEN: f32 = 46.0;
const LEADING: f32 = 1.32;
/// Of what stands below the words: smaller where it needs a second line.
const BELOW_SIZES: [f32; 2] = [28.0, 24.0];
const SITE_SIZE: f32 = 28.0;

thread_local! {
    /// Made once for each thread: to read the fonts takes as long as to set a card.
    static SETTER: RefCell<Setter> = RefCell::new(Setter { fonts: fonts::system(), letters: SwashCache::new() });
}

/// Sets and paints a card.
pub(super) fn paint(card: &Card) -> Option<Vec<u8>> {
    SETTER.with_borrow_mut(|setter| setter.card(card)).png()
}

struct Setter {
    fonts: FontSystem,
    letters: SwashCache,
}

/// A text in lines.
struct Block {
    buffer: Buffer,
    width: f32,
    lines: usize,
    size: f32,
    /// Whether no line is wider than it may be.
    fits: bool,
}

impl Block {
    fn height(&self) -> f32 {
        self.size * LEADING * whole(self.lines)
    }
}

impl Setter {
    fn card(&mut self, card: &Card) -> Canvas {
        let mut canvas = Canvas::of(PAPER);
        let mut words = self.words(&card.words);
        let is_rtl = words.buffer.is_rtl(0) == Some(true);
        let stripe_at = if is_rtl { WIDTH.saturating_sub(STRIPE).cast_signed() } else { 0 };
        canvas.lay((stripe_at, 0), (STRIPE, HEIGHT), ACCENT, u8::MAX);
        let left = if is_rtl { MARGIN + pixels(MEASURE - words.width) } else { MARGIN };
        let top = pixels(WORDS_TOP + (WORDS_HEIGHT - words.height()).max(0.0) / 2.0);
        self.lay(&mut words, (left, top), INK, &mut canvas);
        canvas.lay((MARGIN, RULE), (WIDTH - 2 * MARGIN.unsigned_abs(), 2), LINE, u8::MAX);
        // A mark that shows nothing, and says from which side the line is read.
        let direction = if is_rtl { '\u{200f}' } else { '\u{200e}' };
        let mut below = self.below(&format!("{direction}{}", known(&card.below)));
        let mut site = self.cut(&known(&card.site), fonts::SERIF, SITE_SIZE, 1);
        for (block, top, colour) in [(&mut below, BELOW_TOP, MUTED), (&mut site, SITE_TOP, ACCENT)] {
            let align = if is_rtl { Align::Right } else { Align::Left };
            for line in &mut block.buffer.lines {
                line.set_align(Some(align));
            }
            self.measure(block, block.size, block.width);
            self.lay(block, (MARGIN, top), colour, &mut canvas);
        }
        canvas
    }

    /// The words, as large as there is room for, in lines of about one length.
    fn words(&mut self, text: &str) -> Block {
        let mut block = self.lines(text, fonts::SERIF, SIZES[0], None);
        for size in SIZES {
            self.measure(&mut block, size, MEASURE);
            let is_crowded = size > CALM && block.lines > 2;
            if block.fits && !is_crowded && block.height() <= WORDS_HEIGHT {
                self.balance(&mut block);
                return block;
            }
        }
        // Far more words than a card is for, or one that is longer than a line and has to be broken.
        let most = |size: f32| whole_lines(WORDS_HEIGHT / (size * LEADING));
        let sizes = SIZES.into_iter().filter(|size| *size <= BROKEN);
        let blocks = sizes.map(|size| (size, self.lines(text, fonts::SERIF, size, Some(Wrap::WordOrGlyph))));
        let found = blocks.into_iter().find(|(size, block)| block.lines <= most(*size));
        let last = SIZES[SIZES.len() - 1];
        found.map_or_else(|| self.cut(text, fonts::SERIF, last, most(last)), |(_, block)| block)
    }

    /// The narrowest measure that needs no further line.
    fn balance(&mut self, block: &mut Block) {
        let (lines, mut narrow, mut wide) = (block.lines, MEASURE / 2.0, MEASURE);
        for _ in 0..7 {
            let middle = f32::midpoint(narrow, wide);
            self.measure(block, block.size, middle);
            if block.fits && block.lines <= lines { wide = middle } else { narrow = middle }
        }
        self.measure(block, block.size, wide);
    }

    /// Whose words they are: on one line, or on two in smaller letters.
    fn below(&mut self, text: &str) -> Block {
        let [large, small] = BELOW_SIZES;
        let block = self.lines(text, fonts::SANS, large, Some(Wrap::WordOrGlyph));
        if block.lines <= 1 { block } else { self.cut(text, fonts::SANS, small, 2) }
    }

    /// As much of a text as goes into so many lines.
    fn cut(&mut self, text: &str, font: &str, size: f32, most: usize) -> Block {
        let whole = self.lines(text, font, size, Some(Wrap::WordOrGlyph));
        if whole.lines <= most {
            return whole;
        }
        let (mut fits, mut exceeds) = (1, text.chars().count());
        while exceeds - fits > 1 {
            let middle = usize::midpoint(fits, exceeds);
            let lines = self.lines(&shortened(text, middle), font, size, Some(Wrap::WordOrGlyph)).lines;
            if lines <= most { fits = middle } else { exceeds = middle }
        }
        self.lines(&shortened(text, fits), font, size, Some(Wrap::WordOrGlyph))
    }

    /// A text in lines of the whole measure; words are broken only where `wrap` says so.
    fn lines(&mut self, text: &str, font: &str, size: f32, wrap: Option<Wrap>) -> Block {
        let mut buffer = Buffer::new(&mut self.fonts, Metrics::new(size, size * LEADING));
        let attributes = Attrs::new().family(Family::Name(font));
        buffer.set_text(text, &attributes, Shaping::Advanced, None);
        buffer.set_wrap(wrap.unwrap_or(Wrap::Word));
        let mut block = Block { buffer, width: MEASURE, lines: 0, size, fits: true };
        self.measure(&mut block, size, MEASURE);
        block
    }

    /// Sets a text anew, in a size and a width.
    fn measure(&mut self, block: &mut Block, size: f32, width: f32) {
        block.buffer.set_metrics_and_size(Metrics::new(size, size * LEADING), Some(width), None);
        block.buffer.shape_until_scroll(&mut self.fonts, false);
        let widths = block.buffer.layout_runs().map(|run| run.line_w);
        (block.lines, block.fits) =
            widths.fold((0, true), |(lines, fits), line| (lines + 1, fits && line <= width));
        (block.width, block.size) = (width, size);
    }

    fn lay(&mut self, block: &mut Block, (left, top): (i32, i32), colour: Colour, canvas: &mut Canvas) {
        let [red, green, blue] = colour;
        let ink = Color::rgb(red, green, blue);
        block.buffer.draw(&mut self.fonts, &mut self.letters, ink, |x, y, width, height, shade| {
            canvas.lay((left + x, top + y), (width, height), colour, shade.a());
        });
    }
}

/// A text without what there are no letters for: a name loses an emoji and is still a name.
fn known(text: &str) -> String {
    text.chars().filter(|character| fonts::has(*character)).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a card has a dozen lines")]
fn whole(lines: usize) -> f32 {
    lines as f32
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a card has a dozen lines")]
fn whole_lines(lines: f32) -> usize {
    lines.floor() as usize
}

#[expect(clippy::cast_possible_truncation, reason = "a card is a thousand pixels wide")]
fn pixels(length: f32) -> i32 {
    length.round() as i32
}
