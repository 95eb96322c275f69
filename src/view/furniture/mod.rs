//! What pages show around their texts.

mod corrections;
mod events;
mod reading;

use tera::Value;

use super::{Object, Views};
use crate::furniture::{Newsletter, Picture, Profile, Support, Texts, Written, is_furniture};
use crate::index::{PageKind, percent};
use crate::parse::{Attributes, prose};

/// What the template of a block gets: the name of a variable, and its value.
pub type Shown = (&'static str, Value);

impl Views {
    /// What a block shows on a page; nothing where it would be empty. `attributes` are those of its directive.
    #[must_use]
    pub fn furniture(&self, page: usize, block: &str, attributes: &Attributes) -> Option<Shown> {
        let furniture = &self.material.config.furniture;
        let list = |name: &'static str, list: Vec<Value>| (!list.is_empty()).then(|| (name, list.into()));
        let limit = attributes.get("limit").and_then(crate::furniture::limit);
        match block {
            "authors" => list("people", self.people(page)),
            "disclaimer" => self.text(page, furniture.disclaimer.as_ref()).map(|text| ("text", text)),
            "events" => list("events", self.events(attributes.get("data"), attributes.get("tag"), limit)),
            "follow" => self.follow(page).map(|follow| ("follow", follow)),
            "further-reading" => list("reading", self.further_reading(page, limit)),
            "image-credit" => {
                let credit = self.picture_of(page).and_then(|picture| picture.credit.as_ref());
                self.own_text(page, credit).map(|credit| ("credit", credit))
            }
            "publisher" => self.text(page, furniture.publisher.as_ref()).map(|text| ("text", text)),
            "signup" => furniture.newsletter.as_ref().map(|form| ("newsletter", self.newsletter(page, form))),
            "support" => furniture.support.as_ref().map(|support| ("support", self.support(page, support))),
            _ => None,
        }
    }

    /// The blocks at the foot of a page that do not stand in its text already, in order.
    #[must_use]
    pub fn foot(&self, page: usize) -> Vec<&str> {
        let Some(draft) = self.draft(page) else { return Vec::new() };
        let furniture = &self.material.config.furniture;
        let usual = match self.index.pages[page].kind {
            PageKind::Briefing => furniture.briefings.as_slice(),
            PageKind::Page => furniture.pages.as_slice(),
            PageKind::Home | PageKind::Section | PageKind::Newsletter | PageKind::Person => &[],
        };
        let wanted = draft.front_matter.furniture.blocks.as_deref().unwrap_or(usual);
        wanted.iter().map(|block| block.text.as_str()).filter(|name| !self.in_text(page, name)).collect()
    }

    /// Whether an author set a block into the text of a page.
    fn in_text(&self, page: usize, block: &str) -> bool {
        let directives = self.draft(page).map(|draft| draft.parsed.body.directives.as_slice());
        directives.unwrap_or_default().iter().any(|directive| directive.name == block)
    }

    /// Whether a page shows furniture elsewhere than at its foot: in its text, or at the top.
    #[must_use]
    pub fn is_furnished(&self, page: usize) -> bool {
        let Some(draft) = self.draft(page) else { return false };
        let furniture = &draft.front_matter.furniture;
        let mut directives = draft.parsed.body.directives.iter();
        furniture.picture.is_some()
            || !furniture.corrections.is_empty()
            || self.is_log(page)
            || directives.any(|directive| is_furniture(&directive.name))
    }

    fn words<'t>(&self, page: usize, texts: Option<&'t Texts>) -> Option<&'t str> {
        texts?.get(self.language_of(page), &self.material.config.default_language)
    }

    /// Markdown as the HTML of a page in which the links lead somewhere; `draft` is where it was written, none for
    /// the configuration.
    fn prose(&self, markdown: &str, draft: Option<usize>, page: usize) -> String {
        prose(markdown, |address| self.address(address, draft, page))
    }

    /// A text of the configuration as HTML.
    fn text(&self, page: usize, texts: Option<&Texts>) -> Option<Value> {
        Some(Value::safe_string(&self.prose(self.words(page, texts)?, None, page)))
    }

    /// A text of a page's front matter as HTML.
    fn own_text(&self, page: usize, texts: Option<&Texts>) -> Option<Value> {
        let draft = self.index.pages[page].draft;
        Some(Value::safe_string(&self.prose(self.words(page, texts)?, draft, page)))
    }

    fn link_to(&self, link: &Written, page: usize) -> String {
        self.address(&link.text, None, page).unwrap_or_else(|| link.text.clone())
    }

    /// The authors who have a page that says something of them.
    fn people(&self, page: usize) -> Vec<Value> {
        let authors = &self.index.authors[page];
        authors.iter().flatten().filter_map(|&person| self.person(person)).collect()
    }

    fn person(&self, number: usize) -> Option<Value> {
        let draft = self.draft(number)?;
        let known = draft.front_matter.person.as_ref();
        let description = draft.front_matter.description.as_deref();
        let summary = self.summary(number).filter(|summary| !summary.trim().is_empty());
        let bio = summary.as_deref().map(Value::safe_string).or(description.map(Value::from))?;
        let image = known.and_then(|person| person.image.as_deref());
        let person = Object::new()
            .with("name", self.index.pages[number].title.as_str())
            .with("path", self.page_path(number))
            .with("bio", bio)
            .with_option("role", known.and_then(|person| person.role.as_deref()))
            .with_option("image", image.map(|file| format!("{}{}", self.page_path(number), percent(file))));
        Some(person.done())
    }

    fn picture_of(&self, page: usize) -> Option<&Picture> {
        self.draft(page)?.front_matter.furniture.picture.as_ref()
    }

    /// Caption and credit of the picture at the top of a page, as HTML.
    #[must_use]
    pub fn words_of_picture(&self, page: usize, picture: &Picture) -> (Option<Value>, Option<Value>) {
        (self.own_text(page, picture.caption.as_ref()), self.own_text(page, picture.credit.as_ref()))
    }

    /// Whether a block is shown on a page, in its text or at its foot.
    #[must_use]
    pub fn shows(&self, page: usize, block: &str) -> bool {
        self.in_text(page, block) || self.foot(page).contains(&block)
    }

    fn newsletter(&self, page: usize, form: &Newsletter) -> Value {
        let hidden = form.hidden.iter().map(|(name, value)| {
            Object::new().with("name", name.as_str()).with("value", value.as_str()).done()
        });
        Object::new()
            .with("action", form.action.as_str())
            .with("method", if form.is_get { "get" } else { "post" })
            .with("email_field", form.email_field.as_str())
            .with_list("hidden", hidden)
            .with_option("title", self.words(page, form.title.as_ref()))
            .with_option("text", self.text(page, form.text.as_ref()))
            .with_option("button", self.words(page, form.button.as_ref()))
            .with_option("privacy", form.privacy.as_ref().map(|link| self.link_to(link, page)))
            .done()
    }

    fn support(&self, page: usize, support: &Support) -> Value {
        Object::new()
            .with("url", self.link_to(&support.url, page))
            .with_option("title", self.words(page, support.title.as_ref()))
            .with_option("text", self.text(page, support.text.as_ref()))
            .with_option("button", self.words(page, support.button.as_ref()))
            .done()
    }

    /// The profiles elsewhere, and the feed.
    fn follow(&self, page: usize) -> Option<Value> {
        let config = &self.material.config;
        let profile = |profile: &Profile| {
            Object::new().with("name", profile.name.as_str()).with("url", profile.url.as_str()).done()
        };
        let feed = self.path_of_site_feed(self.index.pages[page].language);
        let social = &config.furniture.social;
        (feed.is_some() || !social.is_empty()).then(|| {
            Object::new().with_list("profiles", social.iter().map(profile)).with_option("feed", feed).done()
        })
    }
}
