//! What part of a picture is taken, and how large it becomes.

/// What is done to a picture's size. Nothing is ever made larger than it is: where more is asked for than there is, the
/// result is as large as the picture allows, in the proportions asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// To this width and height, whatever that does to the proportions.
    Scale(u32, u32),
    /// To this width, in proportion.
    FitWidth(u32),
    /// To this height, in proportion.
    FitHeight(u32),
    /// Into this width and height, in proportion.
    Fit(u32, u32),
    /// To these proportions by cutting off what stands out on two sides, then to this size.
    Fill(u32, u32),
}

/// A stretch of the picture and the size it becomes, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Geometry {
    /// Left edge, top edge, width and height of what is taken.
    pub crop: (u32, u32, u32, u32),
    /// Width of the result, at least 1.
    pub width: u32,
    /// Height of the result, at least 1.
    pub height: u32,
}

impl Operation {
    /// What this makes of a picture of that size.
    #[must_use]
    pub fn geometry(self, width: u32, height: u32) -> Geometry {
        let whole = (0, 0, width, height);
        let (crop, (to_width, to_height)) = match self {
            Self::Scale(w, h) => (whole, within((w, h), (width, height))),
            Self::FitWidth(w) => (whole, (w.min(width), times(height, w.min(width), width))),
            Self::FitHeight(h) => (whole, (times(width, h.min(height), height), h.min(height))),
            Self::Fit(w, h) => (whole, within((width, height), (w.min(width), h.min(height)))),
            Self::Fill(w, h) => {
                let (crop_width, crop_height) = largest((w, h), (width, height));
                let left = (width - crop_width) / 2;
                let top = (height - crop_height) / 2;
                let size = if crop_width < w || crop_height < h { (crop_width, crop_height) } else { (w, h) };
                ((left, top, crop_width, crop_height), size)
            }
        };
        Geometry { crop, width: to_width.max(1), height: to_height.max(1) }
    }
}

/// `size`, made smaller in proportion until it fits into `room`.
fn within(size: (u32, u32), room: (u32, u32)) -> (u32, u32) {
    if size.0 <= room.0 && size.1 <= room.1 { size } else { largest(size, room) }
}

/// The largest size with the proportions of `shape` that fits into `room`.
fn largest(shape: (u32, u32), room: (u32, u32)) -> (u32, u32) {
    let is_wider = u64::from(shape.0) * u64::from(room.1) >= u64::from(room.0) * u64::from(shape.1);
    if is_wider {
        (room.0, times(room.0, shape.1, shape.0).min(room.1))
    } else {
        (times(room.1, shape.0, shape.1).min(room.0), room.1)
    }
}

/// `length` × `by` / `of`, rounded, at least 1.
fn times(length: u32, by: u32, of: u32) -> u32 {
    let of = u64::from(of.max(1));
    let scaled = (u64::from(length) * u64::from(by) + of / 2) / of;
    u32::try_from(scaled.max(1)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(operation: Operation, of: (u32, u32)) -> (u32, u32) {
        let found = operation.geometry(of.0, of.1);
        (found.width, found.height)
    }

    #[test]
    fn every_operation_keeps_its_word() {
        let picture = (300, 380);
        assert_eq!(size(Operation::Scale(150, 150), picture), (150, 150));
        assert_eq!(size(Operation::FitWidth(100), picture), (100, 127));
        assert_eq!(size(Operation::FitHeight(150), picture), (118, 150));
        assert_eq!(size(Operation::Fit(150, 150), picture), (118, 150));
        assert_eq!(size(Operation::Fill(150, 150), picture), (150, 150));
        assert_eq!(Operation::Fill(150, 150).geometry(300, 380).crop, (0, 40, 300, 300));
        assert_eq!(Operation::Fill(100, 380).geometry(300, 380).crop, (100, 0, 100, 380));
    }

    #[test]
    fn nothing_is_made_larger() {
        let picture = (300, 200);
        assert_eq!(size(Operation::Scale(600, 600), picture), (200, 200));
        assert_eq!(size(Operation::FitWidth(900), picture), (300, 200));
        assert_eq!(size(Operation::FitHeight(900), picture), (300, 200));
        assert_eq!(size(Operation::Fit(900, 900), picture), (300, 200));
        assert_eq!(size(Operation::Fill(600, 200), picture), (300, 100));
        assert_eq!(size(Operation::Fill(900, 900), picture), (200, 200));
    }

    #[test]
    fn extremes_stay_within_the_picture() {
        for operation in [
            Operation::Scale(1, u32::MAX),
            Operation::FitWidth(1),
            Operation::FitHeight(1),
            Operation::Fit(1, 1),
            Operation::Fill(1, u32::MAX),
            Operation::Fill(u32::MAX, 1),
        ] {
            for of in [(1, 1), (65_535, 1), (1, 65_535), (7, 3)] {
                let found = operation.geometry(of.0, of.1);
                let (left, top, width, height) = found.crop;
                assert!(left + width <= of.0 && top + height <= of.1, "{operation:?} {of:?} {found:?}");
                assert!(width > 0 && height > 0 && found.width > 0 && found.height > 0);
                assert!(found.width <= of.0 && found.height <= of.1, "{operation:?} {of:?} {found:?}");
            }
        }
    }
}
