//! What is wrong with annotations, notes and furniture beside their attributes.

use super::{Walk, ids, request};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::Directive;

/// In one file so many findings at most are told with the name that was meant: each is compared with all names there are,
/// and so many have one cause.
const MOST_SUGGESTIONS: usize = 200;

impl Walk<'_> {
    /// Furniture carries no annotation, but it has to stand in the text, and its attributes have to mean something.
    pub(super) fn furniture(&mut self, index: usize, owner: Option<usize>) {
        let directive = &self.body.body.directives[index];
        if let Some(own) = crate::furniture::attributes(&directive.name) {
            if owner.is_some() {
                let message = format!("`{}` cannot stand in a note", directive.name);
                let found = Diagnostic::error(Code::MisplacedDirective, message)
                    .at(self.file, directive.name_range.clone(), "belongs to the page")
                    .hint("put it between the paragraphs of the text, or name it in `furniture`");
                self.diagnostics.push(found);
            }
            request::check_attributes(self.file, directive, own, self.diagnostics);
            let limit = directive.attributes.entry("limit").filter(|_| own.contains(&"limit"));
            if let Some(limit) = limit.filter(|limit| crate::furniture::limit(&limit.value).is_none()) {
                let found = Diagnostic::error(Code::InvalidValue, "`limit` must be a number from 1 to 100");
                self.diagnostics.push(found.at(self.file, limit.value_range.clone(), ""));
            }
        }
    }

    /// An annotation's number is a link of its own, and links do not nest.
    pub(super) fn check_link(&mut self, directive: &Directive) {
        let range = &directive.range;
        let links = &self.body.links;
        let before = links.partition_point(|link| link.range.start <= range.start);
        let Some(link) =
            before.checked_sub(1).map(|at| &links[at]).filter(|link| link.range.end >= range.end)
        else {
            return;
        };
        let found = Diagnostic::error(
            Code::MisplacedDirective,
            format!("the directive `{}` stands in a link", directive.name),
        )
        .at(self.file, range.clone(), "")
        .at(self.file, link.range.clone(), "the link")
        .hint("its number is a link already: put it after the link, or the link into its label");
        self.diagnostics.push(found);
    }

    pub(super) fn missing_note(&mut self, directive: &Directive) {
        let Some(id) = directive.attributes.entry("id") else { return };
        if self.regions.notes.contains_key(id.value.as_str()) {
            // The body was taken by another annotation of this id, which is reported as a duplicate.
            return;
        }
        let most = self.compared_at_most();
        let names = self.regions.notes.keys().copied().take(most);
        let found = Diagnostic::error(Code::MissingNote, format!("the note `{}` has no body", id.value))
            .at(self.file, id.value_range.clone(), "marked here")
            .suggest(&id.value, names)
            .hint(format!("write it anywhere below: `:::note{{#{}}}`, its text, `:::`", id.value));
        self.diagnostics.push(found);
    }

    /// How many names may be compared with one that is wrong: all of them, until that was done often enough.
    fn compared_at_most(&mut self) -> usize {
        self.suggestions += 1;
        if self.suggestions > MOST_SUGGESTIONS { 0 } else { usize::MAX }
    }

    pub(super) fn unused_note(&mut self, index: usize) {
        let directive = &self.body.body.directives[index];
        let Some(id) = directive.attributes.entry("id") else {
            let hint = "name the annotation that it belongs to, as in `:::note{#why}`";
            self.diagnostics.push(request::missing(self.file, directive, "#id", hint));
            return;
        };
        let bodies = self.regions.notes.get(id.value.as_str()).map_or(0, Vec::len);
        let found = if bodies > 1 && self.found.list.iter().any(|annotation| annotation.id == id.value) {
            Diagnostic::error(Code::DuplicateId, format!("the note `{}` has more than one body", id.value))
        } else {
            let most = self.compared_at_most();
            let marks = self.found.list.iter().filter(|annotation| annotation.id_range.is_some()).take(most);
            Diagnostic::error(Code::UnusedNote, format!("nothing refers to the note `{}`", id.value))
                .suggest(&id.value, marks.map(|annotation| annotation.id.as_str()))
                .hint(format!("mark the phrase that it is about: `:note[phrase]{{#{}}}`", id.value))
        };
        self.diagnostics.push(found.at(self.file, id.value_range.clone(), "this body"));
    }

    pub(super) fn check_ids(&mut self) {
        for annotation in &self.found.list {
            let Some(range) = &annotation.id_range else { continue };
            if !ids::is_id(&annotation.id) {
                let found =
                    Diagnostic::error(Code::InvalidId, format!("`{}` cannot be an id", annotation.id))
                        .at(self.file, range.clone(), "")
                        .hint(format!(
                            "use small letters, digits and hyphens: `#{}`",
                            slug::slugify(&annotation.id)
                        ));
                self.diagnostics.push(found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::annotations;
    use super::*;
    use crate::diagnostic::TextFile;
    use crate::parse::{Names, body};

    #[test]
    fn names_are_compared_a_limited_number_of_times() {
        let marks: String = (0..500).map(|n| format!(":note[a]{{#one-{n}}}\n\n")).collect();
        let bodies: String = (0..500).map(|n| format!(":::note{{#two-{n}}}\nb\n:::\n\n")).collect();
        let file = TextFile::new("a.md", marks + &bodies);
        let (parsed, _) = body(&file, 0, &Names::default());
        let mut found = Vec::new();
        annotations(&file, "a.md", &parsed, &mut found);
        assert_eq!(found.len(), 1_000);
        let meant = |found: &&Diagnostic| found.hints.iter().any(|hint| hint.starts_with("did you mean"));
        assert!((1..=MOST_SUGGESTIONS).contains(&found.iter().filter(meant).count()));
    }
}
