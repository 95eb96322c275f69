//! Links that are looked at and stay as they are: pictures, HTML of the author's own, values in `[extra]`.

use std::ops::Range;

use super::From;
use crate::diagnostic::{Code, Diagnostic};
use crate::fields::Fields;
use crate::index::{Index, Material};
use crate::parse::Draft;

/// Looks at them, in all of a draft.
pub(super) fn check(
    index: &Index,
    material: &Material,
    draft: &Draft,
    from: From<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut look = |destination: &str, range: Range<usize>| {
        diagnostics.extend(index.target(material, from, destination, range).err().map(|found| *found));
    };
    for (text, range) in extra(draft) {
        look(&text, range);
    }
    let for_markdown = |address: &str| address.starts_with("@/") || address.starts_with("a:");
    let fault = |message: &str, range: &Range<usize>| {
        Diagnostic::error(Code::BrokenLink, message).at(&draft.file, range.clone(), "linked here")
    };
    let parsed = &draft.parsed;
    for image in parsed.images.iter().filter(|image| !for_markdown(&image.destination)) {
        look(&image.destination, image.range.clone());
    }
    for link in parsed.html_links.iter().filter(|link| !for_markdown(&link.destination)) {
        look(&link.destination, link.range.clone());
    }
    for image in parsed.images.iter().filter(|image| for_markdown(&image.destination)) {
        let found = fault("a picture is named by its path, not by `@/`", &image.range);
        diagnostics.push(found.hint("beside the page's `index.md` its name is enough: `![…](map.png)`"));
    }
    for link in parsed.html_links.iter().filter(|link| for_markdown(&link.destination)) {
        let found = fault("`@/` and `a:` mean nothing in HTML", &link.range);
        diagnostics.push(found.hint("write the link in Markdown: `[…](@/briefings/name.md)`"));
    }
}

/// What templates are to make links of.
fn extra(draft: &Draft) -> Vec<(String, Range<usize>)> {
    if draft.front_matter.extra.is_none() || !draft.file.text.contains("@/") {
        return Vec::new();
    }
    let (mut fields, _) = Fields::of_content(&draft.file);
    let Some(extra) = fields.table("extra") else { return Vec::new() };
    let all = extra.all_texts().into_iter();
    let links = all.filter(|(_, text, _)| text.starts_with("@/") && !text.contains(char::is_whitespace));
    links.map(|(_, text, range)| (text.to_owned(), range)).collect()
}
