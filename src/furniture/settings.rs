//! Furniture that is the same on all pages, as `ibid.toml` declares it.

use super::{Texts, Written, blocks, is_url, texts, written};
use crate::fields::Fields;
use crate::newsletter;

/// How many pages further reading is filled up to, where nothing is said.
const FURTHER_READING: usize = 4;

/// What `ibid.toml` says of furniture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The blocks at the foot of briefings, in order.
    pub briefings: Vec<Written>,
    /// The blocks at the foot of other pages, in order.
    pub pages: Vec<Written>,
    /// The data file of events, from the site's root.
    pub events: Option<Written>,
    /// How many entries further reading is filled up to with related pages; 0 leaves it to hand-picked ones.
    pub further_reading: usize,
    /// Markdown: what the publisher does not answer for.
    pub disclaimer: Option<Texts>,
    /// Markdown: who publishes the site.
    pub publisher: Option<Texts>,
    /// The sign-up form.
    pub newsletter: Option<Newsletter>,
    /// The way to support the site.
    pub support: Option<Support>,
    /// Where else the publisher can be followed.
    pub social: Vec<Profile>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            briefings: Vec::new(),
            pages: Vec::new(),
            events: None,
            further_reading: FURTHER_READING,
            disclaimer: None,
            publisher: None,
            newsletter: None,
            support: None,
            social: Vec::new(),
        }
    }
}

/// A form by which readers subscribe to a newsletter, at any provider.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Newsletter {
    /// Where the form is sent.
    pub action: String,
    /// Whether it is sent as `get`; as `post` otherwise.
    pub is_get: bool,
    /// What the provider calls the field of the address.
    pub email_field: String,
    /// Further fields with their values, which readers don't see.
    pub hidden: Vec<(String, String)>,
    /// Heading.
    pub title: Option<Texts>,
    /// Markdown: what one subscribes to.
    pub text: Option<Texts>,
    /// What stands on the button.
    pub button: Option<Texts>,
    /// What happens to the address: `@/…` or a whole URL.
    pub privacy: Option<Written>,
}

/// A link to where the site can be supported.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Support {
    /// `@/…` or a whole URL.
    pub url: Written,
    /// Heading.
    pub title: Option<Texts>,
    /// Markdown: what for.
    pub text: Option<Texts>,
    /// What stands on the link.
    pub button: Option<Texts>,
}

/// A profile of the publisher somewhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The name of the network.
    pub name: String,
    /// Its address.
    pub url: String,
}

/// Reads `[furniture]`, `[newsletter]`, `[support]` and `[[social]]`.
#[must_use]
pub fn settings(fields: &mut Fields) -> (Settings, newsletter::Settings) {
    let mut settings = fields.table("furniture").map_or_else(Settings::default, |mut table| {
        let settings = furniture(&mut table);
        fields.adopt(table);
        settings
    });
    let mut mails = newsletter::Settings::default();
    if let Some(mut table) = fields.table("newsletter") {
        let has_form;
        (mails, has_form) = newsletter::settings(&mut table);
        if has_form {
            settings.newsletter = form(&mut table);
        }
        fields.adopt(table);
    }
    if let Some(mut table) = fields.table("support") {
        settings.support = support(&mut table);
        fields.adopt(table);
    }
    for mut table in fields.tables("social").unwrap_or_default() {
        settings.social.extend(profile(&mut table));
        fields.adopt(table);
    }
    (settings, mails)
}

fn furniture(table: &mut Fields) -> Settings {
    let events = written(table, "events");
    if events.as_ref().is_some_and(|events| !crate::world::is_inside(&events.text)) {
        table.invalid("events", "`events` must be a file of the site, such as `data/events.toml`");
    }
    let further_reading = table.integer("further_reading");
    let count = further_reading.and_then(|number| usize::try_from(number).ok()).filter(|count| *count <= 20);
    if further_reading.is_some() && count.is_none() {
        table.invalid("further_reading", "`further_reading` must be a number from 0 to 20");
    }
    Settings {
        briefings: blocks(table, "briefings").unwrap_or_default(),
        pages: blocks(table, "pages").unwrap_or_default(),
        events,
        further_reading: count.unwrap_or(FURTHER_READING),
        disclaimer: texts(table, "disclaimer"),
        publisher: texts(table, "publisher"),
        ..Settings::default()
    }
}

fn form(table: &mut Fields) -> Option<Newsletter> {
    table.require("action");
    let action = table.string("action");
    if action.as_ref().is_some_and(|action| !(is_url(action) && action.starts_with("https://"))) {
        let rule = "`action` must begin with `https://`: readers' addresses must not travel in the open";
        table.invalid("action", rule);
    }
    let privacy = link(table, "privacy");
    let is_get = table.choice("method", &[("post", false), ("get", true)]).unwrap_or_default();
    let newsletter = Newsletter {
        action: String::new(),
        is_get,
        email_field: table.string("email_field").unwrap_or_else(|| "email".to_owned()),
        hidden: hidden(table),
        title: texts(table, "title"),
        text: texts(table, "text"),
        button: texts(table, "button"),
        privacy,
    };
    action.map(|action| Newsletter { action, ..newsletter })
}

fn hidden(table: &mut Fields) -> Vec<(String, String)> {
    let Some(mut inner) = table.table("hidden") else { return Vec::new() };
    let mut found = Vec::new();
    for name in inner.keys() {
        let range = inner.range(&name);
        match inner.strings_under(&name) {
            Some((values, _)) if values.len() == 1 => {
                found.extend(values.into_iter().map(|value| (name.clone(), value)));
            }
            Some(_) => inner.invalid_at(range, format!("`{name}` must be one string")),
            None => {}
        }
    }
    table.adopt(inner);
    found
}

fn support(table: &mut Fields) -> Option<Support> {
    table.require("url");
    let url = link(table, "url");
    let (title, text, button) = (texts(table, "title"), texts(table, "text"), texts(table, "button"));
    Some(Support { url: url?, title, text, button })
}

fn profile(table: &mut Fields) -> Option<Profile> {
    table.require("name");
    table.require("url");
    let (name, url) = (table.string("name"), table.string("url"));
    if url.as_ref().is_some_and(|url| !is_url(url)) {
        table.invalid("url", "`url` must begin with `https://` or `http://`");
    }
    Some(Profile { name: name?, url: url? })
}

/// A page of the site or of another one. Whether the former is there is asked when all pages are known.
fn link(table: &mut Fields, key: &'static str) -> Option<Written> {
    let link = written(table, key)?;
    if !link.text.starts_with("@/") && !is_url(&link.text) {
        table.invalid(key, format!("`{key}` must be a page such as `@/about.md`, or a whole URL"));
        return None;
    }
    Some(link)
}
