use std::sync::Arc;

use super::{Header, Kind, Pictures};
use crate::world::Memory;

/// The smallest PNG header that says its size.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend(b"\x08\x02\0\0\0");
    bytes
}

#[test]
fn a_header_is_read_from_the_bytes_and_not_from_the_name() {
    assert_eq!(Header::read(b""), Err("the file is empty".to_owned()));
    let header = Header::read(&png(30, 20)).expect("a PNG");
    assert_eq!((header.kind, header.size, header.is_animated), (Kind::Png, Some((30, 20)), false));
    let svg = Header::read(b"<?xml version='1.0'?>\n<svg width='4' height='3'/>").expect("an SVG");
    assert_eq!((svg.kind, svg.size), (Kind::Svg, Some((4, 3))));
    for none in [&b""[..], b"GIF89a", b"<html><svg></html>", b"%PDF-1.7", &png(0, 1), &png(1, 1)[..20]] {
        assert!(Header::read(none).is_err(), "{none:?}");
    }
}

#[test]
fn a_picture_is_looked_for_beside_its_page_first() {
    let world = Memory::with([("static/a.png", "1"), ("content/b/a.png", "2"), ("content/c.png", "3")]);
    world.insert("themes/t/static/d.png", "4");
    let pictures = Pictures::new(Arc::new(world), Some("t"));
    let find = |path: &str, folder| pictures.locate(path, folder).map_err(|trouble| trouble.to_string());
    assert_eq!(find("a.png", Some("content/b")), Ok("content/b/a.png".to_owned()));
    assert_eq!(find("a.png", None), Ok("static/a.png".to_owned()));
    assert_eq!(find("/a.png", Some("content/b")), Ok("static/a.png".to_owned()));
    assert_eq!(find("@/c.png", Some("content/b")), Ok("content/c.png".to_owned()));
    assert_eq!(find("d.png", None), Ok("themes/t/static/d.png".to_owned()));
    assert_eq!(find("b/a.png", None), Ok("content/b/a.png".to_owned()));
    assert_eq!(find("content/c.png", None), Ok("content/c.png".to_owned()));
    assert_eq!(find("@/a.png", None), Err("there is no picture `@/a.png`; did you mean `a.png`?".to_owned()));
    assert_eq!(
        find("ba.png", Some("content/b")),
        Err("there is no picture `ba.png`; did you mean `a.png`?".to_owned())
    );
    for outside in
        ["../a.png", "@/../ibid.toml", "a/../../b.png", "", "/", "https://example.org/a.png", "//h/a.png"]
    {
        assert!(find(outside, None).is_err(), "{outside}");
    }
}

#[test]
fn a_picture_of_too_many_pixels_is_refused_unread() {
    let world = Memory::with([("static/large.png", png(20_000, 20_000))]);
    let pictures = Pictures::new(Arc::new(world), None);
    let picture = pictures.read("static/large.png").expect("a header");
    assert!(!picture.can_be_resized());
}

#[cfg(feature = "images")]
mod making {
    use image::codecs::jpeg::JpegEncoder;
    use image::{ImageEncoder, ImageFormat, Rgb, RgbImage};

    use super::*;
    use crate::images::{Format, Operation, Recipe};
    use crate::world::{Changes, World};

    /// Red on the left, blue on the right.
    fn two_colours(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(
            width,
            height,
            |x, _| if x < width / 2 { Rgb([200, 0, 0]) } else { Rgb([0, 0, 200]) },
        )
    }

