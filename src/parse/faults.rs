//! What there is to say about directives that are not right.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Edit, Fix, TextFile};

use super::attributes::Trouble;
use super::directive::Form;
use super::names::Names;

/// Containers and labels nested deeper than this are refused.
pub(super) const DEEPEST: usize = 100;

/// More findings than this in one file are counted and not shown: they have one cause.
const MOST: usize = 200;

/// The findings in one file.
pub(super) struct Faults<'a> {
    pub file: &'a Arc<TextFile>,
    list: Vec<Diagnostic>,
    more: usize,
}

impl<'a> Faults<'a> {
    pub(super) fn new(file: &'a Arc<TextFile>) -> Self {
        Self { file, list: Vec::new(), more: 0 }
    }

    /// All findings, by place.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        let place = |diagnostic: &Diagnostic| diagnostic.labels.first().map(|label| label.range.start);
        self.list.sort_by_key(place);
        if self.more > 0 {
            let message = format!("{} more findings about directives in this file are not shown", self.more);
            let end = self.file.text.len();
            self.list.push(Diagnostic::error(Code::InvalidAttributes, message).at(self.file, end..end, ""));
        }
        self.list
    }

    /// How many there are, for [`Faults::keep_last`].
    pub(super) fn mark(&self) -> usize {
        self.list.len()
    }

    /// Takes back all that was found since `mark` but the last.
    pub(super) fn keep_last(&mut self, mark: usize) {
        if self.list.len() > mark + 1 {
            self.list.drain(mark..self.list.len() - 1);
        }
    }

    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        if self.list.len() < MOST {
            self.list.push(diagnostic);
        } else {
            self.more += 1;
        }
    }

    fn error(&mut self, code: Code, message: String, range: Range<usize>, label: &str, hint: &str) {
        let diagnostic = Diagnostic::error(code, message).at(self.file, range, label);
        self.push(if hint.is_empty() { diagnostic } else { diagnostic.hint(hint) });
    }

    /// The number of the line that a byte is on, from 1.
    fn line(&self, at: usize) -> usize {
        self.file.position(at).line
    }

    pub(super) fn unknown(&mut self, names: &Names, form: Form, name: &str, range: Range<usize>) {
        let message = format!("no directive is called `{name}`");
        let escape = format!("write `\\{}{name}` where it is meant as text", form.colons());
        let diagnostic = Diagnostic::error(Code::UnknownDirective, message).at(self.file, range, "");
        self.push(diagnostic.suggest(name, names.iter()).hint(escape));
    }

    pub(super) fn wrong_form(&mut self, form: Form, name: &str, forms: &[Form], colons: Range<usize>) {
        let right: Vec<String> = forms.iter().map(|form| format!("`{}{name}`", form.colons())).collect();
        let message = format!("`{name}` can't be written as a {}", described(form));
        let mut diagnostic = Diagnostic::error(Code::WrongForm, message)
            .at(self.file, colons.clone(), "")
            .hint(format!("write {}", right.join(" or ")));
        if let (Form::Leaf | Form::Container, [Form::Leaf]) | (Form::Leaf, [Form::Text]) = (form, forms) {
            let replacement = forms[0].colons().to_owned();
            let edits = vec![Edit { file: Arc::clone(self.file), range: colons, replacement }];
            diagnostic = diagnostic.fixed_by(Fix { title: format!("write {}", right.join(" or ")), edits });
        }
        self.push(diagnostic);
    }

    pub(super) fn within_line(&mut self, name: &str, range: Range<usize>) {
        let message = format!("the directive `{name}` has more than one colon in the middle of a line");
        let hint = "a directive within a line has one colon; one with more stands alone on its line";
        self.error(Code::WrongForm, message, range, "", hint);
    }

    pub(super) fn not_alone(&mut self, form: Form, name: &str, rest: Range<usize>) {
        let message = format!("text follows the directive `{}{name}`", form.colons());
        let hint = "a directive with two or more colons stands alone on its line";
        self.error(Code::WrongForm, message, rest, "this has to go on a line of its own", hint);
    }

    pub(super) fn space_before_name(&mut self, name: &str, space: Range<usize>) {
        let message = format!("a space stands between the colons and the name `{name}`");
        let fix = Fix {
            title: "take the space out".to_owned(),
            edits: vec![Edit {
                file: Arc::clone(self.file),
                range: space.clone(),
                replacement: String::new(),
            }],
        };
        let diagnostic = Diagnostic::error(Code::WrongForm, message).at(self.file, space, "");
        self.push(diagnostic.hint("write the name directly after the colons").fixed_by(fix));
    }

    pub(super) fn unclosed_label(&mut self, name: &str, open: Range<usize>, end: usize) {
        let line = self.line(end);
        self.error(
            Code::UnclosedLabel,
            format!("the label of `{name}` is not closed"),
            open,
            &format!("its `]` was looked for up to line {line}, where the block ends"),
            "write a single `[` or `]` inside a label as `\\[` or `\\]`",
        );
    }

    pub(super) fn attributes(&mut self, name: &str, open: usize, end: usize, trouble: Trouble) {
        match trouble {
            Trouble::Unclosed => {
                let line = self.line(end);
                self.error(
                    Code::UnclosedAttributes,
                    format!("the attributes of `{name}` are not closed"),
                    open..open + 1,
                    &format!("its `}}` was looked for up to line {line}"),
                    "close quotation marks and braces; write `\\\"` for a quotation mark inside a value",
                );
            }
            Trouble::Invalid { range, why } => self.error(
                Code::InvalidAttributes,
                format!("the attributes of `{name}` can't be read"),
                range,
                why,
                "attributes are written `#id`, `.class`, `key`, `key=value` or `key=\"some words\"`",
            ),
        }
    }

    pub(super) fn repeated(&mut self, key: &str, earlier: Range<usize>, later: Range<usize>) {
        let message = format!("the attribute `{key}` is given twice");
        let diagnostic = Diagnostic::error(Code::InvalidAttributes, message);
        self.push(diagnostic.at(self.file, later, "").at(self.file, earlier, "it is given here already"));
    }

    pub(super) fn unclosed_container(
        &mut self,
        name: &str,
        open: Range<usize>,
        colons: usize,
        end: usize,
        last: bool,
    ) {
        let line = self.line(end);
        let place = if last { "the end of the file" } else { "the end of what it stands in" };
        self.error(
            Code::UnclosedContainer,
            format!("the container `{name}` is not closed"),
            open,
            &format!(
                "its closing `{}` was looked for up to line {line}, {place}",
                ":".repeat(colons.min(20))
            ),
            "close it with a line of as many colons, indented as the opening line is",
        );
    }

    pub(super) fn unopened(&mut self, range: Range<usize>) {
        let hint = "a container is closed by as many colons as it was opened with; write `\\:::` where colons are meant";
        self.error(
            Code::UnopenedContainer,
            "these colons close no container that is open here".to_owned(),
            range,
            "",
            hint,
        );
    }

    pub(super) fn too_deep(&mut self, name: &str, range: Range<usize>) {
        let message = format!("the directive `{name}` is nested more than {DEEPEST} deep");
        self.error(Code::MisplacedDirective, message, range, "", "");
    }

    pub(super) fn in_image(&mut self, name: &str, range: Range<usize>) {
        let message = format!("the directive `{name}` stands in an image's description");
        let hint = "a description is plain text; put the directive after the image";
        self.error(Code::MisplacedDirective, message, range, "", hint);
    }

    pub(super) fn misplaced(&mut self, name: &str, range: Range<usize>) {
        let message = format!("the directive `{name}` stands where Markdown knows no directives");
        let hint =
            "move it out of the HTML, code, link or table that it stands in, or escape its colon: `\\:`";
        self.error(Code::MisplacedDirective, message, range, "", hint);
    }

    pub(super) fn in_html(&mut self, name: &str, range: Range<usize>) {
        let message = format!("the directive `{name}` stands in a block of HTML, where it means nothing");
        let diagnostic = Diagnostic::error(Code::MisplacedDirective, message).at(self.file, range, "");
        self.push(diagnostic.hint("put empty lines between the HTML and the text with the directive"));
    }

    pub(super) fn crossed(&mut self, name: &str, range: Range<usize>) {
        let message = format!("emphasis, a link or a table cell crosses the edge of the label of `{name}`");
        let hint = "begin and end it on the same side of the label's brackets";
        self.error(Code::CrossedLabel, message, range, "", hint);
    }

    pub(super) fn missing_footnote(&mut self, label: &str, range: Range<usize>) {
        let message = format!("the footnote `{label}` is not defined");
        let hint = format!("add a line `[^{label}]: …`, or write `\\[^{label}]` where it is meant as text");
        self.error(Code::MissingFootnote, message, range, "", &hint);
    }

    pub(super) fn unused_footnote(&mut self, label: &str, range: Range<usize>) {
        let message = format!("nothing refers to the footnote `{label}`");
        let diagnostic = Diagnostic::warning(Code::UnusedFootnote, message).at(self.file, range, "");
        self.push(diagnostic.hint(format!("write `[^{label}]` where it belongs, or take it out")));
    }
}

fn described(form: Form) -> &'static str {
    match form {
        Form::Text => "text directive, with one colon",
        Form::Leaf => "leaf, with two colons",
        Form::Container => "container, with three colons",
    }
}
