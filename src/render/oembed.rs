//! `oembed.json` beside a permalink: what other sites show of an annotation whose link they are given
//! (<https://oembed.com>).

use std::borrow::Cow;

use serde::Serialize;
use tera::Value;

use crate::cards;
use crate::view::{Gist, Views, escape, field, text_of};
use crate::words::list;

/// Its name.
pub(super) const FILE: &str = "oembed.json";

/// So long others need not ask again, in seconds: a day.
const CACHE_AGE: u32 = 24 * 60 * 60;
/// As wide as a quotation wants to be at most, in CSS pixels. How high it is then depends on who shows it.
const WIDTH: u32 = 600;

/// In the words of oEmbed 1.0.
#[derive(Serialize)]
struct Response<'a> {
    version: &'static str,
    r#type: &'static str,
    title: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    author_name: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author_url: Option<String>,
    provider_name: &'a str,
    provider_url: String,
    cache_age: u32,
    html: String,
    width: u32,
    height: Option<u32>,
    #[serde(flatten)]
    thumbnail: Option<Thumbnail>,
}

/// The card: all of it or nothing.
#[derive(Serialize)]
struct Thumbnail {
    #[serde(rename = "thumbnail_url")]
    url: String,
    #[serde(rename = "thumbnail_width")]
    width: u32,
    #[serde(rename = "thumbnail_height")]
    height: u32,
}

/// What others show of an annotation; `annotation` as its permalink page has it.
pub(super) fn oembed(views: &Views, (draft, number): (usize, usize), annotation: &Value) -> String {
    let config = &views.material.config;
    let language = views.material.drafts[draft].language;
    let page = field(annotation, "page").cloned().unwrap_or_else(Value::none);
    let authors = field(&page, "authors").and_then(Value::as_array).unwrap_or_default();
    let names: Vec<Cow<'_, str>> = authors.iter().map(|author| text_of(author, "name").into()).collect();
    // A single author's address: there is no room for more.
    let path = authors.first().filter(|_| authors.len() == 1).map(|author| text_of(author, "path"));
    let response = Response {
        version: "1.0",
        r#type: "rich",
        title: format!("{} · {}", text_of(annotation, "title"), text_of(&page, "title")),
        author_name: list(views.material.words.of(language), &names),
        author_url: path.filter(|path| !path.is_empty()).map(|path| views.absolute(path)),
        provider_name: &config.languages[language].title,
        provider_url: format!("{}{}/", config.base_url, config.language_path(language)),
        cache_age: CACHE_AGE,
        html: quotation(&views.gist(draft, number), text_of(annotation, "permalink")),
        width: WIDTH,
        height: None,
        thumbnail: field(annotation, "card").and_then(thumbnail),
    };
    // Texts and numbers can always be written as JSON.
    serde_json::to_string(&response).unwrap_or_default()
}

fn thumbnail(card: &Value) -> Option<Thumbnail> {
    let url = field(card, "permalink")?.as_str()?.to_owned();
    Some(Thumbnail { url, width: cards::WIDTH, height: cards::HEIGHT })
}

/// The words as a block quotation with whose they are and the way here: no script, no style, nothing that is loaded.
fn quotation(gist: &Gist<'_>, permalink: &str) -> String {
    let mut html = String::from("<blockquote");
    attribute("cite", permalink, &mut html);
    html.push_str("><p dir=\"auto\"");
    if let Some(language) = gist.language {
        attribute("lang", language, &mut html);
    }
    html.push('>');
    escape(&gist.words, &mut html);
    html.push_str("</p><footer>— ");
    if let Some(origin) = &gist.origin {
        if !origin.authors.is_empty() {
            escape(&origin.authors, &mut html);
            html.push_str(", ");
        }
        html.push_str("<cite>");
        escape(origin.title, &mut html);
        html.push_str("</cite>");
        if let Some(day) = &origin.issued {
            html.push_str(", ");
            escape(day, &mut html);
        }
        html.push_str(". ");
    }
    html.push_str("<a");
    attribute("href", permalink, &mut html);
    html.push('>');
    escape(&gist.place, &mut html);
    html.push_str("</a></footer></blockquote>");
    html
}

fn attribute(name: &str, value: &str, html: &mut String) {
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    escape(value, html);
    html.push('"');
}
