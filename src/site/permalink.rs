//! Annotations as one links to them.

use crate::parse::Role;
use crate::verify::Verdict;
use crate::view::{Views, escape};

/// An annotation as one links to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permalink {
    /// Its id.
    pub id: String,
    /// Its permalink, absolute.
    pub url: String,
    /// The phrase.
    pub text: String,
    /// Title of the page it stands in.
    pub page: String,
    /// The first quotation it rests on, if that does not fail: the source's words and who said them.
    pub quotation: Option<(String, String)>,
}

impl Permalink {
    /// That of the annotation of this number in a draft.
    #[must_use]
    pub fn of(views: &Views, draft: usize, number: usize) -> Self {
        let page = views.index.page_of_draft[draft];
        Self {
            id: views.material.drafts[draft].annotations.list[number].id.clone(),
            url: views.absolute(&views.annotation_path(draft, number)),
            text: views.annotation_text(draft, number).to_owned(),
            page: views.index.pages[page].title.clone(),
            quotation: quotation(views, draft, number),
        }
    }

    /// The phrase as a link, in Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        format!("[{}]({})", escaped(&self.text), self.url)
    }

    /// The phrase as a link in Markdown of this site.
    #[must_use]
    pub fn in_site(&self) -> String {
        format!("[{}](a:{})", escaped(&self.text), self.id)
    }

    /// The phrase as a link, in HTML.
    #[must_use]
    pub fn html(&self) -> String {
        let mut text = String::new();
        escape(&self.text, &mut text);
        format!("<a href=\"{}\">{text}</a>", self.url)
    }

    /// The words of the source with who said them and where they are cited, or else the phrase; on one line.
    #[must_use]
    pub fn plain(&self) -> String {
        let Self { url, text, page, .. } = self;
        match &self.quotation {
            Some((words, source)) => {
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                format!("“{}” ({source}; cited in {page}, {url})", unquoted(&words))
            }
            None => format!("{text} ({page}, {url})"),
        }
    }
}

/// All permalinks, sorted by id.
pub(super) fn permalinks(views: &Views) -> Vec<Permalink> {
    let mut ids: Vec<_> = views.index.annotations.iter().collect();
    ids.sort_unstable();
    ids.into_iter().map(|(_, &(draft, number))| Permalink::of(views, draft, number)).collect()
}

fn quotation(views: &Views, draft: usize, number: usize) -> Option<(String, String)> {
    let finding = views.material.evidence[draft].annotations[number].first()?;
    let request = &views.material.drafts[draft].annotations.list[number].requests.first()?;
    let source = &views.material.sources[finding.source?];
    if finding.check.as_ref().is_some_and(|check| check.verdict == Verdict::Fail) {
        return None;
    }
    let words = match &request.words {
        Some(words) if words.role == Role::Verbatim => words.text.clone(),
        _ => finding.passage()?.exact(&source.text).to_owned(),
    };
    Some((words, source.metadata.title.clone()))
}

/// A text that Markdown shows as it is.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if "\\[]*_`<&".contains(letter) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// Words without the quotation marks around them.
fn unquoted(words: &str) -> &str {
    words.trim().trim_matches(['“', '”', '"', '«', '»', '„'])
}
