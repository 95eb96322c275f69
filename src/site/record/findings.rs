//! Findings as they are written down: the texts that they point into are read again.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Edit, Fix, Label, Severity, TextFile};
use crate::world::{Trace, World, text};

/// Findings, with the files that they name.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Findings {
    files: Vec<File>,
    list: Vec<Finding>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct File {
    path: String,
    /// None where the text is that of a file of the site.
    text: Option<String>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Finding {
    code: String,
    severity: Severity,
    message: String,
    labels: Vec<Place>,
    hints: Vec<String>,
    fix: Option<(String, Vec<Place>)>,
}

/// The number of a file, bytes of it, and what is said about them or put in their place.
type Place = (usize, Range<usize>, String);

impl Findings {
    /// `trace` says which files were read.
    pub(super) fn of<'a>(diagnostics: &'a [Diagnostic], trace: &Trace) -> Self {
        let mut found = Self::default();
        // A file may be large and have many findings, so its text is not looked at for each.
        let mut known: HashMap<*const TextFile, usize> = HashMap::new();
        let mut numbers: HashMap<(&str, &str), usize> = HashMap::new();
        let mut of_text = |file: &'a TextFile| {
            let next = numbers.len();
            *numbers.entry((&file.path, &file.text)).or_insert_with(|| {
                // Who points at a file as such has an empty text for it.
                let is_read = trace.names(&file.path) && !file.text.is_empty();
                let text = (!is_read).then(|| file.text.clone());
                found.files.push(File { path: file.path.clone(), text });
                next
            })
        };
        let mut number =
            |file: &'a Arc<TextFile>| *known.entry(Arc::as_ptr(file)).or_insert_with(|| of_text(file));
        let mut list = Vec::with_capacity(diagnostics.len());
        for one in diagnostics {
            let label = |label: &'a Label| (number(&label.file), label.range.clone(), label.message.clone());
            let labels = one.labels.iter().map(label).collect();
            let fix = one.fix.as_ref().map(|fix| {
                let edit =
                    |edit: &'a Edit| (number(&edit.file), edit.range.clone(), edit.replacement.clone());
                (fix.title.clone(), fix.edits.iter().map(edit).collect())
            });
            let (code, severity) = (one.code.name().to_owned(), one.severity);
            let (message, hints) = (one.message.clone(), one.hints.clone());
            list.push(Finding { code, severity, message, labels, hints, fix });
        }
        Self { list, ..found }
    }

    /// The findings as they were; none where a file that one of them names cannot be read.
    pub(super) fn diagnostics(&self, world: &dyn World) -> Option<Vec<Diagnostic>> {
        let file = |file: &File| match &file.text {
            Some(text) => Some(TextFile::new(&*file.path, &**text)),
            None => text(world, &file.path).ok(),
        };
        let files: Vec<Arc<TextFile>> = self.files.iter().map(file).collect::<Option<_>>()?;
        let one = |found: &Finding| {
            let label = |(file, range, message): &Place| {
                let file = Arc::clone(files.get(*file)?);
                Some(Label { file, range: range.clone(), message: message.clone() })
            };
            let edit = |(file, range, replacement): &Place| {
                let file = Arc::clone(files.get(*file)?);
                Some(Edit { file, range: range.clone(), replacement: replacement.clone() })
            };
            let fix = match &found.fix {
                Some((title, edits)) => {
                    let edits = edits.iter().map(edit).collect::<Option<_>>()?;
                    Some(Fix { title: title.clone(), edits })
                }
                None => None,
            };
            Some(Diagnostic {
                code: found.code.parse().ok()?,
                severity: found.severity,
                message: found.message.clone(),
                labels: found.labels.iter().map(label).collect::<Option<_>>()?,
                hints: found.hints.clone(),
                fix,
            })
        };
        self.list.iter().map(one).collect()
    }
}
