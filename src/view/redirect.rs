//! Where an old address leads to, as readers and servers are told.

use tera::Value;

use super::Views;
use super::value::Object;
use crate::index::{Destination, Lead, Target};

impl Views {
    /// The whole URL of a destination, and its title where it is known.
    #[must_use]
    pub fn destination(&self, to: &Destination) -> (String, Option<&str>) {
        let address = self.destination_path(to);
        let url = if address.starts_with('/') { self.absolute(&address) } else { address };
        let title = match to {
            Destination::Target(Target::Page(page, _)) => Some(self.index.pages[*page].title.as_str()),
            Destination::Target(Target::Source(source, _)) => {
                Some(self.material.sources[*source].metadata.title.as_str())
            }
            Destination::Target(Target::Annotation(id)) => {
                let (draft, number) = self.index.annotations[id];
                Some(self.annotation_text(draft, number))
            }
            Destination::Target(Target::Retracted(id)) => self.retracted_text(id),
            Destination::Address(_) => None,
        };
        (url, title.filter(|title| !title.is_empty()))
    }

    /// The address of a destination from the root of the host, or a whole URL where it leads out of the site.
    #[must_use]
    pub fn destination_path(&self, to: &Destination) -> String {
        match to {
            Destination::Target(target) => self.target_path(target),
            Destination::Address(path) if path.starts_with('/') => {
                format!("{}{path}", self.material.config.base_path)
            }
            Destination::Address(url) => url.clone(),
        }
    }

    /// A part of an old page, and where it went.
    #[must_use]
    pub fn part(&self, lead: &Lead) -> Value {
        let (target, title) = self.destination(&lead.to);
        let is_retracted = matches!(lead.to, Destination::Target(Target::Retracted(_)));
        Object::new()
            .with_option("fragment", lead.fragment.as_deref())
            .with("target", target)
            .with_option("target_title", title)
            .with("retracted", is_retracted)
            .done()
    }

    /// The parts of a page that are on others now.
    pub(super) fn moved_parts(&self, page: usize) -> Vec<Value> {
        self.index.moves.parts.get(&page).into_iter().flatten().map(|lead| self.part(lead)).collect()
    }
}
