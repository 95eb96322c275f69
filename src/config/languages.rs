//! The languages of a site: the default one with the values at the top of `ibid.toml`, and `[languages.xx]`.

use intl_pluralrules::{PluralRuleType, PluralRules};
use unic_langid::LanguageIdentifier;

use super::{Config, Taxonomy};
use crate::diagnostic::{Code, Diagnostic};
use crate::fields::{Fields, Text};

/// A language of the site.
#[derive(Debug, Clone)]
pub struct Language {
    /// Its BCP 47 tag; also the ending of its files (`name.uk.md`) and the beginning of its addresses (`/uk/`).
    pub tag: String,
    /// Name of the site.
    pub title: String,
    /// What the site is about, in a sentence.
    pub description: String,
    /// Whether feeds are written.
    pub generate_feeds: bool,
    /// The taxonomies whose terms have pages, in their order.
    pub taxonomies: Vec<Taxonomy>,
    /// The site's own values.
    pub extra: tera::Value,
    /// Words of the theme that the site puts otherwise.
    pub translations: Vec<Text>,
}

impl Config {
    /// The default language.
    #[must_use]
    pub fn main_language(&self) -> &Language {
        &self.languages[0]
    }

    /// The language of that tag, if it is declared.
    #[must_use]
    pub fn find_language(&self, tag: &str) -> Option<&Language> {
        self.languages.iter().find(|language| language.tag == tag)
    }

    /// The language of a content file, by its place in `languages`, and the file's name without it: `x.md` for `x.uk.md`.
    #[must_use]
    pub fn language_of_file(&self, path: &str) -> (usize, String) {
        let stem = path.strip_suffix(".md").unwrap_or(path);
        let others = self.languages.iter().enumerate().skip(1);
        let found = others.filter_map(|(number, language)| {
            let name = stem.strip_suffix(language.tag.as_str())?.strip_suffix('.')?;
            Some((number, name)).filter(|(_, name)| !name.is_empty() && !name.ends_with('/'))
        });
        // The longest ending: `x.sr-Latn.md` has no language called `Latn`.
        let found = found.min_by_key(|(_, name)| name.len());
        found.map_or_else(|| (0, path.to_owned()), |(number, name)| (number, format!("{name}.md")))
    }

    /// The address of the page that lists a taxonomy's terms in a language: a slash on both ends, without the path of
    /// `base_url`.
    #[must_use]
    pub fn taxonomy_address(&self, language: usize, taxonomy: &Taxonomy) -> String {
        format!("{}/{}/", self.language_path(language), taxonomy.slug)
    }

    /// Where the addresses of a language (by its place in `languages`) begin: `/uk`, or nothing for the default one.
    #[must_use]
    pub fn language_path(&self, language: usize) -> String {
        match self.languages.get(language) {
            Some(language) if language.tag != self.default_language => format!("/{}", language.tag),
            _ => String::new(),
        }
    }
}

/// Whether a text has the form of a language tag: `uk`, `en-GB`, `zh-Hans`.
#[must_use]
pub fn is_language_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let is_part =
        |part: &str| matches!(part.len(), 1..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    matches!(first.len(), 2..=3) && first.bytes().all(|byte| byte.is_ascii_lowercase()) && parts.all(is_part)
}

/// Whether a text is the tag of a language that CLDR knows the plurals of.
#[must_use]
pub fn is_known_language(text: &str) -> bool {
    let first = text.split('-').next().unwrap_or_default();
    let language = first.parse::<LanguageIdentifier>().ok().filter(|_| is_language_tag(text));
    language.is_some_and(|language| PluralRules::create(language, PluralRuleType::CARDINAL).is_ok())
}

/// Reads `[languages]`; `main` is the default language, whose values stand where a language has none of its own.
pub(super) fn read(fields: &mut Fields, main: Language) -> Vec<Language> {
    let mut languages = vec![main];
    let Some(mut tables) = fields.table("languages") else { return languages };
    for (tag, place, mut table) in tables.tables_by_name() {
        let wrong = if !is_language_tag(&tag) {
            Some((format!("`{tag}` is no language tag"), "write a tag such as `uk` or `en-GB`"))
        } else if languages.iter().any(|known| known.tag == tag) {
            let message = format!("`{tag}` is the default language already");
            Some((message, "its values stand at the top of `ibid.toml`"))
        } else {
            None
        };
        let language = language(&mut table, tag, &languages[0]);
        tables.adopt(table);
        match wrong {
            Some((message, hint)) => {
                let found = Diagnostic::error(Code::InvalidValue, message);
                tables.report(found.at(tables.file(), place, "").hint(hint));
            }
            None => languages.push(language),
        }
    }
    fields.adopt(tables);
    languages
}

fn language(table: &mut Fields, tag: String, main: &Language) -> Language {
    let title = table.string("title").filter(|title| !title.trim().is_empty());
    let taxonomies = super::taxonomies(table);
    Language {
        title: title.unwrap_or_else(|| main.title.clone()),
        description: table.string("description").unwrap_or_else(|| main.description.clone()),
        generate_feeds: table.boolean("generate_feeds").unwrap_or(main.generate_feeds),
        taxonomies: taxonomies.unwrap_or_else(|| main.taxonomies.clone()),
        extra: table.free_table("extra").unwrap_or_else(|| main.extra.clone()),
        translations: translations(table),
        tag,
    }
}

/// `[translations]`: words of the theme.
pub(super) fn translations(fields: &mut Fields) -> Vec<Text> {
    let Some(mut table) = fields.table("translations") else { return Vec::new() };
    let texts = table.texts();
    fields.adopt(table);
    texts
}
