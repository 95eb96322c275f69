//! Findings for people: the lines they are about, what is wrong with them, and the way out.

mod cut;
#[cfg(test)]
mod tests;

use std::fmt::Write;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};

use self::cut::Cut;
use super::short::{harmless, one_line};
use super::{Diagnostic, Edit, Fix, Label, Position, Severity, TextFile};

/// Columns that annotate-snippets may use; wider than a cut line, so that it does not cut once more.
const PAGE: usize = 1000;

pub(super) fn render(diagnostics: &[&Diagnostic], colour: bool) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.term_width(PAGE);
    let mut out = String::new();
    for diagnostic in diagnostics {
        out += &finding(diagnostic, &renderer);
        out += "\n\n";
    }
    out + &summary(diagnostics) + "\n"
}

/// A finding without its first line, which is its message, and without its hints.
pub(super) fn frame(diagnostic: &Diagnostic) -> String {
    if diagnostic.labels.is_empty() {
        return String::new();
    }
    let bare = Diagnostic { hints: Vec::new(), ..diagnostic.clone() };
    let lines = finding(&bare, &Renderer::plain().term_width(PAGE));
    lines.split_once('\n').map(|(_, rest)| rest.to_owned()).unwrap_or_default()
}

/// "3 errors, 1 warning; `ibid explain syntax` tells more".
fn summary(diagnostics: &[&Diagnostic]) -> String {
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let told = [
        (count(Severity::Error), "error"),
        (count(Severity::Warning), "warning"),
        (count(Severity::Note), "note"),
    ];
    let told = told.into_iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> =
        told.map(|(count, name)| format!("{count} {name}{}", if count == 1 { "" } else { "s" })).collect();
    let example = diagnostics.first().map_or("CODE", |diagnostic| diagnostic.code.name());
    format!("{}; `ibid explain {example}` tells more", told.join(", "))
}

fn finding(diagnostic: &Diagnostic, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let files = by_file(&diagnostic.labels);
    let cuts: Vec<Cut> = files.iter().map(|(file, labels)| Cut::new(file, &ranges(labels))).collect();
    let title = level.primary_title(one_line(&diagnostic.message)).id(diagnostic.code.name());
    let mut main = Group::with_title(title);
    for (number, ((file, labels), cut)) in files.iter().zip(&cuts).enumerate() {
        main = if file.text.is_empty() {
            main.element(Origin::path(one_line(&file.path)))
        } else {
            main.element(snippet(file, labels, cut, number))
        };
    }
    for hint in &diagnostic.hints {
        main = main.element(Level::HELP.message(harmless(hint)));
    }
    let mut origins: Vec<(&TextFile, usize)> = files
        .iter()
        .map(|(file, labels)| (&***file, labels.first().map_or(0, |label| label.range.start)))
        .collect();
    let mut groups = vec![main];
    groups.extend(diagnostic.fix.as_ref().map(|fix| suggestion(fix, &mut origins)));
    with_origins(&renderer.render(&groups), &origins)
}

/// What stands for the place of the file of that number until the text is laid out: the layout knows the column
/// in the cut line only.
fn stand_in(number: usize) -> String {
    format!("\u{e000}{number}\u{e001}")
}

/// Puts path, line and column where the layout wrote the stand-in with a line and column of its own.
fn with_origins(laid_out: &str, origins: &[(&TextFile, usize)]) -> String {
    let mut out = String::new();
    let mut rest = laid_out;
    for (number, (file, byte)) in origins.iter().enumerate() {
        let Some((before, after)) = rest.split_once(&stand_in(number)) else { continue };
        let Position { line, column } = file.position(*byte);
        // Writing to a string cannot fail.
        let _ = write!(out, "{before}{}:{line}:{column}", one_line(&file.path));
        rest = after.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit());
    }
    out + rest
}

fn snippet<'a>(
    file: &TextFile,
    labels: &[&'a Label],
    cut: &'a Cut,
    number: usize,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let annotations = labels.iter().enumerate().map(|(place, label)| {
        let kind = if number == 0 && place == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let message = (!label.message.is_empty()).then(|| one_line(&label.message));
        kind.span(cut.place(file, &label.range)).label(message)
    });
    let snippet = Snippet::source(cut.text.as_str()).line_start(cut.first_line).path(stand_in(number));
    snippet.annotations(annotations)
}

/// The change that settles a finding, as it would look; `origins` gets the files that are not the finding's own.
fn suggestion<'a>(fix: &'a Fix, origins: &mut Vec<(&'a TextFile, usize)>) -> Group<'a> {
    let own = origins.first().map(|(file, _)| file.path.as_str());
    let mut group = Group::with_title(Level::HELP.secondary_title(one_line(&fix.title)));
    for (file, edits) in edits_by_file(&fix.edits) {
        let places: Vec<_> = edits.iter().map(|edit| edit.range.clone()).collect();
        let cut = Cut::new(file, &places);
        let patches: Vec<_> = edits
            .iter()
            .map(|edit| Patch::new(cut.place(file, &edit.range), harmless(&edit.replacement)))
            .collect();
        let mut snippet = Snippet::source(cut.text).line_start(cut.first_line);
        if own != Some(&file.path) {
            snippet = snippet.path(stand_in(origins.len()));
            origins.push((file.as_ref(), places.first().map_or(0, |place| place.start)));
        }
        group = group.element(snippet.patches(patches));
    }
    group
}

/// The labels of each file, the file of the first label first.
fn by_file(labels: &[Label]) -> Vec<(&Arc<TextFile>, Vec<&Label>)> {
    let mut files: Vec<(&Arc<TextFile>, Vec<&Label>)> = Vec::new();
    for label in labels {
        match files.iter_mut().find(|(file, _)| *file == &label.file) {
            Some((_, known)) => known.push(label),
            None => files.push((&label.file, vec![label])),
        }
    }
    files
}

fn edits_by_file(edits: &[Edit]) -> Vec<(&Arc<TextFile>, Vec<&Edit>)> {
    let mut files: Vec<(&Arc<TextFile>, Vec<&Edit>)> = Vec::new();
    for edit in edits {
        match files.iter_mut().find(|(file, _)| *file == &edit.file) {
            Some((_, known)) => known.push(edit),
            None => files.push((&edit.file, vec![edit])),
        }
    }
    files
}

fn ranges(labels: &[&Label]) -> Vec<std::ops::Range<usize>> {
    labels.iter().map(|label| label.range.clone()).collect()
}
