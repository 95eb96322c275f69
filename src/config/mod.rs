//! `ibid.toml` and what the command line says on top of it.

mod cards;
mod context;
mod images;
mod languages;
mod link_checker;
mod markdown;
mod pagination;

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, TextFile};
use crate::fields::Fields;
use crate::furniture;
use crate::newsletter;
use crate::world::World;

pub use cards::Cards;
pub use context::Context;
pub use images::Images;
pub use languages::{Language, is_known_language, is_language_tag};
pub use link_checker::{LinkChecker, Pattern};
pub use pagination::Pagination;

#[cfg(test)]
mod tests;

/// What a command adds to the configuration.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a wish that stands alone")]
pub struct Settings {
    /// The configuration file, from the site's root; `ibid.toml` where none is named.
    pub config: Option<String>,
    /// Takes the place of `base_url`.
    pub base_url: Option<String>,
    /// Builds as of this day; the world's own day where none is named.
    pub date: Option<Date>,
    /// Pages marked `draft` are built.
    pub drafts: bool,
    /// Pages whose `date` is still to come are built.
    pub future: bool,
    /// Pages whose `expires` has passed are built.
    pub expired: bool,
    /// The search index is made, if the site is to have one: it takes longer than all the rest.
    pub search_index: bool,
    /// A ledger that does not say what the site is counts as an error.
    pub locked: bool,
    /// What is public is about to be published, and counts as if it were.
    pub publishing: bool,
    /// All permalinks are listed in the outcome, for a command that looks one up.
    pub list_permalinks: bool,
    /// All links out of the site are listed in the outcome, for a command that checks them.
    pub list_outside_links: bool,
}

/// A way of sorting pages into terms, as declared in `ibid.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taxonomy {
    /// The name under which pages list their terms: `tags`.
    pub name: String,
    /// The first part of the URLs of its terms.
    pub slug: String,
    /// How the lists of its terms' pages are cut.
    pub pagination: Option<Pagination>,
    /// Whether the pages of a term are parts of one whole, to be read in their order.
    pub sequence: bool,
    /// Whether each of its terms has a feed.
    pub feed: bool,
    /// Whether it and its terms have pages.
    pub render: bool,
}

/// A site's configuration.
#[derive(Debug, Clone)]
pub struct Config {
    /// The file it was read from; empty where there is none.
    pub file: Arc<TextFile>,
    /// Address of the site, without a slash at the end.
    pub base_url: String,
    /// The path of `base_url`, without a slash at the end: empty for a site at the root of its host.
    pub base_path: String,
    /// BCP 47 tag of the language that pages are written in.
    pub default_language: String,
    /// The default language, then those declared under `[languages]` in the order of their tags.
    pub languages: Vec<Language>,
    /// The most entries of a feed; at least 1.
    pub feed_limit: usize,
    /// Folder of the output, from the site's root.
    pub output_dir: String,
    /// How much around a cited passage an excerpt may show.
    pub excerpt_context: Context,
    /// Words added to the lists of negations and hedges, by language.
    pub negations: Vec<(String, Vec<String>)>,
    /// How links out of the site are checked.
    pub link_checker: LinkChecker,
    /// Whether fenced code is coloured.
    pub highlight_code: bool,
    /// Whether each annotation has a page of its own at `/a/ID/`, and each page its annotations and citations as data.
    pub annotation_pages: bool,
    /// Which annotations have cards: pictures of their quotations, for where their permalinks are shared.
    pub cards: Cards,
    /// Whether there is a search page, and an index for it.
    pub search: bool,
    /// The folder below `themes/` whose templates and static files come after the site's own, and where it is named.
    pub theme: Option<(String, Range<usize>)>,
    /// Which sizes and formats of a picture a figure offers.
    pub images: Images,
    /// What stands around texts.
    pub furniture: furniture::Settings,
    /// What is the same for all newsletters.
    pub newsletter: newsletter::Settings,
    /// The day that decides what is public.
    pub today: Date,
}

