//! What is wrong with annotations, notes and furniture beside their attributes.

use super::{Walk, ids, request};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::{Directive, Form, ParsedBody};

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
        let names = self.regions.notes.keys().copied();
        let found = Diagnostic::error(Code::MissingNote, format!("the note `{}` has no body", id.value))
            .at(self.file, id.value_range.clone(), "marked here")
            .suggested(self.near_bodies.nearest(&id.value, names))
            .hint(format!("write it anywhere below: `:::note{{#{}}}`, its text, `:::`", id.value));
        self.diagnostics.push(found);
    }

    /// Whether an annotation that was read has this id.
    fn is_marked(&mut self, id: &str) -> bool {
        self.marked.extend(self.found.list[self.gathered..].iter().map(|annotation| annotation.id.clone()));
        self.gathered = self.found.list.len();
        self.marked.contains(id)
    }

    pub(super) fn unused_note(&mut self, index: usize) {
        let directive = &self.body.body.directives[index];
        let Some(id) = directive.attributes.entry("id") else {
            let hint = "name the annotation that it belongs to, as in `:::note{#why}`";
            self.diagnostics.push(request::missing(self.file, directive, "#id", hint));
            return;
        };
        let bodies = self.regions.notes.get(id.value.as_str()).map_or(0, Vec::len);
        let found = if bodies > 1 && self.is_marked(&id.value) {
            Diagnostic::error(Code::DuplicateId, format!("the note `{}` has more than one body", id.value))
        } else {
            Diagnostic::error(Code::UnusedNote, format!("nothing refers to the note `{}`", id.value))
                .suggested(self.near_marks.nearest(&id.value, marked_ids(self.body)))
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

/// The ids that are written at marked phrases, in bodies that nothing refers to as well. They are of the whole text, not of
/// what was read of it so far: names to choose from have to stay the same.
fn marked_ids(body: &ParsedBody) -> impl Iterator<Item = &str> {
    let is_mark = |directive: &&Directive| {
        directive.form == Form::Text && matches!(directive.name.as_str(), "cite" | "quote" | "note")
    };
    body.body.directives.iter().filter(is_mark).filter_map(|directive| directive.attributes.get("id"))
}

#[cfg(test)]
mod tests {
    use super::super::annotations;
    use crate::diagnostic::TextFile;
    use crate::parse::{Names, body};

    #[test]
    fn each_of_many_is_told_with_the_name_that_was_meant() {
        let marks: String = (0..500).map(|n| format!(":note[a]{{#note-one-{n}}}\n\n")).collect();
        let bodies: String = (0..500).map(|n| format!(":::note{{#note-two-{n}}}\nb\n:::\n\n")).collect();
        let file = TextFile::new("a.md", marks + &bodies);
        let (parsed, _) = body(&file, 0, &Names::default());
        let mut found = Vec::new();
        annotations(&file, "a.md", &parsed, &mut found);
        assert_eq!(found.len(), 1_000);
        for (number, found) in found.iter().enumerate() {
            let other = ["two", "one"][number / 500];
            assert_eq!(found.hints[0], format!("did you mean `note-{other}-{}`?", number % 500));
        }
    }

    #[test]
    fn a_mark_in_a_body_that_nothing_refers_to_may_be_meant() {
        let text =
            ":::note{#zzz-first}\nText :note[x]{#second-wrong} more\n:::\n\n:::note{#second-wrang}\nb\n:::\n";
        let file = TextFile::new("a.md", text);
        let (parsed, _) = body(&file, 0, &Names::default());
        let mut found = Vec::new();
        annotations(&file, "a.md", &parsed, &mut found);
        let unused = found.iter().find(|found| found.message.contains("`second-wrang`")).unwrap();
        assert_eq!(unused.hints[0], "did you mean `second-wrong`?");
    }
}
