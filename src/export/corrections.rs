//! The feed of the site's corrections.

use tera::Value;
use tera::value::Key;

use crate::diagnostic::Diagnostic;
use crate::emit::Artifact;
use crate::render::Renderer;
use crate::view::{LOG, Object};
use crate::words::Dictionary;

/// Entries of the feed; older ones are in the log.
const ENTRIES: usize = 50;

/// `corrections/atom.xml`: the newest corrections, each with an id that stays; none where there are none.
pub(super) fn atom(renderer: &Renderer<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Artifact> {
    if !renderer.views.material.config.generate_feeds {
        return None;
    }
    let mut corrections = renderer.views.log_of_corrections();
    corrections.truncate(ENTRIES);
    let updated = get(corrections.first()?, "date");
    let config = renderer.views.material.config;
    let path = format!("{LOG}atom.xml");
    let mut variables = renderer.variables(LOG);
    let words = renderer.views.material.words.of(0);
    let entries: Vec<Value> = corrections.iter().map(|correction| entry(correction, words)).collect();
    variables.insert_value("pages", Value::from(entries));
    variables.insert_value("updated", updated);
    variables
        .insert_value("feed_title", Value::from(format!("{}: {}", config.title, words.say("corrections"))));
    variables.insert_value("feed_url", Value::from(format!("{}{path}", config.base_url)));
    let feed = renderer.render("atom.xml", &variables, &path, "atom.xml", diagnostics)?;
    Some(Artifact::new("corrections/atom.xml", feed.html))
}

fn entry(correction: &Value, words: &Dictionary) -> Value {
    let page = get(correction, "page");
    let kind = get(correction, "kind");
    let title = get(&page, "title");
    let kind_words = words.say(&format!("correction_{}", kind.as_str().unwrap_or_default()));
    let title = title.as_str().unwrap_or_default();
    let title = words.fill("correction_of", &[("kind", kind_words), ("title", title)]);
    let category =
        Object::new().with("slug", kind).with("name", kind_words).with("taxonomy", "corrections").done();
    Object::new()
        .with("title", title)
        .with("permalink", get(correction, "permalink"))
        .with("lang", get(correction, "lang"))
        .with("date", get(correction, "date"))
        .with("updated", get(correction, "date"))
        .with("authors", get(correction, "authors"))
        .with_list("categories", [category])
        .with("content_absolute", get(correction, "content_absolute"))
        .done()
}

fn get(value: &Value, name: &'static str) -> Value {
    value.as_map().and_then(|map| map.get(&Key::Str(name))).cloned().unwrap_or_else(Value::none)
}
