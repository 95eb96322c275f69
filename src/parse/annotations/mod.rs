//! The annotations of a draft, in reading order: what is marked, which note belongs to it, what it rests on.
//!
//! A note's body is read where its mark stands, so annotations inside a body are numbered right after the one that
//! the body belongs to. Bodies that nobody refers to are walked last, so that their faults are told as well.

mod faults;
mod ids;
mod regions;

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use self::regions::{Regions, is_note_body};
use super::request::{self, Request, Role, Setting, Words};
use super::{Directive, Form, MarkKind, ParsedBody, plain_text};
use crate::diagnostic::{Code, Diagnostic, Suggestions, TextFile};

pub use ids::is_id;

/// What kind of annotation it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnnotationKind {
    /// The author's claim.
    Cite,
    /// The source's own words.
    Quote,
    /// The author's translation of the source's words.
    Translation,
    /// A comment.
    Note,
    /// A footnote of ordinary Markdown.
    Footnote,
}

impl AnnotationKind {
    /// The word for it, in templates and in the ledger.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            AnnotationKind::Cite => "cite",
            AnnotationKind::Quote => "quote",
            AnnotationKind::Translation => "translation",
            AnnotationKind::Note => "note",
            AnnotationKind::Footnote => "footnote",
        }
    }

    /// What takes part in derived ids.
    fn name(self) -> &'static str {
        match self {
            AnnotationKind::Cite => "Cite",
            AnnotationKind::Quote => "Quote",
            AnnotationKind::Translation => "Translation",
            AnnotationKind::Note => "Note",
            AnnotationKind::Footnote => "Footnote",
        }
    }
}

/// What in the body an annotation is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// A text directive, by its number.
    Directive(usize),
    /// A footnote, by the number of its definition.
    Footnote(usize),
}

/// A marked phrase with what belongs to it.
#[derive(Debug, Clone)]
pub struct Annotation {
    /// The name in permalinks, written or derived.
    pub id: String,
    /// Where the id was written, if it was.
    pub id_range: Option<Range<usize>>,
    /// What kind it is.
    pub kind: AnnotationKind,
    /// What it is written as.
    pub carrier: Carrier,
    /// The marks of its label (between the two) in `ParsedBody::marks`; a single one for a footnote.
    pub label_marks: Range<usize>,
    /// The marks around the body of its note, if it has one.
    pub note_marks: Option<Range<usize>>,
    /// The whole directive or reference in the file.
    pub range: Range<usize>,
    /// The phrase, without markup.
    pub text: String,
    /// The passages that it rests on: its own, then those of its note.
    pub requests: Vec<Request>,
    /// The annotation whose note holds this one.
    pub parent: Option<usize>,
}

/// A `::passage` that stands outside of a note.
#[derive(Debug, Clone)]
pub struct Block {
    /// The directive's number.
    pub directive: usize,
    /// What it shows.
    pub request: Request,
}

/// What the annotations of a draft are.
#[derive(Debug, Clone, Default)]
pub struct Annotations {
    /// In reading order.
    pub list: Vec<Annotation>,
    /// Passages set as block quotations outside of notes.
    pub blocks: Vec<Block>,
    /// For each `::passage` in a note: its directive, the annotation, and which of its requests it is.
    pub inner: BTreeMap<usize, (usize, usize)>,
}

/// Finds the annotations of a body. `path` takes part in derived ids.
pub(super) fn annotations(
    file: &Arc<TextFile>,
    path: &str,
    body: &ParsedBody,
    diagnostics: &mut Vec<Diagnostic>,
) -> Annotations {
    let most = body.body.directives.len() + body.footnotes.len();
    let mut walk = Walk {
        file,
        path,
        body,
        diagnostics,
        regions: Regions::of(body),
        found: Annotations { list: Vec::with_capacity(most), ..Annotations::default() },
        derived: BTreeMap::new(),
        hashed: String::new(),
        near_bodies: Suggestions::default(),
        near_marks: Suggestions::default(),
        marked: HashSet::new(),
        gathered: 0,
    };
    walk.read(0..body.body.marks.len(), None);
    walk.read_the_unused();
    walk.check_ids();
    walk.found.list.shrink_to_fit();
    walk.found
}

/// Marks to be read, and the annotation whose note they stand in.
type Stretch = (Range<usize>, Option<usize>);

struct Walk<'a> {
    file: &'a Arc<TextFile>,
    path: &'a str,
    body: &'a ParsedBody,
    diagnostics: &'a mut Vec<Diagnostic>,
    regions: Regions<'a>,
    found: Annotations,
    /// How often each derived id came up, so that the same words annotated twice get two ids.
    derived: BTreeMap<String, usize>,
    /// What the id that is being derived is made from.
    hashed: String,
    /// What may be meant by notes without bodies.
    near_bodies: Suggestions,
    /// What may be meant by bodies that nothing refers to.
    near_marks: Suggestions,
    /// The ids of the first `gathered` annotations.
    marked: HashSet<String>,
    gathered: usize,
}

