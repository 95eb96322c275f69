//! What the first bytes of a picture say of it.

use std::io::Cursor;

use exif::{In, Tag};

use super::svg;

/// What a picture is, as its bytes tell it, whatever its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// AVIF.
    Avif,
    /// GIF.
    Gif,
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// SVG.
    Svg,
    /// WebP.
    WebP,
}

impl Kind {
    /// The usual ending of file names.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Avif => "avif",
            Self::Gif => "gif",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Svg => "svg",
            Self::WebP => "webp",
        }
    }

    /// The media type.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Avif => "image/avif",
            Self::Gif => "image/gif",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Svg => "image/svg+xml",
            Self::WebP => "image/webp",
        }
    }
}

/// What the header of a picture says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// The format.
    pub kind: Kind,
    /// Width and height as shown, in pixels: turned where the camera says so. An SVG may have none.
    pub size: Option<(u32, u32)>,
    /// How the camera was held: 1 (upright) to 8, as in EXIF.
    pub orientation: u8,
    /// Whether it moves. GIFs always count as moving.
    pub is_animated: bool,
}

impl Header {
    /// Reads a header.
    ///
    /// # Errors
    /// Why it is no picture that browsers show, to follow "cannot be read as a picture: ".
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        if bytes.is_empty() {
            return Err("the file is empty".to_owned());
        }
        let Some(kind) = kind(bytes) else {
            return Err("its bytes are none of AVIF, GIF, JPEG, PNG, SVG and WebP".to_owned());
        };
        if kind == Kind::Svg {
            return Ok(Self { kind, size: svg::size(bytes)?, orientation: 1, is_animated: false });
        }
        let size = imagesize::blob_size(bytes).map_err(|error| error.to_string())?;
        let side = |length: usize| u32::try_from(length).ok().filter(|side| *side > 0);
        let (Some(width), Some(height)) = (side(size.width), side(size.height)) else {
            return Err(format!("a size of {} × {} pixels is none", size.width, size.height));
        };
        let orientation = orientation(kind, bytes);
        let size = if orientation >= 5 { (height, width) } else { (width, height) };
        Ok(Self { kind, size: Some(size), orientation, is_animated: is_animated(kind, bytes) })
    }
}

fn kind(bytes: &[u8]) -> Option<Kind> {
    use imagesize::{Compression, ImageType};
    match imagesize::image_type(bytes) {
        Ok(ImageType::Gif) => Some(Kind::Gif),
        Ok(ImageType::Jpeg) => Some(Kind::Jpeg),
        Ok(ImageType::Png) => Some(Kind::Png),
        Ok(ImageType::Webp) => Some(Kind::WebP),
        Ok(ImageType::Heif(Compression::Av1)) => Some(Kind::Avif),
        _ => begins_as_svg(bytes).then_some(Kind::Svg),
    }
}

/// Markup, with `<svg` not far from its beginning.
fn begins_as_svg(bytes: &[u8]) -> bool {
    const FAR: usize = 4_096;
    let start = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).trim_ascii_start();
    start.starts_with(b"<") && memchr::memmem::find(&start[..start.len().min(FAR)], b"<svg").is_some()
}

/// As EXIF has it; 1 where it has nothing. The turns of an AVIF are part of its format and applied by whoever shows it.
fn orientation(kind: Kind, bytes: &[u8]) -> u8 {
    if !matches!(kind, Kind::Jpeg | Kind::Png | Kind::WebP) {
        return 1;
    }
    let Ok(found) = exif::Reader::new().read_from_container(&mut Cursor::new(bytes)) else { return 1 };
    let field = found.get_field(Tag::Orientation, In::PRIMARY);
    let value = field.and_then(|field| field.value.get_uint(0)).and_then(|value| u8::try_from(value).ok());
    value.filter(|value| (1..=8).contains(value)).unwrap_or(1)
}

fn is_animated(kind: Kind, bytes: &[u8]) -> bool {
    match kind {
        Kind::Gif => true,
        Kind::Png => {
            // The chunk that announces frames has to stand before the first image data.
            let data = memchr::memmem::find(bytes, b"IDAT").unwrap_or(bytes.len());
            memchr::memmem::find(&bytes[..data], b"acTL").is_some()
        }
        Kind::WebP => {
            const ANIMATION: u8 = 0x02;
            bytes.get(12..16) == Some(b"VP8X") && bytes.get(20).is_some_and(|flags| flags & ANIMATION != 0)
        }
        Kind::Avif | Kind::Jpeg | Kind::Svg => false,
    }
}
