//! What search engines are told of a briefing: schema.org in JSON-LD (<https://schema.org/AnalysisNewsArticle>).

use serde_json::{Map, Value, json};

use super::Views;

impl Views {
    /// A briefing as an `AnalysisNewsArticle` with its authors and the sources that it cites; fit to stand in a
    /// `<script>`. `image` is the whole address of its picture. Nothing for a page that nobody wrote.
    #[must_use]
    pub fn json_ld(&self, page: usize, image: Option<&str>) -> Option<String> {
        let draft_number = self.index.pages[page].draft?;
        let draft = &self.material.drafts[draft_number];
        let config = &self.material.config;
        let mut article = Map::new();
        let mut put = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                article.insert(name.to_owned(), value);
            }
        };
        put("@context", Some("https://schema.org".into()));
        put("@type", Some("AnalysisNewsArticle".into()));
        put("headline", Some(self.index.pages[page].title.clone().into()));
        put("description", draft.front_matter.description.clone().map(Value::from));
        put("url", Some(self.absolute(&self.page_path(page)).into()));
        put("inLanguage", Some(self.language_of(page).into()));
        put("datePublished", self.index.pages[page].date.map(|date| date.to_string().into()));
        put("dateModified", draft.front_matter.updated.map(|date| date.to_string().into()));
        put("correction", self.correction_comments(page));
        put("image", image.map(Value::from));
        put("wordCount", Some(draft.parsed.word_count.into()));
        let authors = draft.front_matter.authors.iter().zip(&self.index.authors[page]);
        let authors: Vec<Value> = authors.map(|(name, person)| self.author(name, *person)).collect();
        put("author", (!authors.is_empty()).then(|| authors.into()));
        let title = &config.languages[draft.language].title;
        let publisher = json!({ "@type": "Organization", "name": title, "url": config.base_url });
        put("publisher", (!title.is_empty()).then_some(publisher));
        let cited: Vec<Value> =
            self.cited_by(draft_number).into_iter().map(|source| self.work(source)).collect();
        put("citation", (!cited.is_empty()).then(|| cited.into()));
        // A `</script>` in a title would end the element.
        Some(Value::from(article).to_string().replace('<', "\\u003c"))
    }

    /// Whether a name is a person's or an office's is not known: both are things.
    fn author(&self, name: &str, person: Option<usize>) -> Value {
        match person {
            Some(page) => {
                json!({ "@type": "Thing", "name": name, "url": self.absolute(&self.page_path(page)) })
            }
            None => json!({ "@type": "Thing", "name": name }),
        }
    }

    fn work(&self, number: usize) -> Value {
        let data = &self.material.sources[number].metadata;
        let mut work = json!({
            "@type": "CreativeWork",
            "name": data.title,
            "url": self.absolute(&self.source_path(number)),
        });
        if let Some(url) = &data.url {
            work["sameAs"] = url.as_str().into();
        }
        if let Some(issued) = data.issued {
            work["datePublished"] = issued.to_string().into();
        }
        work
    }
}
