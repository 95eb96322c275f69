//! `citations.json`: the sources that a page cites, as CSL-JSON.

use serde::Serialize;

use super::json_line;
use crate::archive::{PartialDate, Source};
use crate::view::Views;

/// A source in CSL's words.
#[derive(Serialize)]
struct Item<'a> {
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    archive_location: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name<'a>>,
    #[serde(rename = "container-title", skip_serializing_if = "Option::is_none")]
    container_title: Option<&'a str>,
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    title: &'a str,
    r#type: &'a str,
}

#[derive(Serialize)]
struct Name<'a> {
    literal: &'a str,
}

/// As many parts as are known.
#[derive(Serialize)]
struct Date {
    #[serde(rename = "date-parts")]
    parts: [Vec<i64>; 1],
}

/// The cited sources in the order of their first use (<https://docs.citationstyles.org/>).
pub(super) fn csl(views: &Views, draft: usize) -> String {
    let cited = views.cited_by(draft);
    json_line(&cited.iter().map(|&source| item(&views.material.sources[source])).collect::<Vec<_>>())
}

fn item(source: &Source) -> Item<'_> {
    let data = &source.metadata;
    Item {
        url: data.url.as_deref(),
        accessed: data.accessed.map(date),
        archive_location: data.archive_url.as_deref(),
        author: data.authors.iter().map(|literal| Name { literal }).collect(),
        container_title: data.container_title.as_deref(),
        id: &source.id,
        issued: data.issued.map(date),
        language: data.language.as_deref(),
        publisher: data.publisher.as_deref(),
        title: &data.title,
        r#type: data.csl_type,
    }
}

fn date(date: PartialDate) -> Date {
    let parts = [Some(i64::from(date.year)), date.month.map(i64::from), date.day.map(i64::from)];
    Date { parts: [parts.into_iter().map_while(|part| part).collect()] }
}
