//! What templates see of something that was published and is gone.

use tera::Value;

use super::Views;
use super::value::Object;
use crate::index::Tombstone;
use crate::ledger::{Entry, State};

impl Views {
    /// What became of something that was published, and what it said unless that is not to be shown any more.
    #[must_use]
    pub fn retraction(&self, tombstone: &Tombstone) -> Value {
        let full = format!("{}{}", self.material.config.base_path, tombstone.path);
        let Tombstone { on, reason, annotation, title, page, .. } = tombstone;
        let said = annotation.as_ref();
        Object::new()
            .with_option("id", said.map(|entry| entry.id.as_str()))
            .with("permalink", self.absolute(&full))
            .with_option("reason", reason.as_deref())
            .with("expired", reason.is_none())
            .with_option("date", on.map(|day| day.to_string()))
            .with_option("text", said.map(|entry| entry.text.as_str()).or(title.as_deref()))
            .with("is_page", said.is_none() && title.is_some())
            .with_list("evidence", said.into_iter().flat_map(|entry| self.rested(entry)))
            .with_option("page", page.map(|page| self.page_link(page)))
            .done()
    }

    /// The phrase of an annotation that was retracted, unless it is not to be shown any more.
    pub(super) fn retracted_text(&self, id: &str) -> Option<&str> {
        let entry = self.material.ledger.annotations.get(id)?;
        let is_redacted = matches!(entry.state, State::Retracted { redacted: true, .. });
        (!is_redacted).then_some(entry.text.as_str())
    }

    /// What an annotation rested on: words and, where it is still there, the source.
    fn rested(&self, entry: &Entry) -> Vec<Value> {
        let one = |(id, words): &(String, String)| {
            let source = self.material.sources.iter().position(|source| source.id == *id);
            // Words that are the phrase itself are not repeated; a place is no words.
            let is_place = words.starts_with(['¶', ' ']);
            Object::new()
                .with_option("words", (!words.is_empty() && !is_place).then_some(words.as_str()))
                .with("id", id.as_str())
                .with_option("source", source.map(|source| self.card_of_source(source)))
                .done()
        };
        entry.rests.iter().map(one).collect()
    }
}
