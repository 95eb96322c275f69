//! `citations.json`: the sources that a page cites, as CSL-JSON.

use serde_json::{Map, Value, json};

use crate::archive::{PartialDate, Source};
use crate::view::Views;

/// The cited sources in the order of their first use (<https://docs.citationstyles.org/>).
pub(super) fn csl(views: &Views, draft: usize) -> String {
    let items: Vec<Value> =
        views.cited_by(draft).into_iter().map(|source| item(&views.material.sources[source])).collect();
    format!("{}\n", Value::from(items))
}

fn item(source: &Source) -> Value {
    let data = &source.metadata;
    let mut item = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            item.insert(name.to_owned(), value);
        }
    };
    let text = |value: &Option<String>| value.clone().map(Value::from);
    put("id", Some(source.id.clone().into()));
    put("type", Some(data.csl_type.into()));
    put("title", Some(data.title.clone().into()));
    let authors: Vec<Value> = data.authors.iter().map(|name| json!({ "literal": name })).collect();
    put("author", (!authors.is_empty()).then(|| authors.into()));
    put("publisher", text(&data.publisher));
    put("container-title", text(&data.container_title));
    put("issued", data.issued.map(date));
    put("accessed", data.accessed.map(date));
    put("URL", text(&data.url));
    put("language", text(&data.language));
    put("archive_location", text(&data.archive_url));
    item.into()
}

/// A CSL date: as many parts as are known.
fn date(date: PartialDate) -> Value {
    let parts: Vec<i64> = [Some(i64::from(date.year)), date.month.map(i64::from), date.day.map(i64::from)]
        .into_iter()
        .map_while(|part| part)
        .collect();
    json!({ "date-parts": [parts] })
}
