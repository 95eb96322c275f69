//! `sitemap.xml` and `robots.txt`.

use tera::Value;

use crate::archive::Publish;
use crate::diagnostic::Diagnostic;
use crate::emit::Artifact;
use crate::render::Renderer;
use crate::view::Object;

/// `sitemap.xml`: every page that search engines may show.
pub(super) fn sitemap(renderer: &Renderer<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Artifact> {
    let views = renderer.views;
    let mut entries = Vec::new();
    for page in &views.index.pages {
        let matter = page.draft.map(|draft| &views.material.drafts[draft].front_matter);
        let updated = matter.and_then(|matter| matter.updated).or(page.date);
        let path = format!("{}{}", views.material.config.base_path, page.path);
        entries.push((views.absolute(&path), updated.map(|date| date.to_string())));
    }
    for (number, source) in views.material.sources.iter().enumerate() {
        if source.publish == Publish::Full {
            entries.push((views.absolute(&views.source_path(number)), None));
        }
    }
    entries.sort();
    let entries = entries.into_iter().map(|(permalink, updated)| {
        Object::new().with("permalink", permalink).with_option("updated", updated).done()
    });
    let mut variables = renderer.variables("/sitemap.xml");
    variables.insert_value("entries", Value::from(entries.collect::<Vec<_>>()));
    let page = renderer.render("sitemap.xml", &variables, "/sitemap.xml", "sitemap.xml", diagnostics)?;
    Some(Artifact::new("sitemap.xml", page.html))
}

/// `robots.txt`.
pub(super) fn robots(renderer: &Renderer<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Artifact> {
    renderer
        .plain("robots.txt", "/robots.txt", diagnostics)
        .map(|page| Artifact::new("robots.txt", page.html))
}
