//! A page as a mail, in all the forms in which letters are sent.
//!
//! Its text is filled by the templates of mails and becomes one tree; text, Markdown and the HTML for editors are written
//! from that, and the HTML for mail programs by its templates, with the styles written into its elements.

mod addresses;
mod check;
mod grid;
mod html;
mod lines;
mod lost;
mod markdown;
mod message;
mod paste;
mod text;
mod tree;
mod unpublished;

use std::collections::BTreeSet;

use jiff::civil::Date;
use tera::{Context, Value};

use crate::diagnostic::{Code, Diagnostic};
use crate::index::PageKind;
use crate::newsletter::Sender;
use crate::parse::is_id;
use crate::render::{Base, Renderer};

use check::Check;

pub use html::{CUT, LARGE};
pub use lost::{Lost, lost};

#[cfg(test)]
mod tests;

/// A letter in all its forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// What its files are called, without their endings.
    pub name: String,
    /// The subject.
    pub subject: String,
    /// What inboxes show behind the subject.
    pub preheader: Option<String>,
    /// HTML for mail programs.
    pub html: String,
    /// Plain text.
    pub text: String,
    /// Both as a message of the Internet (RFC 5322); none where it is not known who it is from.
    pub message: Option<Vec<u8>>,
    /// HTML without a look of its own, for the editors of providers.
    pub paste: String,
    /// Markdown.
    pub markdown: String,
}

impl Mail {
    /// The ids of the annotations that it links to, sorted.
    #[must_use]
    pub fn links(&self, base_url: &str) -> Vec<String> {
        let start = format!("{base_url}/a/");
        let id = |at: usize| {
            let rest = &self.html[at + start.len()..];
            let end = rest
                .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')
                .unwrap_or(rest.len());
            Some(rest[..end].to_owned()).filter(|id| is_id(id))
        };
        let found = self.html.match_indices(&start).filter_map(|(at, _)| id(at));
        found.collect::<BTreeSet<String>>().into_iter().collect()
    }

    /// The paths that it links to, without parameters: those of pages, and of other things of the site.
    #[must_use]
    pub fn pages(&self, base_url: &str) -> BTreeSet<String> {
        let start = format!("href=\"{base_url}/");
        let path = |at: usize| {
            let rest = &self.html[at + start.len() - 1..];
            let end = rest.find(['"', '?', '#', '&']).unwrap_or(rest.len());
            rest[..end].to_owned()
        };
        self.html.match_indices(&start).map(|(at, _)| path(at)).collect()
    }

    /// The files with their names.
    #[must_use]
    pub fn files(&self) -> Vec<(String, &[u8])> {
        let named = |ending: &str| format!("{}{ending}", self.name);
        let mut files: Vec<(String, &[u8])> = vec![
            (named(".html"), self.html.as_bytes()),
            (named(".txt"), self.text.as_bytes()),
            (named(".paste.html"), self.paste.as_bytes()),
            (named(".md"), self.markdown.as_bytes()),
        ];
        if let Some(message) = &self.message {
            files.insert(2, (named(".eml"), message));
        }
        files
    }
}

/// What a mail says of itself.
struct Head<'a> {
    subject: &'a str,
    preheader: Option<&'a str>,
    from: Option<&'a Sender>,
    /// The day that it bears.
    date: Date,
    language: &'a str,
}

