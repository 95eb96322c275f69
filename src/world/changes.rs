//! What changed in a folder of files since it was looked at.

use std::collections::BTreeSet;

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changes {
    /// Anything may have: all has to be looked at anew.
    All,
    /// These files, and whatever lies in these folders: paths from the root, whether something is there now or not.
    Paths(BTreeSet<String>),
}

impl Changes {
    /// These and others.
    #[must_use]
    pub fn and(self, others: Self) -> Self {
        match (self, others) {
            (Changes::Paths(mut paths), Changes::Paths(others)) => {
                paths.extend(others);
                Changes::Paths(paths)
            }
            _ => Changes::All,
        }
    }

    /// Whether a file may be another than before.
    #[must_use]
    pub fn touch(&self, path: &str) -> bool {
        match self {
            Changes::All => true,
            Changes::Paths(paths) if paths.is_empty() => false,
            Changes::Paths(paths) => {
                let above = path.match_indices('/').map(|(slash, _)| &path[..slash]);
                paths.contains(path)
                    || paths.contains("")
                    || above.into_iter().any(|folder| paths.contains(folder))
            }
        }
    }

    /// Whether anything in a folder may be another than before.
    #[must_use]
    pub fn touch_folder(&self, folder: &str) -> bool {
        let Changes::Paths(paths) = self else { return true };
        let within = format!("{folder}/");
        self.touch(folder)
            || paths.range(within.clone()..).next().is_some_and(|path| path.starts_with(&within))
    }
}

impl<P: Into<String>> FromIterator<P> for Changes {
    fn from_iter<I: IntoIterator<Item = P>>(paths: I) -> Self {
        Changes::Paths(paths.into_iter().map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_stands_for_all_that_is_in_it() {
        let changes = Changes::from_iter(["content/briefings", "static/a.css"]);
        assert!(changes.touch("content/briefings/x.md"));
        assert!(changes.touch("content/briefings"));
        assert!(!changes.touch("content/briefings.md"));
        assert!(changes.touch("static/a.css"));
        assert!(changes.touch_folder("static"));
        assert!(changes.touch_folder("content/briefings/deep"));
        assert!(!changes.touch_folder("stat"));
        assert!(!changes.touch_folder("templates"));
        assert!(Changes::All.touch_folder("templates"));
        assert!(Changes::from_iter([""]).touch("anything"));
    }

    #[test]
    fn changes_are_put_together() {
        let both = Changes::from_iter(["a"]).and(Changes::from_iter(["b"]));
        assert_eq!(both, Changes::from_iter(["a", "b"]));
        assert_eq!(both.and(Changes::All), Changes::All);
    }
}
