//! The templates, compiled once and again when one of them changes.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, TextFile};
use crate::embedded;
use crate::images::Pictures;
use crate::render::{self, Statics, Templates};
use crate::view::Views;
use crate::world::World;

/// The templates of the last update.
#[derive(Default)]
pub(super) struct Kept(Option<Compiled>);

struct Compiled {
    texts: Vec<Arc<TextFile>>,
    templates: Arc<Templates>,
    found: Vec<Diagnostic>,
}

impl Kept {
    /// The templates with functions that look into this site.
    pub(super) fn templates(
        &mut self,
        world: &dyn World,
        views: &Arc<Views>,
        texts: Vec<Arc<TextFile>>,
        statics: &Arc<Statics>,
        pictures: &Arc<Pictures>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Arc<Templates> {
        let lookup = Arc::new(render::Lookup::of_site(world, views, statics, pictures));
        let globals = render::globals(views);
        let (templates, found) = match self.0.take() {
            Some(known) if known.texts == texts => {
                let templates = known.templates.with_lookup(&lookup, globals);
                // They may be the last that look into the site of before; to free that takes its time.
                rayon::spawn(move || drop(known.templates));
                (templates, known.found)
            }
            _ => Templates::new(embedded::TEMPLATES, &texts, &lookup, globals),
        };
        diagnostics.extend(found.iter().cloned());
        let templates = Arc::new(templates);
        self.0 = Some(Compiled { texts, templates: Arc::clone(&templates), found });
        templates
    }
}
