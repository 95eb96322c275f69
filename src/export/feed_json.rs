//! `feed.json` (<https://www.jsonfeed.org/version/1.1/>).

use serde::Serialize;

use super::feed::{Entry, url};
use super::json_line;
use crate::view::{Feed, JSON, Views};

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: String,
    feed_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    language: &'a str,
    items: Vec<&'a Item>,
}

/// An entry.
#[derive(Serialize)]
pub(super) struct Item {
    pub(super) id: String,
    pub(super) url: String,
    pub(super) title: String,
    pub(super) content_html: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) image: Option<String>,
    pub(super) date_published: String,
    pub(super) date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) authors: Vec<Author>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<String>,
    pub(super) language: String,
}

/// Who wrote an entry.
#[derive(Serialize)]
pub(super) struct Author {
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
}

/// The file of a feed.
pub(super) fn feed(views: &Views, feed: &Feed, entries: &[&Entry]) -> String {
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: format!("{}{}", views.material.config.base_url, feed.home),
        feed_url: url(views, feed, JSON),
        description: feed.description.as_deref(),
        language: &views.material.config.languages[feed.language].tag,
        items: entries.iter().map(|entry| &entry.item).collect(),
    };
    json_line(&document)
}
