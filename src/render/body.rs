//! A draft's body as the HTML of a page: its annotations, cards, links, headings and code filled in.

use tera::value::Key;
use tera::{Context, Value};

use super::code::{self, Reading};
use super::figure;
use super::{Renderer, Templates, directives};
use crate::diagnostic::Diagnostic;
use crate::furniture::is_furniture;
use crate::images::beside;
use crate::index::Target;
use crate::parse::{
    Annotation, Carrier, Directive, Draft, Fill, FootnoteReference, Form, MarkKind, Part, Way, fill_marks,
    plain_text,
};
use crate::view::{Views, escape, field, joined};
use crate::words::Dictionary;
use crate::words::shortened;

/// Characters of a comment that stand in the margin; the whole stands at the end of the page.
const NOTE_IN_MARGIN: usize = 360;

/// Pixels of the column of a mail.
const COLUMN: u32 = 600;

/// A rendered body.
pub(super) struct Rendered {
    /// The HTML of the text.
    pub content: String,
    /// The annotations as templates see them, in reading order.
    pub annotations: Vec<Value>,
}

/// Where the HTML is going to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In a page of the site.
    Page,
    /// Somewhere else, as in a feed reader: notes as links to their permalinks.
    Elsewhere,
    /// Where only the words count: annotations are not marked.
    Quiet,
    /// In a mail: annotations as links to their permalinks, cards and furniture by templates of their own.
    Mail,
    /// In the search index: words and the ids that lead to them.
    Index,
}

/// Renders the body of a draft with all its annotations.
pub(super) fn body(
    renderer: Renderer<'_>,
    draft: usize,
    place: Place,
    diagnostics: &mut Vec<Diagnostic>,
) -> Rendered {
    let mut filler = Filler::new(renderer, draft, place, diagnostics);
    // Elsewhere annotations are links to their own pages, and nothing of them is shown.
    let count =
        if matches!(place, Place::Elsewhere | Place::Mail) { 0 } else { filler.draft.annotations.list.len() };
    for number in 0..count {
        filler.annotation(number);
    }
    // Annotations within a note come after the one that the note belongs to, and are part of its note.
    for number in (0..count).rev() {
        filler.note(number);
    }
    let all = 0..filler.draft.parsed.body.marks.len();
    let mut content = String::new();
    let parsed = &filler.draft.parsed;
    fill_marks(&parsed.body, all, 0..parsed.body.html.len(), &mut content, &mut filler);
    Rendered { content, annotations: filler.annotations }
}

