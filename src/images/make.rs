//! Decoding, resizing, encoding. Everything here gives the same bytes on every machine, whatever the number of threads.

use std::borrow::Cow;
use std::io::Cursor;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::avif::AvifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{self, PngEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::{Format, Geometry, Header, Kind, Recipe};

/// What a decoder may ask for beside the pixels themselves, in bytes.
const MOST_MEMORY: u64 = 1 << 30;

/// The marker behind the last pixel, which occurs nowhere among them.
const END_OF_JPEG: [u8; 2] = [0xff, 0xd9];

/// Upright pixels in sRGB: bytes of red, green, blue and opacity.
pub(super) struct Pixels {
    width: u32,
    height: u32,
    /// Whether any of them may be seen through.
    has_alpha: bool,
    rgba: Vec<u8>,
}

/// Decodes a picture whose header was read before.
pub(super) fn decode(bytes: &[u8], header: Header) -> Result<Pixels, String> {
    let format = match header.kind {
        Kind::Jpeg => ImageFormat::Jpeg,
        Kind::Png => ImageFormat::Png,
        Kind::WebP => ImageFormat::WebP,
        Kind::Avif | Kind::Gif | Kind::Svg => return Err("this format is not decoded".to_owned()),
    };
    // The decoder fills what is missing of a JPEG with grey and says nothing.
    if format == ImageFormat::Jpeg && memchr::memmem::rfind(bytes, &END_OF_JPEG).is_none() {
        return Err("it ends before all of the picture is told".to_owned());
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| error.to_string())?;
    let (width, height) = decoder.dimensions();
    let shown = if header.orientation >= 5 { (height, width) } else { (width, height) };
    if header.size != Some(shown) {
        return Err(format!(
            "its header promises another size than the {width} × {height} pixels that follow"
        ));
    }
    let profile = decoder.icc_profile().ok().flatten();
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| error.to_string())?;
    if let Some(orientation) = Orientation::from_exif(header.orientation) {
        image.apply_orientation(orientation);
    }
    let has_alpha = image.color().has_alpha();
    let (width, height) = (image.width(), image.height());
    let rgba = image.into_rgba8().into_raw();
    let rgba = match profile {
        Some(profile) => in_srgb(&profile, rgba),
        None => rgba,
    };
    Ok(Pixels { width, height, has_alpha, rgba })
}

/// Colours as a screen without the picture's own profile shows them. A profile that cannot be used is left out, as
/// browsers do.
fn in_srgb(profile: &[u8], rgba: Vec<u8>) -> Vec<u8> {
    let convert = || {
        let from = ColorProfile::new_from_slice(profile).ok()?;
        if from.color_space != DataColorSpace::Rgb {
            return None;
        }
        let to = ColorProfile::new_srgb();
        let (layout, options) = (Layout::Rgba, TransformOptions::default());
        let transform = from.create_transform_8bit(layout, &to, layout, options).ok()?;
        let mut converted = vec![0; rgba.len()];
        transform.transform(&rgba, &mut converted).ok()?;
        Some(converted)
    };
    convert().unwrap_or(rgba)
}

/// Makes a picture of another.
pub(super) fn develop(pixels: &Pixels, recipe: Recipe, geometry: Geometry) -> Result<Vec<u8>, String> {
    let resized = resized(pixels, geometry)?;
    encoded(&resized, recipe)
}

fn resized(pixels: &Pixels, geometry: Geometry) -> Result<Pixels, String> {
    let from = ImageRef::new(pixels.width, pixels.height, &pixels.rgba, PixelType::U8x4)
        .map_err(|error| error.to_string())?;
    let mut to = Image::new(geometry.width, geometry.height, PixelType::U8x4);
    let (left, top, width, height) = geometry.crop;
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
        .use_alpha(pixels.has_alpha)
        .crop(left.into(), top.into(), width.into(), height.into());
    Resizer::new().resize(&from, &mut to, &options).map_err(|error| error.to_string())?;
    Ok(Pixels {
        width: geometry.width,
        height: geometry.height,
        has_alpha: pixels.has_alpha,
        rgba: to.into_vec(),
    })
}

fn encoded(pixels: &Pixels, recipe: Recipe) -> Result<Vec<u8>, String> {
    let (width, height) = (pixels.width, pixels.height);
    let (color, bytes) = if pixels.has_alpha {
        (ExtendedColorType::Rgba8, Cow::Borrowed(&pixels.rgba))
    } else {
        (ExtendedColorType::Rgb8, Cow::Owned(on_white(&pixels.rgba)))
    };
    let mut out = Vec::new();
    let written = match recipe.format {
        Format::WebP => {
            let lossy = webp(pixels, &bytes, recipe.quality)?;
            let lossless = if recipe.or_lossless { Some(webp(pixels, &bytes, None)?) } else { None };
            return Ok(lossless.filter(|other| other.len() <= lossy.len()).unwrap_or(lossy));
        }
        Format::Jpeg => {
            let opaque = if pixels.has_alpha { &on_white(&pixels.rgba) } else { &*bytes };
            let encoder = JpegEncoder::new_with_quality(&mut out, recipe.quality.unwrap_or(75));
            encoder.write_image(opaque, width, height, ExtendedColorType::Rgb8)
        }
        Format::Png => {
            let (level, filter) = (png::CompressionType::Best, png::FilterType::Adaptive);
            PngEncoder::new_with_quality(&mut out, level, filter).write_image(&bytes, width, height, color)
        }
        Format::Avif => {
            let quality = recipe.quality.unwrap_or(80);
            AvifEncoder::new_with_speed_quality(&mut out, recipe.speed, quality)
                // The division into tiles follows the number of threads.
                .with_num_threads(Some(1))
                .write_image(&bytes, width, height, color)
        }
    };
    written.map_err(|error| error.to_string())?;
    Ok(out)
}

fn webp(pixels: &Pixels, bytes: &[u8], quality: Option<u8>) -> Result<Vec<u8>, String> {
    let layout = if pixels.has_alpha { webp::PixelLayout::Rgba } else { webp::PixelLayout::Rgb };
    let encoder = webp::Encoder::new(bytes, layout, pixels.width, pixels.height);
    // Without loss, the number says how much work is done.
    let (lossless, quality) = (quality.is_none(), f32::from(quality.unwrap_or(75)));
    let written = encoder.encode_simple(lossless, quality).map_err(|error| format!("{error:?}"))?;
    Ok(written.to_vec())
}

/// Without opacity: what is behind the pixels is a white page.
fn on_white(rgba: &[u8]) -> Vec<u8> {
    let mut rgb = Vec::with_capacity(rgba.len() / 4 * 3);
    for pixel in rgba.chunks_exact(4) {
        let opacity = u32::from(pixel[3]);
        for &channel in &pixel[..3] {
            let mixed = (u32::from(channel) * opacity + 255 * (255 - opacity) + 127) / 255;
            rgb.push(u8::try_from(mixed).unwrap_or(u8::MAX));
        }
    }
    rgb
}
