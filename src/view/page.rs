//! What templates see of a page.

use std::collections::HashSet;

use jiff::civil::Date;
use tera::Value;

use super::Views;
use super::value::{Object, field};
use crate::config::Pagination;
use crate::index::{Page, PageKind, Withheld};
use crate::newsletter::Letter;
use crate::parse::Draft;
use crate::world::below_content;

/// Words that a reader takes in per minute.
const WORDS_PER_MINUTE: usize = 220;

impl Views {
    /// The draft of a page, where it has one.
    pub(super) fn draft(&self, page: usize) -> Option<&Draft> {
        self.index.pages[page].draft.map(|number| &*self.material.drafts[number])
    }

    /// Path of a page, `base_path` included.
    #[must_use]
    pub fn page_path(&self, page: usize) -> String {
        [self.material.config.base_path.as_str(), &self.index.pages[page].path].concat()
    }

    /// The tag of a page's language.
    #[must_use]
    pub fn language_of(&self, page: usize) -> &str {
        &self.material.config.languages[self.index.pages[page].language].tag
    }

    /// A page's versions in all languages, itself included: `{lang, title, path, permalink}`.
    fn translations(&self, page: &Page) -> Vec<Value> {
        let versions = page.translations.iter().map(|&version| {
            let path = self.page_path(version);
            Object::new()
                .with("lang", self.language_of(version))
                .with("title", self.index.pages[version].title.as_str())
                .with("permalink", self.absolute(&path))
                .with("path", path)
                .done()
        });
        versions.collect()
    }

    /// A path as an absolute URL.
    #[must_use]
    pub fn absolute(&self, path: &str) -> String {
        [&self.origin, path].concat()
    }

    pub(super) fn make_link(&self, number: usize) -> Value {
        let page = &self.index.pages[number];
        let path = self.page_path(number);
        Object::new()
            .with("title", page.title.as_str())
            .with("permalink", self.absolute(&path))
            .with("path", path)
            .with("lang", self.language_of(number))
            .with_option(
                "description",
                self.draft(number).and_then(|draft| draft.front_matter.description.as_deref()),
            )
            .with_option("date", page.date.map(|date| date.to_string()))
            .with_list("authors", self.authors(number))
            .done()
    }

    fn authors(&self, page: usize) -> Vec<Value> {
        let Some(draft) = self.draft(page) else { return Vec::new() };
        let people = draft.front_matter.authors.iter().zip(&self.index.authors[page]);
        let language = draft.language;
        let author = |(name, person): (&String, &Option<usize>)| {
            let path = person.map(|person| self.page_path(person));
            Object::new()
                .with("name", name.as_str())
                .with_option("permalink", path.as_deref().map(|path| self.absolute(path)))
                .with_option("path", path)
                .with_option("person", person.and_then(|person| self.person_of(person)))
                .with("organization", self.is_organization(name, *person, language))
                .done()
        };
        people.map(author).collect()
    }

    /// A page as lists show it, to be added to.
    #[must_use]
    pub fn page_item(&self, number: usize) -> Object {
        Object::of(&self.page_card(number))
    }

    pub(super) fn make_card(&self, number: usize) -> Object {
        let page = &self.index.pages[number];
        let link = self.page_link(number);
        let shared = |name: &'static str| field(&link, name).cloned().unwrap_or_else(Value::none);
        let item = Object::new()
            .with("title", shared("title"))
            .with("slug", page.slug.as_str())
            .with("permalink", shared("permalink"))
            .with("path", shared("path"))
            .with("lang", shared("lang"))
            .with("kind", page_kind(page.kind))
            .with("date", shared("date"))
            .with_option("year", page.date.map(Date::year))
            .with_option("month", page.date.map(Date::month))
            .with_option("day", page.date.map(Date::day))
            .with_option("withheld", self.withheld(number))
            .with("authors", shared("authors"))
            .with_option("section", page.section.map(|section| self.page_link(section)))
            .with_option("person", self.person_of(number))
            .with_option("written_count", self.index.written_by.get(&number).map(Vec::len));
        match self.draft(number) {
            Some(draft) => self
                .of_draft(item.with("description", shared("description")), number, draft)
                .with_option("corrected", self.corrected(number)),
            None => no_draft(item),
        }
    }

    fn of_draft(&self, item: Object, number: usize, draft: &Draft) -> Object {
        let matter = &draft.front_matter;
        let word_count = draft.parsed.word_count;
        item.with_option("updated", matter.updated.map(|date| date.to_string()))
            .with_option("number", matter.number.as_deref())
            .with("relative_path", relative_path(draft))
            .with_option("colocated_path", colocated_path(draft))
            .with("weight", matter.weight)
            .with("draft", matter.draft)
            .with_option("summary", self.summary(number).as_deref().map(Value::safe_string))
            .with("word_count", word_count)
            .with("reading_time", word_count.div_ceil(WORDS_PER_MINUTE).max(1))
            .with("taxonomies", self.taxonomies(draft, None))
            .with("extra", matter.extra.clone().unwrap_or_else(|| Value::from(tera::Map::default())))
            .with("annotation_count", draft.annotations.list.len())
    }

