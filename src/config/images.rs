//! `[images]`: which sizes and formats of a picture a figure offers.

use crate::fields::Fields;
use crate::images::Format;

/// The widest picture that can be asked for, in pixels.
const WIDEST: i64 = 8_000;

/// What `::figure` makes of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Images {
    /// The formats that are offered beside that of the original, the one first that browsers are to prefer.
    pub formats: Vec<Format>,
    /// Widths in pixels, ascending; none is wider than its picture.
    pub widths: Vec<u32>,
    /// 1 (smallest) to 100 (best).
    pub quality: u8,
}

impl Default for Images {
    fn default() -> Self {
        Self { formats: vec![Format::WebP], widths: vec![480, 800, 1200, 1600], quality: 80 }
    }
}

/// Reads `[images]`.
pub(super) fn read(fields: &mut Fields) -> Images {
    let mut images = Images::default();
    let Some(mut table) = fields.table("images") else { return images };
    if let Some(formats) = formats(&mut table) {
        images.formats = formats;
    }
    if let Some(widths) = widths(&mut table) {
        images.widths = widths;
    }
    match table.integer("quality").map(u8::try_from) {
        None => {}
        Some(Ok(quality @ 1..=100)) => images.quality = quality,
        Some(_) => table.invalid("quality", "`quality` must be a number from 1 (smallest) to 100 (best)"),
    }
    fields.adopt(table);
    images
}

/// In the order in which browsers are to look at them, which is from the smallest file to the largest.
fn formats(table: &mut Fields) -> Option<Vec<Format>> {
    let names = table.strings("formats")?;
    let mut formats = Vec::with_capacity(names.len());
    for name in &names {
        match name.as_str() {
            "avif" => formats.push(Format::Avif),
            "webp" => formats.push(Format::WebP),
            _ => {
                let message = format!(
                    "`formats` can hold \"avif\" and \"webp\", not \"{name}\": the format of the original is always there"
                );
                table.invalid("formats", message);
                return None;
            }
        }
    }
    formats.sort_unstable();
    formats.dedup();
    Some(formats)
}

fn widths(table: &mut Fields) -> Option<Vec<u32>> {
    let value = table.value("widths")?;
    let width = |value: &tera::Value| {
        let width = value.as_i64().filter(|width| (16..=WIDEST).contains(width))?;
        u32::try_from(width).ok()
    };
    let widths: Option<Vec<u32>> = value.as_array().and_then(|list| list.iter().map(width).collect());
    let Some(mut widths) = widths.filter(|list| !list.is_empty()) else {
        table.invalid(
            "widths",
            format!("`widths` must be a list of widths in pixels, each from 16 to {WIDEST}"),
        );
        return None;
    };
    widths.sort_unstable();
    widths.dedup();
    Some(widths)
}
