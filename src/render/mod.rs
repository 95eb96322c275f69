//! A page's value × templates → the page.

mod absolute;
mod body;
mod code;
mod directives;
mod figure;
mod functions;
mod furniture;
mod page;
mod redirect;
mod reports;
mod section;
mod statics;
mod templates;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, TextFile};
use crate::images::Pictures;
use crate::index::{Term, Withheld};
use crate::parse::Draft;
use crate::view::Views;
use crate::world::World;

pub use directives::{Directives, names};
pub use functions::Lookup;
pub use page::{Rendered, Renderer, SEARCH, SEARCH_INDEX, Searchable};
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
    pictures: &Arc<Pictures>,
) -> (Templates, Vec<Diagnostic>) {
    let lookup = Lookup { pictures: Arc::clone(pictures), ..lookup(world, views, statics) };
    Templates::new(builtin, user, &Arc::new(lookup), page::globals(views))
}

/// What the functions of templates find in a site.
fn lookup(world: &dyn World, views: &Views<'_>, statics: &Arc<Statics>) -> Lookup {
    let config = views.material.config;
    let files = &views.index.by_file;
    let sections = files.iter().filter(|(_, page)| views.index.pages[**page].is_section());
    let (mut taxonomies, mut terms) = (BTreeMap::new(), BTreeMap::new());
    for (language, taxonomy, list) in views.index.taxonomies(config) {
        let key = (config.languages[language].tag.clone(), taxonomy.name.clone());
        let path = |term: &Term| (term.name.clone(), views.term_path(language, taxonomy, term));
        terms.insert(key.clone(), list.list.iter().map(path).collect());
        taxonomies.insert(key, views.whole_taxonomy(language, taxonomy, &list.list));
    }
    let reason = |(draft, reason): &(Draft, Withheld)| {
        let file = &draft.file.path;
        (file.strip_prefix("content/").unwrap_or(file).to_owned(), reason.words())
    };
    Lookup {
        base_url: config.base_url.clone(),
        base_path: config.base_path.clone(),
        languages: config.languages.iter().map(|language| language.tag.clone()).collect(),
        pages: files.iter().map(|(file, &page)| (file.clone(), views.page_card(page))).collect(),
        withheld: views.material.withheld.iter().map(reason).collect(),
        sections: sections
            .map(|(file, &page)| (file.clone(), views.section(page, &views.index.pages[page].pages).done()))
            .collect(),
        taxonomies,
        terms,
        statics: Arc::clone(statics),
        ..Lookup::new(world.share(), Arc::clone(views.material.words))
    }
}
