//! How a picture is made of another.

use super::{Kind, Operation};

/// In which format a picture is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// AVIF: smallest, and slow to make.
    Avif,
    /// WebP: small, and fast to make.
    WebP,
    /// JPEG: photographs; knows no transparency.
    Jpeg,
    /// PNG: drawings, without loss.
    Png,
}

impl Format {
    /// All of them with the names that users write.
    pub const NAMES: [(&'static str, Self); 5] = [
        ("avif", Self::Avif),
        ("jpeg", Self::Jpeg),
        ("jpg", Self::Jpeg),
        ("png", Self::Png),
        ("webp", Self::WebP),
    ];

    /// The format that a name means.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, format)| *format)
    }

    /// The format that a picture has already, if it can be written.
    #[must_use]
    pub fn of(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Jpeg => Some(Self::Jpeg),
            Kind::Png => Some(Self::Png),
            Kind::WebP => Some(Self::WebP),
            Kind::Avif | Kind::Gif | Kind::Svg => None,
        }
    }

    /// The ending of file names.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Avif => "avif",
            Self::WebP => "webp",
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }

    /// The media type.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Avif => "image/avif",
            Self::WebP => "image/webp",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// The longest side that the format can hold, in pixels.
    pub(super) fn longest(self) -> u32 {
        match self {
            Self::WebP => 16_383,
            Self::Avif | Self::Jpeg | Self::Png => 65_535,
        }
    }
}

/// How a picture is made of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Recipe {
    /// What is done to its size.
    pub operation: Operation,
    /// The format of the result.
    pub format: Format,
    /// 1 (smallest) to 100 (best); `None`: 75 for JPEG, 80 for AVIF, without loss for WebP. PNG takes none.
    pub quality: Option<u8>,
    /// Whether a WebP is made without loss as well, and the smaller of the two taken: drawings and screenshots come out
    /// smaller so, and sharper.
    pub or_lossless: bool,
    /// How fast an AVIF is made, 1 (smallest) to 10 (fastest).
    pub speed: u8,
}

impl Recipe {
    /// A speed at which an AVIF of 1,600 pixels takes seconds.
    pub const SPEED: u8 = 9;

    /// All that decides on the bytes of the result, beside the picture. The number in front changes whenever the way
    /// that pictures are made does.
    pub(super) fn key(&self) -> String {
        const VERSION: u32 = 1;
        let quality = self.quality.filter(|_| self.format != Format::Png);
        let speed = (self.format == Format::Avif).then_some(self.speed);
        let or_lossless = self.or_lossless && self.format == Format::WebP;
        format!("{VERSION} {:?} {:?} {quality:?} {or_lossless} {speed:?}", self.operation, self.format)
    }
}
