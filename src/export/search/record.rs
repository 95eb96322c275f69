//! One page as the search index takes it.

use crate::view::escape;

/// A page with its words and their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    /// Path of the page, without the path of `base_url`.
    pub path: String,
    /// What it is: `briefing`, `newsletter`, `source`, `person`, `section` or `page`.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// Its day in words.
    pub date: Option<String>,
    /// Words that lead to the page itself.
    pub lead: Vec<String>,
    /// Its other words, in order.
    pub blocks: Vec<Block>,
}

/// Words with the place that a result among them leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// What follows `#` in the address; percent-encoded.
    pub anchor: String,
    /// What the place is called.
    pub title: String,
    /// The words.
    pub words: String,
}

impl Record {
    /// Adds words, unless there are none.
    pub(super) fn add(&mut self, anchor: String, title: String, words: impl AsRef<str>) {
        let words = words.as_ref().split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            self.blocks.push(Block { anchor, title, words });
        }
    }

    /// The page as HTML that pagefind reads (<https://pagefind.app/docs/indexing/>).
    pub(super) fn html(&self, language: &str) -> String {
        let mut html = String::from("<!DOCTYPE html><html lang=\"");
        escape(language, &mut html);
        html.push_str("\"><body data-pagefind-meta=\"title[data-title], kind[data-kind]");
        if self.date.is_some() {
            html.push_str(", date[data-date]");
        }
        html.push_str("\" data-kind=\"");
        html.push_str(self.kind);
        html.push_str("\" data-date=\"");
        escape(self.date.as_deref().unwrap_or_default(), &mut html);
        html.push_str("\" data-title=\"");
        escape(&self.title, &mut html);
        html.push_str("\">");
        for words in &self.lead {
            html.push_str("<p>");
            escape(words, &mut html);
            html.push_str("</p>");
        }
        for block in &self.blocks {
            html.push_str("<p id=\"");
            escape(&block.anchor, &mut html);
            html.push_str("\" data-pagefind-title=\"");
            escape(&block.title, &mut html);
            html.push_str("\">");
            escape(&block.words, &mut html);
            html.push_str("</p>");
        }
        html.push_str("</body></html>");
        html
    }
}
