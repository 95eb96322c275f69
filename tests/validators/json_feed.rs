//! The rules of JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use std::collections::BTreeSet;
use std::path::Path;

use jiff::Timestamp;
use serde_json::Value;

/// What is wrong with a feed, one a line.
pub(crate) fn faults(path: &Path) -> Vec<String> {
    let text = std::fs::read(path).expect("the feed is there");
    let Ok(feed) = serde_json::from_slice::<Value>(&text) else {
        return vec![format!("{path:?} is no JSON")];
    };
    let mut found = Vec::new();
    let mut rule = |holds: bool, words: String| {
        if !holds {
            found.push(format!("{}: {words}", path.display()));
        }
    };
    rule(feed["version"] == "https://jsonfeed.org/version/1.1", format!("version {}", feed["version"]));
    rule(is_text(&feed["title"]), "no title".to_owned());
    for key in ["home_page_url", "feed_url"] {
        rule(is_address(&feed[key]), format!("{key} {}", feed[key]));
    }
    check_optional(
        &feed,
        &["description", "language", "user_comment"],
        &["icon", "favicon", "next_url"],
        &mut rule,
    );
    check_authors(&feed, &mut rule);
    let Some(items) = feed["items"].as_array() else {
        rule(false, "no list of items".to_owned());
        return found;
    };
    let ids: BTreeSet<&str> = items.iter().filter_map(|item| item["id"].as_str()).collect();
    rule(ids.len() == items.len(), "ids that are missing or stand twice".to_owned());
    for item in items {
        let name = item["id"].clone();
        rule(is_address(&item["url"]), format!("{name}: url {}", item["url"]));
        let has_content = is_text(&item["content_html"]) || is_text(&item["content_text"]);
        rule(has_content, format!("{name}: no content"));
        for key in ["date_published", "date_modified"] {
            let date = &item[key];
            let is_date = date.as_str().is_some_and(|date| date.parse::<Timestamp>().is_ok());
            rule(date.is_null() || is_date, format!("{name}: {key} {date}"));
        }
        let tags = &item["tags"];
        let are_texts = tags.as_array().is_some_and(|tags| tags.iter().all(is_text));
        rule(tags.is_null() || are_texts, format!("{name}: tags {tags}"));
        check_optional(
            item,
            &["title", "summary", "language"],
            &["image", "banner_image", "external_url"],
            &mut rule,
        );
        check_authors(item, &mut rule);
    }
    found
}

fn check_optional(value: &Value, texts: &[&str], addresses: &[&str], rule: &mut impl FnMut(bool, String)) {
    for key in texts {
        rule(value[*key].is_null() || value[*key].is_string(), format!("{key} {}", value[*key]));
    }
    for key in addresses {
        rule(value[*key].is_null() || is_address(&value[*key]), format!("{key} {}", value[*key]));
    }
}

fn check_authors(value: &Value, rule: &mut impl FnMut(bool, String)) {
    for author in value["authors"].as_array().into_iter().flatten() {
        let has_any = ["name", "url", "avatar"].iter().any(|key| is_text(&author[*key]));
        let is_sound = author["url"].is_null() || is_address(&author["url"]);
        rule(has_any && is_sound, format!("author {author}"));
    }
}

fn is_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.is_empty())
}

fn is_address(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.starts_with("https://") || text.starts_with("http://"))
}