    /// All of a page but what is HTML of its body: `content`, `annotations`.
    #[must_use]
    pub fn page(&self, number: usize) -> Object {
        let page = &self.index.pages[number];
        let item = self.page_item(number);
        let address = self.absolute(&self.page_path(number));
        let components = page.path.split('/').filter(|part| !part.is_empty());
        let item = match self.draft(number).filter(|draft| self.is_in_series(draft)) {
            Some(draft) => item.with("taxonomies", self.taxonomies(draft, Some(number))),
            None => item,
        };
        let headings = page.draft.map(|draft| {
            super::toc::toc(&self.material.drafts[draft], &self.index.headings[draft].ids, &address)
        });
        let assets = self.draft(number).map(|draft| draft.assets.as_slice()).unwrap_or_default();
        item.with("toc", Value::from(headings.unwrap_or_default()))
            .with_list("translations", self.translations(page))
            .with_list("ancestors", self.ancestors(page))
            .with_list("moved_parts", self.moved_parts(number))
            .with_list("components", components.map(Value::from))
            .with_option("higher", page.higher.map(|other| self.page_link(other)))
            .with_option("lower", page.lower.map(|other| self.page_link(other)))
            .with_list("backlinks", self.index.backlinks[number].iter().map(|&other| self.page_link(other)))
            .with_list("assets", assets.iter().map(|name| Value::from(name.as_str())))
            .with_list("sources", self.sources_of(page))
            .with_list("corrections", self.corrections_of(number))
            .with_option("preheader", self.letter(number).and_then(|letter| letter.preheader.as_deref()))
    }

    /// What a newsletter says of its mailing.
    #[must_use]
    pub fn letter(&self, number: usize) -> Option<&Letter> {
        self.draft(number).and_then(|draft| draft.front_matter.letter.as_ref())
    }

    /// Why a page is not public, with the day that it hangs on.
    fn withheld(&self, number: usize) -> Option<Value> {
        let page = &self.index.pages[number];
        let expires = || self.draft(number).and_then(|draft| draft.front_matter.expires);
        let (kind, day) = match page.withheld? {
            Withheld::Draft => ("draft", None),
            Withheld::Future => ("future", page.date),
            Withheld::Expired => ("expired", expires()),
        };
        let value = Object::new().with("kind", kind).with_option("date", day.map(|day| day.to_string()));
        Some(value.done())
    }

    /// The sections above a page, the home page first.
    fn ancestors(&self, page: &Page) -> Vec<Value> {
        let mut found = Vec::new();
        let mut above = page.section;
        while let Some(section) = above {
            found.push(self.page_link(section));
            above = self.index.pages[section].section;
        }
        found.reverse();
        found
    }

    /// The sources that a page cites, in the order of their first use.
    fn sources_of(&self, page: &Page) -> Vec<Value> {
        let Some(draft) = page.draft else { return Vec::new() };
        self.cited_by(draft).into_iter().map(|source| self.card_of_source(source)).collect()
    }

    /// The sources that a draft cites, in the order of their first use.
    #[must_use]
    pub fn cited_by(&self, draft: usize) -> Vec<usize> {
        let evidence = &self.material.evidence[draft];
        let findings = evidence.annotations.iter().flatten().chain(&evidence.blocks);
        let mut seen = HashSet::new();
        findings.filter_map(|finding| finding.source).filter(|source| seen.insert(*source)).collect()
    }

    /// What a person page has beside what every page has.
    #[must_use]
    pub fn written_by(&self, page: usize) -> Vec<Value> {
        let list = self.index.written_by.get(&page).map(Vec::as_slice).unwrap_or_default();
        list.iter().map(|&page| self.page_card(page)).collect()
    }

    /// How the list of a section's pages is cut.
    #[must_use]
    pub fn pagination(&self, section: usize) -> Option<&Pagination> {
        self.draft(section).and_then(|draft| draft.front_matter.pagination.as_ref())
    }

    /// What a section page has beside what every page has; it lists `pages`.
    #[must_use]
    pub fn section(&self, number: usize, pages: &[usize]) -> Object {
        let page = &self.index.pages[number];
        let pages = pages.iter().map(|&page| self.page_card(page));
        let below = page.subsections.iter().map(|&section| self.page_card(section));
        let mut section = self.page(number).with_list("pages", pages).with_list("subsections", below);
        if page.folder == "sources" {
            let sources = &self.material.sources;
            let mut list: Vec<usize> = (0..sources.len()).collect();
            // Those without a day stand last.
            list.sort_by_key(|&source| std::cmp::Reverse(sources[source].metadata.issued));
            section =
                section.with_list("sources", list.into_iter().map(|source| self.card_of_source(source)));
        }
        section
    }
}

fn no_draft(item: Object) -> Object {
    let empty = || Value::from(tera::Map::default());
    item.with_option("description", None::<&str>)
        .with_option("updated", None::<&str>)
        .with_option("number", None::<&str>)
        .with_option("relative_path", None::<&str>)
        .with_option("colocated_path", None::<&str>)
        .with("weight", 0)
        .with("draft", false)
        .with_option("summary", None::<&str>)
        .with("word_count", 0)
        .with("reading_time", 1)
        .with("taxonomies", empty())
        .with("extra", empty())
        .with("annotation_count", 0)
        .with_option("corrected", None::<Value>)
}

fn page_kind(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Home => "home",
        PageKind::Section => "section",
        PageKind::Briefing => "briefing",
        PageKind::Newsletter => "newsletter",
        PageKind::Person => "person",
        PageKind::Page => "page",
    }
}

/// The content file, from `content/`.
fn relative_path(draft: &Draft) -> &str {
    below_content(&draft.file.path)
}

/// The folder of an `index.md`, from `content/`, with a slash at the end.
fn colocated_path(draft: &Draft) -> Option<&str> {
    let folder = draft.name.strip_prefix("content/")?.strip_suffix("index.md")?;
    Some(folder).filter(|folder| folder.ends_with('/'))
}
