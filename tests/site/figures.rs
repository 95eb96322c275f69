//! Figures: a picture in the sizes that screens need, with its description, caption and credit.

use ibid::world::Memory;

use super::{CONFIG, briefing, build, built, short, site};

/// A PNG of 8 × 4 pixels.
const PNG: &[u8] = include_bytes!("pictures/eight-by-four.png");

const PAGE: &str = "content/briefings/b/index.md";

const HTML: &str = "briefings/b/index.html";

/// A site with pictures beside its briefing and among its static files.
fn with(body: &str) -> Memory {
    let world = site(&[(PAGE, &briefing(body))]);
    world.insert("content/briefings/b/own.png", PNG);
    world.insert("static/shared.png", PNG);
    world.insert("static/sign.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 12'/>");
    world
}

/// The `<figure>` of the page.
#[track_caller]
fn figure(body: &str) -> String {
    let files = built(&with(body));
    let html = files.text(HTML);
    let start = html.find("<figure").unwrap_or_else(|| panic!("no figure in {html}"));
    html[start..html.find("</figure>").expect("an end")].to_owned()
}

#[track_caller]
fn told(body: &str, expected: &[&str]) {
    let outcome = build(&with(body));
    let found: Vec<String> = short(&outcome.diagnostics).lines().map(str::to_owned).collect();
    assert_eq!(found, expected, "{body}");
}

#[test]
fn a_figure_says_what_it_shows_and_who_made_it() {
    let html =
        figure("::figure[The *second* berth]{src=own.png alt=\"Two cranes\" credit=\"Photo: A. Berg\"}");
    assert!(
        html.contains("alt=\"Two cranes\" width=\"8\" height=\"4\" loading=\"lazy\" decoding=\"async\""),
        "{html}"
    );
    assert!(html.contains("<span class=\"caption\">The <em>second</em> berth</span>"), "{html}");
    assert!(html.contains("<span class=\"credit\">Photo: A. Berg</span>"), "{html}");
    let html = figure("::figure{src=own.png alt=\"\" caption=\"A < B\"}");
    assert!(html.contains("alt=\"\"") && html.contains("<span class=\"caption\">A &lt; B</span>"), "{html}");
    let html = figure(":::figure{src=own.png alt=x}\nOne :quote[“lost two vehicles”]{src=minutes}.\n:::");
    assert!(html.contains("<figcaption><p>One "), "{html}");
    assert!(!figure("::figure{src=own.png alt=x}").contains("figcaption"));
}

#[test]
fn a_drawing_is_shown_as_it_is() {
    let html = figure("::figure{src=sign.svg alt=\"A sign\" width=12}");
    assert!(html.contains("<img src=\"/sign.svg\" alt=\"A sign\" width=\"12\" height=\"6\""), "{html}");
    assert!(!html.contains("<source"), "{html}");
}

#[test]
fn a_figure_can_lead_to_the_picture_or_elsewhere() {
    let html = |link: &str| figure(&format!("::figure{{src=own.png alt=x {link}}}"));
    assert!(html("link").contains("<a href=\"/briefings/b/own.png\"><picture>"));
    assert!(html("link=@/briefings/b/index.md").contains("<a href=\"/briefings/b/\">"));
    assert!(html("link=\"@/sources/minutes.md#p2\"").contains("<a href=\"/sources/minutes/#p2\">"));
    assert!(html("link=\"https://example.org/?a&b\"").contains("<a href=\"https://example.org/?a&amp;b\">"));
    assert!(figure("::figure{src=shared.png alt=x link}").contains("<a href=\"/shared.png\">"));
    let world = with("::figure{src=\"@/briefings/b/own.png\" alt=x link}");
    world.insert("content/briefings/c.md", briefing("::figure{src=b/own.png alt=x link}"));
    let files = built(&world);
    let copy = files.0.keys().find(|path| path.starts_with("processed_images/") && files.0[*path] == PNG);
    files.holds(
        "briefings/c/index.html",
        &format!("<a href=\"/{}\">", copy.expect("a copy of another page's picture")),
    );
}

#[test]
fn what_is_wrong_with_a_figure_is_told_at_its_place() {
    let at = |column: usize, rest: &str| format!("content/briefings/b/index.md:5:{column}: error[{rest}");
    told("::figure{alt=x}", &[&at(3, "missing-attribute]: `figure` needs `src`")]);
    told("::figure{src=own.png}", &[&at(3, "missing-attribute]: `figure` needs `alt`")]);
    told("::figure{src=won.png alt=x}", &[&at(14, "broken-link]: there is no picture `won.png`")]);
    told(
        "::figure{src=index.md alt=x}",
        &[&at(
            14,
            "unusable-picture]: `content/briefings/b/index.md` cannot be read as a picture: its bytes are none of AVIF, GIF, \
         JPEG, PNG, SVG and WebP",
        )],
    );
    told(
        "::figure{src=\"https://h.example/a.png\" alt=x}",
        &[&at(
            15,
            "unusable-picture]: `https://h.example/a.png` is a picture of another host, which pages ask nothing of",
        )],
    );
    told(
        "::figure{src=own.png alt=x widht=4}",
        &[&at(28, "unknown-attribute]: `figure` takes no attribute `widht`")],
    );
    told(
        "::figure{src=own.png alt=x width=0}",
        &[&at(34, "invalid-value]: `width` must be a number of pixels from 1 to 8000")],
    );
    told(
        "::figure[a]{src=own.png alt=x caption=b}",
        &[&at(31, "invalid-value]: this figure has more than one caption")],
    );
    told(
        "::figure{src=own.png alt link}",
        &[&at(30, "invalid-value]: a figure that is a link needs an `alt` to be read out")],
    );
    told(
        "::figure{src=own.png alt=x link=@/nope.md}",
        &[&at(33, "broken-link]: there is no page `content/nope.md`")],
    );
    told(
        "::figure{src=own.png alt=x link=\"@/sources/minutes.md#p9\"}",
        &[&at(34, "broken-link]: `content/sources/minutes.md` has no anchor `#p9`")],
    );
    told(
        ":figure[x]{src=own.png alt=x}",
        &[&at(1, "wrong-form]: `figure` can't be written as a text directive, with one colon")],
    );
    let outcome = build(&with("::figure{src=won.png alt=x}"));
    assert_eq!(outcome.diagnostics[0].hints, ["did you mean `own.png`?"]);
}

