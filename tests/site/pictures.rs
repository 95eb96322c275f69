//! Pictures: what templates can ask of them.

use ibid::world::Memory;

use super::{Files, briefing, build, short, site};

/// A PNG of 8 × 4 pixels.
const PNG: &[u8] = include_bytes!("pictures/eight-by-four.png");

const PAGE: &str = "content/briefings/b/index.md";

/// A site with a picture beside its briefing and one among its static files, whose page is rendered by `template`.
fn with(template: &str) -> Memory {
    let text = format!(
        "{{% extends \"builtin/briefing.html\" %}}\n{{% block main %}}\n{template}\n{{% endblock %}}"
    );
    let world = site(&[(PAGE, &briefing("Words.")), ("templates/briefing.html", &text)]);
    world.insert("content/briefings/b/own.png", PNG);
    world.insert("static/shared.png", PNG);
    world.insert("static/sign.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 12'/>");
    world
}

/// What the site says of a template, or the page that it makes.
fn shown(template: &str) -> Result<Files, String> {
    let outcome = build(&with(template));
    if outcome.diagnostics.is_empty() {
        return Ok(Files(
            outcome.artifacts.into_iter().map(|file| (file.path, file.bytes.to_vec())).collect(),
        ));
    }
    Err(short(&outcome.diagnostics))
}

#[track_caller]
fn page(template: &str) -> String {
    shown(template).unwrap_or_else(|found| panic!("{found}")).text("briefings/b/index.html").to_owned()
}

#[track_caller]
fn fails(template: &str, words: &str, hint: &str) {
    let found = build(&with(template)).diagnostics;
    let told = short(&found);
    assert_eq!(found.len(), 1, "{template}: {told}");
    assert!(told.starts_with("templates/briefing.html:3:"), "{told}");
    assert!(told.contains(words), "`{words}` is not in {told}");
    assert!(found[0].hints.join("\n").contains(hint), "`{hint}` is not in {:?}", found[0].hints);
}

#[test]
fn metadata_is_told_of_pixels_and_drawings() {
    let shown = |path: &str| {
        let call = format!("{{% set m = get_image_metadata(path=\"{path}\") %}}");
        page(&format!("{call}{{{{ m.width }}}}×{{{{ m.height }}}} {{{{ m.format }}}} {{{{ m.mime }}}}"))
    };
    assert!(shown("own.png").contains("8×4 png image/png"));
    assert!(shown("@/briefings/b/own.png").contains("8×4 png"));
    assert!(shown("shared.png").contains("8×4 png"));
    assert!(shown("static/shared.png").contains("8×4 png"));
    assert!(shown("sign.svg").contains("24×12 svg image/svg+xml"));
    assert!(
        page("{{ get_image_metadata(path=\"no.png\", allow_missing=true) or \"none\" }}").contains("none")
    );
}

#[test]
fn wrong_arguments_are_told_at_their_place() {
    fails(
        "{{ get_image_metadata(path=\"shard.png\") }}",
        "there is no picture `shard.png`",
        "did you mean `shared.png`?",
    );
    fails("{{ get_image_metadata(path=\"../x.png\") }}", "is no path inside the site", "without `..`");
    fails(
        "{{ get_image_metadata(path=\"../ibid.toml\", allow_missing=true) }}",
        "is no path inside the site",
        "without `..`",
    );
    fails(
        "{{ get_image_metadata(path=\"content/briefings/b/index.md\") }}",
        "cannot be read as a picture",
        "",
    );
}

#[cfg(feature = "images")]
mod resized {
    use super::super::built;
    use super::*;

    #[test]
    fn a_picture_is_made_once_for_all_that_ask() {
        let template = "{% set i = resize_image(path=\"own.png\", width=4, op=\"fit_width\", format=\"webp\") %}\
                        [{{ i.url }}|{{ i.path }}|{{ i.static_path }}|{{ i.width }}|{{ i.height }}|\
                        {{ i.orig_width }}|{{ i.orig_height }}]";
        let world = with(template);
        world.insert("content/briefings/c/index.md", briefing("More words."));
        world.insert("content/briefings/c/own.png", PNG);
        let files = built(&world);
        let made: Vec<&String> =
            files.0.keys().filter(|path| path.starts_with("processed_images/")).collect();
        let [path] = made.as_slice() else { panic!("{made:?}") };
        assert!(path.starts_with("processed_images/own.") && path.ends_with(".webp"), "{path}");
        let told = format!("[https://example.org/{path}|/{path}|{path}|4|2|8|4]");
        files.holds("briefings/b/index.html", &told);
        files.holds("briefings/c/index.html", &told);
        // The picture itself lies beside its page as before.
        assert_eq!(files.0["briefings/b/own.png"], PNG);
        assert_eq!(built(&world).0, files.0, "the same again");
    }

    #[test]
    fn another_picture_under_the_same_name_has_another_address() {
        let world = with("{% set i = resize_image(path=\"shared.png\", width=4, height=4) %}{{ i.path }}");
        let path = |files: &Files| files.0.keys().find(|path| path.starts_with("processed_images/")).cloned();
        let first = built(&world);
        let mut other = PNG.to_vec();
        // A comment after the end changes the bytes and not the picture.
        other.extend(b"comment");
        world.insert("static/shared.png", other);
        let second = built(&world);
        assert!(path(&first).is_some() && path(&first) != path(&second));
    }

    #[test]
    fn wrong_arguments_are_told_at_their_place() {
        let call = |arguments: &str| format!("{{{{ resize_image(path=\"own.png\", {arguments}) }}}}");
        fails(&call("width=4"), "the operation `fill` needs `width` and `height`", "");
        fails(&call("width=4, op=\"fit_height\""), "the operation `fit_height` needs `height`", "");
        fails(
            &call("width=4, op=\"fit_widht\""),
            "`op` of `resize_image` cannot be `fit_widht`",
            "did you mean `fit_width`?",
        );
        fails(
            &call("width=0, op=\"fit_width\""),
            "`width` must be a number of pixels from 1 to 65535, not 0",
            "",
        );
        fails(
            &call("width=4, height=4, format=\"wepb\""),
            "`format` of `resize_image` cannot be `wepb`",
            "did you mean `webp`?",
        );
        fails(
            &call("width=4, height=4, quality=101"),
            "`quality` must be a number from 1 to 100, not 101",
            "",
        );
        fails(
            "{{ resize_image(path=\"sign.svg\", width=4, height=4) }}",
            "is a drawing without pixels",
            "show it as it is",
        );
        fails(
            "{{ resize_image(path=\"own.pgn\", width=4, height=4) }}",
            "there is no picture `own.pgn`",
            "did you mean `own.png`?",
        );
        fails(
            &call("width=4, hieght=4"),
            "`resize_image` has no argument `hieght`",
            "did you mean `height`?",
        );
    }

    #[test]
    fn a_picture_that_ends_too_early_is_told_and_nothing_is_written() {
        let world = with("{% set i = resize_image(path=\"shared.png\", width=4, height=4) %}{{ i.path }}");
        world.insert("static/shared.png", &PNG[..40]);
        let outcome = build(&world);
        let found = short(&outcome.diagnostics);
        assert!(
            found
                .starts_with("static/shared.png:1:1: error[unusable-picture]: `static/shared.png` cannot be"),
            "{found}"
        );
        assert!(outcome.artifacts.is_empty());
    }
}

#[cfg(not(feature = "images"))]
#[test]
fn a_build_without_pictures_says_how_to_have_them() {
    fails(
        "{{ resize_image(path=\"own.png\", width=4, height=4) }}",
        "this ibid was built without",
        "--features images",
    );
}