/// Reads the configuration; where there are faults, the values that could be read and defaults for the others.
#[must_use]
pub fn config(world: &dyn World, settings: &Settings) -> (Config, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let path = settings.config.as_deref().unwrap_or("ibid.toml");
    let file = crate::world::text(world, path).unwrap_or_else(|found| {
        diagnostics.push(missing(path, *found));
        TextFile::new(path, "")
    });
    let mut fields = if diagnostics.is_empty() { Fields::of_toml(&file) } else { Fields::empty(&file, 0..0) };
    let mut config = read(&file, &mut fields);
    if diagnostics.is_empty() {
        fields.require("base_url");
        fields.finish(&mut diagnostics);
    }
    if let Some(base_url) = &settings.base_url {
        base_url.trim_end_matches('/').clone_into(&mut config.base_url);
        if host(base_url).is_none() {
            diagnostics
                .push(Diagnostic::error(Code::InvalidValue, format!("`--base-url {base_url}` {ADDRESS}")));
        }
    }
    if settings.publishing && config.cards == Cards::Published {
        config.cards = Cards::All;
    }
    config.base_path = base_path(&config.base_url).to_owned();
    config.today = settings.date.unwrap_or_else(|| world.today());
    (config, diagnostics)
}

fn missing(path: &str, found: Diagnostic) -> Diagnostic {
    if found.code != Code::Unreadable {
        return found;
    }
    Diagnostic::error(Code::MissingConfig, format!("there is no `{path}` here"))
        .hint("run ibid in the folder of a site, or name it with `--root DIR`")
        .hint("`ibid init DIR` makes a new site")
}

/// What is wanted of the address of a site.
const ADDRESS: &str = "must begin with `https://` or `http://`, name a host, and hold no space, `?` or `#`";

fn read(file: &Arc<TextFile>, fields: &mut Fields) -> Config {
    let base_url = fields.string("base_url");
    if base_url.as_deref().is_some_and(|url| host(url).is_none()) {
        fields.invalid("base_url", format!("`base_url` {ADDRESS}"));
    }
    let base_url = base_url.unwrap_or_default();
    let title = fields.string("title").filter(|title| !title.trim().is_empty());
    let host = host(&base_url).and_then(|host| host.split('/').next());
    let title = title.unwrap_or_else(|| host.unwrap_or_default().to_owned());
    let description = fields.string("description").unwrap_or_default();
    let default_language = fields.string("default_language").unwrap_or_else(|| "en".to_owned());
    if !is_language_tag(&default_language) {
        fields.invalid("default_language", "`default_language` must be a language tag such as `en` or `uk`");
    }
    let taxonomies = taxonomies(fields).unwrap_or_default();
    let generate_feeds = fields.boolean("generate_feeds").unwrap_or(true);
    let feed_limit = feed_limit(fields);
    let annotation_pages = fields.boolean("annotation_pages").unwrap_or(true);
    let output_dir = fields.string("output_dir").unwrap_or_else(|| "public".to_owned());
    if !crate::world::is_inside(&output_dir) || is_input(&output_dir) {
        fields.invalid(
            "output_dir",
            "`output_dir` must be a folder of its own inside the site, such as `public`",
        );
    }
    let excerpt_context = context::read(fields);
    let negations = negations(fields);
    let link_checker = link_checker::read(fields);
    let highlight_code = markdown::read(fields);
    let images = images::read(fields);
    let cards = cards::read(fields);
    let search = search(fields);
    let theme = theme(fields);
    let (furniture, newsletter) = furniture::settings(fields);
    let extra = fields.free_table("extra").unwrap_or_else(|| tera::Value::from(tera::Map::default()));
    let main = Language {
        tag: default_language.clone(),
        title,
        description,
        generate_feeds,
        taxonomies,
        extra,
        translations: languages::translations(fields),
    };
    let languages = languages::read(fields, main);
    Config {
        file: Arc::clone(file),
        base_url: base_url.trim_end_matches('/').to_owned(),
        base_path: String::new(),
        default_language,
        languages,
        feed_limit,
        output_dir: output_dir.trim_matches('/').to_owned(),
        excerpt_context,
        negations,
        link_checker,
        highlight_code,
        images,
        annotation_pages,
        cards: if annotation_pages { cards } else { Cards::None },
        search,
        theme,
        furniture,
        newsletter,
        today: Date::ZERO,
    }
}

/// Whether a folder of the site is one that people write in.
#[must_use]
pub(crate) fn is_input(folder: &str) -> bool {
    let first = folder.split('/').find(|part| !part.is_empty()).unwrap_or_default();
    matches!(first, "" | "content" | "templates" | "static" | "themes" | "src" | ".git" | ".ibid")
}