impl Walk<'_> {
    /// Reads a stretch of marks, going into the bodies of notes where their marks stand.
    fn read(&mut self, marks: Range<usize>, owner: Option<usize>) {
        let mut stack = vec![(marks, owner)];
        while let Some((marks, owner)) = stack.pop() {
            let mut at = marks.start;
            while at < marks.end {
                let (next, inner) = self.mark(at, owner);
                at = next;
                if let Some(body) = inner {
                    stack.push((at..marks.end, owner));
                    stack.push(body);
                    break;
                }
            }
        }
    }

    /// Reads one mark: the next one to read, and the body that is to be read before it.
    fn mark(&mut self, at: usize, owner: Option<usize>) -> (usize, Option<Stretch>) {
        match self.body.body.marks[at].kind {
            MarkKind::Open(index) if is_note_body(&self.body.body.directives[index]) => {
                (self.regions.ends.get(&at).map_or(at + 1, |end| end + 1), None)
            }
            MarkKind::FootnoteOpen(_) => (self.regions.ends.get(&at).map_or(at + 1, |end| end + 1), None),
            MarkKind::Open(index) if self.body.body.directives[index].form == Form::Text => {
                let number = self.directive(at, index, owner);
                let body = number.and_then(|number| self.found.list[number].note_marks.clone());
                (at + 1, body.map(|marks| (marks.start + 1..marks.end, number)))
            }
            MarkKind::Open(index) if self.body.body.directives[index].name == "passage" => {
                self.passage(index, owner);
                (at + 1, None)
            }
            MarkKind::Open(index) => {
                self.furniture(index, owner);
                (at + 1, None)
            }
            MarkKind::FootnoteReference(index) => {
                let number = self.footnote(at, index, owner);
                let body = number.and_then(|number| self.found.list[number].note_marks.clone());
                (at + 1, body.map(|marks| (marks.start + 1..marks.end, number)))
            }
            _ => (at + 1, None),
        }
    }

    fn directive(&mut self, at: usize, index: usize, parent: Option<usize>) -> Option<usize> {
        let directive = &self.body.body.directives[index];
        let original = directive.attributes.entry("original").is_some();
        let kind = match directive.name.as_str() {
            "cite" => AnnotationKind::Cite,
            "quote" if original => AnnotationKind::Translation,
            "quote" => AnnotationKind::Quote,
            "note" => AnnotationKind::Note,
            _ => return None,
        };
        let close = self.close_of(at, index);
        let html =
            &self.body.body.html[self.body.body.marks[at].range.end..self.body.body.marks[close].range.start];
        let text = plain_text(html);
        let id = directive.attributes.entry("id");
        let note_marks = id.and_then(|id| self.regions.note(&id.value));
        let setting = if close == at + 1 && is_plain(html) { Setting::Label } else { Setting::RichLabel };
        let requests = self.own_requests(kind, directive, (&text, setting), note_marks.is_some());
        let id_range = id.map(|id| id.value_range.clone());
        let id = match id {
            Some(id) => id.value.clone(),
            None => self.derive(kind, &text, requests.as_slice()),
        };
        let annotation = Annotation {
            id,
            id_range,
            kind,
            carrier: Carrier::Directive(index),
            label_marks: at..close,
            note_marks,
            range: directive.range.clone(),
            text,
            requests,
            parent,
        };
        self.check_link(directive);
        self.found.list.push(annotation);
        Some(self.found.list.len() - 1)
    }

    fn close_of(&self, at: usize, index: usize) -> usize {
        let marks = &self.body.body.marks;
        let close = marks[at..].iter().position(|mark| mark.kind == MarkKind::Close(index));
        close.map_or(at, |distance| at + distance)
    }

    /// The request of a `cite`, `quote` or `note` itself, with what is wrong with its attributes.
    fn own_requests(
        &mut self,
        kind: AnnotationKind,
        directive: &Directive,
        (text, setting): (&str, Setting),
        has_note: bool,
    ) -> Vec<Request> {
        let own: &[&str] = match kind {
            AnnotationKind::Cite => &["id", "src", "quote"],
            AnnotationKind::Quote | AnnotationKind::Translation => &["id", "src", "original"],
            AnnotationKind::Note | AnnotationKind::Footnote => &["id"],
        };
        request::check_attributes(self.file, directive, own, self.diagnostics);
        if text.trim().is_empty() {
            let message = format!("this `{}` marks no words", directive.name);
            let found = Diagnostic::error(Code::EmptyAnnotation, message)
                .at(self.file, directive.range.clone(), "")
                .hint(format!("put the phrase between brackets: `:{}[the phrase]{{…}}`", directive.name));
            self.diagnostics.push(found);
        }
        let label = directive.label.clone().unwrap_or_else(|| directive.range.clone());
        let words = match kind {
            AnnotationKind::Cite => request::words(&directive.attributes, "quote", Role::Verbatim),
            AnnotationKind::Translation => request::words(&directive.attributes, "original", Role::Original),
            AnnotationKind::Quote => {
                let text = request::on_one_line(text);
                Some(Words { text, range: label, role: Role::Verbatim, setting })
            }
            AnnotationKind::Note | AnnotationKind::Footnote => None,
        };
        let has_id = directive.attributes.entry("id").is_some();
        match kind {
            AnnotationKind::Note if !has_id => {
                let hint = "name it, as in `:note[phrase]{#why}`, and write its body under `:::note{#why}`";
                self.diagnostics.push(request::missing(self.file, directive, "#id", hint));
            }
            AnnotationKind::Note if !has_note => self.missing_note(directive),
            AnnotationKind::Cite if has_note => {}
            AnnotationKind::Cite | AnnotationKind::Quote | AnnotationKind::Translation
                if directive.attributes.entry("src").is_none() =>
            {
                let hint = "name the source that it rests on, as in `{src=ID quote=\"…\"}`";
                self.diagnostics.push(request::missing(self.file, directive, "src", hint));
            }
            _ => {}
        }
        request::request(self.file, directive, words, self.diagnostics).into_iter().collect()
    }

    fn passage(&mut self, index: usize, owner: Option<usize>) {
        let directive = &self.body.body.directives[index];
        request::check_attributes(self.file, directive, &["src", "quote", "id"], self.diagnostics);
        let words = request::words(&directive.attributes, "quote", Role::Verbatim);
        let Some(request) = request::request(self.file, directive, words, self.diagnostics) else {
            let hint = "name the source, as in `::passage{src=ID quote=\"…\"}`";
            self.diagnostics.push(request::missing(self.file, directive, "src", hint));
            return;
        };
        if request.words.is_none() && !request.has_place() {
            let hint = "give the words, `quote=\"…\"`, or a place: `at=p12`, `page=4`, `t=12:03`";
            self.diagnostics.push(request::missing(self.file, directive, "quote", hint));
        }
        match owner {
            Some(number) => {
                let requests = &mut self.found.list[number].requests;
                requests.push(Request { in_note: true, ..request });
                self.found.inner.insert(index, (number, requests.len() - 1));
            }
            None => self.found.blocks.push(Block { directive: index, request }),
        }
    }

    fn footnote(&mut self, at: usize, reference: usize, parent: Option<usize>) -> Option<usize> {
        let definition = self.body.footnote_references[reference].footnote?;
        let region = self.regions.footnotes.get(&definition)?.clone();
        if !self.regions.used.insert(region.start) {
            return None;
        }
        let body = &self.body.body;
        let text =
            plain_text(&body.html[body.marks[region.start].range.end..body.marks[region.end].range.start]);
        let id = self.derive(AnnotationKind::Footnote, &text, &[]);
        self.found.list.push(Annotation {
            id,
            id_range: None,
            kind: AnnotationKind::Footnote,
            carrier: Carrier::Footnote(definition),
            label_marks: at..at,
            note_marks: Some(region),
            range: self.body.footnote_references[reference].range.clone(),
            text: String::new(),
            requests: Vec::new(),
            parent,
        });
        Some(self.found.list.len() - 1)
    }

    /// An id made from what is annotated: ten letters and digits of a hash.
    fn derive(&mut self, kind: AnnotationKind, text: &str, requests: &[Request]) -> String {
        self.hashed.clear();
        let asked = requests.iter().flat_map(|request| {
            [request.source.as_str(), request.words.as_ref().map_or("", |words| words.text.as_str())]
        });
        for part in [self.path, kind.name(), text].into_iter().chain(asked) {
            self.hashed.push_str(part);
            self.hashed.push('\0');
        }
        let id = ids::short(blake3::hash(self.hashed.as_bytes()).as_bytes());
        let times = self.derived.entry(id.clone()).and_modify(|times| *times += 1).or_insert(1);
        if *times == 1 { id } else { format!("{id}-{times}") }
    }

    fn read_the_unused(&mut self) {
        let mut unused: Vec<(usize, Range<usize>)> = self.regions.notes.values().flatten().cloned().collect();
        unused.retain(|(_, marks)| !self.regions.used.contains(&marks.start));
        unused.sort_by_key(|(_, marks)| marks.start);
        for (index, marks) in unused {
            self.unused_note(index);
            self.read(marks.start + 1..marks.end, None);
        }
    }
}

/// Whether HTML holds no other tags than those of emphasis, code and line breaks.
fn is_plain(html: &str) -> bool {
    const PLAIN: [&str; 5] = ["em>", "strong>", "del>", "code>", "br />"];
    html.split('<').skip(1).all(|tag| {
        let tag = tag.strip_prefix('/').unwrap_or(tag);
        PLAIN.iter().any(|plain| tag.starts_with(plain))
    })
}
