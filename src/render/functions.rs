//! What templates can call: functions and filters beside those of Tera.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use tera::value::Key;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use crate::diagnostic::nearest;
use crate::fields::calendar_date;
use crate::world::World;

/// What functions look things up in.
pub struct Lookup {
    /// The files of the site.
    pub world: Arc<dyn World>,
    /// `base_url`, without a slash at the end.
    pub base_url: String,
    /// The path of `base_url`, without a slash at the end.
    pub base_path: String,
    /// Pages and sections by their path from `content/`, as templates see them in lists.
    pub pages: BTreeMap<String, Value>,
    /// Path of a term's page by taxonomy and name, with `base_path`.
    pub terms: BTreeMap<(String, String), String>,
    /// First letters of the hash of each static file, by path.
    pub hashes: BTreeMap<String, String>,
}

impl Lookup {
    /// Nothing to find but the files of `world`.
    #[must_use]
    pub fn new(world: Arc<dyn World>) -> Self {
        Self {
            world,
            base_url: String::new(),
            base_path: String::new(),
            pages: BTreeMap::new(),
            terms: BTreeMap::new(),
            hashes: BTreeMap::new(),
        }
    }

    /// The path of a page that is named by `@/…`, with `base_path`.
    fn page_path(&self, wanted: &str) -> TeraResult<String> {
        let page = self.page(wanted)?;
        let path = page
            .as_map()
            .and_then(|map| map.get(&Key::Str("path")))
            .and_then(Value::as_str)
            .unwrap_or_default();
        Ok(path.to_owned())
    }

    fn page(&self, wanted: &str) -> TeraResult<Value> {
        let name = wanted.strip_prefix("@/").unwrap_or(wanted);
        self.pages
            .get(name)
            .cloned()
            .ok_or_else(|| unknown("page", name, self.pages.keys().map(String::as_str)))
    }
}

/// Registers everything; templates that name what is not here do not compile.
pub(super) fn register(tera: &mut Tera, lookup: &Arc<Lookup>) {
    let shared = Arc::clone(lookup);
    tera.register_function("get_url", move |kwargs: Kwargs, _: &State| get_url(&shared, &kwargs));
    let shared = Arc::clone(lookup);
    tera.register_function("asset", move |kwargs: Kwargs, _: &State| asset(&shared, &kwargs));
    for name in ["get_page", "get_section"] {
        let shared = Arc::clone(lookup);
        tera.register_function(name, move |kwargs: Kwargs, _: &State| {
            shared.page(kwargs.must_get::<&str>("path")?)
        });
    }
    let shared = Arc::clone(lookup);
    tera.register_function("get_taxonomy_url", move |kwargs: Kwargs, _: &State| term_url(&shared, &kwargs));
    tera.register_filter("date", date);
    tera.register_filter("slugify", |text: &str, _: Kwargs, _: &State| slug::slugify(text));
    tera.register_filter("urlencode", tera_contrib::urlencode::urlencode);
    tera.register_filter("json_encode", tera_contrib::json::json_encode);
}

/// `get_url(path="@/briefings/x.md#anchor")` or `get_url(path="/feed.xml")`: an absolute URL.
fn get_url(lookup: &Lookup, kwargs: &Kwargs) -> TeraResult<String> {
    let path = kwargs.must_get::<&str>("path")?;
    let origin = lookup.base_url.strip_suffix(lookup.base_path.as_str()).unwrap_or(&lookup.base_url);
    let Some(page) = path.strip_prefix("@/") else {
        return Ok(format!("{}/{}", lookup.base_url, path.trim_start_matches('/')));
    };
    let (page, anchor) = page.split_once('#').map_or((page, None), |(page, anchor)| (page, Some(anchor)));
    let path = lookup.page_path(page)?;
    Ok(anchor.map_or_else(|| format!("{origin}{path}"), |anchor| format!("{origin}{path}#{anchor}")))
}

/// `asset(path="theme.css")`: the path of a static file with a hash that changes when the file does.
fn asset(lookup: &Lookup, kwargs: &Kwargs) -> TeraResult<String> {
    let path = kwargs.must_get::<&str>("path")?.trim_start_matches('/');
    let hash = lookup.hashes.get(path);
    let hash = hash.ok_or_else(|| unknown("static file", path, lookup.hashes.keys().map(String::as_str)))?;
    Ok(format!("{}/{path}?h={hash}", lookup.base_path))
}

/// `get_taxonomy_url(kind="tags", name="nato")`: the path of a term's page.
fn term_url(lookup: &Lookup, kwargs: &Kwargs) -> TeraResult<String> {
    let (kind, name) = (kwargs.must_get::<&str>("kind")?, kwargs.must_get::<&str>("name")?);
    let known =
        || lookup.terms.keys().filter(|(taxonomy, _)| taxonomy == kind).map(|(_, term)| term.as_str());
    let found = lookup.terms.get(&(kind.to_owned(), name.to_owned()));
    found.cloned().ok_or_else(|| unknown(&format!("term of `{kind}`"), name, known()))
}

fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> Error {
    Error::message(match nearest(name, known) {
        Some(near) => format!("there is no {what} `{name}`; did you mean `{near}`?"),
        None => format!("there is no {what} `{name}`"),
    })
}

/// `date(format="%d.%m.%Y")`: a date in another form; without `format`, `2026-01-09`.
#[expect(clippy::needless_pass_by_value, reason = "the signature that the engine wants of a filter")]
fn date(text: &str, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    let day: Date = calendar_date(text).ok_or_else(|| Error::message(format!("`{text}` is not a date")))?;
    let format = kwargs.get::<&str>("format")?.unwrap_or("%Y-%m-%d");
    jiff::fmt::strtime::format(format, day)
        .map_err(|error| Error::message(format!("the date format `{format}` cannot be used: {error}")))
}