/// Makes the mail of a page that has a draft, to be sent from a site at the address `public`; none where a template failed.
pub(crate) fn mail(
    renderer: &Renderer<'_>,
    number: usize,
    public: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Mail> {
    let draft = renderer.views.index.pages[number].draft?;
    let mut check = Check::of(renderer.views, draft, public);
    let mail = written(renderer, number, draft, public, check.has_unmailable(), diagnostics);
    if let Some(mail) = &mail {
        check.links(&mail.links(public));
    }
    diagnostics.extend(check.found());
    mail
}

/// Writes it, whatever it links to. Where links were refused (`is_told`), those that templates bring in are not told as well.
fn written(
    renderer: &Renderer<'_>,
    number: usize,
    draft: usize,
    public: &str,
    is_told: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Mail> {
    let views = renderer.views;
    let config = &views.material.config;
    let page = &views.index.pages[number];
    let letter = views.letter(number);
    let description = views.material.drafts[draft].front_matter.description.as_deref();
    let head = Head {
        subject: letter.and_then(|letter| letter.subject.as_deref()).unwrap_or(&page.title),
        preheader: letter.and_then(|letter| letter.preheader.as_deref()).or(description),
        from: letter.and_then(|letter| letter.from.as_ref()).or(config.newsletter.from.as_ref()),
        date: page.date.unwrap_or(config.today),
        language: views.language_of(number),
    };
    let path = views.page_path(number);
    let base = Base { origin: &views.origin, path: &path };
    let addresses = addresses::Addresses::new(config, (public, base), &page.slug, head.date);
    let content = addresses.rewrite(&tree::clean(&renderer.in_mail(draft, diagnostics)));
    let variables = variables(renderer, number, &head, &content);
    let file = &views.material.drafts[draft].file;
    let mut render = |template: &str, variables: &Context| {
        let rendered = renderer.render(template, variables, &page.path, &file.path, diagnostics);
        rendered.map(|rendered| addresses.rewrite(&rendered.text))
    };
    let body = render("newsletter/letter.html", &variables)?;
    let mut variables = variables;
    variables.insert_value("letter", Value::safe_string(&body));
    let document = html::inlined(&render("newsletter/mail.html", &variables)?);
    let html = match document {
        Ok(html) => html,
        Err(found) => {
            diagnostics.push(found.at(file, 0..0, ""));
            return None;
        }
    };
    html::weigh(&html, file, diagnostics);
    if !is_told {
        // What an author wrote was told at its place; this is what templates add.
        addresses.check(&html, file, diagnostics);
    }
    let content = tree::read(&content);
    if tree::pieces(&content).is_empty() {
        let start = views.material.drafts[draft].body_start;
        let found = Diagnostic::error(Code::EmptyNewsletter, "there is nothing in this letter");
        diagnostics.push(found.at(file, start..start, "").hint("what was sent can't be called back"));
    }
    let text = text::text(&tree::read(&tree::clean(&body)));
    if head.from.is_none() {
        diagnostics.push(message::no_sender(file));
    }
    let message = head.from.map(|from| message::message(&head, from, config, (&text, &html), &page.slug));
    Some(Mail {
        name: name(&page.slug, page.language, head.language),
        subject: head.subject.to_owned(),
        preheader: head.preheader.map(str::to_owned),
        text,
        message,
        paste: paste::paste(&content),
        markdown: markdown::markdown(&content),
        html,
    })
}

/// `2026-01-09`, or `2026-01-09.uk` in another language than the site's first.
fn name(slug: &str, language: usize, tag: &str) -> String {
    // The home page has no name of its own.
    let slug = if slug.is_empty() { "index" } else { slug };
    if language == 0 { slug.to_owned() } else { format!("{slug}.{tag}") }
}

/// What the templates of mails see.
fn variables(renderer: &Renderer<'_>, number: usize, head: &Head<'_>, content: &str) -> Context {
    let views = renderer.views;
    let page = &views.index.pages[number];
    let mut variables = renderer.variables_in(page.language, &page.path);
    let text = |text: Option<&str>| text.map_or_else(Value::none, Value::from);
    variables.insert_value("page", views.page(number).done());
    variables.insert_value("content", Value::safe_string(content));
    variables.insert_value("subject", Value::from(head.subject));
    variables.insert_value("preheader", text(head.preheader));
    variables.insert_value("is_newsletter", Value::from(page.kind == PageKind::Newsletter));
    variables.insert_value("unsubscribe", text(views.material.config.newsletter.unsubscribe.as_deref()));
    variables
}
