//! Where a page stands on the site.

use jiff::civil::Date;

use crate::parse::FrontMatter;
use crate::world::below_content;

/// What the path of a content file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The folders below `content/`, as written: `briefings/2026`.
    pub folder: String,
    /// The last part of the URL, made from the name of the file or of its folder.
    pub slug: String,
    /// The date in a dated name, `2026-01-09-title.md`.
    pub date: Option<Date>,
    /// Whether it is `_index.md`, the page of its folder.
    pub is_section: bool,
    /// Whether it is `index.md`, in a folder of its own with its assets.
    pub is_colocated: bool,
}

/// Reads the path of a content file (from the site's root, `content/…/name.md`, without its language).
#[must_use]
pub fn place(path: &str) -> Place {
    let inner = below_content(path);
    let (folder, name) = inner.rsplit_once('/').unwrap_or(("", inner));
    let stem = name.strip_suffix(".md").unwrap_or(name);
    if stem == "_index" {
        return Place {
            folder: folder.to_owned(),
            slug: String::new(),
            date: None,
            is_section: true,
            is_colocated: false,
        };
    }
    let is_colocated = stem == "index" && !folder.is_empty();
    let (folder, stem) =
        if is_colocated { folder.rsplit_once('/').unwrap_or(("", folder)) } else { (folder, stem) };
    let (date, rest) = dated(stem);
    Place { folder: folder.to_owned(), slug: slug::slugify(rest), date, is_section: false, is_colocated }
}

/// Splits `2026-01-09-title` (also with `_`) into its date and the rest; a date alone stays the name.
fn dated(stem: &str) -> (Option<Date>, &str) {
    // What is wrong with a day is told at some cost, and most names don't begin like one.
    let day = stem.get(..10).filter(|day| day.starts_with(|c: char| c.is_ascii_digit() || "+-".contains(c)));
    let Some(date) = day.and_then(|day| day.parse::<Date>().ok()) else { return (None, stem) };
    match stem[10..].strip_prefix(['-', '_']) {
        Some(rest) if !rest.is_empty() => (Some(date), rest),
        None if stem.len() == 10 => (Some(date), stem),
        _ => (None, stem),
    }
}

/// The path of a page's URL, with a slash on both ends; `root` is where its language's addresses begin, such as `/uk`.
#[must_use]
pub(super) fn url_path(place: &Place, matter: &FrontMatter, root: &str) -> String {
    if let Some(path) = &matter.path {
        return format!("/{}/", percent(path));
    }
    let mut path = format!("{root}/");
    for folder in place.folder.split('/').filter(|part| !part.is_empty()) {
        path.push_str(&part(folder));
        path.push('/');
    }
    if !place.is_section {
        let slug = matter.slug.as_deref().map(slug::slugify);
        path.push_str(slug.as_deref().unwrap_or(&place.slug));
        path.push('/');
    }
    path
}

/// A folder's name as part of a URL.
fn part(folder: &str) -> String {
    let slug = slug::slugify(folder);
    if slug.is_empty() { percent(folder) } else { slug }
}

/// A name of a file or folder as it has to stand in a URL.
#[must_use]
pub fn percent(name: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const SPECIAL: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'%')
        .add(b'<')
        .add(b'>')
        .add(b'?')
        .add(b'[')
        .add(b'\\')
        .add(b']')
        .add(b'^')
        .add(b'`')
        .add(b'{')
        .add(b'|')
        .add(b'}');
    utf8_percent_encode(name, SPECIAL).to_string()
}

/// The folder of the output for the path of a URL; both end in a slash, this one does not begin with it.
#[must_use]
pub fn folder_of(url_path: &str) -> String {
    percent_encoding::percent_decode_str(url_path.trim_start_matches('/')).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(file: &str) -> String {
        url_path(&place(file), &FrontMatter::default(), "")
    }

    #[test]
    fn names_become_paths() {
        assert_eq!(path("content/_index.md"), "/");
        assert_eq!(path("content/briefings/_index.md"), "/briefings/");
        assert_eq!(path("content/briefings/Paris Talks.md"), "/briefings/paris-talks/");
        assert_eq!(path("content/briefings/paris/index.md"), "/briefings/paris/");
        assert_eq!(path("content/about.md"), "/about/");
        assert_eq!(path("content/Розділ/Назва.md"), "/rozdil/nazva/");
    }

    #[test]
    fn dated_names_give_the_date() {
        let dated = place("content/briefings/2026-01-09-paris.md");
        assert_eq!(dated.slug, "paris");
        assert_eq!(dated.date.map(|date| date.to_string()).as_deref(), Some("2026-01-09"));
        assert_eq!(place("content/newsletters/2026-01-09.md").slug, "2026-01-09");
        assert_eq!(place("content/x/2026-13-09-no.md").slug, "2026-13-09-no");
    }

    #[test]
    fn front_matter_comes_first() {
        let matter = FrontMatter { slug: Some("Other Name".into()), ..FrontMatter::default() };
        assert_eq!(url_path(&place("content/a/b.md"), &matter, "/uk"), "/uk/a/other-name/");
        let matter = FrontMatter { path: Some("x/y".into()), ..FrontMatter::default() };
        assert_eq!(url_path(&place("content/a/b.md"), &matter, "/uk"), "/x/y/");
    }
}