#[test]
fn a_template_of_the_sites_own_may_take_other_attributes() {
    let world = with("::figure{src=own.png alt=x side=left}");
    world.insert("templates/directives/figure.html", "[{{ attrs.side }} {{ figure.width }}]");
    built(&world).holds(HTML, "[left 8]");
}

#[test]
fn wrong_settings_are_told() {
    let says = |settings: &str, expected: &str| {
        let world = with("Words.");
        world.insert("ibid.toml", format!("{CONFIG}\n[images]\n{settings}\n"));
        let found = short(&build(&world).diagnostics);
        assert!(found.contains(expected) && found.lines().count() == 1, "{found}");
    };
    says("formats = [\"jpg\"]", "`formats` can hold \"avif\" and \"webp\", not \"jpg\"");
    says("widths = []", "`widths` must be a list of widths in pixels, each from 16 to 8000");
    says("widths = [800, 9000]", "`widths` must be a list of widths in pixels");
    says("quality = 0", "`quality` must be a number from 1 (smallest) to 100 (best)");
    says("qualty = 80", "unknown key `qualty`");
}

#[cfg(feature = "images")]
mod resized {
    use super::*;

    /// A PNG of 40 × 20 pixels, larger than the configured widths.
    fn larger() -> Vec<u8> {
        let image = image::RgbImage::from_fn(40, 20, |x, y| {
            let shade = |of: u32| u8::try_from(of).unwrap_or(u8::MAX);
            image::Rgb([shade(x * 6), shade(y * 12), 90])
        });
        let mut bytes = std::io::Cursor::new(Vec::new());
        image.write_to(&mut bytes, image::ImageFormat::Png).expect("a PNG");
        bytes.into_inner()
    }

    fn world(body: &str, formats: &str) -> Memory {
        let world = with(body);
        world.insert("content/briefings/b/own.png", larger());
        world.insert("ibid.toml", format!("{CONFIG}\n[images]\nwidths = [16, 32]\nformats = {formats}\n"));
        world
    }

    /// The width and type of all that a page offers.
    fn offered(html: &str) -> Vec<(String, Vec<String>)> {
        let sources = html.split("<source type=\"").skip(1);
        sources
            .map(|source| {
                let (kind, rest) = source.split_once('"').expect("a type");
                let set =
                    rest.split("srcset=\"").nth(1).and_then(|set| set.split('"').next()).expect("a set");
                let widths =
                    set.split(", ").map(|candidate| candidate.rsplit(' ').next().unwrap_or("").to_owned());
                (kind.to_owned(), widths.collect())
            })
            .collect()
    }

    #[test]
    fn the_smallest_formats_come_first_and_every_file_is_there() {
        let files = built(&world("::figure{src=own.png alt=x}", "[\"webp\", \"avif\"]"));
        let html = files.text(HTML);
        let widths = vec!["16w".to_owned(), "32w".to_owned()];
        let expected = ["image/avif", "image/webp"].map(|kind| (kind.to_owned(), widths.clone())).to_vec();
        assert_eq!(offered(html), expected, "{html}");
        let named = html.match_indices("/processed_images/").map(|(at, _)| {
            let path = &html[at + 1..];
            &path[..path.find(['"', ' ']).expect("an end")]
        });
        let named: Vec<&str> = named.collect();
        assert_eq!(named.len(), 5, "{html}");
        for path in named {
            assert!(files.0.contains_key(path), "{path} is not there");
        }
        assert!(html.contains("width=\"32\" height=\"16\""), "{html}");
    }

    #[test]
    fn a_width_offers_that_and_twice_of_it() {
        let files = built(&world("::figure{src=own.png alt=x width=10}", "[\"webp\"]"));
        let html = files.text(HTML);
        assert_eq!(offered(html)[0].1, ["10w", "20w"], "{html}");
        assert!(html.contains("sizes=\"(min-width: 10px) 10px, 100vw\""), "{html}");
        assert!(html.contains("width=\"10\" height=\"5\""), "{html}");
        let files = built(&world("::figure{src=own.png alt=x width=30}", "[]"));
        assert_eq!(offered(files.text(HTML))[0].1, ["30w", "40w"], "none is wider than the picture");
    }

    #[test]
    fn readers_elsewhere_get_one_picture_with_its_whole_address() {
        let world = world("::figure[A caption]{src=own.png alt=x link}", "[\"webp\"]");
        let files = built(&world);
        let feed = files.text("atom.xml");
        assert!(feed.contains("img src=&quot;https://example.org/processed_images/own."), "{feed}");
        assert!(feed.contains("a href=&quot;https://example.org/briefings/b/own.png&quot;"), "{feed}");
        assert!(!feed.contains("srcset"), "{feed}");
    }
}
