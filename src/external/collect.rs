//! Every link out of the site, with all its places.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use url::Url;

use super::anchors;
use crate::config::LinkChecker;
use crate::diagnostic::TextFile;
use crate::fields::Fields;
use crate::index::Material;
use crate::parse::prose_links;
use crate::world::below_content;

/// An address out of the site, without what follows `#`, with everything that leads to it.
#[derive(Debug, Clone)]
pub struct OutsideLink {
    /// The address; where it is none, why.
    pub url: Result<Url, String>,
    /// The places that lead to it, in the order of their files; at least one.
    pub uses: Vec<Use>,
    /// The sources that were published there.
    pub kept: Vec<Kept>,
}

/// A place that leads out of the site.
#[derive(Debug, Clone)]
pub struct Use {
    /// The file.
    pub file: Arc<TextFile>,
    /// Its bytes there: the address itself where it could be found, else the link.
    pub range: Range<usize>,
    /// The address as written.
    pub written: String,
    /// Where in the file the address itself stands; unknown where it is written with escapes.
    pub address: Option<Range<usize>>,
    /// The anchor in the page that it names.
    pub anchor: Option<String>,
    /// Whether this is the `url` of a source that has an `archive_url`.
    pub has_copy: bool,
}

/// A source that stands at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its file, from `content/`.
    pub file: String,
    /// Where a copy of the whole page is kept.
    pub archive_url: Option<String>,
}

impl OutsideLink {
    /// What it is known by: the address without what follows `#`.
    #[must_use]
    pub fn key(&self) -> &str {
        match &self.url {
            Ok(url) => url.as_str(),
            Err(_) => self.uses.first().map_or("", |place| &place.written),
        }
    }

    /// Whether the site says not to ask for it.
    #[must_use]
    pub fn is_ignored(&self, rules: &LinkChecker) -> bool {
        let fits = |address: &str| rules.ignore.iter().any(|pattern| pattern.fits(address));
        fits(self.key()) || self.uses.iter().all(|place| fits(&place.written))
    }

    /// The anchors that are to be looked for.
    #[must_use]
    pub fn anchors(&self, rules: &LinkChecker) -> BTreeSet<&str> {
        if rules.ignore_anchors.iter().any(|pattern| pattern.fits(self.key())) {
            return BTreeSet::new();
        }
        self.uses.iter().filter_map(|place| place.anchor.as_deref()).collect()
    }
}

/// Collects the links of all public pages, of the sources' metadata, of events and of the configuration, those in the
/// Markdown of values among them, sorted by address. What archived texts link to is theirs to look after.
#[must_use]
pub fn collect(material: &Material) -> Vec<OutsideLink> {
    let mut links = Links { own: &material.config.base_url, found: BTreeMap::new() };
    for draft in &material.drafts {
        let file = &draft.file;
        links.front_matter(file, &Fields::of_content(file).0, false);
        for link in draft.parsed.links.iter().chain(&draft.parsed.html_links) {
            links.add(file, &link.range, &link.destination);
        }
        for image in &draft.parsed.images {
            links.add(file, &image.range, &image.destination);
        }
        for attribute in draft.parsed.body.directives.iter().flat_map(|found| &found.attributes) {
            links.add(file, &attribute.value_range, &attribute.value);
        }
    }
    for source in &material.sources {
        let has_copy = source.metadata.archive_url.is_some();
        links.front_matter(&source.file, &Fields::of_content(&source.file).0, has_copy);
    }
    for agenda in material.events.values() {
        links.front_matter(&agenda.file, &agenda.fields(), false);
    }
    let mut config = Fields::of_toml(&material.config.file);
    // Its forms of addresses are no links.
    config.value("link_checker");
    links.front_matter(&material.config.file, &config, false);
    for source in &material.sources {
        let Some(found) = source.metadata.url.as_deref().and_then(|url| links.found.get_mut(&key(url)))
        else {
            continue;
        };
        let file = below_content(&source.file.path).to_owned();
        found.kept.push(Kept { file, archive_url: source.metadata.archive_url.clone() });
    }
    links.found.into_values().collect()
}

struct Links<'a> {
    /// The address of the site itself.
    own: &'a str,
    found: BTreeMap<String, OutsideLink>,
}

impl Links<'_> {
    fn front_matter(&mut self, file: &Arc<TextFile>, fields: &Fields, has_copy: bool) {
        // A form is sent to its `action`, and nothing is there for whoever only asks.
        for (key, text, range) in fields.all_texts().into_iter().filter(|(key, ..)| *key != "action") {
            if !is_address(text) {
                // Some values are Markdown.
                let links = if text.contains("://") { prose_links(text) } else { Vec::new() };
                for link in &links {
                    self.add(file, &range, link);
                }
                continue;
            }
            let place = self.add(file, &range, text);
            if let Some(place) = place.filter(|_| has_copy && key == "url") {
                place.has_copy = true;
            }
        }
    }

    /// Adds a place, if what is written there leads out of the site.
    fn add(&mut self, file: &Arc<TextFile>, range: &Range<usize>, written: &str) -> Option<&mut Use> {
        if !is_address(written) || is_below(self.own, written) {
            return None;
        }
        let parsed = parse(written);
        let fragment = parsed.as_ref().ok().and_then(Url::fragment).unwrap_or_default();
        let address = address(&file.text, range, written);
        let place = Use {
            file: Arc::clone(file),
            range: address.clone().filter(|found| within(found, range)).unwrap_or_else(|| range.clone()),
            written: written.to_owned(),
            address,
            anchor: anchors::wanted(fragment),
            has_copy: false,
        };
        let entry = self.found.entry(key(written));
        let link = entry.or_insert_with(|| OutsideLink {
            url: parsed.map(|url| without_fragment(&url)),
            uses: Vec::new(),
            kept: Vec::new(),
        });
        link.uses.push(place);
        link.uses.last_mut()
    }
}

/// Whether a text is the address of a page and nothing else.
fn is_address(written: &str) -> bool {
    let begins =
        |start: &str| written.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
    (begins("https://") || begins("http://")) && !written.contains(char::is_whitespace)
}

/// Whether an address is one of the site's own.
fn is_below(base: &str, written: &str) -> bool {
    let rest = written.strip_prefix(base).filter(|_| !base.is_empty());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '#', '?']))
}

fn parse(written: &str) -> Result<Url, String> {
    Url::parse(written).map_err(|error| error.to_string())
}

fn without_fragment(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_fragment(None);
    // Nobody's name and password are sent around.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url
}

fn key(written: &str) -> String {
    parse(written).map_or_else(|_| written.to_owned(), |url| without_fragment(&url).into())
}

/// Where the address stands: in the link itself, or where a reference is defined.
fn address(text: &str, range: &Range<usize>, written: &str) -> Option<Range<usize>> {
    let here = text.get(range.clone()).and_then(|link| link.rfind(written)).map(|at| range.start + at);
    let once = || {
        let mut places = text.match_indices(written).map(|(at, _)| at);
        places.next().filter(|_| places.next().is_none())
    };
    here.or_else(once).map(|start| start..start + written.len())
}

fn within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}
