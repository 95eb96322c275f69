//! The feed of the site.

use tera::Value;

use crate::diagnostic::Diagnostic;
use crate::emit::Artifact;
use crate::index::PageKind;
use crate::render::Renderer;

/// Entries of a feed; older ones are on the site.
const ENTRIES: usize = 20;

/// `atom.xml`: the newest pages with their whole text, all addresses absolute.
pub(super) fn atom(renderer: &Renderer<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Artifact> {
    let views = renderer.views;
    let is_entry = |page: &usize| {
        !matches!(views.index.pages[*page].kind, PageKind::Home | PageKind::Section | PageKind::Person)
    };
    let newest: Vec<usize> = views.newest().into_iter().filter(is_entry).take(ENTRIES).collect();
    let mut updated = None;
    let mut entries = Vec::with_capacity(newest.len());
    for page in newest {
        let Some(draft) = views.index.pages[page].draft else { continue };
        let matter = &views.material.drafts[draft].front_matter;
        updated = updated.max(matter.updated).max(views.index.pages[page].date);
        let content = renderer.elsewhere(draft, diagnostics);
        entries.push(views.page_item(page).with("content_absolute", content).done());
    }
    let path = "/atom.xml";
    let mut variables = renderer.variables("/");
    variables.insert_value("pages", Value::from(entries));
    variables
        .insert_value("updated", Value::from(updated.unwrap_or(jiff::civil::date(1970, 1, 1)).to_string()));
    let base_url = &views.material.config.base_url;
    variables.insert_value("feed_url", Value::from(format!("{base_url}{path}")));
    let feed = renderer.render("atom.xml", &variables, path, "atom.xml", diagnostics)?;
    Some(Artifact::new("atom.xml", feed.html))
}
