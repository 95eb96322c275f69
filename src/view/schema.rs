//! What search engines are told of a briefing: schema.org in JSON-LD (<https://schema.org/AnalysisNewsArticle>).

use super::Views;

impl Views {
    /// A briefing as an `AnalysisNewsArticle` with its authors and the sources that it cites; fit to stand in a
    /// `<script>`. `image` is the whole address of its picture. Nothing for a page that nobody wrote.
    #[must_use]
    pub fn json_ld(&self, page: usize, image: Option<&str>) -> Option<String> {
        let draft_number = self.index.pages[page].draft?;
        let draft = &self.material.drafts[draft_number];
        let config = &self.material.config;
        let matter = &draft.front_matter;
        let authors = matter.authors.iter().zip(&self.index.authors[page]);
        let authors = list(authors.map(|(name, person)| self.author(name, *person)));
        let cited = list(self.cited_by(draft_number).into_iter().map(|source| self.work(source)));
        let title = &config.languages[draft.language].title;
        let publisher = || {
            object(&[
                ("@type", Some(text("Organization"))),
                ("name", Some(text(title))),
                ("url", Some(text(&config.base_url))),
            ])
        };
        let article = object(&[
            ("@context", Some(text("https://schema.org"))),
            ("@type", Some(text("AnalysisNewsArticle"))),
            ("author", authors),
            ("citation", cited),
            ("correction", self.correction_comments(page).map(|comments| comments.to_string())),
            ("dateModified", matter.updated.map(|date| text(&date.to_string()))),
            ("datePublished", self.index.pages[page].date.map(|date| text(&date.to_string()))),
            ("description", matter.description.as_deref().map(text)),
            ("headline", Some(text(&self.index.pages[page].title))),
            ("image", image.map(text)),
            ("inLanguage", Some(text(self.language_of(page)))),
            ("publisher", (!title.is_empty()).then(publisher)),
            ("url", Some(text(&self.absolute(&self.page_path(page))))),
            ("wordCount", Some(draft.parsed.word_count.to_string())),
        ]);
        // A `</script>` in a title would end the element.
        Some(article.replace('<', "\\u003c"))
    }

    /// Whether a name is a person's or an office's is not known: both are things.
    fn author(&self, name: &str, person: Option<usize>) -> String {
        let url = person.map(|page| text(&self.absolute(&self.page_path(page))));
        object(&[("@type", Some(text("Thing"))), ("name", Some(text(name))), ("url", url)])
    }

    /// A source, as all briefings that cite it tell of it.
    fn work(&self, number: usize) -> &str {
        self.works.get(number, || {
            let data = &self.material.sources[number].metadata;
            object(&[
                ("@type", Some(text("CreativeWork"))),
                ("datePublished", data.issued.map(|date| text(&date.to_string()))),
                ("name", Some(text(&data.title))),
                ("sameAs", data.url.as_deref().map(text)),
                ("url", Some(text(&self.absolute(self.source_path(number))))),
            ])
        })
    }
}

/// A text as JSON.
fn text(text: &str) -> String {
    // No text fails to be written.
    serde_json::to_string(text).unwrap_or_default()
}

/// A table of values in JSON, without those that are none.
fn object(entries: &[(&str, Option<String>)]) -> String {
    let room = entries.iter().map(|(name, value)| name.len() + value.as_ref().map_or(0, String::len) + 4);
    let mut json = String::with_capacity(room.sum::<usize>() + 2);
    for (name, value) in entries {
        let Some(value) = value else { continue };
        json.extend([if json.is_empty() { "{\"" } else { ",\"" }, name, "\":", value]);
    }
    json.push('}');
    json
}

/// A list of values in JSON; none where it would be empty.
fn list(values: impl Iterator<Item = impl AsRef<str>>) -> Option<String> {
    let mut json = String::new();
    for value in values {
        json.extend([if json.is_empty() { "[" } else { "," }, value.as_ref()]);
    }
    (!json.is_empty()).then(|| json + "]")
}
