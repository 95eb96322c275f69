//! Addresses in front matter: the page's own, old ones that lead to it, one that a section leads to.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::fields::Fields;

/// An old address that leads to a page, or an old anchor that is to stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The old path as it stands in a URL: `/old/page/` or `/old.html`; none for an anchor of the page itself.
    pub path: Option<String>,
    /// The anchor that stood behind it, without its `#`.
    pub fragment: Option<String>,
    /// The anchor of the page that it leads to, without its `#`; the top of the page where there is none.
    pub anchor: Option<String>,
    /// Where it stands in the file.
    pub range: Range<usize>,
}

/// Where a section leads to in place of a page of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectTo {
    /// `@/file.md`, a path that begins with a slash, or a whole URL.
    pub target: String,
    /// Where it stands in the file.
    pub range: Range<usize>,
}

/// A path of the page's own: plain parts, no way out of the site.
pub(super) fn path(fields: &mut Fields) -> Option<String> {
    let written = fields.string("path")?;
    let path = written.trim_matches('/');
    if is_plain(path) {
        return Some(path.to_owned());
    }
    fields.invalid("path", "`path` must be a plain path such as `about/us`");
    None
}

fn is_plain(path: &str) -> bool {
    crate::world::is_inside(path)
        && !path.contains(['?', '#', '%', '\\', ':'])
        && !path.contains(char::is_control)
}

/// `aliases`: old addresses of this page. One that cannot be read is reported and left out.
pub(super) fn aliases(fields: &mut Fields) -> Vec<Alias> {
    let mut found: Vec<Alias> = Vec::new();
    let mut known = HashMap::new();
    for (written, range) in fields.strings_with_places("aliases") {
        match alias(&written, range.clone()) {
            Err((message, hint)) => {
                let problem = Diagnostic::error(Code::InvalidValue, message).at(fields.file(), range, "");
                fields.report(problem.hint(hint));
            }
            Ok(alias) => match known.entry((alias.path.clone(), alias.fragment.clone())) {
                Entry::Vacant(entry) => {
                    entry.insert(range);
                    found.push(alias);
                }
                Entry::Occupied(first) => {
                    let message = format!("`{written}` stands here twice");
                    let problem = Diagnostic::error(Code::DuplicateUrl, message)
                        .at(fields.file(), range, "the second one")
                        .at(fields.file(), first.get().clone(), "the first one");
                    fields.report(problem.hint("take one of them out"));
                }
            },
        }
    }
    found
}

/// `old/page/`, `old/page/#anchor`, either with `=#anchor` behind it, or `#old-anchor=#anchor`.
fn alias(written: &str, range: Range<usize>) -> Result<Alias, (String, String)> {
    const EXAMPLE: &str = "an alias is an old path of this site such as \"old/page\", or an old anchor such as \
        \"#old-words=#new-words\"";
    let (from, anchor) = match written.split_once('=') {
        Some((from, to)) => (from.trim(), Some(to.trim())),
        None => (written.trim(), None),
    };
    let anchor = match anchor.map(|anchor| anchor.strip_prefix('#').filter(|name| !name.is_empty())) {
        None => None,
        Some(Some(name)) => Some(name.to_owned()),
        Some(None) => {
            let message = format!("what follows `=` in \"{written}\" is no anchor of this page");
            return Err((message, "write it with its `#`: \"old/page=#anchor\"".to_owned()));
        }
    };
    if from.contains("://") || from.starts_with("//") {
        let message = format!("the alias \"{written}\" leads out of the site");
        return Err((message, "write the path alone, without the host".to_owned()));
    }
    if from.starts_with("@/") {
        let message = format!("the alias \"{written}\" names a file, and an alias is an old address");
        return Err((message, EXAMPLE.to_owned()));
    }
    let (path, fragment) = match from.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment.to_owned())),
        None => (from, None),
    };
    if fragment.as_deref().is_some_and(|name| !is_fragment(name)) {
        return Err((format!("\"{written}\" has no anchor that can be linked to"), EXAMPLE.to_owned()));
    }
    let trimmed = path.trim_matches('/');
    if trimmed.is_empty() && path.is_empty() {
        let Some(fragment) = fragment else {
            return Err((format!("\"{written}\" is no address"), EXAMPLE.to_owned()));
        };
        if anchor.is_none() {
            let message = format!("\"{written}\" does not say where on this page it leads to");
            return Err((message, format!("write \"#{fragment}=#\" and the anchor that took its place")));
        }
        return Ok(Alias { path: None, fragment: Some(fragment), anchor, range });
    }
    if !is_plain(trimmed) {
        return Err((format!("\"{written}\" is no plain path of this site"), EXAMPLE.to_owned()));
    }
    Ok(Alias { path: Some(url_path(trimmed)), fragment, anchor, range })
}

fn is_fragment(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control() || "#\"'<>`".contains(c))
}

/// A folder's address ends in a slash, that of a file in its extension.
fn url_path(path: &str) -> String {
    let is_file = [".html", ".htm"].iter().any(|end| path.ends_with(end));
    if is_file { format!("/{path}") } else { format!("/{path}/") }
}

/// `redirect_to`: whether it leads to something is known later.
pub(super) fn redirect_to(fields: &mut Fields) -> Option<RedirectTo> {
    let target = fields.string("redirect_to")?;
    let range = fields.range("redirect_to");
    let is_url = crate::config::is_address(target.split(['?', '#']).next().unwrap_or_default());
    if target.starts_with("@/") || target.starts_with('/') && !target.starts_with("//") || is_url {
        return Some(RedirectTo { target, range });
    }
    let problem = Diagnostic::error(Code::InvalidValue, "`redirect_to` leads nowhere that could be told")
        .at(fields.file(), range, "")
        .hint("name a file as `@/section/page.md`, or write a path with a slash before it, or a whole URL");
    fields.report(problem);
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(written: &str) -> Option<(Option<String>, Option<String>, Option<String>)> {
        let alias = alias(written, 0..0).ok()?;
        Some((alias.path, alias.fragment, alias.anchor))
    }

    #[test]
    fn aliases_are_paths_and_anchors() {
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(read("old/page"), Some((text("/old/page/"), None, None)));
        assert_eq!(read("/old/page.html"), Some((text("/old/page.html"), None, None)));
        assert_eq!(read("old/#part"), Some((text("/old/"), text("part"), None)));
        assert_eq!(read("old/#part = #new"), Some((text("/old/"), text("part"), text("new"))));
        assert_eq!(read("#part=#new"), Some((None, text("part"), text("new"))));
    }

    #[test]
    fn what_is_none_is_refused() {
        for written in [
            "",
            "/",
            "#part",
            "../up",
            "https://other.example/x",
            "//x/y",
            "a?b",
            "a=b",
            "a=#",
            "a/#",
            "a#b c",
            "@/a.md",
        ] {
            assert_eq!(read(written), None, "{written}");
        }
    }
}
