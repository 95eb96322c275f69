//! Whole sites in memory: build, look at a file, change one, build again.

#[path = "site/around.rs"]
mod around;
#[cfg(feature = "cards")]
#[path = "site/cards.rs"]
mod cards;
#[path = "site/chains.rs"]
mod chains;
#[path = "site/code.rs"]
mod code;
#[path = "site/corrections.rs"]
mod corrections;
#[path = "site/faults.rs"]
mod faults;
#[path = "site/feeds.rs"]
mod feeds;
#[path = "site/figures.rs"]
mod figures;
#[path = "site/fixes.rs"]
mod fixes;
#[path = "site/front_matter.rs"]
mod front_matter;
#[path = "site/furniture.rs"]
mod furniture;
#[path = "site/languages.rs"]
mod languages;
#[path = "site/links.rs"]
mod links;
#[path = "site/lists.rs"]
mod lists;
#[path = "site/metadata.rs"]
mod metadata;
#[path = "site/newsletters.rs"]
mod newsletters;
#[path = "site/oembed.rs"]
mod oembed;
#[path = "site/pages.rs"]
mod pages;
#[path = "site/pictures.rs"]
mod pictures;
#[path = "site/popular.rs"]
mod popular;
#[path = "site/redirects.rs"]
mod redirects;
#[cfg(feature = "search")]
#[path = "site/search.rs"]
mod search;
#[path = "site/secrets.rs"]
mod secrets;
#[path = "site/source_page.rs"]
mod source_page;
#[path = "site/sources.rs"]
mod sources;
#[path = "site/template_faults.rs"]
mod template_faults;
#[path = "site/templates.rs"]
mod templates;
#[path = "site/themes.rs"]
mod themes;
#[path = "site/zola.rs"]
mod zola;
#[path = "site/zotero.rs"]
mod zotero;

use ibid::config::Settings;
use ibid::diagnostic::{Diagnostic, Format};
use ibid::emit::{Options, Report, emit};
use ibid::site::Outcome;
use ibid::world::Memory;
use jiff::civil::date;

const CONFIG: &str =
    "base_url = \"https://example.org\"\ntitle = \"Desk\"\ntaxonomies = [{ name = \"tags\" }]\n";

const SOURCE: &str = "+++\ntitle = \"Minutes\"\npublish = \"full\"\nissued = 2026-01-06\n+++\n\
The ministry said the enemy lost two vehicles and withdrew.\n\nNobody was *hurt in the* village.\n";

/// A site of one source and the given files; later ones take the place of earlier ones.
fn site(files: &[(&str, &str)]) -> Memory {
    let world = Memory::with([("ibid.toml", CONFIG), ("content/sources/minutes.md", SOURCE)]);
    world.set_today(date(2026, 1, 9));
    for (path, text) in files {
        world.insert(*path, *text);
    }
    world
}

/// A briefing with this body.
fn briefing(body: &str) -> String {
    format!("+++\ntitle = \"On minutes\"\ndate = 2026-01-08\n+++\n{body}\n")
}

fn build(world: &Memory) -> Outcome {
    ibid::site::build(world, &Settings::default())
}

/// The findings in the short format, one a line.
fn short(diagnostics: &[Diagnostic]) -> String {
    Format::Short.render(diagnostics, false)
}

/// Builds a site that has nothing wrong with it, and gives its files.
#[track_caller]
fn built(world: &Memory) -> Files {
    let outcome = build(world);
    assert!(outcome.diagnostics.is_empty(), "{}", short(&outcome.diagnostics));
    Files(outcome.artifacts.into_iter().map(|file| (file.path, file.bytes.to_vec())).collect())
}

/// Builds into an output folder.
#[track_caller]
fn write(world: &Memory, out: &Memory) -> Report {
    let outcome = build(world);
    assert!(outcome.diagnostics.is_empty(), "{}", short(&outcome.diagnostics));
    emit(out, &outcome.artifacts, Options::default()).expect("it can be written")
}

/// The files of an output.
struct Files(std::collections::BTreeMap<String, Vec<u8>>);

impl Files {
    #[track_caller]
    fn text(&self, path: &str) -> &str {
        let bytes = self.0.get(path).unwrap_or_else(|| panic!("no {path} in {:?}", self.0.keys()));
        std::str::from_utf8(bytes).expect("text")
    }

    /// Asserts that a file holds these words.
    #[track_caller]
    fn holds(&self, path: &str, words: &str) {
        assert!(self.text(path).contains(words), "{path} does not hold {words}:\n{}", self.text(path));
    }
}
