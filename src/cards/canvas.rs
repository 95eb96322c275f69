//! Pixels, and their way into a file.

use std::collections::HashMap;

use super::{HEIGHT, WIDTH};

/// Red, green and blue.
pub(super) type Colour = [u8; 3];

const CHANNELS: usize = 3;
/// The edges of letters have sixteen shades, as many as anybody sees.
const STEP: u8 = 17;

/// A card of pixels.
pub(super) struct Canvas(Vec<u8>);

impl Canvas {
    pub(super) fn of(colour: Colour) -> Self {
        Self(colour.repeat((WIDTH * HEIGHT) as usize))
    }

    /// Lays a colour over a rectangle, `cover` of 255 parts of it; what lies outside is left out.
    pub(super) fn lay(&mut self, (x, y): (i32, i32), (width, height): (u32, u32), colour: Colour, cover: u8) {
        let cover = cover / STEP * STEP;
        for (row, column) in (0..height).flat_map(|row| (0..width).map(move |column| (row, column))) {
            let place = |start: i32, add: u32, end: u32| {
                let at = i64::from(start) + i64::from(add);
                usize::try_from(at).ok().filter(|at| *at < end as usize)
            };
            let (Some(x), Some(y)) = (place(x, column, WIDTH), place(y, row, HEIGHT)) else { continue };
            let at = (y * WIDTH as usize + x) * CHANNELS;
            for (under, over) in self.0[at..at + CHANNELS].iter_mut().zip(colour) {
                *under = mixed(*under, over, cover);
            }
        }
    }

    /// As PNG: with a list of its colours, which makes it half as large, or without where they are too many.
    pub(super) fn png(&self) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, WIDTH, HEIGHT);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::High);
        let indexed = self.indexed();
        let data = if let Some((colours, places)) = &indexed {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(colours.as_flattened());
            encoder.set_filter(png::Filter::NoFilter);
            places
        } else {
            encoder.set_color(png::ColorType::Rgb);
            &self.0
        };
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(data).ok()?;
        writer.finish().ok()?;
        Some(bytes)
    }

    /// The colours in the order of their first use, and the place of each pixel's in that list.
    fn indexed(&self) -> Option<(Vec<Colour>, Vec<u8>)> {
        let (mut colours, mut known) = (Vec::new(), HashMap::new());
        // Most pixels are of the colour of the one before.
        let mut before = None;
        let mut place = |colour: &Colour| {
            if let Some((last, place)) = before
                && last == *colour
            {
                return Some(place);
            }
            let place = if let Some(place) = known.get(colour) {
                *place
            } else {
                let place = u8::try_from(colours.len()).ok()?;
                colours.push(*colour);
                known.insert(*colour, place);
                place
            };
            before = Some((*colour, place));
            Some(place)
        };
        let places: Option<Vec<u8>> = self.0.as_chunks::<CHANNELS>().0.iter().map(&mut place).collect();
        Some((colours, places?))
    }
}

fn mixed(under: u8, over: u8, cover: u8) -> u8 {
    let [under, over, cover] = [under, over, cover].map(u16::from);
    let sum = under * (255 - cover) + over * cover;
    // At most 255 × 255, and so a byte again.
    u8::try_from((sum + 127) / 255).unwrap_or(u8::MAX)
}
