//! A page's value × templates → the page.

mod body;
mod code;
mod directives;
mod functions;
mod page;
mod reports;
mod statics;
mod templates;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, TextFile};
use crate::view::Views;
use crate::world::World;

pub use directives::{Directives, names};
pub use functions::Lookup;
pub use page::{Rendered, Renderer};
pub use statics::Statics;
use templates::template_name;
pub use templates::{Templates, missing};

/// Compiles the templates, with functions that look into the site.
#[must_use]
pub fn templates(
    world: &dyn World,
    views: &Views<'_>,
    builtin: &[(&str, &str)],
    user: &[Arc<TextFile>],
    statics: &Arc<Statics>,
) -> (Templates, Vec<Diagnostic>) {
    let config = views.material.config;
    let pages =
        views.index.by_file.iter().map(|(file, &page)| (file.clone(), views.page_card(page))).collect();
    let mut terms = BTreeMap::new();
    for (taxonomy, list) in config.taxonomies.iter().zip(&views.index.terms) {
        for term in &list.list {
            terms.insert((taxonomy.name.clone(), term.name.clone()), views.term_path(taxonomy, term));
        }
    }
    let lookup = Lookup {
        world: world.share(),
        base_url: config.base_url.clone(),
        base_path: config.base_path.clone(),
        pages,
        terms,
        statics: Arc::clone(statics),
    };
    Templates::new(builtin, user, &Arc::new(lookup), &page::globals(views))
}