struct Filler<'a, 'v> {
    renderer: Renderer<'v>,
    views: &'v Views,
    templates: &'v Templates,
    number: usize,
    draft: &'v Draft,
    /// The words of the page's language.
    words: &'v Dictionary,
    place: Place,
    /// The annotation that each directive carries.
    of_directive: Vec<Option<usize>>,
    /// The annotation that each footnote is.
    of_footnote: Vec<Option<usize>>,
    /// Which of the references to its footnote each one is: the first is the annotation's own place.
    references: Vec<usize>,
    /// How often each footnote is referred to.
    times: Vec<usize>,
    annotations: Vec<Value>,
    page: Value,
    /// The variables of the last mark: those of the next one take their places.
    of_mark: Context,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a, 'v> Filler<'a, 'v> {
    fn new(
        renderer: Renderer<'v>,
        number: usize,
        place: Place,
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Self {
        let Renderer { views, templates, .. } = renderer;
        let draft = &views.material.drafts[number];
        let mut of_directive = vec![None; draft.parsed.body.directives.len()];
        let mut of_footnote = vec![None; draft.parsed.footnotes.len()];
        for (place, annotation) in draft.annotations.list.iter().enumerate() {
            match annotation.carrier {
                Carrier::Directive(directive) => of_directive[directive] = Some(place),
                Carrier::Footnote(footnote) => of_footnote[footnote] = Some(place),
            }
        }
        let page = views.page_card(views.index.page_of_draft[number]);
        let (references, times) = references(draft, &of_footnote);
        let annotations = vec![Value::none(); draft.annotations.list.len()];
        Self {
            renderer,
            views,
            templates,
            number,
            draft,
            words: views.material.words.of(draft.language),
            place,
            of_directive,
            of_footnote,
            references,
            times,
            annotations,
            page,
            of_mark: Context::new(),
            diagnostics,
        }
    }

    /// Makes the value of an annotation, its label as HTML included.
    fn annotation(&mut self, number: usize) {
        let annotation: &Annotation = &self.draft.annotations.list[number];
        let place = std::mem::replace(&mut self.place, Place::Quiet);
        let label = self.between(annotation.label_marks.clone());
        self.place = place;
        let value = self.views.annotation(self.number, number, self.draft.language);
        let value = value.with_html("label", &label).with("note", Value::none());
        let value = value.with_option("note_short", self.note_short(annotation));
        self.annotations[number] = value.with_list("references", self.anchors(annotation)).done();
    }

    /// Adds the note of an annotation as HTML. What the note refers to, itself perhaps, is there already.
    fn note(&mut self, number: usize) {
        let Some(marks) = self.draft.annotations.list[number].note_marks.clone() else { return };
        let note = self.between(marks);
        let note = note.trim();
        if note.is_empty() {
            return;
        }
        // Taken out, so that the table is not copied.
        let annotation = std::mem::replace(&mut self.annotations[number], Value::none());
        let mut map = annotation.into_map().unwrap_or_default();
        map.insert(Key::Str("note"), Value::safe_string(note));
        self.annotations[number] = Value::from(map);
    }

    /// The author's comment as plain text, cut to what fits into a margin.
    fn note_short(&self, annotation: &Annotation) -> Option<String> {
        let marks = annotation.note_marks.clone()?;
        let body = &self.draft.parsed.body;
        let html = body.marks[marks.start].range.end..body.marks[marks.end].range.start;
        let text = plain_text(&body.html[html]);
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then(|| shortened(&words, NOTE_IN_MARGIN).into_owned())
    }

    /// The ids of all places in the text where an annotation is referred to.
    fn anchors(&self, annotation: &Annotation) -> impl Iterator<Item = Value> {
        let times = match annotation.carrier {
            Carrier::Directive(_) => 1,
            Carrier::Footnote(footnote) => self.times[footnote],
        };
        let id = annotation.id.as_str();
        let others = (2..=times).map(move |number| Value::from(format!("a-{id}-{number}")));
        std::iter::once(joined(&["a-", id])).chain(others)
    }

    /// What stands between two marks.
    fn between(&mut self, marks: std::ops::Range<usize>) -> String {
        let body = &self.draft.parsed.body;
        let mut out = String::new();
        if marks.is_empty() {
            return out;
        }
        let html = body.marks[marks.start].range.end..body.marks[marks.end].range.start;
        fill_marks(body, marks.start + 1..marks.end, html, &mut out, self);
        out
    }

    fn directive(&mut self, index: usize, label: Option<&str>, content: &str, out: &mut String) {
        let directive = &self.draft.parsed.body.directives[index];
        if let Some(number) = self.of_directive[index] {
            self.mark(number, label.unwrap_or_default(), "", out);
        } else if directive.form == Form::Container && directive.name == "note" {
            // Its text stands with the annotation that it belongs to.
        } else if is_furniture(&directive.name) && !self.shows_furniture(&directive.name) {
            // It belongs to the page, not to the text.
        } else if is_furniture(&directive.name) {
            let page = self.views.index.page_of_draft[self.number];
            let shown = self.views.furniture(page, &directive.name, &directive.attributes);
            if shown.is_some() || !content.trim().is_empty() {
                let mut variables = self.variables(directive, label, content);
                if let Some((name, value)) = shown {
                    variables.insert_value(name, value);
                }
                self.template(&directive.name, &variables, out);
            }
        } else if self.place == Place::Index && is_card(directive) {
            self.words_of_card(index, directive, out);
        } else {
            let variables = self.variables(directive, label, content);
            let variables = self.built_in(index, directive, variables);
            self.template(&directive.name, &variables, out);
        }
    }

    /// Whether a piece of furniture is shown where the HTML is going to be read.
    fn shows_furniture(&self, name: &str) -> bool {
        match self.place {
            Place::Page => true,
            Place::Mail => self.templates.contains(&in_mail(name)),
            Place::Elsewhere | Place::Quiet | Place::Index => false,
        }
    }

    /// An annotation's mark in the text; `suffix` tells the further references to a footnote apart.
    fn mark(&mut self, number: usize, label: &str, suffix: &str, out: &mut String) {
        let annotation = &self.draft.annotations.list[number];
        let anchor = ["a-", &annotation.id, suffix];
        match self.place {
            Place::Quiet => out.push_str(label),
            Place::Index => {
                out.extend(["<span id=\"", &anchor.concat(), "\">", label, "</span><sup></sup>"]);
            }
            Place::Elsewhere => {
                let path = self.views.annotation_path(self.number, number);
                out.push_str(label);
                out.push_str("<sup><a href=\"");
                out.push_str(&path);
                out.push_str("\">");
                out.push_str(&(number + 1).to_string());
                out.push_str("</a></sup>");
            }
            Place::Mail => {
                let path = self.views.annotation_path(self.number, number);
                // A phrase is easier to hit than a number, but it can't be a link around another one.
                let is_plain = !label.is_empty() && !label.contains("<a ");
                let (before, after) = if is_plain { ("", "") } else { ("<sup>", "</sup>") };
                let (rest, shown) =
                    if is_plain { ("", label.to_owned()) } else { (label, (number + 1).to_string()) };
                out.extend([rest, before, "<a href=\"", &path, "\">", &shown, "</a>", after]);
            }
            Place::Page => {
                let mut variables = std::mem::take(&mut self.of_mark);
                variables.insert_value("annotation", self.annotations[number].clone());
                variables.insert_value("label", Value::safe_string(label));
                variables.insert_value("anchor", joined(&anchor));
                self.insert_surroundings(&mut variables);
                let name = match annotation.carrier {
                    Carrier::Directive(directive) => {
                        let directive = &self.draft.parsed.body.directives[directive];
                        variables.insert_value("attrs", directives::attributes(directive));
                        directive.name.as_str()
                    }
                    Carrier::Footnote(_) => {
                        variables.remove("attrs");
                        "footnote"
                    }
                };
                self.template(name, &variables, out);
                self.of_mark = variables;
            }
        }
    }

    /// Of what the built-in cards show only a passage is the page's own matter; the rest is found where it stands.
    fn words_of_card(&mut self, index: usize, directive: &Directive, out: &mut String) {
        let variables = self.built_in(index, directive, Context::new());
        let passage = variables.get("evidence").and_then(|evidence| field(evidence, "passage"));
        if let Some(exact) = passage.and_then(|passage| field(passage, "exact")).and_then(Value::as_str) {
            out.push_str("<blockquote><p>");
            escape(exact, out);
            out.push_str("</p></blockquote>");
        }
    }

    fn variables(&self, directive: &Directive, label: Option<&str>, content: &str) -> Context {
        let mut variables = directives::variables(directive, label, content);
        self.insert_surroundings(&mut variables);
        variables
    }

    /// The page that a directive stands in, and its language.
    fn insert_surroundings(&self, variables: &mut Context) {
        variables.insert_value("page", self.page.clone());
        variables.insert_value("lang", Value::from(self.words.tag()));
    }

    /// Adds what the built-in cards show.
    fn built_in(&mut self, index: usize, directive: &Directive, mut variables: Context) -> Context {
        let annotations = &self.draft.annotations;
        let evidence = &self.views.material.evidence[self.number];
        match directive.name.as_str() {
            "passage" => {
                let found = match annotations.inner.get(&index) {
                    Some(&(number, request)) => {
                        let request_of = &annotations.list[number].requests[request];
                        Some((&evidence.annotations[number][request], request_of))
                    }
                    None => (annotations.blocks.iter().position(|block| block.directive == index))
                        .map(|block| (&evidence.blocks[block], &annotations.blocks[block].request)),
                };
                let value = found
                    .map(|(finding, request)| self.views.evidence(finding, request, self.draft.language));
                variables.insert_value("evidence", value.unwrap_or_else(Value::none));
            }
            "source" => {
                let source = directive.attributes.get("src").and_then(|id| self.views.source_by_id(id));
                let card = source.map(|source| self.views.card_of_source(source));
                variables.insert_value("source", card.unwrap_or_else(Value::none));
            }
            "annotation" => {
                let id = directive.attributes.get("id").unwrap_or_default();
                let found = self.views.index.annotations.get(id);
                let value = found
                    .map(|&(draft, number)| self.views.annotation_card(draft, number, self.draft.language));
                variables.insert_value("annotation", value.unwrap_or_else(Value::none));
            }
            "figure" => {
                let figure = figure::of_directive(self.renderer, self.number, directive, self.place);
                variables.insert_value("figure", figure.unwrap_or_else(Value::none));
            }
            "briefing" => {
                let path = directive.attributes.get("path").unwrap_or_default();
                let page = self.views.index.by_file.get(path.strip_prefix("@/").unwrap_or(path));
                let card = page.map(|&page| self.views.page_card(page));
                variables.insert_value("page_card", card.unwrap_or_else(Value::none));
            }
            _ => {}
        }
        variables
    }

    fn template(&mut self, name: &str, variables: &Context, out: &mut String) {
        let own = (self.place == Place::Mail).then(|| in_mail(name));
        let own = own.filter(|own| self.templates.contains(own));
        let name = own.unwrap_or_else(|| ["directives/", name, ".html"].concat());
        match self.templates.render_to(&name, variables, &self.draft.file.path, out) {
            Err(found) if !self.diagnostics.contains(&found) => self.diagnostics.push(*found),
            Ok(()) | Err(_) => {}
        }
    }

    /// An element that may be wider than the screen: whoever has no mouse can move in it as well.
    fn wide(&self, tag: &str, plain: &str, out: &mut String) {
        match plain.split_once(tag) {
            Some((before, rest)) if self.place == Place::Page => {
                out.extend([before, tag, " tabindex=\"0\"", rest]);
            }
            _ => out.push_str(plain),
        }
    }

    fn link(&self, index: usize, plain: &str, out: &mut String) {
        let link = &self.draft.parsed.links[index];
        let target = &self.views.index.targets[self.number][index];
        let (path, class) = match target {
            Some(target @ (Target::Annotation(_) | Target::Retracted(_))) => {
                (self.views.target_path(target), " class=\"to-annotation\"")
            }
            Some(target) => (self.views.target_path(target), ""),
            None => return out.push_str(plain),
        };
        out.push_str("<a href=\"");
        escape(&path, out);
        out.push('"');
        if !link.title.is_empty() {
            out.push_str(" title=\"");
            escape(&link.title, out);
            out.push('"');
        }
        out.push_str(class);
        out.push('>');
    }

    /// A picture with its width, without which classic Outlook shows it as wide as it is.
    fn image_in_mail(&self, index: usize, plain: &str, out: &mut String) {
        let written = self.draft.parsed.images[index].destination.as_str();
        let inner = written.strip_prefix(self.views.material.config.base_path.as_str());
        let path = inner.filter(|rest| rest.starts_with('/')).unwrap_or(written);
        let pictures = self.renderer.pictures;
        let file = pictures.locate(path, Some(beside(&self.draft.file.path)));
        let picture = file.and_then(|file| pictures.read(&file)).ok();
        match picture.and_then(|picture| picture.header.size).zip(plain.strip_suffix("/>")) {
            Some(((width, _), rest)) => {
                out.extend([rest, "width=\"", &width.min(COLUMN).to_string(), "\" />"]);
            }
            None => out.push_str(plain),
        }
    }

    /// The opening tag of a heading with its id, and its old ids behind it.
    fn heading(&self, index: usize, plain: &str, out: &mut String) {
        let headings = &self.views.index.headings[self.number];
        out.push_str(plain.trim_end_matches('>'));
        out.push_str(" id=\"");
        escape(&headings.ids[index], out);
        let classes = &self.draft.parsed.headings[index].classes;
        if !classes.is_empty() {
            out.push_str("\" class=\"");
            escape(&classes.join(" "), out);
        }
        out.push_str("\">");
        for (old, _) in headings.kept.iter().filter(|(_, heading)| **heading == index) {
            out.push_str("<span id=\"");
            escape(old, out);
            out.push_str("\"></span>");
        }
    }

    fn footnote_reference(&mut self, index: usize, out: &mut String) {
        let Some(footnote) = self.draft.parsed.footnote_references[index].footnote else { return };
        let Some(number) = self.of_footnote[footnote] else { return };
        let suffix = match self.references[index] {
            1 => String::new(),
            times => format!("-{times}"),
        };
        self.mark(number, "", &suffix, out);
    }
}

/// The template of a directive in mails.
fn in_mail(name: &str) -> String {
    format!("newsletter/directives/{name}.html")
}

/// Whether a directive shows something that stands elsewhere.
fn is_card(directive: &Directive) -> bool {
    matches!(directive.name.as_str(), "passage" | "source" | "annotation" | "briefing")
}

/// Numbers the references to each footnote from 1, the one first that the annotation stands at; and counts them.
fn references(draft: &Draft, of_footnote: &[Option<usize>]) -> (Vec<usize>, Vec<usize>) {
    let mut others = vec![1; of_footnote.len()];
    let number = |reference: &FootnoteReference| {
        let Some(footnote) = reference.footnote else { return 1 };
        let first = of_footnote[footnote].map(|number| &draft.annotations.list[number].range);
        if first == Some(&reference.range) {
            return 1;
        }
        others[footnote] += 1;
        others[footnote]
    };
    let numbers = draft.parsed.footnote_references.iter().map(number).collect();
    (numbers, others)
}

impl Fill for Filler<'_, '_> {
    fn open(&mut self, _: Part, _: &str, _: &mut String) -> Way {
        Way::Apart
    }

