//! `ibid render`.

use std::fmt::Write;

use super::content::Content;
use super::{Failure, Outcome, Session};

use crate::diagnostic::Diagnostic;
use crate::parse::{Body, Directive, Fill, Form, Names, Part, Way, fill};
use crate::render::Directives;

/// Print the HTML of a Markdown body, without a page around it
///
/// Directives of the site's own are rendered by their templates; the built-in ones become elements with their name as
/// a class, since sources are not looked at.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    content: Content,
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> Result<Outcome, Failure> {
        let (file, parsed, mut diagnostics) = self.content.parse(session)?;
        let own = own_directives(session, &mut diagnostics)?;
        let mut elements =
            Elements { body: &parsed.body, own: &own, file: &file.path, diagnostics: &mut diagnostics };
        let mut html = String::new();
        fill(&parsed.body, &mut html, &mut elements);
        session.print(&html)?;
        session.report_aside(&diagnostics);
        Ok(Outcome::of(&diagnostics, false))
    }
}

/// The site's own directives; none where there is no site.
fn own_directives(session: &Session, diagnostics: &mut Vec<Diagnostic>) -> Result<Directives, Failure> {
    let site = session.site(None)?;
    let (config, paths) = super::content::templates(session, &site)?;
    let mut templates = Vec::new();
    for path in paths {
        match crate::world::text(&site, &path) {
            Ok(file) => templates.push(file),
            Err(found) => diagnostics.push(*found),
        }
    }
    let (own, found) = Directives::new(&site, &templates, &config);
    diagnostics.extend(found);
    Ok(own)
}

/// Writes each directive as its template says, or as an element.
struct Elements<'b> {
    body: &'b Body,
    own: &'b Directives,
    file: &'b str,
    diagnostics: &'b mut Vec<Diagnostic>,
}

impl Fill for Elements<'_> {
    fn open(&mut self, part: Part, plain: &str, out: &mut String) -> Way {
        match part {
            Part::Directive(index) if self.own.contains(&self.body.directives[index].name) => {
                return Way::Apart;
            }
            Part::Directive(index) => open(&self.body.directives[index], out),
            Part::Footnote(_) => out.push_str(plain),
        }
        Way::Here
    }

    fn apart(&mut self, part: Part, label: Option<String>, content: String, out: &mut String) {
        let Part::Directive(index) = part else { return };
        let directive = &self.body.directives[index];
        match self.own.render(directive, label.as_deref(), &content, self.file) {
            Ok(html) => out.push_str(&html),
            Err(found) => self.diagnostics.push(*found),
        }
    }

    fn close(&mut self, part: Part, plain: &str, out: &mut String) {
        match part {
            Part::Directive(index) if self.body.directives[index].form == Form::Text => {
                out.push_str("</span>");
            }
            Part::Directive(_) => out.push_str("</div>\n"),
            Part::Footnote(_) => out.push_str(plain),
        }
    }

    fn label_open(&mut self, _: usize, out: &mut String) {
        out.push_str("<p class=\"label\">");
    }

    fn label_close(&mut self, _: usize, out: &mut String) {
        out.push_str("</p>");
    }
}

fn open(directive: &Directive, out: &mut String) {
    // Writing to a string does not fail.
    let annotation = directive.form == Form::Text && Names::is_built_in(&directive.name);
    let (tag, kind) = match directive.form {
        Form::Text if annotation => ("span", "annotation"),
        Form::Text => ("span", "directive"),
        Form::Leaf | Form::Container => ("div", "directive"),
    };
    if tag == "div" && !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    let _ = write!(out, "<{tag} class=\"{kind} {}", escape(&directive.name));
    if let Some(class) = directive.attributes.get("class") {
        let _ = write!(out, " {}", escape(class));
    }
    out.push('"');
    for attribute in &directive.attributes {
        let value = escape(&attribute.value);
        match &*attribute.key {
            "class" => {}
            // A note's body and the phrase it belongs to have one id in the source, and two in the page.
            "id" if annotation => drop(write!(out, " id=\"a-{value}\"")),
            "id" if directive.name == "note" => drop(write!(out, " id=\"note-{value}\"")),
            "id" => drop(write!(out, " id=\"{value}\"")),
            key => drop(write!(out, " data-{key}=\"{value}\"")),
        }
    }
    out.push('>');
    if directive.form == Form::Container || (tag == "div" && directive.label.is_some()) {
        out.push('\n');
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
