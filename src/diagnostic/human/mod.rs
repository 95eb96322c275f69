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
    let parts: Vec<Part> = by_file(&diagnostic.labels).into_iter().flat_map(parts).collect();
    let title = level.primary_title(one_line(&diagnostic.message)).id(diagnostic.code.name());
    let mut main = Group::with_title(title);
    for (number, part) in parts.iter().enumerate() {
        main = if part.file.text.is_empty() {
            main.element(Origin::path(one_line(&part.file.path)))
        } else {
            main.element(snippet(part, diagnostic.labels.first(), number))
        };
    }
    for hint in &diagnostic.hints {
        main = main.element(Level::HELP.message(harmless(hint)));
    }
    let mut heads: Vec<Head> = parts.iter().map(|part| part.head).collect();
    let mut groups = vec![main];
    groups.extend(diagnostic.fix.as_ref().map(|fix| suggestion(fix, &mut heads)));
    with_heads(&renderer.render(&groups), &heads)
}

/// Labels of one file that are shown together, since few lines lie between them.
struct Part<'a> {
    file: &'a TextFile,
    labels: Vec<&'a Label>,
    cut: Cut,
    head: Head<'a>,
}

/// What stands above some lines of a file.
#[derive(Clone, Copy)]
enum Head<'a> {
    /// The path of the file, with the place of a byte.
    Place(&'a TextFile, usize),
    /// That lines of the same file are left out.
    Omission,
}

/// The labels of a file, divided where so much lies between two that it is better not looked at.
fn parts<'a>((file, labels): (&'a Arc<TextFile>, Vec<&'a Label>)) -> Vec<Part<'a>> {
    let stretches = cut::stretches(file, &ranges(&labels)).into_iter().enumerate();
    let part = |(number, stretch): (usize, Vec<usize>)| {
        let head = match number {
            0 => Head::Place(file, labels.first().map_or(0, |label| label.range.start)),
            _ => Head::Omission,
        };
        let labels: Vec<&Label> = stretch.into_iter().map(|place| labels[place]).collect();
        Part { file, cut: Cut::new(file, &ranges(&labels)), labels, head }
    };
    stretches.map(part).collect()
}

/// What stands for the head of that number until the text is laid out: the layout knows the column in the cut line only.
fn stand_in(number: usize) -> String {
    format!("\u{e000}{number}\u{e001}")
}

/// Puts path, line and column, or dots for what is left out, where the layout wrote the stand-in with a line and column
/// of its own.
fn with_heads(laid_out: &str, heads: &[Head<'_>]) -> String {
    let mut out = String::new();
    let mut rest = laid_out;
    for (number, head) in heads.iter().enumerate() {
        let Some((before, after)) = rest.split_once(&stand_in(number)) else { continue };
        match head {
            Head::Place(file, byte) => {
                let Position { line, column } = file.position(*byte);
                // Writing to a string cannot fail.
                let _ = write!(out, "{before}{}:{line}:{column}", one_line(&file.path));
                rest = after.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit());
            }
            Head::Omission => {
                // The layout wrote it as for another file: an empty line, ` ::: ` with the place, another empty line.
                let (above, sign) = before.rsplit_once('\n').unwrap_or(("", before));
                let (above, _) = above.rsplit_once('\n').unwrap_or_default();
                let _ = write!(out, "{above}\n{}", sign.trim_start().replacen("::: ", "...", 1));
                rest = after.find('\n').map_or("", |end| &after[end + 1..]);
                rest = rest.find('\n').map_or("", |end| &rest[end..]);
            }
        }
    }
    out + rest
}

/// The lines of a part; `main` is the label that the finding is about.
fn snippet<'a>(
    part: &'a Part<'a>,
    main: Option<&Label>,
    number: usize,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let Part { file, labels, cut, .. } = part;
    let annotations = labels.iter().map(|label| {
        let is_main = main.is_some_and(|main| std::ptr::eq(main, *label));
        let kind = if is_main { AnnotationKind::Primary } else { AnnotationKind::Context };
        let message = (!label.message.is_empty()).then(|| one_line(&label.message));
        kind.span(cut.place(file, &label.range)).label(message)
    });
    let snippet = Snippet::source(cut.text.as_str()).line_start(cut.first_line).path(stand_in(number));
    snippet.annotations(annotations)
}

/// The change that settles a finding, as it would look; `heads` gets those of files that are not the finding's own.
fn suggestion<'a>(fix: &'a Fix, heads: &mut Vec<Head<'a>>) -> Group<'a> {
    let own = match heads.first() {
        Some(Head::Place(file, _)) => Some(&file.path),
        _ => None,
    };
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
            snippet = snippet.path(stand_in(heads.len()));
            heads.push(Head::Place(file, places.first().map_or(0, |place| place.start)));
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