    fn as_png(image: &RgbImage) -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image.write_to(&mut bytes, ImageFormat::Png).expect("a PNG");
        bytes.into_inner()
    }

    /// A JPEG whose camera was held upside down or on its side.
    fn as_turned_jpeg(image: &RgbImage, orientation: u8) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 100);
        let exif =
            [b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", &[orientation][..], b"\0\0\0\0\0\0"];
        encoder.set_exif_metadata(exif.concat()).expect("EXIF");
        let color = image::ExtendedColorType::Rgb8;
        encoder.write_image(image, image.width(), image.height(), color).expect("a JPEG");
        bytes
    }

    fn recipe(operation: Operation, format: Format) -> Recipe {
        Recipe { operation, format, quality: Some(80), or_lossless: false, speed: 10 }
    }

    #[test]
    fn what_is_made_has_the_size_and_format_that_were_promised() {
        let world = Memory::with([("static/a.png", as_png(&two_colours(40, 20)))]);
        let pictures = Pictures::new(world.share(), None);
        let picture = pictures.read("static/a.png").expect("a picture");
        let mut promised = Vec::new();
        for (_, format) in Format::NAMES {
            let made = pictures.order(&picture, recipe(Operation::Fill(10, 16), format)).expect("an order");
            promised.push((made, format));
        }
        let (artifacts, found) = pictures.make();
        assert_eq!((artifacts.len(), found.len()), (4, 0), "{found:?}");
        for (made, format) in promised {
            let artifact = artifacts.iter().find(|artifact| artifact.path == made.path).expect("it is made");
            let header = Header::read(&artifact.bytes).expect("a picture");
            assert_eq!(header.size, Some((made.width, made.height)), "{}", made.path);
            assert_eq!(header.kind.extension(), format.extension());
        }
    }

    #[test]
    fn a_picture_is_turned_as_the_camera_says() {
        let world = Memory::with([("static/a.jpg", as_turned_jpeg(&two_colours(40, 20), 6))]);
        let pictures = Pictures::new(world.share(), None);
        let picture = pictures.read("static/a.jpg").expect("a picture");
        assert_eq!(picture.header.size, Some((20, 40)));
        let made = pictures.order(&picture, recipe(Operation::FitWidth(10), Format::Png)).expect("an order");
        assert_eq!((made.width, made.height), (10, 20));
        let (artifacts, found) = pictures.make();
        assert!(found.is_empty(), "{found:?}");
        let image = image::load_from_memory(&artifacts[0].bytes).expect("a PNG").into_rgb8();
        // A quarter turn clockwise: what was on the left is now above.
        assert!(image.get_pixel(5, 2)[0] > 150 && image.get_pixel(5, 17)[2] > 150);
    }

    #[test]
    fn a_damaged_entry_of_the_cache_is_made_anew() {
        let world = Memory::with([("static/a.png", as_png(&two_colours(40, 20)))]);
        let make = || {
            let pictures = Pictures::new(world.share(), None);
            let picture = pictures.read("static/a.png").expect("a picture");
            let order = pictures.order(&picture, recipe(Operation::FitWidth(10), Format::WebP));
            order.expect("an order");
            let (artifacts, _) = pictures.make();
            artifacts[0].bytes.clone()
        };
        let first = make();
        let entries = world.files(".ibid/images").expect("a folder");
        assert_eq!(entries.len(), 1);
        let writes = world.writes();
        assert_eq!(make(), first);
        assert_eq!(world.writes(), writes, "it was taken from the cache");
        for damage in [&b""[..], b"short", &[0; 200]] {
            world.insert(entries[0].as_str(), damage);
            assert_eq!(make(), first);
        }
        world.set_read_only(true);
        world.take(&entries[0]);
        assert_eq!(make(), first);
    }

    #[test]
    fn what_is_made_of_another_picture_is_not_kept_under_the_name_of_the_one_before() {
        let turned = image::imageops::rotate180(&two_colours(40, 20));
        let world = Memory::with([("static/a.png", as_png(&two_colours(40, 20)))]);
        let order = |earlier: Option<&Pictures>| {
            let pictures = Pictures::following(earlier, world.share(), None, &Changes::All);
            let picture = pictures.read("static/a.png").expect("a picture");
            let made = pictures.order(&picture, recipe(Operation::FitWidth(10), Format::Png));
            (made.expect("an order").path, pictures)
        };
        let (path, before) = order(None);
        // A page that is still open asks for what it had, when the picture is another one already.
        for other in [as_png(&turned), as_png(&two_colours(20, 40))] {
            world.insert("static/a.png", other);
            let (_, now) = order(Some(&before));
            assert!(now.make_one(&path).1.is_empty(), "nobody has to mend this");
        }
        world.insert("static/a.png", as_png(&two_colours(40, 20)));
        let (again, pictures) = order(None);
        assert_eq!(again, path);
        let image = image::load_from_memory(&pictures.make().0[0].bytes).expect("a PNG").into_rgb8();
        assert!(image.get_pixel(0, 0)[0] > 150, "red is on the left again");
    }

    #[test]
    fn a_page_that_is_still_open_gets_the_pictures_that_it_had() {
        let world = Memory::with([("static/a.png", as_png(&two_colours(40, 20)))]);
        let mut pictures = Pictures::new(world.share(), None);
        let picture = pictures.read("static/a.png").expect("a picture");
        let order = |pictures: &Pictures, width| {
            let made = pictures.order(&picture, recipe(Operation::FitWidth(width), Format::Png));
            made.expect("an order").path
        };
        let path = order(&pictures, 10);
        for width in 11..14 {
            pictures =
                Pictures::following(Some(&pictures), world.share(), None, &Changes::from_iter(["a.md"]));
            assert!(pictures.make().0.is_empty(), "nobody asked for it again");
            assert_eq!(pictures.make_one(&path).0.len(), 1);
            order(&pictures, width);
        }
        assert!(pictures.make_one("processed_images/none.png").0.is_empty());
    }

    #[test]
    fn a_picture_that_is_cut_short_is_told() {
        let large = as_turned_jpeg(&two_colours(800, 400), 1);
        for (path, mut bytes) in one_of_each().into_iter().chain([("b.jpg", large)]) {
            bytes.truncate(bytes.len() * 5 / 6);
            let path = format!("static/{path}");
            let world = Memory::with([(path.as_str(), bytes)]);
            let pictures = Pictures::new(world.share(), None);
            let picture = pictures.read(&path).expect("a header");
            pictures.order(&picture, recipe(Operation::FitWidth(10), Format::Png)).expect("an order");
            let (artifacts, found) = pictures.make();
            assert!(artifacts.is_empty(), "{path}");
            assert_eq!(found.len(), 1, "{path}");
            let expected = format!("`{path}` cannot be decoded: ");
            assert!(found[0].message.starts_with(&expected), "{}", found[0].message);
        }
    }

    /// One small picture of each kind that is decoded, the JPEG with EXIF.
    fn one_of_each() -> Vec<(&'static str, Vec<u8>)> {
        let image = two_colours(24, 12);
        let webp = webp::Encoder::from_rgb(&image, 24, 12).encode_lossless().to_vec();
        vec![("a.png", as_png(&image)), ("a.jpg", as_turned_jpeg(&image, 6)), ("a.webp", webp)]
    }

    #[test]
    fn the_number_of_threads_changes_no_byte() {
        let make = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            pool.install(|| {
                let world = Memory::with([("static/a.png", as_png(&two_colours(600, 300)))]);
                let pictures = Pictures::new(world.share(), None);
                let picture = pictures.read("static/a.png").expect("a picture");
                for (_, format) in Format::NAMES {
                    pictures.order(&picture, recipe(Operation::FitWidth(500), format)).expect("an order");
                }
                pictures.make().0
            })
        };
        assert_eq!(make(1), make(4));
    }

    #[test]
    fn no_damage_to_a_picture_makes_its_reader_panic() {
        for (name, bytes) in one_of_each() {
            for at in 0..bytes.len() {
                let mut flipped = bytes.clone();
                flipped[at] ^= 0xff;
                for damaged in [&bytes[..at], &flipped] {
                    if let Ok(header) = Header::read(damaged)
                        && header
                            .size
                            .is_some_and(|(width, height)| u64::from(width) * u64::from(height) < 1 << 20)
                    {
                        // Either way is right, as long as it comes to an end.
                        let _ = crate::images::make::decode(damaged, header);
                    }
                }
            }
            assert!(Header::read(&bytes).is_ok(), "{name}");
        }
    }
}
