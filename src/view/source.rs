//! What templates see of a source.

use tera::Value;

use super::Views;
use super::value::Object;
use crate::archive::Publish;
use crate::index::percent;

/// The word for what of a source is shown.
fn publish(publish: Publish) -> &'static str {
    match publish {
        Publish::Full => "full",
        Publish::Excerpt => "excerpt",
        Publish::None => "none",
    }
}

impl Views {
    /// Path of a source's page.
    #[must_use]
    pub fn source_path(&self, source: usize) -> &str {
        self.source_paths.get(source, || {
            let path = crate::index::source_path(&self.material.sources[source].id);
            format!("{}{path}", self.material.config.base_path)
        })
    }

    /// The same without the path of `base_url`.
    #[must_use]
    pub fn source_address(&self, source: usize) -> &str {
        &self.source_path(source)[self.material.config.base_path.len()..]
    }

    /// A source as lists, cards and citations show it.
    pub(super) fn source_card(&self, number: usize) -> Object {
        let source = &self.material.sources[number];
        let data = &source.metadata;
        let path = self.source_path(number);
        let full = source.publish == Publish::Full;
        let original = source.original.as_ref().filter(|_| full);
        Object::new()
            .with("id", source.id.as_str())
            .with("title", data.title.as_str())
            .with_option("description", data.description.as_deref())
            .with("permalink", self.absolute(path))
            .with_option(
                "original_path",
                original.map(|original| format!("{path}{}", percent(&original.file))),
            )
            .with("path", path)
            .with("type", data.csl_type)
            .with_list("author", data.authors.iter().map(|name| Value::from(name.as_str())))
            .with_option("publisher", data.publisher.as_deref())
            .with_option("container_title", data.container_title.as_deref())
            .with_option("issued", data.issued.map(|date| date.to_string()))
            .with_option("accessed", data.accessed.map(|date| date.to_string()))
            .with_option("url", data.url.as_deref())
            .with_option("archive_url", data.archive_url.as_deref())
            .with_option("language", data.language.as_deref())
            .with_option("license", data.license.as_deref())
            .with("publish", publish(source.publish))
            .with("cited_count", self.index.cited[number].citations.len())
    }

    /// The paragraphs of a source with the words of theirs that may be shown: the number (1 for `p1`), the words.
    #[must_use]
    pub fn shown_paragraphs(&self, number: usize) -> Vec<(usize, String)> {
        let source = &self.material.sources[number];
        let words = |range: &std::ops::Range<usize>| {
            let pieces = self.cut(number).pieces(range).map(|piece| &source.text[piece]);
            pieces.collect::<Vec<_>>().join(" … ")
        };
        let paragraphs = source.paragraphs.iter().enumerate();
        let shown = paragraphs.map(|(at, paragraph)| (at + 1, words(&paragraph.range)));
        shown.filter(|(_, words)| !words.trim().is_empty()).collect()
    }
}