    fn apart(&mut self, part: Part, label: Option<String>, content: String, out: &mut String) {
        match part {
            Part::Directive(index) => self.directive(index, label.as_deref(), &content, out),
            // Its text stands with the other notes.
            Part::Footnote(_) => {}
        }
    }

    fn place(&mut self, kind: MarkKind, plain: &str, out: &mut String) {
        match kind {
            MarkKind::Heading(_) if self.place == Place::Mail => out.push_str(plain),
            MarkKind::Image(index) if self.place == Place::Mail => self.image_in_mail(index, plain, out),
            MarkKind::Heading(index) => {
                self.heading(index, plain, out);
            }
            MarkKind::FootnoteReference(index) => self.footnote_reference(index, out),
            MarkKind::Link(index) => self.link(index, plain, out),
            MarkKind::Code(index) => {
                let code = &self.draft.parsed.code[index];
                let html = &self.draft.parsed.body.html[code.html.clone()];
                let reading = match self.place {
                    Place::Page if self.views.material.config.highlight_code => Reading::Coloured,
                    Place::Page => Reading::Plain,
                    Place::Elsewhere | Place::Mail | Place::Index | Place::Quiet => Reading::Elsewhere,
                };
                match code::block(&code.info, html, reading, self.renderer.pictures.world()) {
                    Some(html) => out.push_str(&html),
                    None => self.wide("<pre", plain, out),
                }
            }
            MarkKind::Table => self.wide("<table", plain, out),
            MarkKind::More => {}
            _ => out.push_str(plain),
        }
    }
}
