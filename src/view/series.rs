//! The terms that a page is listed under; in a series also what comes before and after.

use tera::Value;
use tera::value::Key;

use super::Views;
use super::value::Object;
use crate::config::Taxonomy;
use crate::index::Term;
use crate::parse::Draft;

impl Views {
    /// Whether a page has a place in a series.
    pub(super) fn is_in_series(&self, draft: &Draft) -> bool {
        let declared = &self.material.config.languages[draft.language].taxonomies;
        let is_used = |taxonomy: &Taxonomy| draft.front_matter.taxonomies.contains_key(&taxonomy.name);
        declared.iter().any(|taxonomy| taxonomy.sequence && is_used(taxonomy))
    }

    /// The terms of a page by the names of their taxonomies; for a page's own template with its place in each series.
    pub(super) fn taxonomies(&self, draft: &Draft, reader: Option<usize>) -> Value {
        let mut found = tera::Map::default();
        let language = draft.language;
        let declared = &self.material.config.languages[language].taxonomies;
        for (taxonomy, terms) in declared.iter().zip(&self.index.terms[language]) {
            let Some(used) = draft.front_matter.taxonomies.get(&taxonomy.name) else { continue };
            let list = used.iter().filter_map(|name| terms.get(&name.name)).map(|term| {
                let path = taxonomy.render.then(|| self.term_path(language, taxonomy, term));
                let item = Object::new().with("name", term.name.as_str()).with_option("path", path);
                match reader {
                    Some(page) => self.in_sequence(item, taxonomy, term, page).done(),
                    None => item.done(),
                }
            });
            found.insert(Key::String(taxonomy.name.as_str().into()), Value::from(list.collect::<Vec<_>>()));
        }
        Value::from(found)
    }

    fn in_sequence(&self, item: Object, taxonomy: &Taxonomy, term: &Term, page: usize) -> Object {
        let Some(place) = term.place_of(page).filter(|_| taxonomy.sequence) else { return item };
        let link = |place: usize| term.sequence.get(place).map(|&other| self.page_link(other));
        item.with("position", place + 1)
            .with("count", term.sequence.len())
            .with_option("previous", place.checked_sub(1).and_then(link))
            .with_option("next", link(place + 1))
    }
}
