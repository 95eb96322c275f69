//! What templates see of a source.

use tera::Value;

use super::Views;
use super::value::Object;
use crate::archive::{Kind, Publish, Source};
use crate::index::percent;

/// The word for what of a source is shown.
fn publish(publish: Publish) -> &'static str {
    match publish {
        Publish::Full => "full",
        Publish::Excerpt => "excerpt",
        Publish::None => "none",
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Html => "html",
        Kind::Pdf => "pdf",
        Kind::Transcript => "transcript",
    }
}

impl Views {
    /// Path of a source's page.
    #[must_use]
    pub fn source_path(&self, source: usize) -> String {
        let id = percent(&self.material.sources[source].id);
        format!("{}/sources/{id}/", self.material.config.base_path)
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
            .with("permalink", self.absolute(&path))
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

    /// A source as its own page shows it; `content` is its document as HTML.
    #[must_use]
    pub fn source_page(&self, number: usize, content: &str) -> Value {
        let source = &self.material.sources[number];
        let cited = &self.index.cited[number];
        let annotations = cited.citations.iter().filter_map(|citation| {
            citation.annotation.map(|annotation| self.annotation_item(citation.draft, annotation))
        });
        let mut cited_by: Vec<(usize, usize)> = Vec::new();
        for citation in &cited.citations {
            match cited_by.last_mut() {
                Some((draft, count)) if *draft == citation.draft => *count += 1,
                _ => cited_by.push((citation.draft, 1)),
            }
        }
        let pages = cited_by
            .into_iter()
            .map(|(draft, count)| self.link_with_count(self.index.page_of_draft[draft], count));
        let empty = || tera::Value::from(tera::Map::default());
        self.source_card(number)
            .with_html("content", content)
            .with("kind", kind(source.kind))
            .with_option("sha256", source.metadata.sha256.as_deref())
            .with("text_hash", source.text_hash.as_str())
            .with("word_count", source.word_count)
            .with("paragraph_count", source.paragraphs.len())
            .with("original", self.original(source, number))
            .with_list("annotations", annotations)
            .with_list("cited_by", pages)
            .with("noindex", source.publish != Publish::Full)
            .with("extra", source.metadata.extra.clone().unwrap_or_else(empty))
            .done()
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

    fn original(&self, source: &Source, number: usize) -> Value {
        if source.original.is_none() && source.metadata.url.is_none() {
            return Value::none();
        }
        let name = source.original.as_ref().map(|original| original.file.as_str());
        let shown = name.filter(|_| source.publish == Publish::Full);
        let path = shown.map(|name| format!("{}{}", self.source_path(number), percent(name)));
        Object::new()
            .with_option("name", name)
            .with_option("path", path)
            .with_option("url", source.metadata.url.as_deref())
            .done()
    }
}
