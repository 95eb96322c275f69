//! The words of a source that an annotation rests on.

use super::write::{block, list, object, text, with};
use crate::view::Views;
use crate::view::evidence::shown_short;

impl Views {
    /// The first passage of an annotation as a `Quotation` (<https://schema.org/Quotation>), cut where permalinks cut what
    /// they show to networks; none where the annotation rests on no passage.
    #[must_use]
    pub fn quotation_data(&self, draft: usize, number: usize) -> Option<String> {
        let finding = self.material.evidence[draft].annotations[number].first()?;
        let (source_number, passage) = (finding.source?, finding.passage()?);
        let source = &self.material.sources[source_number];
        let data = &source.metadata;
        let known = self.quoted.get(source_number, || {
            block(&object(&[
                ("@type", Some(text("Quotation"))),
                // Sources don't tell people from offices, and a name is allowed where either is expected.
                ("creator", list(data.authors.iter().map(|name| text(name)))),
                ("inLanguage", data.language.as_deref().map(text)),
                // What is known of the source stands on the page already.
                ("isBasedOn", Some(text(&self.absolute(self.source_path(source_number))))),
            ]))
        });
        Some(with(known, "text", &text(&shown_short(source, passage))))
    }
}
