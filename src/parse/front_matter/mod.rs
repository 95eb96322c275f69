//! What the front matter of a page or a section says.

mod addresses;
mod person;
mod section;
mod taxonomies;

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use crate::config::{Config, Pagination};
use crate::diagnostic::Diagnostic;
use crate::fields::Fields;
use crate::furniture;
use crate::newsletter::{self, Letter};

pub use addresses::{Alias, RedirectTo};
pub use person::{Person, PersonLink};
pub use section::SortBy;
pub use taxonomies::TermUse;

/// The front matter of one content file.
#[derive(Debug, Clone, Default)]
pub struct FrontMatter {
    /// Title; pages must have one.
    pub title: Option<String>,
    /// What the page is about, in a sentence.
    pub description: Option<String>,
    /// Day of publication.
    pub date: Option<Date>,
    /// Day of the last change that readers should know of.
    pub updated: Option<Date>,
    /// Its number among the reports of the publication: "2026/3".
    pub number: Option<String>,
    /// The day after which the page is no longer public.
    pub expires: Option<Date>,
    /// Place in a list that is sorted by weight; light ones first.
    pub weight: i64,
    /// Whether the page is not to be published yet.
    pub draft: bool,
    /// Last part of the URL, in place of the file's name.
    pub slug: Option<String>,
    /// The whole path, in place of one made from folders and names.
    pub path: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Template in place of the usual one.
    pub template: Option<(String, Range<usize>)>,
    /// Sections: template of their pages.
    pub page_template: Option<(String, Range<usize>)>,
    /// Sections: the order of their pages.
    pub sort_by: SortBy,
    /// Sections: how the list of their pages is cut.
    pub pagination: Option<Pagination>,
    /// Sections: whether their pages are listed in the section above as well.
    pub transparent: bool,
    /// Sections: whether they have feeds, where it is not as the configuration says.
    pub generate_feeds: Option<bool>,
    /// Sections: where they lead to in place of a page of their own.
    pub redirect_to: Option<RedirectTo>,
    /// Old addresses that lead here.
    pub aliases: Vec<Alias>,
    /// Whether the search index leaves the page out.
    pub out_of_search: bool,
    /// Pages of people: what is known of them.
    pub person: Option<Person>,
    /// Newsletters: what is said of the mail.
    pub letter: Option<Letter>,
    /// Terms, by the name of their taxonomy.
    pub taxonomies: BTreeMap<String, Vec<TermUse>>,
    /// What stands around the text.
    pub furniture: furniture::OfPage,
    /// The page's own values.
    pub extra: Option<tera::Value>,
}

/// Reads the front matter of a page; `assets` are the files beside it.
pub(super) fn page(
    mut fields: Fields,
    assets: &[String],
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> FrontMatter {
    let letter = is_newsletter(&fields.file().path).then(|| newsletter::letter(&mut fields));
    // Of a letter's title and its subject either will do.
    let has_title = || fields.keys().iter().any(|key| key == "title");
    match &letter {
        Some(letter) if letter.subject.is_some() => {}
        Some(_) if !has_title() => fields.require("subject"),
        _ => fields.require("title"),
    }
    let mut matter = shared(&mut fields);
    if matter.title.as_deref().is_some_and(|title| title.trim().is_empty()) {
        fields.invalid("title", "`title` must not be empty");
    }
    if let Some(letter) = letter {
        matter.title = matter.title.take().or_else(|| letter.subject.clone());
        matter.letter = Some(letter);
    }
    matter.date = fields.date("date");
    matter.updated = fields.date("updated");
    matter.expires = fields.date("expires");
    matter.authors = fields.strings("authors").unwrap_or_default();
    matter.slug = fields.string("slug");
    if matter.slug.as_deref().is_some_and(|slug| slug::slugify(slug).is_empty()) {
        fields.invalid("slug", "`slug` must hold at least one letter or digit");
        matter.slug = None;
    }
    matter.path = addresses::path(&mut fields);
    if fields.file().path.starts_with("content/people/") {
        matter.person = Some(person::person(&mut fields, assets));
    } else {
        matter.number = fields.string_or_number("number").filter(|number| !number.trim().is_empty());
        matter.furniture = furniture::of_page(&mut fields, matter.date, config.today);
        // A corrected page has changed.
        matter.updated = matter.updated.max(matter.furniture.corrections.first().map(|newest| newest.date));
    }
    let (language, _) = config.language_of_file(&fields.file().path);
    let declared = &config.languages[language].taxonomies;
    matter.taxonomies = taxonomies::taxonomies(&mut fields, declared, diagnostics);
    taxonomies::of_other_languages(&mut fields, config, language, diagnostics);
    fields.finish(diagnostics);
    matter
}

/// Whether a content file is a letter of its own, or one of a folder of letters.
fn is_newsletter(path: &str) -> bool {
    let inner = path.strip_prefix("content/").and_then(|path| path.strip_prefix(newsletter::FOLDER));
    inner.is_some_and(|rest| rest.starts_with('/'))
}

/// Reads the front matter of a section.
pub(super) fn section(mut fields: Fields, diagnostics: &mut Vec<Diagnostic>) -> FrontMatter {
    let mut matter = shared(&mut fields);
    matter.sort_by = section::sort_by(&mut fields);
    matter.pagination = Pagination::read(&mut fields);
    matter.transparent = fields.boolean("transparent").unwrap_or_default();
    matter.generate_feeds = fields.boolean("generate_feeds");
    matter.redirect_to = addresses::redirect_to(&mut fields);
    let page_template = fields.string("page_template");
    matter.page_template = page_template.map(|name| (name, fields.range("page_template")));
    fields.finish(diagnostics);
    matter
}

fn shared(fields: &mut Fields) -> FrontMatter {
    let template = fields.string("template");
    FrontMatter {
        title: fields.string("title"),
        description: fields.string("description"),
        weight: fields.integer("weight").unwrap_or_default(),
        draft: fields.boolean("draft").unwrap_or_default(),
        aliases: addresses::aliases(fields),
        out_of_search: !fields.boolean("in_search_index").unwrap_or(true),
        template: template.map(|name| (name, fields.range("template"))),
        extra: fields.free_table("extra"),
        ..FrontMatter::default()
    }
}
