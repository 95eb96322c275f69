//! The size of an SVG, without drawing it.

use roxmltree::{Document, Node, ParsingOptions};

/// More elements than a drawing for a page has.
const MOST_NODES: u32 = 1_000_000;

/// Width and height in CSS pixels: what the drawing says of itself, or the proportions of its `viewBox`. `Ok(None)`
/// where it says neither.
pub(super) fn size(bytes: &[u8]) -> Result<Option<(u32, u32)>, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned())?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // Entities are taken in as far as they go, which the parser bounds; nothing is ever fetched.
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| error.to_string())?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err(format!("its root is `{}`, not `svg`", root.tag_name().name()));
    }
    let view_box = view_box(root);
    let size = match (length(root, "width"), length(root, "height"), view_box) {
        (Some(width), Some(height), _) => Some((width, height)),
        (Some(width), None, Some((w, h))) => Some((width, width * h / w)),
        (None, Some(height), Some((w, h))) => Some((height * w / h, height)),
        (None, None, Some(size)) => Some(size),
        _ => None,
    };
    Ok(size.map(|(width, height)| (pixels(width), pixels(height))))
}

/// Width and height of `viewBox`.
fn view_box(root: Node<'_, '_>) -> Option<(f64, f64)> {
    let text = root.attribute("viewBox")?;
    let numbers = text.split([' ', ',', '\t', '\n', '\r']).filter(|part| !part.is_empty());
    let numbers: Vec<f64> = numbers.map(str::parse).collect::<Result<_, _>>().ok()?;
    match numbers.as_slice() {
        [_, _, width, height] if is_length(*width) && is_length(*height) => Some((*width, *height)),
        _ => None,
    }
}

/// A length in CSS pixels; none where it depends on the surroundings.
fn length(root: Node<'_, '_>, name: &str) -> Option<f64> {
    const UNITS: [(&str, f64); 8] = [
        ("px", 1.0),
        ("pt", 4.0 / 3.0),
        ("pc", 16.0),
        ("in", 96.0),
        ("cm", 96.0 / 2.54),
        ("mm", 9.6 / 2.54),
        ("em", 16.0),
        ("rem", 16.0),
    ];
    let text = root.attribute(name)?.trim();
    let (number, factor) = UNITS
        .iter()
        .find_map(|(unit, factor)| text.strip_suffix(unit).map(|number| (number, *factor)))
        .unwrap_or((text, 1.0));
    let length = number.trim().parse::<f64>().ok()? * factor;
    is_length(length).then_some(length)
}

fn is_length(length: f64) -> bool {
    length.is_finite() && length > 0.0
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what a u32 holds")]
fn pixels(length: f64) -> u32 {
    length.round().clamp(1.0, 1e9) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(attributes: &str) -> Option<(u32, u32)> {
        size(format!("<svg xmlns='http://www.w3.org/2000/svg' {attributes}/>").as_bytes()).expect("an SVG")
    }

    #[test]
    fn lengths_come_before_proportions() {
        assert_eq!(of("width='200' height='100px'"), Some((200, 100)));
        assert_eq!(of("width='72pt' height='1in'"), Some((96, 96)));
        assert_eq!(of("viewBox='0 0 24.4,12'"), Some((24, 12)));
        assert_eq!(of("width='48' viewBox='0 0 24 12'"), Some((48, 24)));
        assert_eq!(of("height='48' viewBox='0 0 24 12'"), Some((96, 48)));
        assert_eq!(of("width='100%' height='100%' viewBox='-1 -1 30 20'"), Some((30, 20)));
    }

    #[test]
    fn what_says_nothing_has_no_size() {
        for none in
            ["", "width='100%'", "width='nan' height='inf'", "viewBox='0 0 0 0'", "width='-1' height='2'"]
        {
            assert_eq!(of(none), None, "{none}");
        }
    }

    #[test]
    fn hostile_and_other_files_are_refused() {
        assert!(size(b"<html/>").is_err());
        assert!(size(b"\xff\xfe<svg/>").is_err());
        assert!(size(b"<svg").is_err());
        let bomb = "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>\
                    <!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>\
                    <!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'>]><svg>&e;&e;&e;&e;&e;&e;&e;&e;</svg>";
        assert!(size(bomb.as_bytes()).is_err());
    }
}
