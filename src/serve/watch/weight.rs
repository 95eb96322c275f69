//! Which files are worth a batch.

use crate::world::{is_left_by_editor, is_temporary};

/// What a change of a file means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// Nothing: nobody reads such a file.
    None,
    /// It is not part of the site as far as is known, though a template may read it.
    Along,
    /// The site may change.
    Full,
}

/// Folders in the root that hold what other programs make.
const OTHERS: [&str; 2] = ["target", "node_modules"];

/// Whether a folder in the root is watched.
pub(super) fn is_watched(name: &str, left_out: &[String]) -> bool {
    !name.starts_with('.') && !OTHERS.contains(&name) && !is_left_out(name, left_out)
}

/// What a change at a path means.
pub(super) fn weigh(path: &str, left_out: &[String]) -> Weight {
    let first = path.split('/').next().unwrap_or_default();
    let is_others = OTHERS.contains(&first) || first == ".ibid" || path.split('/').any(|part| part == ".git");
    if is_others || is_left_out(path, left_out) || is_left_by_editor(path) || is_temporary(path) {
        Weight::None
    } else if is_hidden(path) {
        Weight::Along
    } else {
        Weight::Full
    }
}

/// Whether a path is, or lies in, one of these folders.
fn is_left_out(path: &str, folders: &[String]) -> bool {
    folders.iter().any(|folder| {
        path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// Pages and templates are not looked for under such names; what lies in `static/` is copied under any.
fn is_hidden(path: &str) -> bool {
    let is_static = path.starts_with("static/") || (path.starts_with("themes/") && path.contains("/static/"));
    !is_static && path.split('/').any(|part| part.starts_with('.') || part.ends_with('~'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_reads_is_worth_nothing() {
        let left_out = ["public".to_owned(), "build/site".to_owned()];
        let weigh = |path| weigh(path, &left_out);
        for path in ["public", "public/index.html", "build/site/a", ".ibid/x", ".git/index", "content/.git/x"]
        {
            assert_eq!(weigh(path), Weight::None, "{path}");
        }
        for path in ["content/.a.md.swp", "content/a.md~", "static/.#a.css", "content/.ibid-1-2.tmp"] {
            assert_eq!(weigh(path), Weight::None, "{path}");
        }
        for path in ["content/.obsidian/workspace.json", ".env", "data/.x.csv", "content/old~/a.md"] {
            assert_eq!(weigh(path), Weight::Along, "{path}");
        }
        for path in ["publications/a", "static/.well-known/x", "themes/a/static/.x", "ibid.toml", "content"] {
            assert_eq!(weigh(path), Weight::Full, "{path}");
        }
        assert!(is_watched("content", &left_out) && !is_watched("public", &left_out));
        assert!(!is_watched(".git", &left_out) && !is_watched("node_modules", &left_out));
    }
}
