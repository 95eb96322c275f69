//! Paths of findings, from the folder in which ibid was called, as editors and code scanning expect them.

use std::collections::HashMap;
use std::path::{Component, Path};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, TextFile};

/// The findings with paths from `here` in place of paths from `root`; built-in templates keep theirs.
pub(super) fn moved(diagnostics: &[Diagnostic], root: &Path, here: Option<&Path>) -> Vec<Diagnostic> {
    let mut diagnostics = diagnostics.to_vec();
    let prefix = prefix(root, here);
    if prefix.is_empty() {
        return diagnostics;
    }
    let mut moved: HashMap<*const TextFile, Arc<TextFile>> = HashMap::new();
    for diagnostic in &mut diagnostics {
        let edits = diagnostic.fix.iter_mut().flat_map(|fix| &mut fix.edits).map(|edit| &mut edit.file);
        for file in diagnostic.labels.iter_mut().map(|label| &mut label.file).chain(edits) {
            let new = moved.entry(Arc::as_ptr(file)).or_insert_with(|| with_prefix(file, &prefix));
            *file = Arc::clone(new);
        }
    }
    diagnostics
}

fn with_prefix(file: &Arc<TextFile>, prefix: &str) -> Arc<TextFile> {
    if file.path.starts_with("builtin:") {
        return Arc::clone(file);
    }
    TextFile::new(format!("{prefix}{}", file.path), file.text.clone())
}

/// What leads from `here` to `root`, with `/` at its end; empty where they are the same.
fn prefix(root: &Path, here: Option<&Path>) -> String {
    let root = here.and_then(|here| root.strip_prefix(here).ok()).unwrap_or(root);
    let mut prefix = String::new();
    for part in root.components() {
        match part {
            Component::CurDir => {}
            Component::RootDir => prefix.push('/'),
            other => {
                prefix += &other.as_os_str().to_string_lossy();
                prefix.push('/');
            }
        }
    }
    prefix
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn paths_begin_where_the_reader_is() {
        let shown = |root: &str, path: &str| {
            let finding = Diagnostic::error(Code::Syntax, "").at(&TextFile::new(path, "text"), 0..1, "");
            let moved = moved(&[finding], Path::new(root), Some(Path::new("/home/ada")));
            moved[0].labels[0].file.path.clone()
        };
        assert_eq!(shown(".", "a.md"), "a.md");
        assert_eq!(shown("./desk/", "content/a.md"), "desk/content/a.md");
        assert_eq!(shown("../desk", "a.md"), "../desk/a.md");
        assert_eq!(shown("/home/ada/desk", "a.md"), "desk/a.md");
        assert_eq!(shown("/srv/desk", "a.md"), "/srv/desk/a.md");
        assert_eq!(shown("desk", "builtin:page.html"), "builtin:page.html");
    }
}
