//! What stands around a text: the blocks at the foot of a page, the picture at its top, the log of corrections.

use tera::{Context, Value};

use super::body::Place;
use super::figure::Figure;
use super::{Rendered, Renderer};
use crate::diagnostic::Diagnostic;
use crate::parse::Attributes;
use crate::view::{Object, field};

/// The whole address of the picture at the top of a page that is furnished.
pub(super) fn address_of_image(page: &Object) -> Option<&str> {
    field(page.get("image")?, "permalink")?.as_str()
}

impl Renderer<'_> {
    /// Adds what stands around the text of a page to its value and its variables.
    pub(super) fn furnish(
        &self,
        number: usize,
        value: Object,
        variables: &mut Context,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Object {
        let furniture = self.foot(number, diagnostics);
        let shows_furniture = !furniture.is_empty() || self.views.is_furnished(number);
        variables.insert_value("shows_furniture", Value::from(shows_furniture));
        if self.views.is_log(number) {
            self.add_log(self.views.index.pages[number].language, variables);
        }
        value.with_html("furniture", &furniture).with_option("image", self.lead_image(number))
    }

    /// The whole address of the picture at the top of a page.
    #[must_use]
    pub fn image(&self, number: usize) -> Option<String> {
        let image = self.lead_image(number)?;
        field(&image, "permalink")?.as_str().map(str::to_owned)
    }

    /// The picture at the top of a page.
    pub(super) fn lead_image(&self, number: usize) -> Option<Value> {
        let draft = self.views.index.pages[number].draft?;
        let picture = self.views.material.drafts[draft].front_matter.furniture.picture.as_ref()?;
        let figure = Figure {
            renderer: *self,
            number: draft,
            src: &picture.file.text,
            alt: &picture.alt,
            shown: None,
            link: None,
            place: Place::Page,
        };
        let image = figure.value()?;
        let url = self.views.absolute(image.get("src").and_then(Value::as_str).unwrap_or_default());
        let (caption, credit) = self.views.words_of_picture(number, picture);
        let image = image
            .with("permalink", url)
            .with_option("caption", caption)
            .with_option("credit", credit)
            .with("credit_below", self.views.shows(number, "image-credit"));
        Some(image.done())
    }

    /// The blocks of furniture at the foot of a page, as HTML.
    fn foot(&self, number: usize, diagnostics: &mut Vec<Diagnostic>) -> String {
        let attributes = Attributes::default();
        let mut html = String::new();
        for block in self.views.foot(number) {
            let Some((name, value)) = self.views.furniture(number, block, &attributes) else { continue };
            let mut variables = Context::new();
            variables.insert_value("label", Value::none());
            variables.insert_value("content", Value::none());
            variables.insert_value("attrs", Object::new().done());
            variables.insert_value("page", self.views.page_card(number));
            variables.insert_value("lang", Value::from(self.views.language_of(number)));
            variables.insert_value(name, value);
            match self.templates.render(&format!("directives/{block}.html"), &variables, self.file_of(number))
            {
                Ok(block) => html.push_str(&block),
                Err(found) => diagnostics.push(*found),
            }
        }
        html
    }

    /// The log of a language's corrections, where there are any and nobody wrote a page at its address.
    pub fn log(&self, language: usize, diagnostics: &mut Vec<Diagnostic>) -> Option<Rendered> {
        let path = self.views.log_path(language);
        if !self.wanted.page(&path) {
            return None;
        }
        if self.views.index.pages.iter().any(|page| page.path == path) {
            return None;
        }
        let mut variables = self.variables_in(language, &path);
        if !self.add_log(language, &mut variables) {
            return None;
        }
        variables.insert_value("shows_furniture", Value::from(true));
        self.render("corrections.html", &variables, &path, "ibid.toml", diagnostics)
    }

    /// Adds all corrections of a language, with their feed; says whether there are any.
    fn add_log(&self, language: usize, variables: &mut Context) -> bool {
        let corrections = self.views.log_of_corrections(language);
        let is_there = !corrections.is_empty();
        variables.insert_value("corrections", Value::from(corrections));
        let feed = self.views.feed_of_corrections(language);
        variables.insert_value("alternates", self.views.alternates(language, feed.as_ref()));
        is_there
    }
}
