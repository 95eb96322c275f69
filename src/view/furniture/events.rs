//! Events that are still to come.

use tera::Value;

use crate::furniture::{Event, Moment};
use crate::view::{Object, Views, schema};

/// How many events are shown where nothing is said.
const USUAL: usize = 5;

impl Views {
    /// The events of a data file that are not over, the nearest first: those with a tag, where one is named.
    pub(super) fn events(&self, data: Option<&str>, tag: Option<&str>, limit: Option<usize>) -> Vec<Value> {
        let config = &self.material.config;
        let usual = || config.furniture.events.as_ref().map(|events| events.text.as_str());
        let list = data.or_else(usual).and_then(|path| self.material.events.get(path));
        let is_wanted = |event: &&Event| {
            event.last_day() >= config.today
                && tag.is_none_or(|tag| event.tags.iter().any(|known| known == tag))
        };
        let events = list.into_iter().flat_map(|agenda| &agenda.events);
        let coming = events.filter(is_wanted).take(limit.unwrap_or(USUAL));
        coming.map(event).collect()
    }
}

fn event(event: &Event) -> Value {
    Object::new()
        .with("title", event.title.as_str())
        .with("start", event.start.iso())
        .with("start_date", event.start.date.to_string())
        .with_option("start_time", event.start.clock())
        .with_option("end", event.end.as_ref().map(Moment::iso))
        .with_option("end_date", event.end.as_ref().map(|end| end.date.to_string()))
        .with_option("end_time", event.end.as_ref().and_then(Moment::clock))
        .with("is_utc", event.start.offset == "Z")
        .with_option("place", event.place.as_deref())
        .with_option("url", event.url.as_deref())
        .with("online", event.online)
        .with_option("description", event.description.as_deref())
        .with_html("json_ld", &schema::event(event))
        .done()
}
