//! What an annotation comes to in a few words, for places that show nothing else of it.

use std::borrow::Cow;

use super::Views;
use super::evidence::{SHORT, shown_short};
use crate::words::shortened;
use crate::words::{Dictionary, list, long_date};

/// An annotation in a few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gist<'a> {
    /// The passage that it rests on; where it rests on none, its phrase. At most about 240 characters.
    pub words: Cow<'a, str>,
    /// The language of the words, where it is known to be another than the page's.
    pub language: Option<&'a str>,
    /// Whose words they are; none: they are the page's own.
    pub origin: Option<Origin<'a>>,
    /// Title of the page, and the number of the note.
    pub place: String,
}

/// Whose words they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin<'a> {
    /// All authors; empty where there are none.
    pub authors: Cow<'a, str>,
    /// The title of the source.
    pub title: &'a str,
    /// When it was published.
    pub issued: Option<String>,
}

impl Origin<'_> {
    /// All of it on one line, each part kept together where scripts of both directions meet.
    #[must_use]
    pub fn line(&self) -> String {
        let parts = [&*self.authors, self.title, self.issued.as_deref().unwrap_or_default()];
        let isolated =
            parts.into_iter().filter(|part| !part.is_empty()).map(|part| format!("\u{2068}{part}\u{2069}"));
        isolated.collect::<Vec<_>>().join(", ")
    }
}

impl Views {
    /// An annotation in a few words, those of the page that it stands in.
    #[must_use]
    pub fn gist(&self, draft: usize, number: usize) -> Gist<'_> {
        let dictionary = self.material.words.of(self.material.drafts[draft].language);
        let page = &self.index.pages[self.index.page_of_draft[draft]];
        let shown = (number + 1).to_string();
        let place = dictionary.fill("note_in_page", &[("page", &page.title), ("number", &shown)]);
        let finding = self.material.evidence[draft].annotations[number].first();
        let found = finding.and_then(|finding| Some((finding.source?, finding.passage()?)));
        let Some((source, passage)) = found else {
            let words = shortened(self.annotation_text(draft, number), SHORT);
            return Gist { words, language: None, origin: None, place };
        };
        let source = &self.material.sources[source];
        Gist {
            words: Cow::Owned(shown_short(source, passage)),
            language: source.metadata.language.as_deref(),
            origin: Some(origin(&source.metadata, dictionary)),
            place,
        }
    }
}

fn origin<'a>(data: &'a crate::archive::Metadata, words: &Dictionary) -> Origin<'a> {
    let authors: Vec<Cow<'a, str>> = data.authors.iter().map(|name| Cow::Borrowed(name.as_str())).collect();
    Origin {
        authors: list(words, &authors),
        title: &data.title,
        issued: data.issued.map(|date| long_date(words, date)),
    }
}