/// `feed_limit`; older pages are on the site.
fn feed_limit(fields: &mut Fields) -> usize {
    const USUAL: usize = 20;
    match fields.integer("feed_limit").map(usize::try_from) {
        None => USUAL,
        Some(Ok(limit)) if limit > 0 => limit,
        Some(_) => {
            fields.invalid(
                "feed_limit",
                "`feed_limit` must be at least 1; `generate_feeds = false` writes no feeds",
            );
            USUAL
        }
    }
}

fn taxonomies(fields: &mut Fields) -> Option<Vec<Taxonomy>> {
    let mut taxonomies: Vec<Taxonomy> = Vec::new();
    for mut table in fields.tables("taxonomies")? {
        table.require("name");
        let pagination = Pagination::read(&mut table);
        let feed = table.boolean("feed").unwrap_or(true);
        let render = table.boolean("render").unwrap_or(true);
        let sequence = table.boolean("sequence");
        let Some(name) = table.string("name") else {
            fields.adopt(table);
            continue;
        };
        let slug = slug::slugify(&name);
        if slug.is_empty() {
            table.invalid("name", "`name` must hold at least one letter or digit");
        } else if taxonomies.iter().any(|known| known.slug == slug) {
            table.invalid("name", format!("the taxonomy `{name}` is declared twice"));
        } else {
            let sequence = sequence.unwrap_or(name == "series");
            taxonomies.push(Taxonomy { name, slug, pagination, sequence, feed, render });
        }
        fields.adopt(table);
    }
    Some(taxonomies)
}

/// `[search]`: on, unless it is switched off or this ibid cannot make an index.
fn search(fields: &mut Fields) -> bool {
    const POSSIBLE: bool = cfg!(feature = "search");
    if fields.boolean("build_search_index").is_some() {
        fields.invalid(
            "build_search_index",
            "`build_search_index` is called `enabled` here, in a table `[search]`",
        );
    }
    let Some(mut table) = fields.table("search") else { return POSSIBLE };
    let wanted = table.boolean("enabled");
    if wanted == Some(true) && !POSSIBLE {
        table.invalid("enabled", "this ibid was built without search");
    }
    fields.adopt(table);
    wanted.unwrap_or(true) && POSSIBLE
}

/// The name of a folder, and no way out of `themes/`.
fn theme(fields: &mut Fields) -> Option<(String, Range<usize>)> {
    let name = fields.string("theme")?;
    if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\']) {
        fields.invalid("theme", "`theme` must be the name of a folder in `themes/`");
        return None;
    }
    let range = fields.range("theme");
    Some((name, range))
}

fn negations(fields: &mut Fields) -> Vec<(String, Vec<String>)> {
    let Some(mut table) = fields.table("quotations") else { return Vec::new() };
    let mut lists = Vec::new();
    if let Some(mut words) = table.table("negations") {
        for language in words.keys() {
            if let Some((list, _)) = words.strings_under(&language) {
                lists.push((language, list));
            }
        }
        table.adopt(words);
    }
    fields.adopt(table);
    lists
}

/// Whether a site can stand at this address.
#[must_use]
pub(crate) fn is_address(url: &str) -> bool {
    host(url).is_some()
}

/// What follows `https://` or `http://`, if there is anything.
fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.trim_end_matches('/');
    (!host.is_empty() && !host.contains(|c: char| c.is_whitespace() || "?#\"<>".contains(c))).then_some(host)
}

impl Config {
    /// The path from `base_url` that an address names: one that begins with a slash itself, or what follows `base_url` in
    /// a whole URL; none where it leads out of the site.
    #[must_use]
    pub fn path_within<'a>(&self, address: &'a str) -> Option<&'a str> {
        if address.starts_with('/') {
            return Some(address);
        }
        let rest = address.strip_prefix(&self.base_url).filter(|_| !self.base_url.is_empty())?;
        (rest.is_empty() || rest.starts_with(['/', '?', '#'])).then_some(rest)
    }
}

/// The path of an address, without a slash at the end.
fn base_path(url: &str) -> &str {
    let path = host(url).and_then(|rest| rest.find('/').map(|at| &rest[at..])).unwrap_or_default();
    path.trim_end_matches('/')
}
