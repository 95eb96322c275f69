//! What the built-in theme promises to readers, whatever a page holds.

use std::collections::BTreeMap;
use std::sync::Arc;

use ibid::config::Settings;
use ibid::embedded::{STATIC, TEMPLATES, WORDS};
use ibid::render::{Lookup, Templates};
use ibid::site::build;
use ibid::words::Words;
use ibid::world::{Disk, Memory};

fn stylesheet(name: &str) -> &'static str {
    let (_, bytes) = STATIC.iter().find(|(path, _)| *path == name).expect("the theme has this file");
    std::str::from_utf8(bytes).expect("stylesheets are UTF-8")
}

/// The colours among the tokens, those for the light or those for the dark.
fn colours(scheme: usize) -> BTreeMap<&'static str, [f64; 3]> {
    let css = stylesheet("theme.css").split(":root {").nth(1).expect("a block of tokens");
    let lines = css.split('}').next().unwrap_or_default().lines();
    let colour = |line: &'static str| {
        let (name, pair) = line.trim().strip_prefix("--")?.strip_suffix(");")?.split_once(": light-dark(")?;
        let hex = pair.split(", ").nth(scheme).expect("two colours").trim_start_matches('#');
        Some((name, channels(hex)))
    };
    lines.filter_map(colour).collect()
}

fn channels(hex: &str) -> [f64; 3] {
    let wide = hex.len() == 6;
    [0, 1, 2].map(|channel| {
        let digits = if wide {
            hex[2 * channel..2 * channel + 2].to_owned()
        } else {
            hex[channel..=channel].repeat(2)
        };
        f64::from(u8::from_str_radix(&digits, 16).expect("a colour"))
    })
}

/// Relative luminance and contrast ratio as WCAG 2.2 defines them.
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let luminance = |colour: [f64; 3]| {
        let [r, g, b] = colour.map(|value| {
            let value = value / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn text_can_be_read_in_the_light_and_in_the_dark() {
    for (scheme, colour) in [("light", colours(0)), ("dark", colours(1))] {
        for text in ["ink", "muted", "accent", "good", "fair", "poor"] {
            for paper in ["paper", "raised", "mark"] {
                let ratio = contrast(colour[text], colour[paper]);
                assert!(ratio >= 4.5, "{scheme}: {text} on {paper} is {ratio:.2}");
            }
        }
        assert!(contrast(colour["ink"], colour["mark-here"]) >= 4.5, "{scheme}: ink on mark-here");
        assert!(contrast(colour["on-accent"], colour["accent"]) >= 4.5, "{scheme}: on-accent");
        for paper in ["paper", "raised"] {
            assert!(contrast(colour["edge"], colour[paper]) >= 3.0, "{scheme}: edge on {paper}");
        }
    }
}

#[test]
fn cited_words_can_be_read_however_often_they_are_cited() {
    let mix = |one: [f64; 3], other: [f64; 3]| [0, 1, 2].map(|at| 0.55 * one[at] + 0.45 * other[at]);
    let css = stylesheet("source.css");
    for (scheme, colour) in [("light", colours(0)), ("dark", colours(1))] {
        let mut papers = Vec::new();
        for (one, other) in [("mark", "paper"), ("mark-here", "mark")] {
            assert!(css.contains(&format!("color-mix(in srgb, var(--{one}) 55%, var(--{other}))")));
            papers.push(mix(colour[one], colour[other]));
        }
        for text in ["ink", "accent"] {
            for paper in &papers {
                let ratio = contrast(colour[text], *paper);
                assert!(ratio >= 4.5, "{scheme}: {text} on {paper:?} is {ratio:.2}");
            }
        }
    }
}

#[test]
fn a_strict_content_security_policy_changes_nothing() {
    // No server sends a mail, and mail programs read no style sheet beside it.
    for (name, text) in TEMPLATES.iter().filter(|(name, _)| *name != "newsletter/mail.html") {
        assert!(!text.contains(" style="), "{name} holds an inline style");
        // What remains may be a call of the component `stylesheet`.
        assert!(!text.replace("<stylesheet path=", "").contains("<style"), "{name} holds a style element");
        let scripts = text.matches("<script").count();
        let data = text.matches("<script type=\"application/ld+json\">").count();
        let files = text.matches("<script type=\"module\" src=\"{{ \"").count();
        assert_eq!(scripts, data + files, "{name} holds a script");
        for event in [" onclick=", " onload=", " onerror=", "javascript:"] {
            assert!(!text.contains(event), "{name} holds {event}");
        }
    }
}

#[test]
fn no_other_host_is_asked_for_anything() {
    for name in ["theme.css", "document.css", "source.css", "furniture.css", "lists.css"] {
        let css = stylesheet(name);
        assert!(!css.contains("url(") && !css.contains("@import") && !css.contains("//"), "{name}");
    }
    for (name, text) in TEMPLATES {
        for loads in ["src=\"http", "src=\"//", "rel=\"stylesheet\" href=\"http", "rel=\"preconnect\""] {
            assert!(!text.contains(loads), "{name} holds {loads}");
        }
    }
}

#[test]
fn a_permalink_page_arrives_at_once() {
    // What a server sends before it waits for an answer: ten packets.
    const AT_ONCE: usize = 14 * 1024;
    let outcome = build(&Disk::new(env!("CARGO_MANIFEST_DIR")), &Settings::default());
    let pages = outcome.artifacts.iter().filter(|file| file.path.starts_with("a/"));
    let largest = pages.map(|file| (file.bytes.len(), &file.path)).max().expect("this site has annotations");
    let size = sent("theme.css") + largest.0;
    assert!(size <= AT_ONCE, "{} and theme.css are {size} bytes", largest.1);
}

/// Bytes of a built-in stylesheet as a site without one of its own sends it.
fn sent(name: &str) -> usize {
    let world = Memory::with([("ibid.toml", "base_url = \"https://example.org\"\n")]);
    let stem = name.trim_end_matches("css");
    let outcome = build(&world, &Settings::default());
    let file =
        outcome.artifacts.iter().find(|file| file.path.starts_with(stem) && file.path.ends_with(".css"));
    file.expect("pages ask for it").bytes.len()
}

#[test]
fn the_templates_fit_together() {
    let lookup = Lookup::new(Arc::new(Memory::new()), Arc::new(Words::english(WORDS)));
    let (_, found) = Templates::new(TEMPLATES, &[], &Arc::new(lookup), Vec::new());
    assert!(found.is_empty(), "{found:?}");
}
