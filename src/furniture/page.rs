//! Furniture of one page, as its front matter declares it.

use jiff::civil::Date;

use super::corrections::corrections;
use super::{Correction, Texts, Written, blocks, is_url, texts, written};
use crate::fields::{Fields, Item};

/// What the front matter of a page says of furniture.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OfPage {
    /// The blocks at the foot, in place of those that `ibid.toml` names.
    pub blocks: Option<Vec<Written>>,
    /// What the author advises to read next.
    pub reading: Vec<Reading>,
    /// The picture at the top.
    pub picture: Option<Picture>,
    /// The corrections, the newest first.
    pub corrections: Vec<Correction>,
}

/// Something to read next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// A page of the site, as `@/…`.
    Here(Written),
    /// A page of another site.
    Elsewhere {
        /// Its title.
        title: String,
        /// Its address.
        url: String,
        /// Who published it.
        publisher: Option<String>,
        /// When.
        date: Option<Date>,
    },
}

/// The picture at the top of a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Picture {
    /// A file beside the page or in `static/`.
    pub file: Written,
    /// What it shows, for those who don't see it; empty for mere decoration.
    pub alt: String,
    /// Markdown: what stands below.
    pub caption: Option<Texts>,
    /// Markdown: whose picture it is.
    pub credit: Option<Texts>,
}

/// Reads `furniture`, `further_reading`, `image` and `[[corrections]]` of a page of the day `published`.
#[must_use]
pub fn of_page(fields: &mut Fields, published: Option<Date>, today: Date) -> OfPage {
    OfPage {
        blocks: blocks(fields, "furniture"),
        reading: reading(fields),
        picture: fields.table("image").and_then(|mut table| {
            let picture = picture(&mut table);
            fields.adopt(table);
            picture
        }),
        corrections: corrections(fields, published, today),
    }
}

fn reading(fields: &mut Fields) -> Vec<Reading> {
    let mut found = Vec::new();
    for item in fields.items("further_reading").unwrap_or_default() {
        match item {
            Item::Text(text, range) if text.starts_with("@/") => {
                found.push(Reading::Here(Written { text, range }));
            }
            Item::Text(_, range) => {
                let rule = "a page of the site is named as `@/briefings/name.md`, one of another as `{ title, url }`";
                fields.invalid_at(range, rule);
            }
            Item::Table(mut table) => {
                found.extend(elsewhere(&mut table));
                fields.adopt(table);
            }
        }
    }
    found
}

fn elsewhere(table: &mut Fields) -> Option<Reading> {
    table.require("title");
    table.require("url");
    let (title, url) = (table.string("title"), table.string("url"));
    let (publisher, date) = (table.string("publisher"), table.date("date"));
    if url.as_ref().is_some_and(|url| !is_url(url)) {
        table.invalid("url", "`url` must begin with `https://` or `http://`");
    }
    Some(Reading::Elsewhere { title: title?, url: url?, publisher, date })
}

fn picture(table: &mut Fields) -> Option<Picture> {
    table.require("src");
    table.require("alt");
    let (file, alt) = (written(table, "src"), table.string("alt").unwrap_or_default());
    let (caption, credit) = (texts(table, "caption"), texts(table, "credit"));
    let file = file?;
    Some(Picture { file, alt, caption, credit })
}
